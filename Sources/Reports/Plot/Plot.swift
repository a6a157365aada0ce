/// An axis: numbers, or named rows or columns.
public struct Axis: Sendable {
  /// What lies along it.
  public enum Kind: Sendable {
    /// Numbers, with ticks from the data.
    case numbers(Scale.Kind)
    /// Rows from the top, or columns from the left, at 0, 1, 2 ….
    case rows([Row])
  }

  /// How the numbers at ticks are written.
  public enum Format: Sendable {
    /// As they are.
    case number
    /// A share as a percentage.
    case percent
  }

  /// A named row.
  public struct Row: Sendable {
    /// The name.
    public var name: String
    /// What stands at its right end.
    public var remark: String
    /// Whether it sums up the others.
    public var isTotal: Bool

    /// Makes a row.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - remark: what stands at its right end.
    ///   - isTotal: whether it sums up the others.
    public init(_ name: String, remark: String = "", isTotal: Bool = false) {
      self.name = name
      self.remark = remark
      self.isTotal = isTotal
    }
  }

  /// The quantity, with its unit.
  public var label: String
  /// What lies along it.
  public var kind: Kind
  /// How ticks are written.
  public var format: Format
  /// Values that the axis reaches besides those of the marks, as 0.
  public var including: [Double]

  /// An axis of numbers.
  ///
  /// - Parameters:
  ///   - label: the quantity, with its unit.
  ///   - kind: how numbers are spread.
  ///   - format: how ticks are written.
  ///   - including: values that the axis reaches in any case.
  public init(
    _ label: String,
    _ kind: Scale.Kind = .linear,
    format: Format = .number,
    including: [Double] = []
  ) {
    self.label = label
    self.kind = .numbers(kind)
    self.format = format
    self.including = including
  }

  /// An axis of rows.
  ///
  /// - Parameters:
  ///   - label: what the names name; empty where they do it themselves.
  ///   - rows: the rows, from the top, or columns, from the left, whose remarks are not shown.
  public init(_ label: String = "", rows: [Row]) {
    self.label = label
    kind = .rows(rows)
    format = .number
    including = []
  }

  var rows: [Row] {
    if case .rows(let rows) = kind { rows } else { [] }
  }

  /// A small number as 10⁻⁶ or 3·10⁻⁶.
  private static func power(_ tick: Double) -> String {
    var (mantissa, exponent) = (tick, 0)
    while mantissa < 0.999_999 {
      mantissa *= 10
      exponent += 1
    }
    let raised = "\(exponent)".map { Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[$0.wholeNumberValue ?? 0] }
    let factor = Int(mantissa.rounded())
    return (factor == 1 ? "" : "\(factor)·") + "10⁻" + String(raised)
  }

  func text(_ tick: Double) -> String {
    switch format {
    case .number: tick > 0 && tick < 0.001 ? Axis.power(tick) : ResultText.number(tick)
    case .percent: ResultText.number(tick * 100) + "%"
    }
  }
}

/// Something drawn at numbers: what it is, whose it is, and the exact numbers it shows.
public struct Mark: Sendable {
  /// The shapes; x and y are numbers of the axes, y a row's number where there are rows.
  public enum Shape: Sendable {
    /// A point.
    case point(x: Double, y: Double, isHollow: Bool = false)
    /// A line through points.
    case line([(x: Double, y: Double)])
    /// A line that keeps its height until the next point.
    case step([(x: Double, y: Double)])
    /// From one x to another; an end without a number runs to the end of the axis, uncapped.
    case interval(from: Double?, to: Double?, y: Double)
    /// From one y to another, at an x.
    case range(x: Double, from: Double, to: Double)
    /// The area between two heights along x.
    case band([(x: Double, low: Double, high: Double)])
    /// A column from 0, from one x to another.
    case bar(from: Double, to: Double, y: Double)
    /// A straight line across, at an x.
    case vertical(x: Double)
    /// A straight line across, at a y.
    case horizontal(y: Double)
    /// A word at a place, beside it; above it where there are columns.
    case label(x: Double, y: Double, String)
  }

  /// The shape.
  public var shape: Shape
  /// Whose it is.
  public var series: Series
  /// The numbers it shows, as JSON writes them, by the name of their `data-` attribute.
  public var data: [String: String]
  /// What is said when it is pointed at.
  public var hint: String

  /// Makes a mark.
  ///
  /// - Parameters:
  ///   - shape: the shape.
  ///   - series: whose it is.
  ///   - data: the numbers it shows, by the name of their `data-` attribute.
  ///   - hint: what is said when it is pointed at.
  public init(
    _ shape: Shape,
    _ series: Series = Series(0),
    data: [String: String] = [:],
    hint: String = ""
  ) {
    self.shape = shape
    self.series = series
    self.data = data
    self.hint = hint
  }

  /// Whether it goes through many points.
  var isLine: Bool {
    switch shape {
    case .line, .step: true
    default: false
    }
  }

  /// The x values that the axis has to reach.
  var xs: [Double] {
    switch shape {
    case .point(let x, _, _), .vertical(let x), .label(let x, _, _): [x]
    case .line(let points), .step(let points): points.map(\.x)
    case .interval(let from, let to, _): [from, to].compactMap(\.self)
    case .band(let points): points.map(\.x)
    case .bar(let from, let to, _): [from, to]
    case .range(let x, _, _): [x]
    case .horizontal: []
    }
  }

  /// The y values that the axis has to reach.
  var ys: [Double] {
    switch shape {
    case .point(_, let y, _), .horizontal(let y), .label(_, let y, _), .interval(_, _, let y): [y]
    case .line(let points), .step(let points): points.map(\.y)
    case .band(let points): points.flatMap { [$0.low, $0.high] }
    case .bar(_, _, let y): [0, y]
    case .range(_, let from, let to): [from, to]
    case .vertical: []
    }
  }
}

/// A picture of marks on two axes.
public struct Plot: Sendable {
  /// What is to be seen, for those who hear it read.
  public var title: String
  /// What the marks say, in a sentence or two.
  public var description: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// The marks, the first drawn lowest.
  public var marks: [Mark]

  /// Makes a plot.
  ///
  /// - Parameters:
  ///   - title: what is to be seen.
  ///   - description: what the marks say.
  ///   - x: the horizontal axis.
  ///   - y: the vertical axis.
  ///   - marks: the marks, the first drawn lowest.
  public init(_ title: String, description: String, x: Axis, y: Axis, marks: [Mark]) {
    self.title = title
    self.description = description
    self.x = x
    self.y = y
    self.marks = marks
  }

  /// The widths that a plot is drawn for: a page or A4, and a telephone or half a page.
  enum Width: Double {
    case wide = 680
    case narrow = 330
  }

  /// The picture, with identifiers that begin with `id`; a second one of the same plot needs no numbers at its
  /// lines.
  func svg(width: Width, id: String, styleClass: String? = nil, hasLists: Bool = true) -> Markup {
    let drawing = PlotDrawing(self, width: width, hasLists: hasLists)
    return .element(
      "svg",
      [
        "viewBox": "0 0 \(SVGText.number(width.rawValue)) \(SVGText.number(drawing.height))",
        "role": "img", "aria-labelledby": "\(id)-title \(id)-text", "class": styleClass,
      ],
      [
        .element("title", ["id": "\(id)-title"], [Markup(title)]),
        .element("desc", ["id": "\(id)-text"], [Markup(description)]),
      ] + drawing.axes + drawing.marks + drawing.rowNames
    )
  }
}
