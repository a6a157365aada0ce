internal import Inference
internal import Sampling

/// Joins what was found: the signs of one cause are one finding.
///
/// A list that somebody took every twentieth row of shows in the gaps, the runs and the stretches of the
/// list and of every column that is sorted like it; one district that was spared shows in its own column,
/// in its postal code and in the order of streets. Tests are joined where a regular pattern explains them,
/// where the values they name are of the same units, or where those units stand together in the order.
struct AuditFindings {
  var frame: AuditFrame?
  var draws: [(name: String, units: [Int])] = []
  var assignments: AssignmentList?
  var classCounts: PlaceCounts?
  var districtCounts: PlaceCounts?
  var findingCounts: FindingCounts?

  /// A test that found something.
  struct Sign {
    var line: AuditResult.Test

    var test: DrawAudit.Test { line.test }
    var kind: AuditTestKind { line.test.kind }

    /// Whether it looks at an order.
    var isOfOrder: Bool { [.position, .spacing, .runs, .stretch].contains(kind) }
    /// Whether it looks at the values of a column.
    var isOfValues: Bool { [.value, .composition].contains(kind) }
    /// Whether it compares draws.
    var isOfDraws: Bool { [.inclusion, .pairs, .overlap, .neverDrawn].contains(kind) }
  }

  /// The findings, the least p-value first.
  func findings(_ lines: [AuditResult.Test]) -> [AuditFinding] {
    let tests = lines.map(\.test)
    var signs = lines.filter(\.isFound).map { Sign(line: $0) }
    signs.sort { $0.test.pValue < $1.test.pValue }
    var result: [AuditFinding] = []
    func take(_ isOne: (Sign) -> Bool) -> [Sign] {
      let taken = signs.filter(isOne)
      signs.removeAll(where: isOne)
      return taken
    }
    if !signs.isEmpty, let pattern = RegularPattern(frame, draws),
      signs.contains(where: { $0.isOfOrder || pattern.isWhole && $0.isOfValues })
    {
      // Where every draw is regular, its values are what the pattern meets.
      let own = take { sign in
        sign.isOfOrder || pattern.isWhole && sign.isOfValues || pattern.isRepeated && sign.isOfDraws
      }
      result.append(AuditFindings.finding(.pattern(pattern), own))
    }
    while let first = signs.first(where: \.isOfValues) {
      let marked = marked(first, tests)
      let own = take { sign in
        sign.isOfValues && isSame(marked, self.marked(sign, tests))
          || sign.isOfOrder && (sign.test.subject == first.test.subject || isClumped(marked, sign))
      }
      let cause = AuditFinding.Cause.values(
        values(first, tests),
        column: first.test.subject,
        draws: draws.count
      )
      result.append(AuditFindings.finding(cause, own))
    }
    for kind in [AuditTestKind.named, .load, .findings] {
      while let first = signs.first(where: { $0.kind == kind }) {
        let own = take { $0.kind == kind && $0.test.subject == first.test.subject }
        result.append(AuditFindings.finding(cause(first), own))
      }
    }
    for group: (Sign) -> Bool in [
      { $0.isOfDraws }, { $0.isOfOrder }, { [.evenness, .evennessOfEnds].contains($0.kind) },
      { [.turns, .succession].contains($0.kind) }, { [.teams, .repeatVisits].contains($0.kind) },
      isOfPlaces,
    ] {
      let own = take(group)
      if let first = own.first { result.append(AuditFindings.finding(cause(first), own)) }
    }
    return result.sorted { $0.adjustedP < $1.adjustedP }
  }

  private func isOfPlaces(_ sign: Sign) -> Bool { [.classes, .districts].contains(sign.kind) }

  private static func finding(_ cause: AuditFinding.Cause, _ signs: [Sign]) -> AuditFinding {
    AuditFinding(cause: cause, evidence: signs.map(\.line))
  }

  /// The values that a column's test is about: those whose own p-value, for all values of the column
  /// together, is at most a hundredth; the one that is farthest at least.
  private func values(_ sign: Sign, _ tests: [DrawAudit.Test]) -> [ValueCounts.Value] {
    let values =
      tests.first { $0.kind == .value && $0.subject == sign.test.subject }?.values ?? []
    let clear = values.filter { $0.pValue * Double(values.count) <= 0.01 }
    return Array(clear.isEmpty ? values.prefix(1) : clear.prefix(5))
  }

  /// The units that have these values.
  private func marked(_ sign: Sign, _ tests: [DrawAudit.Test]) -> Set<Int> {
    guard let order = frame?.orders.first(where: { $0.name == sign.test.subject }),
      let levels = order.levels
    else { return [] }
    let names = Set(values(sign, tests).map(\.name))
    let places = Set(order.values.indices.filter { names.contains(order.values[$0]) })
    return Set(levels.indices.filter { places.contains(levels[$0]) })
  }

  /// Whether most of the smaller set is in the other.
  private func isSame(_ first: Set<Int>, _ second: Set<Int>) -> Bool {
    let smaller = min(first.count, second.count)
    return smaller > 0 && first.intersection(second).count * 5 >= smaller * 4
  }

  /// Whether units stand together in the order that a test looks at: in fewer than half of the runs that
  /// chance would leave.
  private func isClumped(_ units: Set<Int>, _ sign: Sign) -> Bool {
    guard let frame, let order = frame.orders.first(where: { $0.name == sign.test.subject }),
      !units.isEmpty
    else { return false }
    let slots = units.map { order.slots[$0] }.sorted()
    let runs = 1 + zip(slots, slots.dropFirst()).count { $1 > $0 + 1 }
    let all = Double(frame.units.count)
    let expected = Double(units.count) * (all - Double(units.count) + 1) / all
    return Double(runs) * 2 < expected
  }
}
