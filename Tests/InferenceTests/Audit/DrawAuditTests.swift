import Inference
import Sampling
import TestSupport
import Testing

@Suite struct DrawAuditTests {
  /// A frame of some strata in random list order, with columns of numbers and of classes.
  static func frame(_ populations: [Int], seed: String) -> (AuditedFrame, [AuditedOrder]) {
    var generator = ReplicateGenerator(purpose: "frame", seed: seed, number: 0)
    var strata = populations.enumerated().flatMap { Array(repeating: $0, count: $1) }
    generator.shuffle(&strata)
    let frame = AuditedFrame(strata: strata)
    let numbers: [Double?] = strata.map { _ in Double(generator.below(500)) }
    let classes = strata.map { _ in ["red", "green", "blue"][generator.below(3)] }
    return (
      frame,
      [
        AuditedOrder(listOf: frame),
        AuditedOrder(name: "size", numbers: numbers, frame: frame),
        AuditedOrder(name: "colour", texts: classes, frame: frame),
      ]
    )
  }

  /// An honest simple draw.
  static func draw(
    _ frame: AuditedFrame,
    _ sizes: [Int],
    sparing: Set<Int> = [],
    _ generator: inout ReplicateGenerator
  ) -> [Int] {
    zip(frame.members, sizes).flatMap { members, size in
      var open = members.filter { !sparing.contains($0) }
      generator.shuffle(&open)
      return Array(open.prefix(size))
    }
  }

  private func found(_ audit: DrawAudit, alpha: Double = 0.01) -> [AuditTestKind] {
    let adjusted = Multiplicity.holm.adjusted(audit.tests.map(\.pValue))
    return zip(audit.tests, adjusted).filter { $1 <= alpha }.map(\.0.kind)
  }

  /// The system of domain.md, section 2.2: N = 1,999 and n = 700 give every second row from a random
  /// start; both samples that exist are found, in one list.
  @Test(arguments: [0, 1]) func everySecondRow(start: Int) throws {
    let (frame, orders) = DrawAuditTests.frame([1999], seed: "skip")
    let list = (0..<700).map { start + 2 * $0 }
    let audit = try DrawAudit(
      frame: frame,
      draws: [list],
      orders: orders,
      replicates: 1_999,
      seed: "1",
      threads: 2
    )
    #expect(found(audit).contains(.runs))
    let runs = try #require(audit.tests.first { $0.kind == .runs && $0.subject == "" })
    #expect(runs.value == 700 && runs.isExact)
    // n (N − n + 1)/N runs by chance.
    #expect(agree(runs.expected, 700.0 * 1300 / 1999, 1e-9))
  }

  /// The first hundred of 1,000 by size, in a list that is not sorted itself.
  @Test func firstRowsOfASortedList() throws {
    let (frame, orders) = DrawAuditTests.frame([1000], seed: "sorted")
    var generator = ReplicateGenerator(purpose: "frame", seed: "sizes", number: 0)
    let sizes = (0..<1000).map { _ in Double(generator.below(500)) }
    let order = AuditedOrder(name: "turnover", numbers: sizes, frame: frame)
    let list = Array((0..<1000).sorted { (sizes[$0], $0) < (sizes[$1], $1) }.prefix(100))
    let audit = try DrawAudit(
      frame: frame,
      draws: [list],
      orders: orders + [order],
      replicates: 1_999,
      seed: "1",
      threads: 2
    )
    let kinds = found(audit)
    #expect(kinds.contains(.runs))
    let position = try #require(audit.tests.first { $0.subject == "turnover" })
    #expect(position.kind == .position && position.value < 0.06 && position.pValue < 0.0011)
  }

  /// 20 units named beforehand and spared in ten draws at 10 %: none is ever drawn, which has a
  /// probability of about 0.119^10 by chance, so that it is always found.
  @Test func namedUnitsSpared() throws {
    let (frame, orders) = DrawAuditTests.frame([1000], seed: "spared")
    let friends = Array(100..<120)
    for number in 0..<5 {
      var generator = ReplicateGenerator(purpose: "spared", seed: "1", number: number)
      let draws = (0..<10).map { _ in
        DrawAuditTests.draw(frame, [100], sparing: Set(friends), &generator)
      }
      let audit = try DrawAudit(
        frame: frame,
        draws: draws,
        orders: [orders[0]],
        named: [("friends", friends)],
        replicates: 499,
        seed: "1",
        threads: 2
      )
      #expect(found(audit).contains(.named))
      let named = try #require(audit.tests.first { $0.kind == .named })
      #expect(named.value == 0 && named.pValue < 1e-8 && agree(named.expected, 20, 1e-9))
    }
  }

  /// A tail of 40 units that can not be drawn, in ten draws of 10 %, without anybody naming it.
  @Test func aTailThatIsNeverDrawn() throws {
    let (frame, orders) = DrawAuditTests.frame([1000], seed: "tail")
    var generator = ReplicateGenerator(purpose: "tail", seed: "1", number: 0)
    let tail = Set(960..<1000)
    let draws = (0..<10).map { _ in DrawAuditTests.draw(frame, [100], sparing: tail, &generator) }
    let audit = try DrawAudit(
      frame: frame,
      draws: draws,
      orders: orders,
      replicates: 1_999,
      seed: "1",
      threads: 2
    )
    #expect(found(audit).contains(.stretch))
  }

  /// A class of which half is drawn is no bias when it is a stratum, and is one when it is not.
  @Test func strataAreNotComparedWithEachOther() throws {
    let (frame, _) = DrawAuditTests.frame([400, 100], seed: "strata")
    let names = frame.strata.map { ["low", "high"][$0] }
    var generator = ReplicateGenerator(purpose: "strata", seed: "1", number: 0)
    let draw = DrawAuditTests.draw(frame, [20, 50], &generator)
    let within = try DrawAudit(
      frame: frame,
      draws: [draw],
      orders: [AuditedOrder(name: "class", texts: names, frame: frame)],
      replicates: 1_999,
      seed: "1"
    )
    #expect(found(within).isEmpty)
    let flat = AuditedFrame(strata: Array(repeating: 0, count: 500))
    let across = try DrawAudit(
      frame: flat,
      draws: [draw],
      orders: [AuditedOrder(name: "class", texts: names, frame: flat)],
      replicates: 1_999,
      seed: "1"
    )
    #expect(found(across).contains(.composition))
  }

  /// The rotation of a rota is no set of independent draws, and is seen to be none.
  @Test func aRotationIsSeen() throws {
    let (frame, orders) = DrawAuditTests.frame([300], seed: "rota")
    var generator = ReplicateGenerator(purpose: "rota", seed: "1", number: 0)
    var units = Array(0..<300)
    generator.shuffle(&units)
    let draws = (0..<6).map { Array(units[$0 * 50..<$0 * 50 + 50]) }
    let audit = try DrawAudit(
      frame: frame,
      draws: draws,
      orders: [orders[0]],
      replicates: 1_999,
      seed: "1"
    )
    let kinds = found(audit)
    #expect(kinds.contains(.overlap) && kinds.contains(.neverDrawn))
  }

  /// The same p-values on one thread and on several, and others with another seed.
  @Test func threadsDoNotMatter() throws {
    let (frame, orders) = DrawAuditTests.frame([90, 30], seed: "threads")
    var generator = ReplicateGenerator(purpose: "threads", seed: "1", number: 0)
    let draws = (0..<3).map { _ in DrawAuditTests.draw(frame, [20, 10], &generator) }
    func audit(_ threads: Int, _ seed: String) throws -> [Double] {
      try DrawAudit(
        frame: frame,
        draws: draws,
        orders: orders,
        replicates: 777,
        seed: seed,
        threads: threads
      ).tests.flatMap { [$0.pValue, $0.expected, $0.deviation] }
    }
    let one = try audit(1, "1")
    #expect(try audit(2, "1") == one)
    #expect(try audit(5, "1") == one)
    #expect(try audit(1, "2") != one)
  }

  /// Every sample of 3 of 7 units: the share with a p-value at most p is at most p, for each test,
  /// and the number of runs is that of the enumeration.
  @Test func allSamplesOfASmallFrame() throws {
    let frame = AuditedFrame(strata: Array(repeating: 0, count: 7))
    var byRuns: [Int: Double] = [:]
    var values: [[Double]] = []
    var exact: [Int: Double] = [:]
    for pattern in 0..<128 where pattern.nonzeroBitCount == 3 {
      let list = (0..<7).filter { pattern >> $0 & 1 == 1 }
      let audit = try DrawAudit(
        frame: frame,
        draws: [list],
        orders: [AuditedOrder(listOf: frame)],
        replicates: 199,
        seed: "\(pattern)"
      )
      let runs = try #require(audit.tests.first { $0.kind == .runs })
      byRuns[Int(runs.value), default: 0] += 1.0 / 35
      exact[Int(runs.value)] = runs.pValue
      values.append(audit.tests.map(\.pValue))
    }
    // 5 samples have one run, 20 two and 10 three.
    #expect(agree(byRuns[1], 5.0 / 35) && agree(byRuns[2], 20.0 / 35))
    #expect(agree(exact[1], 2 * 5.0 / 35) && agree(exact[3], 2 * 10.0 / 35) && exact[2] == 1)
    for test in values[0].indices {
      for level in [0.06, 0.2, 0.3, 0.5] {
        let share = Double(values.count { $0[test] <= level }) / 35
        // Replicates add their own error: sqrt(0.25/199) is 0.035, twice.
        #expect(share <= level + 0.07, "test \(test) at \(level)")
      }
    }
  }
}
