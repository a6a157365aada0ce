/// What may be spent, and what each class costs, in inspector-days or any other currency.
public struct Spending: Hashable, Sendable {
  /// What may be spent.
  public var budget: Ratio
  /// What one inspection costs in each class, > 0; 1 where a class is not named.
  public var prices: [ProtocolText: Ratio]
  /// What the first inspection of a class costs beside its price; 0 where a class is not named.
  public var setups: [ProtocolText: Ratio]

  /// States a budget.
  ///
  /// - Parameters:
  ///   - budget: what may be spent.
  ///   - prices: what one inspection costs in each class, > 0.
  ///   - setups: what opening a class costs.
  public init(
    budget: Ratio,
    prices: [ProtocolText: Ratio],
    setups: [ProtocolText: Ratio] = [:]
  ) {
    self.budget = budget
    self.prices = prices
    self.setups = setups
  }

  /// Budget and prices as whole multiples of one unit.
  typealias WholeUnits = (budget: Int, prices: [Int], setups: [Int], unit: Ratio)

  /// Budget and prices as whole multiples of the greatest unit that measures all prices; nil where
  /// they need more than 63 bits.
  func inUnits(
    of classes: [ProtocolText]
  ) -> WholeUnits? {
    let prices = classes.map { self.prices[$0] ?? Ratio(1) }
    let setups = classes.map { self.setups[$0] ?? Ratio(0) }
    var denominator = 1
    for amount in prices + setups {
      let divisor = Ratio(denominator, amount.denominator).denominator
      let (product, overflow) = denominator.multipliedReportingOverflow(by: divisor)
      if overflow { return nil }
      denominator = product
    }
    func whole(_ amount: Ratio) -> Int? {
      Int(exactly: Int128(amount.numerator) * Int128(denominator) / Int128(amount.denominator))
    }
    let scaled = (prices + setups).compactMap { whole($0) }
    guard scaled.count == 2 * classes.count, let total = whole(budget) else { return nil }
    let step = scaled.reduce(0) { Ratio.greatestCommonDivisor($0, $1) }
    let unit = max(step, 1)
    return (
      total / unit, scaled.prefix(classes.count).map { $0 / unit },
      scaled.dropFirst(classes.count).map { $0 / unit }, Ratio(unit, denominator)
    )
  }
}

/// Why a budget has no sizes.
public enum BudgetError: ExplainedError, Hashable {
  /// What the rules demand costs more than the budget: how much, nil where beyond 2⁶³−1 units.
  case floorsCostMore(least: Int?)
  /// The same in the currency of the budget, and how many of the demanded inspections, the dearest
  /// first, would have to go.
  case shortBy(Ratio, least: Ratio, units: Int)
  /// Classes times budget units are more than the table holds.
  case tooFine(cells: Int, limit: Int)
  /// A frontier with so many plans, or more.
  case tooManyPlans(count: Int)

  /// The same in the currency of the budget, where it is one of budget units and fits 63 bits.
  func inCurrency(
    of money: (budget: Int, prices: [Int], setups: [Int], unit: Ratio),
    floors: [Int],
    budget: Ratio
  ) -> BudgetError {
    guard case .floorsCostMore(let least?) = self, let price = money.unit.multiplied(by: least),
      let difference = price.subtracting(budget)
    else { return self }
    var excess = least - money.budget
    var units = 0
    for place in floors.indices.sorted(by: { money.prices[$0] > money.prices[$1] })
    where excess > 0 {
      let taken = min(floors[place], (excess - 1) / money.prices[place] + 1)
      units += taken
      excess -= taken * money.prices[place]
      if taken == floors[place], taken > 0 { excess -= money.setups[place] }
    }
    return .shortBy(difference, least: price, units: units)
  }

  /// What it is about.
  public var kind: ErrorKind { .no }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .floorsCostMore(let least):
      let price = least.map { "\($0)" } ?? "> \(Int.max)"
      return language(
        "what the rules demand costs \(price) units, more than the budget; raise it",
        "规则要求的数量需花费 \(price) 个单位，超出预算，请增加预算"
      )
    case .shortBy(let difference, let least, let units):
      let (least, difference) = (least.decimal, difference.decimal)
      return language(
        "what the rules demand costs \(least), \(difference) more than the budget; raise it, or change"
          + " a rule: \(units) of the dearest inspections less would do",
        "规则要求的数量需花费 \(least)，比预算多 \(difference)，请增加预算或修改规则：少检查 \(units) 个单价最高的对象即可"
      )
    case .tooFine(let cells, let limit):
      return language(
        "classes times budget units are \(cells), and \(limit) can be searched exactly; state prices"
          + " and budget in a coarser unit",
        "分类数与预算单位数之积为 \(cells)，精确求解的上限为 \(limit)，请使用更大的计价单位"
      )
    case .tooManyPlans(let count):
      return language(
        "the frontier has \(count) plans or more, and up to \(Frontier.planLimit) are found in some seconds;"
          + " lower \(Setting.budget), or state prices and budget in a coarser unit",
        "前沿上有 \(count) 个以上的方案，数秒内可求出的上限为 \(Frontier.planLimit) 个，请降低 \(Setting.budget)，"
          + "或使用更大的计价单位"
      )
    }
  }
}
