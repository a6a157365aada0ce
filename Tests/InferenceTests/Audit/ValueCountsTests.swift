import Inference
import Sampling
import TestSupport
import Testing

@Suite struct ValueCountsTests {
  private func audit(
    _ frame: AuditedFrame,
    _ draws: [[Int]],
    _ orders: [AuditedOrder]
  ) throws -> DrawAudit {
    try DrawAudit(frame: frame, draws: draws, orders: orders, replicates: 199, seed: "1")
  }

  /// 2 of 6 units are red and both of 2 are drawn: P = 1/15, twice; three values are compared.
  @Test func byHand() throws {
    let frame = AuditedFrame(strata: Array(repeating: 0, count: 6))
    let colour = AuditedOrder(
      name: "colour",
      texts: ["red", "red", "blue", "blue", "green", "green"],
      frame: frame
    )
    let audit = try audit(frame, [[0, 1]], [colour])
    let test = try #require(audit.tests.first { $0.kind == .value })
    #expect(test.isExact && test.values.first?.name == "red" && test.values.first?.drawn == 2)
    #expect(agree(test.values.first?.pValue ?? 0, 2.0 / 15))
    #expect(agree(test.pValue, 6.0 / 15))
    #expect(agree(test.expected, 2.0 / 3))
  }

  /// Two strata and two draws: the count is a sum of four hypergeometric ones.
  @Test func sumsOverStrataAndDraws() throws {
    let frame = AuditedFrame(strata: Array(repeating: 0, count: 10) + Array(repeating: 1, count: 8))
    let texts = (0..<18).map { $0 % 3 == 0 ? "x" : "y" }
    let draws = [[0, 3, 6, 12], [0, 1, 9, 15]]
    let audit = try audit(frame, draws, [AuditedOrder(name: "c", texts: texts, frame: frame)])
    let test = try #require(audit.tests.first { $0.kind == .value })
    var sum = CountDistribution(constant: 0)
    for (n, k, size) in [(10, 4, 3), (8, 2, 1), (10, 4, 3), (8, 2, 1)] {
      sum = sum.convolved(
        with: CountDistribution(Hypergeometric(population: n, marked: k, draws: size))
      )
    }
    let x = try #require(test.values.first { $0.name == "x" })
    #expect(x.drawn == 7 && agree(x.pValue, sum.twoSided(7)) && agree(x.expected, sum.mean))
    #expect(agree(x.deviation * x.deviation, sum.variance))
  }

  /// Codes are texts, a column named as numbers has tenths and an order; a constant one has none.
  @Test func whatIsTested() throws {
    let frame = AuditedFrame(strata: Array(repeating: 0, count: 200))
    let codes = AuditedOrder(
      name: "code",
      texts: (0..<200).map { "13010\($0 % 7)" },
      frame: frame
    )
    let numbers = AuditedOrder(
      name: "number",
      numbers: (0..<200).map { $0 == 5 ? nil : Double($0 * 37 % 101) },
      frame: frame
    )
    let constant = AuditedOrder(
      name: "same",
      texts: Array(repeating: "a", count: 200),
      frame: frame
    )
    #expect(
      numbers.values.count == AuditedOrder.quantileGroups + 1 && constant.isConstant(in: frame)
    )
    let sizes = (0..<numbers.values.count).map { level in
      (numbers.levels ?? []).count { $0 == level }
    }
    #expect(sizes.last == 1 && sizes.dropLast().allSatisfy { (17...23).contains($0) })
    let audit = try audit(frame, [Array(0..<20)], [codes, numbers, constant])
    let kinds = Dictionary(grouping: audit.tests, by: \.subject).mapValues { Set($0.map(\.kind)) }
    #expect(kinds["code"] == [.composition, .value, .spacing, .runs, .stretch])
    #expect(kinds["number"] == [.position, .composition, .value, .spacing, .runs, .stretch])
    #expect(kinds["same"] == nil)
    // The order of a column that is the list's is not tested again.
    let list = AuditedOrder(listOf: frame)
    let same = AuditedOrder(
      name: "id",
      texts: (0..<200).map { "u\(1_000 + $0)" },
      frame: frame,
      kind: .id
    )
    let twice = try self.audit(frame, [Array(0..<20)], [list, same])
    #expect(twice.tests.count { $0.kind == .runs } == 1)
  }

  /// Statistics that the first replicates settle have no more; the others have all.
  @Test func replicatesWhereTheyAreNeeded() throws {
    let frame = AuditedFrame(strata: Array(repeating: 0, count: 400))
    let list = AuditedOrder(listOf: frame)
    func p(_ replicates: Int) throws -> [AuditTestKind: Double] {
      let tests = try DrawAudit(
        frame: frame,
        draws: [Array(0..<40)],
        orders: [list],
        replicates: replicates,
        seed: "1",
        threads: 2
      ).tests
      return Dictionary(uniqueKeysWithValues: tests.map { ($0.kind, $0.pValue) })
    }
    let few = try p(DrawAudit.firstReplicates)
    let many = try p(9_999)
    #expect(agree(few[.position] ?? 0, 2.0 / Double(DrawAudit.firstReplicates + 1)))
    #expect(agree(many[.position] ?? 0, 2.0 / 10_000))
  }
}
