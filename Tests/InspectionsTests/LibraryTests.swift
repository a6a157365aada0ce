import Foundation
import Frames
import Inspections
import Sampling
import TestSupport
import Testing

/// Risk classes, standard names, doubles, links, edits, lists.
@Suite struct LibraryTests {
  private static let heading = "统一社会信用代码,名称,住所,本单位分类,信用风险等级,信用风险分类日期,信用风险分值\n"

  private static func row(_ number: Int, _ own: String, _ platform: String, _ score: String)
    -> String
  {
    "\(Office.code(number)),单位\(number),,\(own),\(platform),2024-01-05,\(score)\n"
  }

  @Test func theUnitsOwnClassCountsFirst() throws {
    let office = try Office()
    try office.take(.schemes, "") { $0.preset = SchemePreset.named("henan-2022") }
    try office.take(
      .objects,
      Self.heading + Self.row(1, "D", "低风险", "183") + Self.row(2, "", "Ｂ类", "")
        + Self.row(3, "", "", "")
    ) { _ in }
    let list = try LibraryList(.objects, showsClasses: true)
    let at = { (name: String) in list.header.firstIndex(of: name) ?? 0 }
    var records: [[String]] = []
    let counts = try list.forEach(in: try office.open()) { records.append($0) }
    #expect(counts.all == 3 && counts.unclassified == 1)
    #expect(records.map { $0[at("class")] } == ["D", "B", ""])
    #expect(records.map { $0[at("class_origin")] } == ["own", "platform", "unclassified"])
    #expect(records.map { $0[at("class_date")] } == ["", "2024-01-05", ""])
    // By its own name, whatever the file called it.
    #expect(records[0][at("platform_class")] == "A")
    #expect(try office.list(.objects, ["class = B"], showsClasses: true).count == 1)
  }

  /// Without being asked for, no class, day or score of one is in a list, a history or a condition.
  @Test func classesAreShownOnlyWhereThatIsAsked() throws {
    let office = try Office()
    try office.take(.objects, Self.heading + Self.row(1, "秘密甲", "秘密乙", "777"))
    let shown =
      try office.list(.objects).joined()
      + LibraryHistory(
        Office.code(1),
        in: nil,
        showsClasses: false,
        of: try office.open()
      ).versions.flatMap(\.cells)
    for text in ["秘密甲", "秘密乙", "777", "2024-01-05"] { #expect(!shown.contains(text)) }
    for column in ["own_class", "信用风险等级", "score", "class", "信用风险分类日期"] {
      let said = Office.sentences { _ = try office.list(.objects, ["\(column) = x"]) }
      #expect(said.kind == .usage && said.english.contains("--with-classes"), "\(column)")
    }
    #expect(Office.sentences { _ = try office.list(.objects, ["没有 = x"]) }.kind == .data)
  }

  @Test func classesThatTheSchemeDoesNotHave() throws {
    let office = try Office()
    try office.take(.schemes, "") { $0.preset = SchemePreset.named("henan-2022") }
    for (row, english, chinese) in [
      (Self.row(1, "", "E", ""), "no class of the scheme", "不是该分类标准的等级"),
      (Self.row(1, "", "A", "200"), "outside of the interval", "分值区间"),
      (Self.row(1, "", "D", "1000.5"), "outside of the interval", "分值区间"),
      (Self.row(1, "", "A", "-1"), "no decimal number", "十进制数"),
    ] {
      let said = Office.sentences { try office.take(.objects, Self.heading + row) }
      #expect(said.english.contains(english) && said.chinese.contains(chinese), "\(said.english)")
    }
    // 1000 belongs to D; an override makes a class higher than its score, never lower.
    try office.take(
      .objects,
      Self.heading + Self.row(1, "", "D", "1000") + Self.row(2, "", "D", "10")
        + Self.row(3, "", "A", "199.9")
    )
    // With a second scheme the one that is meant must be named.
    try office.take(.schemes, "") { $0.preset = SchemePreset.named("environment") }
    let said = Office.sentences {
      try office.take(.objects, Self.heading + Self.row(4, "", "A", ""))
    }
    #expect(said.english.contains("several schemes") && said.chinese.contains("多个分类标准"))
  }

  @Test(arguments: SchemePreset.all.map(\.name)) func presetsAreSchemes(_ name: String) throws {
    let office = try Office()
    let outcome = try office.take(.schemes, "") { $0.preset = SchemePreset.named(name) }
    #expect(outcome.counts[.new, default: 0] >= 3)
    #expect(try office.take(.schemes, "") { $0.preset = SchemePreset.named(name) }.head == nil)
    #expect(try office.list(.schemes).allSatisfy { !$0[7].isEmpty }, "every class names its source")
  }

  /// The letter a is checked most for pollution, least for credit risk.
  @Test func lettersHaveNoDirectionOfTheirOwn() throws {
    let office = try Office()
    for name in ["environment", "henan-2022"] {
      try office.take(.schemes, "") { $0.preset = SchemePreset.named(name) }
    }
    let ranks = try office.list(.schemes).map { [$0[2], $0[4]] }
    #expect(ranks.contains(["a", "3"]) && ranks.contains(["A", "1"]))
  }

  @Test func standardNames() {
    for (name, standard) in [
      ("甲(测绘)有限公司", "甲（测绘）有限公司"), ("甲 测绘 有限公司", "甲测绘有限公司"), ("ＡＢＣ测绘", "ABC测绘"),
      ("甲（测绘）有限公司", "甲（测绘）有限公司"), ("ACME Survey  Ltd", "ACME Survey Ltd"), ("乙•丙", "乙·丙"),
      ("Ⅲ号店", "III号店"), ("", ""),
    ] {
      #expect(StandardName.of(name) == standard, "\(name)")
      #expect(StandardName.of(standard) == standard)
    }
    for rule in StandardName.rules {
      #expect(!rule.reason.english.isEmpty && !rule.reason.chinese.isEmpty)
    }
  }

  @Test func doublesAreListedAndNeverMerged() throws {
    let office = try Office()
    try office.take(
      .objects,
      """
      统一社会信用代码,注册号,名称,住所
      \(Office.code(1)),,甲(测绘)有限公司,一路1号
      \(Office.code(2)),,甲（测绘）有限公司,一路１号
      \(Office.code(3)),,甲（测绘）有限公司,二路2号
      110108000000016,,乙,三路
      \(Office.code(4)),110108000000016,乙有限公司,四路

      """
    )
    let doubts = try LibraryDoubts(of: try office.open())
    #expect(doubts.doubles.map(\.reason) == [.registration, .nameAndAddress])
    #expect(
      doubts.doubles.map { Set($0.keys) } == [
        ["110108000000016", Office.code(4)], [Office.code(1), Office.code(2)],
      ]
    )
    #expect(doubts.names.map(\.name) == ["甲(测绘)有限公司"])
    #expect(try office.list(.objects).count == 5)
    // Linked ones are settled, in whichever order.
    for (first, second) in [(Office.code(4), "110108000000016"), (Office.code(2), Office.code(1))] {
      _ = try LibraryEdit.link(
        first,
        second,
        relation: "同一主体",
        reason: "",
        on: try office.open(),
        by: "clerk"
      )
    }
    #expect(try LibraryDoubts(of: try office.open()).doubles.isEmpty)
    let history = try LibraryHistory(
      Office.code(4),
      in: nil,
      showsClasses: false,
      of: try office.open()
    )
    #expect(history.links.map(\.key) == ["110108000000016"])
  }

  @Test func editsAreChecked() throws {
    let office = try Office()
    try office.take(.objects, "统一社会信用代码,名称,住所\n\(Office.code(1)),甲(测绘),一路\n")
    func set(_ column: String, _ value: String, key: String = Office.code(1)) throws
      -> LibraryEdit.Outcome
    {
      try LibraryEdit.set(
        key,
        in: nil,
        [(column, value)],
        reason: "r",
        on: try office.open(),
        by: "clerk"
      )
    }
    #expect(try set("住所", "二路").change?.cells.first?.new == "二路")
    #expect(try set("住所", "二路").head == nil)
    // A standard name that was made of the name follows it.
    _ = try set("名称", "乙(测绘)")
    #expect(try office.list(.objects, ["standard_name = 乙（测绘）"]).count == 1)
    for (column, value, kind) in [
      ("没有", "x", ErrorKind.usage), ("名称", "", .data), ("统一社会信用代码", Office.code(2), .usage),
      ("信用风险分类日期", "2024-02-30", .data), ("校验", "已接受", .usage),
    ] {
      let said = Office.sentences { _ = try set(column, value) }
      #expect(said.kind == kind && !said.chinese.isEmpty, "\(column): \(said.english)")
    }
    #expect(Office.sentences { _ = try set("名称", "x", key: "none") }.kind == .no)
    let ended = try LibraryEdit.end(
      Office.code(1),
      in: nil,
      reason: "r",
      on: try office.open(),
      by: "clerk"
    )
    #expect(ended.change?.kind == .ended)
    #expect(Office.sentences { _ = try set("名称", "x") }.kind == .no)
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }

  @Test func aPersonWithoutCertificateIsNeverCertified() throws {
    let office = try Office()
    let heading = "姓名,执法证号,自编号,人员类别,有效期止\n"
    try office.take(.inspectors, heading + "张某,A1,,公务员,长期\n李某,,X1,日常监管人员,\n王某,,X2,专家,\n")
    #expect(try office.list(.inspectors).map { $0[0] } == ["A1", "own:X1", "own:X2"])
    #expect(try office.list(.inspectors, ["valid_until = 9999-12-31"]).count == 1)
    // A certificate that comes later may equal no made-up number, and one that was ended counts too.
    #expect(
      Office.sentences { try office.take(.inspectors, heading + "赵某,X1,,公务员,\n") }.kind == .data
    )
    _ = try LibraryEdit.end("A1", in: nil, reason: "r", on: try office.open(), by: "clerk")
    #expect(
      Office.sentences { try office.take(.inspectors, heading + "赵某,,A1,日常监管人员,\n") }.kind == .data
    )
    let said = Office.sentences {
      _ = try LibraryEdit.set(
        "own:X1",
        in: nil,
        [("人员类别", "公务员")],
        reason: "r",
        on: try office.open(),
        by: "clerk"
      )
    }
    #expect(said.kind == .data && said.chinese.contains("须有执法证号"))
  }

  @Test func aKeyOfTwoLibrariesIsAskedFor() throws {
    let office = try Office()
    try office.take(.items, "事项编码,抽查事项\nD01,资质\n")
    try office.take(.departments, "单位编码,单位名称\nD01,甲局\n")
    let said = Office.sentences {
      _ = try LibraryEdit.end("D01", in: nil, reason: "r", on: try office.open(), by: "clerk")
    }
    #expect(said.kind == .usage && said.english.contains("--in"))
    _ = try LibraryEdit.end("D01", in: .items, reason: "r", on: try office.open(), by: "clerk")
    #expect(try office.list(.items).isEmpty && office.list(.departments).count == 1)
  }
}
