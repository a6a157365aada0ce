public import Sampling

/// Numbers that no inference can be made from (exit status 64, or 1 where the counts contradict
/// each other).
public enum InferenceError: ExplainedError, Hashable {
  /// A confidence that is not strictly between 0 and 1.
  case confidence(Ratio)
  /// More found than inspected, or fewer than none.
  case found(Int, sample: Int, stratum: ProtocolText?)
  /// More inspected than there are.
  case sample(Int, population: Int, stratum: ProtocolText?)
  /// Nothing was inspected.
  case nothingInspected(stratum: ProtocolText?)
  /// No stratum at all.
  case noStrata
  /// A method that needs the size of the population.
  case needsPopulation(method: String)
  /// A method that takes too many steps for such counts, or that GSL can not integrate.
  case tooLarge(method: String, sample: Int)
  /// A share of violators above 1.
  case prevalence(Ratio)
  /// A probability of freedom above 1.
  case prior(Ratio)
  /// A probability of an introduction above 1.
  case introduction(Ratio)
  /// A relative risk that is not positive.
  case relativeRisk(Ratio)
  /// Decimals so long that their products do not fit 128 bits.
  case tooManyDigits
  /// A sample and a population with too many results to go over.
  case tooManyCases(sample: Int, population: Int)
  /// More units than are counted in doubles, 2⁵³.
  case tooManyUnits
  /// More classes and years than moves between classes can be followed over.
  case tooManyMoves(classes: Int, years: Int)
  /// Counts that no detection can be computed from.
  case detection(DetectionError)

  /// What it is about.
  public var kind: ErrorKind {
    if case .tooManyUnits = self { .data } else { .usage }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .confidence(let ratio):
      language(
        "the confidence \(ratio.percentage) is not between 0% and 100%; write 0.95",
        "置信度 \(ratio.percentage) 不在 0% 到 100% 之间，请写 0.95 这样的数"
      )
    case .found(let found, let sample, let stratum):
      place(stratum, language)
        + language(
          "\(found) found is not between 0 and the \(sample) inspected; correct one of them",
          "发现 \(found) 个，不在 0 到检查数 \(sample) 之间，请更正"
        )
    case .sample(let sample, let population, let stratum):
      place(stratum, language)
        + language(
          "\(sample) inspected is not between 0 and the population of \(population);"
            + " correct one of them",
          "检查数 \(sample) 不在 0 到对象总数 \(population) 之间，请更正"
        )
    case .nothingInspected(let stratum):
      place(stratum, language)
        + language(
          "nothing was inspected, so nothing is known; inspect at least one unit",
          "没有检查任何对象，无法推断，请至少检查一个"
        )
    case .noStrata:
      language("there is no stratum; give at least one", "没有任何分类，请至少给出一个")
    case .needsPopulation(let method):
      language(
        "\(method) needs the number of units in the population; add \(Setting.population)",
        "\(method) 需要对象总数，请加 \(Setting.population)"
      )
    case .tooLarge(let method, let sample):
      language(
        "\(method) adds up too many terms for a sample of \(sample) in which so many were found and so"
          + " many not; use the formula of wilson or agresti-coull",
        "样本量 \(sample) 且发现与未发现的数量均如此之大时，\(method) 的计算项数过多，"
          + "请改用 wilson 或 agresti-coull 公式"
      )
    case .prevalence(let ratio):
      language(
        "the share of violators \(ratio.percentage) is above 100%; write a share such as 0.01",
        "违规率 \(ratio.percentage) 超过 100%，请填写 0.01 这样的比例"
      )
    case .prior(let ratio):
      language(
        "the probability of freedom \(ratio.percentage) is above 100%; write a share such as 0.5",
        "合规概率 \(ratio.percentage) 超过 100%，请填写 0.5 这样的比例"
      )
    case .introduction(let ratio):
      language(
        "the probability of an introduction \(ratio.percentage) is above 100%;"
          + " write a share such as 0.01",
        "新增违规概率 \(ratio.percentage) 超过 100%，请填写 0.01 这样的比例"
      )
    case .relativeRisk(let ratio):
      language(
        "the relative risk \(ratio) is not positive; write how many times as risky, such as 3",
        "相对风险 \(ratio) 不是正数，请填写风险倍数，如 3"
      )
    case .tooManyDigits:
      language(
        "the numbers have too many digits to be multiplied exactly; shorten the decimals",
        "数字位数过多，无法精确相乘，请缩短小数"
      )
    case .tooManyCases(let sample, let population):
      language(
        "every result of \(sample) of \(population) is gone over, for every number that there may be, which are"
          + " too many; ask for a smaller population or sample",
        "需要遍历总体 \(population)、样本 \(sample) 的所有结果，数量过多，请减小总体或样本"
      )
    case .tooManyUnits:
      language(
        "there are more than 9007199254740992 units, or there will be, which are counted no more exactly;"
          + " check the column population and the moves",
        "对象数超过（或将超过）9007199254740992，无法精确计数，请检查 population 列和变动表"
      )
    case .tooManyMoves(let classes, let years):
      language(
        "units that move between \(classes) classes over \(years) years take too long to follow; lower"
          + " \(Setting.years), or join classes",
        "\(classes) 个分类、\(years) 年间的变动计算量过大，请减少 \(Setting.years) 或合并分类"
      )
    case .detection(let error): error.explanation(in: language)
    }
  }

  private func place(_ stratum: ProtocolText?, _ language: Language) -> String {
    guard let stratum else { return "" }
    return language("stratum \"\(stratum)\": ", "分类“\(stratum)”：")
  }
}
