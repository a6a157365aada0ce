public import Analysis
internal import Reports
public import Sampling

/// A sample split across classes to find at least one violator, as JSON, `spotcheck.split/1`, as CSV,
/// which `draw --sizes` takes, and for people.
public struct DetectionSplitDocument: ResultDocument {
  /// The form and its version.
  public let schema = "spotcheck.split/1"
  /// `known`, or the inspections that prevalences are as uncertain as.
  public let belief: String
  /// `up` or `down`, where violators are known; nil else.
  public let rounding: String?
  /// Σ n_h.
  public let total: Int
  /// The probability that was asked for, nil where a total was.
  public let confidence: String?
  /// The probability that nothing is found, in 30 digits.
  public let miss: String
  /// The probability to find at least one violator.
  public let probability: Double
  /// The same for the sizes that giving unit by unit leads to.
  public let greedyProbability: Double
  /// Whether these find less.
  public let greedyFails: Bool
  /// The classes, by name.
  public let strata: [Row]

  /// One class.
  public struct Row: Encodable, Sendable {
    /// The name.
    public let stratum: String
    /// N_h.
    public let population: Int
    /// p_h.
    public let prevalence: String
    /// m_h.
    public let minimum: Int
    /// M_h.
    public let maximum: Int
    /// n_h.
    public let size: Int
    /// The size that giving unit by unit leads to.
    public let greedySize: Int
  }

  /// Splits a total, or the least that reaches a probability.
  ///
  /// - Parameters:
  ///   - table: the classes, with prevalences.
  ///   - rules: the rules; those over all strata are not looked at.
  ///   - total: Σ n_h, or nil for the least that reaches the confidence.
  ///   - confidence: the probability to reach, where there is no total.
  ///   - belief: what is believed about the violators.
  /// - Throws: `RuleCollision`; `AllocationError` where a prevalence is missing;
  ///   `DetectionSplitError`.
  public init(
    _ table: StrataTable,
    rules: RuleSet,
    total: Int?,
    confidence: Ratio,
    belief: DetectionSplit.Belief
  ) throws {
    let rows = table.rows.sorted { $0.stratum.name < $1.stratum.name }
    var bounds: [StratumBounds] = []
    var prevalences: [Ratio] = []
    for row in rows {
      let name = row.stratum.name
      bounds.append(try StratumBounds(row.stratum, rules: rules.rules(in: name)))
      guard let prevalence = row.traits.prevalence else {
        throw AllocationError.missing(stratum: name, column: "prevalence")
      }
      prevalences.append(prevalence)
    }
    let split =
      if let total {
        try DetectionSplit(bounds, prevalences: prevalences, total: total, belief: belief)
      } else {
        try DetectionSplit(
          bounds,
          prevalences: prevalences,
          confidence: confidence,
          belief: belief
        )
      }
    switch belief {
    case .known(let rounding):
      self.belief = "known"
      self.rounding = rounding.rawValue
    case .uncertain(let strength):
      self.belief = strength.description
      rounding = nil
    }
    self.total = split.sizes.reduce(0, +)
    self.confidence = total == nil ? confidence.description : nil
    miss = split.miss.description
    probability = split.probability
    greedyProbability = split.greedyProbability
    greedyFails = split.greedyMiss != split.miss
    strata = bounds.indices.map { place in
      Row(
        stratum: bounds[place].stratum.name.text,
        population: bounds[place].stratum.population,
        prevalence: prevalences[place].description,
        minimum: bounds[place].minimum,
        maximum: bounds[place].maximum,
        size: split.sizes[place],
        greedySize: split.greedySizes[place]
      )
    }
  }

  /// The rows of CSV.
  public var rows: [[String]] {
    let header = ["stratum", "population", "prevalence", "minimum", "maximum", "size"]
    return [header]
      + strata.map {
        [
          $0.stratum, "\($0.population)", $0.prevalence, "\($0.minimum)", "\($0.maximum)",
          "\($0.size)",
        ]
      }
  }

  /// The text for people.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: the table and what to think of it.
  public func text(_ language: Language) -> String {
    let header = [
      language("stratum", "分类"), language("population", "对象数"),
      language("prevalence", "违规率"), language("size", "抽取数"),
    ]
    var lines = strata.map { [$0.stratum, "\($0.population)", $0.prevalence, "\($0.size)"] }
    let population = strata.reduce(0) { $0 + $1.population }
    lines.append([language("total", "合计"), "\(population)", "", "\(total)"])
    var text = TextTable(header: header, rows: lines, rightAligned: [1, 2, 3]).text
    text += language(
      "at least one violator is found with probability \(probability) (nothing: \(miss))\n",
      "至少发现一个违规对象的概率为 \(probability)（一个也未发现：\(miss)）\n"
    )
    if confidence != nil {
      text += language(
        "\(total) is the least total that reaches what was asked for\n",
        "\(total) 是达到要求的最小总数\n"
      )
    }
    return text + warning(language)
  }

  private func warning(_ language: Language) -> String {
    guard belief == "known" else {
      return language(
        "prevalences are as uncertain as after \(belief) inspections: each further unit of a class gains"
          + " less, so that giving unit by unit is the optimum\n",
        "违规率的不确定程度相当于只检查过 \(belief) 个对象：同一分类多抽一个的收益递减，逐个分配即为最优\n"
      )
    }
    let rounded =
      rounding == Detection.Rounding.up.rawValue
      ? language("rounded up", "向上取整") : language("rounded down", "向下取整")
    var text = language(
      "this supposes that the number of violators is known exactly (\(rounded)): then each further unit"
        + " of a class gains more, and whole classes are preferred; if it is a guess, name how much it"
        + " is worth with --strength\n",
      "以上假定违规数确切已知（\(rounded)）：此时同一分类多抽一个的收益递增，结果偏向整类全查；"
        + "若只是估计，请用 --strength 说明其把握\n"
    )
    if greedyFails {
      text += language(
        "giving unit by unit would find one with probability \(greedyProbability) only\n",
        "逐个分配只能达到 \(greedyProbability) 的概率\n"
      )
    }
    return text
  }
}
