import Frames
import Testing

/// One recogniser of rows of totals, for tables and pools.
@Suite struct TotalsRowTests {
  @Test(arguments: [
    "合计", "总计", "小计", "共计", "总数", "总和", "总合", "总共", "合共", "计", "汇总", "累计", "合 计", "合　计", "合计：",
    "合计:", "（合计）", "【总计】",
    "合计(户)", "合计1200户", "共计：1,200 家", "全县合计", "A类小计", "——合计——", "合計", "總計", "Total", "TOTAL",
    "Totals", "total:", "Sub-total", "Subtotal", "Grand Total", "GRAND  TOTAL:", "Sum", "In total",
    "Total (units)",
    "ＴＯＴＡＬ",
  ])
  func names(name: String) { #expect(TotalsRow.isName(name)) }

  @Test(arguments: [
    "A", "D级", "高风险", "总部", "合计科技有限公司", "总计划处", "统计局", "会计", "设计院", "Total Energies",
    "Pneutotal", "Summer", "Sumatra", "subtotal7", "T1", "", "91410100000000000012", "合", "1200",
    "共和",
    "汇总路12号",
  ])
  func others(name: String) { #expect(!TotalsRow.isName(name)) }

  @Test func aRowIsLookedAtByItsName() throws {
    let table = try Table(
      bytes: Array("stratum,population\nA,10\nB,10\nstratum,population\n合计,20\n".utf8),
      file: "s.csv"
    )
    // Two equal rows are no totals.
    #expect(table.rows.map { table.totalsProblem($0, 0) } == [nil, nil, .repeatedHeading, .totals])
  }

  /// A record of more than 16 MB is refused with its row, quoted or not, and memory does not grow with
  /// what comes before.
  @Test func aRecordHasALength() {
    let long = String(repeating: "x", count: Table.greatestRecord + 1)
    let lines = String(repeating: "x\n", count: Table.greatestRecord / 2 + 8)
    for cell in [long, "\"\(lines)\""] {
      #expect(throws: DataError.self) {
        try Table(bytes: Array("a,b\n1,2\n\(cell),3\n".utf8), file: "t.csv")
      }
    }
    let error = #expect(throws: DataError.self) {
      try Table(bytes: Array("a,b\n1,2\n\(long),3\n".utf8), file: "t.csv")
    }
    #expect(error?.problems.first?.row == 3)
    #expect(error?.problems.first?.reason == .recordTooLong(bytes: Table.greatestRecord))
  }

  /// Records across the blocks in which a table is scanned are those of one block.
  @Test func blocksDoNotShow() throws {
    for length in [1, 100, 70_000, 1_100_000] {
      let cell = "\"" + String(repeating: "é\"\",\n", count: length / 6 + 1) + "\""
      let rows = (0..<(3_000_000 / max(length, 60) + 2)).map { "\($0),\(cell)" }
      let text = "a,b\n" + rows.joined(separator: "\n")
      let table = try Table(bytes: Array(text.utf8), file: "t.csv")
      #expect(table.rows.count == rows.count)
      let plain = cell.dropFirst().dropLast().replacing("\"\"", with: "\"")
      #expect(table.rows.allSatisfy { $0.cells[1] == plain })
      #expect(table.rows.enumerated().allSatisfy { $1.cells[0] == "\($0)" && $1.number == $0 + 2 })
    }
  }
}
