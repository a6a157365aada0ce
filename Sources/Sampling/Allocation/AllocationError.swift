/// Why sizes can not be computed.
public enum AllocationError: ExplainedError, Hashable {
  /// Rules, populations and total can not be met together.
  case rules(RuleCollision)
  /// The budget does not suffice, or is too fine to be searched.
  case budget(BudgetError)
  /// The caps of the rules keep the precision out of reach.
  case unreachable
  /// A demand on a variable, a column of domains or a domain that the strata do not have.
  case unknown(Part, String)
  /// A frontier of a method whose objective is no sum that a budget could be spread over.
  case noSum(AllocationMethod)
  /// Not even a whole stratum finds a violator with the probability: inspections overlook too many.
  case undetectable(stratum: ProtocolText, confidence: Ratio)
  /// A number that a detection can not be computed from.
  case detection(DetectionError)
  /// The method needs a number that the stratum does not have (or has as 0, where it divides).
  case missing(stratum: ProtocolText, column: String)
  /// The numbers of a stratum multiply to more than 128 bits.
  case tooManyDigits(stratum: ProtocolText)
  /// The worst class is looked for among so many violators that it takes minutes.
  case tooManyViolators
  /// All units together cost more than doubles count in the least part of a price.
  case tooDear
  /// A class has no violator to find; rounded down, its prevalence may come to none.
  case noViolator(stratum: ProtocolText, isRoundedDown: Bool)
  /// A bound that holds whatever is found.
  case provesNothing
  /// A coefficient of variation of a total of 0.
  case zeroTotal
  /// The populations add up to more than 2⁶³−1.
  case tooManyUnits

  /// What it is about.
  public var kind: ErrorKind {
    switch self {
    case .rules, .budget, .unreachable, .undetectable, .noViolator: .no
    case .detection, .noSum, .unknown, .tooManyViolators, .provesNothing: .usage
    case .missing, .tooManyDigits, .tooManyUnits, .zeroTotal, .tooDear: .data
    }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .rules(let collision):
      collision.explanation(in: language)
    case .budget(let error):
      error.explanation(in: language)
    case .unreachable:
      language(
        "not even all units that the rules allow reach the precision; raise a cap or the target",
        "即使抽取规则允许的全部对象也达不到精度要求，请放宽上限或目标"
      )
    case .unknown(let part, let name):
      language(
        "a precision is asked for \(part.english) \"\(name)\", which the table does not have;"
          + " add the column, or correct the name",
        "精度要求所指的\(part.chinese)“\(name)”在表中不存在，请补充该列或更正名称"
      )
    case .noSum(let method):
      language(
        "a frontier takes a method whose objective is a sum, not \(method); use variance,"
          + " violations, power:1/2 or compromise:3",
        "前沿仅支持目标值可相加的方法，不支持 \(method)，请使用 variance、violations、power:1/2 或 compromise:3"
      )
    case .undetectable(let stratum, let confidence):
      language(
        "not even all units of stratum \(stratum) find a violator with \(confidence.percentage), since"
          + " inspections overlook too many; lower the probability or raise the sensitivity",
        "即使检查分类“\(stratum)”的全部对象，发现违规的概率也达不到 \(confidence.percentage)（漏检太多），"
          + "请降低概率或提高检出灵敏度"
      )
    case .detection(let error):
      error.explanation(in: language)
    case .missing(let stratum, let column):
      language(
        "stratum \(stratum) has no \(column) above 0, which the method needs; add the column"
          + " \(column), or use \(Setting.method) proportional",
        "分类“\(stratum)”缺少大于 0 的 \(column)，该方法需要它；请补充 \(column) 列，或改用 \(Setting.method) proportional"
      )
    case .tooManyDigits(let stratum):
      language(
        "the numbers of stratum \(stratum) have too many digits to be multiplied exactly in 128"
          + " bits; round them",
        "分类“\(stratum)”的数字位数过多，无法在 128 位内精确相乘，请四舍五入"
      )
    case .tooManyViolators:
      language(
        "the worst detection is compared in products of as many factors as there are violators, or units"
          + " inspected, and these are too many; use \(Setting.method) variance or violations, or fewer classes",
        "最差发现概率需按违规数或抽取数逐项连乘比较，项数过多；请改用 \(Setting.method) variance 或 violations，或减少分类"
      )
    case .tooDear:
      language(
        "all units together cost more than 9007199254740992 times the least part of a price, so that costs are"
          + " not exact; check the columns cost, setup and population, or state prices in a coarser unit",
        "全部对象的费用超过最小计价单位的 9007199254740992 倍，无法精确计算；请检查 cost、setup、population 列，"
          + "或使用更大的计价单位"
      )
    case .noViolator(let stratum, let isRoundedDown):
      language(
        "stratum \(stratum) has no violator to find: its prevalence is 0"
          + (isRoundedDown ? ", or less than one unit, rounded down" : "")
          + "; raise it\(isRoundedDown ? ", or leave out \(Setting.roundDown)" : "")",
        "分类“\(stratum)”没有可发现的违规对象：违规率为 0\(isRoundedDown ? "，或向下取整后不足一个" : "")，"
          + "请提高违规率\(isRoundedDown ? "或去掉 \(Setting.roundDown)" : "")"
      )
    case .provesNothing:
      language(
        "at most 100% of a class in violation holds whatever is found; name a smaller share",
        "“违规率至多 100%”无需检查即成立，请填写更小的比例"
      )
    case .zeroTotal:
      language(
        "a coefficient of variation is relative to the total, and the means are all 0; ask for \(Setting.variance) or"
          + " \(Setting.margin), or correct the column mean",
        "变异系数以总量为分母，而均值全部为 0；请改用 \(Setting.variance) 或 \(Setting.margin)，或更正 mean 列"
      )
    case .tooManyUnits:
      language(
        "the populations add up to more than \(Int.max); check the column population",
        "对象总数超过 \(Int.max)，请检查 population 列"
      )
    }
  }
}

extension AllocationError {
  /// What a demand on a precision names.
  public enum Part: Hashable, Sendable {
    /// A variable, of the columns `sd.NAME`, `variance.NAME`, `mean.NAME`, `prevalence.NAME`.
    case variable
    /// A column of domains, `domain.NAME`.
    case domain
    /// A domain in such a column.
    case domainValue

    fileprivate var english: String {
      switch self {
      case .variable: "of the variable"
      case .domain: "by the domains"
      case .domainValue: "in the domain"
      }
    }

    fileprivate var chinese: String {
      switch self {
      case .variable: "变量"
      case .domain: "分域列"
      case .domainValue: "分域"
      }
    }
  }
}
