import Draws
import Testing

/// How many digits stand behind an area code: eight behind 010 and 02x, seven or eight behind others.
@Suite struct LandlineTests {
  @Test(arguments: [
    ("010-62000000", true), ("010-6200000", false), ("010-620000000", false),
    ("021-62000000", true), ("021-6200000", false), ("(020)6200000", false),
    ("0371-65000000", true), ("0371-6500000", true), ("0371-650000", false),
    ("0371-650000000", false), ("0271-6500000", false), ("0171-65000000", false),
  ])
  func digits(text: String, isTelephone: Bool) {
    let kind = PrivateContent.kind(of: text, isIdentifier: false)
    #expect(kind == (isTelephone ? .telephone : nil))
  }
}
