internal import Foundation

/// An article of the documentation, whose snippets stand in a test too, so that they compile and say
/// what the article says.
public struct Article: Sendable {
  /// Its blocks of Swift, without indentation.
  public let snippets: [String]
  /// The snippets of the test's source: what stands between `// snippet` and `// end`.
  public let tested: [String]

  /// Reads an article and the source of its test.
  ///
  /// - Parameters:
  ///   - path: the article, from the top of the checkout.
  ///   - source: the file of the test, `#filePath`, which lies in a folder of `Tests`.
  /// - Throws: where one of them can not be read.
  public init(_ path: String, testedIn source: String) throws {
    var top = URL(fileURLWithPath: source)
    while top.lastPathComponent != "Tests" { top.deleteLastPathComponent() }
    let article = top.deletingLastPathComponent().appendingPathComponent(path)
    let text = String(decoding: try Data(contentsOf: article), as: UTF8.self)
    let code = String(decoding: try Data(contentsOf: URL(fileURLWithPath: source)), as: UTF8.self)
    snippets = Article.blocks(text, from: "```swift", to: "```")
    tested = Article.blocks(code, from: "// snippet", to: "// end")
  }

  private static func blocks(_ text: String, from start: String, to end: String) -> [String] {
    var blocks: [String] = []
    var lines: [String]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.trimmingCharacters(in: .whitespaces)
      if let block = lines {
        if bare == end {
          blocks.append(unindented(block))
          lines = nil
        } else {
          lines = block + [String(line)]
        }
      } else if bare == start {
        lines = []
      }
    }
    return blocks
  }

  private static func unindented(_ lines: [String]) -> String {
    let indents = lines.filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix { $0 == " " }.count }
    return lines.map { String($0.dropFirst(min(indents.min() ?? 0, $0.count))) }
      .joined(separator: "\n")
  }
}
