internal import BigInt

extension SeparableAllocation {
  /// The relative distance beyond which doubles tell which of two units is worth more.
  var margin: Double { 4 * relativeError }

  /// Compares the worth of two units.
  ///
  /// In double precision where that is beyond doubt, else in integers. Two units of infinite worth
  /// compare by weight.
  ///
  /// - Returns: 1, 0 or −1.
  func compare(_ left: UnitWorth, _ right: UnitWorth, by curve: GainCurve) -> Int {
    if curve == .miss, let misses { return misses.compare(left, right) }
    let margin = max(left.worth, right.worth) * margin
    if abs(left.worth - right.worth) > margin { return left.worth > right.worth ? 1 : -1 }
    let isFirst = left.worth == .infinity && right.worth == .infinity
    if left.worth == right.worth, left.worth == 0 { return 0 }
    if left.worth.isInfinite != right.worth.isInfinite { return left.worth.isInfinite ? 1 : -1 }
    let curve = isFirst ? .flat : curve
    let leftCurve = curve.value(at: left.size, population: populations[left.stratum])
    let rightCurve = curve.value(at: right.size, population: populations[right.stratum])
    let leftWeight = weights[left.stratum]
    let rightWeight = weights[right.stratum]
    if leftWeight == rightWeight {
      let first = leftCurve.numerator.multipliedFullWidth(by: rightCurve.denominator)
      let second = rightCurve.numerator.multipliedFullWidth(by: leftCurve.denominator)
      return first == second ? 0 : first > second ? 1 : -1
    }
    let short = (
      SeparableAllocation.product(leftWeight, leftCurve, over: rightWeight, rightCurve),
      SeparableAllocation.product(rightWeight, rightCurve, over: leftWeight, leftCurve)
    )
    if let first = short.0, let second = short.1 {
      return first == second ? 0 : first > second ? 1 : -1
    }
    // With exponents, both sides are raised until all are whole.
    let (one, other) = (leftWeight.degree, rightWeight.degree)
    let degree = one / Ratio.greatestCommonDivisor(one, other) * other
    let (leftTop, leftBottom) = leftWeight.raised(to: degree)
    let (rightTop, rightBottom) = rightWeight.raised(to: degree)
    let first =
      leftTop * rightBottom
      * (BigUInt(leftCurve.numerator) * BigUInt(rightCurve.denominator)).power(degree)
    let second =
      rightTop * leftBottom
      * (BigUInt(rightCurve.numerator) * BigUInt(leftCurve.denominator)).power(degree)
    return first == second ? 0 : first > second ? 1 : -1
  }

  /// The numerator of a worth times the denominator of another, nil beyond 128 bits.
  private static func product(
    _ weight: Weight,
    _ curve: Weight.Fraction,
    over other: Weight,
    _ otherCurve: Weight.Fraction
  ) -> UInt128? {
    var result = weight.linear.numerator
    var isLong = !weight.powers.isEmpty || !other.powers.isEmpty
    func multiply(_ factor: UInt128) {
      let (product, overflow) = result.multipliedReportingOverflow(by: factor)
      result = product
      isLong = isLong || overflow
    }
    multiply(weight.root.numerator)
    multiply(weight.root.numerator)
    multiply(curve.numerator)
    multiply(other.linear.denominator)
    multiply(other.root.denominator)
    multiply(other.root.denominator)
    multiply(otherCurve.denominator)
    return isLong ? nil : result
  }
}
