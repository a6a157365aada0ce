import Analysis
import Frames
import Sampling
import TestSupport
import Testing

/// What three draws have seen of six units, counted by hand.
@Suite struct CoverageHistoryTests {
  static func history(_ lists: [[String]]) throws -> CoverageHistory {
    let file = try ScratchFile("id\n1\n2\n3\n4\n5\n6\n")
    let pool = try Pool(file.path, layout: PoolLayout())
    let draws = try lists.enumerated().flatMap { number, ids in
      let list = try ScratchFile("id\n" + ids.map { $0 + "\n" }.joined())
      return try DrawList.read(list.path, name: "draw \(number + 1)", frame: pool)
    }
    return try CoverageHistory(frame: try pool.roster(), draws: draws)
  }

  @Test func visitsAndGaps() throws {
    let history = try Self.history([["1", "2"], ["2", "3"], ["1", "9"]])
    #expect(history.neverSeen.map(\.id) == ["4", "5", "6"])
    let result = try history.run()
    #expect(result.total.sizes == [2, 2, 1])
    let observed = try #require(result.total.observed)
    // Unit 1 by the first and the third, 2 by the first two, 3 by the second.
    #expect(observed.distinct == 3 && observed.neverSeen == 3)
    #expect(observed.unitsByVisits == [3, 1, 2, 0])
    #expect(observed.longestGap == 3 && observed.unitsWithLongestGap == 3)
    let draws = result.draws
    #expect(draws.map(\.listed) == [2, 2, 2])
    #expect(draws.map(\.inFrame) == [2, 2, 1])
    // Of the second draw unit 2 was seen before, of the third unit 1.
    #expect(draws.map(\.seenBefore) == [0, 1, 1])
  }

  /// A gap before the first visit, between two and behind the last one is as long as the draws in it.
  @Test(arguments: [
    // Of four draws units 5 and 6 have none, units 1 and 4 one at an end.
    ([["1"], ["2"], ["3"], ["4"]], 4, 2), ([["1", "2", "3", "4", "5", "6"], ["1"]], 1, 5),
    ([["1", "2", "3", "4", "5", "6"], ["1", "2", "3", "4", "5", "6"]], 0, 6),
    ([["1", "2", "3"], ["4", "5", "6"], ["1", "2"]], 2, 1),
    ([["1", "2", "3"], ["4"], ["4", "5", "6"]], 2, 5),
  ])
  func gaps(lists: [[String]], longest: Int, units: Int) throws {
    let observed = try #require(try Self.history(lists).run().total.observed)
    #expect(observed.longestGap == longest && observed.unitsWithLongestGap == units)
  }

  @Test func aListOfAnotherFrame() throws {
    #expect(throws: DataError.self) { try Self.history([["1"], ["7", "8"]]) }
  }
}
