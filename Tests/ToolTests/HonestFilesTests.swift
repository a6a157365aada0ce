import Foundation
import Testing

/// What an honest office and an honest auditor do to files, which is no difference.
@Suite struct HonestFilesTests {
  static func drawn(_ text: String = CommittedDraw.text, _ more: [String] = []) throws
    -> CommittedDraw
  {
    var it = try CommittedDraw(text)
    it.columns += more
    let commit = try it.commit(["--rule", "20%", "--publish-columns", "id,name"])
    #expect(commit.status == 0, "\(commit.standardError)")
    let draw = try it.draw(publishes: true)
    #expect(draw.status == 0, "\(draw.standardError)")
    return it
  }

  static func expectVerified(_ run: ToolRun, _ what: String) {
    #expect(run.status == 0, "\(what): \(run.output) \(run.standardError)")
  }

  /// The list that is published has commas, whatever the pool has.
  @Test(arguments: [(";", ";"), ("\t", "tab"), ("|", "|")])
  func poolsWithAnotherDelimiter(_ sign: String, _ name: String) throws {
    let it = try Self.drawn(CommittedDraw.text.replacing(",", with: sign), ["-d", name])
    #expect(try it.text("one.public/selection.csv").hasPrefix("id,name\n"))
    Self.expectVerified(try it.verify(), "audit")
    Self.expectVerified(try it.verify(["-d", name]), "audit, delimiter named")
    Self.expectVerified(try it.verifyPublic(), "public")
    Self.expectVerified(try it.verifyPublic(["-d", name]), "public, delimiter named")
    // The same pool with commas.
    let commas = try it.scratch.write(CommittedDraw.text, to: "commas.csv")
    let run = try it.verifyPublic(pool: commas)
    Self.expectVerified(run, "other pool")
    #expect(run.output.contains("in other bytes"))
  }

  @Test func poolsAsSpreadsheetsSaveThem() throws {
    let it = try Self.drawn()
    let crlf = CommittedDraw.text.replacing("\n", with: "\r\n")
    for (name, text) in [
      ("mark", "\u{FEFF}" + crlf), ("no last line end", String(CommittedDraw.text.dropLast())),
      (
        "other order",
        CommittedDraw.header + "\n" + CommittedDraw.rows.reversed().map { $0 + "\n" }.joined()
      ), ("semicolons", "\u{FEFF}" + crlf.replacing(",", with: ";")),
    ] {
      let pool = try it.scratch.write(text, to: "\(name).csv")
      Self.expectVerified(try it.verify(pool: pool), name)
      Self.expectVerified(try it.verifyPublic(pool: pool), name)
      let delimiter = name == "semicolons" ? ["-d", ";"] : []
      Self.expectVerified(try it.draw(delimiter, pool: pool, publishes: true), name)
      let own = try it.verifyPublic(pool: it.pool)
      Self.expectVerified(own, "\(name), drawn from it")
      _ = try it.draw(publishes: true)
    }
  }

  /// Selections as somebody saved them again.
  @Test func selectionsInOtherBytes() throws {
    let it = try Self.drawn()
    for (name, list) in [("one.csv", false), ("one.public/selection.csv", true)] {
      let text = try it.text(name)
      for (number, edited) in [
        "\u{FEFF}" + text.replacing("\n", with: "\r\n"), text.replacing(",", with: ";"),
        text.replacing(",", with: "\t"), String(text.dropLast()),
        text.split(separator: "\n").map { line in
          line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }
            .joined(separator: ",") + "\n"
        }.joined(),
      ].enumerated() {
        let path = try it.scratch.write(edited, to: "edited.csv")
        let run = list ? try it.verifyPublic(list: path) : try it.verify(["--selection", path])
        Self.expectVerified(run, "\(name), \(number)")
      }
    }
  }

  @Test func noticesFromAPage() throws {
    let it = try Self.drawn()
    let notice = try it.text("one.notice")
    for (name, text) in [
      ("no last line end", String(notice.dropLast())), ("mark", "\u{FEFF}" + notice),
      ("CRLF", "\u{FEFF}" + notice.replacing("\n", with: "\r\n")),
    ] {
      _ = try it.scratch.write(text, to: "one.notice")
      Self.expectVerified(try it.verify(), name)
      Self.expectVerified(try it.verifyPublic(), name)
    }
    for text in [
      notice + "\n", notice + "WITHDRAWN\n", "\n" + notice,
      notice.replacing("\n\n", with: "\n\n\n"),
    ] {
      _ = try it.scratch.write(text, to: "one.notice")
      #expect(try it.verify().status == 65)
    }
    // The head of a ledger is no difference, and nobody looked at the ledger.
    let head = "ledger\t3\t" + String(repeating: "a", count: 64) + "\n"
    _ = try it.scratch.write(notice.replacing("\n\n", with: "\n\(head)\n"), to: "one.notice")
    let run = try it.verify()
    #expect(run.status == 2 && run.output.contains("entry 3 of a ledger"), "\(run.output)")
    #expect(run.output.hasSuffix("nothing differs; not checked: notice\n"))
  }

  @Test(arguments: [
    ["--format", "json"], ["--format", "json", "--bom"], ["--bom"], ["--plain"],
    ["--plain", "--bom"],
  ])
  func everyFormOfASelection(_ more: [String]) throws {
    let it = try Self.drawn()
    #expect(try it.draw(more).status == 0)
    Self.expectVerified(try it.verify(), "\(more)")
    // In a draw with reserves as well, but for --plain, which could not tell them.
    guard !more.contains("--plain") else { return }
    var with = try CommittedDraw()
    with.columns += ["--reserves", "50%"]
    #expect(try with.commit(["--rule", "20%"]).status == 0)
    #expect(try with.draw(more).status == 0)
    Self.expectVerified(try with.verify(), "\(more), reserves")
  }

  /// A pool with a column of the draw's own names is written plain, and read so.
  @Test func aPoolWithColumnsOfTheDraw() throws {
    let scratch = try Scratch()
    for header in ["id,draw_stratum", "draw_stratum,id,draw_rank"] {
      let rows = (1...9).map { number in
        header.split(separator: ",").map { $0 == "id" ? "\(number)" : "A" }.joined(separator: ",")
      }
      let pool = try scratch.write(([header] + rows).map { $0 + "\n" }.joined(), to: "pool.csv")
      let (list, receipt) = (scratch.path("list.csv"), scratch.path("receipt.json"))
      let draw = try ToolRun.run([
        "draw", pool, "--rule", "3", "--label", "x", "--seed", "1", "--plain", "--output", list,
        "--receipt", receipt,
      ])
      #expect(draw.status == 0, "\(draw.standardError)")
      let run = try ToolRun.run(["verify", receipt, "--pool", pool, "--selection", list])
      Self.expectVerified(run, header)
      let text = try String(contentsOfFile: list, encoding: .utf8)
      let forged = try scratch.write(text.replacing(",A", with: ",B"), to: "forged.csv")
      #expect(
        try ToolRun.run(["verify", receipt, "--pool", pool, "--selection", forged]).status == 1
      )
    }
  }

  /// A public receipt does not say that identifiers were normalised; the record's frame does.
  @Test func normalisedIdentifiers() throws {
    var it = try CommittedDraw(
      "编号,名称,组\n"
        + (1...12).map { "９１\($0),单位\($0),\($0 % 4 == 0 ? "" : "甲")\n" }.joined()
    )
    it.columns = [
      "--id", "编号", "--stratum", "组", "--unclassified", "未分", "--normalize-ids",
    ]
    #expect(try it.commit(["--rule", "25%", "--publish-columns", "名称"]).status == 0)
    #expect(try it.draw(publishes: true).status == 0)
    Self.expectVerified(try it.verify(), "audit")
    for more in [["--unclassified", "未分"], ["--unclassified", "未分", "--normalize-ids"]] {
      Self.expectVerified(try it.verifyPublic(more), "\(more)")
    }
    let unnamed = try it.verifyPublic()
    #expect(unnamed.status == 65 && unnamed.standardError.contains("--unclassified"))
    #expect(try it.verifyPublic(["--unclassified", "别"]).status == 1)
  }
}
