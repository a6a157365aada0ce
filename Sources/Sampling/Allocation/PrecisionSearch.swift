/// The search for the cheapest integer sizes of one part of a problem of precision.
struct PrecisionSearch {
  /// The nodes that the last search may visit before the gap is stated instead.
  static let nodeLimit = 2_000_000
  /// What all units may cost, in parts of a price: up to it costs are exact in doubles.
  static let greatestCost = 0x1p53

  private let constraints: [PrecisionConstraint]
  private let strata: [Int]
  private let prices: [Int]
  /// The sizes of all strata, of which those of this part are searched.
  private let frame: [Int]
  private let least: [Int]
  private let greatest: [Int]
  /// a_jh, divided by the bound Σ a_jh/n_h ≤ 1.
  private let weights: [[Double]]

  /// What was found.
  struct Result {
    var sizes: [Int]
    /// By how much other sizes can be cheaper at most.
    var gap: Int
    /// What each bound costs, λ_j.
    var multipliers: [Double]
  }

  /// - Parameters:
  ///   - constraints: the bounds, each with a weight in one of the strata.
  ///   - strata: the strata with a weight.
  ///   - prices: c_h of all strata, in budget units.
  ///   - floors: the least sizes of all strata.
  init(_ constraints: [PrecisionConstraint], strata: [Int], prices: [Int], floors: [Int]) {
    self.constraints = constraints
    self.strata = strata
    self.prices = strata.map { prices[$0] }
    frame = floors
    let greatest = strata.map { constraints[0].problem.maximums[$0] }
    let weights = constraints.map { constraint in
      let own = strata.map { constraint.problem.weights[$0].approximation }
      let populations = strata.map { Double(constraint.problem.populations[$0]) }
      let limit = constraint.limit.quotient
      let whole = zip(own, populations).reduce(limit) { $0 + $1.0 / $1.1 }
      return own.map { $0 / whole }
    }
    // Without a unit nothing is known of a stratum that varies; and what a bound leaves a stratum when
    // all others are at their greatest, it needs.
    var least = strata.map { max(floors[$0], 1) }
    for row in weights {
      let load = zip(row, greatest).reduce(0.0) { $0 + $1.0 / Double($1.1) }
      for (place, weight) in row.enumerated() where weight > 0 {
        let room = 1 - load + weight / Double(greatest[place])
        let size = weight / max(room, 1e-300) * (1 - 1e-9)
        least[place] = max(
          least[place],
          size < Double(greatest[place]) ? Int(size.rounded(.up)) : greatest[place]
        )
      }
    }
    (self.least, self.greatest, self.weights) = (least, greatest, weights)
  }

  /// The cheapest sizes that are found, and the proof.
  func solve() -> Result {
    let multipliers = PrecisionMultipliers(
      weights: weights,
      prices: prices,
      least: least,
      greatest: greatest
    )
    let charges = strata.indices.map { multipliers.charge($0) }
    var best = zip(multipliers.sizes, greatest).map { min(Int($0.rounded(.up)), $1) }
    repair(&best, charges)
    reduce(&best, charges)
    exchange(&best, charges)
    // Σ min over whole sizes, less what the bounds charge, rounded up to a whole unit.
    var bound = -multipliers.values.reduce(0, +)
    for stratum in strata.indices {
      bound += cost(stratum, bestSize(stratum, charges), charges)
    }
    let slack =
      1e-9
      * strata.indices.reduce(1) {
        $0 + abs(cost($1, bestSize($1, charges), charges))
      }
    let lower = max(price(least), bound - slack < 0 ? 0 : Int((bound - slack).rounded(.up)))
    var gap = max(price(best) - lower, 0)
    while gap > 0 {
      let limit = price(best) - 1
      var tree = PrecisionTree(self, charges: charges, room: Double(limit) - bound + slack)
      switch tree.search(limit: limit) {
      case .found(let sizes):
        best = sizes
        exchange(&best, charges)
        gap = max(price(best) - lower, 0)
      case .none:
        gap = 0
      case .givenUp:
        return Result(sizes: best, gap: gap, multipliers: multipliers.values)
      }
    }
    return Result(sizes: best, gap: 0, multipliers: multipliers.values)
  }

  /// c n + A/n.
  fileprivate func cost(_ stratum: Int, _ size: Int, _ charges: [Double]) -> Double {
    Double(prices[stratum]) * Double(size) + charges[stratum] / Double(size)
  }

  /// The whole size of the least c n + A/n.
  fileprivate func bestSize(_ stratum: Int, _ charges: [Double]) -> Int {
    let size = (charges[stratum] / Double(prices[stratum])).squareRoot()
    let low = min(max(Int(min(size, 0x1p62)), least[stratum]), greatest[stratum])
    let high = min(low + 1, greatest[stratum])
    return cost(stratum, low, charges) <= cost(stratum, high, charges) ? low : high
  }

  private func price(_ sizes: [Int]) -> Int { zip(sizes, prices).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Whether sizes keep a bound: in doubles where that is beyond doubt, else exactly.
  private func isMet(_ bound: Int, _ load: Double, _ sizes: [Int]) -> Bool {
    if abs(load - 1) > 1e-9 { return load < 1 }
    var all = frame
    for (stratum, size) in zip(strata, sizes) { all[stratum] = size }
    return constraints[bound].isMet(by: all)
  }

  /// Whether sizes keep all bounds.
  fileprivate func isMet(_ loads: [Double], _ sizes: [Int]) -> Bool {
    loads.indices.allSatisfy { isMet($0, loads[$0], sizes) }
  }

  /// Σ a_jh/n_h for every bound.
  private func loads(_ sizes: [Int]) -> [Double] {
    weights.map { row in zip(row, sizes).reduce(0.0) { $0 + $1.0 / Double($1.1) } }
  }

  /// Adds units where they help most for their price, until all bounds hold.
  private func repair(_ sizes: inout [Int], _ charges: [Double]) {
    var loads = loads(sizes)
    while let worst = loads.indices.filter({ !isMet($0, loads[$0], sizes) })
      .max(by: { loads[$0] < loads[$1] })
    {
      let open = sizes.indices.filter { sizes[$0] < greatest[$0] && weights[worst][$0] > 0 }
      func help(_ stratum: Int) -> Double {
        let size = Double(sizes[stratum])
        return weights[worst][stratum] / (size * (size + 1)) / Double(prices[stratum])
      }
      guard let stratum = open.max(by: { help($0) < help($1) }) else { return }
      sizes[stratum] += 1
      loads = self.loads(sizes)
    }
  }

  /// Takes out units while all bounds hold, first where most is saved for what the bounds lose.
  private func reduce(_ sizes: inout [Int], _ charges: [Double]) {
    var loads = loads(sizes)
    while true {
      var choice: (stratum: Int, worth: Double)?
      for stratum in sizes.indices where sizes[stratum] > least[stratum] {
        let size = Double(sizes[stratum])
        let worth = charges[stratum] / (size * (size - 1)) / Double(prices[stratum])
        guard worth < choice?.worth ?? .infinity else { continue }
        let after = weights.indices.map { loads[$0] + weights[$0][stratum] / (size * (size - 1)) }
        sizes[stratum] -= 1
        if isMet(after, sizes) { choice = (stratum, worth) }
        sizes[stratum] += 1
      }
      guard let choice else { return }
      sizes[choice.stratum] -= 1
      loads = self.loads(sizes)
    }
  }

  /// Adds a unit here and takes out what it makes superfluous there, as long as that saves.
  private func exchange(_ sizes: inout [Int], _ charges: [Double]) {
    var isBetter = true
    while isBetter {
      isBetter = false
      for stratum in sizes.indices where sizes[stratum] < greatest[stratum] {
        var other = sizes
        other[stratum] += 1
        reduce(&other, charges)
        if price(other) < price(sizes) {
          sizes = other
          isBetter = true
        }
      }
    }
  }

  /// What the last search needs to know.
  fileprivate var shape: (least: [Int], greatest: [Int], prices: [Int], weights: [[Double]]) {
    (least, greatest, prices, weights)
  }
}

/// The search of all sizes that cost at most a limit and that the multipliers do not rule out.
///
/// A stratum's size adds to the lower bound what it costs above the stratum's best; once the room up
/// to the limit is used up, nothing cheaper can follow.
private struct PrecisionTree {
  private let search: PrecisionSearch
  private let weights: [[Double]]
  private let prices: [Int]
  /// The strata, those with most sizes last.
  private var order: [Int] = []
  /// For each stratum the sizes that are not ruled out, the best first, and what each uses up.
  private var choices: [[(size: Int, use: Double)]] = []
  /// The least cost of the strata that follow in the order.
  private var restCost: [Int] = []
  /// The least load of each bound by the strata that follow in the order.
  private var restLoad: [[Double]] = []
  private var room: Double
  private var nodes = 0
  private var sizes: [Int]
  /// Whether there are more sizes than nodes may be visited, so that some were left out.
  private var isCut = false

  enum Outcome {
    case found([Int])
    case none
    case givenUp
  }

  init(_ search: PrecisionSearch, charges: [Double], room: Double) {
    self.search = search
    self.room = room
    let shape = search.shape
    (weights, prices) = (shape.weights, shape.prices)
    sizes = shape.least
    var left = PrecisionSearch.nodeLimit
    for stratum in prices.indices {
      let best = search.bestSize(stratum, charges)
      let base = search.cost(stratum, best, charges)
      var own: [(size: Int, use: Double)] = [(best, 0)]
      for direction in [-1, 1] {
        var size = best + direction
        while size >= shape.least[stratum], size <= shape.greatest[stratum] {
          let use = search.cost(stratum, size, charges) - base
          guard use <= room else { break }
          guard left > 0 else {
            isCut = true
            break
          }
          own.append((size, use))
          left -= 1
          size += direction
        }
      }
      choices.append(own.sorted { $0.use < $1.use })
    }
    order = prices.indices.sorted { choices[$0].count < choices[$1].count }
    var cost = 0
    var load = weights.map { _ in 0.0 }
    restCost = [cost]
    restLoad = [load]
    for stratum in order.reversed() {
      let own = choices[stratum].map(\.size)
      cost += prices[stratum] * (own.min() ?? 0)
      for bound in weights.indices {
        load[bound] += weights[bound][stratum] / Double(own.max() ?? 1)
      }
      restCost.insert(cost, at: 0)
      restLoad.insert(load, at: 0)
    }
  }

  mutating func search(limit: Int) -> Outcome {
    if isCut { return .givenUp }
    let isFound = visit(0, cost: 0, loads: weights.map { _ in 0 }, used: 0, limit: limit)
    return isFound ? .found(sizes) : nodes > PrecisionSearch.nodeLimit ? .givenUp : .none
  }

  private mutating func visit(
    _ depth: Int,
    cost: Int,
    loads: [Double],
    used: Double,
    limit: Int
  ) -> Bool {
    nodes += 1
    guard nodes <= PrecisionSearch.nodeLimit else { return false }
    guard depth < order.count else { return search.isMet(loads, sizes) }
    let stratum = order[depth]
    for choice in choices[stratum] {
      guard used + choice.use <= room else { break }
      let spent = cost + prices[stratum] * choice.size
      guard spent + restCost[depth + 1] <= limit else { continue }
      var after = loads
      var isOpen = true
      for bound in weights.indices {
        after[bound] += weights[bound][stratum] / Double(choice.size)
        if after[bound] + restLoad[depth + 1][bound] > 1 + 1e-9 { isOpen = false }
      }
      guard isOpen else { continue }
      sizes[stratum] = choice.size
      if visit(depth + 1, cost: spent, loads: after, used: used + choice.use, limit: limit) {
        return true
      }
    }
    return false
  }
}
