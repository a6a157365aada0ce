import Foundation
import Sampling
import TestSupport

/// A reference problem with the certificate that exact rational arithmetic gave it.
struct ReferenceProblem: Decodable {
  struct Problem: Decodable {
    var total: Int
    var populations: [Int]
    var deviations: [Double]

    enum CodingKeys: String, CodingKey {
      case total = "n"
      case populations = "N"
      case deviations = "S"
    }
  }
  struct Integer: Decodable {
    var lower: [Int]
    var upper: [Int]
    var scaling: Sizes?
    var greedy: Sizes?

    enum CodingKeys: String, CodingKey {
      case lower
      case upper
      case scaling = "CapacityScaling"
      case greedy = "SimpleGreedy"
    }
  }
  struct Sizes: Decodable { var n: [Int]? }
  struct Certificate: Decodable { var allocations: [String: Claim] }
  /// What is claimed of a plan; of one without a unit somewhere, less.
  struct Claim: Decodable {
    var unique: Bool?
    var varianceTotalExact: String?
  }
  var problem: Problem
  var integer: Integer
  var certificate: Certificate

  /// The certificate of a peer's integer solver, which was optimal in all of them, and its sizes.
  var expected: (unique: Bool, variance: String, sizes: [Int])? {
    for (name, peer) in [("CapacityScaling", integer.scaling), ("SimpleGreedy", integer.greedy)] {
      if let claim = certificate.allocations[name], let unique = claim.unique,
        let variance = claim.varianceTotalExact, let sizes = peer?.n
      {
        return (unique, variance, sizes)
      }
    }
    return nil
  }

  static func named(_ name: String) throws -> ReferenceProblem {
    try Shared.json("reference/allocation/\(name)", as: ReferenceProblem.self, camelCase: true)
  }

  /// The files that have a certificate for an integer optimum at a given total.
  static let names: [String] = {
    let folder = Shared.path("reference/allocation")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { name in (try? named(name))?.expected != nil }.sorted()
  }()

  var allocation: SeparableAllocation {
    SeparableAllocation(
      .reciprocal,
      weights: zip(problem.populations, problem.deviations).map {
        Weight(population: $0, deviation: $1)
      },
      populations: problem.populations,
      minimums: integer.lower,
      maximums: integer.upper
    )
  }
}

extension Weight {
  /// (N S)² with the very number that a double stands for, as the certificates take it.
  init(population: Int, deviation: Double) {
    let isZero = deviation == 0
    var mantissa = isZero ? 0 : UInt128(deviation.significandBitPattern | 1 << 52)
    var exponent = isZero ? 0 : Int(deviation.exponent) - 52
    while exponent < 0, mantissa & 1 == 0, mantissa > 0 {
      mantissa >>= 1
      exponent += 1
    }
    self.init(
      root: Fraction(
        UInt128(population) * (exponent > 0 ? mantissa << UInt128(exponent) : mantissa),
        exponent < 0 ? 1 << UInt128(-exponent) : 1
      )
    )
  }
}
