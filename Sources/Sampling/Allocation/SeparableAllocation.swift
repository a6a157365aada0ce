internal import BigInt

/// The integer sizes that are best for a separable convex objective, between bounds and with a
/// given sum.
///
/// ```
/// choose the Σ n_h − Σ m_h units of greatest worth w_h · curve(n_h), m_h ≤ n_h ≤ M_h
/// ```
///
/// Because the worth of a stratum's units never rises, taking the best units is the optimum (Ibaraki
/// and Katoh, Resource Allocation Problems, 1988, ch. 4). Units of equal worth go to the stratum
/// that stands first, and within a stratum in order of size.
public struct SeparableAllocation: Sendable {
  /// How worth falls with the size.
  public let curve: GainCurve
  /// w_h.
  public let weights: [Weight]
  /// N_h.
  public let populations: [Int]
  /// m_h.
  public let minimums: [Int]
  /// M_h.
  public let maximums: [Int]

  /// States a problem.
  ///
  /// - Precondition: four arrays of one length, 0 ≤ m_h ≤ M_h ≤ N_h, and Σ N_h below 2⁶³.
  /// - Parameters:
  ///   - curve: how worth falls with the size.
  ///   - weights: w_h, one a stratum; equal worth goes to the stratum that stands first.
  ///   - populations: N_h.
  ///   - minimums: m_h.
  ///   - maximums: M_h.
  public init(
    _ curve: GainCurve,
    weights: [Weight],
    populations: [Int],
    minimums: [Int],
    maximums: [Int]
  ) {
    precondition(
      weights.count == populations.count && weights.count == minimums.count
        && weights.count == maximums.count,
      "one weight, population and pair of bounds a stratum"
    )
    self.curve = curve
    self.weights = weights
    self.populations = populations
    self.minimums = minimums
    self.maximums = maximums
  }

  /// States a problem over strata whose bounds are known.
  ///
  /// - Parameters:
  ///   - curve: how worth falls with the size.
  ///   - weights: w_h, one a stratum.
  ///   - bounds: the strata and their bounds, by name.
  public init(_ curve: GainCurve, weights: [Weight], bounds: [StratumBounds]) {
    self.init(
      curve,
      weights: weights,
      populations: bounds.map(\.stratum.population),
      minimums: bounds.map(\.minimum),
      maximums: bounds.map(\.maximum)
    )
  }

  /// The optimal sizes.
  ///
  /// Edge cases: a stratum of weight 0 gets more than m_h only when all others are at M_h, and then
  /// in proportion to its population (Sainte-Laguë). Where a first unit is worth more than any
  /// number and there are not enough for all strata, the greatest weights get one.
  ///
  /// - Precondition: Σ m_h ≤ total ≤ Σ M_h.
  /// - Parameter total: Σ n_h.
  /// - Returns: n_h.
  /// - Complexity: O(H log n) for the search and O(H log H) for what it leaves open.
  public func sizes(total: Int) -> [Int] {
    var sizes = minimums
    var missing = total - sizes.reduce(0, +)
    precondition(missing >= 0, "the total is below the floors")
    let weighted = weights.indices.filter { !weights[$0].isZero && minimums[$0] < maximums[$0] }
    if curve.needsFirstUnit {
      let empty = weighted.filter { sizes[$0] == 0 }
      let first = empty.count <= missing ? empty[...] : byWeight(empty).prefix(missing)
      for stratum in first { sizes[stratum] = 1 }
      missing -= first.count
    }
    guard missing > 0 else { return sizes }
    let open = weighted.filter { sizes[$0] < maximums[$0] }
    let room = open.reduce(0) { $0 + maximums[$1] - sizes[$1] }
    if room <= missing {
      for stratum in open { sizes[stratum] = maximums[stratum] }
      return room == missing ? sizes : withoutWeight(sizes, total: total)
    }
    if curve == .flat {
      for stratum in byWeight(open) where missing > 0 {
        let units = min(missing, maximums[stratum] - sizes[stratum])
        sizes[stratum] += units
        missing -= units
      }
      return sizes
    }
    let search = ThresholdSearch(problem: self, strata: open, sizes: sizes)
    let bracket = search.bracket(missing: missing)
    for (stratum, range) in zip(open, bracket) {
      missing -= range.lowerBound - sizes[stratum]
      sizes[stratum] = range.lowerBound
    }
    for unit in sorted(zip(open, bracket)).prefix(missing) { sizes[unit.stratum] += 1 }
    return sizes
  }

  /// The rest over the strata whose weight is 0, in proportion to their populations.
  private func withoutWeight(_ sizes: [Int], total: Int) -> [Int] {
    SeparableAllocation(
      .quota,
      weights: populations.map { Weight(linear: Weight.Fraction(UInt128($0))) },
      populations: populations,
      minimums: sizes,
      maximums: zip(weights, zip(sizes, maximums)).map { $0.isZero ? $1.1 : $1.0 }
    ).sizes(total: total)
  }

  /// Strata by falling weight, equal ones as they stand.
  private func byWeight(_ strata: [Int]) -> [Int] {
    let units = strata.map { UnitWorth(stratum: $0, size: 0, worth: weights[$0].approximation) }
    return units.sorted { left, right in
      let order = compare(left, right, by: .flat)
      return order == 0 ? left.stratum < right.stratum : order > 0
    }.map(\.stratum)
  }

  /// The units that the search leaves open, the best first.
  private func sorted(_ open: some Sequence<(Int, ClosedRange<Int>)>) -> [UnitWorth] {
    var units: [UnitWorth] = []
    for (stratum, range) in open {
      for size in range.lowerBound..<range.upperBound {
        units.append(UnitWorth(stratum: stratum, size: size, worth: worth(stratum, at: size)))
      }
    }
    units.sort { left, right in
      let order = compare(left, right, by: curve)
      return order == 0
        ? (left.stratum, left.size) < (right.stratum, right.size) : order > 0
    }
    return units
  }

  /// What the unit that follows a size is worth, to a relative error below 2⁻⁴⁷; infinite for a
  /// first unit that is worth more than any number.
  func worth(_ stratum: Int, at size: Int) -> Double {
    guard !weights[stratum].isZero else { return 0 }
    if size == 0, curve.needsFirstUnit { return .infinity }
    return weights[stratum].approximation
      * curve.value(at: size, population: populations[stratum]).approximation
  }

  /// The unit that follows a size in a stratum.
  struct UnitWorth {
    var stratum: Int
    var size: Int
    /// Its worth in double precision.
    var worth: Double
  }

  /// Compares the worth of two units.
  ///
  /// In double precision where that is beyond doubt, else in integers. Two units of infinite worth
  /// compare by weight.
  ///
  /// - Returns: 1, 0 or −1.
  func compare(_ left: UnitWorth, _ right: UnitWorth, by curve: GainCurve) -> Int {
    let margin = max(left.worth, right.worth) * 0x1p-46
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
    let (leftTop, leftBottom) = leftWeight.exact
    let (rightTop, rightBottom) = rightWeight.exact
    let first =
      leftTop * BigUInt(leftCurve.numerator) * rightBottom * BigUInt(rightCurve.denominator)
    let second =
      rightTop * BigUInt(rightCurve.numerator) * leftBottom * BigUInt(leftCurve.denominator)
    return first == second ? 0 : first > second ? 1 : -1
  }
}
