internal import Foundation
package import Sampling

/// The standard form of a registered name (名称的规范化), by rules that are data.
///
/// The registered name is never changed: the standard one stands beside it, and serves to find what is twice in a
/// library.
package enum StandardName {
  /// A rule: what is replaced by what, in order.
  package struct Rule: Sendable {
    /// What it looks for.
    package var sign: String
    /// What stands there instead.
    package var standard: String
    /// Why.
    package var reason: Sentence
  }

  /// The rules behind Unicode form NFKC, which gives digits, letters and signs their usual width.
  package static let rules: [Rule] = [
    Rule(sign: "(", standard: "（", reason: Sentence("brackets of full width", "括号用全角")),
    Rule(sign: ")", standard: "）", reason: Sentence("brackets of full width", "括号用全角")),
    Rule(sign: "[", standard: "（", reason: Sentence("round brackets", "用圆括号")),
    Rule(sign: "]", standard: "）", reason: Sentence("round brackets", "用圆括号")),
    Rule(sign: "【", standard: "（", reason: Sentence("round brackets", "用圆括号")),
    Rule(sign: "】", standard: "）", reason: Sentence("round brackets", "用圆括号")),
    Rule(sign: "•", standard: "·", reason: Sentence("one sign for the middle dot", "间隔号统一为“·”")),
    Rule(sign: "・", standard: "·", reason: Sentence("one sign for the middle dot", "间隔号统一为“·”")),
  ]

  /// The standard form of a name.
  ///
  /// Blanks beside a Chinese character or a bracket are left out, since none belongs there; between Latin words
  /// one stays.
  ///
  /// - Complexity: O(length).
  package static func of(_ name: String) -> String {
    if isStandard(name) { return name }
    var text = name.precomposedStringWithCompatibilityMapping
    for rule in rules { text = text.replacing(rule.sign, with: rule.standard) }
    let words = text.split(whereSeparator: \.isWhitespace)
    var result = ""
    for word in words {
      if let last = result.unicodeScalars.last, let first = word.unicodeScalars.first, last.isASCII,
        first.isASCII
      {
        result += " "
      }
      result += word
    }
    return result
  }

  /// Whether a name is Chinese characters, digits and capitals alone, which no rule changes.
  private static func isStandard(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      bytes.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || (0x80...0xBF).contains(byte) || (0xE4...0xE9).contains(byte)
      }
    }
  }
}
