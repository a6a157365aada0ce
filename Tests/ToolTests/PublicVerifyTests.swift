import Foundation
import Testing

/// What anybody can check of what was published, who saw the seed at its source.
@Suite struct PublicVerifyTests {
  static func verify(
    _ it: SealedTests.Ceremony,
    _ changes: [String: String] = [:],
    _ more: [String] = []
  ) throws -> ToolRun {
    try ToolRun.run(
      [
        "verify", changes["receipt"] ?? "\(it.folder)/receipt.json", "--notice",
        changes["notice"] ?? it.notice, "--selection",
        changes["selection"] ?? "\(it.folder)/selection.csv", "--seed", SealedTests.seed,
      ] + (changes["pool"].map { ["--pool", $0] } ?? []) + more
    )
  }

  /// With the pool all of an open draw is recomputed, from the record that its notice holds.
  @Test func anOpenDrawIsRecomputed() throws {
    let it = try SealedTests.ceremony(sealed: false)
    let run = try PublicVerifyTests.verify(it, ["pool": it.pool])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("holds the same rows"))
    #expect(run.output.contains("the same bytes as were committed to, 80 units"))
    let without = try PublicVerifyTests.verify(it)
    #expect(without.status == 2, "\(without.output)")
    #expect(
      without.output.hasSuffix("nothing differs; not checked: frame, selection\n"),
      "\(without.output)"
    )
    // A notice goes through a web page and an editor.
    let crlf = try it.text(it.notice).replacing("\n", with: "\r\n")
    let notice = try it.scratch.write(crlf, to: "crlf.txt")
    #expect(try PublicVerifyTests.verify(it, ["pool": it.pool, "notice": notice]).status == 0)
    let chinese = try PublicVerifyTests.verify(it, ["pool": it.pool], ["--language", "zh"])
    #expect(chinese.output.hasSuffix("验证通过：与回执完全一致\n"))
  }

  /// The receipt names the columns: another name for one is another list.
  @Test func aRenamedIdentifierIsADifference() throws {
    let it = try SealedTests.ceremony(sealed: false)
    let pool = try it.scratch.write(
      try it.text(it.pool).replacing("编号,", with: "本地码,"),
      to: "other.csv"
    )
    let list = try it.scratch.write(
      try it.text("\(it.folder)/selection.csv").replacing("编号,", with: "本地码,"),
      to: "list.csv"
    )
    let changes = ["pool": pool, "selection": list]
    let named = try PublicVerifyTests.verify(it, changes)
    #expect(named.status == 65 && named.standardError.contains("no column \"编号\""))
    let forced = try PublicVerifyTests.verify(it, changes, ["--id", "本地码"])
    #expect(forced.status == 1, "\(forced.output) \(forced.standardError)")
    #expect(forced.output.contains("\"id.0\" of the receipt is \"编号\""), "\(forced.output)")
    #expect(try PublicVerifyTests.verify(it, ["selection": list, "pool": it.pool]).status == 1)
  }

  @Test(arguments: [true, false]) func whatWasPublishedAndChanged(sealed: Bool) throws {
    let it = try SealedTests.ceremony(sealed: sealed)
    let pool = sealed ? [:] : ["pool": it.pool]
    func status(_ what: String, _ text: String) throws -> Int32 {
      let path = try it.scratch.write(text, to: "changed-\(what)")
      return try PublicVerifyTests.verify(it, pool.merging([what: path]) { $1 }).status
    }
    #expect(try PublicVerifyTests.verify(it, pool).status == 0)
    let list = try it.text("\(it.folder)/selection.csv")
    let rows = list.split(separator: "\n")
    #expect(try status("selection", rows.dropLast().map { $0 + "\n" }.joined()) == 1)
    #expect(
      try status("selection", (rows + [rows[1]]).dropFirst(0).map { $0 + "\n" }.joined()) == 1
    )
    let receipt = try it.text("\(it.folder)/receipt.json")
    for (what, with) in [
      ("3 1 4 1 5 9 2 6 5 3", "3 1 4 1 5 9 2 6 5"), ("封存测试", "另一次"),
      ("\"selected\" : 18", "\"selected\" : 17"),
    ] {
      #expect(receipt.contains(what))
      #expect(try status("receipt", receipt.replacing(what, with: with)) == 1, "\(with)")
    }
    let twice = receipt.replacing("\"seed\"", with: "\"seed\" : \"1\", \"seed\"")
    #expect(try status("receipt", twice) == 1)
    let notice = try it.text(it.notice)
    #expect(try status("notice", notice.replacing("commitment\t", with: "commitment\t0")) == 65)
    let other = try SealedTests.ceremony(sealed: true)
    #expect(try PublicVerifyTests.verify(it, ["notice": other.notice]).status == 1)
    if !sealed {
      #expect(try status("notice", notice.replacing("\t4\t1\tsrs", with: "\t5\t1\tsrs")) == 65)
      let unit = try #require(rows.last?.split(separator: ",").first)
      #expect(
        try status("selection", list.replacing("\n\(unit),", with: "\nP99,")) == 1
      )
      #expect(try status("pool", try it.text(it.pool).replacing("P5,", with: "P5x,")) == 1)
    }
  }

  /// An outsider sees time and form of a sealed draw, and is told so.
  @Test func aSealedDrawIsSeenFromOutside() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let run = try PublicVerifyTests.verify(it)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("time and form alone"))
    #expect(
      run.output.hasSuffix("the form holds; the selection cannot be checked from outside\n"),
      "\(run.output)"
    )
    let bare = try ToolRun.run(["verify", "\(it.folder)/receipt.json"])
    #expect(bare.status == 2 && bare.output.contains("--notice"))
    #expect(
      bare.output.hasSuffix("nothing differs; not checked: public files, notice\n"),
      "\(bare.output)"
    )
    // What would not be looked at is refused, not passed over.
    let pool = try PublicVerifyTests.verify(it, ["pool": it.pool])
    #expect(pool.status == 64 && pool.standardError.contains("--record"))
    // The auditor's run takes the notice too, and the public files.
    #expect(try it.audit(["--notice", it.notice]).status == 0)
    let other = try SealedTests.ceremony(sealed: true)
    #expect(try it.audit(["--notice", other.notice]).status == 1)
    let files = [
      "verify", "\(it.folder)/receipt.json", "--selection", "\(it.folder)/selection.csv",
      "--record",
      it.record, "--notice", it.notice, "--seed", SealedTests.seed,
    ]
    let audited = try ToolRun.run(files + ["--pool", it.pool, "--stratum", "风险等级"])
    #expect(audited.status == 0, "\(audited.output)")
    #expect(audited.output.hasSuffix("verified: everything is as the receipt says\n"))
    #expect(try it.audit(["--stratum", "风险等级"]).status == 64)
  }
}
