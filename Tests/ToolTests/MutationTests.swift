import Draws
import Foundation
import Sampling
import TestSupport
import Testing

/// Every file of a ceremony, edited at every field and at random bytes: an edit is refused, or it differs, or
/// what could not be checked is said, or it is proved to say the same as before.
@Suite struct MutationTests {
  /// What became of the edits.
  struct Tally {
    var refused = 0
    var differs = 0
    var unchecked = 0
    var equivalent = 0
    /// Edits that were verified and say something else.
    var broken: [String] = []

    var all: Int { refused + differs + unchecked + equivalent + broken.count }

    mutating func add(_ other: Tally) {
      refused += other.refused
      differs += other.differs
      unchecked += other.unchecked
      equivalent += other.equivalent
      broken += other.broken
    }
  }

  /// How many edits at random bytes a file has beside those of its fields.
  static let randomEdits = 20

  /// Edits of one file: all that its format has, and some at random bytes.
  static func edits(of bytes: [UInt8], random: inout SeededGenerator) -> [Edit] {
    let fields: [Edit] =
      if bytes.first == UInt8(ascii: "{") {
        JSONEdits.all(bytes, using: &random)
      } else if bytes.starts(with: DrawKey.protocolName.utf8) {
        LineEdits.all(bytes, using: &random)
      } else {
        TableEdits.all(bytes, using: &random)
      }
    return fields + (0..<randomEdits).map { _ in ByteEdits.one(bytes, using: &random) }
  }

  /// Verifies a ceremony with every edit of one of its files.
  static func tally(_ it: MutationCase, _ part: MutationCase.Part) throws -> Tally {
    let scratch = try Scratch()
    let judge = MutationJudge(it: it, scratch: scratch)
    var random = SeededGenerator(seed: 13)
    let original = try it.original(part)
    let untouched = try it.verify(part, original, in: scratch)
    #expect(untouched.answer == .verified, "\(it.name): \(untouched.conclusion(in: .english))")
    var tally = Tally()
    for edit in edits(of: original, random: &random) {
      let found: Verification
      do {
        found = try it.verify(part, edit.bytes, in: scratch)
      } catch is any ExplainedError {
        tally.refused += 1
        continue
      }
      switch found.answer {
      case .notVerified: tally.differs += 1
      case .notChecked: tally.unchecked += 1
      case .verified where try judge.isEquivalent(part, edit.bytes, found): tally.equivalent += 1
      default: tally.broken.append("\(it.name), \(part), \(edit.name)")
      }
    }
    return tally
  }

  @Test func noEditIsVerified() async throws {
    let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
      for it in MutationCase.whole {
        for part in it.edited ?? it.parts { group.addTask { try Self.tally(it, part) } }
      }
      return try await group.reduce(into: Tally()) { $0.add($1) }
    }
    #expect(tally.broken.isEmpty, "\(tally.broken.joined(separator: "\n"))")
    #expect(tally.all >= 10_000)
    // None of these is there by accident: spellings that say the same, and a few that leave something open.
    #expect(
      tally.differs > 3_000 && tally.equivalent > 300 && tally.unchecked > 0,
      "\(tally.refused) \(tally.differs) \(tally.unchecked) \(tally.equivalent)"
    )
  }

  /// Of a sealed draw the public sees the form alone: whatever was edited, it is never called verified.
  @Test func nothingIsVerifiedFromOutside() throws {
    for it in MutationCase.fromOutside {
      let scratch = try Scratch()
      for part in it.parts {
        var random = SeededGenerator(seed: 14)
        let original = try it.original(part)
        #expect(try it.verify(part, original, in: scratch).answer == .formHolds)
        for edit in Self.edits(of: original, random: &random) {
          let answer = (try? it.verify(part, edit.bytes, in: scratch))?.answer
          #expect(answer != .verified, "\(it.name), \(part), \(edit.name)")
        }
      }
    }
  }
}
