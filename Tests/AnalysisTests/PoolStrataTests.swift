import Frames
import Sampling
import TestSupport
import Testing

@testable import Analysis

/// The strata of a list, counted by hand.
@Suite struct PoolStrataTests {
  @Test func momentsAndRules() throws {
    let file = try ScratchFile("id,class,size\n1,A,2\n2,A,4\n3,A,6\n4,B,5\n")
    var layout = PoolLayout()
    layout.stratumColumn = "class"
    layout.measureColumn = "size"
    let roster = try Pool(file.path, layout: layout).roster()
    var rules = RuleSet()
    rules.add(.atLeast(.ratio(Ratio(1, 10))), in: nil)
    let strata = try PoolStrata(roster, rules: rules)
    #expect(strata.rows.map(\.stratum.population) == [3, 1])
    // 2, 4 and 6: mean 4, Σ (x − 4)² = 8, over n − 1 = 2.
    #expect(strata.rows[0].moments?.mean == 4 && strata.rows[0].moments?.deviation == 2)
    #expect(strata.rows[1].moments?.mean == 5 && strata.rows[1].moments?.deviation == 0)
    #expect(strata.rows[0].rules?.count == 1)
    let plain = try PoolStrata(roster, rules: RuleSet())
    #expect(plain.rows.allSatisfy { $0.rules == nil })
  }
}
