import Sampling
import TestSupport
import Testing

/// Every figure of the sensitivity against a plan that is solved with the rule itself changed.
@Suite struct SensitivityTests {
  @Test func theRangesAreWhereThePlanChanges() throws {
    var generator = SeededGenerator(seed: 17)
    var binding = 0
    for problem in 0..<200 {
      let names = try ["A", "B", "C"].map { try ProtocolText($0) }
      let strata = names.map {
        Stratum(name: $0, population: Int.random(in: 2...60, using: &generator))
      }
      let traits = Dictionary(
        uniqueKeysWithValues: names.map {
          ($0, StratumTraits(deviation: Ratio(Int.random(in: 1...9, using: &generator))))
        }
      )
      func rules(_ shares: [Ratio]) -> RuleSet {
        var rules = RuleSet()
        for (name, share) in zip(names, shares) { rules.add(.atLeast(.ratio(share)), in: name) }
        return rules
      }
      let shares = names.map { _ in Ratio(Int.random(in: 1...40, using: &generator), 100) }
      let floors = zip(strata, shares).compactMap { $1.minimumCount(of: $0.population) }
      let population = strata.reduce(0) { $0 + $1.population }
      let total = Int.random(in: floors.reduce(0, +)...population, using: &generator)
      func plan(_ shares: [Ratio]) -> [Int]? {
        let allocation = try? Allocation(
          strata,
          traits: traits,
          rules: rules(shares),
          total: total,
          method: .variance
        )
        return allocation?.sizes.strata.map(\.size)
      }
      let sensitivity = try Sensitivity(
        strata,
        traits: traits,
        rules: rules(shares),
        total: total,
        method: .variance
      )
      let original = plan(shares)
      let note: Comment = "problem \(problem), seed 17"
      for (index, row) in sensitivity.strata.enumerated() {
        let range = try #require(row.unchanged)
        func planned(_ share: Ratio) -> [Int]? {
          var changed = shares
          changed[index] = share
          return plan(changed)
        }
        #expect(planned(range.upTo) == original, note)
        let next = Ratio(range.upTo.numerator * 1000 + 1, range.upTo.denominator * 1000)
        if next <= Ratio(1) { #expect(planned(next) != original, note) }
        if let above = range.above {
          binding += 1
          #expect(planned(above) != original, note)
          #expect(try #require(row.minimumCost) > 0, note)
        } else {
          #expect(planned(Ratio(0)) == original, note)
          #expect(row.minimumCost == 0, note)
        }
      }
    }
    #expect(binding > 50)
  }
}
