import Foundation
import Inference
import Sampling
import TestSupport
import Testing

/// How often honest draws raise an alarm, and biased ones do.
///
/// A short form for every run of the tests; `make test-long` (SPOTCHECK_LONG=1) has fifty times as
/// many.
@Suite struct FalseAlarmTests {
  static let isLong = ProcessInfo.processInfo.environment["SPOTCHECK_LONG"] != nil
  private let audits = isLong ? 2_000 : 40

  /// Alarms among honest audits, Holm at 5 %.
  private func alarms(
    _ populations: [Int],
    _ sizes: [Int],
    draws count: Int,
    measure: [Int]? = nil
  ) throws -> Int {
    let (frame, orders) = DrawAuditTests.frame(populations, seed: "honest")
    var alarms = 0
    for number in 0..<audits {
      var generator = ReplicateGenerator(purpose: "honest", seed: "\(sizes)", number: number)
      let draws = try (0..<count).map { _ -> [Int] in
        guard let measure else { return DrawAuditTests.draw(frame, sizes, &generator) }
        let key = DrawKey(.units, label: "honest \(number)", seed: "\(generator.next())")
        return try zip(frame.members, sizes).flatMap { members, size in
          let draw = try ProportionalToSize(
            members.map {
              .init(id: "u\($0)", ticket: key.ticket(of: "u\($0)".utf8), size: measure[$0])
            },
            count: size,
            method: .pareto
          )
          return (draw.certain + draw.order.prefix(draw.remaining)).map { members[$0] }
        }
      }
      let audit = try DrawAudit(
        frame: frame,
        draws: draws,
        design: measure.map { .sized(.pareto, sizes: $0) } ?? .simple,
        orders: orders,
        named: [("some", Array(0..<5))],
        replicates: 799,
        seed: "\(number)",
        threads: 2
      )
      let adjusted = Multiplicity.holm.adjusted(audit.tests.map(\.pValue))
      if adjusted.contains(where: { $0 <= 0.05 }) { alarms += 1 }
    }
    return alarms
  }

  /// At most 5 %, and three standard errors.
  private var limit: Int {
    Int(0.05 * Double(audits) + 3 * (0.05 * 0.95 * Double(audits)).squareRoot())
  }

  @Test func simpleDraws() throws {
    let alarms = try alarms([60], [15], draws: 1)
    #expect(alarms <= limit, "\(alarms) of \(audits)")
  }

  @Test func stratifiedDrawsOfSeveralYears() throws {
    let alarms = try alarms([40, 25, 10], [4, 8, 5], draws: 3)
    #expect(alarms <= limit, "\(alarms) of \(audits)")
  }

  @Test func drawsBySize() throws {
    var generator = ReplicateGenerator(purpose: "sizes", seed: "1", number: 0)
    let measure = (0..<40).map { _ in 1 + generator.below(40) }
    let alarms = try alarms([40], [8], draws: 2, measure: measure)
    #expect(alarms <= limit, "\(alarms) of \(audits)")
  }

  /// So many draws as are said to find 20 of 1,000 spared units that nobody names find them, and
  /// half as many do not.
  @Test func sparedUnitsThatNobodyNames() throws {
    let (frame, orders) = DrawAuditTests.frame([1000], seed: "unnamed")
    let tests = 8
    let bias = SmallestBias(
      populations: [1000],
      sizes: [[100]],
      alpha: 0.01,
      tests: tests,
      power: 0.9
    )
    let needed = try #require(bias.drawsToFind(sparedUnnamed: 20))
    #expect((20...60).contains(needed))
    let audits = FalseAlarmTests.isLong ? 400 : 10
    func found(_ count: Int) throws -> Int {
      try (0..<audits).count { number in
        var generator = ReplicateGenerator(purpose: "unnamed", seed: "\(count)", number: number)
        // Redraws until none of the twenty is drawn are draws that spare them.
        let spared = Set((0..<20).map { $0 * 37 })
        let draws = (0..<count).map { _ in
          DrawAuditTests.draw(frame, [100], sparing: spared, &generator)
        }
        let audit = try DrawAudit(
          frame: frame,
          draws: draws,
          orders: [orders[0]],
          replicates: 1,
          seed: "1",
          threads: 2
        )
        let test = audit.tests.first { $0.kind == .neverDrawn }
        return (test?.pValue ?? 1) <= 0.01 / Double(tests)
      }
    }
    // Power 0.9 with three standard errors, and less than half of it.
    let least = 0.9 - 3 * (0.09 / Double(audits)).squareRoot()
    #expect(Double(try found(needed)) >= least * Double(audits))
    #expect(Double(try found(needed / 2)) < 0.5 * Double(audits))
    // One draw can not show it: every test of it is of orders, and nobody can be missed.
    #expect(bias.sparedUnnamed == nil)
  }

  /// The fewest named units that are found: with one fewer the same draws are not enough.
  @Test func sparedByName() throws {
    let sizes = Array(repeating: [10, 20], count: 5)
    let bias = SmallestBias(
      populations: [100, 50],
      sizes: sizes,
      alpha: 0.01,
      tests: 10,
      power: 0.9
    )
    let fewest = try #require(bias.sparedByName)
    func probability(_ units: Int) -> Double {
      // Two of three units in the first stratum, the larger fraction rounded up.
      let first = Int((Double(units) * 2 / 3).rounded())
      return [(100, first, 10), (50, units - first, 20)].reduce(1.0) { product, part in
        let none = Hypergeometric(population: part.0, marked: part.1, draws: part.2)
          .probabilities.probability(0)
        return product * (0..<5).reduce(1.0) { power, _ in power * none }
      }
    }
    #expect(probability(fewest) <= 0.0005 && probability(fewest - 1) > 0.0005)
  }
}
