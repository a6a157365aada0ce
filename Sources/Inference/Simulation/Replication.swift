internal import Sampling

/// What replicates under a hypothesis say of observed statistics.
///
/// Replicates are counted in runs of equal length whatever the threads, and the counts are whole
/// numbers, so that the result is the same on every machine. Values that differ by rounding errors
/// count as equal, to the disadvantage of an alarm.
struct Replication: Sendable {
  /// How many replicates.
  let replicates: Int
  private let atMost: [Int]
  private let atLeast: [Int]
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
  ///   - threads: how many threads work.
  ///   - advance: told after each run how many replicates it was; may throw to stop.
  ///   - body: draws the replicates with the given numbers, and hands out the values of each.
  /// - Throws: what `advance` throws.
  init(
    observed: [Double],
    replicates: Int,
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
        body(start..<end) { values in
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
  func upper(_ index: Int) -> Double { Double(1 + atLeast[index]) / Double(1 + replicates) }

  /// (1 + replicates with at most the observed value)/(1 + replicates).
  func lower(_ index: Int) -> Double { Double(1 + atMost[index]) / Double(1 + replicates) }

  /// Twice the smaller of the two, at most 1.
  func twoSided(_ index: Int) -> Double { min(1, 2 * min(upper(index), lower(index))) }
}
