import Foundation
import Testing

/// A draw inside a condition, and one of which units are kept out: committed, drawn, verified.
@Suite struct ConditionTests {
  static let conditions = ["--where", "status = open", "--where", "number:staff >= 2"]

  @Test func aDrawInsideConditions() throws {
    let it = try CommittedDraw()
    let exclude = try it.scratch.write("id,reason\nU32,cap\nU34,cap\n", to: "exclude.csv")
    let out = ["--exclude", exclude]
    let commit = try it.commit(["--rule", "50%"] + ConditionTests.conditions + out)
    #expect(commit.status == 0, "\(commit.standardError)")
    // 20 of 60 are closed, U01 has a staff of 1.
    #expect(commit.standardError.contains("21 rows do not meet the conditions"))
    #expect(commit.standardError.contains("2 units are kept out; they stay in the base"))
    let record = try it.text("one.record")
    #expect(record.contains("\nfilter\tstatus = open\nfilter\tnumber:staff >= 2\nrule\t\t≥50%\n"))
    #expect(record.contains("\nexcluded\tC\t2\t") && record.contains("\tcap\nshown\t0\t\n"))
    // Open: 6 of A, 13 of B, 20 of C of which 2 are kept out: half of 20 is 10 of the 18 left.
    #expect(record.contains("\nstratum\tA\t6\t3\t0\tsrs\t\n"))
    #expect(record.hasSuffix("\nstratum\tB\t13\t7\t0\tsrs\t\nstratum\tC\t18\t10\t0\tsrs\t\n"))
    #expect(try it.text("one.notice").contains("\nfilter\tstatus = open\n"))

    // Without --where the record's conditions draw, with it they are compared.
    let draw = try it.draw(out, publishes: true)
    #expect(draw.status == 0, "\(draw.standardError)")
    #expect(draw.standardError.contains("C: 10 of 18 (≥50% of 20)"))
    let rows = try it.rows()
    #expect(rows.count == 20 && rows.allSatisfy { $0[10] == "open" })
    #expect(!rows.contains { ["U01", "U32", "U34"].contains($0[7]) })
    let list = try it.text("one.csv")
    #expect(try it.draw(out + ConditionTests.conditions).status == 0)
    #expect(try it.text("one.csv") == list)
    for other in [["--where", "status = open"], ["--where", "status = closed"]] {
      let run = try it.draw(out + other)
      #expect(run.status == 1 && run.standardError.contains("the record draws inside"))
    }
    let without = try it.draw()
    #expect(without.status == 1 && without.standardError.contains("keeps 2 units out, this draw 0"))

    let receipt = try it.text("one.json")
    #expect(
      receipt.contains("\"filter\" : [\n    \"status = open\",\n    \"number:staff >= 2\"\n  ]")
    )
    #expect(receipt.contains("\"schema\" : \"spotcheck.receipt/2\""))
    for run in [try it.verify(out), try it.verifyPublic(out)] {
      #expect(run.status == 0, "\(run.output) \(run.standardError)")
      #expect(run.output.contains("sizes: ok: every rule holds"))
    }
    // The list is needed for frame and sizes.
    for run in [try it.verify(), try it.verifyPublic()] {
      #expect(run.status == 2, "\(run.output)")
      #expect(run.output.hasSuffix("nothing differs; not checked: sizes, frame, selection\n"))
    }
    let other = try it.scratch.write("id,reason\nU32,cap\nU35,cap\n", to: "other.csv")
    let mistaken = try it.verify(["--exclude", other])
    #expect(mistaken.status == 1 && mistaken.output.contains("other units are kept out"))
    let reason = try it.scratch.write("id,reason\nU32,cap\nU34,friend\n", to: "reason.csv")
    #expect(try it.verify(["--exclude", reason]).status == 1)
    // The record holds the conditions, and nothing is passed over.
    #expect(try it.verify(out + ["--where", "status = open"]).status == 64)
  }

  @Test func anotherPoolInsideTheConditions() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(["--rule", "20%", "--where", "status = open"]).status == 0)
    #expect(try it.draw().status == 0)
    // A closed unit is not in the frame: what is said of it is free, but that it is closed.
    let free = try it.scratch.write(
      CommittedDraw.text.replacing("U03,Unit 3,A,closed", with: "U03,Another,B,gone"),
      to: "free.csv"
    )
    let other = try it.verify(pool: free)
    #expect(other.status == 0 && other.output.contains("in other bytes"), "\(other.output)")
    let opened = try it.scratch.write(
      CommittedDraw.text.replacing("U03,Unit 3,A,closed", with: "U03,Unit 3,A,open"),
      to: "opened.csv"
    )
    #expect(try it.draw(pool: opened).status == 1)
    let run = try it.verify(pool: opened)
    #expect(run.status == 1 && run.output.contains("stratum \"A\" has 8 units in the pool"))
  }

  @Test func whatLeavesNothing() throws {
    let it = try CommittedDraw()
    let nothing = ["--rule", "1", "--where", "status = gone"]
    for run in [
      try it.commit(nothing),
      try ToolRun.run(["draw", it.pool, "--label", "x", "--seed", "1"] + nothing),
    ] {
      #expect(run.status == 1, "\(run.standardError)")
      #expect(run.standardError.contains("no row meets the conditions of --where, all 60"))
    }
    #expect(!FileManager.default.fileExists(atPath: it.path("one.record")))
    for (condition, status) in [("nope = 1", 65), ("number:name > 1", 65), ("status == open", 64)] {
      #expect(try it.commit(["--rule", "1", "--where", condition]).status == Int32(status))
    }
  }

  /// A rule that can not be met because of what is kept out says so.
  @Test func aRuleThatTheExclusionBreaks() throws {
    let it = try CommittedDraw()
    let exclude = try it.scratch.write("id,reason\nU01,a\nU02,a\nU03,b\n", to: "exclude.csv")
    for rules in [["--rule", "A: 9", "--rule", "1"], ["--rule", "90%"]] {
      for language in ["en", "zh"] {
        let run = try it.commit(rules + ["--exclude", exclude, "--language", language])
        #expect(run.status == 1, "\(run.standardError)")
        #expect(run.standardError.contains("--exclude") && run.standardError.contains("\(7)"))
      }
    }
    let reserves = try it.commit([
      "--rule", "A: 6", "--rule", "1", "--reserves", "A: 2", "--exclude", exclude,
    ])
    #expect(reserves.status == 1 && reserves.standardError.contains("with 2 in reserve"))
    #expect(try it.commit(["--rule", "A: 7", "--rule", "1", "--exclude", exclude]).status == 0)
  }

  @Test(arguments: [
    ("id,reason\nZZ,a\n", "row 2: \"ZZ\" is not in the pool"),
    ("id,reason\nU01,\n", "row 2, column \"reason\""),
    ("id,reason\nU01,a\nU01,b\n", "row 3, column \"id\""), ("id,why\nU01,a\n", "\"reason\""),
    ("name,reason\nUnit 1,a\n", "\"id\""),
  ])
  func aListOfExclusionsThatIsNone(_ example: (text: String, words: String)) throws {
    let it = try CommittedDraw()
    let exclude = try it.scratch.write(example.text, to: "exclude.csv")
    let run = try it.commit(["--rule", "1", "--exclude", exclude])
    #expect(run.status == 65 && run.standardError.contains(example.words), "\(run.standardError)")
    #expect(!FileManager.default.fileExists(atPath: it.path("one.record")))
  }

  /// What an office saves: another delimiter, a mark, other line ends, a Chinese heading, GB18030.
  @Test func aListOfExclusionsAsOfficesSaveIt() throws {
    let it = try CommittedDraw()
    for (name, text) in [
      ("semicolon", "\u{FEFF}id;reason\r\nU02;cap\r\n"), ("tab", "原因\tid\ncap\tU02\n"),
    ] {
      let exclude = try it.scratch.write(text, to: "\(name)-list.csv")
      let run = try it.commit(["--rule", "50%", "--exclude", exclude], as: name)
      #expect(run.status == 0, "\(run.standardError)")
      #expect(try it.draw(["--exclude", exclude], as: name).status == 0)
      #expect(try it.verify(["--exclude", exclude], as: name).status == 0)
    }
    #expect(try it.text("semicolon.record") == it.text("tab.record"))
  }

  /// By size, and without a record: the same.
  @Test func bySizeAndUncommitted() throws {
    let it = try CommittedDraw()
    let exclude = try it.scratch.write("id,reason\nU59,cap\n", to: "exclude.csv")
    let (list, receipt) = (it.path("list.csv"), it.path("receipt.json"))
    let draw = try ToolRun.run(
      ["draw", it.pool, "--stratum", "kind", "--rule", "3", "--design", "pareto", "--measure"]
        + ["staff", "--label", "x", "--seed", "1", "--output", list, "--receipt", receipt]
        + ["--exclude", exclude] + ConditionTests.conditions
    )
    #expect(draw.status == 0, "\(draw.standardError)")
    func verify(_ more: [String]) throws -> ToolRun {
      try ToolRun.run(["verify", receipt, "--pool", it.pool, "--selection", list] + more)
    }
    #expect(try verify(["--exclude", exclude]).status == 0)
    #expect(try verify([]).status == 2)
    // An exclusion that the draw does not have would not be looked at.
    let plain = it.path("plain.json")
    _ = try ToolRun.run([
      "draw", it.pool, "--rule", "3", "--label", "x", "--seed", "1", "--receipt", plain,
    ])
    let unused = try ToolRun.run(["verify", plain, "--pool", it.pool, "--exclude", exclude])
    #expect(unused.status == 64 && unused.standardError.contains("leave --exclude out"))
  }

  /// A condition on a risk class names the class of everybody that can be drawn.
  @Test func aConditionOnAClassIsSealed() throws {
    var it = try CommittedDraw(CommittedDraw.text.replacing("status", with: "风险等级"))
    it.columns = []
    let condition = ["--rule", "20%", "--where", "风险等级 = open"]
    let open = try it.commit(condition)
    #expect(open.status == 64 && open.standardError.contains("--sealed"), "\(open.standardError)")
    #expect(try it.commit(condition + ["--sealed"], as: "sealed").status == 0)
    #expect(try it.commit(condition + ["--open-strata"], as: "open").status == 0)
    #expect(!(try it.text("sealed.notice")).contains("风险"))
    let publish = try ToolRun.run(
      ["draw", it.pool, "--label", "x", "--seed", "1", "--publish", it.path("public")] + condition
    )
    #expect(publish.status == 64)
    #expect(!FileManager.default.fileExists(atPath: it.path("public")))
  }
}
