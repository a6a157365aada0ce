import Sampling
import Testing

/// What a draw refuses in a text, and the first reason for it.
@Suite struct ProtocolTextTests {
  static let refused: [(String, ProtocolTextError)] = [
    ("", .empty), (String(repeating: "x", count: 1025), .tooLong(bytes: 1025)),
    (String(repeating: "字", count: 342), .tooLong(bytes: 1026)),
    ("a\u{0}b", .control(0)), ("a\tb", .control(9)), ("a\nb", .control(10)),
    ("a\u{1F}b", .control(0x1F)), ("a\u{7F}b", .control(0x7F)), ("a\u{85}b", .control(0x85)),
    ("a\u{9F}", .control(0x9F)), ("a\u{2028}b", .lineSeparator(0x2028)),
    ("a\u{2029}b", .lineSeparator(0x2029)),
    // Never a character: U+0378 is reserved in the Greek block, U+FFFF and U+10FFFF are noncharacters.
    ("a\u{378}", .unassigned(0x378)), ("a\u{FFFF}", .unassigned(0xFFFF)),
    ("\u{10FFFF}", .unassigned(0x10FFFF)), ("\u{E0080}", .unassigned(0xE0080)),
    ("a\u{200B}b", .invisible(0x200B)), ("a\u{202E}b", .invisible(0x202E)),
    ("\u{FEFF}a", .invisible(0xFEFF)), ("a\u{FE0F}", .invisible(0xFE0F)),
    (" a", .whiteSpaceAtEnd), ("a ", .whiteSpaceAtEnd), ("\u{3000}a", .whiteSpaceAtEnd),
    ("a\u{A0}", .whiteSpaceAtEnd), ("e\u{301}", .notNormalized), ("\u{212B}", .notNormalized),
    ("\u{F900}", .notNormalized),
  ]

  @Test(arguments: refused)
  func isRefused(text: String, error: ProtocolTextError) {
    #expect(ProtocolText.problem(in: text) == error)
    #expect(throws: error) { try ProtocolText(text) }
  }

  @Test(arguments: [
    "a", String(repeating: "x", count: 1024), String(repeating: "字", count: 341), "a b", "a\u{A0}b",
    "\u{E9}", "Ａ", "𠮷", "\u{E000}", "~", "!", "\u{1F600}",
  ])
  func isAccepted(text: String) { #expect(ProtocolText.problem(in: text) == nil) }
}
