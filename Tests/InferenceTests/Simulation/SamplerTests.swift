import Inference
import Sampling
import TestSupport
import Testing

/// Our own sampler, drawn by the thousand.
@Suite struct SamplerTests {
  private func frame(_ populations: [Int], measures: [Int] = []) throws -> SimulatedFrame {
    let places = populations.enumerated().flatMap { Array(repeating: $0, count: $1) }
    return SimulatedFrame(
      ids: places.indices.map { "unit \($0)" },
      places: places,
      names: try populations.indices.map { try ProtocolText("class \($0)") },
      measures: measures
    )
  }

  private func request(
    _ frame: SimulatedFrame,
    _ design: SimulationDesign,
    _ replicates: Int
  ) -> Simulation.Request {
    var request = Simulation.Request(
      frame: frame,
      design: design,
      label: "sampler",
      seed: "1 2 3 4 5 6",
      replicates: replicates
    )
    request.threads = 2
    return request
  }

  /// Every unit of a stratified pool of 2,000 within exact bounds over 20,000 draws, and 500 of them
  /// in pairs (in the short form a tenth of both).
  @Test func inclusionOfEveryUnit() throws {
    let (populations, sizes, replicates) =
      FalseAlarmTests.isLong
      ? ([1400, 500, 100], [140, 150, 50], 20_000) : ([140, 50, 10], [14, 15, 5], 2_000)
    var request = try request(frame(populations), SimulationDesign(sizes: sizes), replicates)
    request.pairUnits = FalseAlarmTests.isLong ? 2_000 : 200
    let simulation = try Simulation(request)
    let units = simulation.inclusionCheck(alpha: 0.01)
    #expect(units.outside == 0, "\(units)")
    #expect(units.comparisons == populations.reduce(0, +))
    let pairs = try #require(simulation.pairCheck(alpha: 0.01))
    #expect(pairs.outside == 0, "\(pairs)")
    #expect(pairs.comparisons == request.pairUnits * (request.pairUnits - 1) / 2)
    #expect(simulation.inclusions.reduce(0, +) == replicates * sizes.reduce(0, +))
    // Chi-square of the counts, with the factor for draws without replacement.
    let bounds = simulation.request.frame.bounds
    let counts = InclusionCounts(
      counts: sizes.indices.map { Array(simulation.inclusions[bounds[$0]..<bounds[$0 + 1]]) },
      sizes: sizes.map { Array(repeating: $0, count: replicates) }
    )
    #expect(counts.pValue > 0.001, "\(counts)")
  }

  /// The same comparison finds a sampler that draws one unit a little too often.
  @Test func aBiasedCountIsOutside() {
    let counts = [1_000, 1_000, 1_150] + Array(repeating: 1_000, count: 97)
    let check = InclusionCheck(
      counts: counts,
      probabilities: Array(repeating: 0.1, count: 100),
      replicates: 10_000,
      alpha: 0.01
    )
    #expect(check.outside == 1)
    #expect(agree(check.greatestDistance, 0.015))
  }

  /// A replicate is the draw with its label: the same units as the order of the protocol selects.
  @Test func aReplicateIsADraw() throws {
    let frame = try frame([60, 25])
    let sizes = [13, 7]
    let simulation = try Simulation(request(frame, SimulationDesign(sizes: sizes), 1))
    let key = DrawKey(.units, label: "sampler/1", seed: "1 2 3 4 5 6")
    for stratum in 0..<2 {
      let units = frame.bounds[stratum]..<frame.bounds[stratum + 1]
      let ids = units.map { frame.ids[$0] }
      let order = SimpleSelection.order(tickets: ids.map { key.ticket(of: $0.utf8) }, ids: ids)
      let selected = Set(order.prefix(sizes[stratum]).map { units.lowerBound + $0 })
      #expect(Set(units.filter { simulation.inclusions[$0] == 1 }) == selected)
    }
  }

  @Test func threadsDoNotMatter() throws {
    let frame = try frame([60, 25])
    func run(_ threads: Int) throws -> Simulation {
      var request = request(frame, SimulationDesign(sizes: [13, 7], years: 2), 130)
      request.threads = threads
      request.values = frame.ids.indices.map { Double($0 % 3) }
      return try Simulation(request)
    }
    let one = try run(1)
    for threads in [2, 5] {
      let other = try run(threads)
      #expect(other.inclusions == one.inclusions && other.pairs == one.pairs)
      #expect(other.distinct == one.distinct && other.loads == one.loads)
      #expect(other.estimates?.estimates == one.estimates?.estimates)
    }
  }

  /// A rotation sees n units more each year until all are seen, and keeps every unit's probability;
  /// independent years see as many as the formula says.
  @Test func yearsOfDraws() throws {
    let frame = try frame([50, 21])
    var design = SimulationDesign(sizes: [10, 6], years: 3, isRotation: true)
    let rotation = try Simulation(request(frame, design, 1_000))
    #expect(rotation.distinct[0].least == 30 && rotation.distinct[0].greatest == 30)
    #expect(rotation.distinct[1].least == 18 && rotation.distinct[2].mean == 48)
    #expect(rotation.inclusionCheck(alpha: 0.001).outside == 0)
    design.years = 6
    let whole = try Simulation(request(frame, design, 20))
    #expect(whole.distinct[2].least == 71)
    design.isRotation = false
    design.years = 3
    let independent = try Simulation(request(frame, design, 1_000))
    let expected = try RepeatedDraws(population: 50, sizes: [10, 10, 10])
    let distance = abs(independent.distinct[0].mean - expected.mean)
    #expect(distance < 4 * independent.distinct[0].error)
    #expect(agree(independent.distinct[0].deviation, expected.variance.squareRoot(), 0.1))
  }

  /// The coverage of t intervals against the enumeration of all samples.
  @Test(.enabled(if: Shared.isAvailable)) func coverageOfTheReference() throws {
    let file = try Shared.json(
      "reference/inference/exact_coverage_stratified.json",
      as: ReferenceValue.self
    )
    let entry = file["cases"][0]
    let populations = entry["N_h"].integers
    let marked = entry["M_h"].integers
    let frame = try frame(populations)
    let replicates = FalseAlarmTests.isLong ? 20_000 : 400
    var request = request(frame, SimulationDesign(sizes: entry["n_h"].integers), replicates)
    request.values = populations.indices.flatMap { stratum in
      (0..<populations[stratum]).map { $0 < marked[stratum] ? 1.0 : 0 }
    }
    let estimates = try #require(try Simulation(request).estimates)
    let coverage = try #require(entry["wald_t_fpc_coverage"].number)
    #expect(agree(estimates.truth, entry["true_p"].number))
    #expect(estimates.intervals == replicates)
    let error = (coverage * (1 - coverage) / Double(replicates)).squareRoot()
    let share = Double(estimates.covered) / Double(replicates)
    #expect(abs(share - coverage) < 3.5 * error, "\(share) ± \(error)")
    let spread = try #require(entry["true_se"].number)
    #expect(abs(estimates.estimates.mean - estimates.truth) < 3.5 * estimates.estimates.error)
    #expect(agree(estimates.estimates.deviation, spread, 0.2))
  }

  /// The true inclusion probabilities of order sampling by integration over the ranking variable of
  /// each unit: it is selected where fewer than n of the others rank before it.
  private func trueProbabilities(
    _ targets: [Double],
    count: Int,
    method: ProportionalToSize.Method
  ) -> [Double] {
    func distribution(_ rank: Double, _ p: Double) -> Double {
      switch method {
      // u (1 − p)/(p (1 − u)) ≤ t where u ≤ t p/(1 − p + t p).
      case .pareto: rank * p / (1 - p + rank * p)
      case .sequentialPoisson: min(rank * p, 1)
      }
    }
    let steps = 20_000
    return targets.indices.map { unit in
      (0..<steps).reduce(0.0) { sum, step in
        let u = (Double(step) + 0.5) / Double(steps)
        let p = targets[unit]
        let rank = method == .pareto ? u * (1 - p) / (p * (1 - u)) : u / p
        // The number of the others before it, one after the other.
        var before = [1.0] + [Double](repeating: 0, count: count)
        for (other, q) in targets.enumerated() where other != unit {
          let chance = distribution(rank, q)
          for place in (0...count).reversed() {
            let arrive = place > 0 ? before[place - 1] * chance : 0
            before[place] = before[place] * (1 - chance) + arrive
          }
        }
        return sum + before[..<count].reduce(0, +) / Double(steps)
      }
    }
  }

  /// With n = 1 and sizes 9 and 1 the small unit has the target 0.1 and, under Pareto,
  /// 0.043.
  @Test func theTrueProbabilityOfASmallUnit() {
    let small = trueProbabilities([0.9, 0.1], count: 1, method: .pareto)[1]
    #expect(agree(small, 0.043, 0.01), "\(small)")
  }

  @Test(
    arguments: [
      (sizes: [9, 1], count: 1), (sizes: [5, 4, 3, 2, 1], count: 2),
      (sizes: [10, 9, 9, 2, 2, 1, 1], count: 3),
    ],
    ProportionalToSize.Method.allCases
  )
  func inclusionBySize(
    small: (sizes: [Int], count: Int),
    method: ProportionalToSize.Method
  ) throws {
    let frame = try frame([small.sizes.count], measures: small.sizes)
    let replicates = FalseAlarmTests.isLong ? 100_000 : 5_000
    let simulation = try Simulation(
      request(
        frame,
        SimulationDesign(sizes: [small.count], method: method),
        replicates
      )
    )
    let check = InclusionCheck(
      counts: simulation.inclusions,
      probabilities: trueProbabilities(
        simulation.probabilities,
        count: small.count,
        method: method
      ),
      replicates: replicates,
      alpha: 0.001
    )
    #expect(check.outside == 0, "\(small) \(method) \(simulation.inclusions)")
  }
}
