internal import Sampling

/// Whether inspectors look as if chance had sent them.
///
/// Turns, successions, teams, repeated visits, and who is sent to which class and district are tested by exchanging inspectors between the
/// visits of a block, which keeps everybody's load, every team's size and all avoidances; loads
/// against teams drawn anew from all who were eligible; findings by exchanging the results of visits
/// to units of the same class. All p-values are those of replicates.
public struct InspectorAudit: Sendable {
  /// The tests, in a fixed order.
  public let tests: [DrawAudit.Test]
  /// Findings of each inspector; nil where no visit's is known.
  public let findings: [Int]?
  /// Findings expected of each, given the classes of the units; nil where no visit's is known.
  public let expectedFindings: [Double]?
  /// The findings themselves; nil where no visit's is known.
  public let findingCounts: FindingCounts?
  /// Who was sent to which class; nil where no block has two.
  public let classCounts: PlaceCounts?
  /// Who was sent to which district; nil where no block has two.
  public let districtCounts: PlaceCounts?

  /// Audits assignments.
  ///
  /// - Parameters:
  ///   - assignments: who was sent where.
  ///   - replicates: how many.
  ///   - seed: the seed of the replicates, which a report must print.
  ///   - threads: how many threads work; the result does not depend on it.
  ///   - advance: told after some replicates how many they were, on any thread; may throw to stop.
  /// - Throws: what `advance` throws.
  /// - Complexity: O(replicates · assignments).
  public init(
    _ assignments: Assignments,
    replicates: Int,
    seed: String,
    threads: Int = 1,
    advance: @Sendable (_ replicates: Int) throws -> Void = { _ in }
  ) throws {
    var tests: [DrawAudit.Test] = []
    let classes = PlaceCounts(assignments) { $0.unitClass }
    let districts = PlaceCounts(assignments) { $0.district }
    classCounts = classes
    districtCounts = districts
    var kinds = InspectorAudit.kinds(assignments)
    if !kinds.isEmpty {
      if classes != nil { kinds.append((.classes, true)) }
      if districts != nil { kinds.append((.districts, true)) }
    }
    let measure = ArrangementMeasure(
      assignments: assignments,
      kinds: kinds.map(\.kind),
      classes: classes,
      districts: districts
    )
    let exchanges = Exchanges(assignments, seed: seed)
    let hub = exchanges.hub
    let observed = measure.values(assignments.visits.map(\.team))
    func replicated(_ indices: [Int], _ numbers: Range<Int>) throws -> Replication {
      var own = measure
      own.kinds = indices.map { kinds[$0].kind }
      return try Replication(
        observed: indices.map { observed[$0] },
        replicates: indices.isEmpty ? 0 : numbers.count,
        first: numbers.lowerBound,
        threads: threads,
        advance: advance
      ) { [own] numbers, add in
        for number in numbers { add(own.values(exchanges.teams(number, from: hub))) }
      }
    }
    let first = min(replicates, DrawAudit.firstReplicates)
    var replication = try replicated(Array(kinds.indices), 0..<first)
    if first < replicates {
      let open = replication.open { kinds[$0].isUpper }
      replication.add(try replicated(open, first..<replicates), of: open)
    }
    for (index, kind) in kinds.enumerated() {
      tests.append(
        replication.test(
          kind.kind,
          index,
          value: observed[index],
          isUpper: kind.isUpper
        )
      )
    }
    if assignments.inspectors > 1 {
      tests.append(
        try InspectorAudit.load(assignments, replicates: replicates, seed: seed, threads: threads)
      )
    }
    let results = FindingCounts(assignments)
    findings = results?.observed
    expectedFindings = results?.expected
    findingCounts = results
    if let results, results.hasContrast {
      tests.append(try results.test(replicates: replicates, seed: seed, threads: threads))
    }
    self.tests = tests
  }

  /// The tests of the arrangement that make sense.
  private static func kinds(
    _ assignments: Assignments
  ) -> [(kind: AuditTestKind, isUpper: Bool)] {
    guard assignments.inspectors > 1, assignments.visits.count > 1 else { return [] }
    var kinds: [(AuditTestKind, Bool)] = [(.turns, false), (.succession, true)]
    if assignments.visits.contains(where: { $0.team.count > 1 }) { kinds.append((.teams, true)) }
    if Set(assignments.visits.map(\.unit)).count < assignments.visits.count {
      kinds.append((.repeatVisits, true))
    }
    return kinds
  }

  /// Loads against teams drawn anew.
  private static func load(
    _ assignments: Assignments,
    replicates: Int,
    seed: String,
    threads: Int
  ) throws -> DrawAudit.Test {
    let mean = Double(assignments.loads.reduce(0, +)) / Double(assignments.inspectors)
    @Sendable func value(_ loads: [Int]) -> Double {
      loads.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    }
    let observed = value(assignments.loads)
    let replication = try Replication(
      observed: [observed],
      replicates: replicates,
      threads: threads
    ) { numbers, add in
      for number in numbers {
        var generator = ReplicateGenerator(purpose: "load", seed: seed, number: number)
        var loads = [Int](repeating: 0, count: assignments.inspectors)
        for visit in assignments.visits {
          var open = assignments.eligible[visit.block]
          if !assignments.avoided.isEmpty {
            open.removeAll { assignments.avoided.contains(.init(unit: visit.unit, inspector: $0)) }
          }
          for place in 0..<min(visit.team.count, open.count) {
            open.swapAt(place, place + generator.below(open.count - place))
            loads[open[place]] += 1
          }
        }
        add([value(loads)])
      }
    }
    return replication.test(.load, 0, value: observed, isUpper: true)
  }
}

extension Replication {
  /// The test of one statistic.
  func test(
    _ kind: AuditTestKind,
    _ index: Int,
    value: Double,
    isUpper: Bool
  ) -> DrawAudit.Test {
    DrawAudit.Test(
      kind: kind,
      subject: "",
      value: value,
      expected: mean(index),
      deviation: deviation(index),
      pValue: isUpper ? upper(index) : twoSided(index),
      isExact: false
    )
  }
}

/// The statistics of an arrangement of inspectors.
private struct ArrangementMeasure: Sendable {
  let assignments: Assignments
  var kinds: [AuditTestKind]
  let classes: PlaceCounts?
  let districts: PlaceCounts?

  func values(_ teams: [[Int]]) -> [Double] {
    kinds.map { kind in
      switch kind {
      case .turns: turns(teams)
      case .succession: succession(teams)
      case .teams: pairs(teams)
      case .repeatVisits: repeats(teams)
      case .classes: classes?.statistic(teams) ?? 0
      case .districts: districts?.statistic(teams) ?? 0
      default: 0
      }
    }
  }

  /// Σ of the squared gaps between an inspector's visits in a block, round its end: least where
  /// everybody comes by turns, large where in blocks.
  private func turns(_ teams: [[Int]]) -> Double {
    var sum = 0
    var first = [Int](repeating: -1, count: assignments.inspectors)
    var last = first
    for block in assignments.blocks {
      for inspector in first.indices { (first[inspector], last[inspector]) = (-1, -1) }
      for (place, visit) in block.enumerated() {
        for inspector in teams[visit] {
          if first[inspector] < 0 {
            first[inspector] = place
          } else {
            sum += (place - last[inspector]) * (place - last[inspector])
          }
          last[inspector] = place
        }
      }
      for inspector in first.indices where first[inspector] >= 0 {
        let gap = block.count - last[inspector] + first[inspector]
        sum += gap * gap
      }
    }
    return Double(sum)
  }

  /// Σ of the squared numbers of times that one follows another.
  private func succession(_ teams: [[Int]]) -> Double {
    var counts: [Int: Int] = [:]
    for block in assignments.blocks {
      for (before, after) in zip(block, block.dropFirst()) {
        for left in teams[before] {
          for right in teams[after] {
            counts[left * assignments.inspectors + right, default: 0] += 1
          }
        }
      }
    }
    return Double(counts.values.reduce(0) { $0 + $1 * $1 })
  }

  /// How many pairs of visits have the same two inspectors.
  private func pairs(_ teams: [[Int]]) -> Double {
    var counts: [Int: Int] = [:]
    for team in teams where team.count > 1 {
      for left in team {
        for right in team where left < right {
          counts[left * assignments.inspectors + right, default: 0] += 1
        }
      }
    }
    return Double(counts.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
  }

  /// How many pairs of visits have the same unit and the same inspector.
  private func repeats(_ teams: [[Int]]) -> Double {
    var counts: [Int: Int] = [:]
    for (visit, team) in zip(assignments.visits, teams) {
      for inspector in team {
        counts[visit.unit * assignments.inspectors + inspector, default: 0] += 1
      }
    }
    return Double(counts.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
  }
}
