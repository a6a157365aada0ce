import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// Workbooks as they are written: read back cell for cell, the same bytes twice.
@Suite struct WorkbookWriterTests {
  private static func bytes(_ sheets: [(String, [String], [[WorkbookCell]])]) throws -> [UInt8] {
    let place = try ScratchFile("", name: ".xlsx")
    let output = try OutputFile(place.path, isPrivate: true)
    let writer = try WorkbookWriter(output)
    for (name, header, rows) in sheets {
      try writer.begin(name, header: header)
      for row in rows { try writer.write(row) }
    }
    try writer.finish()
    try output.commit()
    return Array(try Data(contentsOf: URL(fileURLWithPath: place.path)))
  }

  private static func table(_ bytes: [UInt8], sheet: String? = nil) throws -> [[String]] {
    let table = try Table(
      bytes: Array(try WorkbookTests.text(bytes, sheet: sheet).utf8),
      file: "book.xlsx"
    )
    return [table.header] + table.rows.map(\.cells)
  }

  @Test func readsBack() throws {
    let texts = [
      "0042", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "=1+1", "2024-03-05", " padded ",
      "两\n行",
      "a\r\nb", "\u{1}\u{8}\u{1F}\u{7F}", "_x000D_", "_x005F_x000D_", "__x000D__", "_x+12F_",
      "_xD800_", "_x00_",
      "<b>&amp;\"'", "\u{FFFE}\u{FFFF}\u{FFFD}", "𠮷野家", "91411700MA9F1JHT0K", "1,200", "]]>", "\t",
      "字é",
    ]
    let rows = texts.map { [WorkbookCell.text($0), .text("z")] }
    let read = try WorkbookWriterTests.table(
      WorkbookWriterTests.bytes([("名录", ["编号", "end"], rows)])
    )
    #expect(read.first == ["编号", "end"])
    #expect(read.dropFirst().map { $0[0] } == texts)
  }

  @Test func numbers() throws {
    let cells: [WorkbookCell] = [
      .count(0), .count(-7), .count(999_999_999_999_999), .count(1_000_000_000_000_000),
      .count(.min),
      .number(536.25), .number(1e-5), .number(.nan), .share(0.1), .share(0.285), .share(1),
      .share(.infinity),
      .empty, .text(""), .text("z"),
    ]
    let header = cells.indices.map { "c\($0)" }
    let read = try WorkbookWriterTests.table(WorkbookWriterTests.bytes([("S", header, [cells])]))
    #expect(
      read.last == [
        "0", "-7", "999999999999999", "1000000000000000", "-9223372036854775808", "536.25", "1e-05",
        "–",
        "10%", "28.5%", "100%", "–", "", "", "z",
      ]
    )
  }

  @Test func severalSheets() throws {
    let long = String(repeating: "分", count: 40)
    let names = ["a/b", "A-B", "", "'x'", "History", long, long + "别", "[1]:*?\\", "\u{1}"]
    let bytes = try WorkbookWriterTests.bytes(names.map { ($0, ["h"], [[.text($0)]]) })
    let cut = String(repeating: "分", count: 31)
    let written = [
      "a-b", "A-B (2)", "-", "-x-", "History-", cut, String(repeating: "分", count: 27) + " (2)",
      "-1-----", "- (2)",
    ]
    for (name, sheet) in zip(names, written) {
      if name.isEmpty { continue }
      #expect(try WorkbookWriterTests.table(bytes, sheet: sheet).last == [name])
    }
  }

  /// Beyond what is held back to measure the columns, and beyond a buffer of the output.
  @Test func sameBytesTwice() throws {
    let rows = (0..<20_000).map {
      [WorkbookCell.text("E\($0 * 7919 % 20_011)"), .count($0), .share(0.25)]
    }
    let first = try WorkbookWriterTests.bytes([("一", ["编号", "n", "%"], rows), ("二", ["x"], [])])
    let second = try WorkbookWriterTests.bytes([("一", ["编号", "n", "%"], rows), ("二", ["x"], [])])
    #expect(first == second)
    let read = try WorkbookWriterTests.table(first, sheet: "一")
    #expect(read.count == 20_001)
    #expect(read.last == ["E\(19_999 * 7919 % 20_011)", "19999", "25%"])
  }

  @Test func refusals() throws {
    try WorkbookWriter.check(rows: 1_048_575, of: "a.xlsx")
    #expect(throws: WorkbookRefused.rows(file: "a.xlsx", count: 1_048_576)) {
      try WorkbookWriter.check(rows: 1_048_576, of: "a.xlsx")
    }
    let place = try ScratchFile("", name: ".xlsx")
    let output = try OutputFile(place.path, isPrivate: true)
    let writer = try WorkbookWriter(output)
    #expect(throws: WorkbookRefused.columns(file: place.path, count: 16_385)) {
      try writer.begin("S", header: Array(repeating: "h", count: 16_385))
    }
    try writer.begin("S", header: ["h", "i"])
    try writer.write([.text(String(repeating: "分", count: 32_767))])
    #expect(throws: WorkbookRefused.cell(file: place.path, row: 3, column: "i")) {
      try writer.write([.empty, .text(String(repeating: "分", count: 32_768))])
    }
  }

  @Test func namedByItsEnding() {
    for name in ["a.xlsx", "A.XLSX", "公示/名单.xlsx"] { #expect(WorkbookWriter.isNamed(name)) }
    for name in [".xlsx", "a.xls", "xlsx", "a.xlsx.csv", "-"] {
      #expect(!WorkbookWriter.isNamed(name))
    }
  }
}
