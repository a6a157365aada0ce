internal import Sampling

/// Whether a query stays where it is put: between two brackets of a statement of ours.
///
/// A client reads what it is sent line by line and runs lines of its own kind (`.shell`, `\!`), and it looks for
/// the end of a statement by rules that are not the engine's. So a query is refused that is more than one plain
/// expression: what two readers may take apart in different ways (comments, dollar quotes, backslashes outside
/// quotes) has no place in it.
package struct QueryGuard: Sendable {
  /// The query on as few lines as it can have: white space outside of quotes is blanks.
  package let query: String

  /// Looks at a query.
  ///
  /// - Parameter query: the query, one that may stand in brackets.
  /// - Throws: ``EngineSourceError`` with what is wrong in it (64).
  /// - Complexity: O(length).
  package init(_ query: String) throws(EngineSourceError) {
    var plain: [UInt8] = []
    var closing: [UInt8] = []
    var isAtLineStart = true
    var rest = Array(query.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        try QueryGuard.take(byte, after: plain.last, &rest, &plain)
        isAtLineStart = false
        continue
      case 0x0A, 0x0D:
        isAtLineStart = true
        plain.append(0x20)
        continue
      case 0x09, 0x20:
        plain.append(0x20)
        continue
      case 0..<0x20, 0x7F: throw .query(.control)
      case UInt8(ascii: ";"): throw .query(.secondStatement)
      case UInt8(ascii: "\\"): throw .query(.backslash)
      case UInt8(ascii: "$"): throw .query(.dollar)
      case UInt8(ascii: ".") where isAtLineStart: throw .query(.clientCommand)
      case UInt8(ascii: "-") where rest.first == byte, UInt8(ascii: "#") where isAtLineStart:
        throw .query(.comment)
      case UInt8(ascii: "/") where rest.first == UInt8(ascii: "*"): throw .query(.comment)
      case UInt8(ascii: "("): closing.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): closing.append(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): closing.append(UInt8(ascii: "}"))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard closing.popLast() == byte else { throw .query(.brackets) }
      default: break
      }
      isAtLineStart = false
      plain.append(byte)
    }
    guard closing.isEmpty else { throw .query(.brackets) }
    let text = String(decoding: plain, as: UTF8.self).drop { $0 == " " }
    guard !text.isEmpty else { throw .query(.empty) }
    self.query = String(text)
  }

  /// Takes a text in quotes, which are doubled inside it.
  private static func take(
    _ quote: UInt8,
    after last: UInt8?,
    _ rest: inout ArraySlice<UInt8>,
    _ plain: inout [UInt8]
  ) throws(EngineSourceError) {
    // A letter before the quote (E'…', U&'…') gives backslashes a meaning.
    let isPrefixed = last.map { $0 == UInt8(ascii: "&") || $0 >= 0x30 && $0 != 0x3D } ?? false
    plain.append(quote)
    while let byte = rest.popFirst() {
      guard byte != 0 else { throw .query(.control) }
      if byte == UInt8(ascii: "\\"), isPrefixed { throw .query(.backslash) }
      plain.append(byte)
      guard byte == quote else { continue }
      guard rest.first == quote else { return }
      plain.append(quote)
      rest.removeFirst()
    }
    throw .query(.openQuote)
  }
}

/// What a query must not hold.
package enum QueryProblem: Hashable, Sendable {
  case empty, secondStatement, clientCommand, backslash, dollar, comment, brackets, openQuote,
    control

  /// What is wrong and what to do.
  var sentence: Sentence {
    switch self {
    case .empty: Sentence("is empty; write SELECT …", "为空，请写 SELECT …")
    case .secondStatement:
      Sentence(
        "has a ; outside quotes; give one query, without it",
        "在引号外含有分号，请只给出一条查询，且不带分号"
      )
    case .clientCommand:
      Sentence(
        "has a line that begins with a dot, which the client would run itself",
        "有以点号开头的行，客户端会将其作为自身命令执行"
      )
    case .backslash:
      Sentence(
        "has a backslash outside plain quotes, which the client would run itself",
        "在普通引号外含有反斜杠，客户端会将其作为自身命令执行"
      )
    case .dollar:
      Sentence("has a $ outside quotes; use '…' for texts", "在引号外含有 $，文本请用 '…'")
    case .comment:
      Sentence("has a comment (-- or /*); leave it out", "含有注释（-- 或 /*），请去掉")
    case .brackets: Sentence("has brackets that do not close", "括号不配对")
    case .openQuote: Sentence("has a quote that does not close", "引号未闭合")
    case .control: Sentence("has a control character", "含有控制字符")
    }
  }
}
