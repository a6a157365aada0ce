import Inference
import Sampling
import Testing

/// What audits see of the usual crimes: power at a level of 1 % for the whole family of tests.
///
/// Fixed seeds; a short form for every run of the tests, more sets with SPOTCHECK_LONG=1. Each bound is
/// 0.9 less three standard errors of a share of 0.9.
@Suite struct PowerTests {
  private let sets = FalseAlarmTests.isLong ? 200 : 12

  private var least: Int {
    Int((0.9 * Double(sets) - 3 * (0.09 * Double(sets)).squareRoot()).rounded(.up))
  }

  private func isFound(_ tests: [DrawAudit.Test], kinds: Set<AuditTestKind>) -> Bool {
    let adjusted = Multiplicity.holm.adjusted(tests.map(\.pValue))
    return zip(tests, adjusted).contains { kinds.contains($0.kind) && $1 <= 0.01 }
  }

  /// A draw in which some units have other odds than the rest: one unit after the other.
  private func draw(
    _ size: Int,
    weights: [Double],
    _ generator: inout ReplicateGenerator
  ) -> [Int] {
    var open = Array(weights.indices)
    var sum = weights.reduce(0, +)
    return (0..<size).map { _ in
      var rest = generator.uniform() * sum
      var place = 0
      while place < open.count - 1, rest >= weights[open[place]] {
        rest -= weights[open[place]]
        place += 1
      }
      sum -= weights[open[place]]
      return open.remove(at: place)
    }
  }

  /// Three favoured districts of 40, named by six-digit codes: odds of 3, four draws of 10 % of 800.
  @Test func favouredDistricts() throws {
    let frame = AuditedFrame(strata: Array(repeating: 0, count: 800))
    var found = 0
    for number in 0..<sets {
      var generator = ReplicateGenerator(purpose: "favoured", seed: "1", number: number)
      let codes = (0..<800).map { _ in 130_101 + generator.below(40) }
      let weights = codes.map { (130_109...130_111).contains($0) ? 3.0 : 1.0 }
      let draws = (0..<4).map { _ in draw(80, weights: weights, &generator) }
      let audit = try DrawAudit(
        frame: frame,
        draws: draws,
        orders: [
          AuditedOrder(listOf: frame),
          AuditedOrder(name: "code", texts: codes.map(String.init), frame: frame),
        ],
        replicates: 3_999,
        seed: "\(number)",
        threads: 2
      )
      if isFound(audit.tests, kinds: [.composition, .value]) { found += 1 }
    }
    #expect(found >= least, "\(found) of \(sets)")
  }

  /// One area of 12 % of the units, drawn at a third of its rate in one draw of 600 of 12,000.
  @Test func aSparedArea() throws {
    let frame = AuditedFrame(strata: Array(repeating: 0, count: 12_000))
    let wards = (0..<12_000).map { $0 % 100 < 12 ? "42" : "w\($0 % 97)" }
    let weights = wards.map { $0 == "42" ? 1.0 / 3 : 1.0 }
    let ward = AuditedOrder(name: "ward", texts: wards, frame: frame)
    var found = 0
    for number in 0..<sets {
      var generator = ReplicateGenerator(purpose: "spared", seed: "1", number: number)
      let audit = try DrawAudit(
        frame: frame,
        draws: [draw(600, weights: weights, &generator)],
        orders: [ward],
        replicates: 99,
        seed: "1",
        threads: 2
      )
      guard let test = audit.tests.first(where: { $0.kind == .value }) else { continue }
      if test.pValue * 10 <= 0.01, test.values.first?.name == "42" { found += 1 }
    }
    #expect(found >= least, "\(found) of \(sets)")
  }

  /// One inspector among ten is given a district of 40 of 400 visits.
  @Test func aDistrictOfOnesOwn() throws {
    var found = 0
    for number in 0..<sets {
      var generator = ReplicateGenerator(purpose: "district", seed: "1", number: number)
      let visits = (0..<400).map { unit in
        let district = unit % 10
        let who = district == 0 ? 0 : generator.below(10)
        return Assignments.Visit(unit: unit, team: [who], district: district)
      }
      let assignments = Assignments(visits: visits, inspectors: 10)
      let audit = try InspectorAudit(assignments, replicates: 1_999, seed: "\(number)", threads: 2)
      guard isFound(audit.tests, kinds: [.districts]) else { continue }
      let cell = try #require(audit.districtCounts?.cells.first)
      if cell.inspector == 0, cell.group == 0, cell.visits == 40 { found += 1 }
    }
    #expect(found >= least, "\(found) of \(sets)")
  }

  /// Two inspectors of ten who share two classes between them, one each.
  @Test func twoExchangedByClass() throws {
    var found = 0
    for number in 0..<sets {
      var generator = ReplicateGenerator(purpose: "exchanged", seed: "1", number: number)
      let visits = (0..<400).map { unit in
        let unitClass = generator.below(4)
        var who = generator.below(10)
        if who < 2, unitClass < 2 { who = unitClass }
        return Assignments.Visit(unit: unit, team: [who], unitClass: unitClass)
      }
      let assignments = Assignments(visits: visits, inspectors: 10)
      let audit = try InspectorAudit(assignments, replicates: 1_999, seed: "\(number)", threads: 2)
      if isFound(audit.tests, kinds: [.classes]) { found += 1 }
    }
    // A weaker crime: half of the sets at least.
    #expect(found * 2 >= sets, "\(found) of \(sets)")
  }

  /// Honest assignments to classes and districts, within departments: alarms within 5 %, three standard
  /// errors.
  @Test func honestAssignments() throws {
    let audits = FalseAlarmTests.isLong ? 2_000 : 40
    var alarms = 0
    for number in 0..<audits {
      var generator = ReplicateGenerator(purpose: "assignments", seed: "1", number: number)
      let visits = (0..<60).map { unit in
        let block = generator.below(2)
        return Assignments.Visit(
          unit: unit,
          team: [block * 4 + generator.below(4)],
          block: block,
          unitClass: (generator.below(3) + block) % 3,
          district: generator.below(5),
          hasFinding: generator.below(5) == 0
        )
      }
      let audit = try InspectorAudit(
        Assignments(visits: visits, inspectors: 8),
        replicates: 399,
        seed: "\(number)",
        threads: 2
      )
      let adjusted = Multiplicity.holm.adjusted(audit.tests.map(\.pValue))
      if adjusted.contains(where: { $0 <= 0.05 }) { alarms += 1 }
    }
    let limit = 0.05 * Double(audits) + 3 * (0.05 * 0.95 * Double(audits)).squareRoot()
    #expect(alarms <= Int(limit), "\(alarms) of \(audits)")
  }
}
