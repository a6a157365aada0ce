import Foundation
import Sampling
import TestSupport
import Testing

/// The reference problems, each with a certificate from exact rational arithmetic.
@Suite(.enabled(if: Shared.isAvailable)) struct ReferenceAllocationTests {
  @Test func everyCertificateIsMet() throws {
    // All but w03, whose certificate is for a target variance.
    #expect(ReferenceProblem.names.count == 47)
    for name in ReferenceProblem.names {
      let reference = try ReferenceProblem.named(name)
      let expected = try #require(reference.expected)
      let allocation = reference.allocation
      let sizes = allocation.sizes(total: reference.problem.total)
      let certificate = allocation.certificate(sizes)
      #expect(sizes.reduce(0, +) == reference.problem.total, "\(name)")
      #expect(certificate.isOptimal, "\(name)")
      #expect(certificate.isUnique == expected.unique, "\(name)")
      if expected.unique {
        #expect(sizes == expected.sizes, "\(name)")
      }
      let value = try #require(allocation.value(of: sizes))
      #expect(try agrees(value, expected.variance), "\(name) \(value)")
    }
  }

  /// Equal in every digit that the certificate prints, 30 of them.
  private func agrees(_ value: ExactValue, _ text: String) throws -> Bool {
    let ours = try #require(Decimal(string: value.description, locale: nil))
    let theirs = try #require(Decimal(string: text, locale: nil))
    let digits = text.filter(\.isNumber).drop { $0 == "0" }.count
    let unit = theirs == 0 ? Decimal(0) : abs(theirs) / pow(10, max(min(digits, 30) - 1, 28))
    return abs(ours - theirs) <= unit
  }

  /// A wrong certificate must be seen: one unit moved away from the optimum.
  @Test func aWorsePlanIsNotCertified() throws {
    let reference = try ReferenceProblem.named("s08_testsuite_4strata.json")
    let certificate = reference.allocation.certificate([29, 28, 10, 13])
    #expect(!certificate.isOptimal)
    #expect(certificate.gainStratum == 0)
    #expect(certificate.lossStratum == 1)
  }

  @Test func seatsOfTheHouse() throws {
    struct File: Decodable {
      struct Year: Decodable {
        var n: Int
        var populations: [Int]
        var publishedSeats: [Int]

        enum CodingKeys: String, CodingKey {
          case n
          case populations = "A"
          case publishedSeats
        }
      }
      var years: [Year]
    }
    let file = try Shared.json(
      "reference/allocation/apportionment_us_house.json",
      as: File.self,
      camelCase: true
    )
    #expect(file.years.count == 7)
    for year in file.years {
      let allocation = SeparableAllocation(
        .reciprocal,
        weights: year.populations.map { Weight(root: Weight.Fraction(UInt128($0))) },
        populations: year.populations,
        minimums: year.populations.map { _ in 1 },
        maximums: year.populations
      )
      #expect(allocation.sizes(total: year.n) == year.publishedSeats)
    }
  }

  @Test func edgeCases() throws {
    struct File: Decodable {
      struct Case: Decodable {
        struct Problem: Decodable {
          var total: Int
          var populations: [Int]
          var deviations: [Double]
          var minimums: [Int]
          var maximums: [Int]

          enum CodingKeys: String, CodingKey {
            case total = "n"
            case populations = "N"
            case deviations = "S"
            case minimums = "m"
            case maximums = "M"
          }
        }
        struct Truth: Decodable {
          var feasible: Bool
          var certifiedIntegerOptimum: [Int]?
          var certifiedVarianceTotal: String?
        }
        var id: String
        var problem: Problem
        var truth: Truth
      }
      var cases: [Case]
    }
    let file = try Shared.json(
      "reference/allocation/edge_cases.json",
      as: File.self,
      camelCase: true
    )
    #expect(file.cases.count == 16)
    for edge in file.cases {
      let problem = edge.problem
      guard edge.truth.feasible else {
        // The same bounds as rules: refused, and never a quietly clamped answer.
        var rules = RuleSet()
        let strata = try problem.populations.enumerated().map { index, population in
          Stratum(name: try ProtocolText("\(index)"), population: population)
        }
        for (index, stratum) in strata.enumerated() {
          rules.add(try Rule(parsing: "≥\(problem.minimums[index])"), in: stratum.name)
          rules.add(try Rule(parsing: "≤\(problem.maximums[index])"), in: stratum.name)
        }
        #expect(throws: RuleCollision.self, "\(edge.id)") {
          try Sizes.proportional(strata, rules: rules, total: problem.total)
        }
        continue
      }
      let allocation = SeparableAllocation(
        .reciprocal,
        weights: zip(problem.populations, problem.deviations).map {
          Weight(population: $0, deviation: $1)
        },
        populations: problem.populations,
        minimums: problem.minimums,
        maximums: problem.maximums
      )
      let sizes = allocation.sizes(total: problem.total)
      // Where all that is open has weight 0, any sizes are optimal, and ours are proportional.
      if !edge.id.hasPrefix("e08") && !edge.id.hasPrefix("e09") {
        #expect(sizes == edge.truth.certifiedIntegerOptimum, "\(edge.id)")
      }
      #expect(
        zip(sizes, zip(problem.minimums, problem.maximums)).allSatisfy { $1.0 <= $0 && $0 <= $1.1 }
      )
      let value = try #require(allocation.value(of: sizes))
      let expected = try #require(edge.truth.certifiedVarianceTotal)
      #expect(try agrees(value, expected), "\(edge.id) \(value)")
    }
  }

  /// Where all deviations are 0, the rest goes in proportion to the populations.
  @Test func withoutVarianceTheRestIsProportional() {
    let allocation = SeparableAllocation(
      .reciprocal,
      weights: [0, 0, 0, 0].map { Weight(population: 1, deviation: $0) },
      populations: [100, 200, 300, 400],
      minimums: [10, 20, 30, 40],
      maximums: [100, 200, 300, 400]
    )
    #expect(allocation.sizes(total: 300) == [30, 60, 90, 120])
  }

  /// Every count that a legal ratio implies in nine rules and 445 populations (R gmp).
  @Test func ratioCounts() throws {
    struct File: Decodable {
      struct Entry: Decodable {
        struct Rule: Decodable {
          var num: Int
          var den: Int
          var op: String
        }
        var rule: Rule
        var populations: [Int]
        var minCount: [Int]

        enum CodingKeys: String, CodingKey {
          case rule
          case populations = "N"
          case minCount
        }
      }
      var rules: [Entry]
    }
    let file = try Shared.json(
      "reference/allocation/ratio_counts.json",
      as: File.self,
      camelCase: true
    )
    var checked = 0
    for entry in file.rules {
      let ratio = Ratio(entry.rule.num, entry.rule.den)
      let share = Rule.Quantity.ratio(ratio)
      let rule: Rule =
        switch entry.rule.op {
        case ">": .moreThan(share)
        case "=": .exactly(share)
        default: .atLeast(share)
        }
      for (population, count) in zip(entry.populations, entry.minCount) {
        #expect(rule.counts(of: population).minimum == count)
        checked += 1
      }
    }
    #expect(checked == 9 * 445)
  }
}
