internal import Foundation

/// The texts that a source file may say, so that a test can ask that each of them is said: a refusal that
/// no row of a table reaches is then found.
public struct SourceTexts: Sendable {
  /// Each text as the pieces between what is inserted into it.
  public let texts: [[String]]

  /// Reads the texts behind some marks.
  ///
  /// - Parameters:
  ///   - path: the source, from the top of the checkout.
  ///   - marks: patterns of what stands directly before the opening quote.
  ///   - test: the file of the test, `#filePath`, which lies in a folder of `Tests`.
  /// - Throws: where the source can not be read.
  public init(_ path: String, behind marks: [String], testedIn test: String) throws {
    var top = URL(fileURLWithPath: test)
    while top.lastPathComponent != "Tests" { top.deleteLastPathComponent() }
    let file = top.deletingLastPathComponent().appendingPathComponent(path)
    let source = try String(contentsOf: file, encoding: .utf8)
    texts = try marks.flatMap { mark in
      try source.matches(of: Regex(mark)).compactMap { found in
        SourceTexts.pieces(source[found.range.upperBound...])
      }
    }
  }

  /// The texts that none of the sentences says.
  ///
  /// - Parameter sentences: what was said.
  /// - Returns: the pieces of each text that is missing.
  public func missing(in sentences: some Sequence<String>) -> [[String]] {
    let sentences = Array(sentences)
    return texts.filter { pieces in
      !sentences.contains { sentence in
        var rest = sentence[...]
        return pieces.allSatisfy { piece in
          guard let range = rest.range(of: piece) else { return false }
          rest = rest[range.upperBound...]
          return true
        }
      }
    }
  }

  /// A literal from its opening quote on; nil where none stands there.
  private static func pieces(_ source: Substring) -> [String]? {
    guard source.first == "\"" else { return nil }
    var pieces = [""]
    var rest = source.dropFirst()
    while let next = rest.popFirst(), next != "\"" {
      guard next == "\\" else {
        pieces[pieces.count - 1].append(next)
        continue
      }
      guard rest.first == "(" else {
        pieces[pieces.count - 1].append(rest.removeFirst())
        continue
      }
      // What is inserted ends with its own bracket.
      var depth = 0
      repeat {
        let inner = rest.removeFirst()
        depth += inner == "(" ? 1 : inner == ")" ? -1 : 0
      } while depth > 0
      pieces.append("")
    }
    return pieces.filter { !$0.isEmpty }
  }
}
