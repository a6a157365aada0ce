internal import Frames
package import Inference
internal import Reports
package import Sampling

/// An interval as JSON, `spotcheck.interval/1`, as CSV and for people.
package struct IntervalDocument: ResultDocument {
  var schema = "spotcheck.interval/1"
  var method: String
  var exact: Bool
  var side: Side
  var confidence: String
  var confidenceDecimal: Double
  private let confidencePercentage: String
  var found: Int
  var sample: Int
  var population: Nullable<Int>
  var estimate: Double
  var lower: Nullable<Double>
  var upper: Nullable<Double>
  var lowerCount: Nullable<Int>
  var upperCount: Nullable<Int>

  enum CodingKeys: String, CodingKey {
    case schema, method, exact, side, confidence, confidenceDecimal, found, sample, population
    case estimate, lower, upper, lowerCount, upperCount
  }

  package init(_ interval: ProportionInterval) {
    method = interval.method.rawValue
    exact = interval.method.isExact
    side = interval.side
    confidence = interval.confidence.description
    confidenceDecimal = interval.confidence.approximation
    confidencePercentage = interval.confidence.percentage
    found = interval.found
    sample = interval.sample
    population = Nullable(interval.population)
    estimate = interval.estimate
    lower = Nullable(interval.lower)
    upper = Nullable(interval.upper)
    lowerCount = Nullable(interval.lowerCount)
    upperCount = Nullable(interval.upperCount)
  }

  package var rows: [[String]] {
    [
      [
        "method", "side", "confidence", "found", "sample", "population", "estimate", "lower",
        "upper", "lower_count", "upper_count",
      ],
      [
        method, side.rawValue, confidence, "\(found)", "\(sample)",
        ResultText.cell(population.value),
        "\(estimate)", ResultText.cell(lower.value), ResultText.cell(upper.value),
        ResultText.cell(lowerCount.value), ResultText.cell(upperCount.value),
      ],
    ]
  }

  package func text(_ language: Language) -> String {
    let of = population.value.map { language(" of \($0)", "，总体 \($0)") } ?? ""
    let share = ResultText.percent(estimate)
    return language(
      "found \(found) of \(sample) inspected\(of): \(share)\n",
      "检查 \(sample) 个\(of)，发现 \(found) 个：\(share)\n"
    ) + bounds(confidencePercentage, language) + "\n"
  }

  private func bounds(_ confidence: String, _ language: Language) -> String {
    func end(_ share: Double?, _ count: Int?, _ rounding: ResultText.Rounding) -> String? {
      share.map { share in
        let percent = ResultText.percent(share, rounding)
        return count.map { language("\($0) units (\(percent))", "\($0) 个（\(percent)）") } ?? percent
      }
    }
    let low = end(lower.value, lowerCount.value, .down)
    let high = end(upper.value, upperCount.value, .up)
    let sides =
      side == .two ? language("two-sided", "双侧") : language("one-sided", "单侧")
    let kind = exact ? language("exact", "精确") : language("approximate", "近似")
    let range =
      switch (low, high) {
      case (let low?, let high?): language("from \(low) to \(high)", "\(low) 至 \(high)")
      case (let low?, nil): language("at least \(low)", "至少 \(low)")
      case (nil, let high?): language("at most \(high)", "至多 \(high)")
      case (nil, nil): ""
      }
    return language(
      "\(range), \(confidence) confidence, \(sides), \(method) (\(kind))",
      "\(range)，置信度 \(confidence)，\(sides)，\(method)（\(kind)）"
    )
  }
}

/// The coverage of the methods as JSON, `spotcheck.interval-coverage/1`, as CSV and for people.
package struct IntervalCoverageDocument: ResultDocument {
  var schema = "spotcheck.interval-coverage/1"
  var population: Int
  var sample: Int
  var side: Side
  var confidence: String
  var confidenceDecimal: Double
  var methods: [Row]

  struct Row: Encodable {
    var method: String
    var exact: Bool
    var minimum: Double
    var minimumAt: Int
    var mean: Double
    var meanToTenPercent: Double
    var meanWidth: Double
    /// The coverage if M units have the property, M = 0, 1 … N; not in the CSV.
    var coverage: [Double]
  }

  package init(
    _ coverages: [Coverage],
    population: Int,
    sample: Int,
    side: Side,
    confidence: Ratio
  ) {
    self.population = population
    self.sample = sample
    self.side = side
    self.confidence = confidence.description
    confidenceDecimal = confidence.approximation
    methods = coverages.map { coverage in
      Row(
        method: coverage.method.rawValue,
        exact: coverage.method.isExact,
        minimum: coverage.minimum,
        minimumAt: coverage.worst,
        mean: coverage.mean,
        meanToTenPercent: coverage.mean(upTo: Ratio(1, 10)),
        meanWidth: coverage.widths.reduce(0, +) / Double(coverage.widths.count),
        coverage: coverage.values
      )
    }
  }

  package var rows: [[String]] {
    let header = [
      "method", "exact", "minimum", "minimum_at", "mean", "mean_to_ten_percent", "mean_width",
    ]
    return [header]
      + methods.map { row in
        [
          row.method, "\(row.exact)", "\(row.minimum)", "\(row.minimumAt)", "\(row.mean)",
          "\(row.meanToTenPercent)", "\(row.meanWidth)",
        ]
      }
  }

  package func text(_ language: Language) -> String {
    let header = [
      language("method", "方法"), language("lowest coverage", "最低覆盖率"),
      language("at", "对应数量"), language("mean", "平均覆盖率"),
      language("mean to 10%", "10% 以内平均"), language("mean width", "平均宽度"),
    ]
    let rows = methods.map { row in
      [
        row.method, ResultText.percent(row.minimum, .down), "\(row.minimumAt)",
        ResultText.percent(row.mean), ResultText.percent(row.meanToTenPercent),
        ResultText.percent(row.meanWidth),
      ]
    }
    return TextTable(header: header, rows: rows, rightAligned: [1, 2, 3, 4, 5]).text
  }
}
