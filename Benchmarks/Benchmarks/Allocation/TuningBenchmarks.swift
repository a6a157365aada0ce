import Benchmark
import Sampling

// No peer computes these: a frontier with exact breakpoints, or whole sizes for several precisions
// with a proof. SamplingStrata and R2BEAT round continuous sizes up.

/// 10 classes of 40 to 310 units, with prevalences of 1 to 19 %.
private func classes() throws -> (strata: [Stratum], traits: [ProtocolText: StratumTraits]) {
  let names = try (0..<10).map { try ProtocolText("S\($0)") }
  return (
    names.enumerated().map { Stratum(name: $1, population: 40 + 30 * $0) },
    Dictionary(
      uniqueKeysWithValues: names.enumerated().map {
        ($1, StratumTraits(prevalence: Ratio(1 + 2 * $0, 100)))
      }
    )
  )
}

/// 60 strata in 6 domains with 3 variables, from a fixed rule.
private func study() throws -> StudyDesign {
  let names = try (0..<60).map { try ProtocolText("S\($0 + 10)") }
  var variables: [String?: [ProtocolText: StratumTraits]] = [:]
  for (place, variable) in ["x", "y", "z"].enumerated() {
    for (index, name) in names.enumerated() {
      variables[variable, default: [:]][name] = StratumTraits(
        deviation: Ratio(10 + (index * 7 + place * 13) % 40),
        mean: Ratio(20 + (index * 11 + place * 5) % 30)
      )
    }
  }
  return StudyDesign(
    names.enumerated().map { Stratum(name: $1, population: 50 + ($0 * 37) % 400) },
    variables: variables,
    domains: [
      "region": Dictionary(
        uniqueKeysWithValues: names.enumerated().map { ($1, "R\($0 % 6)") }
      )
    ]
  )
}

/// The benchmarks of tuning and of several precisions.
func tuningBenchmarks() {
  for goal in FrontierGoal.all {
    Benchmark("frontier of 260 points, 10 classes, \(goal)/spotcheck") { benchmark in
      let (strata, traits) = try classes()
      for _ in benchmark.scaledIterations {
        let frontier = try Frontier(
          strata,
          traits: traits,
          rules: RuleSet(),
          spending: Spending(budget: Ratio(260), prices: [:]),
          goal: goal
        )
        precondition(frontier.points.count >= 200 && frontier.points.allSatisfy { $0.gap == 0 })
        blackHole(frontier)
      }
    }
  }

  Benchmark("3 variables in 6 domains, 60 strata/spotcheck") { benchmark in
    let study = try study()
    let demands = ["x", "y", "z"].map {
      PrecisionDemand(.variation(Ratio(5, 100)), of: $0, by: "region")
    }
    for _ in benchmark.scaledIterations {
      let best = try PrecisionAllocation(
        study,
        rules: RuleSet(),
        demands: demands,
        spending: Spending(budget: Ratio(0), prices: [:])
      )
      precondition(best.sizes.total > 0)
      blackHole(best)
    }
  }
}
