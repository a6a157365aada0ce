import Benchmark
import Inference
import Sampling

// Peers: Peers/hypergeometric_interval.py (SciPy) and Peers/stratified_bound.py (NumPy).

private func stratum(_ name: String, _ population: Int, _ sample: Int, _ found: Int) throws
  -> InspectedStratum
{
  try InspectedStratum(
    name: ProtocolText(name),
    population: population,
    sample: sample,
    found: found
  )
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal],
    maxDuration: .seconds(5),
    maxIterations: 10_000
  )

  Benchmark("hypergeometric interval N=1e8 n=1000 x=3/spotcheck") { benchmark in
    for _ in benchmark.scaledIterations {
      let interval = try ProportionInterval(
        found: 3,
        sample: 1_000,
        population: 100_000_000,
        confidence: Ratio(95, 100)
      )
      precondition(interval.lowerCount == 61_911 && interval.upperCount == 874_199)
      blackHole(interval)
    }
  }

  Benchmark("stratified bound 120-900-4200 x=9-5-0/spotcheck") { benchmark in
    let strata = try [
      stratum("A", 120, 60, 9), stratum("B", 900, 90, 5), stratum("C", 4_200, 84, 0),
    ]
    for _ in benchmark.scaledIterations {
      let bound = try StratifiedBound(.upper, strata: strata, confidence: Ratio(95, 100))
      precondition(bound.count == 231 && bound.isExact)
      blackHole(bound)
    }
  }

  Benchmark("stratified bound Chicago 8441-2910-1016 x=60-33-19/spotcheck") { benchmark in
    let strata = try [
      stratum("1", 8_441, 300, 60), stratum("2", 2_910, 150, 33), stratum("3", 1_016, 60, 19),
    ]
    for _ in benchmark.scaledIterations {
      let bound = try StratifiedBound(.upper, strata: strata, confidence: Ratio(975, 1_000))
      precondition(bound.count == 3_112 && bound.isExact)
      blackHole(bound)
    }
  }

  Benchmark("all-clear bound 8441-2910-1016/spotcheck") { benchmark in
    let strata = try [
      stratum("1", 8_441, 300, 0), stratum("2", 2_910, 60, 0), stratum("3", 1_016, 20, 0),
    ]
    for _ in benchmark.scaledIterations {
      let bound = try StratifiedBound(.upper, strata: strata, confidence: Ratio(95, 100))
      precondition(bound.count == 143)
      blackHole(bound)
    }
  }

  Benchmark("detection size N=1e8 p=0.1% 95%/spotcheck") { benchmark in
    let detection = try Detection(
      population: 100_000_000,
      prevalence: Ratio(1, 1_000),
      rounding: .up
    )
    for _ in benchmark.scaledIterations {
      let size = try detection.sampleSize(confidence: Ratio(95, 100))
      precondition(size == 2_995)
      blackHole(size)
    }
  }
}
