/// A size that a search leaves open: of the units that follow `from` up to `through`.
struct OpenSize {
  var stratum: Int
  var from: Int
  var through: Int

  /// How many units are open.
  var units: Int { through - from }

  /// How many of the units, one after the other, fulfil a condition that none fulfils after one that
  /// does not.
  func count(where condition: (_ size: Int) -> Bool) -> Int {
    var (low, high) = (from, through)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(middle) { low = middle + 1 } else { high = middle }
    }
    return low - from
  }
}

/// The search for the worth below which no unit is taken.
///
/// ```
/// n_h(s) = ⌊z_h(s)⌋ between m_h and M_h,     s rising as the threshold falls
/// ```
///
/// It works in double precision and on four strata at once. A guess of s by Newton's method is then
/// proved or mended: just below and just above it every size is rounded by more than its error, so
/// that what they agree on is settled. The few units between are left to exact integers.
struct ThresholdSearch<Shape: GainShape> {
  /// The scale of each stratum, 0 where nothing is to be given.
  private let scales: [SIMD4<Double>]
  private let populations: [SIMD4<Double>]
  private let lower: [SIMD4<Double>]
  private let upper: [SIMD4<Double>]
  private let maximums: [Int]
  /// More than the relative error of z.
  private let error: Double
  /// The units that may be left open where a closer bracket can be had.
  private var limit: Int { maximums.count / 8 + 4096 }

  /// Two values of s, of which the lower gives not too many units and the upper not too few.
  private typealias Bracket = (low: Double, high: Double)

  /// - Parameters:
  ///   - problem: the problem.
  ///   - sizes: the sizes to start from; at least 1 where the shape needs it.
  init(problem: SeparableAllocation, sizes: [Int]) {
    let weights = problem.approximations
    scales = Self.packed(weights.count) { Shape.scale(weights[$0]) }
    lower = Self.packed(weights.count) { Double(sizes[$0]) }
    maximums = problem.maximums
    upper = Self.packed(weights.count) { [maximums] in Double(maximums[$0]) }
    // An empty stratum has no size but 0, whatever its population is taken for.
    populations =
      Shape.needsPopulation
      ? Self.packed(weights.count, padding: 1) { Double(max(problem.populations[$0], 1)) }
      : []
    error = 4 * problem.relativeError
  }

  private static func packed(
    _ count: Int,
    padding: Double = 0,
    _ value: (Int) -> Double
  ) -> [SIMD4<Double>] {
    [SIMD4<Double>](unsafeUninitializedCapacity: (count + 3) / 4) { buffer, filled in
      for block in 0..<count / 4 {
        let first = 4 * block
        buffer.initializeElement(
          at: block,
          to: SIMD4(value(first), value(first + 1), value(first + 2), value(first + 3))
        )
      }
      if count % 4 > 0 {
        var last = SIMD4<Double>(repeating: padding)
        for place in 0..<count % 4 { last[place] = value(count / 4 * 4 + place) }
        buffer.initializeElement(at: count / 4, to: last)
      }
      filled = (count + 3) / 4
    }
  }

  /// Sets the sizes that are settled, and tells which are not.
  ///
  /// - Precondition: 0 < missing < the room of all strata with a weight.
  /// - Parameters:
  ///   - sizes: the sizes to start from; afterwards the least that each stratum can have.
  ///   - missing: the units to give; afterwards those that are left.
  /// - Returns: the strata that can have more, by index.
  /// - Complexity: O(H) a step; about ten steps.
  func settle(_ sizes: inout [Int], missing: inout Int) -> [OpenSize] {
    let base = lower.reduce(SIMD4<Double>.zero, +).sum()
    let guess = guess(goal: base + Double(missing))
    if let open = split(&sizes, at: guess, missing: &missing, limit: limit) { return open }
    let proved = bracket(guess, sizes: sizes, missing: missing)
    return split(&sizes, at: proved, missing: &missing, limit: .max) ?? []
  }
}

// MARK: - The guess

extension ThresholdSearch {
  /// How many units there are at s, and by how many they grow with the logarithm of s.
  private struct Level {
    var units: Double
    var growth: Double
  }

  /// The level of real sizes, which rises smoothly.
  private func realLevel(_ s: Double) -> Level {
    level(s) { Shape.real($0, $1, s) }
  }

  /// The level of whole sizes; rounded to the nearest by the digits that a double has.
  private func wholeLevel(_ s: Double) -> Level {
    level(s) { scale, population in
      (Shape.bound(scale, population, s) - 0.5 + 0x1p52) - 0x1p52
    }
  }

  @inline(__always)
  private func level(
    _ s: Double,
    size: (SIMD4<Double>, SIMD4<Double>) -> SIMD4<Double>
  ) -> Level {
    var units = SIMD4<Double>.zero
    var growth = SIMD4<Double>.zero
    for block in scales.indices {
      let population = Shape.needsPopulation ? populations[block] : .zero
      let free = size(scales[block], population)
      let isLow = free .< lower[block]
      let isHigh = free .> upper[block]
      units += free.replacing(with: lower[block], where: isLow)
        .replacing(with: upper[block], where: isHigh)
      growth += Shape.growth(free, population).replacing(with: 0, where: isLow .| isHigh)
    }
    return Level(units: units.sum(), growth: growth.sum())
  }

  /// Two values of s between which the number of units is probably reached.
  private func guess(goal: Double) -> Bracket {
    var s = newton(goal)
    var rest = Double.infinity
    var growth = 0.0
    for _ in 0..<6 {
      let level = wholeLevel(s)
      growth = max(level.growth, 1)
      let missing = goal - level.units
      // Where many units have the same worth the count jumps, and no step mends it.
      guard abs(missing) < rest / 2 else { break }
      rest = abs(missing)
      s *= min(max(1 + missing / growth, 0.5), 2)
      if rest <= 64 { break }
    }
    let width = min(max(32 / growth, 8 * error), 0.25)
    return (s * (1 - width), s * (1 + width))
  }

  /// The s at which real sizes reach a sum: the active set of bounds settles in a few steps, as in
  /// recursive Neyman allocation.
  private func newton(_ goal: Double) -> Double {
    var low = 0.0
    var high = Double.infinity
    var s = Shape.start(scales.reduce(SIMD4<Double>.zero, +).sum(), goal)
    let enough = max(0.5, Double(scales.count).squareRoot() / 4)
    for step in 1...64 {
      let level = realLevel(s)
      let missing = goal - level.units
      guard abs(missing) > enough else { break }
      if missing > 0 { low = s } else { high = s }
      var next = level.growth > 0 ? s * (1 + missing / level.growth) : 0
      if next <= low || next >= high || step % 8 == 0 { next = middle(low, high, missing > 0) }
      guard next != s else { break }
      s = next
    }
    return s
  }

  /// The geometric middle; beyond the bracket, where it has only one end yet.
  private func middle(_ low: Double, _ high: Double, _ isRising: Bool) -> Double {
    if low > 0, high < .infinity { return low.squareRoot() * high.squareRoot() }
    return isRising ? low * 0x1p10 : high * 0x1p-10
  }
}

// MARK: - The proof

extension ThresholdSearch {
  /// How many units above the sizes to start from lie within s: surely, and possibly.
  private struct Reach {
    var sure = 0
    var possible = 0
  }

  private func reach(_ s: Double, from sizes: [Int]) -> Reach {
    var result = Reach()
    forEachBound(s, s) { stratum, bound, _ in
      let (least, greatest) = (sizes[stratum], maximums[stratum])
      result.sure += clipped(bound * (1 - error), least, greatest) - least
      result.possible += clipped(bound * (1 + error), least, greatest) - least
    }
    return result
  }

  /// z at two values of s.
  @inline(__always)
  private func forEachBound(
    _ low: Double,
    _ high: Double,
    _ body: (_ stratum: Int, _ low: Double, _ high: Double) -> Void
  ) {
    for block in scales.indices {
      let population = Shape.needsPopulation ? populations[block] : .zero
      let lowBound = Shape.bound(scales[block], population, low)
      let highBound = Shape.bound(scales[block], population, high)
      let first = 4 * block
      for place in 0..<min(4, maximums.count - first) {
        body(first + place, lowBound[place], highBound[place])
      }
    }
  }

  /// A whole size between bounds.
  @inline(__always)
  private func clipped(_ size: Double, _ least: Int, _ greatest: Int) -> Int {
    guard size < 0x1p63 else { return greatest }
    return max(min(Int(size), greatest), least)
  }

  /// Sets each size to what is sure at the lower end; nil where the ends are none, or leave more
  /// units open than a limit.
  private func split(
    _ sizes: inout [Int],
    at bracket: Bracket,
    missing: inout Int,
    limit: Int
  ) -> [OpenSize]? {
    var open: [OpenSize] = []
    var settled = sizes
    var given = 0
    var below = 0
    var above = 0
    var between = 0
    forEachBound(bracket.low, bracket.high) { stratum, low, high in
      let (least, greatest) = (sizes[stratum], maximums[stratum])
      let from = clipped(low * (1 - error), least, greatest)
      let through = clipped(high * (1 + error), least, greatest)
      settled[stratum] = from
      given += from - least
      guard from < through else { return }
      below += clipped(low * (1 + error), least, greatest) - from
      above += clipped(high * (1 - error), least, greatest) - from
      between += through - from
      if between <= limit {
        open.append(OpenSize(stratum: stratum, from: from, through: through))
      }
    }
    guard given + below <= missing, given + above >= missing, between <= limit else { return nil }
    missing -= given
    sizes = settled
    return open
  }

  /// Ends that hold the optimum between them, however the worth of units is spread.
  private func bracket(_ guess: Bracket, sizes: [Int], missing: Int) -> Bracket {
    var (low, high) = guess
    var below = reach(low, from: sizes)
    var above = reach(high, from: sizes)
    var step = high / low
    while below.possible > missing {
      low /= step
      below = reach(low, from: sizes)
      step = min(step * step, 0x1p64)
    }
    step = guess.high / guess.low
    while above.sure < missing {
      high *= step
      above = reach(high, from: sizes)
      step = min(step * step, 0x1p64)
    }
    while above.possible - below.sure > limit {
      // The bits of a positive double, read as an integer, rise as its logarithm, piece by piece.
      let middle = Double(bitPattern: (low.bitPattern + high.bitPattern) / 2)
      guard middle > low, middle < high else { break }
      let reached = reach(middle, from: sizes)
      if reached.possible <= missing {
        (low, below) = (middle, reached)
      } else if reached.sure >= missing {
        (high, above) = (middle, reached)
      } else {
        return around(middle, within: (low, high), sizes: sizes, missing: missing)
      }
    }
    return (low, high)
  }

  /// Ends close to a value at which units are in doubt, which have the same worth or nearly.
  private func around(
    _ middle: Double,
    within bracket: Bracket,
    sizes: [Int],
    missing: Int
  ) -> Bracket {
    var low = middle
    var distance = 2 * error
    repeat {
      low = max(middle * (1 - distance), bracket.low)
      distance *= 4
    } while low > bracket.low && reach(low, from: sizes).possible > missing
    var high = middle
    distance = 2 * error
    repeat {
      high = min(middle * (1 + distance), bracket.high)
      distance *= 4
    } while high < bracket.high && reach(high, from: sizes).sure < missing
    return (low, high)
  }
}
