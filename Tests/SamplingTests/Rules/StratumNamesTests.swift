import Sampling
import Testing

@Suite struct StratumNamesTests {
  private func names(_ strata: [String]) throws -> StratumNames {
    StratumNames(try strata.map { try ProtocolText($0) })
  }

  /// Every spelling that the national scheme's classes have in plans and tables.
  @Test(arguments: [
    ("A", "A"), ("Ａ", "A"), ("a", "A"), ("A类", "A"), ("A级", "A"), ("Ａ 类", "A"), ("A类企业", "A"),
    ("A级风险", "A"), ("低风险", "A"), ("低 风险", "A"), ("低風險", "A"), ("信用风险低", "A"), ("低风险(A类)", "A"),
    ("低风险（Ａ类）", "A"), ("一般风险", "B"), ("信用风险较高", "C"), ("D级", "D"), ("高风险企业", "D"), ("高", "D"),
    ("Class D", "D"), ("grade c", "C"), ("low risk", "A"), ("HIGH", "D"), ("风险等级D", "D"),
  ])
  func otherNamesOfTheNationalScheme(name: String, stratum: String) throws {
    var names = try names(["A", "B", "C", "D"])
    #expect(names.stratum(try ProtocolText(name))?.text == stratum)
    #expect(names.unknown.isEmpty && names.ambiguous.isEmpty)
    #expect(names.matches.isEmpty == (name == stratum))
  }

  @Test(arguments: ["E", "中风险", "D-", "AA", "低风险(D类)", "重大", "餐饮", "*"])
  func aNameOfNoClassIsUnknown(name: String) throws {
    var names = try names(["A", "B", "C", "D"])
    #expect(names.stratum(try ProtocolText(name)) == nil)
    #expect(names.unknown.map(\.text) == [name])
  }

  /// The class is one of the scheme, and the table has no stratum of it.
  @Test func aClassThatIsNotThereIsUnknown() throws {
    var names = try names(["低风险", "高风险", "中高风险"])
    #expect(names.stratum(try ProtocolText("中")) == nil)
    #expect(names.unknown.map(\.text) == ["中"])
  }

  /// One stratum that is no class, and nothing but bytes counts.
  @Test func allStrataMustBeClassesOfOneScheme() throws {
    var names = try names(["A", "B", "C", "D", "餐饮"])
    #expect(names.stratum(try ProtocolText("A")) != nil)
    #expect(names.stratum(try ProtocolText("A类")) == nil)
    var mixed = try self.names(["低风险", "中风险", "一般风险"])
    #expect(mixed.stratum(try ProtocolText("低")) == nil)
    #expect(mixed.unknown.map(\.text) == ["低"])
  }

  @Test func strataThatAreOneClassMakeNamesAmbiguous() throws {
    var names = try names(["A", "A类", "B"])
    #expect(names.stratum(try ProtocolText("A"))?.text == "A")
    #expect(names.stratum(try ProtocolText("A类"))?.text == "A类")
    #expect(names.stratum(try ProtocolText("Ａ")) == nil)
    #expect(names.stratum(try ProtocolText("B级")) == nil)
    #expect(names.ambiguous.map(\.name.text) == ["Ａ", "B级"])
    #expect(names.ambiguous[0].explanation(in: .english).contains("\"A\", \"A类\""))
  }

  /// A, B and C are classes of credit risk, A the lowest, and of pollution, a the key polluters: what
  /// both read alike is understood, 低风险 is not.
  @Test func schemesThatDisagreeMakeNamesAmbiguous() throws {
    var names = try names(["A", "B", "C"])
    #expect(names.stratum(try ProtocolText("b类"))?.text == "B")
    #expect(names.stratum(try ProtocolText("低风险")) == nil)
    #expect(names.ambiguous.map(\.name.text) == ["低风险"])
    #expect(names.ambiguous[0].explanation(in: .chinese).contains("含义不明"))
    // Low and high are in four schemes, but a colour in one.
    var two = try self.names(["低风险", "高风险"])
    #expect(two.stratum(try ProtocolText("高 风险"))?.text == "高风险")
    #expect(two.stratum(try ProtocolText("D类")) == nil)
    #expect(two.ambiguous.map(\.name.text) == ["D类"])
  }

  @Test func rulesOfOneStratumUnderTwoNamesHoldTogether() throws {
    var rules = RuleSet()
    rules.add(try Rule(parsing: "10%"), in: try ProtocolText("D"))
    rules.add(try Rule(parsing: "20"), in: try ProtocolText("Ｄ"))
    rules.add(try Rule(parsing: "5%"), in: nil)
    rules.add(try Rule(parsing: "1"), in: try ProtocolText("X"))
    var names = try names(["A", "D"])
    let named = rules.named(by: &names)
    let stratum = try ProtocolText("D")
    #expect(named.rules(in: stratum).map(\.description) == ["≥5%", "≥10%", "≥20"])
    #expect(named.byStratum.count == 1)
    #expect(names.matches == [StratumNameMatch(given: try ProtocolText("Ｄ"), stratum: stratum)])
    #expect(names.unknown.map(\.text) == ["X"])
  }

  /// Henan's published words and its letters both take its ratios.
  @Test(arguments: [
    ["A", "B", "C", "D"], ["低风险", "中风险", "中高风险", "高风险"], ["Ａ类", "Ｂ类", "Ｃ类", "Ｄ类"],
  ])
  func aPublishedSchemeOfRatiosFitsItsNames(strata: [String]) throws {
    let scheme = try #require(RatioScheme.all.first { $0.name == "henan-2021" })
    let names = try strata.map { try ProtocolText($0) }
    let rules = scheme.ruleSet(for: names).rules
    #expect(
      names.map { rules.rules(in: $0).map(\.description) } == [
        ["≥1%"], ["≥2%"], ["≥10%"], ["≥30%"],
      ]
    )
  }
}
