/// A page of its own: HTML with its style, pictures and script inside, which needs no network and, by its security
/// policy, has none.
///
/// The page knows no domain: every word on it is given by whoever makes it, so it is in one
/// language throughout. The same content makes the same bytes; there is no time and no path in it.
public struct Page: Sendable {
  /// The language tag, `en` or `zh-Hans`.
  public var language: String
  /// The heading.
  public var title: String
  /// One sentence below it: what this is about.
  public var lead: String
  /// A warning that stands before everything, as that the page is for inside.
  public var notice: String?
  /// The figures that decide, at most about four.
  public var facts: [Fact]
  /// What follows, in order.
  public var sections: [Section]
  /// How it was computed.
  public var method: MethodCard
  /// What the page does by itself; nil for a page that only shows.
  public var script: PageScript?

  /// One number that matters, with its name.
  public struct Fact: Sendable {
    /// What it is.
    public var name: String
    /// The number, as people read it.
    public var value: String
    /// What belongs to it: an interval, a count.
    public var remark: String

    /// Makes a fact.
    ///
    /// - Parameters:
    ///   - name: what it is.
    ///   - value: the number.
    ///   - remark: what belongs to it, empty for nothing.
    public init(_ name: String, _ value: String, _ remark: String = "") {
      self.name = name
      self.value = value
      self.remark = remark
    }
  }

  /// A heading with figures, sentences and a table.
  public struct Section: Sendable {
    /// The heading.
    public var title: String
    /// The pictures.
    public var figures: [Figure]
    /// Sentences in a list.
    public var notes: [String]
    /// A text as it stands in a file, blanks and line ends kept.
    public var verbatim: String?
    /// What the page's script finds it by, an ASCII word; nil for none.
    public var id: String?
    /// What the reader sets for the page's script, behind the sentences; nil for none.
    public var controls: Markup?

    /// Makes a section.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - figures: the pictures with their tables.
    ///   - notes: sentences below.
    ///   - verbatim: a text as it stands in a file.
    ///   - id: what the page's script finds it by.
    ///   - controls: what the reader sets for the page's script.
    public init(
      _ title: String,
      figures: [Figure] = [],
      notes: [String] = [],
      verbatim: String? = nil,
      id: String? = nil,
      controls: Markup? = nil
    ) {
      self.title = title
      self.figures = figures
      self.notes = notes
      self.verbatim = verbatim
      self.id = id
      self.controls = controls
    }

    func markup(_ number: Int) -> Markup {
      let list = notes.map { Markup.element("li", [:], [Markup($0)]) }
      return .element(
        "section",
        ["id": id],
        [.element("h2", [:], [Markup(title)])]
          + figures.enumerated().map { $1.markup(id: "f\(number)-\($0 + 1)") }
          + (list.isEmpty ? [] : [.element("ul", [:], list)])
          + (controls.map { [$0] } ?? [])
          + (verbatim.map { [.element("pre", [:], [Markup($0)])] } ?? [])
      )
    }
  }

  /// Makes a page.
  ///
  /// - Parameters:
  ///   - language: the language tag, `en` or `zh-Hans`.
  ///   - title: the heading.
  ///   - lead: what this is about.
  ///   - notice: a warning, nil for none.
  ///   - facts: the figures that decide.
  ///   - sections: what follows.
  ///   - method: how it was computed.
  ///   - script: what the page does by itself.
  public init(
    language: String,
    title: String,
    lead: String,
    notice: String? = nil,
    facts: [Fact] = [],
    sections: [Section],
    method: MethodCard,
    script: PageScript? = nil
  ) {
    self.language = language
    self.title = title
    self.lead = lead
    self.notice = notice
    self.facts = facts
    self.sections = sections
    self.method = method
    self.script = script
  }

  /// The whole file.
  public var html: String {
    var body: [Markup] = [
      .element("h1", [:], [Markup(title)]),
      .element("p", ["class": "lead"], [Markup(lead)]),
    ]
    if let notice {
      body.append(.element("p", ["class": "notice", "role": "note"], [Markup(notice)]))
    }
    if !facts.isEmpty {
      body.append(.element("dl", ["class": "facts"], facts.map(Page.markup)))
    }
    body += sections.enumerated().map { $1.markup($0 + 1) }
    body.append(method.markup)
    let main = Markup.element("main", [:], body)
    let style = "\n" + PageStyle.sheet
    let policy = SecurityPolicy.text(style: style, script: script?.source)
    let program = script.map { "\n" + $0.markup.source } ?? ""
    return """
      <!DOCTYPE html>
      <html lang="\(Markup(language).source)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Markup(policy).source)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(Markup(title).source)</title>
      <style>\(style)</style>
      </head>
      <body>
      \(main.source)\(program)
      </body>
      </html>

      """
  }

  private static func markup(_ fact: Fact) -> Markup {
    var content: [Markup] = [
      .element("dt", [:], [Markup(fact.name)]), .element("dd", [:], [Markup(fact.value)]),
    ]
    if !fact.remark.isEmpty {
      content.append(.element("dd", ["class": "small"], [Markup(fact.remark)]))
    }
    return .element("div", [:], content)
  }
}
