/// A piece of HTML or SVG, escaped when it is made and never again.
///
/// Text becomes markup only through ``init(_:)``, which escapes it, or through ``element(_:_:_:)``,
/// which escapes the attributes; so a name from a table can not become a tag.
public struct Markup: Sendable, Hashable {
  /// The source.
  public let source: String

  private init(escaped source: String) { self.source = source }

  /// A text.
  ///
  /// - Parameter text: any text; controls other than line breaks become U+FFFD.
  public init(_ text: String) {
    source = Markup.escape(text)
  }

  /// Several pieces, one after the other.
  ///
  /// - Parameters:
  ///   - pieces: the pieces.
  ///   - separator: what stands between them.
  public init(_ pieces: [Markup], separator: String = "") {
    source = pieces.map(\.source).joined(separator: Markup.escape(separator))
  }

  /// An element.
  ///
  /// - Parameters:
  ///   - name: the name of the tag, a constant of the program.
  ///   - attributes: names, constants of the program, and values; a nil value leaves the name out.
  ///   - content: what stands in it; nothing in an `input`, which has no end.
  /// - Returns: the element; no other void element of HTML is needed here.
  public static func element(
    _ name: String,
    _ attributes: KeyValuePairs<String, String?> = [:],
    _ content: [Markup] = []
  ) -> Markup {
    element(name, attributes.compactMap { name, value in value.map { (name, $0) } }, content)
  }

  /// An element with attributes that were made by the program.
  static func element(
    _ name: String,
    _ attributes: [(String, String)],
    _ content: [Markup]
  ) -> Markup {
    let list = attributes.map { " \($0.0)=\"\(escape($0.1))\"" }.joined()
    guard name != "input" else { return Markup(escaped: "<input\(list)>") }
    let inside = content.map(\.source).joined()
    return Markup(escaped: "<\(name)\(list)>\(inside)</\(name)>")
  }

  /// A script, or a document that one reads, as it stands between the tags.
  ///
  /// - Parameters:
  ///   - source: a script of the program, or JSON, in which `<` stands in texts alone.
  ///   - id: the identifier of a document; nil for a script, which has none.
  /// - Returns: the element, which nothing in the source can end.
  static func script(_ source: String, documentID id: String? = nil) -> Markup {
    guard let id else {
      let folded = source.lowercased()
      precondition(!folded.contains("</script") && !folded.contains("<!--"), "a script is one")
      return Markup(escaped: "<script>\(source)</script>")
    }
    let document = source.replacing("<", with: "\\u003c")
    return Markup(
      escaped: "<script type=\"application/json\" id=\"\(escape(id))\">\(document)</script>"
    )
  }

  /// A formula: `N_h` and `N_{hi}` are set low, `n^2` high.
  ///
  /// - Parameter text: the formula, one line.
  /// - Returns: the formula with `sub` and `sup`.
  public static func formula(_ text: String) -> Markup {
    var pieces: [Markup] = []
    var plain = ""
    var rest = Array(text)[...]
    while let next = rest.popFirst() {
      guard next == "_" || next == "^", let first = rest.popFirst() else {
        plain.append(next)
        continue
      }
      var script = String(first)
      if first == "{" {
        script = String(rest.prefix { $0 != "}" })
        rest = rest.dropFirst(script.count + 1)
      }
      pieces.append(Markup(plain))
      pieces.append(element(next == "_" ? "sub" : "sup", [:], [Markup(script)]))
      plain = ""
    }
    pieces.append(Markup(plain))
    return element("span", ["class": "formula"], pieces)
  }

  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default:
        let isControl = scalar.properties.generalCategory == .control
        result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}
