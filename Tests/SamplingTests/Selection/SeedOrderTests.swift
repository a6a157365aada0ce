import Sampling
import Testing

/// Numbers in the order that the record promises: another order of the same is another seed.
@Suite struct SeedOrderTests {
  @Test(arguments: [
    ("ten dice, ascending", "# # # #", "1 2 2 9", true),
    ("ten dice, ascending", "# # # #", "2 1 2 9", false),
    ("ten dice, as they fall", "# # # #", "2 1 2 9", true),
    ("a beacon, ascending", "########", "21290000", true),
    // 6 of 33 and 1 of 16: each drum by itself.
    ("双色球 2024029，升序", "## ## ## ## ## ## ##", "03 07 11 19 24 30 08", true),
    ("双色球 2024029，升序", "## ## ## ## ## ## ##", "07 03 11 19 24 30 08", false),
    ("双色球 2024029", "## ## ## ## ## ## ##", "07 03 11 19 24 30 08", true),
    // An unknown source: all of them.
    ("a wheel, Ascending", "## ## ##", "03 07 11", true),
    ("a wheel, Ascending", "## ## ##", "03 11 07", false),
  ]) func order(_ source: String, _ form: String, _ seed: String, _ isInOrder: Bool) throws {
    let form = SeedForm(try ProtocolText(form))
    let seed = try ProtocolText(seed)
    #expect(form.matches(seed))
    #expect(SeedSource(try ProtocolText(source)).isInOrder(seed, of: form) == isInOrder)
  }
}
