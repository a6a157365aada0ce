import Sampling
import Testing

/// A seed has the form that was fixed: one ASCII digit for each #, every other character itself.
@Suite struct SeedFormTests {
  @Test(arguments: [
    ("## ##", "03 17", true), ("## ##", "99 00", true), ("x#", "x0", true), ("x", "x", true),
    ("双色球 ##", "双色球 07", true), ("#", "9", true), ("#", "0", true),
    // No digit in the place of a #.
    ("#", "#", false), ("#", "a", false), ("#", "/", false), ("#", ":", false), ("#", "-", false),
    ("## ##", "3 17", false), ("## ##", "03 1x", false), ("## ##", "0x 17", false),
    // Digits of other scripts have more bytes; three # are as long as one of them.
    ("#", "３", false), ("###", "３", false), ("##", "\u{663}", false),
    // Another character, one more, one less.
    ("## ##", "03-17", false), ("## ##", "03 170", false), ("## ##", "103 17", false),
    ("## ##", "03 1", false), ("x#", "X0", false),
  ])
  func form(form: String, seed: String, matches: Bool) throws {
    let form = SeedForm(try ProtocolText(form))
    #expect(form.matches(try ProtocolText(seed)) == matches)
  }

  @Test(
    arguments: [
      ("##########", 10, 10_000_000_000), ("# # # #", 4, 10_000), ("#", 1, 10), ("x", 0, 1),
      ("###################", 19, 10_000_000_000_000_000_000), ("####################", 20, .max),
      ("## ##", 4, nil), ("#-##", 3, nil),
    ] as [(String, Int, UInt64?)]
  )
  func outcomes(form: String, digits: Int, outcomes: UInt64?) throws {
    let form = SeedForm(try ProtocolText(form))
    #expect(form.digits == digits)
    #expect(form.outcomes == outcomes)
  }
}
