/// What a sample can find: the violators in a population, and how surely an inspection tells one.
///
/// ```
/// P(nothing found) = Σ_k P(X = k) · (1 − s)ᵏ       X ~ hypergeometric(N, D, n)
///                  = C(N − D, n) / C(N, n)          where s = 1
/// ```
///
/// „10 % of 20“ are 2 units; if one in ten violates, the probability to meet one is 19.5 %, and 95 %
/// takes 16. A size is decided in exact integers wherever doubles are near a tie: N = 100, D = 1 and
/// 95 % need 95 units, which tools that search in doubles answer with 96.
///
/// Not for a draw with unequal probabilities inside a stratum.
///
/// Source: Cannon, Preventive Veterinary Medicine 49, 2001, 141–163, in its exact form.
public struct Detection: Hashable, Sendable {
  /// N, the units in the population.
  public let population: Int
  /// D, the violators among them.
  public let violators: Int
  /// s, the probability that an inspection of a violator recognises it.
  public let sensitivity: Ratio

  /// How a prevalence becomes a whole number of violators.
  public enum Rounding: String, Hashable, Sendable, CaseIterable, Encodable {
    /// D = ⌈N · p⌉, as epiR and jfa do: the smaller sample.
    case up
    /// D = ⌊N · p⌋, as ISPM 31 does: the larger sample; 0 where N · p < 1.
    case down
  }

  /// Names the violators by their number.
  ///
  /// - Parameters:
  ///   - population: N, ≥ 0.
  ///   - violators: D, 0 to N.
  ///   - sensitivity: s, 0 to 1.
  /// - Throws: ``DetectionError`` for a number out of its range.
  public init(
    population: Int,
    violators: Int,
    sensitivity: Ratio = Ratio(1)
  ) throws(DetectionError) {
    guard population >= 0 else { throw .population(population) }
    guard 0 <= violators, violators <= population else {
      throw .violators(violators, population: population)
    }
    guard sensitivity <= Ratio(1) else { throw .share(.sensitivity, sensitivity) }
    self.population = population
    self.violators = violators
    self.sensitivity = sensitivity
  }

  /// Names the violators by their share.
  ///
  /// - Parameters:
  ///   - population: N, ≥ 0.
  ///   - prevalence: p, 0 to 1.
  ///   - rounding: whether N · p is rounded up or down to a whole number.
  ///   - sensitivity: s, 0 to 1.
  /// - Throws: ``DetectionError`` for a number out of its range.
  public init(
    population: Int,
    prevalence: Ratio,
    rounding: Rounding,
    sensitivity: Ratio = Ratio(1)
  ) throws(DetectionError) {
    guard population >= 0 else { throw .population(population) }
    let violators =
      switch rounding {
      case .up: prevalence.minimumCount(of: population)
      case .down: prevalence <= Ratio(1) ? prevalence.maximumCount(of: population) : nil
      }
    guard let violators else { throw .share(.prevalence, prevalence) }
    try self.init(population: population, violators: violators, sensitivity: sensitivity)
  }

  /// The probability that a sample finds at least one violator.
  ///
  /// 0 where there is no violator or nothing is drawn.
  ///
  /// - Parameter sample: n, 0 to N.
  /// - Returns: the probability, its relative error below 10⁻¹⁴, also of the least ones: it is added up
  ///   as such, not taken from 1.
  /// - Throws: ``DetectionError/sample(_:population:)``; ``DetectionError/tooLarge(population:)``.
  /// - Complexity: O(min(n, D)) with perfect sensitivity, else O(standard deviation of the number of
  ///   violators drawn).
  public func probability(sample: Int) throws(DetectionError) -> Double {
    try check(sample)
    guard violators > 0, sample > 0, sensitivity.numerator > 0 else { return 0 }
    return min(try chances(sample, as: DoubleDouble.self).found.approximation, 1)
  }

  /// Whether a sample finds at least one violator with at least this probability, decided exactly.
  ///
  /// - Parameters:
  ///   - confidence: C, 0 to 1.
  ///   - sample: n, 0 to N.
  /// - Returns: whether P(at least one found) ≥ C.
  /// - Throws: ``DetectionError`` for a number out of its range.
  /// - Complexity: as ``probability(sample:)``; at a tie, integers of min(n, D) · log₂ N bits.
  public func reaches(_ confidence: Ratio, sample: Int) throws(DetectionError) -> Bool {
    try check(confidence)
    try check(sample)
    return try isReached(confidence, sample: sample)
  }

  /// The smallest sample that finds at least one violator with at least this probability.
  ///
  /// ```
  /// min { n : P(at least one found) ≥ C }
  /// ```
  ///
  /// Edge cases: confidence 0 needs 0 units; confidence 1 needs N − D + 1 with perfect sensitivity
  /// and can not be had with less.
  ///
  /// - Parameter confidence: C, 0 to 1.
  /// - Returns: n, or nil where not even all N units reach the confidence: there is no violator, or
  ///   the inspection overlooks them too often.
  /// - Throws: ``DetectionError/share(_:_:)``; ``DetectionError/tooLarge(population:)``.
  /// - Complexity: O(log n) times ``reaches(_:sample:)``, whatever N.
  public func sampleSize(confidence: Ratio) throws(DetectionError) -> Int? {
    try check(confidence)
    guard try isReached(confidence, sample: population) else { return nil }
    // From below, so that no sample is looked at that is much greater than the answer.
    var (low, high) = (-1, 0)
    while try !isReached(confidence, sample: high) {
      low = high
      high = min(population, high > population / 2 ? population : 2 * high + 1)
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try isReached(confidence, sample: middle) { high = middle } else { low = middle }
    }
    return high
  }

  private func isReached(_ confidence: Ratio, sample: Int) throws(DetectionError) -> Bool {
    let risk = Ratio(confidence.denominator - confidence.numerator, confidence.denominator)
    guard risk < Ratio(1) else { return true }
    guard violators > 0, sample > 0, sensitivity.numerator > 0 else { return false }
    guard risk.numerator > 0 else {
      // Only a certain find reaches 1.
      return oversight.numerator == 0 && distribution(sample).support.lowerBound > 0
    }
    if let isAbove = try chances(sample, as: Double.self).isMissed(above: risk) { return !isAbove }
    if let isAbove = try chances(sample, as: DoubleDouble.self).isMissed(above: risk) {
      return !isAbove
    }
    // A tie: exact fractions, which long products do not have.
    let factors = min(sample, violators)
    guard factors <= (oversight.numerator == 0 ? Detection.tieLimit : Detection.tieLimit / 32)
    else { throw .tooLarge(population: population) }
    let terms = ExactTerms(distribution(sample))
    return !terms.generatingFunction(at: oversight, exceeds: risk)
  }

  /// The factors of a product that are multiplied in doubles at most.
  static let factorLimit = 1 << 22
  /// The factors that are multiplied in integers at most.
  static let tieLimit = 1 << 17

  /// The probabilities that nothing and that something is found.
  private struct Chances<Number: ProbabilityNumber> {
    var missed: Number
    var found: Number
    /// More than the relative error of `missed`.
    var error: Double
    /// More than what is left out of it.
    var omitted: Double

    /// Whether the probability that nothing is found exceeds a risk; nil where that is within the
    /// error.
    func isMissed(above risk: Ratio) -> Bool? {
      let left = missed * Number(risk.denominator)
      let right = Number(risk.numerator)
      let difference = (left - right).approximation
      let margin =
        max(left.approximation, right.approximation) * error
        + omitted * Double(risk.denominator)
      return abs(difference) > margin ? difference > 0 : nil
    }
  }

  private func chances<Number: ProbabilityNumber>(
    _ sample: Int,
    as type: Number.Type
  ) throws(DetectionError) -> Chances<Number> {
    oversight.numerator == 0
      ? try product(sample, as: type) : try sum(sample, as: type)
  }

  /// Π (1 − a/(N − i)) for i < b, a and b the greater and the lesser of n and D.
  private func product<Number: ProbabilityNumber>(
    _ sample: Int,
    as type: Number.Type
  ) throws(DetectionError) -> Chances<Number> {
    let (fewer, other) = (min(sample, violators), max(sample, violators))
    let certain = Chances(missed: Number(0), found: Number(1), error: 0, omitted: 0)
    guard other <= population - fewer else { return certain }
    // e⁻¹⁰⁰ is reached after as many factors as a hundred are of a/N.
    let needed = min(Double(fewer), 100 * Double(population) / Double(other))
    guard needed <= Double(Detection.factorLimit) else { throw .tooLarge(population: population) }
    var missed = Number(1)
    var found = Number(0)
    for place in 0..<fewer {
      let left = Number(population - place)
      found = found + missed * (Number(other) / left)
      missed = missed * (Number(population - other - place) / left)
      if missed.approximation < 1e-42 {
        return Chances(missed: missed, found: found, error: 1, omitted: 1e-42)
      }
    }
    return Chances(
      missed: missed,
      found: found,
      error: Double(8 * (fewer + 4)) * Number.unit,
      omitted: 0
    )
  }

  /// Σ P(X = k) qᵏ and Σ P(X = k) (1 − qᵏ), q = 1 − s.
  private func sum<Number: ProbabilityNumber>(
    _ sample: Int,
    as type: Number.Type
  ) throws(DetectionError) -> Chances<Number> {
    let distribution = distribution(sample)
    // E(qˣ) is at most what it were with replacement, (1 − sD/N)ⁿ (Hoeffding 1963, theorem 4).
    let share = sensitivity.approximation * Double(violators) / Double(population)
    if Detection.power(1 - share * (1 - 0x1p-50), sample) < 1e-43 {
      return Chances(missed: Number(0), found: Number(1), error: 0, omitted: 1e-42)
    }
    guard distribution.standardDeviation <= Hypergeometric.greatestDeviation else {
      throw .tooLarge(population: population)
    }
    let (missed, found, steps) = distribution.generatingFunction(at: oversight, as: type)
    return Chances(
      missed: missed,
      found: found,
      error: 48 * (Double(steps) + 4) * Number.unit,
      omitted: Number.omitted
    )
  }

  private func distribution(_ sample: Int) -> Hypergeometric {
    Hypergeometric(population: population, marked: violators, draws: sample)
  }

  /// 1 − s.
  private var oversight: Ratio {
    Ratio(sensitivity.denominator - sensitivity.numerator, sensitivity.denominator)
  }

  private func check(_ confidence: Ratio) throws(DetectionError) {
    guard confidence <= Ratio(1) else { throw .share(.confidence, confidence) }
  }

  private func check(_ sample: Int) throws(DetectionError) {
    guard 0 <= sample, sample <= population else {
      throw .sample(sample, population: population)
    }
  }

  /// baseⁿ by squaring; 1 for n = 0.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}

/// A number that a detection can not be computed from (exit status 64).
public enum DetectionError: ExplainedError, Hashable {
  /// A population below 0.
  case population(Int)
  /// Violators below 0 or above the population.
  case violators(Int, population: Int)
  /// A sample below 0 or above the population.
  case sample(Int, population: Int)
  /// A share above 1.
  case share(Quantity, Ratio)
  /// A population in which an exact answer takes too many steps.
  case tooLarge(population: Int)

  /// The shares that are given.
  public enum Quantity: Hashable, Sendable {
    /// The probability that is asked for.
    case confidence
    /// The share of violators.
    case prevalence
    /// The probability that an inspection recognises a violator.
    case sensitivity
  }

  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .population(let count):
      language(
        "a population of \(count) is less than 0; give the number of units",
        "对象总数 \(count) 小于 0，请填写对象数量"
      )
    case .violators(let count, let population):
      language(
        "\(count) violators are not between 0 and the population of \(population); lower them",
        "违规对象数 \(count) 不在 0 到总数 \(population) 之间，请更正"
      )
    case .sample(let count, let population):
      language(
        "a sample of \(count) is not between 0 and the population of \(population); lower it",
        "抽取数 \(count) 不在 0 到总数 \(population) 之间，请更正"
      )
    case .share(let quantity, let ratio):
      language(
        "the \(quantity.english) \(ratio.percentage) is above 100%; write a share such as 0.95",
        "\(quantity.chinese) \(ratio.percentage) 超过 100%，请填写 0.95 这样的比例"
      )
    case .tooLarge(let population):
      language(
        "so many violators and so great a sample among \(population) units take more than"
          + " \(Detection.factorLimit) factors to be exact; suppose fewer violators, or a greater share of"
          + " them",
        "总体 \(population) 个时，如此多的违规对象和样本需要超过 \(Detection.factorLimit) 个因子才能精确计算，"
          + "请减少违规对象数或提高违规率"
      )
    }
  }
}

extension DetectionError.Quantity {
  fileprivate var english: String {
    switch self {
    case .confidence: "confidence"
    case .prevalence: "prevalence"
    case .sensitivity: "sensitivity"
    }
  }

  fileprivate var chinese: String {
    switch self {
    case .confidence: "置信度"
    case .prevalence: "违规率"
    case .sensitivity: "检出灵敏度"
    }
  }
}
