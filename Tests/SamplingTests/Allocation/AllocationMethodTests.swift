import Sampling
import TestSupport
import Testing

@Suite struct AllocationMethodTests {
  private func allocate(
    _ method: AllocationMethod,
    _ classes: [(population: Int, traits: StratumTraits)],
    total: Int,
    rules: RuleSet = RuleSet()
  ) throws -> [Int] {
    let names = try ["A", "B", "C", "D", "E"].map { try ProtocolText($0) }
    let strata = zip(names, classes).map { Stratum(name: $0, population: $1.population) }
    let traits = zip(names, classes).map { ($0, $1.traits) }
    let allocation = try Allocation(
      strata,
      traits: Dictionary(uniqueKeysWithValues: traits),
      rules: rules,
      total: total,
      method: method
    )
    #expect(allocation.certificate.isOptimal)
    return allocation.sizes.strata.map(\.size)
  }

  /// Power 1 is Neyman's allocation: the same weights, N²S².
  @Test func powerOneIsNeyman() throws {
    let classes = [(100, 1, 10), (300, 2, 5), (50, 9, 30)].map {
      ($0.0, StratumTraits(deviation: Ratio($0.1), prevalence: Ratio($0.2, 100)))
    }
    let neyman = try allocate(.variance, classes, total: 60)
    #expect(try allocate(.power(Ratio(1)), classes, total: 60) == neyman)
  }

  /// N S² by hand: N 4 and p 1/2 give S² = 4/3 · 1/4 = 1/3; equal strata share equally.
  @Test func aPrevalenceGivesTheDeviation() throws {
    let half = StratumTraits(prevalence: Ratio(1, 2))
    let single = StratumTraits(prevalence: Ratio(1, 2))
    #expect(try allocate(.variance, [(4, half), (4, half), (1, single)], total: 4) == [2, 2, 0])
  }

  /// The class with the greatest p is inspected whole, then the next.
  @Test func violationsFillTheWorstClassFirst() throws {
    let classes = [(10, 1), (10, 30), (10, 5)].map {
      ($0.0, StratumTraits(prevalence: Ratio($0.1, 100)))
    }
    #expect(try allocate(.violations, classes, total: 13) == [0, 10, 3])
  }

  /// Two classes that differ in size alone: the error of each falls nearly as 1/n, so that the
  /// sizes are nearly equal, whatever the populations.
  @Test func worstErrorEvensOut() throws {
    let same = StratumTraits(deviation: Ratio(1))
    #expect(try allocate(.worstError, [(1_000_000, same), (1_000_000, same)], total: 9) == [5, 4])
    #expect(try allocate(.worstError, [(1_000_000, same), (100, same)], total: 100) == [62, 38])
  }

  /// Kish's compromise without importance for the whole is equal allocation; with a great one it
  /// is Neyman's.
  @Test func compromiseLiesBetweenEqualAndNeyman() throws {
    let same = StratumTraits(deviation: Ratio(1))
    let classes = [(900, same), (100, same)]
    #expect(try allocate(.compromise(importance: Ratio(0)), classes, total: 40) == [20, 20])
    let whole = try allocate(.compromise(importance: Ratio(1_000_000)), classes, total: 40)
    #expect(whole == (try allocate(.variance, classes, total: 40)))
  }

  @Test func populationsBeyondTheGreatestIntegerAreRefused() throws {
    #expect(throws: AllocationError.tooManyUnits) {
      try allocate(
        .proportional,
        [(Int.max, StratumTraits()), (1, StratumTraits())],
        total: 1
      )
    }
  }

  /// Every name that a method writes is read back as the same method.
  @Test func namesAreReadBack() {
    let methods: [AllocationMethod] = [
      .proportional, .variance, .worstError, .equalPrecision, .violations, .power(Ratio(0)),
      .power(Ratio(1, 2)), .power(Ratio(1)), .compromise(importance: Ratio(3)),
    ]
    for method in methods { #expect(AllocationMethod(method.description) == method) }
    for name in ["neyman", "optimal"] { #expect(AllocationMethod(name) == .variance) }
    #expect(AllocationMethod("best") == nil)
  }
}
