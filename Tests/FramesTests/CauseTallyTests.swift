import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// Problems are counted by their cause, exactly and in bounded memory, however many there are.
@Suite struct CauseTallyTests {
  private static func problem(_ row: Int, _ reason: DataProblem, _ value: String? = nil)
    -> DataError.Problem
  {
    DataError.Problem(file: "f.csv", row: row, column: "id", value: value, reason: reason)
  }

  @Test func countsAreExact() {
    var error = DataError()
    for row in 2...100_001 {
      let reason: DataProblem = row.isMultiple(of: 4) ? .damaged : .duplicate(otherRow: 1)
      error.add(Self.problem(row, reason, "v\(row)"))
    }
    #expect(error.count == 100_000 && error.problems.count == DataError.shown)
    let text = error.explanation(in: .english)
    let lines = text.split(separator: "\n")
    // 4, 8 … 100,000 are 25,000 rows; the others the most, and so first.
    #expect(lines.count == 2)
    #expect(lines[0].contains("row 2,") && lines[0].contains("so do 74999 more, in rows 3, 5, 6,"))
    #expect(lines[1].contains("row 4,") && lines[1].contains("so do 24999 more, in rows 8, 12,"))
    #expect(!error.hidingValues { $0 == "id" }.explanation(in: .chinese).contains("v2"))
  }

  /// Against counting all of them: any mixture of causes, in parts that are merged in any order.
  @Test func partsAreMerged() {
    var random = SeededGenerator(seed: 18)
    for _ in 0..<50 {
      let causes = Int.random(in: 1...80, using: &random)
      var all: [Int: [Int]] = [:]
      var parts = (0..<4).map { _ in CauseTally<Int, Int>() }
      for item in 0..<Int.random(in: 1...2_000, using: &random) {
        let cause = Int.random(in: 0..<causes, using: &random)
        all[cause, default: []].append(item)
        parts[Int.random(in: 0..<4, using: &random)].add(cause, item)
      }
      var whole = CauseTally<Int, Int>()
      for part in parts.shuffled(using: &random) { whole.merge(part, by: <) }
      let counted = whole.groups.reduce(whole.others) { $0 + $1.count }
      #expect(counted == all.values.reduce(0) { $0 + $1.count })
      #expect(whole.groups.count <= CauseTally<Int, Int>.greatestCauses)
      guard causes <= CauseTally<Int, Int>.greatestCauses else { continue }
      #expect(whole.others == 0)
      for group in whole.groups {
        let items = all[group.cause ?? -1] ?? []
        #expect(group.count == items.count)
        #expect(group.items == Array(items.prefix(DataError.shown)))
      }
    }
  }

  /// What stands for itself is said by itself, and what is left over is counted.
  @Test func fewAndOthers() {
    var error = DataError()
    for row in 2...4 { error.add(Self.problem(row, .damaged)) }
    #expect(error.explanation(in: .english).split(separator: "\n").count == 3)
    for row in 5...204 { error.add(Self.problem(row, .other(Sentence("is no \(row)", "")))) }
    let lines = error.explanation(in: .english).split(separator: "\n")
    #expect(lines.count == DataError.shown + 1 && lines.last == "and 183 more problems")
  }

  /// A pool of which many rows are wrong in two ways, read by several threads.
  @Test func aPool() throws {
    var text = "id,class,name\n"
    for row in 0..<60_000 {
      let isShort = row.isMultiple(of: 3)
      text += isShort ? "u\(row),A\n" : row.isMultiple(of: 5) ? ",A,x\n" : "u\(row),A,x\n"
    }
    let file = try ScratchFile(text)
    var layout = PoolLayout()
    layout.idColumns = ["id"]
    let pool = try Pool(file.path, layout: layout)
    let error = #expect(throws: DataError.self) {
      try pool.census(key: DrawKey(.units, label: "x", seed: "1"))
    }
    let said = try #require(error).explanation(in: .english)
    // 20,000 rows lack a field; of the 40,000 others a fifth lack their identifier.
    #expect(said.contains("so do 19999 more") && said.contains("so do 7999 more"), "\(said)")
  }
}
