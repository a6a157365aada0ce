import Foundation
import Testing

/// What a clerk gives by mistake, and what the program says of it.
@Suite struct ClerkTests {
  static let draw = ["--rule", "50%", "--label", "x", "--seed", "1"]

  /// Taken as they are, and said: by a commitment too, before it is published.
  @Test func doubtfulIdentifiersAreSaid() throws {
    let scratch = try Scratch()
    let pool = try scratch.write("编号,名称\n１２,甲\n13,乙\n合计,2\n", to: "pool.csv")
    let totals = try ToolRun.run(["draw", pool] + ClerkTests.draw)
    #expect(totals.status == 65 && totals.standardError.contains("reads like a row of totals"))
    let run = try ToolRun.run(["draw", pool, "--keep-totals"] + ClerkTests.draw)
    #expect(run.status == 0)
    #expect(run.standardError.contains("1 identifiers hold full-width"))
    let commit = try ToolRun.run([
      "commit", pool, "--keep-totals", "--rule", "50%", "--label", "x", "--seed-source", "dice",
      "--seed-form",
      "##########", "--record", scratch.path("record"), "--notice", scratch.path("notice"),
      "--language", "zh",
    ])
    #expect(commit.status == 0)
    #expect(commit.standardError.contains("全角"))
    let clean = try ToolRun.run(
      ["draw", pool, "--keep-totals", "--normalize-ids"] + ClerkTests.draw
    )
    #expect(!clean.standardError.contains("full-width"))
    #expect(clean.standardError.contains("1 identifiers were normalised"))
    let plain = try scratch.write("编号,名称\n企业一,甲\n13,乙\n", to: "plain.csv")
    let quiet = try ToolRun.run(["draw", plain] + ClerkTests.draw)
    #expect(quiet.standardError.split(separator: "\n").count == 3, "\(quiet.standardError)")
  }

  @Test(arguments: [
    ("编号，名称\n1，a\n", "half-width"), ("名单,,\n1,a,A\n", "--header-row"),
  ])
  func aHeaderThatIsNone(_ example: (pool: String, words: String)) throws {
    let run = try ToolRun.run(["draw", "-"] + ClerkTests.draw, input: Data(example.pool.utf8))
    #expect(run.status == 65 && run.standardError.contains(example.words), "\(run.standardError)")
  }

  @Test func aRuleForAStratumWithoutItsColumn() throws {
    let run = try ToolRun.run(
      ["draw", "-", "--rule", "高: 10%", "--rule", "1", "--label", "x", "--seed", "1"],
      input: Data("编号,级\n1,高\n".utf8)
    )
    #expect(run.status == 65 && run.standardError.contains("--stratum COLUMN"))
  }

  /// The list of commands and what the three of a draw are for.
  @Test func helpInTheLanguageOfTheSystem() throws {
    func help(_ command: [String], _ locale: String) throws -> String {
      try ToolRun.run(command + ["--help"], environment: ["LC_ALL": locale]).output
    }
    #expect(try help([], "zh_CN.UTF-8").contains("从对象库中抽取检查对象"))
    for command in ["commit", "draw", "verify"] {
      #expect(try help([command], "zh_CN.UTF-8").contains("示例：spotcheck \(command)"))
      #expect(try help([command], "C").contains("Example: spotcheck \(command)"))
    }
  }

  @Test func theWrongPaper() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let notice = try ToolRun.run(["verify", it.receipt, "--pool", it.pool, "--record", it.notice])
    #expect(notice.status == 65 && notice.standardError.contains("--notice"))
    let record = try ToolRun.run(["verify", it.receipt, "--pool", it.pool, "--notice", it.record])
    #expect(record.status == 65 && record.standardError.contains("is no notice"))
    let without = try ToolRun.run(["verify", it.receipt, "--record", it.record])
    #expect(without.status == 2 && without.output.contains("NOT CHECKED: no pool was given"))
    let wide = try RedrawTests.draw(it, seed: "３ １ ４ １ ５ ９ ２ ６ ５ ３")
    #expect(wide.status == 1 && wide.standardError.contains("half-width digits"))
  }
}
