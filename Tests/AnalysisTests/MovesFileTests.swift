import Analysis
import Frames
import Sampling
import TestSupport
import Testing

/// The shares that leave a class: all of it and no more.
@Suite struct MovesFileTests {
  static func read(_ rows: String) throws -> Int {
    let file = try ScratchFile("from,to,yearly\n" + rows)
    let strata = [try ProtocolText("A"), try ProtocolText("B")]
    return try MovesFile.read(file.path, strata: strata).moves.count
  }

  @Test(arguments: [
    ("A,B,0.4\n", 1), ("A,B,1\n", 1), ("A,,1\n", 1), ("A,B,0.4\nA,,0.6\n", 2), (",B,12\n", 1),
    (",B,1.5\n", 1), ("A,B,0\nB,A,1\n", 2), ("A,B,0.1\nA,B,0.2\nA,,0.7\n", 3),
  ])
  func isRead(rows: String, moves: Int) throws { #expect(try Self.read(rows) == moves) }

  @Test(arguments: [
    ("A,B,1.01\n", 2, "yearly", "is no share"), ("A,B,-0.1\n", 2, "yearly", "is no share"),
    ("A,B,0.4\nA,,0.61\n", 3, "yearly", "makes more than all units of \"A\" leave"),
    ("A,B,\n", 2, "yearly", "is no share"), (",B,x\n", 2, "yearly", "is no number of new units"),
    (",,1\n", 2, "to", "is empty and so is from"), ("C,B,0.1\n", 2, "from", "is no class"),
    ("A,C,0.1\n", 2, "to", "is no class"),
  ])
  func isRefused(rows: String, row: Int, column: String, says: String) throws {
    let error = try #require(throws: DataError.self) { try Self.read(rows) }
    #expect(error.problems.map(\.row) == [row])
    #expect(error.problems.map(\.column) == [column])
    #expect(error.explanation(in: .english).contains(says))
  }
}
