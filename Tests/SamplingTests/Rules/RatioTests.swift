import Sampling
import Testing

@Suite struct RatioTests {
  @Test func decimalsAreExact() {
    #expect(Ratio(decimal: "0.95") == Ratio(19, 20))
  }
}
