/// A rule on how many units of a population are selected, as a plan states it.
///
/// `>35%`, `不低于10%`, `5%-20%`, `20户`, `全部`: read by ``init(parsing:)``, kept exact, and turned into
/// counts by ``counts(of:)``. A bare ratio or count is a minimum (a plan's „10%“ means at least
/// 10 %).
public enum Rule: Hashable, Sendable {
  /// What a rule compares with: a share of the population or a number of units.
  public enum Quantity: Hashable, Sendable {
    /// A share of the population, 0 to 1.
    case ratio(Ratio)
    /// A number of units, ≥ 0.
    case count(Int)
  }

  /// `≥10%`; also a bare `10%`, `20` or `全部` (100 %).
  case atLeast(Quantity)
  /// `>35%`.
  case moreThan(Quantity)
  /// `≤5%`.
  case atMost(Quantity)
  /// `<5%`.
  case lessThan(Quantity)
  /// `=50%`.
  case exactly(Quantity)
  /// `5%-20%`, both ends included.
  case range(Quantity, Quantity)
  /// `20 or all`: at least 20, and all where there are fewer.
  case countOrAll(Int)

  /// The counts that a rule allows in one population.
  public struct Counts: Hashable, Sendable {
    /// The least count; may exceed the population where the rule names a number of units.
    public var minimum: Int
    /// The greatest count, at most the population unless the minimum is greater.
    public var maximum: Int
    /// What had to give way because no whole number fits the rule, else nil.
    public var adjustment: Adjustment?
  }

  /// Why the counts are not literally what the rule says.
  public enum Adjustment: Hashable, Sendable {
    /// An exact ratio meets no whole number: the next count above is taken.
    case roundedUp
    /// A range holds no whole number: its minimum is taken.
    case emptyRange
  }

  /// The counts that satisfy this rule in a population of the given size.
  ///
  /// Edge cases: an empty population needs 0 under any rule. An exact ratio that no whole number
  /// meets takes the next count above; a range without a whole number takes its minimum; both are
  /// reported in ``Counts/adjustment``. A count above the population is answered as it is: the
  /// caller refuses it.
  ///
  /// - Parameter population: N, ≥ 0.
  /// - Returns: the least and the greatest count.
  /// - Complexity: O(1).
  public func counts(of population: Int) -> Counts {
    guard population > 0 else { return Counts(minimum: 0, maximum: 0) }
    switch self {
    case .atLeast(let quantity):
      let minimum = quantity.minimum(of: population, strict: false)
      return Counts(minimum: minimum, maximum: max(minimum, population))
    case .moreThan(let quantity):
      let minimum = quantity.minimum(of: population, strict: true)
      return Counts(minimum: minimum, maximum: max(minimum, population))
    case .atMost(let quantity):
      return Counts(minimum: 0, maximum: quantity.maximum(of: population, strict: false))
    case .lessThan(let quantity):
      return Counts(minimum: 0, maximum: quantity.maximum(of: population, strict: true))
    case .exactly(let quantity):
      let count = quantity.minimum(of: population, strict: false)
      let meets = count > population || quantity.maximum(of: population, strict: false) == count
      return Counts(minimum: count, maximum: count, adjustment: meets ? nil : .roundedUp)
    case .range(let lower, let upper):
      let minimum = lower.minimum(of: population, strict: false)
      let maximum = upper.maximum(of: population, strict: false)
      if minimum <= maximum { return Counts(minimum: minimum, maximum: maximum) }
      return Counts(
        minimum: minimum,
        maximum: minimum,
        adjustment: minimum <= population ? .emptyRange : nil
      )
    case .countOrAll(let count):
      return Counts(minimum: min(count, population), maximum: population)
    }
  }
}

extension Rule.Quantity: CustomStringConvertible {
  /// `35%`, `1/3` or `20`.
  public var description: String {
    switch self {
    case .ratio(let ratio): ratio.percentage
    case .count(let count): "\(count)"
    }
  }

  /// The least count; a ratio that nothing reaches (more than 100 %) answers N + 1.
  fileprivate func minimum(of population: Int, strict: Bool) -> Int {
    switch self {
    case .ratio(let ratio):
      ratio.minimumCount(of: population, strict: strict) ?? Rule.next(after: population)
    case .count(let count): strict ? Rule.next(after: count) : count
    }
  }

  /// The greatest count, from 0 to the population.
  fileprivate func maximum(of population: Int, strict: Bool) -> Int {
    switch self {
    case .ratio(let ratio): ratio.maximumCount(of: population, strict: strict) ?? 0
    case .count(let count): min(max(0, strict ? count - 1 : count), population)
    }
  }
}

extension Rule {
  /// The count after this one, or the greatest integer where there is none.
  fileprivate static func next(after count: Int) -> Int {
    count == .max ? .max : count + 1
  }
}

extension Rule: CustomStringConvertible {
  /// The rule in one spelling, which parses to the same rule: `≥10%`, `>35%`, `=50%`, `5%-20%`,
  /// `20 or all`.
  public var description: String {
    switch self {
    case .atLeast(let quantity): "≥\(quantity)"
    case .moreThan(let quantity): ">\(quantity)"
    case .atMost(let quantity): "≤\(quantity)"
    case .lessThan(let quantity): "<\(quantity)"
    case .exactly(let quantity): "=\(quantity)"
    case .range(let lower, let upper): "\(lower)-\(upper)"
    case .countOrAll(let count): "\(count) or all"
    }
  }
}

extension Rule {
  /// Whether the rule is on a number and not on a share.
  package var isCount: Bool {
    switch self {
    case .atLeast(let quantity), .moreThan(let quantity), .atMost(let quantity),
      .lessThan(let quantity), .exactly(let quantity), .range(let quantity, _):
      if case .count = quantity { true } else { false }
    case .countOrAll: true
    }
  }
}
