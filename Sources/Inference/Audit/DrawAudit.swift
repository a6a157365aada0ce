internal import Sampling

/// Whether lists look as an honest lottery would have drawn them.
///
/// A family of tests, each aimed at one way of cheating or erring, under one hypothesis: in every
/// draw and stratum as many units as were drawn, each as likely as any other (or, for a draw by
/// size, order sampling with the given sizes), all draws independent. P-values are exact where the
/// distribution is known (runs, overlaps, units never drawn, named lists: sums of hypergeometric
/// counts and chains of them), otherwise by drawing the lists again and again under the hypothesis,
/// (1 + replicates at least as extreme)/(1 + replicates), which holds the level at any number of
/// replicates. A large p-value says that these tests saw nothing, and never that a draw was random:
/// see ``SmallestBias`` for what they could have seen.
public struct DrawAudit: Sendable {
  /// One test.
  public struct Test: Sendable {
    /// What it looks at.
    public var kind: AuditTestKind
    /// In which order, column or named list; empty for the list itself and for all units.
    public var subject: String
    /// The value of its statistic.
    public var value: Double
    /// What an honest lottery has on average.
    public var expected: Double
    /// Its standard deviation there.
    public var deviation: Double
    /// The p-value.
    public var pValue: Double
    /// Whether the p-value follows from the distribution itself and not from replicates.
    public var isExact: Bool
    /// The values of a column that are farthest from their part, the least p-value first; empty for
    /// other tests.
    public var values: [ValueCounts.Value] = []

    /// Makes a test.
    ///
    /// - Parameters:
    ///   - kind: what it looks at.
    ///   - subject: in which order, column or named list.
    ///   - value: the value of its statistic.
    ///   - expected: what an honest lottery has on average.
    ///   - deviation: its standard deviation there.
    ///   - pValue: the p-value.
    ///   - isExact: whether it follows from the distribution itself.
    ///   - values: the values of a column that are farthest from their part.
    public init(
      kind: AuditTestKind,
      subject: String,
      value: Double,
      expected: Double,
      deviation: Double,
      pValue: Double,
      isExact: Bool,
      values: [ValueCounts.Value] = []
    ) {
      self.kind = kind
      self.subject = subject
      self.value = value
      self.expected = expected
      self.deviation = deviation
      self.pValue = pValue
      self.isExact = isExact
      self.values = values
    }
  }

  /// The tests, in a fixed order.
  public let tests: [Test]
  /// How often lists were drawn again.
  public let replicates: Int
  /// The distribution of the number of units that no draw has; nil for one draw, draws by size, and
  /// strata of more than ``RepeatedDraws/exactLimit`` units.
  public let neverDrawn: CountDistribution?

  /// What the distributions leave out weighs less than this, so that no p-value is given as less.
  public static let smallestExactP = 1e-30

  /// Replicates of every statistic; more are drawn of those that they do not settle.
  public static let firstReplicates = 1_000

  /// Draws above which pairs of draws are not all compared.
  public static let greatestPairs = 300

  /// Audits draws.
  ///
  /// - Parameters:
  ///   - frame: the units that were drawn from.
  ///   - draws: the units of each draw, in the order of time, each once.
  ///   - design: how an honest lottery would have drawn.
  ///   - orders: the orders in which somebody might have picked; constant ones are left out, and the
  ///     order of those that are the same as one before.
  ///   - named: lists of units that were named before the draws were looked at, with their names.
  ///   - replicates: how often to draw again at most; a statistic that ``firstReplicates`` settle has
  ///     these.
  ///   - seed: the seed of the replicates, which a report must print.
  ///   - threads: how many threads work; the result does not depend on it.
  ///   - advance: told after some replicates how many they were, on any thread; may throw to stop.
  /// - Throws: `SelectionError` where more units were drawn than have a size above 0, and what
  ///   `advance` throws.
  /// - Complexity: O(replicates · orders · (n + N/64)) for n selected of N units.
  public init(
    frame: AuditedFrame,
    draws: [[Int]],
    design: NullDesign = .simple,
    orders: [AuditedOrder],
    named: [(name: String, units: [Int])] = [],
    replicates: Int,
    seed: String,
    threads: Int = 1,
    advance: @Sendable (_ replicates: Int) throws -> Void = { _ in }
  ) throws {
    let null = try NullDraws(frame: frame, draws: draws, design: design)
    let orders = orders.filter { !$0.isConstant(in: frame) }
    let all = DrawAudit.family(orders: orders, named: named.count, draws: draws.count)
    let exact = DrawAudit.exactDistributions(all, null, named: named.map(\.units), design)
    let values = all.map { statistic in
      statistic.kind == .value && null.isSimple
        ? ValueCounts(orders[statistic.order ?? 0], draws: draws, null: null) : nil
    }
    let measured = all.indices.filter { exact[$0] == nil && values[$0] == nil }
    let observedMeasure = AuditMeasure(
      frame: frame,
      orders: orders,
      named: named.map(\.units),
      draws: null,
      statistics: all
    )
    var workspace = observedMeasure.workspace
    let observed = observedMeasure.values(of: draws, &workspace)
    func replicated(_ indices: [Int], _ numbers: Range<Int>) throws -> Replication {
      let measure = AuditMeasure(
        frame: frame,
        orders: orders,
        named: named.map(\.units),
        draws: null,
        statistics: indices.map { all[$0] }
      )
      return try Replication(
        observed: indices.map { observed[$0] },
        replicates: indices.isEmpty ? 0 : numbers.count,
        first: numbers.lowerBound,
        threads: threads,
        advance: advance
      ) { numbers, add in
        var workspace = measure.workspace
        var marks = [Bool](repeating: false, count: frame.count)
        for number in numbers {
          var generator = ReplicateGenerator(purpose: "audit", seed: seed, number: number)
          let lists = draws.indices.map { null.units(of: $0, using: &generator, marks: &marks) }
          add(measure.values(of: lists, &workspace))
        }
      }
    }
    let first = min(replicates, DrawAudit.firstReplicates)
    var replication = try replicated(measured, 0..<first)
    if first < replicates {
      let open = replication.open { all[measured[$0]].sides == .upper }
      replication.add(try replicated(open.map { measured[$0] }, first..<replicates), of: open)
    }
    self.replicates = replicates
    neverDrawn = zip(all, exact).first { $0.0.kind == .neverDrawn }.flatMap(\.1)
    tests = all.indices.map { index in
      let statistic = all[index]
      let subject =
        statistic.order.map { orders[$0].name } ?? statistic.list.map { named[$0].name } ?? ""
      let isUpper = statistic.sides == .upper
      if let counts = values[index] {
        return Test(
          kind: .value,
          subject: subject,
          value: Double(counts.values.first?.drawn ?? 0),
          expected: counts.values.first?.expected ?? 0,
          deviation: counts.values.first?.deviation ?? 0,
          pValue: counts.pValue,
          isExact: true,
          values: counts.values
        )
      }
      guard let distribution = exact[index] else {
        let place = measured.firstIndex(of: index) ?? 0
        return Test(
          kind: statistic.kind,
          subject: subject,
          value: observed[index],
          expected: replication.mean(place),
          deviation: replication.deviation(place),
          pValue: isUpper ? replication.upper(place) : replication.twoSided(place),
          isExact: false
        )
      }
      let count = Int(observed[index])
      return Test(
        kind: statistic.kind,
        subject: subject,
        value: observed[index],
        expected: distribution.mean,
        deviation: max(distribution.variance, 0).squareRoot(),
        pValue: max(
          isUpper ? distribution.upperTail(count) : distribution.twoSided(count),
          DrawAudit.smallestExactP
        ),
        isExact: true
      )
    }
  }

  /// Units that a value has on average, for all values of a column to be looked at together.
  private static let unitsPerValue = 5

  /// The tests that can be made of so many draws.
  static func family(orders: [AuditedOrder], named: Int, draws: Int) -> [AuditStatistic] {
    var family: [AuditStatistic] = []
    for (index, order) in orders.enumerated() {
      func add(_ kind: AuditTestKind, _ sides: AuditStatistic.Sides) {
        family.append(AuditStatistic(kind: kind, order: index, sides: sides))
      }
      // Where in the order: of texts without an order of their own the values say it.
      let isClassified = order.hasSharedValues
      if order.kind == .numbers || !isClassified { add(.position, .both) }
      if isClassified {
        if order.values.count * unitsPerValue <= order.slots.count { add(.composition, .upper) }
        add(.value, .both)
      }
      guard !orders[..<index].contains(where: { $0.isSameOrder(as: order) }) else { continue }
      add(.spacing, .both)
      add(.runs, .both)
      add(.stretch, .upper)
    }
    for list in 0..<named { family.append(AuditStatistic(kind: .named, list: list, sides: .both)) }
    guard draws > 1 else { return family }
    family.append(AuditStatistic(kind: .inclusion, sides: .both))
    family.append(AuditStatistic(kind: .overlap, sides: .both))
    family.append(AuditStatistic(kind: .neverDrawn, sides: .both))
    if draws <= greatestPairs { family.append(AuditStatistic(kind: .pairs, sides: .both)) }
    return family
  }

  /// The distributions that are known, one for each statistic; nil for the others.
  private static func exactDistributions(
    _ family: [AuditStatistic],
    _ null: NullDraws,
    named: [[Int]],
    _ design: NullDesign
  ) -> [CountDistribution?] {
    guard case .simple = design else { return family.map { _ in nil } }
    let members = null.frame.members
    var runs: CountDistribution?
    return family.map { statistic in
      switch statistic.kind {
      case .runs:
        // The same in every order.
        runs =
          runs
          ?? sum(null) { draw, stratum in
            let (population, size) = (members[stratum].count, null.counts[draw][stratum])
            guard size > 0 else { return CountDistribution(constant: 0) }
            return CountDistribution(
              Hypergeometric(population: population, marked: population - size + 1, draws: size)
            )
          }
        return runs
      case .overlap:
        return sum(null) { draw, stratum in
          guard draw + 1 < null.counts.count else { return CountDistribution(constant: 0) }
          return CountDistribution(
            Hypergeometric(
              population: members[stratum].count,
              marked: null.counts[draw][stratum],
              draws: null.counts[draw + 1][stratum]
            )
          )
        }
      case .named:
        let units = named[statistic.list ?? 0]
        return sum(null) { draw, stratum in
          CountDistribution(
            Hypergeometric(
              population: members[stratum].count,
              marked: units.count { null.frame.strata[$0] == stratum },
              draws: null.counts[draw][stratum]
            )
          )
        }
      case .neverDrawn:
        let strata = members.indices.map { stratum in
          RepeatedDraws(
            counted: members[stratum].count,
            sizes: null.counts.map { $0[stratum] }
          )
        }
        return RepeatedDraws.neverSeen(of: strata)
      default: return nil
      }
    }
  }

  /// The distribution of a sum of independent counts over draws and strata.
  private static func sum(
    _ null: NullDraws,
    _ count: (_ draw: Int, _ stratum: Int) -> CountDistribution
  ) -> CountDistribution {
    var total = CountDistribution(constant: 0)
    for draw in null.counts.indices {
      for stratum in null.frame.members.indices {
        total = total.convolved(with: count(draw, stratum))
      }
    }
    return total
  }
}
