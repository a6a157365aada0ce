extension AllocationMethod {
  /// The exact weight of a stratum in the objective.
  ///
  /// S_h² is N_h/(N_h−1) p_h(1−p_h) where only a prevalence is given, 0 for a single unit.
  ///
  /// - Throws: ``AllocationError`` where a trait is missing, or its digits do not fit 128 bits.
  func weight(
    _ stratum: Stratum,
    _ traits: StratumTraits,
    strata: Int,
    total: Int
  ) throws(AllocationError) -> Weight {
    let population = UInt128(stratum.population)
    let risk = Product(stratum).times(Weight.Fraction(traits.weight))
    switch self {
    case .proportional:
      return Weight(linear: Weight.Fraction(population))
    case .violations:
      return Weight(linear: try risk.times(try prevalence(stratum, traits)).value())
    case .variance:
      return try spread(risk, traits, root: Product(stratum).times(Weight.Fraction(population)))
    case .worstError:
      return try spread(risk, traits, root: Product(stratum))
    case .worstDetection:
      return Weight(linear: try prevalence(stratum, traits))
    case .equalPrecision, .power(Ratio(0)):
      return try spread(
        risk,
        traits,
        root: Product(stratum).over(try prevalence(stratum, traits, isDivisor: true))
      )
    case .power(Ratio(1)):
      return try spread(risk, traits, root: Product(stratum).times(Weight.Fraction(population)))
    case .power(Ratio(1, 2)):
      let share = try prevalence(stratum, traits, isDivisor: true)
      return try spread(
        risk.times(Weight.Fraction(population)).over(share),
        traits,
        root: Product(stratum)
      )
    case .power(let exponent):
      let share = try prevalence(stratum, traits, isDivisor: true)
      var weight = try spread(risk, traits, root: Product(stratum).over(share))
      let units = Product(stratum).times(Weight.Fraction(population)).times(share)
      weight.raise(try units.value(), to: exponent, times: 2)
      return weight
    case .costa(let share):
      let own = Product(stratum).times(Weight.Fraction(UInt128(share.numerator)))
        .times(Weight.Fraction(population)).times(Weight.Fraction(UInt128(strata)))
      let equal = Product(stratum)
        .times(Weight.Fraction(UInt128(share.denominator - share.numerator)))
        .times(Weight.Fraction(UInt128(total)))
      let (sum, overflow) = try own.value().numerator
        .addingReportingOverflow(try equal.value().numerator)
      guard !overflow else { throw .tooManyDigits(stratum: stratum.name) }
      return Weight(linear: Weight.Fraction(sum))
    case .general(let first, let second, let third):
      var weight = Weight(linear: try risk.value())
      weight.raise(Weight.Fraction(population), to: first, times: 4)
      if second > Ratio(0) {
        let mean =
          if let mean = traits.mean { Weight.Fraction(mean) } else {
            try prevalence(stratum, traits)
          }
        weight.raise(mean, to: second, times: 4)
      }
      if third > Ratio(0) {
        let spread = try spread(Product(stratum), traits, root: Product(stratum))
        weight.raise(spread.linear, to: third, times: 2)
        weight.raise(spread.root, to: third, times: 4)
      }
      return weight
    case .compromise(let importance):
      // I W² + H⁻² over its common (Σ N)⁻² H⁻².
      let own = Product(stratum).times(Weight.Fraction(UInt128(importance.numerator)))
        .times(Weight.Fraction(population)).times(Weight.Fraction(population))
        .times(Weight.Fraction(UInt128(strata))).times(Weight.Fraction(UInt128(strata)))
      let equal = Product(stratum).times(Weight.Fraction(UInt128(importance.denominator)))
        .times(Weight.Fraction(UInt128(total))).times(Weight.Fraction(UInt128(total)))
      let (sum, overflow) = try own.value().numerator
        .addingReportingOverflow(try equal.value().numerator)
      guard !overflow else { throw .tooManyDigits(stratum: stratum.name) }
      return try spread(risk.times(Weight.Fraction(sum)), traits, root: Product(stratum))
    }
  }

  /// `linear · root² · S_h²`.
  private func spread(
    _ linear: Product,
    _ traits: StratumTraits,
    root: Product
  ) throws(AllocationError) -> Weight {
    if let deviation = traits.deviation {
      let scaled = root.times(Weight.Fraction(deviation))
      return Weight(linear: try linear.value(), root: try scaled.value())
    }
    if let variance = traits.variance {
      return Weight(
        linear: try linear.times(Weight.Fraction(variance)).value(),
        root: try root.value()
      )
    }
    let stratum = linear.stratum
    guard let share = traits.prevalence else {
      throw .missing(stratum: stratum.name, column: "sd")
    }
    guard stratum.population > 1 else { return Weight(linear: Weight.Fraction(0)) }
    let variance = linear.times(Weight.Fraction(share))
      .times(
        Weight.Fraction(UInt128(share.denominator - share.numerator), UInt128(share.denominator))
      )
      .times(Weight.Fraction(UInt128(stratum.population), UInt128(stratum.population - 1)))
    return Weight(linear: try variance.value(), root: try root.value())
  }

  private func prevalence(
    _ stratum: Stratum,
    _ traits: StratumTraits,
    isDivisor: Bool = false
  ) throws(AllocationError) -> Weight.Fraction {
    guard let prevalence = traits.prevalence, !isDivisor || prevalence.numerator > 0 else {
      throw .missing(stratum: stratum.name, column: "prevalence")
    }
    return Weight.Fraction(prevalence)
  }
}

extension Weight {
  /// Takes another factor in, with an exponent from 0 to 1 times a whole number.
  mutating func raise(_ base: Fraction, to exponent: Ratio, times factor: Int) {
    let exponent = Ratio(exponent.numerator * factor, exponent.denominator)
    guard exponent > Ratio(0), base != Fraction(1) else { return }
    if base.numerator == 0 {
      linear = Fraction(0)
    } else {
      powers.append(Power(base, exponent: exponent))
    }
  }
}

/// A product of fractions, kept in lowest terms, that remembers whether it left 128 bits.
private struct Product {
  var stratum: Stratum
  private var numerator: UInt128 = 1
  private var denominator: UInt128 = 1
  private var isTooLong = false

  init(_ stratum: Stratum) { self.stratum = stratum }

  func times(_ factor: Weight.Fraction) -> Product {
    let first = Product.divisor(numerator, factor.denominator)
    let second = Product.divisor(factor.numerator, denominator)
    let (top, topIsLong) = (numerator / first)
      .multipliedReportingOverflow(by: factor.numerator / second)
    let (bottom, bottomIsLong) = (denominator / second)
      .multipliedReportingOverflow(by: factor.denominator / first)
    var result = self
    (result.numerator, result.denominator) = (top, bottom)
    result.isTooLong = isTooLong || topIsLong || bottomIsLong
    return result
  }

  func over(_ divisor: Weight.Fraction) -> Product {
    times(Weight.Fraction(divisor.denominator, divisor.numerator))
  }

  func value() throws(AllocationError) -> Weight.Fraction {
    guard !isTooLong else { throw .tooManyDigits(stratum: stratum.name) }
    return Weight.Fraction(numerator, denominator)
  }

  private static func divisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return max(larger, 1)
  }
}
