import Sampling
import Testing

@testable import Frames

/// How far the first tickets of a stratum may reach, and what two reaches have in common.
@Suite struct CandidateReachTests {
  static let start = Digest(words: (1 << 63, 0, 0, 0))

  @Test func bounds() {
    #expect(CandidateReach(first: 0, from: nil, of: 1000).span == 0)
    #expect(CandidateReach(first: 0, from: nil, of: 1000).greatest == 0)
    // 100 + 10·10 + 50 of 250 are all, of 500 half of the circle.
    #expect(CandidateReach(first: 100, from: nil, of: 250).span == .max)
    #expect(CandidateReach(first: 100, from: nil, of: 500).span == 1 << 63)
    #expect(CandidateReach(first: 100, from: nil, of: 500, margin: 2).span > 1 << 63)
    #expect(CandidateReach(first: 10, from: Self.start, of: 0).span == .max)
    #expect(CandidateReach.everything.span == .max)
  }

  /// On from the start and round the circle, its ends included.
  @Test(
    arguments: [
      (0x8000_0000_0000_0000, true), (0x7FFF_FFFF_FFFF_FFFF, false), (0xC000_0000_0000_0000, true),
      (0xFFFF_FFFF_FFFF_FFFF, true), (0, true), (0x2000_0000_0000_0000, true),
      (0x2000_0000_0000_0001, false),
    ] as [(UInt64, Bool)]
  )
  func contains(prefix: UInt64, isWithin: Bool) {
    // 250 of 400: five eighths of the circle.
    let reach = CandidateReach(first: 100, from: Self.start, of: 400)
    #expect(reach.span == 0xA000_0000_0000_0000)
    #expect(reach.contains(prefix) == isWithin)
  }

  /// A reach from another start says nothing of this one, unless it is the whole circle.
  @Test func limits() {
    func limited(_ own: CandidateReach, to other: CandidateReach) -> UInt64 {
      var reach = own
      reach.limit(to: other)
      return reach.span
    }
    let wide = CandidateReach(first: 200, from: Self.start, of: 5000)
    let narrow = CandidateReach(first: 20, from: Self.start, of: 5000)
    let elsewhere = CandidateReach(first: 200, from: nil, of: 5000)
    #expect(narrow.span < wide.span && wide.span < .max)
    #expect(limited(wide, to: narrow) == narrow.span)
    #expect(limited(narrow, to: wide) == narrow.span)
    #expect(limited(narrow, to: elsewhere) == 0)
    #expect(limited(elsewhere, to: narrow) == 0)
    #expect(limited(narrow, to: .everything) == narrow.span)
    // 0 and nothing is the start without one.
    let origin = CandidateReach(first: 20, from: Digest(words: (0, 9, 9, 9)), of: 5000)
    #expect(limited(origin, to: elsewhere) == origin.span)
  }
}
