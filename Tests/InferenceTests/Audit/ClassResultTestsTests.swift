import Inference
import Sampling
import Testing

/// The tests of one class's results, and of a family with gaps.
@Suite struct ClassResultTestsTests {
  /// The lady tasting tea (Fisher, The Design of Experiments, 1935, chapter II): three of four right are
  /// reached by chance in 17 of 70 cases, four of four in 1.
  @Test func fishersExactTest() {
    func p(_ right: Int) -> Double {
      ClassResults(inspected: 4, violations: right)
        .pValueOfRise(above: ClassResults(inspected: 4, violations: 4 - right))
    }
    #expect(abs(p(3) - 17.0 / 70) < 1e-15)
    #expect(abs(p(4) - 1.0 / 70) < 1e-15)
    #expect(
      ClassResults(inspected: 4, violations: 0).pValueOfRise(
        above: .init(inspected: 0, violations: 0)
      ) == 1
    )
  }

  /// 0 of 10 at 1/2: it and 10 of 10 are the results no more likely, 2/2¹⁰.
  @Test func calibration() throws {
    let none = ClassResults(inspected: 10, violations: 0)
    #expect(abs(try #require(none.pValueOfCalibration(Ratio(1, 2))) - 2.0 / 1024) < 1e-15)
    // A model is not rounded to whole units.
    let clean = ClassResults(inspected: 100, violations: 0)
    #expect(try #require(clean.pValueOfCalibration(Ratio(4, 1000))) == 1)
    #expect(ClassResults(inspected: 0, violations: 0).pValueOfCalibration(Ratio(1, 2)) == nil)
    #expect(none.share == 0 && ClassResults(inspected: 0, violations: 0).share == nil)
  }

  @Test func aFamilyWithGaps() {
    let adjusted = Multiplicity.holm.adjusted(present: [nil, 0.01, nil, 0.04, 0.03])
    #expect(adjusted == [nil, 0.03, nil, 0.06, 0.06])
    #expect(Multiplicity.holm.adjusted(present: [nil, nil]) == [nil, nil])
  }

  /// 4 m/α, up to ten thousands, and never above the most.
  @Test(arguments: [(8, 9_999), (25, 9_999), (26, 19_999), (250, 99_999), (1_000_000, 99_999)])
  func replicatesOfAFamily(tests: Int, replicates: Int) {
    #expect(DrawAudit.replicates(tests: tests, alpha: Ratio(1, 100)) == replicates)
    #expect(DrawAudit.smallestP(replicates: 999) == 0.002)
  }

  /// beta(2, 8) after 1 of 8 under a uniform prior: E[p(1 − p)] = 16/110; N = 100, n = 20.
  @Test func varianceUnderThePosterior() throws {
    let posterior = try ClassPosterior(.uniform, ClassResults(inspected: 8, violations: 1))
    let variance = try #require(posterior.varianceOfTotal(population: 100, sample: 20))
    #expect(abs(variance - 400 * 16.0 / 110) < 1e-12)
    #expect(posterior.varianceOfTotal(population: 100, sample: 100) == 0)
    #expect(posterior.varianceOfTotal(population: 100, sample: 0) == nil)
    #expect(posterior.varianceOfTotal(population: 0, sample: 0) == 0)
  }

  /// Two numbers, the greatest distance of which from an even spread is 1/2 at 0.5.
  @Test func evennessAsAFamily() {
    let tests = Uniformity([0.5, 0.5]).tests(of: "number")
    #expect(tests.map(\.kind) == [.evenness, .evennessOfEnds])
    #expect(tests.allSatisfy { $0.subject == "number" && $0.isExact })
    #expect(tests[0].value == 0.5)
    // √(π/2) ln 2 and √(π²/12 − π/2 ln² 2), over √2.
    let mean = (Double.pi / 2).squareRoot() * 0.6931471805599453
    #expect(abs(tests[0].expected - mean / 2.0.squareRoot()) < 1e-9)
    let deviation = (Double.pi * Double.pi / 12 - mean * mean).squareRoot()
    #expect(abs(tests[0].deviation - deviation / 2.0.squareRoot()) < 1e-8)
    #expect(abs(tests[1].deviation - (2 * (Double.pi * Double.pi - 9) / 3).squareRoot()) < 1e-4)
  }
}
