import Sampling
import Testing

@Suite struct RatioTests {
  @Test func decimalsAreExact() {
    #expect(Ratio(decimal: "0.95") == Ratio(19, 20))
  }

  /// Money and days: whole where they are, exact where that is finite, else four places, halves up.
  @Test(arguments: [
    (2145, 4, "536.25"), (7, 1, "7"), (0, 5, "0"), (1, 3, "0.3333"), (2, 3, "0.6667"),
    (1, 1 << 18, "0.000003814697265625"), (1, 30_000, "0"), (5, 30_000, "0.0002"),
    (59_999, 3, "19999.6667"), (Int.max, 2, "4611686018427387903.5"),
  ])
  func decimals(numerator: Int, denominator: Int, text: String) {
    #expect(Ratio(numerator, denominator).decimal == text)
  }

  @Test func percentages() {
    #expect(Ratio(7, 20).percentage == "35%" && Ratio(1, 200).percentage == "0.5%")
    #expect(Ratio(1, 3).percentage == "1/3" && Ratio(0).percentage == "0%")
    #expect(Ratio(1, 800).percentage == "0.125%" && Ratio(3).percentage == "300%")
  }
}
