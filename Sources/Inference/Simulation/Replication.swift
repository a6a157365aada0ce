internal import Sampling

/// What replicates under a hypothesis say of observed statistics.
///
/// Replicates are counted in runs of equal length whatever the threads, and the counts are whole
/// numbers, so that the result is the same on every machine. Values that differ by rounding errors
/// count as equal, to the disadvantage of an alarm.
struct Replication: Sendable {
  /// How many replicates.
  let replicates: Int
  private var atMost: [Int]
  private var atLeast: [Int]
  /// How many replicates each statistic has: more where a few did not settle it.
  private var counts: [Int]
  private let means: [Double]
  private let deviations: [Double]

  private struct Part: Sendable {
    var atMost: [Int]
    var atLeast: [Int]
    var sums: [Double]
    var squares: [Double]
  }

  /// Replicates of one run; the sums are added up run by run.
  private static let run = 250

  /// Draws replicates.
  ///
  /// - Parameters:
  ///   - observed: the observed values.
  ///   - replicates: how many.
  ///   - first: the number of the first of them, a multiple of 250.
  ///   - threads: how many threads work.
  ///   - advance: told after each run how many replicates it was; may throw to stop.
  ///   - body: draws the replicates with the given numbers, and hands out the values of each.
  /// - Throws: what `advance` throws.
  init(
    observed: [Double],
    replicates: Int,
    first: Int = 0,
    threads: Int,
    advance: @Sendable (_ replicates: Int) throws -> Void = { _ in },
    _ body: @Sendable (_ numbers: Range<Int>, _ add: ([Double]) -> Void) -> Void
  ) throws {
    let runs = (replicates + Replication.run - 1) / Replication.run
    let workers = max(1, min(threads, runs))
    let zeros = [Double](repeating: 0, count: observed.count)
    let none = [Int](repeating: 0, count: observed.count)
    let byWorker = try Parallel.map(workers) { worker in
      var parts: [(run: Int, part: Part)] = []
      for run in stride(from: worker, to: runs, by: workers) {
        var part = Part(atMost: none, atLeast: none, sums: zeros, squares: zeros)
        let start = run * Replication.run
        let end = min(start + Replication.run, replicates)
        body(first + start..<first + end) { values in
          for (index, value) in values.enumerated() {
            let slack = 1e-10 * max(abs(observed[index]), 1)
            if value <= observed[index] + slack { part.atMost[index] += 1 }
            if value >= observed[index] - slack { part.atLeast[index] += 1 }
            let distance = value - observed[index]
            part.sums[index] += distance
            part.squares[index] += distance * distance
          }
        }
        parts.append((run, part))
        try advance(end - start)
      }
      return parts
    }
    var (atMost, atLeast, sums, squares) = (none, none, zeros, zeros)
    for (_, part) in byWorker.flatMap({ $0 }).sorted(by: { $0.run < $1.run }) {
      for index in observed.indices {
        atMost[index] += part.atMost[index]
        atLeast[index] += part.atLeast[index]
        sums[index] += part.sums[index]
        squares[index] += part.squares[index]
      }
    }
    self.replicates = replicates
    counts = observed.map { _ in replicates }
    self.atMost = atMost
    self.atLeast = atLeast
    let count = Double(max(replicates, 1))
    means = zip(observed, sums).map { $0 + $1 / count }
    deviations = zip(sums, squares).map { sum, square in
      max(0, square / count - (sum / count) * (sum / count)).squareRoot()
    }
  }

  /// The mean of a statistic over the replicates.
  func mean(_ index: Int) -> Double { means[index] }

  /// Its standard deviation.
  func deviation(_ index: Int) -> Double { deviations[index] }

  /// (1 + replicates with at least the observed value)/(1 + replicates).
  func upper(_ index: Int) -> Double { Double(1 + atLeast[index]) / Double(1 + counts[index]) }

  /// (1 + replicates with at most the observed value)/(1 + replicates).
  func lower(_ index: Int) -> Double { Double(1 + atMost[index]) / Double(1 + counts[index]) }

  /// Statistics that so few replicates have not settled: fewer than ``settled`` are as extreme.
  ///
  /// Those that are settled have their p-value: to stop at a number of extreme replicates that was
  /// named before holds the level (Besag and Clifford 1991, doi:10.1093/biomet/78.2.301).
  func open(isUpper: (Int) -> Bool) -> [Int] {
    counts.indices.filter { index in
      (isUpper(index) ? atLeast[index] : min(atLeast[index], atMost[index])) < Replication.settled
    }
  }

  /// Extreme replicates after which no more are drawn.
  private static let settled = 20

  /// Adds further replicates of some statistics.
  mutating func add(_ other: Replication, of indices: [Int]) {
    for (place, index) in indices.enumerated() {
      atMost[index] += other.atMost[place]
      atLeast[index] += other.atLeast[place]
      counts[index] += other.counts[place]
    }
  }

  /// Twice the smaller of the two, at most 1.
  func twoSided(_ index: Int) -> Double { min(1, 2 * min(upper(index), lower(index))) }
}
