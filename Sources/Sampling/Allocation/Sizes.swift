/// How many units are selected in each stratum, and why.
public struct Sizes: Hashable, Sendable {
  /// The strata in the order of their names' bytes.
  public var strata: [StratumSize]
  /// What set the sizes.
  public var method: Method

  /// What sets sizes.
  public enum Method: Hashable, Sendable {
    /// What the rules demand, and no more.
    case floors
    /// A method, for a total or a budget.
    case allocation(AllocationMethod)
    /// A goal, of whose frontier a plan was taken.
    case frontier(FrontierGoal)
    /// Precisions that are to be reached at least cost.
    case precision
  }

  /// Σ n_h.
  public var total: Int { strata.reduce(0) { $0 + $1.size } }

  /// Makes sizes.
  ///
  /// - Parameters:
  ///   - strata: one a stratum; they are sorted by name.
  ///   - method: what set them.
  public init(strata: [StratumSize], method: Method) {
    self.strata = strata.sorted { $0.bounds.stratum.name < $1.bounds.stratum.name }
    self.method = method
  }
}

extension Sizes.Method: CustomStringConvertible, Encodable {
  /// The name that sizes carry: `floors`, `precision`, or that of the method or goal.
  public var description: String {
    switch self {
    case .floors: "floors"
    case .allocation(let method): method.description
    case .frontier(let goal): goal.description
    case .precision: "precision"
    }
  }

  /// Encodes the name.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

/// The size of one stratum's sample.
public struct StratumSize: Hashable, Sendable {
  /// The stratum, its rules and its bounds.
  public var bounds: StratumBounds
  /// n_h.
  public var size: Int
  /// What set the size.
  public var reason: Reason

  /// What set a size.
  public enum Reason: Hashable, Sendable {
    /// The least count under the rules.
    case minimum
    /// The greatest count under the rules, or the whole stratum.
    case maximum
    /// A share in proportion to the population, between the bounds.
    case proportional
    /// What the objective makes of it, between the bounds.
    case objective
    /// Nothing asks for a unit here.
    case none
  }

  /// The sentence for a person: which rule, bound or objective set the size.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: a phrase, `>35% of 180 is at least 64`.
  public func explanation(in language: Language) -> String {
    let population = bounds.stratum.population
    switch reason {
    case .none:
      return language("no rule asks for a unit", "没有规则要求抽取")
    case .proportional:
      return language("in proportion to the population", "按对象数量比例分配")
    case .objective:
      return language(
        "best between \(bounds.minimum) and \(bounds.maximum)",
        "在 \(bounds.minimum) 与 \(bounds.maximum) 之间最优"
      )
    case .maximum:
      guard let rule = bounds.maximumRule else {
        return language("all \(population) units", "全部 \(population) 个对象")
      }
      return language(
        "\(rule) of \(population) is at most \(size)",
        "\(population) 的 \(rule) 最多为 \(size)"
      ) + neighbour(above: rule, language)
    case .minimum:
      guard let rule = bounds.minimumRule else {
        return language("no rule asks for a unit", "没有规则要求抽取")
      }
      let base = language(
        "\(rule) of \(population) is at least \(size)",
        "\(population) 的 \(rule) 至少为 \(size)"
      )
      switch bounds.adjustment {
      case nil: return base + neighbour(rule, language)
      case .roundedUp:
        return base + language(" (no whole number meets it exactly)", "（无整数恰好满足，取上一个整数）")
      case .emptyRange:
        return base + language(" (no whole number in the range)", "（范围内无整数，取下限）")
      }
    }
  }

  /// Why one unit more would not do: `; 10 is exactly 5%, the rule says less`.
  private func neighbour(above rule: Rule, _ language: Language) -> String {
    let share: Ratio
    switch rule {
    case .atMost(.ratio(let ratio)), .lessThan(.ratio(let ratio)), .range(_, .ratio(let ratio)):
      share = ratio
    default: return ""
    }
    let population = bounds.stratum.population
    guard size < population else { return "" }
    return Ratio(size + 1, population) == share
      ? language(
        "; \(size + 1) is exactly \(share.percentage), the rule says less",
        "；\(size + 1) 恰为 \(share.percentage)，而规则要求低于"
      )
      : language(
        "; \(size + 1) is more than \(share.percentage)",
        "；\(size + 1) 高于 \(share.percentage)"
      )
  }

  /// Why one unit less would not do: `; 63 is exactly 35%, the rule says more`.
  private func neighbour(_ rule: Rule, _ language: Language) -> String {
    let share: Ratio
    switch rule {
    case .atLeast(.ratio(let ratio)), .moreThan(.ratio(let ratio)), .range(.ratio(let ratio), _):
      share = ratio
    default: return ""
    }
    let below = Ratio(size - 1, bounds.stratum.population)
    return below == share
      ? language(
        "; \(size - 1) is exactly \(share.percentage), the rule says more",
        "；\(size - 1) 恰为 \(share.percentage)，而规则要求超过"
      )
      : language(
        "; \(size - 1) is less than \(share.percentage)",
        "；\(size - 1) 低于 \(share.percentage)"
      )
  }
}
