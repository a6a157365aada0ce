import Sampling
import TestSupport
import Testing

/// The forms that a rule can have, and what is none of them.
@Suite struct RuleParserTests {
  private static func share(_ numerator: Int, _ denominator: Int) -> Rule.Quantity {
    .ratio(Ratio(numerator, denominator))
  }

  static let tenth = share(1, 10)
  static let atLeast: [String] = [
    "10%", "≥10%", ">=10%", "不低于10%", "不少于10%", "不小于10%", "至少10%", "10%以上", "10%及以上",
    "10%（含）以上", "at least 10%", "百分之十", "10 %", "１０％", "＞＝10﹪", "≧10%", "不得低于10%", "大于等于10%",
    "100‰", "1/10", "10.0%", "At Least 10%", "no less than 10%", "10% or more", "至少百分之十", "不低於10%",
  ]

  @Test(arguments: atLeast) func atLeastATenth(_ text: String) throws {
    #expect(try Rule(parsing: text) == .atLeast(Self.tenth))
  }

  @Test(arguments: [
    ">35%", "＞35％", "超过35%", "高于35%", "大于35%", "多于35%", "more than 35%", "over 35%", "超過35%",
    "﹥35%", "超过百分之三十五",
  ]) func moreThan(_ text: String) throws {
    #expect(try Rule(parsing: text) == .moreThan(Self.share(7, 20)))
  }

  @Test(arguments: [
    "≤5%", "<=5%", "不超过5%", "不高于5%", "不多于5%", "至多5%", "5%以下", "5%及以下", "5%(含)以下", "at most 5%",
    "不大于5%", "最多5%", "up to 5%", "no more than 5%", "5% or less", "小于等于5%", "不得超过5%",
  ]) func atMost(_ text: String) throws {
    #expect(try Rule(parsing: text) == .atMost(Self.share(1, 20)))
  }

  @Test(arguments: [
    "<5%", "＜5％", "低于5%", "少于5%", "小于5%", "不足5%", "less than 5%", "under 5%",
  ]) func lessThan(_ text: String) throws {
    #expect(try Rule(parsing: text) == .lessThan(Self.share(1, 20)))
  }

  @Test(arguments: ["=50%", "＝50％", "等于50%", "exactly 50%"]) func exactly(_ text: String) throws {
    #expect(try Rule(parsing: text) == .exactly(Self.share(1, 2)))
  }

  @Test(arguments: [
    "5%-20%", "5%–20%", "5%—20%", "5%~20%", "5%～20%", "5%至20%", "5%到20%", "5%一20%", "5% to 20%",
    "5-20%", "５％－２０％", "5%─20%", "1/20-1/5", "50‰-20%",
  ]) func range(_ text: String) throws {
    #expect(try Rule(parsing: text) == .range(Self.share(1, 20), Self.share(1, 5)))
  }

  /// A plan of 2024 writes its classes so, with the numeral one as a dash.
  @Test func aNumeralAsDash() throws {
    #expect(try Rule(parsing: "21%一60%") == .range(Self.share(21, 100), Self.share(3, 5)))
  }

  @Test func countsAndWholes() throws {
    for text in ["20", "20户", "20家", "20 units", "20家企业", "20个项目", "20戶"] {
      #expect(try Rule(parsing: text) == .atLeast(.count(20)), "\(text)")
    }
    #expect(try Rule(parsing: "不少于两户") == .atLeast(.count(2)))
    #expect(try Rule(parsing: "=1") == .exactly(.count(1)))
    #expect(try Rule(parsing: "5-20户") == .range(.count(5), .count(20)))
    for text in ["100%", "全部", "全覆盖", "all", "全覆蓋", "百分之一百"] {
      #expect(try Rule(parsing: text) == .atLeast(.ratio(Ratio(1))), "\(text)")
    }
    #expect(try Rule(parsing: "1/3") == .atLeast(.ratio(Ratio(1, 3))))
    #expect(try Rule(parsing: "3‰") == .atLeast(.ratio(Ratio(3, 1000))))
    #expect(try Rule(parsing: "千分之三") == .atLeast(.ratio(Ratio(3, 1000))))
    #expect(try Rule(parsing: "百分之三点五") == .atLeast(.ratio(Ratio(35, 1000))))
    #expect(try Rule(parsing: "百分之二十五") == .atLeast(.ratio(Ratio(1, 4))))
  }

  /// All where there are fewer, in Chinese and English, and only where both numbers agree.
  @Test func countsOrAll() throws {
    for text in [
      "20 or all", "20户，不足的全部", "20家,不足的则全部抽查", "２０户；不足２０户的全部", "二十户（不足二十户的全部抽查）", "20户不足全覆盖",
    ] {
      #expect(try Rule(parsing: text) == .countOrAll(20), "\(text)")
    }
    #expect(try Rule(parsing: "20 or all").description == "20 or all")
    for text in ["20户，不足10户的全部", "10%，不足的全部", "不少于20户，不足的全部", "2.5户，不足的全部"] {
      #expect(throws: RuleSyntaxError.self) { try Rule(parsing: text) }
    }
    for (population, minimum, maximum) in [(50, 20, 50), (20, 20, 20), (7, 7, 7), (0, 0, 0)] {
      let counts = Rule.countOrAll(20).counts(of: population)
      #expect(counts.minimum == minimum && counts.maximum == maximum && counts.adjustment == nil)
    }
  }

  /// Numerals up to a hundred million.
  @Test func numerals() throws {
    for (text, count) in [
      ("二百户", 200), ("一百二十家", 120), ("两千五百户", 2500), ("一万二千户", 12_000), ("十三万户", 130_000),
      ("二百零五户", 205), ("三千零五十个", 3050),
    ] {
      #expect(try Rule(parsing: text) == .atLeast(.count(count)), "\(text)")
    }
    for text in ["一千一千户", "二三户", "万户", "一万一万户"] {
      #expect(throws: RuleSyntaxError.self) { try Rule(parsing: text) }
    }
  }

  /// Further words of comparison; 以内 includes the number.
  @Test(arguments: [
    ("最低5%", "≥5%"), ("不得小于5%", "≥5%"), ("5%以内", "≤5%"), ("最高5%", "≤5%"), ("不得大于5%", "≤5%"),
    ("=>5%", "≥5%"),
    ("5%（含本数）以上", "≥5%"), ("不超5%", "≤5%"),
  ]) func furtherComparisons(_ text: String, _ expected: String) throws {
    #expect(try Rule(parsing: text).description == expected)
  }

  static let errors: [(String, Int, RuleSyntaxError.Reason)] = [
    ("", 1, .empty),
    (" 　", 3, .empty),
    ("≥", 2, .numberExpected),
    ("根据实际情况确定", 1, .unexpected("根")),
    ("10%的企业", 4, .unexpected("的")),
    ("1 0%", 2, .unexpected(" ")),
    ("10\n20%", 3, .unexpected(" ")),
    ("-5%", 1, .unexpected("-")),
    ("0.35", 1, .bareDecimal("0.35")),
    ("2.5户", 1, .bareDecimal("2.5")),
    (" 120%", 2, .outOfReach("120%")),
    (">100%", 1, .outOfReach(">100%")),
    ("<0%", 1, .outOfReach("<0%")),
    ("≤5%以上", 4, .twoComparisons),
    ("20%-5%", 5, .reversedRange),
    ("5%-20户", 4, .mixedRange),
    ("5-1/2", 3, .mixedRange),
    ("约10%", 1, .approximate),
    ("10%左右", 4, .approximate),
    ("99999999999999999999%", 1, .tooManyDigits),
    ("1.2.3%", 1, .unexpected(".")),
    ("1/0", 3, .numberExpected),
    ("一", 1, .unexpected("一")),
    ("五一十户", 1, .unexpected("五")),
    ("10%%", 4, .unexpected("%")),
    ("ten percent", 1, .unexpected("t")),
  ]

  @Test(arguments: errors) func errorsNameTheirPlace(
    _ text: String,
    _ position: Int,
    _ reason: RuleSyntaxError.Reason
  ) {
    let error = #expect(throws: RuleSyntaxError.self) { try Rule(parsing: text) }
    #expect(error?.position == position)
    #expect(error?.reason == reason)
    for language in Language.allCases {
      #expect(error?.explanation(in: language).contains { $0.isNewline } == false)
    }
  }

  /// parse(description) == rule, for 2,000 rules of every kind.
  @Test func descriptionsParseToTheSameRule() throws {
    let seed: UInt64 = 20_240_314
    var generator = SeededGenerator(seed: seed)
    func quantity() -> Rule.Quantity {
      let denominator = [1, 3, 7, 20, 100, 1000, 262_144, 1_000_000_007].randomElement(
        using: &generator
      )
      let limit = denominator ?? 100
      return Bool.random(using: &generator)
        ? .ratio(Ratio(Int.random(in: 1..<max(limit, 2), using: &generator), max(limit, 2)))
        : .count(Int.random(in: 1...1_000_000, using: &generator))
    }
    for _ in 0..<2_000 {
      let one = quantity()
      let rule: Rule
      switch Int.random(in: 0..<7, using: &generator) {
      case 0: rule = .atLeast(one)
      case 1: rule = .moreThan(one)
      case 2: rule = .atMost(one)
      case 3: rule = .lessThan(one)
      case 4: rule = .exactly(one)
      case 5: rule = .countOrAll(Int.random(in: 1...1_000_000, using: &generator))
      default:
        switch (one, quantity()) {
        case (.ratio(let first), .ratio(let second)):
          rule = .range(.ratio(min(first, second)), .ratio(max(first, second)))
        case (.count(let first), .count(let second)):
          rule = .range(.count(min(first, second)), .count(max(first, second)))
        default: continue
        }
      }
      #expect(try Rule(parsing: rule.description) == rule, "\(rule), seed \(seed)")
    }
  }

  private struct MinimumCounts: Decodable {
    struct Case: Decodable {
      var population: String
      var ratio: String
      var strict: Bool
      var minimum: String?
      var maximum: String?
    }
    var cases: [Case]
  }

  /// Least and greatest counts of two independent programs.
  @Test func countsOfTheVectors() throws {
    let vectors = try Vectors.json("minimum_counts.json", as: MinimumCounts.self)
    #expect(vectors.cases.count == 506)
    for vector in vectors.cases {
      let parts = vector.ratio.split(separator: "/").compactMap { Int($0) }
      let ratio = Ratio(parts[0], parts.count > 1 ? parts[1] : 1)
      let population = try #require(Int(vector.population))
      let note = "\(vector.ratio) of \(vector.population), strict \(vector.strict)"
      #expect(
        ratio.minimumCount(of: population, strict: vector.strict)
          == vector.minimum.flatMap(Int.init),
        "\(note)"
      )
      #expect(
        ratio.maximumCount(of: population, strict: vector.strict)
          == vector.maximum.flatMap(Int.init),
        "\(note)"
      )
    }
  }

  /// The examples of the rules' grammar.
  @Test func countsOfTheDesign() throws {
    for (text, population, minimum) in [
      (">35%", 20, 8), ("35%以上", 20, 7), (">35%", 180, 64), ("29%", 100, 29), ("7%", 100, 7),
      ("10%", 0, 0), ("20户", 4, 20),
    ] {
      #expect(try Rule(parsing: text).counts(of: population).minimum == minimum, "\(text)")
    }
    let exact = try Rule(parsing: "=50%").counts(of: 3)
    #expect(exact.minimum == 2)
    #expect(exact.adjustment == .roundedUp)
    let range = try Rule(parsing: "5%-6%").counts(of: 10)
    #expect(range.minimum == 1)
    #expect(range.maximum == 1)
    #expect(range.adjustment == .emptyRange)
  }
}
