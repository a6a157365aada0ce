import Inference
import Sampling
import TestSupport
import Testing

@testable import Analysis

/// Whether results bear out the classes, as values.
@Suite struct ClassCheckTests {
  private func run(_ table: String) throws -> ClassCheckResult {
    let file = try ScratchFile(table)
    return try ClassCheck(
      try StrataTable(path: file.path),
      alpha: Ratio(5, 100),
      power: Ratio(9, 10)
    ).run()
  }

  /// 4 of 4 against 0 of 4 (Fisher's tea): 1 in 70, and with two neighbours Holm doubles it.
  @Test func risesAndLift() throws {
    let result = try run(
      "stratum,population,inspected,violations,prevalence\nA,10,4,0,\nB,10,4,4,50%\nC,10,4,4,\n"
    )
    let classes = result.classes
    #expect(classes[0].rise.pValue == nil && classes[0].rise.adjusted == nil)
    #expect(abs(try #require(classes[1].rise.pValue) - 1.0 / 70) < 1e-12)
    #expect(abs(try #require(classes[1].rise.adjusted) - 2.0 / 70) < 1e-12)
    #expect(classes[2].rise.pValue == 1)
    // Two thirds of the frame violate; 4 of 4 are 1.5 times that.
    #expect(abs(result.overall - 2.0 / 3) < 1e-15)
    #expect(abs(try #require(classes[1].lift) - 1.5) < 1e-15)
    // 4 of 4 at 1/2, with 0 of 4 as unlikely: 2/16.
    #expect(abs(try #require(classes[1].calibration.pValue) - 0.125) < 1e-15)
    #expect(classes[0].calibration.pValue == nil && classes[0].predicted == nil)
  }

  /// Reasons: nothing found leaves up to a bound open; results not above those before are pooled.
  @Test func suggestions() throws {
    let result = try run(
      "stratum,population,inspected,violations\nA,100,30,0\nB,100,30,12\nC,100,30,10\n"
    )
    let reasons = result.suggestions.map(\.reason)
    #expect(result.suggestions.map(\.stratum.text) == ["A", "B", "C"])
    guard case .nothingFound(let inspected, let upper) = reasons[0] else {
      Issue.record("nothing was found in A")
      return
    }
    // 1 − 0.05^(1/30), Clopper and Pearson's bound.
    #expect(inspected == 30 && abs(upper - 0.0950338) < 1e-6)
    guard case .share(let share, _) = reasons[1], case .notAbove(let pooled) = reasons[2] else {
      Issue.record("B has a share of its own pool, C is not above B")
      return
    }
    #expect(share == 22.0 / 60 && pooled == share)
  }
}
