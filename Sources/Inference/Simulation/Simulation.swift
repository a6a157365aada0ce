public import Sampling

/// Thousands of replicate draws through the real selection code, and what they show.
///
/// Replicate r is the draw with the label `LABEL/r` and the same seed, so that anyone can make any
/// of them again with `draw`. Counts are whole numbers and sums are formed in runs of equal length,
/// so that the result does not depend on the threads.
public struct Simulation: Sendable {
  /// What is simulated.
  public struct Request: Sendable {
    /// The frame.
    public var frame: SimulatedFrame
    /// How replicates are drawn.
    public var design: SimulationDesign
    /// The label, which a slash and the number of the replicate follow.
    public var label: String
    /// The seed.
    public var seed: String
    /// How many replicates.
    public var replicates: Int
    /// Threads that work.
    public var threads = 1
    /// Units whose pairs are counted: the places of at most so many, spread over the frame.
    public var pairUnits = 200
    /// A known value of each unit, by its place in the frame: a finding, a turnover; nil without.
    public var values: [Double]?
    /// Whether the values are 1 and 0, so that a simple random draw has exact bounds.
    public var isEvent = false
    /// What a visit of each unit costs, by its place in the frame; nil where each costs 1.
    public var loads: [Double]?
    /// The confidence of the intervals.
    public var confidence = Ratio(95, 100)

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - frame: the frame.
    ///   - design: how replicates are drawn.
    ///   - label: the label, which a slash and the number of the replicate follow.
    ///   - seed: the seed.
    ///   - replicates: how many replicates.
    public init(
      frame: SimulatedFrame,
      design: SimulationDesign,
      label: String,
      seed: String,
      replicates: Int
    ) {
      self.frame = frame
      self.design = design
      self.label = label
      self.seed = seed
      self.replicates = replicates
    }
  }

  /// What was simulated.
  public let request: Request
  /// How often each unit was drawn in the last year of a replicate, by its place in the frame.
  public let inclusions: [Int]
  /// The units whose pairs are counted.
  public let pairUnits: [Int]
  /// How often two of them were drawn together: the upper triangle, row by row.
  public let pairs: [Int]
  /// The number of distinct units seen after all years, by stratum, and in all.
  public let distinct: [Moments]
  /// The load of a year by stratum, and in all.
  public let loads: [Moments]
  /// The estimates of the mean; nil without known values.
  public let estimates: Estimates?

  /// Replicates of one run.
  private static let run = 20

  /// Mean, spread and range of a figure over the replicates.
  public struct Moments: Sendable, Hashable {
    /// How many.
    public private(set) var count = 0
    /// The least.
    public private(set) var least = Double.infinity
    /// The greatest.
    public private(set) var greatest = -Double.infinity
    private var sum = 0.0
    private var squares = 0.0
    private var origin = 0.0

    /// The mean.
    public var mean: Double { origin + sum / Double(max(count, 1)) }
    /// The standard deviation, with n − 1.
    public var deviation: Double {
      guard count > 1 else { return 0 }
      let n = Double(count)
      return max(0, (squares - sum * sum / n) / (n - 1)).squareRoot()
    }
    /// The Monte Carlo error of the mean.
    public var error: Double { deviation / Double(max(count, 1)).squareRoot() }

    /// No figures yet, near a value that keeps the sums small.
    init(near origin: Double = 0) { self.origin = origin }

    mutating func add(_ value: Double) {
      count += 1
      least = min(least, value)
      greatest = max(greatest, value)
      sum += value - origin
      squares += (value - origin) * (value - origin)
    }

    mutating func add(_ other: Moments) {
      count += other.count
      least = min(least, other.least)
      greatest = max(greatest, other.greatest)
      sum += other.sum
      squares += other.squares
    }
  }

  /// How estimates behave.
  public struct Estimates: Sendable {
    /// The true mean.
    public var truth: Double
    /// The estimates.
    public var estimates: Moments
    /// Their standard errors, where there are any.
    public var standardErrors: Moments
    /// Replicates whose interval has the truth in it.
    public var covered: Int
    /// Replicates with an interval.
    public var intervals: Int
    /// Whether the intervals are exact bounds, and not Student's.
    public var isExact: Bool
  }

  struct Part: Sendable {
    var distinct: [Moments]
    var loads: [Moments]
    var estimates: Estimates?
  }

  struct Tally: Sendable {
    var inclusions: [Int]
    var pairs: [Int]
    var parts: [(run: Int, part: Part)]
  }

  /// Draws the replicates.
  ///
  /// - Parameters:
  ///   - request: what to simulate.
  ///   - advance: told after each run how many replicates it was, on any thread; may throw to stop.
  /// - Throws: `SelectionError` where a stratum has too few units with a size above 0, and what
  ///   `advance` throws.
  /// - Complexity: O(replicates · N) for simple random draws; O(replicates · N log N) by size.
  public init(
    _ request: Request,
    advance: @escaping @Sendable (_ replicates: Int) throws -> Void = { _ in }
  ) throws {
    let frame = request.frame
    let tracked = min(max(request.pairUnits, 0), frame.count)
    let pairUnits = (0..<tracked).map { $0 * frame.count / max(tracked, 1) }
    var pairPlaces = [Int](repeating: -1, count: frame.count)
    for (place, unit) in pairUnits.enumerated() { pairPlaces[unit] = place }
    let estimator = SimulatedEstimator(request)
    let runs = (request.replicates + Simulation.run - 1) / Simulation.run
    let workers = max(1, min(request.threads, runs))
    let empty = Part(
      distinct: Simulation.moments(request) { Double($0.size) },
      loads: Simulation.moments(request) { Double($0.size) },
      estimates: estimator?.none
    )
    let tallies = try Parallel.map(workers) { [pairPlaces] worker in
      var tally = Tally(
        inclusions: Array(repeating: 0, count: frame.count),
        pairs: Array(repeating: 0, count: tracked * max(tracked - 1, 0) / 2),
        parts: []
      )
      var drawer = ReplicateDrawer(frame, design: request.design)
      var seen = [Int](repeating: -1, count: frame.count)
      var covered: [[Int]: Bool] = [:]
      for run in stride(from: worker, to: runs, by: workers) {
        var part = empty
        let start = run * Simulation.run
        let end = min(start + Simulation.run, request.replicates)
        for number in start..<end {
          var distinct = [Int](repeating: 0, count: frame.strata.count)
          try drawer.draw(label: "\(request.label)/\(number + 1)", seed: request.seed) {
            year,
            units in
            var stratum = 0
            for unit in units {
              while unit >= frame.bounds[stratum + 1] { stratum += 1 }
              if seen[unit] != number {
                seen[unit] = number
                distinct[stratum] += 1
              }
            }
            guard year == request.design.years - 1 else { return }
            tally.add(units, pairPlaces: pairPlaces, tracked: tracked)
            part.addLoads(units, request)
            estimator?.add(units, to: &part.estimates, known: &covered)
          }
          for (stratum, count) in distinct.enumerated() {
            part.distinct[stratum].add(Double(count))
          }
          part.distinct[distinct.count].add(Double(distinct.reduce(0, +)))
        }
        tally.parts.append((run, part))
        try advance(end - start)
      }
      return tally
    }
    var inclusions = [Int](repeating: 0, count: frame.count)
    var pairs = [Int](repeating: 0, count: tracked * max(tracked - 1, 0) / 2)
    for tally in tallies {
      for (unit, count) in tally.inclusions.enumerated() { inclusions[unit] += count }
      for (pair, count) in tally.pairs.enumerated() { pairs[pair] += count }
    }
    var whole = empty
    for (_, part) in tallies.flatMap(\.parts).sorted(by: { $0.run < $1.run }) { whole.add(part) }
    self.request = request
    self.inclusions = inclusions
    self.pairUnits = pairUnits
    self.pairs = pairs
    distinct = whole.distinct
    loads = whole.loads
    estimates = whole.estimates
  }

  private static func moments(
    _ request: Request,
    near origin: ((population: Int, size: Int)) -> Double
  ) -> [Moments] {
    let parts = zip(request.frame.strata, request.design.sizes).map { ($0.population, $1) }
    let all = (parts.reduce(0) { $0 + $1.0 }, parts.reduce(0) { $0 + $1.1 })
    return (parts + [all]).map { Moments(near: origin($0)) }
  }
}

extension Simulation.Tally {
  mutating func add(_ units: [Int], pairPlaces: [Int], tracked: Int) {
    var met: [Int] = []
    for unit in units {
      inclusions[unit] += 1
      if pairPlaces[unit] >= 0 { met.append(pairPlaces[unit]) }
    }
    met.sort()
    for (index, first) in met.enumerated() {
      // The pairs (first, first + 1), (first, first + 2) … stand in a row.
      let row = first * (2 * tracked - first - 1) / 2 - first - 1
      for second in met[(index + 1)...] { pairs[row + second] += 1 }
    }
  }
}

extension Simulation.Part {
  mutating func addLoads(_ units: [Int], _ request: Simulation.Request) {
    var sums = [Double](repeating: 0, count: request.frame.strata.count)
    var stratum = 0
    for unit in units {
      while unit >= request.frame.bounds[stratum + 1] { stratum += 1 }
      sums[stratum] += request.loads.map { $0[unit] } ?? 1
    }
    for (stratum, sum) in sums.enumerated() { loads[stratum].add(sum) }
    loads[sums.count].add(sums.reduce(0, +))
  }

  mutating func add(_ other: Simulation.Part) {
    for (index, moments) in other.distinct.enumerated() { distinct[index].add(moments) }
    for (index, moments) in other.loads.enumerated() { loads[index].add(moments) }
    if let more = other.estimates {
      estimates?.estimates.add(more.estimates)
      estimates?.standardErrors.add(more.standardErrors)
      estimates?.covered += more.covered
      estimates?.intervals += more.intervals
    }
  }
}
