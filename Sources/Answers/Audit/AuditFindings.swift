internal import Analysis
internal import Frames
internal import Inference
internal import Reports
internal import Sampling

/// Says what was found: the signs of one cause are one finding.
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
    var kind: AuditTestKind
    var line: AuditLine
    var test: DrawAudit.Test

    /// Whether it looks at an order.
    var isOfOrder: Bool { [.position, .spacing, .runs, .stretch].contains(kind) }
    /// Whether it looks at the values of a column.
    var isOfValues: Bool { [.value, .composition].contains(kind) }
    /// Whether it compares draws.
    var isOfDraws: Bool { [.inclusion, .pairs, .overlap, .neverDrawn].contains(kind) }
  }

  /// The findings, the least p-value first.
  func findings(_ lines: [AuditLine], _ tests: [DrawAudit.Test]) -> [AuditFinding] {
    var signs = zip(lines, tests).filter { $0.0.isFound }.map {
      Sign(kind: $1.kind, line: $0, test: $1)
    }
    signs.sort { $0.line.pValue < $1.line.pValue }
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
      result.append(AuditFindings.finding(pattern.sentence, own))
    }
    while let first = signs.first(where: \.isOfValues) {
      let marked = marked(first, tests)
      let own = take { sign in
        sign.isOfValues && isSame(marked, self.marked(sign, tests))
          || sign.isOfOrder && (sign.test.subject == first.test.subject || isClumped(marked, sign))
      }
      result.append(AuditFindings.finding(valueSentence(first, tests), own))
    }
    for kind in [AuditTestKind.named, .load, .findings] {
      while let first = signs.first(where: { $0.kind == kind }) {
        let own = take { $0.kind == kind && $0.test.subject == first.test.subject }
        result.append(AuditFindings.finding(sentence(first), own))
      }
    }
    for group: (Sign) -> Bool in [
      { $0.isOfDraws }, { $0.isOfOrder }, { [.evenness, .evennessOfEnds].contains($0.kind) },
      { [.turns, .succession].contains($0.kind) }, { [.teams, .repeatVisits].contains($0.kind) },
      isOfPlaces,
    ] {
      let own = take(group)
      if let first = own.first { result.append(AuditFindings.finding(sentence(first), own)) }
    }
    return result.sorted { $0.adjustedP < $1.adjustedP }
  }

  private func isOfPlaces(_ sign: Sign) -> Bool { [.classes, .districts].contains(sign.kind) }

  private static func finding(_ sentence: Sentence, _ signs: [Sign]) -> AuditFinding {
    AuditFinding(
      sentence: sentence,
      adjustedP: signs.map(\.line.adjustedP).min() ?? 1,
      evidence: signs.map {
        .init(kind: $0.line.kind, subject: $0.line.subject, adjustedP: $0.line.adjustedP)
      }
    )
  }

  /// The values that a column's test is about: those whose own p-value, for all values of the column
  /// together, is at most a hundredth; the one that is farthest at least.
  func values(_ sign: Sign, _ tests: [DrawAudit.Test]) -> [ValueCounts.Value] {
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

/// Every k-th unit of an order.
struct RegularPattern {
  let sentence: Sentence
  /// Whether several draws have units of one and the same row in k.
  let isRepeated: Bool
  /// Whether all draws have it.
  let isWhole: Bool

  /// Units that a draw must have for its gaps to be a pattern, and the share of gaps that must be equal.
  private static let fewest = 5
  private static let share = 0.8

  /// Looks for a pattern in the list, then in every other order; nil where there is none.
  init?(_ frame: AuditFrame?, _ draws: [(name: String, units: [Int])]) {
    guard let frame else { return nil }
    let places = Array(0..<frame.units.count)
    let blocks = frame.units.strata
    let none = blocks.map { _ in 0 }
    var orders = [(order: "", slots: places, blocks: none)]
    for order in frame.orders { orders.append((order.name, order.slots, blocks)) }
    for order in orders {
      let steps = draws.map { draw in
        RegularPattern.step(draw.units, order.slots, order.blocks)
      }
      let found = zip(draws, steps).compactMap { draw, step in
        step.map { (draw: draw, step: $0) }
      }
      guard let first = found.first else { continue }
      let step = first.step
      let same = found.filter { $0.step == step }
      let starts = same.map { entry in
        entry.draw.units.map { order.slots[$0] }.min() ?? 0
      }
      let isList = order.order.isEmpty
      let phrases = zip(same, starts).prefix(3).map { entry, start in
        let name = entry.draw.name.excerpt
        return isList
          ? ("from row \(start + 2), in the draw of \(name)", "自第 \(start + 2) 行起（抽取 \(name)）")
          : ("in the draw of \(name)", "（抽取 \(name)）")
      }
      let more = same.count > 3 ? same.count - 3 : 0
      let subject = order.order.excerpt
      let ordinal = RegularPattern.ordinal(step)
      sentence = Sentence(
        (isList
          ? "every \(ordinal) row " : "every \(ordinal) unit in the order of \"\(subject)\", ")
          + phrases.map(\.0).joined(separator: "; ") + (more > 0 ? "; and \(more) draws more" : ""),
        (isList ? "每隔 \(step) 行抽取一个：" : "按“\(subject)”排序后每隔 \(step) 个抽取一个：")
          + phrases.map(\.1).joined(separator: "；") + (more > 0 ? "；另 \(more) 次抽取" : "")
      )
      isWhole = same.count == draws.count
      isRepeated = Set(starts.map { $0 % step }).count < starts.count
      return
    }
    return nil
  }

  /// The gap that most gaps of a draw are; nil where there is none, or where it is that of neighbours.
  private static func step(_ units: [Int], _ slots: [Int], _ blocks: [Int]) -> Int? {
    guard units.count >= fewest else { return nil }
    let sorted = units.map { (slots[$0], blocks[$0]) }.sorted { $0.0 < $1.0 }
    var gaps: [Int: Int] = [:]
    var all = 0
    for (before, after) in zip(sorted, sorted.dropFirst()) where before.1 == after.1 {
      gaps[after.0 - before.0, default: 0] += 1
      all += 1
    }
    guard let most = gaps.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }), most.key > 1,
      Double(most.value) >= share * Double(all)
    else { return nil }
    return most.key
  }

  /// 1st, 2nd, 3rd, 20th.
  private static func ordinal(_ number: Int) -> String {
    let ending =
      (11...13).contains(number % 100)
      ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
    return "\(number)\(ending)"
  }
}
