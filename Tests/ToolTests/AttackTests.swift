import Foundation
import Testing

/// What an adversary tried, each of which must be refused or said.
@Suite struct AttackTests {
  /// A receipt with another seed, another label or no commitment, checked without its record.
  @Test(arguments: [true, false]) func aReceiptWithoutItsRecordIsNotVerified(sealed: Bool) throws {
    let it = try SealedTests.ceremony(sealed: sealed)
    let plain = try ToolRun.run(["verify", it.receipt, "--pool", it.pool])
    #expect(plain.status == 2)
    #expect(
      plain.output.hasSuffix("nothing differs; not checked: record, seed\n"),
      "\(plain.output)"
    )
    let text = try it.text(it.receipt)
    let commitment = try #require(text.firstMatch(of: /"commitment" : "[0-9a-f]{64}"/)).output
    // Of a sealed draw nobody can tell without its record which key is the right one, and that is said;
    // an open draw without its commitment is an uncommitted one.
    for (what, with, expected) in [
      (SealedTests.seed, "1 1 1 1 1 1 1 1 1 1", sealed ? 2 : 1),
      (String(commitment), "\"commitment\" : null", sealed ? 1 : 0),
    ] {
      let forged = try it.scratch.write(text.replacing(what, with: with), to: "forged.json")
      let run = try ToolRun.run(["verify", forged, "--pool", it.pool])
      #expect(run.status == expected, "\(with): \(run.output)")
      #expect(run.status != 0 || run.output.contains("the draw is uncommitted"))
      #expect(try it.audit(receipt: forged).status == 1)
    }
  }

  /// Totals that do not follow from the rest.
  @Test func totalsOfTheReceiptAreCompared() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let text = try it.text(it.receipt)
    for (what, with) in [
      ("\"units\" : 80", "\"units\" : 81"), ("\"reserves\" : 3", "\"reserves\" : 2"),
    ] {
      #expect(text.contains(what))
      let forged = try it.scratch.write(text.replacing(what, with: with), to: "forged.json")
      let run = try it.audit(receipt: forged)
      #expect(run.status == 1, "\(with): \(run.output)")
    }
  }

  @Test func nothingThatIsReadIsOverwritten() throws {
    let it = try SealedTests.ceremony(sealed: false)
    let before = try it.text(it.pool)
    let link = it.scratch.path("link.csv")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: it.pool)
    let draw = ["draw", it.pool, "--rule", "1", "--label", "x", "--seed", "1"]
    for more in [
      ["--output", it.pool], ["--output=\(it.pool)"], ["-o", link], ["--receipt", it.pool],
    ] {
      let run = try ToolRun.run(draw + more)
      #expect(run.status == 64, "\(more): \(run.standardError)")
      #expect(try it.text(it.pool) == before)
    }
    let listed = "\(it.folder)/selection.csv"
    #expect(
      try ToolRun.run(
        ["draw", listed, "--rule", "1", "--label", "x", "--seed", "1", "--publish", it.folder]
      ).status == 64
    )
    let receipt = try it.text(it.receipt)
    let verify = ["verify", it.receipt, "--pool", it.pool, "--record", it.record, "-o", it.receipt]
    #expect(try ToolRun.run(verify).status == 64)
    #expect(try it.text(it.receipt) == receipt)
  }

  /// Two outputs of one name, before there is such a file.
  @Test func oneNameForTwoOutputs() throws {
    let scratch = try Scratch()
    let pool = try scratch.write("id\na\nb\n", to: "pool.csv")
    let both = scratch.path("both")
    let run = try ToolRun.run(
      ["draw", pool, "--rule", "1", "--label", "x", "--seed", "1", "-o", both, "--receipt", both]
    )
    #expect(run.status == 64 && run.standardError.contains("named twice"), "\(run.standardError)")
    #expect(!FileManager.default.fileExists(atPath: both))
  }

  /// A record longer than everything that is read at once, its identifier behind it.
  @Test func aLongRecordIsWholeEverywhere() throws {
    let scratch = try Scratch()
    let long = String(repeating: "checked ", count: 90_000)
    let pool = try scratch.write(
      "remark,id,name\n" + (1...40).map { "\($0 == 17 ? long : ""),P\($0),N\($0)\n" }.joined(),
      to: "pool.csv"
    )
    var selections: [String] = []
    for memory in [[], ["--memory", "64M"], ["--threads", "1"]] {
      let (list, receipt) = (scratch.path("selection.csv"), scratch.path("receipt.json"))
      let draw = try ToolRun.run(
        [
          "draw", pool, "--rule", "100%", "--label", "x", "--seed", "1", "-o", list, "--receipt",
          receipt, "--publish", scratch.path("public"), "--publish-columns", "name",
        ] + memory
      )
      #expect(draw.status == 0, "\(draw.standardError)")
      selections.append(try String(contentsOfFile: list, encoding: .utf8))
      let published = try String(
        contentsOfFile: scratch.path("public/selection.csv"),
        encoding: .utf8
      )
      #expect(published.contains("\nP17,N17\n") && published.split(separator: "\n").count == 41)
      let verify = try ToolRun.run(["verify", receipt, "--pool", pool, "--selection", list])
      #expect(verify.status == 0, "\(verify.output)")
    }
    #expect(selections[0].contains(",\(long),P17,N17\n"))
    #expect(Set(selections).count == 1)
  }

  /// A second commitment under the same names would lose the first one's secret.
  @Test func aRecordIsNeverReplaced() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let record = try it.text(it.record)
    let run = try ToolRun.run(
      ["commit", it.pool] + SealedTests.rules + [
        "--label", "封存测试", "--seed-source", "dice", "--seed-form", "# # # # # # # # # #",
        "--record",
        it.record, "--notice", it.notice, "--sealed",
      ]
    )
    #expect(run.status == 73 && run.standardError.contains("no commitment is replaced"))
    #expect(try it.text(it.record) == record)
  }

  /// A copy of the classes under a harmless name.
  @Test func aColumnThatTellsTheClassIsNotPublished() throws {
    let scratch = try Scratch()
    let pool = try scratch.write(
      "编号,名称,组,甲\n"
        + (1...60).map { "P\($0),单位\($0),\($0 % 3 == 0 ? "x" : "y"),\($0 % 3 == 0 ? "一" : "二")\n" }
        .joined(),
      to: "pool.csv"
    )
    let rules = ["--stratum", "组", "--rule", "50%", "--label", "x"]
    let record = scratch.path("record")
    let commit = try ToolRun.run(
      ["commit", pool] + rules + [
        "--seed-source", "dice", "--seed-form", "##########", "--record", record, "--notice",
        scratch.path("notice"), "--sealed",
      ]
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    func publish(_ column: String) throws -> ToolRun {
      try ToolRun.run(
        ["draw", pool] + rules + [
          "--seed", "1234567890", "--record", record, "--publish", scratch.path("public"),
          "--publish-columns", column, "--output", scratch.path("selection.csv"),
        ]
      )
    }
    let told = try publish("甲")
    #expect(
      told.status == 64 && told.standardError.contains("tells 100 % of what there is to know"),
      "\(told.standardError)"
    )
    #expect(!FileManager.default.fileExists(atPath: scratch.path("public/selection.csv")))
    #expect(try publish("名称").status == 0)
  }

  /// One bad cell makes no GB18030 of a text in UTF-8.
  @Test func aFewBadBytesAreAnError() throws {
    let scratch = try Scratch()
    var bytes = Data("编号,类,注\n".utf8)
    for number in 0..<20 { bytes += Data("食品\(number),低险,好\n".utf8) }
    bytes += Data("食品20,低险,".utf8) + Data([0xC6, 0xF3, 0x0A])
    let pool = scratch.path("pool.csv")
    try bytes.write(to: URL(fileURLWithPath: pool))
    let run = try ToolRun.run(["draw", pool, "--rule", "2", "--label", "x", "--seed", "1"])
    #expect(run.status == 65 && run.standardError.contains("row 22"), "\(run.standardError)")
  }

  /// A planted file under the temporary name.
  @Test func aTemporaryFileThatIsALinkIsNotFollowed() throws {
    let scratch = try Scratch()
    let pool = try scratch.write("id\na\nb\n", to: "pool.csv")
    let victim = try scratch.write("untouched", to: "victim")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path(".out.csv.spotcheck-part"),
      withDestinationPath: victim
    )
    let run = try ToolRun.run([
      "draw", pool, "--rule", "1", "--label", "x", "--seed", "1", "-o", scratch.path("out.csv"),
    ])
    #expect(run.status == 73, "\(run.standardError)")
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "untouched")
  }

  /// Cells are compared as bytes, not as what looks the same.
  @Test func anotherNormalFormIsADifference() throws {
    let scratch = try Scratch()
    let pool = try scratch.write("id,note\na,caf\u{E9}\nb,caf\u{E9}\n", to: "pool.csv")
    let (selection, receipt) = (scratch.path("s.csv"), scratch.path("r.json"))
    _ = try ToolRun.run([
      "draw", pool, "--rule", "100%", "--label", "x", "--seed", "1", "-o", selection, "--receipt",
      receipt,
    ])
    let text = try String(contentsOfFile: selection, encoding: .utf8)
    let other = try scratch.write(text.replacing("\u{E9}", with: "e\u{301}"), to: "other.csv")
    func verify(_ list: String) throws -> Int32 {
      try ToolRun.run(["verify", receipt, "--pool", pool, "--selection", list]).status
    }
    #expect(try verify(selection) == 0)
    #expect(try verify(other) == 1)
  }

  /// Telephone numbers as people write them.
  @Test(arguments: [
    "010-62345678", "张三 138 1234 5678", "mobile:+8613812345678", "(0571) 8765 4321",
  ])
  func spacedTelephoneNumbersAreNotPublished(text: String) throws {
    let scratch = try Scratch()
    let pool = try scratch.write("id,note\na,\(text)\n", to: "pool.csv")
    let run = try ToolRun.run([
      "draw", pool, "--rule", "100%", "--label", "x", "--seed", "1", "--publish",
      scratch.path("public"),
      "--publish-columns", "note",
    ])
    #expect(run.status == 65, "\(run.standardError)")
  }

  /// A sealed draw may run on a screen that others see.
  @Test func aSealedDrawSaysNothingByClass() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let run = try ToolRun.run(
      ["draw", it.pool] + SealedTests.rules + [
        "--label", "封存测试", "--seed", SealedTests.seed, "--record", it.record, "-o", it.selection,
      ]
    )
    #expect(run.status == 0)
    #expect(!run.standardError.contains("PLANTED"))
    // 4 of 40, 9 of 30, 5 of 10: 50 % against 18 of 80.
    #expect(run.standardError.contains("18 of 80") && run.standardError.contains("2.2 times"))
  }
}
