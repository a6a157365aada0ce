import Foundation
import Frames
import Inspections
import Sampling
import TestSupport
import Testing

/// Imports: what changes, what stays, what is refused, with its place and a remedy.
@Suite struct ImportTests {
  static let objects = """
    统一社会信用代码,企业名称,住所,登记状态,信用风险等级
    \(Office.code(1)),甲测绘有限公司,一路1号,存续,A
    \(Office.code(2)),乙(测绘)有限公司,二路2号,存续,B
    110108000000016,丙个体户,三路3号,存续,

    """

  @Test func newThenUnchangedThenChanged() throws {
    let office = try Office()
    let first = try office.take(.objects, Self.objects)
    #expect(first.counts == [.new: 3] && first.unchanged == 0 && first.head?.count == 2)
    // A second import of the same file changes nothing, and makes no entry.
    let second = try office.take(.objects, Self.objects)
    #expect(second.counts.isEmpty && second.unchanged == 3 && second.head == nil)
    #expect(try office.open().head.count == 2)
    var lines: [LibraryChange] = []
    let third = try office.take(
      .objects,
      Self.objects.replacing("一路1号", with: "四路4号").replacing("三路3号,存续,", with: "三路3号,注销,D"),
      onChange: { lines.append($0) }
    )
    #expect(third.counts == [.changed: 2] && third.unchanged == 1)
    let columns = LibraryKind.objects.columns
    #expect(lines[0].cells.map { columns[$0.column].name } == ["address"])
    #expect(lines[0].cells.first?.old == "一路1号" && lines[0].cells.first?.new == "四路4号")
    #expect(lines[1].cells.map { columns[$0.column].name } == ["status", "platform_class"])
    let causes = Dictionary(
      uniqueKeysWithValues: third.causes.map { (columns[$0.key].name, $0.value) }
    )
    #expect(causes == ["address": 1, "status": 1, "platform_class": 1])
    // What was stays known.
    let history = try LibraryHistory(
      Office.code(1),
      in: nil,
      showsClasses: true,
      of: try office.open()
    )
    #expect(history.versions.map(\.since) == [2, 3] && history.versions.map(\.until) == [3, nil])
    #expect(
      history.versions[0].cells.contains("一路1号") && history.versions[1].cells.contains("四路4号")
    )
    #expect(history.versions[0].file.count == 64 && history.versions[0].actor == "clerk")
  }

  /// A column that a file does not have says nothing; an empty cell says that there is nothing.
  @Test func columnsThatAreNotThereStay() throws {
    let office = try Office()
    try office.take(.objects, Self.objects)
    let out = try office.take(.objects, "名称,统一社会信用代码,登记状态\n甲测绘有限公司,\(Office.code(1)),\n")
    #expect(out.counts == [.changed: 1])
    let record = try #require(try office.list(.objects, showsClasses: true).last)
    #expect(record.contains("一路1号") && record.contains("A") && !record.contains("存续"))
  }

  @Test func aDryRunKeepsNothing() throws {
    let office = try Office()
    var lines = 0
    let run = try office.take(
      .objects,
      Self.objects,
      { $0.isDryRun = true },
      onChange: { _ in lines += 1 }
    )
    #expect(run.counts == [.new: 3] && lines == 3 && run.head == nil)
    #expect(try office.list(.objects).isEmpty && office.open().head.count == 1)
  }

  @Test func missingRecordsEndOnlyWhereThatIsAsked() throws {
    let office = try Office()
    try office.take(.objects, Self.objects)
    let shorter = Self.objects.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
    #expect(try office.take(.objects, shorter).counts.isEmpty)
    let ended = try office.take(.objects, shorter) { $0.endsMissing = true }
    #expect(ended.counts == [.ended: 1] && ended.unchanged == 2)
    #expect(try office.list(.objects).count == 2)
    // It comes back as a new version of the same key.
    #expect(try office.take(.objects, Self.objects).counts == [.new: 1])
    let history = try LibraryHistory(
      "110108000000016",
      in: nil,
      showsClasses: false,
      of: try office.open()
    )
    #expect(history.versions.count == 2)
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }

  @Test func theKeysOfObjects() throws {
    let office = try Office()
    try office.take(
      .objects,
      """
      统一社会信用代码,注册号,对象种类,自编编号,名称
      \(Office.code(7)),110108000000016,,,甲
      ,110108000000024,,,乙
      110108000000032,,,,丙
      ,,项目,2024-001,丁
      ,,产品,2024-001,戊

      """,
      { $0.acceptsChecksum = true }
    )
    let keys = try office.list(.objects).map { $0[0] }
    #expect(
      keys == [Office.code(7), "110108000000024", "110108000000032", "项目:2024-001", "产品:2024-001"]
    )
  }

  /// A wrong check digit is a finding; kept where the office says so, and marked.
  @Test func wrongCheckDigits() throws {
    let office = try Office()
    let wrong = "91350100M000100Y44"
    let text = "统一社会信用代码,名称\n\(wrong),甲\n"
    let said = Office.sentences { try office.take(.objects, text) }
    #expect(said.kind == .data && said.english.contains("row 2") && said.english.contains("(3)"))
    #expect(said.chinese.contains("第 2 行") && said.chinese.contains("--accept-checksum"))
    let taken = try office.take(.objects, text) { $0.acceptsChecksum = true }
    #expect(taken.accepted == 1 && taken.counts == [.new: 1])
    #expect(try office.list(.objects, ["checksum = 已接受"]).count == 1)
    // Right ones are not marked.
    try office.take(.objects, Self.objects) { $0.acceptsChecksum = true }
    #expect(try office.list(.objects, ["checksum is empty"]).count == 3)
  }

  @Test func headingsOfProvincialLists() throws {
    let office = try Office()
    // A title, a heading over two rows, cells that were merged.
    let outcome = try office.take(
      .items,
      """
      某省随机抽查事项清单,,,,,,,,
      编制单位,序号,抽查项目,,检查对象,事项类别,检查方式,检查主体,检查依据
      ,,抽查类别,抽查事项,,,,,
      省厅,1,测绘监管,测绘资质,测绘单位,一般检查事项,现场检查,省厅,"法一
      法二"
      省厅,2,测绘监管,地图审核,出版单位,重点,书面检查,省厅,法三

      """
    )
    #expect(outcome.counts == [.new: 2] && outcome.unread == ["序号"])
    let records = try office.list(.items)
    #expect(records[0][0] == "省厅｜测绘监管｜测绘资质｜测绘单位")
    #expect(records[1].contains("重点检查事项") && records[0].contains("法一\n法二"))
    #expect(try office.list(.items, ["事项类别 = 重点检查事项"]).count == 1)
  }

  @Test(arguments: [
    "2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "2024-03-05 00:00:00", "2024/3/5 0:00",
  ]) func daysAreKeptInOneForm(_ day: String) throws {
    let office = try Office()
    try office.take(.objects, "统一社会信用代码,名称,平台分类日期\n\(Office.code(1)),甲,\(day)\n")
    #expect(
      try office.list(.objects, ["platform_class_date = 2024-03-05"], showsClasses: true).count == 1
    )
    for other in ["2024-03-05 12:00:00", "2024-02-30", "2024-3-05x", "0000-01-01", "2024-13-01"] {
      let said = Office.sentences {
        try office.take(.objects, "统一社会信用代码,名称,平台分类日期\n\(Office.code(1)),甲,\(other)\n")
      }
      #expect(said.english.contains("no day"), "\(other)")
    }
  }

  /// Numbered beforehand and never filled in, and a total in the column of numbers.
  @Test func rowsWithoutContentAreLeftOutAndCounted() throws {
    let office = try Office()
    let rows = (1...40).map {
      $0 == 2 || $0 == 30 ? "\($0),\(Office.code($0)),甲\($0)\n" : "\($0),,\n"
    }
    let outcome = try office.take(
      .objects,
      "序号,统一社会信用代码,名称\n" + rows.joined() + "合计：2家,,\n"
    )
    #expect(outcome.counts == [.new: 2] && outcome.blank == 39)
    let said = Office.sentences { try office.take(.objects, "序号,统一社会信用代码,名称\n1,,\n2,,\n") }
    #expect(said.english.contains("no row") && said.kind == .data)
  }

  @Test(arguments: LibraryKind.libraries, Language.allCases)
  func templatesAreReadAndTheirExampleLeftOut(_ kind: LibraryKind, _ language: Language) throws {
    let office = try Office()
    let template = LibraryTemplate(kind, language: language)
    let said = Office.sentences { try office.take(kind, CSVText.lines(template.rows)) }
    #expect(said.english.contains("no row"), "\(said.english)")
    // These speak of other records; a calendar has the whole year, a result a task that was drawn.
    if [.links, .absences, .avoidances, .staffing, .calendar, .results].contains(kind) { return }
    // The example itself is a right row.
    var rows = template.rows
    rows[1][0] = String(rows[1][0].dropFirst(language("Example: ", "例：").count))
    rows.insert(template.rows[1], at: 1)
    if kind == .departments { rows[2][2] = "" }
    #expect(try office.take(kind, CSVText.lines(rows)).counts == [.new: 1])
    #expect(template.explanations.count == template.rows[0].count + 1)
  }

  /// No two columns of a library are known by one name.
  @Test(arguments: LibraryKind.allCases) func namesOfColumnsAreApart(_ kind: LibraryKind) {
    var owners: [String: String] = [:]
    for column in kind.columns {
      for name in Set(column.names.map { FoldedText($0).text }) {
        #expect(owners[name] == nil, "\(name): \(column.name), \(owners[name] ?? "")")
        owners[name] = column.name
      }
    }
  }
}
