/// What a page does by itself: a script, and the document that it reads.
public struct PageScript: Sendable {
  /// The script, a constant of the program.
  public var source: String
  /// The document, JSON, which the script finds by the identifier `draw`.
  public var document: String

  /// Makes a script.
  ///
  /// - Parameters:
  ///   - source: the script, a constant of the program, in which no script ends and no comment of HTML begins.
  ///   - document: the document, JSON; any text may stand in it.
  public init(source: String, document: String) {
    (self.source, self.document) = (source, document)
  }

  var markup: Markup {
    Markup([.script(document, documentID: "draw"), .script(source)], separator: "\n")
  }
}
