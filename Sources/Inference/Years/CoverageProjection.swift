internal import Sampling

/// How a frame is covered over the years while units come, go and change their class.
///
/// The expected numbers are followed exactly, year by year. In independent draws a unit of a class
/// is seen with probability n/N each year. In a rotation every unit has a place on a circle, its
/// ticket, for good; each class goes round it, n/N further every year, and a unit that is
/// reclassified keeps its place. So the circle falls into pieces in which all units have the same
/// fate, and each is followed by itself: what a reclassification does to a rotation is no guess.
public struct CoverageProjection: Sendable {
  /// How the draws of successive years hang together.
  public enum Design: String, Sendable, CaseIterable {
    /// A draw of its own each year.
    case independent
    /// One draw that goes on behind the last ticket of the year before.
    case rotation
  }

  /// What happens between two years.
  public struct Move: Hashable, Sendable {
    /// Where units come from; nil for new ones.
    public var from: Int?
    /// Where they go; nil where they leave the frame.
    public var to: Int?
    /// The share of `from`, 0 to 1; for new ones their number.
    public var yearly: Double

    /// Makes a move.
    ///
    /// - Parameters:
    ///   - from: the class that units leave, nil for new units.
    ///   - to: the class that they enter, nil where they leave the frame.
    ///   - yearly: the share of `from`, 0 to 1, or the number of new units.
    public init(from: Int?, to: Int?, yearly: Double) {
      self.from = from
      self.to = to
      self.yearly = yearly
    }
  }

  /// One year, after its draw.
  public struct Year: Sendable {
    /// The units of each class, as expected, in whole units.
    public var populations: [Int]
    /// The units drawn in each class.
    public var sizes: [Int]
    /// P(seen at least once so far) of a unit that was in the class in year 1 and is still in the
    /// frame; nil where the class was empty.
    public var seen: [Double?]
    /// The same of a unit that was in any class in year 1.
    public var seenInAll: Double?
    /// The share of the units now in the class that were seen at least once, in any class; nil
    /// where it is empty.
    public var frameSeen: [Double?]
    /// The same in all classes.
    public var frameSeenInAll: Double?
    /// The units of the frame that were never seen, as expected.
    public var neverSeen: Double
  }

  /// The years.
  public let years: [Year]

  /// Follows a frame over some years.
  ///
  /// - Parameters:
  ///   - populations: the units of each class in year 1.
  ///   - moves: what happens between two years; the shares of a class sum to at most 1.
  ///   - years: how many years, ≥ 0.
  ///   - design: how the draws hang together.
  ///   - sizes: the sizes for the populations of a year, one a class, each at most its population.
  /// - Throws: what `sizes` throws; ``InferenceError/tooManyUnits`` for more units than doubles count,
  ///   2⁵³; ``InferenceError/tooManyMoves(classes:years:)`` above its limit of steps.
  /// - Complexity: without moves O(classes · years); else O(classes³ · years²) steps for a rotation,
  ///   O(classes² · years) otherwise.
  public init(
    populations: [Int],
    moves: [Move],
    years: Int,
    design: Design,
    sizes: (_ populations: [Int]) throws -> [Int]
  ) throws {
    guard populations.reduce(0.0, { $0 + Double($1) }) <= CoverageProjection.greatestCount else {
      throw InferenceError.tooManyUnits
    }
    guard !moves.isEmpty else {
      let year = try sizes(populations)
      self.years = (0..<max(years, 0)).map { number in
        CoverageProjection.still(populations, year, after: number + 1, design: design)
      }
      return
    }
    let classes = Double(populations.count)
    let pieces = design == .rotation ? Double(years) * classes : 1
    guard 4 * classes * (classes + 1) * pieces * Double(years) <= CoverageProjection.stepLimit
    else {
      throw InferenceError.tooManyMoves(classes: populations.count, years: years)
    }
    var flow = Flow(populations: populations, moves: moves)
    var counts: [(populations: [Int], sizes: [Int])] = []
    var expected = populations.map(Double.init)
    for _ in 0..<years {
      guard expected.reduce(0, +) <= CoverageProjection.greatestCount else {
        throw InferenceError.tooManyUnits
      }
      let whole = expected.map { Int($0.rounded()) }
      counts.append((whole, try sizes(whole)))
      expected = flow.moved(expected)
      flow.addNew(to: &expected)
    }
    let shares = counts.map { count in
      zip(count.populations, count.sizes).map { $0 == 0 ? 0 : Double($1) / Double($0) }
    }
    flow.cut(shares, design: design)
    self.years = counts.indices.map { year in
      if year > 0 { flow.advance() }
      flow.draw(year)
      return flow.summary(populations: counts[year].populations, sizes: counts[year].sizes)
    }
  }
}

extension CoverageProjection {
  /// The units that are counted at most: above 2⁵³ doubles leave whole numbers out.
  static let greatestCount = 0x1p53
  /// The steps that moves may take, a few seconds.
  static let stepLimit = 0x1p30

  /// A year of a frame that stays as it is.
  private static func still(
    _ populations: [Int],
    _ sizes: [Int],
    after years: Int,
    design: Design
  ) -> Year {
    let unseen = zip(populations, sizes).map { population, size -> Double in
      switch design {
      case .independent:
        let left = population == 0 ? 0 : Double(population - size) / Double(population)
        return Double(population) * (0..<years).reduce(1.0) { product, _ in product * left }
      case .rotation:
        return Double(max(Int128(population) - Int128(years) * Int128(size), 0))
      }
    }
    let shares = zip(populations, unseen).map { population, unseen in
      population == 0 ? nil : max(0, 1 - unseen / Double(population))
    }
    let (all, never) = (populations.reduce(0, +), unseen.reduce(0, +))
    let whole = all == 0 ? nil : max(0, 1 - never / Double(all))
    return Year(
      populations: populations,
      sizes: sizes,
      seen: shares,
      seenInAll: whole,
      frameSeen: shares,
      frameSeenInAll: whole,
      neverSeen: never
    )
  }
}

/// The units by the class that they began in, the class that they are in and their piece of the
/// circle: how many there are, and how many of them were never seen.
private struct Flow {
  private let classes: Int
  private let moves: [CoverageProjection.Move]
  /// Length of each piece, in turns of the circle; they sum to 1.
  private var pieces: [Double] = []
  /// The share drawn of each piece, by year, class and piece.
  private var drawn: [[[Double]]] = []
  /// Units by cohort (the class of year 1, or one more for those who came later) and class.
  private var units: [[Double]]
  /// Units never seen by piece, cohort and class.
  private var unseen: [[[Double]]] = []

  init(populations: [Int], moves: [CoverageProjection.Move]) {
    classes = populations.count
    self.moves = moves
    units = (0...populations.count).map { cohort in
      populations.indices.map { $0 == cohort ? Double(populations[$0]) : 0 }
    }
  }

  /// Cuts the circle where a draw of any year and class begins.
  mutating func cut(_ shares: [[Double]], design: CoverageProjection.Design) {
    switch design {
    case .independent:
      pieces = [1]
      drawn = shares.map { $0.map { [$0] } }
    case .rotation:
      var starts = [Double](repeating: 0, count: classes)
      var windows: [[(start: Double, length: Double)]] = []
      var cuts: [Double] = [0, 1]
      for year in shares {
        windows.append(zip(starts, year).map { ($0, $1) })
        for (index, share) in year.enumerated() {
          starts[index] = (starts[index] + share).truncatingRemainder(dividingBy: 1)
          cuts.append(starts[index])
        }
      }
      cuts.sort()
      // Cuts that differ by a rounding error are one.
      let edges = cuts.indices.filter { $0 == 0 || cuts[$0] - cuts[$0 - 1] > 1e-12 }
        .map { cuts[$0] }
      let middles = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
      pieces = zip(edges, edges.dropFirst()).map { $1 - $0 }
      drawn = windows.map { year in
        year.map { window in
          middles.map { middle in
            let behind = middle - window.start
            return (behind < 0 ? behind + 1 : behind) < window.length ? 1 : 0
          }
        }
      }
    }
    let units = units
    unseen = pieces.map { length in units.map { $0.map { $0 * length } } }
  }

  /// The survivors of a year, by their new class.
  func moved(_ numbers: [Double]) -> [Double] {
    var result = numbers
    for move in moves {
      guard let from = move.from else { continue }
      let leaving = numbers[from] * move.yearly
      result[from] -= leaving
      if let to = move.to { result[to] += leaving }
    }
    return result
  }

  func addNew(to numbers: inout [Double], share: Double = 1) {
    for move in moves where move.from == nil {
      if let to = move.to { numbers[to] += move.yearly * share }
    }
  }

  /// From one year to the next.
  mutating func advance() {
    for cohort in units.indices { units[cohort] = moved(units[cohort]) }
    addNew(to: &units[classes])
    for piece in pieces.indices {
      for cohort in units.indices { unseen[piece][cohort] = moved(unseen[piece][cohort]) }
      addNew(to: &unseen[piece][classes], share: pieces[piece])
    }
  }

  mutating func draw(_ year: Int) {
    for piece in pieces.indices {
      for index in 0..<classes {
        let left = 1 - drawn[year][index][piece]
        for cohort in units.indices { unseen[piece][cohort][index] *= left }
      }
    }
  }

  func summary(populations: [Int], sizes: [Int]) -> CoverageProjection.Year {
    func sum(_ cohorts: some Sequence<Int>, _ classes: some Sequence<Int>) -> (Double, Double) {
      var (all, never) = (0.0, 0.0)
      let classes = Array(classes)
      for cohort in cohorts {
        for index in classes {
          all += units[cohort][index]
          for piece in pieces.indices { never += unseen[piece][cohort][index] }
        }
      }
      return (all, never)
    }
    func share(_ counts: (all: Double, never: Double)) -> Double? {
      counts.all > 0 ? max(0, 1 - counts.never / counts.all) : nil
    }
    let whole = sum(units.indices, 0..<classes)
    return CoverageProjection.Year(
      populations: populations,
      sizes: sizes,
      seen: (0..<classes).map { share(sum([$0], 0..<classes)) },
      seenInAll: share(sum(0..<classes, 0..<classes)),
      frameSeen: (0..<classes).map { share(sum(units.indices, [$0])) },
      frameSeenInAll: share(whole),
      neverSeen: whole.1
    )
  }
}
