import Frames
import Testing

/// When the values of a column are another name of the strata.
@Suite struct ColumnTallyTests {
  static func tally(_ counts: [[Int: Int]]) -> ColumnTally {
    ColumnTally(name: "x", counts: counts)
  }

  /// As many values as a fifth of the units are no name of strata; one unit more, and they are.
  @Test(arguments: [(10, false), (11, true), (9, false)])
  func fewValues(units: Int, tells: Bool) {
    let tally = Self.tally([[0: 5], [1: units - 5]])
    #expect(tally.units == units && tally.distinct == 2)
    #expect(abs(tally.share - 1) < 1e-12)
    #expect(tally.tellsStratum == tells)
  }

  /// Two strata of 1,000 units and a value for each, of which some stand in the other: 1 − H(e) is what is
  /// told, nine tenths of it at an error of 0.0130.
  @Test(arguments: [(0, true), (12, true), (14, false), (100, false), (500, false)])
  func nineTenths(wrong: Int, tells: Bool) {
    let (right, other) = (1000 - wrong, wrong)
    let tally = Self.tally(
      [[0: right, 1: other], [0: other, 1: right]].map { $0.filter { $0.value > 0 } }
    )
    #expect(tally.tellsStratum == tells, "\(tally.share)")
  }

  @Test func shares() {
    // Independent values tell nothing, one stratum has nothing to tell.
    #expect(abs(Self.tally([[0: 50, 1: 50], [0: 50, 1: 50]]).share) < 1e-12)
    let one = Self.tally([[0: 50], [0: 50]])
    #expect(one.share == 0 && one.entropy == 0 && !one.tellsStratum)
    #expect(!Self.tally([]).tellsStratum)
  }
}
