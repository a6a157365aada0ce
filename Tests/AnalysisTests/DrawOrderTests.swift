import Analysis
import Foundation
import Frames
import Sampling
import Testing

/// Lists of one file follow each other in the order of time, or of numbers, not of bytes.
@Suite struct DrawOrderTests {
  /// Lists a unit for each name, and answers the names in the order of the draws.
  private func order(_ names: [String], by order: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("spotcheck-order-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (pool, list) = (folder.path + "/p.csv", folder.path + "/d.csv")
    try Data("id\n1\n2\n3\n".utf8).write(to: URL(fileURLWithPath: pool))
    let rows = names.enumerated().map { "\($0 % 3 + 1),\($1)\n" }.joined()
    try Data("id,when\n\(rows)".utf8).write(to: URL(fileURLWithPath: list))
    return try DrawList.read(list, by: DrawOrder(order), frame: Pool(pool, layout: PoolLayout()))
      .map(\.name)
  }

  @Test(arguments: [
    (["2024-10-1", "2024-9-1", "2023-12-31"], ["2023-12-31", "2024-9-1", "2024-10-1"]),
    (["2024年10月1日", "2024年9月30日"], ["2024年9月30日", "2024年10月1日"]),
    (["2024/10/1", "2024-9-2", "2024.9.1"], ["2024.9.1", "2024-9-2", "2024/10/1"]),
    (["2024年10月", "2024年9月", "2024-11"], ["2024年9月", "2024年10月", "2024-11"]),
    (["2024", "2023", "2023-1"], ["2023", "2023-1", "2024"]),
    // One day in two spellings is one draw.
    (["2024-09-01", "2024-9-1", "2024-8-1"], ["2024-8-1", "2024-09-01"]),
  ])
  func byDate(names: [String], ordered: [String]) throws {
    #expect(try order(names, by: "date:when") == ordered)
  }

  @Test func byNumberAndText() throws {
    #expect(
      try order(["10", "9", "-2", "9.5", "09.50", "0"], by: "number:when") == [
        "-2", "0", "9", "9.5", "10",
      ]
    )
    #expect(try order(["-10", "-9.25", "-9.3"], by: "number:when") == ["-10", "-9.3", "-9.25"])
    #expect(try order(["10", "9", "a"], by: "text:when") == ["10", "9", "a"])
  }

  /// Without a type, only where bytes and numbers agree.
  @Test func withoutATypeTheOrderMustBeSure() throws {
    #expect(try order(["2024-10-01", "2024-09-01"], by: "when") == ["2024-09-01", "2024-10-01"])
    #expect(try order(["round 2", "round 1", "x"], by: "when") == ["round 1", "round 2", "x"])
    for names in [["10", "9"], ["2024-9-1", "2024-10-1"], ["第9期", "第10期"], ["07", "7"]] {
      let error = #expect(throws: DataError.self) { try order(names, by: "when") }
      let sentence = error?.explanation(in: .english) ?? ""
      #expect(sentence.contains("--by date:when") && sentence.contains("--by text:when"))
    }
  }

  @Test(arguments: [
    ("date:when", "2024-13-1"), ("date:when", "2023-02-29"), ("date:when", "soon"),
    ("date:when", ""),
    ("number:when", "1e3"), ("number:when", "1,000"), ("number:when", ""), ("when", ""),
    ("text:when", ""),
    ("number:when", "."), ("number:when", "1."), ("date:when", "2024-"),
  ])
  func aCellWithoutAValueIsAnErrorWithItsRow(by: String, cell: String) throws {
    // "2024-" is a year with a mark behind it.
    if cell == "2024-" {
      #expect(try order([cell], by: by) == [cell])
      return
    }
    let error = #expect(throws: DataError.self) {
      try order(
        [by.hasPrefix("date") ? "2024-1-1" : "1", cell.isEmpty ? cell : "\"\(cell)\""],
        by: by
      )
    }
    #expect(error?.problems.first?.row == 3)
    #expect(error?.problems.first?.column == "when")
  }

  @Test func aRowOfTotalsIsNoUnit() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("spotcheck-order-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (pool, list) = (folder.path + "/p.csv", folder.path + "/d.csv")
    try Data("id\n1\n2\n".utf8).write(to: URL(fileURLWithPath: pool))
    try Data("id\n1\n合计\n".utf8).write(to: URL(fileURLWithPath: list))
    var layout = PoolLayout()
    #expect(try DrawList.read(list, frame: Pool(pool, layout: layout))[0].ids == ["1", "合计"])
    layout.refusesTotals = true
    #expect(throws: DataError.self) { try DrawList.read(list, frame: Pool(pool, layout: layout)) }
  }
}
