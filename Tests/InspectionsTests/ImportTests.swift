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

  /// What registers hold, each with row, column, value and remedy in both languages.
  struct Bad: Sendable, CustomTestStringConvertible {
    var kind = LibraryKind.objects
    var text: String
    var english: [String]
    var chinese: [String]
    var testDescription: String { english.joined(separator: " ") }
  }

  static let header = "统一社会信用代码,注册号,对象种类,自编编号,名称,信用风险分类日期\n"

  static let bad: [Bad] = [
    Bad(
      text: header + "9.14E+17,,,,甲,\n",
      english: ["row 2", "9.14E+17", "characters"],
      chinese: ["第 2 行"]
    ),
    Bad(
      text: header + "914100000000000000,,,,甲,\n",
      english: ["row 2", "check"],
      chinese: ["统一社会信用代码", "校验"]
    ),
    Bad(
      text: header + ",440101000012345.0,,,甲,\n",
      english: ["15 digits", ".0"],
      chinese: ["注册号", "15 位"]
    ),
    Bad(
      text: header + "\(Office.code(1)),,,,,\n",
      english: ["名称", "is empty"],
      chinese: ["“名称”列", "为空"]
    ),
    Bad(
      text: header + "\(Office.code(1)),,,,甲,45001\n",
      english: ["45001", "spreadsheet's number"],
      chinese: ["日期序号"]
    ),
    Bad(
      text: header + "\(Office.code(1)),,,,甲,2024-11-31\n",
      english: ["2024-11-31", "no day"],
      chinese: ["不是有效日期"]
    ),
    Bad(
      text: header + "\(Office.code(1)),,,,甲,\n\(Office.code(1)),,,,乙,\n",
      english: ["row 3", "row 2"],
      chinese: ["第 3 行", "第 2 行重复"]
    ),
    Bad(
      text: header + "９1350100M000100Y43,,,,甲,\n",
      english: ["place 1", "half width"],
      chinese: ["第 1 位", "半角"]
    ),
    Bad(
      text: header + "91350100I000100Y43,,,,甲,\n",
      english: ["\"I\"", "place 9"],
      chinese: ["第 9 位"]
    ),
    Bad(text: header + "1234567890123,,,,甲,\n", english: ["13 characters"], chinese: ["13 位"]),
    Bad(text: header + ",,,,甲,\n", english: ["neither", "row 2"], chinese: ["请补填其一"]),
    Bad(text: header + ",,项目,,甲,\n", english: ["both a kind and a number"], chinese: ["须同时填写"]),
    Bad(
      text: header + "\(Office.code(1)),,,,合计：2家,\n",
      english: ["row of totals"],
      chinese: ["合计行"]
    ),
    Bad(
      text: header + "\(Office.code(1)),,,,名称,\n",
      english: ["repeats the heading"],
      chinese: ["与表头相同"]
    ),
    Bad(
      text: header + "\(Office.code(1)),,,,甲\u{FFFD}乙,\n",
      english: ["U+FFFD"],
      chinese: ["U+FFFD"]
    ),
    Bad(
      text: header + "\(Office.code(1)),,,,甲\u{200B}乙,\n",
      english: ["U+200B"],
      chinese: ["U+200B"]
    ),
    Bad(
      text: header + "\(Office.code(1)),,,,甲\n",
      english: ["row 2", "fields"],
      chinese: ["第 2 行"]
    ),
    Bad(text: "企业名称,名称\n甲,乙\n", english: ["several columns"], chinese: ["有多列"]),
    Bad(text: header, english: ["no row"], chinese: ["没有数据行"]),
    Bad(
      kind: .inspectors,
      text: "姓名,执法证号,自编号,人员类别\n张某,A1,,日常监管人员\n",
      english: ["daily-supervision staff does not have"],
      chinese: ["没有执法证"]
    ),
    Bad(
      kind: .inspectors,
      text: "姓名,执法证号,自编号,人员类别\n张某,,X1,公务员\n",
      english: ["has a certificate"],
      chinese: ["须有执法证号"]
    ),
    Bad(
      kind: .inspectors,
      text: "姓名,执法证号,自编号,人员类别\n张某,A1,,公务员\n李某,,A1,日常监管人员\n",
      english: ["row 3", "somebody's certificate"],
      chinese: ["第 3 行", "不得与任何执法证号相同"]
    ),
    Bad(
      kind: .inspectors,
      text: "姓名,执法证号,人员类别,有效期起,有效期止\n张某,A1,公务员,2024-05-01,2024-04-30\n",
      english: ["before the first day"],
      chinese: ["早于有效期起始日"]
    ),
    Bad(
      kind: .inspectors,
      text: "姓名,执法证号,人员类别\n张某,A1,临时工\n",
      english: ["临时工", "is none of"],
      chinese: ["不在可选值中"]
    ),
    Bad(
      kind: .departments,
      text: "单位名称,上级单位,别名\n甲局,,\n测绘股,乙局,\n",
      english: ["row 3", "no unit of the list"],
      chinese: ["不在部门清单中"]
    ),
    Bad(
      kind: .departments,
      text: "单位名称,上级单位,别名\n甲局,,自然资源局\n乙局,,自然资源局\n",
      english: ["means one unit"],
      chinese: ["一个名称只能指一个单位"]
    ),
    Bad(
      kind: .departments,
      text: "单位名称,上级单位,别名\n甲股,乙股,\n乙股,甲股,\n",
      english: ["above and below"],
      chinese: ["互为上下级"]
    ),
    Bad(
      kind: .schemes,
      text: "分类标准,等级,次序,分值区间\n省标,A,1,\"[0,200]\"\n省标,B,2,\"[200,500)\"\n",
      english: ["row 3", "shares scores"],
      chinese: ["重叠"]
    ),
    Bad(
      kind: .schemes,
      text: "分类标准,等级,次序,分值区间\n省标,A,1,\"(5,5)\"\n",
      english: ["is no interval"],
      chinese: ["不是区间"]
    ),
    Bad(
      kind: .schemes,
      text: "分类标准,等级,次序,分值区间\n省标,A,1,\n省标,B,1,\n",
      english: ["number the classes apart"],
      chinese: ["次序相同"]
    ),
    Bad(
      kind: .links,
      text: "对象一,对象二,关系\n甲,乙,same\n",
      english: ["no key of the library"],
      chinese: ["不是检查对象名录库中的标识"]
    ),
    Bad(
      kind: .links,
      text: "对象一,对象二,关系\n甲,甲,same\n",
      english: ["same as the first"],
      chinese: ["与对象一相同"]
    ),
  ]

  @Test func noMobileNumberIsAnOfficesLine() throws {
    let office = try Office()
    for number in ["13900000000", "+86 139-0000-0000", "１３９００００００００"] {
      let said = Office.sentences { try office.take(.departments, "单位名称,办公电话\n甲局,\(number)\n") }
      #expect(said.english.contains("mobile number") && said.chinese.contains("手机号码"), "\(number)")
    }
    #expect(try office.take(.departments, "单位名称,办公电话\n甲局,0374-0000000\n").counts == [.new: 1])
  }

  @Test(arguments: bad) func badInputImportsNothing(_ input: Bad) throws {
    let office = try Office()
    // A right row beside it is not imported either.
    let said = Office.sentences { try office.take(input.kind, input.text) }
    #expect(said.kind == .data, "\(said.english)")
    for part in input.english { #expect(said.english.contains(part), "\(said.english)") }
    for part in input.chinese { #expect(said.chinese.contains(part), "\(said.chinese)") }
    #expect(try office.list(input.kind).isEmpty && office.open().head.count == 1)
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

  @Test(arguments: LibraryKind.libraries, Language.allCases)
  func templatesAreReadAndTheirExampleLeftOut(_ kind: LibraryKind, _ language: Language) throws {
    let office = try Office()
    let template = LibraryTemplate(kind, language: language)
    let said = Office.sentences { try office.take(kind, CSVText.lines(template.rows)) }
    #expect(said.english.contains("no row"), "\(said.english)")
    if kind == .links { return }
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
