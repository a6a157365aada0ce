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
  /// w_h in double precision, 0 only where it is 0.
  let approximations: [Double]
  /// More than the relative error of each.
  let relativeError: Double
  /// The probabilities of ``GainCurve/miss``, for which weights are prevalences.
  let misses: MissedViolators?

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
    approximations = weights.map(\.approximation)
    relativeError = weights.reduce(0x1p-48) { max($0, $1.relativeError) }
    misses =
      curve == .miss
      ? MissedViolators(populations: populations, prevalences: weights.map(\.linear)) : nil
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
  /// - Complexity: O(H), whatever the total; some ten passes in double precision, and exact integers
  ///   for the few units that these leave open.
  public func sizes(total: Int) -> [Int] {
    var sizes = minimums
    var missing = total - sizes.reduce(0, +)
    precondition(missing >= 0, "the total is below the floors")
    if curve.needsFirstUnit {
      let empty = sizes.indices.filter {
        sizes[$0] == 0 && maximums[$0] > 0 && approximations[$0] > 0
      }
      let units = empty.map { UnitWorth(stratum: $0, size: 0, worth: approximations[$0]) }
      give(&missing, to: units, by: .flat, &sizes) { _ in 1 }
    }
    guard missing > 0 else { return sizes }
    var room = 0
    for stratum in sizes.indices where approximations[stratum] > 0 {
      room += usefulMaximum(stratum) - sizes[stratum]
    }
    if room <= missing {
      for stratum in sizes.indices where approximations[stratum] > 0 {
        sizes[stratum] = usefulMaximum(stratum)
      }
      return room == missing ? sizes : withoutWeight(sizes, total: total)
    }
    switch curve {
    case .reciprocal: settle(ReciprocalShape.self, &sizes, missing)
    case .residual: settle(ResidualShape.self, &sizes, missing)
    case .quota: settle(QuotaShape.self, &sizes, missing)
    case .miss: settleMisses(&sizes, missing)
    case .flat:
      let units = sizes.indices.filter { sizes[$0] < maximums[$0] && approximations[$0] > 0 }
        .map { UnitWorth(stratum: $0, size: sizes[$0], worth: approximations[$0]) }
      give(&missing, to: units, by: .flat, &sizes) { maximums[$0.stratum] - $0.size }
    }
    return sizes
  }

  /// What doubles settle, and then the units that they leave open.
  private func settle<Shape: GainShape>(
    _ shape: Shape.Type,
    _ sizes: inout [Int],
    _ missing: Int
  ) {
    var missing = missing
    let open = ThresholdSearch<Shape>(problem: self, sizes: sizes)
      .settle(&sizes, missing: &missing)
    settle(open, &sizes, missing)
  }

  /// Nothing is settled by doubles: the ranges are halved until few units are left.
  private func settleMisses(_ sizes: inout [Int], _ missing: Int) {
    let open = sizes.indices.filter { approximations[$0] > 0 }.map {
      OpenSize(stratum: $0, from: sizes[$0], through: usefulMaximum($0))
    }
    let worthy = open.map { worthyUnits(of: $0) }
    let units = worthy.reduce(0) { $0 + $1.units }
    // Where enough units are worth more than 2⁻⁹⁰⁰, none that is worth less is given.
    settle(units >= missing ? worthy.filter { $0.units > 0 } : open, &sizes, missing)
  }

  /// The units that are worth more than 2⁻⁹⁰⁰.
  private func worthyUnits(of entry: OpenSize) -> OpenSize {
    let deep = misses?.deep(entry.stratum) ?? entry.through
    return OpenSize(
      stratum: entry.stratum,
      from: entry.from,
      through: max(entry.from, min(entry.through, deep))
    )
  }

  /// Whether plans for a total are found within some seconds.
  ///
  /// Only ``GainCurve/miss`` is ever out of reach: its worth is a product of as many factors as the
  /// sample or the violators are, or as make it small.
  ///
  /// - Parameters:
  ///   - total: Σ n_h.
  ///   - plans: how many plans are to be found.
  /// - Returns: whether they are.
  func isWithinReach(total: Int, plans: Int = 1) -> Bool {
    guard let misses else { return true }
    let open = weights.indices.map {
      OpenSize(stratum: $0, from: minimums[$0], through: usefulMaximum($0))
    }
    let missing = total - minimums.reduce(0, +)
    let isDeep = open.reduce(0) { $0 + worthyUnits(of: $1).units } < missing
    let most = open.map { misses.factors($0.stratum, at: $0.through, isDeep: isDeep) }.max() ?? 0
    let classes = Double(weights.count)
    return most * classes * classes * Double(plans) <= 0x1p22
  }

  private func settle(_ open: [OpenSize], _ sizes: inout [Int], _ missing: Int) {
    var open = open
    var missing = missing
    narrow(&open, &sizes, &missing)
    var units: [UnitWorth] = []
    for entry in open {
      for size in entry.from..<entry.through {
        units.append(unit(entry.stratum, at: size))
      }
    }
    give(&missing, to: units, by: curve, &sizes) { _ in 1 }
  }

  /// Halves wide ranges in exact integers until few units are left open: where sizes exceed what a
  /// double tells apart, a range holds many.
  private func narrow(_ open: inout [OpenSize], _ sizes: inout [Int], _ missing: inout Int) {
    // A probability takes many steps to compute, other worths take one.
    let enough = 16 * open.count + (misses == nil ? 4096 : 0)
    while missing > 0, open.reduce(0, { $0 + $1.units }) > enough {
      guard let widest = open.max(by: { $0.units < $1.units }) else { return }
      let pivot = unit(widest.stratum, at: widest.from + widest.units / 2)
      // Worth falls strictly within a stratum, so that one unit of each at most equals the pivot.
      let above = open.map { entry in
        entry.from
          + entry.count { compare(unit(entry.stratum, at: $0), pivot, by: curve) > 0 }
      }
      let unitsAbove = zip(open, above).reduce(0) { $0 + $1.1 - $1.0.from }
      if unitsAbove >= missing {
        for place in open.indices { open[place].through = above[place] }
        continue
      }
      missing -= unitsAbove
      for place in open.indices {
        let stratum = open[place].stratum
        sizes[stratum] += above[place] - open[place].from
        open[place].from = above[place]
        guard missing > 0, above[place] < open[place].through,
          compare(unit(stratum, at: above[place]), pivot, by: curve) == 0
        else { continue }
        sizes[stratum] += 1
        open[place].from += 1
        missing -= 1
      }
    }
  }

  /// M_h, or less where further units are worth nothing.
  private func usefulMaximum(_ stratum: Int) -> Int {
    guard let misses else { return maximums[stratum] }
    return min(maximums[stratum], max(minimums[stratum], misses.enough(stratum)))
  }

  private func unit(_ stratum: Int, at size: Int) -> UnitWorth {
    UnitWorth(stratum: stratum, size: size, worth: worth(stratum, at: size))
  }

  /// The rest over the strata whose weight is 0, in proportion to their populations.
  private func withoutWeight(_ sizes: [Int], total: Int) -> [Int] {
    SeparableAllocation(
      .quota,
      weights: populations.map { Weight(linear: Weight.Fraction(UInt128($0))) },
      populations: populations,
      minimums: sizes,
      maximums: sizes.indices.map {
        weights[$0].isZero || curve == .miss ? maximums[$0] : sizes[$0]
      }
    ).sizes(total: total)
  }

  /// Gives what is missing to the units of greatest worth, those of equal worth in the order in
  /// which they stand: each as many as it has room for.
  private func give(
    _ missing: inout Int,
    to units: [UnitWorth],
    by curve: GainCurve,
    _ sizes: inout [Int],
    room: (UnitWorth) -> Int
  ) {
    var units = units
    var place = 1
    while missing > 0, !units.isEmpty {
      // Selection and not a sort: where a million units are worth the same, one pass tells. Any pivot
      // leads to the same sizes; one that jumps about is never the worst of a list in order.
      place = (place &* 0x9E37_79B9) & 0x7FFF_FFFF
      let pivot = units[place % units.count]
      var above: [UnitWorth] = []
      var equal: [UnitWorth] = []
      var below: [UnitWorth] = []
      for unit in units {
        switch compare(unit, pivot, by: curve) {
        case 1: above.append(unit)
        case 0: equal.append(unit)
        default: below.append(unit)
        }
      }
      // All of Int is enough for the rooms of some strata, as it is for their populations.
      let roomAbove = above.reduce(0) { $0 + room($1) }
      if roomAbove > missing {
        units = above
        continue
      }
      for unit in above + equal where missing > 0 {
        let added = min(room(unit), missing)
        sizes[unit.stratum] += added
        missing -= added
      }
      units = below
    }
  }

  /// What the unit that follows a size is worth, to twice the relative error of the weights; infinite
  /// for a first unit that is worth more than any number.
  @inline(__always)
  func worth(_ stratum: Int, at size: Int) -> Double {
    let weight = approximations[stratum]
    guard weight > 0 else { return 0 }
    if size == 0, curve.needsFirstUnit { return .infinity }
    if let misses { return misses.fault(stratum, at: size) }
    return weight * curve.approximation(at: size, population: populations[stratum])
  }

  /// The unit that follows a size in a stratum.
  struct UnitWorth {
    var stratum: Int
    var size: Int
    /// Its worth in double precision.
    var worth: Double
  }
}
