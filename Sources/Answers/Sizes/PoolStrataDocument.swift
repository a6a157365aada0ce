public import Frames
internal import Reports
public import Sampling

/// The strata of a list with what is known about them, as the table that `size` and `tune` take: JSON
/// `spotcheck.strata/1`, CSV and text.
public struct PoolStrataDocument: ResultDocument, Sendable {
  /// `spotcheck.strata/1`.
  public var schema = "spotcheck.strata/1"
  /// The strata, by the bytes of their names.
  public var strata: [Line]

  /// One stratum.
  public struct Line: Encodable, Sendable {
    /// Its name, `*` for the one of a list without classes.
    public var stratum: String
    /// N_h.
    public var population: Int
    /// The mean of the measure; left out without one.
    public var mean: Double?
    /// The standard deviation of the measure, with N_h − 1; left out without a measure, 0 for one unit.
    public var sd: Double?
    /// Its rules, joined by semicolons; left out where no rule was given.
    public var rule: String?
  }

  /// Counts the strata of a list.
  ///
  /// - Parameters:
  ///   - roster: the units, with their measure where one is wanted.
  ///   - rules: rules for all strata and for single ones; empty for none.
  /// - Returns: the document, and the names in the rules that were read as those of strata whose own they
  ///   are not.
  /// - Throws: ``StrataMismatch`` for a rule without a stratum, and a stratum without a rule.
  /// - Complexity: O(N).
  public static func make(
    _ roster: Roster,
    rules: RuleSet
  ) throws -> (document: PoolStrataDocument, matches: [StratumNameMatch]) {
    var names = StratumNames(roster.strata.map(\.name))
    let rules = rules.named(by: &names)
    try StrataMismatch.check(names, file: roster.pool.file)
    if !rules.isEmpty {
      try StrataMismatch.check(names, unruled: rules.unruled(roster.strata), file: roster.pool.file)
    }
    let measures = roster.pool.layout.measureColumn == nil ? nil : moments(roster)
    let strata = roster.strata.enumerated().map { index, stratum in
      Line(
        stratum: stratum.name.text,
        population: stratum.population,
        mean: measures.map { $0[index].mean },
        sd: measures.map { $0[index].deviation },
        rule: rules.isEmpty
          ? nil : rules.rules(in: stratum.name).map { "\($0)" }.joined(separator: "; ")
      )
    }
    return (PoolStrataDocument(strata: strata), names.matches)
  }

  /// Mean and standard deviation of each stratum (Welford 1962, doi:10.1080/00401706.1962.10490022).
  private static func moments(_ roster: Roster) -> [(mean: Double, deviation: Double)] {
    var sums = [(count: Double, mean: Double, squares: Double)](
      repeating: (0, 0, 0),
      count: roster.strata.count
    )
    for unit in roster.units {
      let value = Double(unit.measure)
      var sum = sums[unit.stratum]
      sum.count += 1
      let difference = value - sum.mean
      sum.mean += difference / sum.count
      sum.squares += difference * (value - sum.mean)
      sums[unit.stratum] = sum
    }
    return sums.map { sum in
      (sum.mean, sum.count > 1 ? (sum.squares / (sum.count - 1)).squareRoot() : 0)
    }
  }

  /// The rows, with the columns that have values.
  public var rows: [[String]] {
    let first = strata.first
    let header =
      ["stratum", "population"] + (first?.mean == nil ? [] : ["mean", "sd"])
      + (first?.rule == nil ? [] : ["rule"])
    return [header]
      + strata.map { line in
        [line.stratum, "\(line.population)"]
          + [line.mean, line.sd].compactMap { $0.map(PoolStrataDocument.figure) }
          + [line.rule].compactMap { $0 }
      }
  }

  /// Six digits behind the point, without zeros at the end.
  private static func figure(_ value: Double) -> String {
    let scaled = (value * 1e6).rounded()
    guard scaled < 1e15 else { return "\(Int(value.rounded()))" }
    let (whole, rest) = Int(scaled).quotientAndRemainder(dividingBy: 1_000_000)
    guard rest > 0 else { return "\(whole)" }
    var digits = "\(rest)"
    digits = String(repeating: "0", count: 6 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  /// The table for people.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  public func text(_ language: Language) -> String {
    let names = [
      "stratum": language("stratum", "分类"), "population": language("population", "户数"),
      "mean": language("mean", "均值"), "sd": language("standard deviation", "标准差"),
      "rule": language("rule", "规则"),
    ]
    let all = rows
    let total = strata.reduce(0) { $0 + $1.population }
    return TextTable(
      header: (all.first ?? []).map { names[$0] ?? $0 },
      rows: Array(all.dropFirst()),
      rightAligned: [1, 2, 3]
    ).text
      + language(
        "\(strata.count) strata, \(total) units\n",
        "共 \(strata.count) 个分类，\(total) 个对象\n"
      )
  }
}
