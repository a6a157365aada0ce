package import Frames
internal import Inference
package import Sampling

/// Checks a class model against the results of random inspections.
package struct ClassCheck: Sendable {
  /// The rows of the table, from the lowest risk to the highest.
  package var rows: [StrataTable.Row]
  /// The level of the tests, in (0, 1).
  package var alpha: Ratio
  /// The power that the smallest rise is meant at, in (0, 1).
  package var power: Ratio

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
  package init(
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
        let names = table.rows.map(\.stratum.name.text)
        let known = Sentence.quoting(names, atMost: names.count)
        throw problem(
          "\(Setting.order) must name every class once; the table has \(known.english)",
          "\(Setting.order) 须逐一列出每个分类：\(known.chinese)"
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
  /// - Returns: what the results say of the classes.
  /// - Throws: `InferenceError` for impossible counts.
  /// - Complexity: as `TrendTest`.
  package func run() throws -> ClassCheckResult {
    let results = rows.map { $0.results ?? ClassResults(inspected: 0, violations: 0) }
    let trend = try TrendTest(results)
    let inspected = zip(rows, results).filter { $1.inspected > 0 }
    let units = inspected.reduce(0.0) { $0 + Double($1.0.stratum.population) }
    let violators = inspected.reduce(0.0) { sum, part in
      sum + Double(part.0.stratum.population) * Double(part.1.violations) / Double(part.1.inspected)
    }
    let overall = units > 0 ? violators / units : 0
    let rises = results.indices.map { index in
      index > 0 ? results[index].pValueOfRise(above: results[index - 1]) : nil
    }
    let calibrations = zip(rows, results).map { row, results in
      row.traits.prevalence.flatMap { results.pValueOfCalibration($0) }
    }
    let adjustedRises = Multiplicity.holm.adjusted(present: rises)
    let adjustedCalibrations = Multiplicity.holm.adjusted(present: calibrations)
    let classes = try rows.indices.map { index in
      let interval =
        results[index].inspected > 0
        ? try ProportionInterval(
          found: results[index].violations,
          sample: results[index].inspected,
          population: rows[index].stratum.population,
          confidence: Ratio(95, 100)
        ) : nil
      return ClassCheckResult.Class(
        stratum: rows[index].stratum,
        results: results[index],
        interval: interval,
        lift: overall > 0 ? results[index].share.map { $0 / overall } : nil,
        predicted: rows[index].traits.prevalence,
        calibration: .init(calibrations[index], adjusted: adjustedCalibrations[index]),
        rise: .init(rises[index], adjusted: adjustedRises[index])
      )
    }
    return ClassCheckResult(
      classes: classes,
      overall: overall,
      trend: trend,
      alpha: alpha,
      power: power,
      smallestOddsRatio: trend.smallestOddsRatio(
        power: power.approximation,
        alpha: alpha.approximation
      ),
      powerForDoubledOdds: trend.power(oddsRatio: 2, alpha: alpha.approximation),
      suggestions: suggestions(trend, results)
    )
  }

  /// Ratios in proportion to the rising shares, where these differ from the ratios now by more than
  /// a tenth.
  private func suggestions(
    _ trend: TrendTest,
    _ results: [ClassResults]
  ) -> [ClassCheckResult.Suggestion] {
    let pools = trend.risingPools
    // A class of which nothing was found is not free of it: half a finding is added to each pool.
    let shares = pools.map { pool -> Double? in
      pool.inspected > 0 ? (Double(pool.found) + 0.5) / (Double(pool.inspected) + 1) : nil
    }
    let weights = zip(rows, shares).map { Double($0.stratum.population) * ($1 ?? 0) }
    let sum = weights.reduce(0, +)
    let total = Double(results.reduce(0) { $0 + $1.inspected })
    guard sum > 0 else { return [] }
    return rows.indices.compactMap { index -> ClassCheckResult.Suggestion? in
      let population = Double(rows[index].stratum.population)
      guard population > 0, let share = shares[index] else { return nil }
      let present = Double(results[index].inspected) / population
      let suggested = min(total * share / sum, 1)
      guard abs(suggested - present) > 0.1 * max(present, 0.001) else { return nil }
      let isFlat = index > 0 && pools[index - 1] == pools[index]
      let pool = pools[index]
      let found = Double(pool.found) / Double(max(pool.inspected, 1))
      let reason: ClassCheckResult.Suggestion.Reason =
        pool.found == 0
        ? .nothingFound(inspected: pool.inspected, upper: ClassCheck.upper(pool))
        : isFlat ? .notAbove(share: found) : .share(found, overall: sum / units)
      return ClassCheckResult.Suggestion(
        stratum: rows[index].stratum.name,
        presentRatio: present,
        suggestedRatio: suggested,
        reason: reason
      )
    }
  }

  /// The one-sided upper bound of 95 % where nothing was found.
  private static func upper(_ pool: TrendTest.Pool) -> Double {
    let interval = try? ProportionInterval(
      found: 0,
      sample: pool.inspected,
      confidence: Ratio(95, 100),
      side: .upper
    )
    return interval?.upper ?? 1
  }

  private var units: Double { rows.reduce(0) { $0 + Double($1.stratum.population) } }
}
