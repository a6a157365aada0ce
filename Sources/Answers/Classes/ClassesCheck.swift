public import Analysis
public import Frames
internal import Inference
internal import Reports
public import Sampling

/// Checks a class model against the results of random inspections.
public struct ClassesCheck: Sendable {
  /// The rows of the table, from the lowest risk to the highest.
  public var rows: [StrataTable.Row]
  /// The level of the tests, in (0, 1).
  public var alpha: Ratio
  /// The power that the smallest rise is meant at, in (0, 1).
  public var power: Ratio

  /// Takes a table with the columns `inspected` and `violations`.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - order: the names of the classes from the lowest risk to the highest; nil for the order of
  ///     the table.
  ///   - alpha: the level of the tests, in (0, 1).
  ///   - power: the power that the smallest rise is meant at, in (0, 1).
  /// - Throws: `DataError` where a class has no results or more of them than units, where there are
  ///   fewer than two classes, or where `order` does not name them all once.
  public init(
    _ table: StrataTable,
    order: [String]? = nil,
    alpha: Ratio,
    power: Ratio
  ) throws(DataError) {
    func problem(_ english: String, _ chinese: String) -> DataError {
      DataError(.init(file: table.file, reason: .other(Sentence(english, chinese))))
    }
    try table.checkResults()
    for row in table.rows {
      let name = row.stratum.name.text.excerpt
      guard row.results != nil else {
        throw problem(
          "class \"\(name)\" has no results; fill in the columns inspected and violations, with the"
            + " units that were drawn at random",
          "分类“\(name)”没有结果，请填写 inspected 和 violations 列（仅限随机抽中的对象）"
        )
      }
    }
    var rows = table.rows
    if let order {
      rows = order.compactMap { name in table.rows.first { $0.stratum.name.text == name } }
      guard rows.count == table.rows.count, Set(order).count == order.count else {
        throw problem(
          "--order must name every class once; the table has"
            + " \(table.rows.map { "\"\($0.stratum.name.text.excerpt)\"" }.joined(separator: ", "))",
          "--order 须逐一列出每个分类："
            + table.rows.map { "“\($0.stratum.name.text.excerpt)”" }.joined(separator: "、")
        )
      }
    }
    guard rows.count > 1 else {
      throw problem(
        "there is one class only, so there is no order of classes to check",
        "只有一个分类，无法检验分类的高低次序"
      )
    }
    self.rows = rows
    self.alpha = alpha
    self.power = power
  }

  /// Checks.
  ///
  /// - Returns: the answer.
  /// - Throws: `InferenceError` for impossible counts.
  public func document() throws -> ClassesDocument {
    let results = rows.map { $0.results ?? ClassResults(inspected: 0, violations: 0) }
    let trend = try TrendTest(results)
    let inspected = zip(rows, results).filter { $1.inspected > 0 }
    let units = inspected.reduce(0.0) { $0 + Double($1.0.stratum.population) }
    let violators = inspected.reduce(0.0) { sum, part in
      sum + Double(part.0.stratum.population) * Double(part.1.violations) / Double(part.1.inspected)
    }
    let overall = units > 0 ? violators / units : 0
    let rises = rises(results)
    let adjustedRises = Multiplicity.holm.adjusted(rises.compactMap { $0 })
    let calibrations = zip(rows, results).map(calibration)
    let adjusted = Multiplicity.holm.adjusted(calibrations.compactMap { $0 })
    var (nextRise, nextCalibration) = (0, 0)
    var lines: [ClassLine] = []
    for (index, row) in rows.enumerated() {
      let result = results[index]
      let share =
        result.inspected > 0 ? Double(result.violations) / Double(result.inspected) : nil
      let interval =
        result.inspected > 0
        ? try ProportionInterval(
          found: result.violations,
          sample: result.inspected,
          population: row.stratum.population,
          confidence: Ratio(95, 100)
        ) : nil
      lines.append(
        ClassLine(
          stratum: row.stratum.name.text,
          population: row.stratum.population,
          inspected: result.inspected,
          violations: result.violations,
          share: Nullable(share),
          lower: Nullable(interval?.lower),
          upper: Nullable(interval?.upper),
          lift: Nullable(overall > 0 ? share.map { $0 / overall } : nil),
          predicted: Nullable(row.traits.prevalence?.approximation),
          calibrationP: Nullable(calibrations[index]),
          adjustedCalibrationP: Nullable(
            calibrations[index].map { _ in
              defer { nextCalibration += 1 }
              return adjusted[nextCalibration]
            }
          ),
          riseP: Nullable(rises[index]),
          adjustedRiseP: Nullable(
            rises[index].map { _ in
              defer { nextRise += 1 }
              return adjustedRises[nextRise]
            }
          )
        )
      )
    }
    return ClassesDocument(
      classes: lines,
      overall: overall,
      trendP: trend.pValue,
      trendMethod: trend.isExact ? "exact" : "normal",
      oppositeP: trend.oppositePValue,
      alphaDecimal: alpha.approximation,
      powerDecimal: power.approximation,
      smallestOddsRatio: Nullable(
        trend.smallestOddsRatio(power: power.approximation, alpha: alpha.approximation)
      ),
      powerForDoubledOdds: trend.power(oddsRatio: 2, alpha: alpha.approximation),
      suggestions: suggestions(trend, results)
    )
  }

  /// P(at least so many of two neighbours' findings are in the higher class): Fisher's exact test.
  private func rises(_ results: [ClassResults]) -> [Double?] {
    results.indices.map { index in
      guard index > 0 else { return nil }
      let (before, here) = (results[index - 1], results[index])
      return CountDistribution(
        Hypergeometric(
          population: before.inspected + here.inspected,
          marked: before.violations + here.violations,
          draws: here.inspected
        )
      ).upperTail(here.violations)
    }
  }

  /// The two-sided p-value of the probability that the model gives each unit of a class: the exact
  /// binomial test, all results no more likely than this one together.
  ///
  /// The model is not rounded to whole units: 0.4 % of 100 are not 0 violators.
  private func calibration(_ row: StrataTable.Row, _ results: ClassResults) -> Double? {
    guard let predicted = row.traits.prevalence, results.inspected > 0 else { return nil }
    return CountDistribution(
      trials: results.inspected,
      probability: predicted.approximation
    ).atMostAsLikely(results.violations)
  }

  /// Ratios in proportion to the rising shares, where these differ from the ratios now by more than
  /// a tenth.
  private func suggestions(_ trend: TrendTest, _ results: [ClassResults]) -> [ClassSuggestion] {
    let pools = trend.risingPools
    // A class of which nothing was found is not free of it: half a finding is added to each pool.
    let shares = pools.map { pool -> Double? in
      pool.inspected > 0 ? (Double(pool.found) + 0.5) / (Double(pool.inspected) + 1) : nil
    }
    let weights = zip(rows, shares).map { Double($0.stratum.population) * ($1 ?? 0) }
    let sum = weights.reduce(0, +)
    let total = Double(results.reduce(0) { $0 + $1.inspected })
    guard sum > 0 else { return [] }
    return rows.indices.compactMap { index in
      let population = Double(rows[index].stratum.population)
      guard population > 0, let share = shares[index] else { return nil }
      let present = Double(results[index].inspected) / population
      let suggested = min(total * share / sum, 1)
      guard abs(suggested - present) > 0.1 * max(present, 0.001) else { return nil }
      let isFlat = index > 0 && pools[index - 1] == pools[index]
      let pool = pools[index]
      let percent = ResultText.percent(Double(pool.found) / Double(max(pool.inspected, 1)))
      let reason =
        pool.found == 0
        ? Sentence(
          "0 of \(pool.inspected) violate, which leaves up to \(ClassesCheck.open(pool)) open",
          "\(pool.inspected) 个中未发现违规，违规率仍可能高达 \(ClassesCheck.open(pool))"
        )
        : isFlat
          ? Sentence(
            "its results are not above those of the class before; together \(percent) violate",
            "其结果不高于前一类，合并后违规率为 \(percent)"
          )
          : Sentence(
            "\(percent) violate, of \(ResultText.percent(sum / self.units)) in all",
            "违规率 \(percent)，总体为 \(ResultText.percent(sum / self.units))"
          )
      return ClassSuggestion(
        stratum: rows[index].stratum.name.text,
        presentRatio: present,
        suggestedRatio: suggested,
        reason: reason,
        decision: Nullable(nil)
      )
    }
  }

  /// The one-sided upper bound of 95 % where nothing was found.
  private static func open(_ pool: TrendTest.Pool) -> String {
    let interval = try? ProportionInterval(
      found: 0,
      sample: pool.inspected,
      confidence: Ratio(95, 100),
      side: .upper
    )
    return ResultText.percent(interval?.upper ?? 1, .up)
  }

  private var units: Double { rows.reduce(0) { $0 + Double($1.stratum.population) } }
}
