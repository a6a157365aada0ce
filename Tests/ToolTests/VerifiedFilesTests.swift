import Foundation
import Sampling
import TestSupport
import Testing

/// The forms in which a selection or a receipt is given: each is compared, and what is none is refused.
@Suite struct VerifiedFilesTests {
  /// What is published, and what draw writes as JSON, is compared too.
  @Test func everyFormOfASelection() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let json = it.scratch.path("selection.json")
    let draw = try ToolRun.run(
      ["draw", it.pool] + SealedTests.rules + [
        "--label", "封存测试", "--seed", SealedTests.seed, "--record", it.record, "--format", "json",
        "--output", json,
      ]
    )
    #expect(draw.status == 0, "\(draw.standardError)")
    func verify(_ selection: String) throws -> ToolRun {
      try it.audit(["--selection", selection])
    }
    let list = try it.text(json)
    let id = try #require(list.firstMatch(of: /"id" : "(P[0-9]+)"/)).output.1
    #expect(try verify(json).status == 0)
    for (what, with) in [
      ("\"\(id)\"", "\"P999\""), ("\"rank\" : 1,", "\"rank\" : 2,"),
      ("\"size\" : 9", "\"size\" : 8"),
    ] {
      #expect(list.contains(what))
      let edited = try it.scratch.write(list.replacing(what, with: with), to: "edited.json")
      #expect(try verify(edited).status == 1, "\(with)")
    }
    #expect(try verify(try it.scratch.write("{\"schema\":\"x\"}", to: "no.json")).status == 65)

    let published = "\(it.folder)/selection.csv"
    let run = try verify(published)
    #expect(run.status == 0, "\(run.output)")
    let rows = try it.text(published).split(separator: "\n")
    for (name, edited) in [
      ("dropped", Array(rows.dropLast())), ("added", rows + ["P999,单位"]),
      ("renamed", rows.map { $0.replacing("单位", with: "公司")[...] }),
      ("order", [rows[0], rows[2], rows[1]] + rows.dropFirst(3)),
    ] {
      let path = try it.scratch.write(edited.map { $0 + "\n" }.joined(), to: "\(name).csv")
      #expect(try verify(path).status == 1, "\(name)")
    }
  }

  @Test func positionsAsJSON() throws {
    let scratch = try Scratch()
    let (list, receipt) = (scratch.path("list.json"), scratch.path("receipt.json"))
    let draw = try ToolRun.run([
      "draw", "--population", "18446744073709551615", "--size", "3", "--reserves", "1", "--label",
      "x", "--seed", "1", "--format", "json", "--output", list, "--receipt", receipt,
    ])
    #expect(draw.status == 0, "\(draw.standardError)")
    let verify = try ToolRun.run(["verify", receipt, "--selection", list])
    #expect(verify.status == 0, "\(verify.output)")
    let text = try String(contentsOfFile: receipt, encoding: .utf8)
    for (what, with) in [
      ("\"units\" : 18446744073709551615", "\"units\" : 5"), ("\"units\" : 3", "\"units\" : 4"),
      ("\"measure\" : null", "\"measure\" : \"x\""),
    ] {
      #expect(text.contains(what))
      let forged = try scratch.write(text.replacing(what, with: with), to: "forged.json")
      #expect(try ToolRun.run(["verify", forged]).status == 1, "\(with)")
    }
  }

  @Test func aReceiptThatIsNone() throws {
    let drawn = try VerifyTests.Drawn()
    for text in ["", "{}", "[1,2", "{\"schema\":\"spotcheck.receipt/2\"}"] {
      let receipt = try drawn.scratch.write(text, to: "none.json")
      let run = try drawn.verify(receipt: receipt)
      #expect(run.status == 65, "\(run.standardError)")
    }
    #expect(try ToolRun.run(["verify", drawn.scratch.path("absent.json")]).status == 66)
  }

  /// One reader takes the first value of a key that stands twice, another the last.
  @Test(arguments: [
    ("\"seed\" : \"1 2 3\"", "\"seed\" : \"9 9 9\", \"seed\" : \"1 2 3\"", "\"seed\""),
    ("\"size\" : 8", "\"size\" : 8,\n\"si\\u007ae\" : 7", "\"size\""),
    ("\"schema\"", "\"extra\" : {\"a\" : [{\"b\" : 1}], \"a\" : 2}, \"schema\"", "\"a\""),
    // Two spellings of one text, which a decoder takes for one.
    ("\"schema\"", "\"\u{E9}\" : 1, \"e\u{301}\" : 1, \"schema\"", "\"e\u{301}\""),
  ])
  func aKeyThatStandsTwice(_ change: (what: String, with: String, key: String)) throws {
    let drawn = try VerifyTests.Drawn()
    let text = try drawn.text(drawn.receipt)
    #expect(text.contains(change.what))
    let forged = try drawn.scratch.write(
      text.replacing(change.what, with: change.with),
      to: "forged.json"
    )
    let run = try drawn.verify(receipt: forged)
    #expect(run.status == 1, "\(run.standardError)")
    #expect(run.output.contains("the key \(change.key) stands twice"), "\(run.output)")
    #expect(run.output.hasSuffix("NOT verified: receipt\n"))
    let after = try ToolRun.run(["draw", drawn.pool, "--after", forged] + SmallPool.arguments)
    #expect(after.status == 65)
    // UTF-16 is JSON to some readers, with keys that a search by bytes would not see.
    let wide = drawn.scratch.path("wide.json")
    try #require(text.data(using: .utf16)).write(to: URL(fileURLWithPath: wide))
    #expect(try drawn.verify(receipt: wide).status == 65)
  }

  @Test func aRecordThatNamesAStratumTwice() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let text = try it.text(it.record)
    let line = try #require(text.split(separator: "\n").last)
    let forged = try it.scratch.write("\(text)\(line)\n", to: "forged.txt")
    let run = try ToolRun.run(["verify", it.receipt, "--pool", it.pool, "--record", forged])
    #expect(run.status == 65)
    #expect(run.standardError.contains("line 21") && run.standardError.contains("names already"))
    let damaged = it.scratch.path("damaged.txt")
    try (Data(text.utf8) + [0xFF, 0x0A]).write(to: URL(fileURLWithPath: damaged))
    let invalid = try ToolRun.run(["verify", it.receipt, "--pool", it.pool, "--record", damaged])
    #expect(invalid.status == 65 && invalid.standardError.contains("UTF-8"))
  }
}
