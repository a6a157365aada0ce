import Foundation
import Sampling
import TestSupport
import Testing

/// All files of the reference folder, and how each is treated.
@Suite(.enabled(if: Shared.isAvailable)) struct ReferenceIndexTests {
  /// The test that reads a file, for all that have no certificate of an optimum at a total.
  private static let treatments = [
    "apportionment_us_house.json": "ReferenceAllocationTests.seatsOfTheHouse",
    "b01_bethel_swiss.json": "tests of precision allocation",
    "b02_bethel_strata_example.json": "tests of precision allocation",
    "b03_r2beat_example.json": "tests of precision allocation",
    "b04_pypi_bethel.json": "tests of precision allocation",
    "c01_optcost_vignette.json": "tests of precision allocation",
    "c02_dopt_domains.json": "tests of precision allocation",
    // A peer's rounding of a continuous optimum, and how it fails: no such step exists here.
    "c03_rounding.json": "none",
    "detection.json": "DetectionTests",
    "detection_allocation.json": "DetectionSplitTests",
    "edge_cases.json": "ReferenceAllocationTests.edgeCases",
    "power_allocation.json": "powerAllocation",
    "proportional_rounding.json": "proportionalRounding",
    "r02_regulator_cost.json": "hoursOfARegulator",
    "r03_cost_integer.json": "BudgetAllocationTests.budgetsInHours",
    "r04_pareto.json": "frontierOfARegulator",
    "ratio_counts.json": "ReferenceAllocationTests.ratioCounts",
    "samplics_pitfalls.json": "whatAPeerGetsWrong",
    "t03_cochran_cost.json": "cochransCosts",
    "t06_vdk_smho_cost.json": "hospitals",
    "w02_wright_priority_path.json": "wrightsPath",
    "w03_wright2017_alg4.json": "PrecisionTargetTests.wrightsAlgorithmFour",
  ]

  @Test func everyFileIsTreated() throws {
    struct Index: Decodable {
      struct File: Decodable { var file: String }
      var files: [File]
    }
    let files = try Shared.json("reference/allocation/index.json", as: Index.self).files.map(\.file)
    #expect(files.count == 69)
    let certified = Set(ReferenceProblem.names)
    for file in files {
      let isKnown = certified.contains(file) || Self.treatments[file] != nil
      #expect(isKnown, "\(file) is treated by no test")
    }
    #expect(certified.union(Self.treatments.keys).count == 69)
  }

  private func neyman(
    _ populations: [Int],
    _ deviations: [Ratio],
    minimums: [Int],
    maximums: [Int]
  ) -> SeparableAllocation {
    SeparableAllocation(
      .reciprocal,
      weights: zip(populations, deviations).map {
        Weight(root: Weight.Fraction($1, times: $0))
      },
      populations: populations,
      minimums: minimums,
      maximums: maximums
    )
  }

  /// To six decimal places: with more, the greatest have more than 18 digits.
  private func ratio(_ number: Double) throws -> Ratio {
    try #require(Ratio(decimal: String(format: "%.6f", number)))
  }

  private func names(_ count: Int) throws -> [ProtocolText] {
    try (0..<count).map { try ProtocolText("S\(100 + $0)") }
  }

  /// The sizes of the package `stratification` come from rounding its real ones, and stand within a
  /// unit of them; so must ours.
  @Test func powerAllocation() throws {
    struct File: Decodable {
      struct Case: Decodable {
        var q: [Double]
        var populations: [Int]
        var means: [Double]
        var variances: [Double]
        var real: [Double]

        init(from decoder: any Decoder) throws {
          let values = try decoder.container(keyedBy: AnyKey.self)
          q = try values.decode([Double].self, forKey: AnyKey("alloc_q"))
          populations = try values.decode([Int].self, forKey: AnyKey("Nh"))
          means = try values.decode([Double].self, forKey: AnyKey("meanh"))
          variances = try values.decode([Double].self, forKey: AnyKey("varh"))
          real = try values.decode([Double].self, forKey: AnyKey("nhnonint"))
        }
      }
      var cases: [Case]
    }
    let file = try Shared.json("reference/allocation/power_allocation.json", as: File.self)
    #expect(file.cases.count == 10)
    for entry in file.cases {
      let names = try names(entry.populations.count)
      var traits: [ProtocolText: StratumTraits] = [:]
      for (place, name) in names.enumerated() {
        traits[name] = StratumTraits(
          variance: try ratio(entry.variances[place]),
          mean: try ratio(entry.means[place])
        )
      }
      let sizes = try Allocation(
        zip(names, entry.populations).map { Stratum(name: $0, population: $1) },
        traits: traits,
        rules: RuleSet(),
        total: Int(entry.real.reduce(0, +).rounded()),
        method: .general(
          population: try ratio(entry.q[0]),
          mean: try ratio(entry.q[1]),
          deviation: try ratio(entry.q[2])
        )
      )
      #expect(sizes.certificate.isOptimal)
      for (size, real) in zip(sizes.sizes.strata.map(\.size), entry.real) {
        #expect(abs(Double(size) - real) < 1, "\(entry.q) \(size) \(real)")
      }
    }
  }

  /// Sainte-Laguë as the package `apportionment` has it, in fractions; and no unit is taken away when
  /// the total grows, where largest remainders do.
  @Test func proportionalRounding() throws {
    struct File: Decodable {
      struct Case: Decodable {
        struct Results: Decodable { var saintelague: [Int] }
        var n: Int
        var populations: [Int]
        var results: Results

        enum CodingKeys: String, CodingKey {
          case n
          case populations = "N"
          case results
        }
      }
      struct Paradox: Decodable {
        var n: Int
        var populations: [Int]

        enum CodingKeys: String, CodingKey {
          case n
          case populations = "N"
        }
      }
      var cases: [Case]
      var alabamaParadox: [Paradox]

      enum CodingKeys: String, CodingKey {
        case cases
        case alabamaParadox = "alabama_paradox"
      }
    }
    func sizes(_ populations: [Int], _ total: Int) throws -> [Int] {
      let names = try names(populations.count)
      return try Sizes.proportional(
        zip(names, populations).map { Stratum(name: $0, population: $1) },
        rules: RuleSet(),
        total: total
      ).strata.map(\.size)
    }
    let file = try Shared.json("reference/allocation/proportional_rounding.json", as: File.self)
    #expect(file.cases.count == 4)
    for entry in file.cases {
      #expect(try sizes(entry.populations, entry.n) == entry.results.saintelague)
    }
    #expect(file.alabamaParadox.count == 3)
    for entry in file.alabamaParadox {
      let before = try sizes(entry.populations, entry.n)
      let after = try sizes(entry.populations, entry.n + 1)
      #expect(zip(before, after).allSatisfy(<=))
    }
  }

  /// 302 units for 300, 7 % of 100 as 8 and „35 %“ that is not more than 35 %: ours are 300, 7, 64.
  @Test func whatAPeerGetsWrong() throws {
    let names = try names(4)
    let sizes = try Sizes.proportional(
      zip(names, [220, 1054, 1382, 422]).map { Stratum(name: $0, population: $1) },
      rules: RuleSet(),
      total: 300
    )
    #expect(sizes.strata.map(\.size) == [21, 103, 135, 41])
    #expect(Rule.atLeast(.ratio(Ratio(7, 100))).counts(of: 100).minimum == 7)
    #expect(Rule.moreThan(.ratio(Ratio(35, 100))).counts(of: 180).minimum == 64)
  }

  /// Cochran 1977, exercise 5.3: 88 and 176 for 1936 dollars, the finite population left out.
  @Test func cochransCosts() throws {
    let populations = [400_000_000, 600_000_000]
    let best = try BudgetAllocation(
      neyman(populations, [Ratio(10), Ratio(20)], minimums: [1, 1], maximums: populations),
      prices: [4, 9],
      setups: [0, 0],
      budget: 1936
    )
    #expect(best.sizes == [88, 176])
    #expect(best.spent == 1936)
  }

  /// Whole sizes for 100,000 dollars: no better than the real ones, and near to them.
  @Test func hospitals() throws {
    struct File: Decodable {
      struct Problem: Decodable {
        var populations: [Int]
        var deviations: [Int]
        var prices: [Int]
        var budget: Int

        enum CodingKeys: String, CodingKey {
          case populations = "N"
          case deviations = "S"
          case prices = "unit_cost"
          case budget
        }
      }
      struct Peer: Decodable {
        var variance: Double

        enum CodingKeys: String, CodingKey { case variance = "variance_total" }
      }
      var problem: Problem
      var peer: Peer

      enum CodingKeys: String, CodingKey {
        case problem
        case peer = "stratallo_rna_cost"
      }
    }
    let file = try Shared.json("reference/allocation/t06_vdk_smho_cost.json", as: File.self)
    let problem = neyman(
      file.problem.populations,
      file.problem.deviations.map { Ratio($0) },
      minimums: file.problem.populations.map { _ in 1 },
      maximums: file.problem.populations
    )
    let best = try BudgetAllocation(
      problem,
      prices: file.problem.prices,
      setups: file.problem.prices.map { _ in 0 },
      budget: file.problem.budget
    )
    let value = try #require(problem.value(of: best.sizes)?.approximation)
    #expect(best.spent <= file.problem.budget && best.gap == 0)
    #expect(value >= file.peer.variance * (1 - 1e-12))
    #expect(value <= file.peer.variance * 1.01)
  }

  /// 1600 hours with a floor in each class: no better than the real optimum, and near to it.
  @Test func hoursOfARegulator() throws {
    struct File: Decodable {
      struct Problem: Decodable {
        var populations: [Int]
        var deviations: [Double]
        var minimums: [Int]
        var prices: [Int]
        var budget: Int

        enum CodingKeys: String, CodingKey {
          case populations = "N"
          case deviations = "S"
          case minimums = "m"
          case prices = "unit_cost_hours"
          case budget
        }
      }
      struct Peer: Decodable {
        var variance: Double

        enum CodingKeys: String, CodingKey { case variance = "variance_total" }
      }
      var problem: Problem
      var peer: Peer

      enum CodingKeys: String, CodingKey {
        case problem
        case peer = "lower_only"
      }
    }
    let file = try Shared.json("reference/allocation/r02_regulator_cost.json", as: File.self)
    let problem = neyman(
      file.problem.populations,
      try file.problem.deviations.map(ratio),
      minimums: file.problem.minimums,
      maximums: file.problem.populations
    )
    let best = try BudgetAllocation(
      problem,
      prices: file.problem.prices,
      setups: file.problem.prices.map { _ in 0 },
      budget: file.problem.budget
    )
    let value = try #require(problem.value(of: best.sizes)?.approximation)
    #expect(best.spent <= file.problem.budget && best.gap == 0)
    #expect(value >= file.peer.variance * (1 - 1e-9))
    #expect(value <= file.peer.variance * 1.001)
  }

  /// What paths over totals have in common.
  private struct Path: Decodable {
    struct Problem: Decodable {
      var populations: [Int]
      var deviations: [Double]?
      var variances: [Int]?
      var minimums: [Int]
      var maximums: [Int]

      init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: AnyKey.self)
        populations = try values.decode([Int].self, forKey: AnyKey("N"))
        deviations = try values.decodeIfPresent([Double].self, forKey: AnyKey("S"))
        variances = try values.decodeIfPresent([Int].self, forKey: AnyKey("S2"))
        let lower = deviations == nil ? "lower" : "m"
        let upper = deviations == nil ? "upper" : "M"
        minimums = try values.decode([Int].self, forKey: AnyKey(lower))
        maximums = try values.decode([Int].self, forKey: AnyKey(upper))
      }
    }
    struct Step: Decodable {
      var n: Int
      var alloc: [Int]
      var variance: Double

      enum CodingKeys: String, CodingKey {
        case n
        case alloc
        case variance = "variance_total"
      }
    }
    var problem: Problem
    var path: [Step]
  }

  private func follow(_ name: String, steps: Int) throws {
    let file = try Shared.json("reference/allocation/\(name)", as: Path.self)
    let problem = file.problem
    let deviations =
      try problem.deviations?.map(ratio)
      ?? (problem.variances ?? []).map { Ratio(Int(Double($0).squareRoot())) }
    let allocation = neyman(
      problem.populations,
      deviations,
      minimums: problem.minimums,
      maximums: problem.maximums
    )
    #expect(file.path.count == steps)
    for step in file.path {
      let sizes = allocation.sizes(total: step.n)
      let certificate = allocation.certificate(sizes)
      #expect(certificate.isOptimal)
      if certificate.isUnique { #expect(sizes == step.alloc, "\(name) \(step.n)") }
      let value = try #require(allocation.value(of: sizes)?.approximation)
      #expect(abs(value - step.variance) <= 1e-9 * max(step.variance, 1))
    }
  }

  @Test func wrightsPath() throws {
    try follow("w02_wright_priority_path.json", steps: 18)
  }

  @Test func frontierOfARegulator() throws {
    try follow("r04_pareto.json", steps: 15)
  }
}

/// A key of any name.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}
