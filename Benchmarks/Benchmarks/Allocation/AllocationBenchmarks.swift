import Benchmark
import Foundation
import Sampling

// Peers: Peers/allocation.py (NumPy, a threshold search) and Peers/allocation.R (stratallo's RNABOX, the
// continuous optimum) on the same populations; `allocation.sh` runs all of them. Stating a problem is
// counted for nobody in `exact sizes`; `stated, solved and proved` counts it, and the certificate.

/// The 64-bit congruential generator of Knuth (MMIX), which the peer has too.
private struct Generator {
  var state: UInt64 = 1

  /// The next number from 0 to below 1.
  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
}

/// N from 20 to 2000 and S lognormal in thousandths; floors of 2 and 5 % of all, or floors of 10 %
/// and 20 % of all.
private func problem(strata: Int, legal: Bool) -> (state: () -> SeparableAllocation, total: Int) {
  var generator = Generator(state: UInt64(strata))
  var populations: [Int] = []
  var weights: [Weight] = []
  for _ in 0..<strata {
    let population = 20 + Int(generator.uniform() * 1981)
    let radius = (-2 * log(1 - generator.uniform())).squareRoot()
    let normal = radius * cos(2 * .pi * generator.uniform())
    let thousandths = Int((exp(1.2 * normal) * 1000).rounded()) + 1
    populations.append(population)
    weights.append(Weight(root: Weight.Fraction(Ratio(thousandths, 1000), times: population)))
  }
  let minimums = populations.map { legal ? max(2, ($0 + 9) / 10) : 2 }
  let state = {
    SeparableAllocation(
      .reciprocal,
      weights: weights,
      populations: populations,
      minimums: minimums,
      maximums: populations
    )
  }
  return (state, populations.reduce(0, +) / (legal ? 5 : 20))
}

/// 8 classes of a county with prices of 1 to 5 half-days.
private func county() -> SeparableAllocation {
  let populations = [1234, 180, 87, 412, 60, 340, 25, 9]
  let deviations = [21, 44, 50, 17, 49, 41, 30, 48]
  return SeparableAllocation(
    .reciprocal,
    weights: zip(populations, deviations).map {
      Weight(root: Weight.Fraction(Ratio($1, 100), times: $0))
    },
    populations: populations,
    minimums: populations.map { _ in 1 },
    maximums: populations
  )
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal],
    maxDuration: .seconds(5),
    maxIterations: 1_000
  )

  for (name, strata) in [("1e3", 1_000), ("1e4", 10_000), ("1e5", 100_000), ("1e6", 1_000_000)] {
    for legal in [false, true] {
      Benchmark("exact sizes \(name) \(legal ? "B" : "A")/spotcheck") { benchmark in
        let (state, total) = problem(strata: strata, legal: legal)
        let allocation = state()
        precondition(allocation.certificate(allocation.sizes(total: total)).isOptimal)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(allocation.sizes(total: total)) }
      }
      Benchmark("stated, solved and proved \(name) \(legal ? "B" : "A")/spotcheck") { benchmark in
        let (state, total) = problem(strata: strata, legal: legal)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
          let allocation = state()
          let certificate = allocation.certificate(allocation.sizes(total: total))
          precondition(certificate.isOptimal)
        }
      }
    }
  }

  Benchmark("budget 2000 half-days 8 classes/spotcheck") { benchmark in
    let allocation = county()
    for _ in benchmark.scaledIterations {
      let best = try BudgetAllocation(
        allocation,
        prices: [2, 3, 5, 2, 5, 3, 2, 5],
        setups: [4, 4, 4, 4, 4, 4, 4, 4],
        budget: 2_000
      )
      precondition(best.gap == 0 && best.spent <= 2_000)
      blackHole(best)
    }
  }

  tuningBenchmarks()
}
