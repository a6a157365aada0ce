import Foundation
import Frames
import Inspections
import Sampling
import TestSupport
import Testing

/// What imports refuse, with its place and a remedy, in both languages.
@Suite struct ImportRefusalTests {
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
      english: ["row 2", "9.14E+17", "lost for good"],
      chinese: ["第 2 行", "已丢失"]
    ),
    Bad(
      text: header + "110108000000016.0,,,,甲,\n",
      english: ["row 2", "110108000000016.0", "\".0\" at the end goes"],
      chinese: ["“.0”应去掉"]
    ),
    Bad(
      text: header + "91350100M000100Y43,,,,甲,#REF!\n",
      english: ["row 2", "#REF!", "error of a spreadsheet"],
      chinese: ["“#REF!”", "错误值"]
    ),
    Bad(
      text: header + "91350100M000100Y43,,,,甲,\(String(repeating: "长", count: 50_000))\n",
      english: ["row 2", "150000 bytes where a cell has 131068 at most"],
      chinese: ["150000 字节"]
    ),
    // Both faults of one row are said.
    Bad(
      text: header + "91350100M000100Y44,,,,甲\u{200B},\n",
      english: ["U+200B", "check character"],
      chinese: ["U+200B", "校验码"]
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
}
