/// A series of marks, told from the others by its colour, its point and its dash.
///
/// The colours are those of Okabe and Ito (2008), which people who see no red or no green can tell
/// apart; yellow, too faint on white, is left out. Points and dashes differ too, for grey print.
public struct Series: Sendable, Hashable {
  /// The place in the order of series, from 0.
  public let number: Int

  /// Makes a series.
  ///
  /// - Parameter number: the place in the order, from 0; after 7 the colours come again.
  public init(_ number: Int) { self.number = number }

  /// What is less than a series: a limit, a nominal level, what others would do.
  public static let reference = Series(-1)

  private static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000",
  ]

  var colour: String {
    number < 0 ? "#6b6b6b" : Series.colours[number % Series.colours.count]
  }

  var dash: String? {
    number < 0 ? "2 3" : [nil, "7 3", "2 2.5", "9 3 2 3"][number % 4]
  }

  /// The point at a place: circle, square, diamond, triangle.
  func point(x: Double, y: Double, isHollow: Bool, extra: [(String, String)], title: [Markup])
    -> Markup
  {
    let look = [
      ("fill", isHollow ? "#fff" : colour), ("stroke", colour), ("stroke-width", "1.6"),
    ]
    func at(_ dx: Double, _ dy: Double) -> String { SVGText.pair(x + dx, y + dy) }
    let shape: (String, [(String, String)]) =
      switch max(number, 0) % 4 {
      case 0:
        ("circle", [("cx", SVGText.number(x)), ("cy", SVGText.number(y)), ("r", "4")])
      case 1:
        (
          "rect",
          [
            ("x", SVGText.number(x - 3.6)), ("y", SVGText.number(y - 3.6)), ("width", "7.2"),
            ("height", "7.2"),
          ]
        )
      case 2:
        (
          "polygon",
          [("points", [at(0, -5), at(5, 0), at(0, 5), at(-5, 0)].joined(separator: " "))]
        )
      default:
        (
          "polygon",
          [("points", [at(0, -4.8), at(4.8, 3.8), at(-4.8, 3.8)].joined(separator: " "))]
        )
      }
    return .element(shape.0, shape.1 + look + extra, title)
  }

  /// The sign of the series in a legend.
  var swatch: Markup {
    let line = Markup.element(
      "line",
      [
        "x1": "0", "x2": "26", "y1": "7", "y2": "7", "stroke": colour, "stroke-width": "2",
        "stroke-dasharray": dash,
      ]
    )
    let sign =
      number < 0
      ? [line] : [line, point(x: 13, y: 7, isHollow: false, extra: [], title: [])]
    return .element("svg", ["viewBox": "0 0 26 14", "aria-hidden": "true"], sign)
  }
}

/// Numbers in SVG, to a hundredth of a pixel.
enum SVGText {
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return hundredths % 100 == 0 ? "\(hundredths / 100)" : "\(Double(hundredths) / 100)"
  }

  static func pair(_ x: Double, _ y: Double) -> String { "\(number(x)),\(number(y))" }
}
