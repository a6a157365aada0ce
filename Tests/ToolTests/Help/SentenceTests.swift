import Foundation
import Testing

/// Every sentence of the sources, read from them: what has an English side has a Chinese one, and neither is
/// written in the other's language.
@Suite struct SentenceTests {
  /// The literals of a call with two of them, and where it stands.
  struct Pair: Sendable, CustomTestStringConvertible {
    var place: String
    var english: String
    var chinese: String
    var testDescription: String { place }
  }

  /// What says a sentence in both languages.
  private static let callers = [
    "language", "Sentence", "UsageError", "say", "Language.ofRun", "ArgumentHelp", "ValueName",
    "problem",
  ]

  private static let sources: [(path: String, text: String)] = {
    var top = URL(fileURLWithPath: #filePath)
    while top.lastPathComponent != "Tests" { top.deleteLastPathComponent() }
    let folder = top.deletingLastPathComponent().appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
      .compactMap { file in
        (try? String(contentsOf: file, encoding: .utf8)).map { (file.lastPathComponent, $0) }
      }
      .sorted { $0.path < $1.path }
  }()

  /// What says a heading in both languages, behind a name for programs or a kind.
  private static let headings = ["Column", "WorkspaceError", "Shown"]

  /// The calls of a source whose first two arguments have literals in them.
  static func pairs(_ text: String, path: String) -> [Pair] {
    var pairs: [Pair] = []
    let bytes = Array(text.utf8)
    let names = (callers + headings).map { Array($0.utf8) }
    for offset in bytes.indices where bytes[offset] == UInt8(ascii: "(") {
      let head = bytes[..<offset]
      guard
        let name = names.first(where: { head.suffix($0.count).elementsEqual($0) }),
        !(head.dropLast(name.count).last.map(isName) ?? false)
      else { continue }
      var arguments = literals(bytes[(offset + 1)...])
      if headings.contains(String(decoding: name, as: UTF8.self)), arguments.count > 2,
        !hasChinese(arguments[1])
      {
        arguments.removeFirst()
      }
      guard arguments.count > 1, !arguments[0].isEmpty || !arguments[1].isEmpty else { continue }
      let line = head.count { $0 == 0x0A } + 1
      pairs.append(Pair(place: "\(path):\(line)", english: arguments[0], chinese: arguments[1]))
    }
    return pairs
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2E || (0x30...0x39).contains(byte)
      || (0x41...0x5A).contains(byte & 0xDF)
  }

  /// What the literals of each argument say, without what is inserted; up to the closing bracket.
  private static func literals(_ bytes: ArraySlice<UInt8>) -> [String] {
    var arguments: [[UInt8]] = [[]]
    var rest = bytes
    var depth = 0
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        let isBlock = rest.starts(with: [0x22, 0x22])
        if isBlock { rest = rest.dropFirst(2) }
        arguments[arguments.count - 1] += literal(&rest, isBlock: isBlock)
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard depth > 0 else { return arguments.map { String(decoding: $0, as: UTF8.self) } }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: arguments.append([])
      default: break
      }
    }
    return arguments.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A literal up to its closing quotes; what is inserted is passed over.
  private static func literal(_ rest: inout ArraySlice<UInt8>, isBlock: Bool) -> [UInt8] {
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") {
        guard rest.popFirst() == UInt8(ascii: "(") else { continue }
        var depth = 1
        while depth > 0, let inside = rest.popFirst() {
          if inside == UInt8(ascii: "\"") { _ = literal(&rest, isBlock: false) }
          if inside == UInt8(ascii: "(") { depth += 1 }
          if inside == UInt8(ascii: ")") { depth -= 1 }
        }
      } else if byte == UInt8(ascii: "\"") {
        guard isBlock else { return text }
        if rest.starts(with: [0x22, 0x22]) {
          rest = rest.dropFirst(2)
          return text
        }
        text.append(byte)
      } else {
        text.append(byte)
      }
    }
    return text
  }

  private static let all = sources.flatMap { pairs($0.text, path: $0.path) }

  static func hasChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x3000...0x9FFF).contains($0.value) || $0.value == 0xFF0C }
  }

  /// Words of a sentence, not of a command, an option or a formula.
  static func words(_ text: String) -> [String] {
    // Journals have their names.
    text.replacing(
      #/Annals of [A-Z ]+|Journal of [A-Z ]+|"[^"]*"|<[^>]*>|--[a-z-]+|spotcheck( [a-z]+)*/#
        .ignoresCase(),
      with: "|"
    )
    .matches(of: #/[A-Za-z']{2,}[,;:]?( [A-Za-z']{2,}[,;:]?){3,}/#).map { String($0.output.0) }
  }

  @Test func everySentenceHasBothLanguages() {
    #expect(SentenceTests.all.count > 900)
    for pair in SentenceTests.all {
      let isSentence = pair.english.contains(#/[a-z]{3,} [a-z]{2,}/#)
      #expect(!isSentence || SentenceTests.hasChinese(pair.chinese), "no Chinese: \(pair)")
      #expect(SentenceTests.words(pair.chinese).isEmpty, "English in Chinese: \(pair)")
      // What laws and tables say is quoted in English too.
      let isChinese = pair.chinese.count { SentenceTests.hasChinese(String($0)) } > 4
      #expect(!isChinese || pair.english.contains(#/[a-z]{2}/#), "no English: \(pair)")
    }
  }

  /// The walk finds what it looks for.
  @Test func aMissingSideIsNoticed() throws {
    let source = """
      language("a \\(b("x")) row is missing", "")
      Sentence(
        "no rows, none" + " at all",
        "没有\\(c ? "x" : "y")数据"
      )
      Column("stratum", "class of risk", "class of risk") { $0 }
      WorkspaceError(.data, "the file is gone", "文件已不存在")
      """
    let pairs = SentenceTests.pairs(source, path: "a.swift")
    try #require(pairs.count == 4)
    #expect(pairs[2].english == "class of risk" && !SentenceTests.hasChinese(pairs[2].chinese))
    #expect(pairs[3].english == "the file is gone" && pairs[3].chinese == "文件已不存在")
    #expect(pairs[0].english == "a  row is missing" && pairs[0].chinese.isEmpty)
    #expect(pairs[1].english == "no rows, none at all" && pairs[1].chinese == "没有数据")
    #expect(!SentenceTests.words("缺少 the rows of the table").isEmpty)
  }
}
