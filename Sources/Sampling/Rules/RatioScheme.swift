/// A published scheme of ratios for four risk classes, with its source.
public struct RatioScheme: Hashable, Sendable {
  /// The name, as `--preset` takes it.
  public let name: String
  /// The rules of the classes A, B, C, D, from the lowest risk to the highest.
  public let rules: [Rule]
  /// Where it was published, and when.
  public let source: String

  /// The schemes that are known.
  public static let all: [RatioScheme] = [
    RatioScheme(
      name: "henan-2021",
      rules: [1, 2, 10, 30].map { .atLeast(share($0)) },
      source: "Henan provincial draw, frame of 2021-08-25; dzb.zzrbnews.com/news/12860.html"
    ),
    RatioScheme(
      name: "bayannur-2022",
      rules: [2, 5, 100, 100].map { .atLeast(share($0)) },
      source: "Bayannur, 2022; takinupcharters.com/article-38252-227542.html"
    ),
    // Published as „at most 5 %, 5-20 %, 21-60 %, 61-100 %“: 20 to 21 and 60 to 61 are gaps.
    RatioScheme(
      name: "lindian-2024",
      rules: [.atMost(share(5))]
        + [(5, 20), (21, 60), (61, 100)].map { .range(share($0.0), share($0.1)) },
      source: "Lindian county, Daqing, 2024-11-06;"
        + " credit.daqing.gov.cn/wcm/content/detail/20241106134223_100034.html"
    ),
  ]

  /// The names of the classes that a scheme has rules for.
  public static let classes = ["A", "B", "C", "D"]

  /// The rule of a class.
  ///
  /// - Parameter stratum: its name.
  /// - Returns: the rule, nil where the name is not one of ``classes``.
  public func rule(of stratum: ProtocolText) -> Rule? {
    RatioScheme.classes.firstIndex(of: stratum.text).map { rules[$0] }
  }

  private static func share(_ percent: Int) -> Rule.Quantity { .ratio(Ratio(percent, 100)) }
}
