import Reports
import Sampling
import Testing

@testable import Answers

/// One list of columns, from which CSV and table are made.
@Suite struct ColumnTests {
  private struct Row {
    var name: String
    var share: Double?
  }

  private let columns: [Column<Row>] = [
    Column("name", "class", "分类") { $0.name },
    .share("share", "share", "比例", .up) { $0.share },
    Column(csv: "exact") { _ in "1/3" },
    Column(table: "remark", "备注") { row, language in language("of \(row.name)", "\(row.name) 的") },
  ]
  private let rows = [Row(name: "A", share: 1.0 / 3), Row(name: "B", share: nil)]

  @Test func savedAndShown() {
    #expect(
      columns.saved(rows) == [
        ["name", "share", "exact"], ["A", "0.3333333333333333", "1/3"], ["B", "", "1/3"],
      ]
    )
    let table = columns.table(rows, ending: [["all", "", ""]], .english)
    #expect(table.header == ["class", "share", "remark"])
    #expect(table.rows == [["A", "33.34%", "of A"], ["B", "-", "of B"], ["all", "", ""]])
    #expect(table.rightAligned == [1])
    #expect(columns.table(rows, .chinese).rows[1] == ["B", "-", "B 的"])
  }
}
