internal import BigInt

/// What the last classes gain with each spending: the table of the dynamic programme.
///
/// Gains are whole multiples of a scale near 2⁻¹¹⁰ of the greatest; every step of a class's gain is
/// rounded down, so that a plan of k inspections above the floors is at most k too low, and steps
/// still never rise. Where the objective is flat and its weights have a common denominator of that
/// length, gains are multiples of it and nothing is rounded: equally good plans, of which there may
/// be more than can be listed, need no comparison then.
struct SpendingTable {
  private let problem: SeparableAllocation
  private let floors: [Int]
  private let price: SpendingPrice
  private let budget: Int
  /// For each class the gain of 0, 1, … inspections above its floor, as many as the budget pays.
  private var gains: [[Int128]] = []
  /// For the last 0, 1, … classes the best gain within each spending.
  private var layers: [[Int128]] = []
  /// Whether no gain is rounded.
  private var isExact = false
  /// w_h as fractions.
  private let rationals: [(top: BigInt, bottom: BigInt)]
  /// The plans that may be compared before the gap is stated instead, and those of all spendings of a chain.
  private static let planLimit = 4096
  private static let chainLimit = 1 << 18

  /// Fills the table.
  ///
  /// - Parameters:
  ///   - problem: the objective and the bounds.
  ///   - floors: the sizes to start from.
  ///   - price: what sizes cost.
  ///   - budget: what is left above the price of the floors.
  /// - Throws: ``BudgetError/tooFine(cells:limit:)``.
  init(
    _ problem: SeparableAllocation,
    floors: [Int],
    price: SpendingPrice,
    budget: Int
  ) throws(BudgetError) {
    self.problem = problem
    self.floors = floors
    self.price = price
    rationals = problem.weights.map { weight in
      let (top, bottom) = weight.rational
      return (BigInt(top), BigInt(bottom))
    }
    // Above the price of everything there is nothing to choose.
    let all = price.sum(problem.maximums)
    let floor = price.sum(floors) ?? 0
    self.budget = min(budget, (all ?? .max) - floor)
    let (cells, overflow) = (self.budget + (self.budget == .max ? 0 : 1))
      .multipliedReportingOverflow(by: floors.count)
    guard !overflow, cells <= BudgetAllocation.cellLimit else {
      throw .tooFine(cells: overflow ? .max : cells, limit: BudgetAllocation.cellLimit)
    }
    (gains, isExact) = scaledGains()
    layers = [Array(repeating: 0, count: self.budget + 1)]
    for stratum in floors.indices.reversed() {
      layers.append(layer(after: layers[layers.count - 1], stratum))
    }
  }

  /// What opening a class costs beyond its prices: nothing where its floor has opened it.
  private func opening(_ stratum: Int) -> Int { floors[stratum] == 0 ? price.setups[stratum] : 0 }

  /// What some inspections above the floor cost.
  private func cost(_ stratum: Int, _ units: Int) -> Int {
    units == 0 ? 0 : units * price.prices[stratum] + opening(stratum)
  }

  private func scaledGains() -> (gains: [[Int128]], isExact: Bool) {
    let counts = floors.indices.map { stratum in
      let room = max(budget - opening(stratum), 0) / price.prices[stratum]
      return problem.weights[stratum].isZero
        ? 0 : min(room, problem.maximums[stratum] - floors[stratum])
    }
    var sum = 0.0
    for (stratum, count) in counts.enumerated() where count > 0 {
      sum += problem.worth(stratum, at: floors[stratum]) * Double(count)
    }
    if problem.curve == .flat, let units = flatGains(counts) {
      let gains = zip(units, counts).map { unit, count in (0...count).map { unit * Int128($0) } }
      return (gains, true)
    }
    let shift = sum > 0 ? 110 - Int(sum.exponent) : 0
    let gains = floors.indices.map { stratum in
      let (top, bottom) = problem.weights[stratum].rational
      let numerator = shift >= 0 ? top << shift : top
      let denominator = shift >= 0 ? bottom : bottom << -shift
      var result: [Int128] = [0]
      result.reserveCapacity(counts[stratum] + 1)
      var gain: Int128 = 0
      for unit in 0..<counts[stratum] {
        let curve = problem.curve.value(
          at: floors[stratum] + unit,
          population: problem.populations[stratum]
        )
        gain += Int128(numerator / (denominator * BigUInt(curve.denominator)))
        result.append(gain)
      }
      return result
    }
    return (gains, false)
  }

  /// The gain of one inspection of each class in units of the weights' common denominator; nil where
  /// the gain of all would not fit.
  private func flatGains(_ counts: [Int]) -> [Int128]? {
    var denominator = BigUInt(1)
    for (stratum, count) in counts.enumerated() where count > 0 {
      let (top, bottom) = problem.weights[stratum].rational
      let own = bottom / top.greatestCommonDivisor(with: bottom)
      denominator *= own / denominator.greatestCommonDivisor(with: own)
    }
    var sum = BigUInt(0)
    let units = counts.enumerated().map { stratum, count in
      let (top, bottom) = problem.weights[stratum].rational
      let unit = count == 0 ? 0 : top * denominator / bottom
      sum += unit * BigUInt(count)
      return unit
    }
    return sum.bitWidth < 126 ? units.map { Int128($0) } : nil
  }

  /// The best gains with one more class: within each residue of its price the best number of its
  /// units rises with the spending, so that halving finds it (the gains are concave).
  private func layer(after before: [Int128], _ stratum: Int) -> [Int128] {
    var result = before
    let gain = gains[stratum]
    guard gain.count > 1 else { return result }
    let step = price.prices[stratum]
    let opening = opening(stratum)
    for residue in 0..<step where residue + opening <= budget {
      let last = (budget - opening - residue) / step
      var work = [(from: 0, through: last, least: 0, greatest: last)]
      while let part = work.popLast() {
        guard part.from <= part.through else { continue }
        let middle = (part.from + part.through) / 2
        let first = max(part.least, middle - gain.count + 1)
        var best = first
        var value = Int128.min
        for index in first...max(first, min(part.greatest, middle)) {
          let sum = before[residue + index * step] + gain[middle - index]
          if sum > value { (value, best) = (sum, index) }
        }
        let place = residue + middle * step + opening
        result[place] = max(result[place], value)
        work.append((part.from, middle - 1, part.least, best))
        work.append((middle + 1, part.through, best, part.greatest))
      }
    }
    // A spending may stay below what it is allowed.
    for spending in 1..<result.count {
      result[spending] = max(result[spending], result[spending - 1])
    }
    return result
  }

  /// The spendings above the floors at which more can be gained than below, 0 first.
  var rises: [Int] {
    let top = layers[floors.count]
    return top.indices.filter { $0 == 0 || top[$0] > top[$0 - 1] }
  }

  /// The best plan within a spending above the floors, all that there is where none is named.
  ///
  /// - Parameters:
  ///   - spending: the spending.
  ///   - others: how many spendings are asked for: they share the plans that may be compared.
  /// - Returns: the sizes, and the gap that is left open.
  func best(within spending: Int? = nil, of others: Int = 1) -> (sizes: [Int], gap: Double) {
    let limit = min(Self.planLimit, max(64, Self.chainLimit / max(others, 1)))
    var budget = spending ?? budget
    let top = layers[floors.count][budget]
    if isExact {
      // The cheapest of the best, and the first of these: it gives most to the classes that stand first.
      while budget > 0, layers[floors.count][budget - 1] == top { budget -= 1 }
      var sizes = floors
      var plan = floors.map { _ in 0 }
      collect(floors.count, budget, 0, top, &plan) { found in
        sizes = zip(floors, found).map { $0 + $1 }
        return false
      }
      return (sizes, 0)
    }
    let units = gains.reduce(0) { $0 + $1.count - 1 }
    // A plan of true gain as great as the best shows at most its rounding below it.
    let least = top - Int128(units)
    var plans: [[Int]] = []
    var isComplete = true
    var plan = floors.map { _ in 0 }
    collect(floors.count, budget, 0, least, &plan) { found in
      plans.append(found)
      isComplete = plans.count < limit
      return isComplete
    }
    var best = plans.first ?? plan
    for other in plans.dropFirst() where isBetter(other, best) { best = other }
    let rounding = isComplete || top == 0 ? 0 : Double(units) / Double(top)
    // Weights with exponents that are not whole are known to 2⁻²⁵⁶ alone.
    let isExact = problem.weights.allSatisfy { $0.degree == 1 }
    let gap = isExact || top == 0 ? rounding : max(rounding, 0x1p-250)
    return (zip(floors, best).map { $0 + $1 }, gap)
  }

  /// All plans whose gain is at least `least`, until `found` says to stop.
  @discardableResult
  private func collect(
    _ classes: Int,
    _ budget: Int,
    _ gained: Int128,
    _ least: Int128,
    _ plan: inout [Int],
    _ found: ([Int]) -> Bool
  ) -> Bool {
    guard classes > 0 else { return found(plan) }
    let stratum = floors.count - classes
    for units in near(stratum, classes, budget, least - gained) {
      plan[stratum] = units
      let gain = gained + gains[stratum][units]
      if !collect(classes - 1, budget - cost(stratum, units), gain, least, &plan, found) {
        return false
      }
    }
    return true
  }

  /// The units of a class, the most first, with which it and those that follow can gain as much.
  private func near(_ stratum: Int, _ classes: Int, _ budget: Int, _ least: Int128) -> [Int] {
    let (price, opening) = (price.prices[stratum], opening(stratum))
    return gains[stratum].withUnsafeBufferPointer { gain in
      layers[classes - 1].withUnsafeBufferPointer { layer in
        var result: [Int] = []
        let most = min(gain.count - 1, max(budget - opening, 0) / price)
        var units = most
        while units > 0 {
          if layer[budget - opening - units * price] + gain[units] >= least { result.append(units) }
          units -= 1
        }
        if layer[budget] + gain[0] >= least { result.append(0) }
        return result
      }
    }
  }

  /// The steps that finding a plan for every rise takes at most.
  var chainSteps: Double {
    Double(rises.count) * gains.reduce(0.0) { $0 + Double($1.count) }
  }

  /// Whether sizes are strictly better than others that cost less or as much, in exact fractions.
  func isBetter(sizes left: [Int], than right: [Int]) -> Bool {
    isBetter(zip(left, floors).map { $0 - $1 }, zip(right, floors).map { $0 - $1 })
  }

  /// Whether a plan is better in exact fractions, or as good and cheaper, or as cheap and gives more
  /// to the classes that stand first.
  private func isBetter(_ left: [Int], _ right: [Int]) -> Bool {
    // Each side gains, in a class where they differ, w (a − b)/(a b), or w (a − b) where flat.
    var difference: (top: BigInt, bottom: BigInt) = (0, 1)
    for stratum in left.indices where left[stratum] != right[stratum] {
      let (top, bottom) = rationals[stratum]
      let first = BigInt(floors[stratum] + left[stratum])
      let second = BigInt(floors[stratum] + right[stratum])
      let numerator = top * (first - second)
      let denominator = bottom * (problem.curve == .flat ? 1 : first * second)
      difference = (
        difference.top * denominator + numerator * difference.bottom,
        difference.bottom * denominator
      )
    }
    if difference.top != 0 { return difference.top > 0 }
    let costs = (
      left.indices.reduce(0) { $0 + cost($1, left[$1]) },
      right.indices.reduce(0) { $0 + cost($1, right[$1]) }
    )
    if costs.0 != costs.1 { return costs.0 < costs.1 }
    return right.lexicographicallyPrecedes(left)
  }
}
