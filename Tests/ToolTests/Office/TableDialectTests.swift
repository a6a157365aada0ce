import Foundation
import Testing

/// Tables as offices have them, through the binary.
@Suite struct TableDialectTests {
  static let draw = [
    "--label", "x", "--seed", "1", "--rule", "50%", "--id", "编号", "--stratum", "类别",
  ]
  static let rows = (1...40).map { ["E\($0)", $0 % 2 == 0 ? "甲" : "乙", "某 \($0)"] }
  static let header = ["编号", "类别", "名称"]

  private static func text(_ delimiter: String = ",", end: String = "\n") -> String {
    ([header] + rows).map { $0.joined(separator: delimiter) + end }.joined()
  }

  private static func ids(_ run: ToolRun) -> [String] {
    run.output.replacing("\r", with: "").split(separator: "\n").dropFirst().map { line in
      String(line.split { ",;\t|".contains($0) }[0])
    }
  }

  /// One list in every dialect: one selection, and each draw is verified from its own file.
  @Test(arguments: [
    text(), text(";"), text("\t"), text("|"), text(end: "\r\n"), text(end: "\r"),
    "sep=;\r\n" + text(";", end: "\r\n"), "\u{FEFF}" + text(),
    "某县检查对象名录库（2024年）,,\n" + text(), "名录;;\n单位：户;;\n\n" + text(";"),
    header.joined(separator: ",") + "\n例：E000,甲,某\n"
      + rows.map { $0.joined(separator: ",") + "\n" }.joined(),
    text() + ",,\n,,\n", text() + "填表人：某某,,\n制表日期：2024-03-05,,\n\n",
    "\"编\n号\",类别,名称\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined(),
  ])
  func oneSelection(_ text: String) throws {
    let scratch = try Scratch()
    let plain = try scratch.write(TableDialectTests.text(), to: "plain.csv")
    let file = try scratch.write(text, to: "list.csv")
    let expected = try ToolRun.run(["draw", plain, "--plain"] + TableDialectTests.draw)
    #expect(expected.status == 0 && TableDialectTests.ids(expected).count == 20)
    let receipt = scratch.path("receipt.json")
    let list = scratch.path("selection.csv")
    let run = try ToolRun.run(
      ["draw", file, "--plain", "-o", list, "--receipt", receipt] + TableDialectTests.draw
    )
    #expect(run.status == 0, "\(run.standardError)")
    let content = try String(contentsOfFile: list, encoding: .utf8)
    let drawn = ToolRun(status: 0, standardOutput: Data(content.utf8), standardError: "")
    if !text.hasPrefix("\"") {
      #expect(TableDialectTests.ids(drawn) == TableDialectTests.ids(expected))
    }
    let check = try ToolRun.run(["verify", receipt, "--pool", file, "--selection", list])
    #expect(check.status == 0, "\(check.output)\(check.standardError)")
    // What was not read the plain way stands in the receipt, and was said.
    let written = try String(contentsOfFile: receipt, encoding: .utf8)
    let isPlain = !written.contains("\"reading\"")
    #expect(isPlain == written.contains("spotcheck.receipt/1"))
    #expect(isPlain == !run.standardError.contains("is read so"), "\(run.standardError)")
  }

  /// Rows that a receipt leaves out are left out by it, and no others.
  @Test func aChangedReadingIsNotVerified() throws {
    let scratch = try Scratch()
    let file = try scratch.write("名录,,\n" + TableDialectTests.text() + "填表人：某,,\n", to: "list.csv")
    let receipt = scratch.path("receipt.json")
    let run = try ToolRun.run(["draw", file, "--receipt", receipt] + TableDialectTests.draw)
    #expect(run.status == 0)
    let text = try String(contentsOfFile: receipt, encoding: .utf8)
    #expect(text.contains("\"below\" : 1") && text.contains("\"heading\" : 2"), "\(text)")
    for (old, new) in [
      ("\"below\" : 1", "\"below\" : 5"), ("\"heading\" : 2", "\"first\" : 7, \"heading\" : 2"),
    ] {
      let changed = try scratch.write(text.replacing(old, with: new), to: "changed.json")
      let check = try ToolRun.run(["verify", changed, "--pool", file])
      #expect(check.status == 1, "\(check.output)\(check.standardError)")
    }
    // A row that is named counts.
    let named = try ToolRun.run(["draw", file, "--header-row", "1"] + TableDialectTests.draw)
    #expect(named.status == 65 && named.standardError.contains("row 1"))
    let right = try ToolRun.run(["draw", file, "--header-row", "2"] + TableDialectTests.draw)
    #expect(right.status == 0)
    let none = try ToolRun.run(["draw", file, "--header-row", "0"] + TableDialectTests.draw)
    #expect(none.status == 64)
  }

  @Test(arguments: [
    ("编号,类别\n9.14117E+17,甲\n2,乙\n", ["row 2", "9.14117E+17", "spreadsheet"]),
    ("编号,类别\n9.14E+17,甲\n9.14E+17,乙\n", ["row 3", "spreadsheet"]),
    ("编号,类别\n\"=\"\"914101\"\"\",甲\n2,乙\n", ["spreadsheet"]),
    ("编号,类别\n#N/A,甲\n2,乙\n", ["spreadsheet"]), ("编号,类别\n####,甲\n2,乙\n", ["spreadsheet"]),
    ("编号,类别\n'914101,甲\n2,乙\n", ["spreadsheet"]),
    ("编号,类别\n某\u{FFFD}某,甲\n2,乙\n", ["U+FFFD", "row 2"]), ("编号,类别\n1,\u{FFFD}甲\n2,乙\n", ["U+FFFD"]),
    ("编号,类别\n1,甲\n\n2,乙\n", ["row 3", "the row is empty"]),
    ("名录,\n编号,类别\n1,甲\n,\n2,乙\n", ["row 4", "the row is empty"]),
    ("名录,\n编号,类别\n1,甲\n1,乙\n", ["row 4", "row 3 too"]),
    ("编号,类别\n\u{200B}1,甲\n2,甲\n2,甲\n", ["U+200B", "row 3 too"]),
    ("\"编号\",\"类别\"\n\"a\nb\",甲\n2,乙\n2,乙\n", ["row 4", "row 3 too"]),
  ])
  func damaged(_ example: (text: String, words: [String])) throws {
    let scratch = try Scratch()
    let file = try scratch.write(example.text, to: "list.csv")
    let run = try ToolRun.run(["draw", file] + TableDialectTests.draw)
    #expect(run.status == 65, "\(run.standardError)")
    for word in example.words {
      #expect(run.standardError.contains(word), "\(word) in \(run.standardError)")
    }
    let chinese = try ToolRun.run(["draw", file, "--language", "zh"] + TableDialectTests.draw)
    #expect(chinese.status == 65 && chinese.standardError.contains("第"))
  }

  /// Codes that are really so, and the advice that helps.
  @Test func keptCodesAndAdvice() throws {
    let scratch = try Scratch()
    let file = try scratch.write("编号,类别\n1.5E+12,甲\n2,乙\n", to: "list.csv")
    let receipt = scratch.path("receipt.json")
    let kept = try ToolRun.run(
      ["draw", file, "--keep-codes", "--receipt", receipt] + TableDialectTests.draw
    )
    #expect(kept.status == 0, "\(kept.standardError)")
    #expect(try ToolRun.run(["verify", receipt, "--pool", file]).status == 0)
    for (text, helps) in [("编号,类别\n1\u{200B}1,甲\n", false), ("编号,类别\n7\t,甲\n", true)] {
      let list = try scratch.write(text, to: "advice.csv")
      let run = try ToolRun.run(["draw", list] + TableDialectTests.draw)
      let again = try ToolRun.run(["draw", list, "--normalize-ids"] + TableDialectTests.draw)
      #expect(run.status == 65 && run.standardError.contains("--normalize-ids") == helps)
      #expect((again.status == 0) == helps)
    }
  }

  /// Each file tells its own delimiter, compression and heading, in every command.
  @Test func everyTable() throws {
    let scratch = try Scratch()
    let strata = try scratch.write("各类户数;;\n风险等级;户数;抽查比例\nA;1200;10%\nB;300;20%\n", to: "s.csv")
    let run = try ToolRun.run(["size", strata, "--format", "json"])
    #expect(run.status == 0 && run.output.contains("\"total\" : 180"), "\(run.standardError)")
    #expect(run.standardError.contains("has stratum in the column \"风险等级\""))
    let comma = try scratch.write("stratum,population\nA,\"1,200\"\nB,\"300\"\n", to: "c.csv")
    let same = try ToolRun.run(["size", comma, "--rule", "10%", "--format", "json"])
    #expect(same.output.contains("\"total\" : 150"), "\(same.standardError)")
    for command in [
      "gzip -kf s.csv && \"$S\" size s.csv.gz", "gzip -c c.csv | \"$S\" coverage - --rule 10%",
      "\"$S\" size s.csv --format csv > t.csv && \"$S\" size t.csv --rule 10%",
    ] {
      let run = try ToolRun.shell(command, folder: scratch.folder)
      #expect(run.status == 0 || run.status == 1, "\(command): \(run.standardError)")
    }
    let gone = try ToolRun.run(["size", strata, "--rule", "10%", "--header-row", "1"])
    #expect(gone.status == 65 && gone.standardError.contains("there is no column"))
  }
}
