/// A published scheme of ratios by class, with its source and date.
public struct RatioScheme: Hashable, Sendable {
  /// The name, as `--preset` takes it.
  public let name: String
  /// The classes and their rules, as they were published.
  public let classes: [Class]
  /// Where it was published, and when.
  public let source: Sentence

  /// One class of a scheme.
  public struct Class: Hashable, Sendable {
    /// The names that a table may call it by, the shortest first.
    public let names: [String]
    /// Its rule.
    public let rule: Rule
  }

  /// The schemes that are known.
  public static let all: [RatioScheme] = [
    RatioScheme(
      name: "henan-2021",
      classes: zip(["低风险", "中风险", "中高风险", "高风险"], grades([1, 2, 10, 30].map(least)))
        .map { Class(names: $1.names + [$0], rule: $1.rule) },
      source: Sentence(
        "Henan provincial draw, frame of 2021-08-25; dzb.zzrbnews.com/news/12860.html",
        "河南省级抽查，名录库截至 2021-08-25；dzb.zzrbnews.com/news/12860.html"
      )
    ),
    RatioScheme(
      name: "bayannur-2022",
      classes: grades([2, 5, 100, 100].map(least)),
      source: Sentence(
        "Bayannur, 2022; takinupcharters.com/article-38252-227542.html",
        "巴彦淖尔市，2022 年；takinupcharters.com/article-38252-227542.html"
      )
    ),
    // Published as „at most 5 %, 5-20 %, 21-60 %, 61-100 %“: 20 to 21 and 60 to 61 are gaps.
    RatioScheme(
      name: "lindian-2024",
      classes: grades(
        [.atMost(share(5))]
          + [(5, 20), (21, 60), (61, 100)].map { .range(share($0.0), share($0.1)) }
      ),
      source: Sentence(
        "Lindian county, Daqing, 2024-11-06;"
          + " credit.daqing.gov.cn/wcm/content/detail/20241106134223_100034.html",
        "大庆市林甸县，2024-11-06；credit.daqing.gov.cn/wcm/content/detail/20241106134223_100034.html"
      )
    ),
    // „About 20 % a year, so that each comes up once in five years“ is read as at least 20 %.
    RatioScheme(
      name: "tax-2015",
      classes: [
        Class(names: ["key", "重点税源企业", "重点企业"], rule: least(20)),
        Class(names: ["other", "非重点税源企业", "一般企业"], rule: .atMost(share(3))),
        Class(names: ["non-enterprise", "非企业纳税人"], rule: .atMost(share(1))),
      ],
      source: Sentence(
        "State Administration of Taxation, 税总发〔2015〕104号, 2015;"
          + " glkjsbm.com/sw/shuwjc/1509/68952.html",
        "国家税务总局，税总发〔2015〕104号，2015 年；glkjsbm.com/sw/shuwjc/1509/68952.html"
      )
    ),
    // Published for the year's total; that it holds in each class implies it.
    RatioScheme(
      name: "tobacco-retail",
      classes: [
        Class(names: [], rule: .range(share(10), share(30)))
      ],
      source: Sentence(
        "tobacco retail, at least 10 % and at most 30 % a year without complaints, undated;"
          + " tk.swop.cn/question.php?id=5851100",
        "烟草零售，无投诉时每年不低于 10%、不高于 30%，未注明日期；tk.swop.cn/question.php?id=5851100"
      )
    ),
    RatioScheme(
      name: "jiangxi-environment-city",
      classes: [
        Class(names: ["a", "A"], rule: least(5)), Class(names: ["b", "B"], rule: least(1)),
        // Class c is the counties' alone.
        Class(names: ["c", "C"], rule: least(0)),
      ],
      source: jiangxi
    ),
    // 25 % a quarter are 100 % a year; class c also by staff, 1 officer to 5 units.
    RatioScheme(
      name: "jiangxi-environment-county",
      classes: [
        Class(names: ["a", "A"], rule: least(100)), Class(names: ["b", "B"], rule: least(50)),
        Class(names: ["c", "C"], rule: least(20)),
      ],
      source: jiangxi
    ),
  ]

  private static let jiangxi = Sentence(
    "Jiangxi, 江西省生态环境保护分类监管办法（试行）, a year's ratios, class a the key polluters, retold"
      + " 2021-03-09; hz56.cc/p/5775.html",
    "江西省生态环境保护分类监管办法（试行），年度比例，a 类为重点排污单位，转载于 2021-03-09；hz56.cc/p/5775.html"
  )

  /// The rules of the classes, as rules of the strata that they are.
  ///
  /// A class without a name is every stratum. A class that no stratum is has no rule here, and a
  /// stratum that is no class of the scheme none either.
  ///
  /// - Parameter strata: the names of the strata.
  /// - Returns: the rules, and the names that were read as those of strata whose own they are not.
  /// - Complexity: O(strata · schemes of classes).
  public func ruleSet(
    for strata: [ProtocolText]
  ) -> (rules: RuleSet, matches: [StratumNameMatch]) {
    var rules = RuleSet()
    var names = StratumNames(strata)
    let known = Set(strata.map(\.text))
    for item in classes {
      let own = item.names.filter(known.contains)
      if item.names.isEmpty { rules.add(item.rule, in: nil) }
      for name in (own.isEmpty ? item.names : own).map({ ProtocolText(unchecked: $0) }) {
        guard let stratum = names.stratum(name) else { continue }
        rules.add(item.rule, in: stratum)
        break
      }
    }
    return (rules, names.matches)
  }

  /// The classes A, B, C, D, from the lowest risk to the highest.
  private static func grades(_ rules: [Rule]) -> [Class] {
    zip(["A", "B", "C", "D"], rules).map { Class(names: [$0], rule: $1) }
  }

  private static func least(_ percent: Int) -> Rule { .atLeast(share(percent)) }

  private static func share(_ percent: Int) -> Rule.Quantity { .ratio(Ratio(percent, 100)) }
}
