import Foundation
import TestSupport
import Testing

/// The table of strata that is made from a list, and what is said of it.
@Suite struct StrataCommandTests {
  @Test func theTableThatSizeTakes() throws {
    let scratch = try Scratch()
    let rows =
      [["名录", "", ""], ["编号", "风险等级", "从业人数"]]
      + (1...30).map { ["E\($0)", $0 <= 20 ? "A" : "B", "\($0 <= 20 ? $0 : 7)"] }
    let pool = scratch.folder.appendingPathComponent("pool.xlsx")
    try Data(MadeWorkbook(rows: rows).bytes).write(to: pool)
    let table = scratch.path("strata.csv")
    let run = try ToolRun.run([
      "strata", pool.path, "--stratum", "风险等级", "--measure", "从业人数", "--rule", "A: 10%", "--rule",
      "B: ≥3", "-o", table,
    ])
    #expect(run.status == 0, "\(run.standardError)")
    // 1 to 20: mean 10.5, variance 20 · 21 / 12 = 35 with N − 1.
    #expect(
      try String(contentsOfFile: table, encoding: .utf8)
        == "stratum,population,mean,sd,rule\nA,20,10.5,5.91608,≥10%\nB,10,7,0,≥3\n"
    )
    let sizes = try ToolRun.run(["size", table, "--format", "json"])
    #expect(sizes.status == 0 && sizes.output.contains("\"total\" : 5"), "\(sizes.standardError)")
    let json = try ToolRun.run(["strata", pool.path, "--format", "json"])
    #expect(
      json.output.contains("spotcheck.strata/2") && json.output.contains("\"population\" : 30")
    )
    let unruled = try ToolRun.run([
      "strata", pool.path, "--stratum", "风险等级", "--rule", "A: 10%", "--language", "zh",
    ])
    #expect(unruled.status == 65 && unruled.standardError.contains("B"))
  }

  @Test func doubtfulClasses() throws {
    let scratch = try Scratch()
    let text = "编号,级\n" + (1...40).map { "E\($0),\(["A", "a", "Ａ", "B"][$0 % 4])\n" }.joined()
    let pool = try scratch.write(text, to: "pool.csv")
    let run = try ToolRun.run(["strata", pool, "--stratum", "级"])
    #expect(run.status == 0 && run.standardError.contains("\"A\", \"a\", \"Ａ\""))
    let names = try ToolRun.run(["strata", pool, "--stratum", "编号", "--language", "zh"])
    #expect(names.standardError.contains("40 个分类"))
  }

  /// Many problems of one cause are one line, the most frequent first; a few stand for themselves.
  @Test func groupedProblems() throws {
    let scratch = try Scratch()
    let rows = (1...12).map {
      "\($0 % 3 == 0 ? "\u{200B}\($0)" : "\($0 % 3 == 1 ? 7 : $0 + 100)"),A\n"
    }
    let pool = try scratch.write("编号,级\n" + rows.joined(), to: "pool.csv")
    let run = try ToolRun.run([
      "draw", pool, "--stratum", "级", "--rule", "1", "--label", "x", "--seed", "1",
    ])
    let lines = run.standardError.split(separator: "\n")
    #expect(run.status == 65 && lines.count == 4, "\(run.standardError)")
    #expect(lines.first?.contains("U+200B") == true)
    #expect(
      lines.first?.contains("so do 3 more, in rows 7, 10, 13") == true,
      "\(run.standardError)"
    )
  }
}
