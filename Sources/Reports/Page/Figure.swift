/// A picture, its caption, its legend, the table of its numbers and the file of them.
public struct Figure: Sendable {
  /// One plot, drawn for the width of the page and for that of a telephone; or several small ones.
  public var plots: [Plot]
  /// What is to be seen.
  public var title: String
  /// Side, counts and source.
  public var caption: String
  /// The series that need a name.
  public var legend: [(series: Series, name: String)]
  /// The numbers.
  public var table: TextTable
  /// The same numbers, not rounded, as a file to save; nil where the page says all of them as they are.
  public var file: SavedTable?
  /// The row of the table that was chosen, from 0.
  public var chosenRow: Int?

  /// Makes a figure.
  ///
  /// - Parameters:
  ///   - title: what is to be seen.
  ///   - caption: side, counts and source.
  ///   - plots: one plot, or several small ones.
  ///   - legend: the series that need a name.
  ///   - table: the numbers.
  ///   - file: the same numbers, not rounded, as a file to save.
  ///   - chosenRow: the row of the table that was chosen, from 0.
  public init(
    _ title: String,
    caption: String,
    plots: [Plot],
    legend: [(series: Series, name: String)] = [],
    table: TextTable,
    file: SavedTable? = nil,
    chosenRow: Int? = nil
  ) {
    self.title = title
    self.caption = caption
    self.plots = plots
    self.legend = legend
    self.table = table
    self.file = file
    self.chosenRow = chosenRow
  }

  /// Makes a figure of one plot, which has the title of the figure and is described by its caption.
  ///
  /// - Parameters:
  ///   - title: what is to be seen.
  ///   - caption: side, counts and source.
  ///   - x: the horizontal axis.
  ///   - y: the vertical axis.
  ///   - marks: the marks, the first drawn lowest.
  ///   - legend: the series that need a name.
  ///   - table: the numbers.
  ///   - file: the same numbers, not rounded, as a file to save.
  public init(
    _ title: String,
    caption: String,
    x: Axis,
    y: Axis,
    marks: [Mark],
    legend: [(series: Series, name: String)] = [],
    table: TextTable,
    file: SavedTable? = nil
  ) {
    self.init(
      title,
      caption: caption,
      plots: [Plot(title, description: caption, x: x, y: y, marks: marks)],
      legend: legend,
      table: table,
      file: file
    )
  }

  /// The figure with identifiers that begin with `id`.
  func markup(id: String) -> Markup {
    let heading = Markup.element("b", [:], [Markup(title)])
    var picture: [Markup] = [
      .element("figcaption", [:], [Markup([heading, Markup(caption)], separator: " ")])
    ]
    if !legend.isEmpty {
      picture.append(
        .element(
          "ul",
          ["class": "legend"],
          legend.map { .element("li", [:], [$0.series.swatch, Markup($0.name)]) }
        )
      )
    }
    if let plot = plots.first, plots.count == 1 {
      picture.append(plot.svg(width: .wide, id: "\(id)-wide", styleClass: "wide"))
      let narrow = plot.svg(
        width: .narrow,
        id: "\(id)-narrow",
        styleClass: "narrow",
        hasLists: false
      )
      picture.append(narrow)
    } else if !plots.isEmpty {
      let small = plots.enumerated().map { $1.svg(width: .narrow, id: "\(id)-\($0 + 1)") }
      picture.append(.element("div", ["class": "plots"], small))
    }
    return .element(
      "figure",
      [:],
      [
        .element("div", ["class": "picture"], picture), table.markup(chosenRow: chosenRow),
      ] + (file.map { [$0.markup] } ?? [])
    )
  }
}

extension TextTable {
  /// The table as HTML, which scrolls sideways where it is too wide.
  func markup(chosenRow: Int? = nil) -> Markup {
    func cell(_ name: String, _ column: Int, _ text: String) -> Markup {
      .element(
        name,
        [
          "scope": name == "th" ? "col" : nil,
          "class": rightAligned.contains(column) ? "number" : nil,
        ],
        [Markup(text)]
      )
    }
    let head = header.enumerated().map { cell("th", $0, $1) }
    let body = rows.enumerated().map { number, row in
      Markup.element(
        "tr",
        ["class": number == chosenRow ? "chosen" : nil],
        row.enumerated().map { cell("td", $0, $1) }
      )
    }
    return .element(
      "div",
      ["class": "scroll"],
      [
        .element(
          "table",
          [:],
          [
            .element("thead", [:], [.element("tr", [:], head)]),
            .element("tbody", [:], body),
          ]
        )
      ]
    )
  }
}
