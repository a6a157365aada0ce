/// How the numbers of a page were computed, so that another person can compute them again.
public struct MethodCard: Sendable {
  /// The heading.
  public var title: String
  /// What is said, in order: formula, assumptions, source, version, digests.
  public var entries: [Entry]

  /// A term and what is said of it.
  public struct Entry: Sendable {
    /// The term.
    public var term: String
    /// What is said, a paragraph each.
    public var lines: [Markup]

    /// An entry of sentences.
    ///
    /// - Parameters:
    ///   - term: the term.
    ///   - sentences: what is said.
    public init(_ term: String, _ sentences: [String]) {
      self.term = term
      lines = sentences.map { Markup($0) }
    }

    /// An entry of formulas.
    ///
    /// - Parameters:
    ///   - term: the term.
    ///   - formulas: formulas as ``Markup/formula(_:)`` takes them.
    public init(_ term: String, formulas: [String]) {
      self.term = term
      lines = formulas.map { Markup.formula($0) }
    }

    /// An entry of digests.
    ///
    /// - Parameters:
    ///   - term: the term.
    ///   - digests: names and SHA-256 digests in hex.
    public init(_ term: String, digests: [(name: String, hex: String)]) {
      self.term = term
      lines = digests.map { name, hex in
        Markup([Markup(name + " "), .element("code", [:], [Markup(hex)])])
      }
    }
  }

  /// Makes a card.
  ///
  /// - Parameters:
  ///   - title: the heading.
  ///   - entries: what is said, in order.
  public init(_ title: String, _ entries: [Entry]) {
    self.title = title
    self.entries = entries
  }

  var markup: Markup {
    let list = entries.flatMap { entry in
      [
        Markup.element("dt", [:], [Markup(entry.term)]),
        .element("dd", [:], entry.lines.map { .element("div", [:], [$0]) }),
      ]
    }
    return .element(
      "section",
      ["class": "card"],
      [.element("h2", [:], [Markup(title)]), .element("dl", [:], list)]
    )
  }
}
