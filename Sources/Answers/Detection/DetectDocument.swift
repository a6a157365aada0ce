package import Inference
internal import Reports
package import Sampling

/// A detection as JSON, `spotcheck.detect/1`, as CSV and for people.
package struct DetectDocument: ResultDocument {
  var schema = "spotcheck.detect/1"
  var population: Int
  var violators: Int
  /// How the violators came from a prevalence.
  var prevalence: Nullable<String>
  var prevalenceDecimal: Nullable<Double>
  var rounding: Nullable<String>
  var sensitivity: String
  var sensitivityDecimal: Double
  /// What was asked for, where a size was.
  var confidence: Nullable<String>
  var confidenceDecimal: Nullable<Double>
  var sample: Int
  var probability: Double
  /// Each stratum of a design of several.
  var strata: [Row]
  /// The probability of freedom, a row a year.
  var years: [Year]
  /// The ratios as people read them.
  private let shares: (prevalence: String, confidence: String, sensitivity: String)

  enum CodingKeys: String, CodingKey {
    case schema, population, violators, prevalence, prevalenceDecimal, rounding, sensitivity
    case sensitivityDecimal, confidence, confidenceDecimal, sample, probability, strata, years
  }

  package struct Row: Encodable {
    var stratum: String
    var population: Int
    var adjustedRisk: Double
    var violators: Int
    var sample: Int
    var probability: Double

    /// The strata of a design by risk.
    package static func rows(_ design: RiskDesign) -> [Row] {
      design.strata.indices.map { index in
        let stratum = design.strata[index]
        return Row(
          stratum: stratum.name.text,
          population: stratum.population,
          adjustedRisk: design.adjustedRisks[index],
          violators: design.violators[index],
          sample: stratum.sample,
          probability: design.probabilities[index]
        )
      }
    }
  }

  struct Year: Encodable {
    var year: Int
    var detection: Double
    var before: Double
    var after: Double
    var equilibrium: Double
  }

  package init(
    population: Int,
    violators: Int,
    prevalence: Ratio?,
    rounding: Detection.Rounding,
    sensitivity: Ratio,
    confidence: Ratio?,
    sample: Int,
    probability: Double,
    strata: [Row] = [],
    freedom: Freedom? = nil
  ) {
    self.population = population
    self.violators = violators
    self.prevalence = Nullable(prevalence?.description)
    self.rounding = Nullable(prevalence == nil ? nil : rounding.rawValue)
    self.sensitivity = sensitivity.description
    sensitivityDecimal = sensitivity.approximation
    prevalenceDecimal = Nullable(prevalence?.approximation)
    confidenceDecimal = Nullable(confidence?.approximation)
    self.confidence = Nullable(confidence?.description)
    shares = (
      prevalence?.percentage ?? "", confidence?.percentage ?? "", sensitivity.percentage
    )
    self.sample = sample
    self.probability = probability
    self.strata = strata
    years =
      freedom?.years.enumerated().map { index, year in
        Year(
          year: index + 1,
          detection: year.detection,
          before: year.before,
          after: year.after,
          equilibrium: year.equilibrium
        )
      } ?? []
  }

  package var rows: [[String]] {
    if !years.isEmpty {
      return [["year", "detection", "before", "after", "equilibrium"]]
        + years.map {
          ["\($0.year)", "\($0.detection)", "\($0.before)", "\($0.after)", "\($0.equilibrium)"]
        }
    }
    let header = ["stratum", "population", "violators", "sample", "probability"]
    let total = ["*", "\(population)", "\(violators)", "\(sample)", "\(probability)"]
    let parts = strata.map {
      [$0.stratum, "\($0.population)", "\($0.violators)", "\($0.sample)", "\($0.probability)"]
    }
    return [header] + parts + [total]
  }

  package func text(_ language: Language) -> String {
    var supposed = language(
      "\(violators) of \(population) violate",
      "\(population) 个中有 \(violators) 个违规"
    )
    if prevalence.value != nil {
      let up = rounding.value == Detection.Rounding.up.rawValue
      supposed += language(
        " (\(shares.prevalence) rounded \(up ? "up" : "down"))",
        "（违规率 \(shares.prevalence)，\(up ? "向上" : "向下")取整）"
      )
    }
    let found = ResultText.percent(probability, .down)
    var text = language(
      "if \(supposed), a sample of \(sample) finds at least one with probability \(found)\n",
      "如果\(supposed)，抽取 \(sample) 个至少发现一个的概率为 \(found)\n"
    )
    if confidence.value != nil {
      text += language(
        "\(sample) is the smallest sample that reaches \(shares.confidence)\n",
        "\(sample) 是达到 \(shares.confidence) 所需的最小抽取数\n"
      )
    }
    if sensitivity != "1" {
      text += language(
        "an inspection recognises a violator with probability \(shares.sensitivity)\n",
        "一次检查识别违规对象的概率为 \(shares.sensitivity)\n"
      )
    }
    return text + strataTable(language) + yearsTable(language)
  }

  private func strataTable(_ language: Language) -> String {
    guard !strata.isEmpty else { return "" }
    let header = [
      language("stratum", "分类"), language("units", "对象数"), language("risk", "调整风险"),
      language("violators", "违规数"), language("sample", "抽取数"), language("finds", "发现概率"),
    ]
    let rows = strata.map { row in
      [
        row.stratum, "\(row.population)", ResultText.number(row.adjustedRisk), "\(row.violators)",
        "\(row.sample)", ResultText.percent(row.probability, .down),
      ]
    }
    return TextTable(header: header, rows: rows, rightAligned: [1, 2, 3, 4, 5]).text
  }

  private func yearsTable(_ language: Language) -> String {
    guard !years.isEmpty else { return "" }
    let header = [
      language("year", "年度"), language("finds", "发现概率"), language("free before", "检查前合规概率"),
      language("free after", "检查后合规概率"), language("tends to", "趋于"),
    ]
    let rows = years.map { year in
      [
        "\(year.year)", ResultText.percent(year.detection, .down), ResultText.percent(year.before),
        ResultText.percent(year.after), ResultText.percent(year.equilibrium),
      ]
    }
    return TextTable(header: header, rows: rows, rightAligned: [0, 1, 2, 3, 4]).text
  }
}

/// A table of sizes or limits as JSON, `spotcheck.planning/1`, as CSV and for people.
package struct PlanningDocument: ResultDocument {
  var schema = "spotcheck.planning/1"
  var table: String
  var population: Nullable<Int>
  var confidence: Nullable<String>
  var rounding: String
  /// What the rows and the columns are.
  var row: String
  var column: String
  var columns: [String]
  var values: [Line]

  package struct Line: Encodable {
    var row: String
    var values: [Nullable<String>]
  }

  package var rows: [[String]] {
    [[row] + columns] + values.map { [$0.row] + $0.values.map { $0.value ?? "" } }
  }

  package func text(_ language: Language) -> String {
    let lines = values.map { [$0.row] + $0.values.map { $0.value ?? "-" } }
    let width = columns.count + 1
    return TextTable(
      header: ["\(row) \\ \(column)"] + columns,
      rows: lines,
      rightAligned: Set(1..<width)
    ).text
  }
}
