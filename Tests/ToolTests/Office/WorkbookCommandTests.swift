import Foundation
import TestSupport
import Testing

/// Workbooks in every command, through the binary.
@Suite struct WorkbookCommandTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/office")

  private static func write(_ bytes: [UInt8], to name: String, in scratch: Scratch) throws -> String
  {
    try Data(bytes).write(to: scratch.folder.appendingPathComponent(name))
    return scratch.path(name)
  }

  /// The list of the fixture: 40 units under a title.
  private static let rows =
    [["某县检查对象名录库（2024年）", "", ""], ["编号", "类别", "名称"]]
    + (1...40).map { ["E\($0)", $0 % 2 == 0 ? "甲" : "乙", "某 \($0)"] }

  private static let draw = [
    "--id", "编号", "--stratum", "类别", "--rule", "50%", "--label", "x", "--seed", "1", "--plain",
  ]

  private static func spreadsheetML(_ rows: [[String]]) -> String {
    let lines = rows.map { cells in
      "<Row>"
        + cells.map { "<Cell><Data ss:Type=\"String\">\(MadeWorkbook.escape($0))</Data></Cell>" }
        .joined()
        + "</Row>"
    }
    return "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook"
      + " xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"名录\"><Table>"
      + lines.joined() + "</Table></Worksheet></Workbook>"
  }

  /// One list as `.xlsx`, `.xls`, SpreadsheetML, packed, and CSV: one selection, each verified.
  @Test func oneSelection() throws {
    let scratch = try Scratch()
    let csv = WorkbookCommandTests.rows.map { $0.joined(separator: ",") + "\n" }.joined()
    let book = MadeWorkbook(rows: WorkbookCommandTests.rows).bytes
    let files = [
      try scratch.write(csv, to: "list.csv"),
      // Whatever their names say.
      try WorkbookCommandTests.write(book, to: "list.xls", in: scratch),
      try scratch.write(
        WorkbookCommandTests.spreadsheetML(WorkbookCommandTests.rows),
        to: "list.xlsx"
      ),
      WorkbookCommandTests.fixtures.appendingPathComponent("list.xls").path,
    ]
    let packed = try ToolRun.shell(
      "gzip -c list.xls > list.gz; gzip -c list.csv > csv.gz",
      folder: scratch.folder
    )
    #expect(packed.status == 0)
    var selections: Set<String> = []
    for file in files + [scratch.path("list.gz"), scratch.path("csv.gz")] {
      let (list, receipt) = (scratch.path("selection.csv"), scratch.path("receipt.json"))
      let run = try ToolRun.run(
        ["draw", file, "-o", list, "--receipt", receipt] + WorkbookCommandTests.draw
      )
      #expect(run.status == 0, "\(file): \(run.standardError)")
      selections.insert(try String(contentsOfFile: list, encoding: .utf8))
      let check = try ToolRun.run(["verify", receipt, "--pool", file, "--selection", list])
      #expect(check.status == 0, "\(file): \(check.output)\(check.standardError)")
      // The same units in another file: the frame is the same.
      let other = try ToolRun.run(["verify", receipt, "--pool", files[0], "--selection", list])
      #expect(other.status == 0, "\(file): \(other.output)\(other.standardError)")
    }
    #expect(selections.count == 1)
  }

  /// Every command that reads a table reads workbooks.
  @Test func everyCommand() throws {
    let scratch = try Scratch()
    func book(_ rows: [[String]], _ name: String) throws {
      _ = try WorkbookCommandTests.write(MadeWorkbook(rows: rows).bytes, to: name, in: scratch)
    }
    try book(WorkbookCommandTests.rows, "pool.xlsx")
    try book(
      [
        ["stratum", "population", "sample", "found", "size", "sd", "inspected", "violations"],
        ["甲", "20", "5", "1", "5", "1", "5", "1"],
        ["乙", "20", "5", "0", "5", "2", "5", "0"],
      ],
      "strata.xlsx"
    )
    try book([["编号", "原因"], ["E1", "已检查"]], "exclude.xlsx")
    try book([["编号", "轮次"], ["E1", "1"], ["E2", "1"], ["E3", "2"], ["E4", "2"]], "draws.xlsx")
    try book([["from", "to", "yearly"], ["甲", "乙", "10%"]], "moves.xlsx")
    try book(
      [["id", "inspector"], ["E1", "a"], ["E2", "b"], ["E3", "a"], ["E4", "b"]],
      "assignments.xlsx"
    )
    let plan = [
      ["抽查计划（2024年）"],
      ["序号", "抽查任务名称", "抽查事项", "抽查对象范围", "抽查对象基数", "抽查比例", "抽查频次", "抽查时间", "责任科室"],
      ["1", "某检查", "某事项", "某企业", "100", "10%", "1次/年", "4月1日-11月30日", "某科"],
    ]
    try book(plan, "plan.xlsx")
    try book([["抽查事项清单"], ["序号", "抽查事项"], ["1", "某事项"]], "items.xlsx")
    let draw = "--id 编号 --stratum 类别 --label x --seed 1"
    for command in [
      "size strata.xlsx --rule 10%", "estimate strata.xlsx", "coverage strata.xlsx --rule 10%",
      "coverage strata.xlsx --rule 10% --moves moves.xlsx", "classes strata.xlsx",
      "draw pool.xlsx \(draw) --sizes strata.xlsx",
      "draw pool.xlsx \(draw) --rule 10% --exclude exclude.xlsx",
      "audit pool.xlsx --id 编号 --stratum 类别 --draws draws.xlsx --by 轮次",
      "audit --assignments assignments.xlsx",
      "plan check plan.xlsx --items items.xlsx --number 某发〔2024〕1号 --issued 2024-01-01",
      "draw pool.xlsx \(draw) --rule 10% --reserves 2 -o s.csv --receipt r.json",
    ] {
      let run = try ToolRun.shell("\"$S\" \(command)", folder: scratch.folder)
      #expect(run.status <= 2, "\(command): \(run.standardError)")
      #expect(!run.standardError.contains("workbook"), "\(command): \(run.standardError)")
    }
    // A selection that somebody saved as a workbook.
    let selection = try String(contentsOfFile: scratch.path("s.csv"), encoding: .utf8)
    let cells = selection.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    try book(cells, "s.xlsx")
    let check = try ToolRun.shell(
      "\"$S\" verify r.json --pool pool.xlsx --selection s.xlsx",
      folder: scratch.folder
    )
    #expect(check.status == 0, "\(check.output)\(check.standardError)")
    let used = try ToolRun.shell(
      "\"$S\" draw pool.xlsx --id 编号 --stratum 类别 --label x --seed 1 --rule 10% --after r.json --used s.xlsx",
      folder: scratch.folder
    )
    #expect(used.status == 0, "\(used.standardError)")
  }

  /// What no table can be read from is named, in every command.
  @Test(arguments: [
    ("d0cf11e0a1b11ae1" + String(repeating: "00", count: 2048), ["OLE", "workbook"]),
    ("fd377a585a00", ["xz"]), ("425a6839", ["bzip2"]), ("50415231", ["Parquet"]),
    ("000100005374616e64617264204a6574204442", ["Access"]), ("3c68746d6c3e", ["HTML"]),
    ("fffe69006400", ["UTF-16"]),
  ])
  func foreign(_ example: (hex: String, words: [String])) throws {
    let scratch = try Scratch()
    var bytes: [UInt8] = []
    var rest = example.hex[...]
    while let byte = UInt8(rest.prefix(2), radix: 16), !rest.isEmpty {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    let file = try WorkbookCommandTests.write(bytes, to: "list.xlsx", in: scratch)
    for command in [
      ["draw", file] + WorkbookCommandTests.draw, ["size", file, "--rule", "10%"],
      ["plan", "check", file, "--year", "2024"], ["estimate", file],
    ] {
      let run = try ToolRun.run(command)
      #expect(run.status == 65, "\(run.standardError)")
      for word in example.words {
        #expect(run.standardError.contains(word), "\(run.standardError)")
      }
    }
  }

  /// A workbook of Excel 97 that is damaged ends the child alone.
  @Test func damagedLegacyWorkbook() throws {
    let scratch = try Scratch()
    let fixture = WorkbookCommandTests.fixtures.appendingPathComponent("list.xls")
    let whole = Array(try Data(contentsOf: fixture))
    var random = SeededGenerator(seed: 97)
    for round in 0..<30 {
      var bytes = whole
      if round % 3 == 0 {
        bytes.removeLast(Int.random(in: 1..<bytes.count - 600, using: &random))
      } else {
        for _ in 0..<8 {
          bytes[Int.random(in: 512..<bytes.count, using: &random)] = .random(
            in: 0...255,
            using: &random
          )
        }
      }
      let file = try WorkbookCommandTests.write(bytes, to: "damaged.xls", in: scratch)
      let run = try ToolRun.run(["draw", file] + WorkbookCommandTests.draw)
      #expect([0, 65].contains(run.status), "\(round): \(run.standardError)")
    }
  }
}
