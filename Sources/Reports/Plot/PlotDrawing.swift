/// Where everything of a plot lies, in pixels, and the SVG of it.
struct PlotDrawing {
  let plot: Plot
  let width: Plot.Width
  /// Whether lines carry their numbers, which are many; one of two pictures of the same plot does.
  let hasLists: Bool
  let height: Double
  private let xScale: Scale
  /// Nil where the vertical axis has rows.
  private let yScale: Scale?
  private let left: Double
  private let right: Double
  private let top: Double
  private let bottom: Double
  private let rowHeight: Double
  /// The names of rows, each in the lines that it takes.
  private let names: [[String]]

  private static let nameWidth = 7.2
  private static let lineHeight = 16.0

  init(_ plot: Plot, width: Plot.Width, hasLists: Bool = true) {
    self.plot = plot
    self.hasLists = hasLists
    self.width = width
    let isWide = width == .wide
    xScale = PlotDrawing.scale(plot.x, plot.marks.flatMap(\.xs), count: isWide ? 8 : 5)
    let rows = plot.y.rows
    let full = width.rawValue
    let remarks = (rows.map { Double(TextTable.width(of: $0.remark)) }.max() ?? 0) * 6.6
    if isWide {
      names = rows.map { [PlotDrawing.fitted($0.name, 190)] }
      rowHeight = rows.count > 12 ? 22 : 30
    } else {
      // On a telephone the names stand above the rows, so that the rows have the whole width.
      names = rows.map { PlotDrawing.lines($0.name, full - remarks - 8) }
      rowHeight = 46 + Double((names.map(\.count).max() ?? 1) - 1) * PlotDrawing.lineHeight
    }
    if rows.isEmpty {
      let scale = PlotDrawing.scale(plot.y, plot.marks.flatMap(\.ys), count: 6)
      yScale = scale
      let widest = scale.ticks.map { Double(plot.y.text($0).count) }.max() ?? 0
      left = widest * 7 + 14
      let last = plot.x.text(xScale.upper)
      right = full - max(12, Double(last.count) * 3.5 + 2)
      top = 30
      bottom = top + (isWide ? 260 : 190)
    } else {
      yScale = nil
      let widest = names.joined().map { Double(TextTable.width(of: $0)) }.max() ?? 0
      left = isWide ? min(widest * PlotDrawing.nameWidth, 190) + 16 : 8
      right = full - (isWide ? max(remarks + 22, 16) : 10)
      top = 8
      bottom = top + Double(rows.count) * rowHeight + (isWide ? 4 : 8)
    }
    height = bottom + (plot.x.label.isEmpty ? 24 : 44)
  }

  private static func scale(_ axis: Axis, _ values: [Double], count: Int) -> Scale {
    guard case .numbers(let kind) = axis.kind else { return Scale(covering: [], count: 2) }
    let included = kind == .logarithmic ? axis.including.filter { $0 > 0 } : axis.including
    let all = values + included
    // Between two years, or two units, there is none; shares have a form of their own.
    let isWhole = axis.format == .number && all.allSatisfy { $0 == $0.rounded() }
    return Scale(covering: all, kind: kind, count: count, isWhole: isWhole)
  }

  private func x(_ value: Double) -> Double {
    if !plot.x.rows.isEmpty {
      return left + (value + 0.5) / Double(plot.x.rows.count) * (right - left)
    }
    return left + xScale.position(of: value) * (right - left)
  }

  private func y(_ value: Double) -> Double {
    guard let yScale else {
      // Below the names on a telephone.
      return top + value * rowHeight + (width == .wide ? rowHeight / 2 : rowHeight - 15.5)
    }
    return bottom - yScale.position(of: value) * (bottom - top)
  }

  /// Grid, ticks, names and labels.
  var axes: [Markup] {
    var result: [Markup] = []
    for tick in plot.x.rows.isEmpty ? xScale.ticks : [] {
      result.append(rule(x(tick), top, x(tick), bottom, colour: "#e6e6e6"))
      result.append(text(plot.x.text(tick), x(tick), bottom + 17, anchor: "middle"))
    }
    result += columnNames
    if let yScale {
      for tick in yScale.ticks {
        result.append(rule(left, y(tick), right, y(tick), colour: "#e6e6e6"))
        result.append(text(plot.y.text(tick), left - 8, y(tick) + 4, anchor: "end"))
      }
      result.append(text(plot.y.label, 0, 12, anchor: "start", look: "strong"))
    }
    result.append(rule(left, bottom, right, bottom, colour: "#1b1b1b"))
    if !plot.x.label.isEmpty {
      result.append(text(plot.x.label, right, bottom + 37, anchor: "end", look: "strong"))
    }
    return result
  }

  /// The names of columns, every k-th where they would not fit.
  private var columnNames: [Markup] {
    let columns = plot.x.rows
    guard !columns.isEmpty else { return [] }
    let widest = columns.map { Double(TextTable.width(of: $0.name)) }.max() ?? 0
    let each = (right - left) / Double(columns.count)
    let every = max(1, Int(((widest * PlotDrawing.nameWidth + 6) / each).rounded(.up)))
    return stride(from: 0, to: columns.count, by: every).map { index in
      text(columns[index].name, x(Double(index)), bottom + 17, anchor: "middle")
    }
  }

  /// The names of rows, which stand above marks that cross them.
  var rowNames: [Markup] {
    var result: [Markup] = []
    let isWide = width == .wide
    for (index, row) in plot.y.rows.enumerated() {
      let edge = top + Double(index) * rowHeight
      if row.isTotal { result.append(rule(0, edge, width.rawValue, edge, colour: "#1b1b1b")) }
      let look = row.isTotal ? "name strong" : "name"
      let baseline = isWide ? y(Double(index)) + 4.5 : edge + 16
      for (line, name) in names[index].enumerated() {
        let place = baseline + Double(line) * PlotDrawing.lineHeight
        result.append(text(name, 0, place, anchor: "start", look: look))
      }
      if !row.remark.isEmpty {
        result.append(text(row.remark, width.rawValue, baseline, anchor: "end", look: "mark"))
      }
    }
    return result
  }

  /// A name in lines of the room there is, three at most.
  private static func lines(_ name: String, _ room: Double) -> [String] {
    var lines = [""]
    for character in name {
      let longer = lines[lines.count - 1] + String(character)
      if Double(TextTable.width(of: longer)) * nameWidth <= room + 1 || lines.last == "" {
        lines[lines.count - 1] = longer
      } else if lines.count < 3 {
        lines.append(String(character))
      } else {
        lines[2] = fitted(lines[2] + "……", room)
        break
      }
    }
    return lines
  }

  /// A name cut to the room there is; the table below the picture has it whole.
  private static func fitted(_ name: String, _ room: Double) -> String {
    var result = name
    while Double(TextTable.width(of: result)) * nameWidth > room + 1, result.count > 2 {
      result = String(result.dropLast(result.last == "…" ? 2 : 1)) + "…"
    }
    return result
  }

  /// The marks in their order.
  var marks: [Markup] { plot.marks.map(drawn) }

  private func drawn(_ mark: Mark) -> Markup {
    let data = (mark.isLine && !hasLists ? [:] : mark.data).sorted { $0.key < $1.key }
      .map { ("data-" + $0.key, $0.value) }
    let hint = mark.hint.isEmpty ? [] : [Markup.element("title", [:], [Markup(mark.hint)])]
    let colour = mark.series.colour
    var line = [("fill", "none"), ("stroke", colour), ("stroke-width", "2")]
    if let dash = mark.series.dash { line.append(("stroke-dasharray", dash)) }
    switch mark.shape {
    case .point(let px, let py, let isHollow):
      return mark.series.point(x: x(px), y: y(py), isHollow: isHollow, extra: data, title: hint)
    case .line(let points):
      let place = thinned(points).map { SVGText.pair($0.x, $0.y) }.joined(separator: " ")
      return .element("polyline", [("points", place)] + line + data, hint)
    case .step(let points):
      var path = ""
      for corner in PlotDrawing.corners(thinned(points)) {
        path +=
          path.isEmpty
          ? "M\(SVGText.pair(corner.x, corner.y))"
          : "H\(SVGText.number(corner.x))V\(SVGText.number(corner.y))"
      }
      return .element("path", [("d", path)] + line + data, hint)
    case .interval(let from, let to, let py):
      return interval(from, to, y(py), colour, data, hint)
    case .range(let px, let from, let to):
      let (middle, low, high) = (x(px), y(from), y(to))
      let path =
        "M\(SVGText.pair(middle, low))L\(SVGText.pair(middle, high))"
        + [low, high].map {
          "M\(SVGText.pair(middle - 4.5, $0))L\(SVGText.pair(middle + 4.5, $0))"
        }.joined()
      let look = [("d", path), ("fill", "none"), ("stroke", colour), ("stroke-width", "1.5")]
      return .element("path", look + data, hint)
    case .band(let points):
      let upper = points.map { SVGText.pair(x($0.x), y($0.high)) }
      let lower = points.reversed().map { SVGText.pair(x($0.x), y($0.low)) }
      let place = (upper + lower).joined(separator: " ")
      let look = [("fill", colour), ("fill-opacity", "0.16"), ("stroke", "none")]
      return .element("polygon", [("points", place)] + look + data, hint)
    case .bar(let from, let to, let py):
      let zero = y(0)
      let box = [
        ("x", SVGText.number(x(from))), ("y", SVGText.number(min(y(py), zero))),
        ("width", SVGText.number(max(x(to) - x(from) - 1, 0.5))),
        ("height", SVGText.number(abs(zero - y(py)))), ("fill", colour), ("fill-opacity", "0.55"),
      ]
      return .element("rect", box + data, hint)
    case .vertical(let px):
      let place = [SVGText.pair(x(px), top), SVGText.pair(x(px), bottom)].joined(separator: " ")
      return .element("polyline", [("points", place)] + line + data, hint)
    case .horizontal(let py):
      let place = [SVGText.pair(left, y(py)), SVGText.pair(right, y(py))].joined(separator: " ")
      return .element("polyline", [("points", place)] + line + data, hint)
    case .label(let px, let py, let word):
      guard plot.x.rows.isEmpty else {
        return text(word, x(px), y(py) - 7, anchor: "middle", look: "mark")
      }
      let isLate = x(px) > (left + right) / 2
      return text(
        word,
        x(px) + (isLate ? -9 : 9),
        y(py) - 9,
        anchor: isLate ? "end" : "start",
        look: "strong"
      )
    }
  }

  /// Points in pixels, without those that are nowhere a pixel from the one before.
  ///
  /// A frontier has thousands of them, which nobody sees: a line is two pixels wide. The last is always there.
  private func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    var kept: [(x: Double, y: Double)] = []
    for (index, point) in points.enumerated() {
      let place = (x: x(point.x), y: y(point.y))
      guard let last = kept.last, index < points.count - 1 else {
        kept.append(place)
        continue
      }
      if abs(place.x - last.x) >= 1 || abs(place.y - last.y) >= 1 { kept.append(place) }
    }
    return kept
  }

  /// The points at which a line of steps turns, and the last.
  private static func corners(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    var kept: [(x: Double, y: Double)] = []
    for (index, point) in points.enumerated()
    where index == points.count - 1 || kept.last?.y != point.y {
      kept.append(point)
    }
    return kept
  }

  private func interval(
    _ from: Double?,
    _ to: Double?,
    _ height: Double,
    _ colour: String,
    _ data: [(String, String)],
    _ hint: [Markup]
  ) -> Markup {
    let start = from.map { x($0) } ?? left
    let end = to.map { x($0) } ?? right
    var path = "M\(SVGText.pair(start, height))L\(SVGText.pair(end, height))"
    for (place, isBound) in [(start, from != nil), (end, to != nil)] where isBound {
      path += "M\(SVGText.pair(place, height - 4.5))L\(SVGText.pair(place, height + 4.5))"
    }
    let look = [("d", path), ("fill", "none"), ("stroke", colour), ("stroke-width", "1.8")]
    return .element("path", look + data, hint)
  }

  private func rule(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, colour: String)
    -> Markup
  {
    .element(
      "line",
      [
        "x1": SVGText.number(x1), "y1": SVGText.number(y1), "x2": SVGText.number(x2),
        "y2": SVGText.number(y2), "stroke": colour, "stroke-width": "1",
      ]
    )
  }

  private func text(
    _ content: String,
    _ x: Double,
    _ y: Double,
    anchor: String,
    look: String? = nil
  ) -> Markup {
    .element(
      "text",
      [
        "x": SVGText.number(x), "y": SVGText.number(y), "text-anchor": anchor, "class": look,
      ],
      [Markup(content)]
    )
  }
}
