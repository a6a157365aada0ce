import Inference
import Sampling
import TestSupport
import Testing

@Suite struct InspectorAuditTests {
  private func found(_ audit: InspectorAudit, alpha: Double = 0.01) -> Set<AuditTestKind> {
    let adjusted = Multiplicity.holm.adjusted(audit.tests.map(\.pValue))
    return Set(zip(audit.tests, adjusted).filter { $1 <= alpha }.map(\.0.kind))
  }

  /// The systems of domain.md, section 2.2: one random start, then by turns; every possible start of
  /// 200 objects and 10 officers is found.
  @Test(arguments: [0, 3, 9]) func roundRobin(start: Int) throws {
    let visits = (0..<200).map { Assignments.Visit(unit: $0, team: [($0 + start) % 10]) }
    let audit = try InspectorAudit(
      Assignments(visits: visits, inspectors: 10),
      replicates: 999,
      seed: "1",
      threads: 2
    )
    #expect(found(audit) == [.turns, .succession])
    // Ten officers with twenty gaps of ten each.
    #expect(audit.tests.first { $0.kind == .turns }?.value == 20_000)
  }

  /// Fixed blocks: the first twenty objects to the first officer, and so on.
  @Test func fixedBlocks() throws {
    let visits = (0..<200).map { Assignments.Visit(unit: $0, team: [$0 / 20]) }
    let audit = try InspectorAudit(
      Assignments(visits: visits, inspectors: 10),
      replicates: 999,
      seed: "1",
      threads: 2
    )
    #expect(found(audit).isSuperset(of: [.turns, .succession]))
  }

  /// Neighbours in the list of officers always pair up.
  @Test func fixedTeams() throws {
    var generator = ReplicateGenerator(purpose: "test", seed: "teams", number: 0)
    let visits = (0..<120).map { unit in
      let pair = generator.below(5)
      return Assignments.Visit(unit: unit, team: [2 * pair, 2 * pair + 1])
    }
    let audit = try InspectorAudit(
      Assignments(visits: visits, inspectors: 10),
      replicates: 999,
      seed: "1",
      threads: 2
    )
    #expect(found(audit).contains(.teams))
  }

  /// The same officer with the same unit year after year, with the year as a block.
  @Test func repeatedVisits() throws {
    let visits = (0..<3).flatMap { year in
      (0..<60).map { Assignments.Visit(unit: $0, team: [$0 * 7 % 12], block: year) }
    }
    let audit = try InspectorAudit(
      Assignments(visits: visits, inspectors: 12),
      replicates: 999,
      seed: "1",
      threads: 2
    )
    #expect(found(audit).contains(.repeatVisits))
  }

  /// Three officers do most of the visits, and two are never sent.
  @Test func unequalLoads() throws {
    var generator = ReplicateGenerator(purpose: "test", seed: "load", number: 0)
    let visits = (0..<100).map { unit in
      Assignments.Visit(unit: unit, team: [generator.below(generator.below(2) == 0 ? 3 : 8)])
    }
    let audit = try InspectorAudit(
      Assignments(visits: visits, inspectors: 10),
      replicates: 999,
      seed: "1",
      threads: 2
    )
    #expect(found(audit).contains(.load))
  }

  /// Honest lotteries with teams of two, departments and avoidances: alarms at 5 % are no more than
  /// chance makes of them.
  @Test func honestLotteries() throws {
    let audits = FalseAlarmTests.isLong ? 2_000 : 20
    var alarms = 0
    let avoided: Set<Assignments.Avoidance> = [
      .init(unit: 0, inspector: 0), .init(unit: 1, inspector: 0), .init(unit: 2, inspector: 3),
    ]
    for number in 0..<audits {
      var generator = ReplicateGenerator(purpose: "test", seed: "honest", number: number)
      let visits = (0..<40).map { index in
        let block = index % 2
        let unit = index % 30
        var open = (0..<5).map { block * 5 + $0 }
        open.removeAll { avoided.contains(.init(unit: unit, inspector: $0)) }
        generator.shuffle(&open)
        return Assignments.Visit(
          unit: unit,
          team: Array(open.prefix(2)),
          block: block,
          unitClass: index % 3,
          hasFinding: generator.below(10) < 2 + 2 * (index % 3)
        )
      }
      let audit = try InspectorAudit(
        Assignments(visits: visits, inspectors: 10, avoided: avoided),
        replicates: 199,
        seed: "\(number)",
        threads: 2
      )
      if !found(audit, alpha: 0.05).isEmpty { alarms += 1 }
    }
    let limit = 0.05 * Double(audits) + 3 * (0.0475 * Double(audits)).squareRoot()
    #expect(Double(alarms) <= limit, "\(alarms) of \(audits)")
  }

  /// Visits with so many findings, a class a row and an inspector a column.
  private func assignments(_ visits: [[Int]], _ findings: [[Int]]) -> Assignments {
    var list: [Assignments.Visit] = []
    for (unitClass, (counts, found)) in zip(visits, findings).enumerated() {
      for (inspector, count) in counts.enumerated() {
        for number in 0..<count {
          list.append(
            Assignments.Visit(
              unit: list.count,
              team: [inspector],
              unitClass: unitClass,
              hasFinding: number < found[inspector]
            )
          )
        }
      }
    }
    return Assignments(visits: list, inspectors: visits[0].count)
  }

  /// In one class the statistic is (N − 1)/N of Pearson's: R's for the six groups of Chicago.
  @Test(.enabled(if: Shared.isAvailable)) func findingsOfTheReference() throws {
    let cases = try ReferenceCase.load("r_selection_tests")
    let reference = try #require(cases.first { $0.id == "chicago_critical_by_inspector" })
    let none = reference.input["table"][0].integers
    let some = reference.input["table"][1].integers
    let visits = zip(none, some).map(+)
    let counts = try #require(FindingCounts(assignments([visits], [some])))
    let pearson = try #require(reference.output["statistic"].number)
    let all = Double(visits.reduce(0, +))
    #expect(agree(counts.statistic, pearson * (all - 1) / all, 1e-9))
    #expect(counts.observed == some)
  }

  /// Two classes and three inspectors, 2.4467… from the formula in NumPy.
  @Test func findingsGivenTheClass() throws {
    let list = assignments([[10, 20, 30], [5, 15, 10]], [[2, 5, 15], [1, 9, 2]])
    let counts = try #require(FindingCounts(list))
    #expect(agree(counts.statistic, 2.4467484391526444, 1e-9))
    #expect(agree(counts.expected.reduce(0, +), 34))
  }

  /// One inspector finds nothing in a class where half have findings.
  @Test func anInspectorWhoFindsNothing() throws {
    let list = assignments([[40, 40, 40], [20, 20, 20]], [[20, 22, 0], [2, 1, 0]])
    let audit = try InspectorAudit(list, replicates: 999, seed: "1", threads: 2)
    #expect(found(audit).contains(.findings))
    #expect(audit.findings == [22, 23, 0])
  }

  /// X is hypergeometric with 20 visits, 10 findings and 10 of one's own, C(20, 10) = 184,756:
  /// P(X ≤ 1) = 0.00055, P(X ≤ 2) = 0.0115, P(X ≤ 3) = 0.0894.
  @Test func limitsOfOneClass() throws {
    let counts = try #require(FindingCounts(assignments([[10, 10]], [[7, 3]])))
    #expect(counts.visits == [10, 10])
    #expect(counts.limits(risk: 0.05) == [3...7, 3...7])
    #expect(counts.limits(risk: 0.002) == [2...8, 2...8])
  }

  /// Two classes against all ways to exchange the results, 6!/(3! 3!) · 4!/(2! 2!) of them.
  @Test func limitsOfTwoClasses() throws {
    let counts = try #require(FindingCounts(assignments([[2, 4], [3, 1]], [[1, 2], [2, 0]])))
    var ways: [Int: Double] = [:]
    for first in 0..<64 where first.nonzeroBitCount == 3 {
      for second in 0..<16 where second.nonzeroBitCount == 2 {
        ways[(first & 0b11).nonzeroBitCount + (second & 0b111).nonzeroBitCount, default: 0] += 1
      }
    }
    let all = ways.values.reduce(0, +)
    for risk in [0.5, 0.2, 0.1, 0.05, 0.01] {
      var below = 0.0
      var limits: [Int] = []
      for x in 0...5 {
        let before = below
        below += (ways[x] ?? 0) / all
        if before <= risk / 2, below > risk / 2 { limits.append(x) }
        if before < 1 - risk / 2 - 1e-12, below >= 1 - risk / 2 - 1e-12 { limits.append(x) }
      }
      #expect(counts.limits(risk: risk)[0] == limits[0]...limits[1], "\(risk)")
    }
  }

  /// Loads of the six groups of Chicago, from R.
  @Test(.enabled(if: Shared.isAvailable)) func loadsOfTheReference() throws {
    let cases = try ReferenceCase.load("r_selection_tests")
    let reference = try #require(cases.first { $0.id == "chicago_workload_equal" })
    let loads = reference.input["x"].fields.values.compactMap(\.integer)
    let summary = LoadSummary(loads)
    #expect(agree(summary.variation, reference.output["cv"].number))
    #expect(agree(summary.gini, reference.output["gini"].number))
    let ratio = Double(summary.greatest) / summary.mean
    #expect(agree(ratio, reference.output["max_over_mean"].number))
    #expect(LoadSummary([]).mean == 0 && LoadSummary([0, 0]).gini == 0)
  }
}
