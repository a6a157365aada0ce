internal import BigInt

/// The search behind ``DetectionSplit``: for every total up to a greatest the best split.
struct DetectionSearch {
  private let bounds: [StratumBounds]
  private let factors: Factors
  private let least: Int
  private let greatest: Int
  /// For known violators: after 0, 1, … classes the best product for each total, and the size of the
  /// last class in it.
  private var layers: [[ScaledNumber?]] = []
  private var choices: [[Int]] = []

  /// - Parameters:
  ///   - bounds: the classes.
  ///   - prevalences: p_h.
  ///   - belief: what is believed.
  ///   - greatest: the greatest total that will be asked for, from Σ m_h to Σ M_h.
  /// - Throws: ``DetectionSplitError/tooLarge(steps:limit:)``.
  init(
    _ bounds: [StratumBounds],
    _ prevalences: [Ratio],
    _ belief: DetectionSplit.Belief,
    greatest: Int
  ) throws(DetectionSplitError) {
    self.bounds = bounds
    self.greatest = greatest
    least = bounds.reduce(0) { $0 + $1.minimum }
    let room = greatest - least
    guard greatest <= DetectionSplit.greatestTotal else {
      throw .tooLarge(steps: greatest, limit: DetectionSplit.greatestTotal)
    }
    factors = Factors(bounds.map(\.stratum.population), prevalences, belief)
    var steps = 0
    let (cells, isMany) = (room + (room == .max ? 0 : 1)).multipliedReportingOverflow(
      by: bounds.count
    )
    guard !isMany, cells <= DetectionSplit.cellLimit else {
      throw .tooLarge(steps: isMany ? .max : cells, limit: DetectionSplit.cellLimit)
    }
    for bound in bounds {
      let width = factors.isConcave ? 1 : min(bound.maximum - bound.minimum, room) + 1
      let (product, isLong) = width.multipliedReportingOverflow(by: room + 1)
      let (sum, overflow) = steps.addingReportingOverflow(product)
      steps = isLong || overflow ? .max : sum
    }
    guard steps <= DetectionSplit.stepLimit else {
      throw .tooLarge(steps: steps, limit: DetectionSplit.stepLimit)
    }
    if !factors.isConcave { fill(room: room) }
  }

  /// More than the relative error of a product of all classes: two roundings a unit, one a class.
  private var margin: Double { Double(greatest + bounds.count + 8) * 0x1p-51 }

  // Totals are counted from the least sizes on.
  private mutating func fill(room: Int) {
    layers = [[ScaledNumber(1)] + Array(repeating: nil, count: room)]
    for (place, bound) in bounds.enumerated() {
      let width = min(bound.maximum - bound.minimum, room)
      var misses = [factors.miss(place, at: bound.minimum)]
      for added in 0..<width {
        misses.append(misses[added] * factors.factor(place, at: bound.minimum + added))
      }
      var layer: [ScaledNumber?] = Array(repeating: nil, count: room + 1)
      var choice = Array(repeating: 0, count: room + 1)
      choices.append(choice)
      for total in 0...room {
        for added in 0...min(width, total) {
          guard let before = layers[place][total - added] else { continue }
          let product = before * misses[added]
          if let best = layer[total] {
            let order =
              ScaledNumber.compare(product, best, margin: margin)
              ?? compare(place, total, (added, choice[total]))
            guard order < 0 else { continue }
          }
          layer[total] = product
          choice[total] = added
        }
      }
      layers.append(layer)
      choices[place] = choice
    }
  }

  /// Compares two sizes of a class, with the best of the classes before it, exactly: 1, 0 or −1 for
  /// the product of the first.
  private func compare(_ place: Int, _ total: Int, _ added: (Int, Int)) -> Int {
    let first = split(place, total: total - added.0) + [bounds[place].minimum + added.0]
    let second = split(place, total: total - added.1) + [bounds[place].minimum + added.1]
    return factors.compare(first, second)
  }

  /// The best sizes of the first classes for a total above their least sizes.
  private func split(_ classes: Int, total: Int) -> [Int] {
    var sizes: [Int] = []
    var rest = total
    for place in stride(from: classes - 1, through: 0, by: -1) {
      let added = choices[place][rest]
      sizes.append(bounds[place].minimum + added)
      rest -= added
    }
    return sizes.reversed()
  }

  /// The best split of a total.
  func best(total: Int) -> [Int] {
    factors.isConcave ? greedy(total: total) : split(bounds.count, total: total - least)
  }

  /// Unit by unit, each to the class whose product falls most; the first among equals.
  func greedy(total: Int) -> [Int] {
    var sizes = bounds.map(\.minimum)
    // A heap with the class whose next factor is least on top.
    var heap = sizes.indices.filter { sizes[$0] < bounds[$0].maximum }
    func isBefore(_ left: Int, _ right: Int) -> Bool {
      let order = factors.compareFactors((left, sizes[left]), (right, sizes[right]))
      return order == 0 ? left < right : order < 0
    }
    func sink(_ start: Int) {
      var place = start
      while 2 * place + 1 < heap.count {
        var child = 2 * place + 1
        if child + 1 < heap.count, isBefore(heap[child + 1], heap[child]) { child += 1 }
        guard isBefore(heap[child], heap[place]) else { return }
        heap.swapAt(place, child)
        place = child
      }
    }
    for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(place) }
    for _ in 0..<(total - least) {
      guard let best = heap.first else { break }
      sizes[best] += 1
      if sizes[best] == bounds[best].maximum {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
      }
      sink(0)
    }
    return sizes
  }

  /// Whether the best split of a total misses with at most a probability.
  func isMissed(at total: Int, atMost risk: Ratio) -> Bool {
    let sizes = best(total: total)
    let product = sizes.indices.reduce(ScaledNumber(1)) {
      $0 * factors.miss($1, at: sizes[$1])
    }
    let limit = ScaledNumber(risk.approximation)
    if let order = ScaledNumber.compare(product, limit, margin: margin) { return order <= 0 }
    let (top, bottom) = factors.exact(sizes)
    return top * BigUInt(risk.denominator) <= bottom * BigUInt(risk.numerator)
  }

  /// The product in 30 digits: by its leading bits, and exactly where these leave the last digit open.
  func value(of sizes: [Int]) -> ExactValue {
    let (low, high) = factors.leading(sizes)
    let value = ExactValue(low.top, over: low.bottom)
    if value == ExactValue(high.top, over: high.bottom) { return value }
    let (top, bottom) = factors.exact(sizes)
    return ExactValue(top, over: bottom)
  }
}

/// The probabilities of the classes as products, one factor a unit.
private struct Factors {
  private let populations: [Int]
  private let prevalences: [Ratio]
  private let violators: [Int]
  private let strength: Ratio?

  init(_ populations: [Int], _ prevalences: [Ratio], _ belief: DetectionSplit.Belief) {
    self.populations = populations
    self.prevalences = prevalences
    switch belief {
    case .known(let rounding):
      strength = nil
      violators = zip(populations, prevalences).map { population, share in
        let count =
          rounding == .up
          ? share.minimumCount(of: population) : share.maximumCount(of: population)
        return count ?? population
      }
    case .uncertain(let strength):
      self.strength = strength
      violators = []
    }
  }

  /// Whether the factors of a class rise to 1, so that each unit gains less than the one before.
  var isConcave: Bool { strength != nil }

  /// The factor of the unit after a size: (N − D − n)/(N − n), or (s (1 − p) + n)/(s + n).
  func ratio(_ place: Int, at size: Int) -> (top: BigUInt, bottom: BigUInt) {
    guard let strength else {
      let left = populations[place] - size
      return (BigUInt(max(left - violators[place], 0)), BigUInt(max(left, 1)))
    }
    let share = prevalences[place]
    let units = BigUInt(size) * BigUInt(strength.denominator) * BigUInt(share.denominator)
    let whole = BigUInt(strength.numerator) * BigUInt(share.denominator)
    let part = BigUInt(strength.numerator) * BigUInt(share.denominator - share.numerator)
    return (part + units, whole + units)
  }

  func factor(_ place: Int, at size: Int) -> ScaledNumber {
    guard let strength else {
      let left = populations[place] - size
      return ScaledNumber(Double(max(left - violators[place], 0)) / Double(max(left, 1)))
    }
    let share = prevalences[place]
    let innocent = Double(share.denominator - share.numerator) / Double(share.denominator)
    let known = strength.approximation
    return ScaledNumber((known * innocent + Double(size)) / (known + Double(size)))
  }

  /// The product of the factors up to a size.
  func miss(_ place: Int, at size: Int) -> ScaledNumber {
    (0..<size).reduce(ScaledNumber(1)) { $0 * factor(place, at: $1) }
  }

  /// Compares the factors of the units after two sizes.
  func compareFactors(_ left: (Int, Int), _ right: (Int, Int)) -> Int {
    let near = ScaledNumber.compare(
      factor(left.0, at: left.1),
      factor(right.0, at: right.1),
      margin: 0x1p-48
    )
    if let near { return near }
    let (first, second) = (ratio(left.0, at: left.1), ratio(right.0, at: right.1))
    let (one, two) = (first.top * second.bottom, second.top * first.bottom)
    return one == two ? 0 : one > two ? 1 : -1
  }

  /// Fractions between which the product of all classes lies, nearer to each other than 2⁻²⁰⁰ of it.
  func leading(
    _ sizes: [Int]
  ) -> (low: (top: BigUInt, bottom: BigUInt), high: (top: BigUInt, bottom: BigUInt)) {
    var (top, bottom) = (BigUInt(1), BigUInt(1))
    var (topShift, bottomShift, rounded) = (0, 0, 0)
    func shorten(_ number: inout BigUInt) -> Int {
      let shift = max(0, number.bitWidth - 256)
      number >>= shift
      rounded += shift > 0 ? 1 : 0
      return shift
    }
    for (place, size) in sizes.enumerated() {
      for unit in 0..<size {
        let next = ratio(place, at: unit)
        top *= next.top
        bottom *= next.bottom
        topShift += shorten(&top)
        bottomShift += shorten(&bottom)
      }
    }
    // Each rounding takes less than 2⁻²⁵⁵ of a number away.
    let error = BigUInt(rounded + 1)
    let (up, down) = (max(topShift - bottomShift, 0), max(bottomShift - topShift, 0))
    guard rounded > 0 else { return ((top, bottom), (top, bottom)) }
    let (topMost, bottomMost) = ((top << 250) + top * error, (bottom << 250) + bottom * error)
    let low = (top: top << (250 + up), bottom: bottomMost << down)
    let high = (top: topMost << up, bottom: bottom << (250 + down))
    return (low, high)
  }

  /// The product of all classes as a fraction.
  func exact(_ sizes: [Int]) -> (top: BigUInt, bottom: BigUInt) {
    var result = (top: BigUInt(1), bottom: BigUInt(1))
    for (place, size) in sizes.enumerated() {
      let part = product(place, 0..<size)
      result.top *= part.top
      result.bottom *= part.bottom
    }
    return result
  }

  /// In halves, so that the factors are of like length.
  private func product(_ place: Int, _ sizes: Range<Int>) -> (top: BigUInt, bottom: BigUInt) {
    if strength == nil {
      // The shorter of two products: draws and violators may change places.
      let (fewer, other) = (
        min(sizes.count, violators[place]), max(sizes.count, violators[place])
      )
      guard other + fewer <= populations[place] else { return (0, 1) }
      return (
        ExactTerms.falling(populations[place] - other, fewer),
        ExactTerms.falling(populations[place], fewer)
      )
    }
    guard sizes.count > 8 else {
      return sizes.reduce((BigUInt(1), BigUInt(1))) {
        let next = ratio(place, at: $1)
        return ($0.0 * next.top, $0.1 * next.bottom)
      }
    }
    let middle = sizes.lowerBound + sizes.count / 2
    let low = product(place, sizes.lowerBound..<middle)
    let high = product(place, middle..<sizes.upperBound)
    return (low.top * high.top, low.bottom * high.bottom)
  }

  /// Compares the products of the first classes for two splits of one total.
  func compare(_ left: [Int], _ right: [Int]) -> Int {
    // What both have in common cancels, classes that are alike in any order too.
    let differing = left.indices.filter { left[$0] != right[$0] }
    func kinds(_ sizes: [Int]) -> [[Int]] {
      differing.map { [populations[$0], violators[$0], sizes[$0]] }
        .sorted { $0.lexicographicallyPrecedes($1) }
    }
    if kinds(left) == kinds(right) { return 0 }
    var (one, two) = (BigUInt(1), BigUInt(1))
    for place in differing {
      let (first, second) = (product(place, 0..<left[place]), product(place, 0..<right[place]))
      one *= first.top * second.bottom
      two *= second.top * first.bottom
    }
    return one == two ? 0 : one > two ? 1 : -1
  }
}
