import Reports
import Testing

@Suite struct PageTests {
  private let hostile = "<script>alert(1)</script>\"&'"

  private func page(_ plots: [Plot]) -> Page {
    Page(
      language: "en",
      title: hostile,
      lead: hostile,
      notice: hostile,
      facts: [.init(hostile, hostile, hostile)],
      sections: [
        .init(
          hostile,
          figures: [
            Figure(
              hostile,
              caption: hostile,
              plots: plots,
              legend: [(Series(0), hostile), (.reference, hostile)],
              table: TextTable(header: [hostile], rows: [[hostile]]),
              file: SavedTable("numbers", label: hostile, csv: hostile)
            )
          ],
          notes: [hostile]
        )
      ],
      method: MethodCard(hostile, [.init(hostile, formulas: [hostile])])
    )
  }

  private var plot: Plot {
    Plot(
      hostile,
      description: hostile,
      x: Axis(hostile, format: .percent, including: [0]),
      y: Axis(rows: [.init(hostile, remark: hostile), .init(hostile, isTotal: true)]),
      marks: [
        Mark(.interval(from: nil, to: 0.25, y: 0), data: ["upper": hostile], hint: hostile),
        Mark(.point(x: 0.1, y: 1), data: ["estimate": "0.1"]),
        Mark(.label(x: 0.2, y: 1, hostile)),
      ]
    )
  }

  /// A name from a table is text wherever it stands, and nothing is fetched from anywhere.
  @Test func namesAreNoTagsAndNothingIsFetched() {
    let html = page([plot]).html
    #expect(!html.contains("<script"))
    #expect(html.contains("data-upper=\"&lt;script&gt;"))
    for reference in ["http:", "https:", "url(", "@import", "src=", "<link"] {
      #expect(!html.contains(reference), "\(reference)")
    }
    #expect(html.contains("data-estimate=\"0.1\""))
    // The one link is a file in the page: <script>alert(1)</script>"&' in base64, by Python.
    let links = html.matches(of: /href="([^"]*)"/).map { String($0.output.1) }
    let content = "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0PiImJw=="
    #expect(links == ["data:text/csv;charset=utf-8;base64,\(content)"])
    #expect(html.contains("download=\"numbers.csv\""))
  }

  /// One plot is drawn for two widths, several small ones once; identifiers never repeat.
  @Test func identifiersAreUnique() {
    for plots in [[plot], [plot, plot, plot]] {
      let ids = page(plots).html.matches(of: /id="([^"]*)"/).map { String($0.output.1) }
      #expect(ids.count == Set(ids).count && ids.count == (plots.count == 1 ? 4 : 6))
    }
  }

  /// The mark of 0.1 on an axis from 0 to 0.25 lies at two fifths of it.
  @Test func marksLieWhereTheirNumbersAre() throws {
    let bar = Plot(
      "t",
      description: "d",
      x: Axis("x", including: [0, 10]),
      y: Axis("y", including: [0, 10]),
      marks: [
        Mark(.point(x: 0, y: 0)), Mark(.point(x: 4, y: 5)), Mark(.point(x: 10, y: 10)),
      ]
    )
    let html = page([bar]).html
    let places = html.matches(of: /<circle cx="([0-9.]+)" cy="([0-9.]+)"/).map {
      (Double($0.output.1) ?? 0, Double($0.output.2) ?? 0)
    }
    // The first is the sign in the legend; then the wide and the narrow picture.
    #expect(places.count == 7)
    for first in [1, 4] {
      let (low, middle, high) = (places[first], places[first + 1], places[first + 2])
      #expect(abs((middle.0 - low.0) / (high.0 - low.0) - 0.4) < 1e-3)
      #expect(abs((middle.1 - low.1) / (high.1 - low.1) - 0.5) < 1e-3)
      #expect(high.1 < low.1 && high.0 > low.0)
    }
  }

  /// Of thousands of points so many are drawn as differ by a pixel, first and last among them.
  @Test func linesAreThinned() throws {
    let points = (0...20_000).map { (x: Double($0), y: Double($0) * Double($0)) }
    for shape in [Mark.Shape.line(points), .step(points)] {
      let plot = Plot("t", description: "d", x: Axis("x"), y: Axis("y"), marks: [Mark(shape)])
      let html = page([plot]).html
      let lines = html.matches(of: /<polyline points="([^"]*)"|<path d="M([^"]*)" fill="none"/).map
      {
        match in
        String(match.output.1 ?? match.output.2 ?? "").split { " HV,".contains($0) }
          .compactMap { Double($0) }
      }
      #expect(lines.count == 2)
      for line in lines {
        #expect(line.count > 400 && line.count < 2_400)
        let places = stride(from: 0, to: line.count, by: 2).map { (x: line[$0], y: line[$0 + 1]) }
        for (place, next) in zip(places, places.dropFirst()) {
          #expect(next.x - place.x < 1.5 && place.y - next.y < 1.5)
        }
      }
    }
  }

  /// On a telephone a long name takes two lines and none of it is lost.
  @Test func longNamesOnATelephone() {
    let name = "经济技术开发区管理委员会第十七网格服务管理站（东片区）"
    let plot = Plot(
      "t",
      description: "d",
      x: Axis("x", including: [0, 1]),
      y: Axis(rows: [.init(name, remark: "12.34%"), .init("乙")]),
      marks: [Mark(.point(x: 1, y: 0)), Mark(.point(x: 1, y: 1))]
    )
    let html = page([plot]).html
    let texts = html.matches(of: /class="name"[^>]*>([^<]*)</).map { String($0.output.1) }
    #expect(texts.count == 5 && texts[2] + texts[3] == name && texts[1] == "乙")
    #expect(texts[0].hasSuffix("…"))
  }

  /// Between two years there is no tick.
  @Test func yearsAreWhole() {
    let years = (0...2).map { (x: Double($0), y: 0.1 * Double($0)) }
    let plot = Plot(
      "t",
      description: "d",
      x: Axis("x", including: [0]),
      y: Axis("y", format: .percent),
      marks: [Mark(.line(years))]
    )
    let html = page([plot]).html
    #expect(html.contains(">2<") && !html.contains(">0.5<") && !html.contains(">1.5<"))
  }

  /// Small numbers of a logarithmic axis are powers of ten.
  @Test func smallTicks() {
    let plot = Plot(
      "t",
      description: "d",
      x: Axis("x", .logarithmic, including: [1e-8, 1]),
      y: Axis("y"),
      marks: []
    )
    let html = page([plot]).html
    #expect(html.contains(">10⁻⁸<") && html.contains(">1<") && !html.contains(">10<"))
  }

  /// Columns stand side by side, and so many are named as fit.
  @Test func columns() {
    let plot = Plot(
      "t",
      description: "d",
      x: Axis("x", rows: (0..<40).map { .init("name \($0)") }),
      y: Axis("y", including: [0]),
      marks: [
        Mark(.bar(from: -0.4, to: 0.4, y: 2), data: ["units": "2"]),
        Mark(.bar(from: 38.6, to: 39.4, y: 1), data: ["units": "1"]),
        Mark(.label(x: 39, y: 1, "1 unit")),
      ]
    )
    let html = page([plot]).html
    #expect(html.contains(">name 0<") && !html.contains(">name 1<") && html.contains(">1 unit<"))
    let places = html.matches(of: /<rect x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)"/).map {
      (Double($0.output.1) ?? 0, Double($0.output.2) ?? 0)
    }
    #expect(places.count == 4)
    // 39 columns lie between the two, each as wide as the column and its share of the gap.
    let each = (places[1].0 - places[0].0) / 39
    #expect(abs(places[0].1 + 1 - 0.8 * each) < 0.02)
  }

  /// Every shape draws with every kind of axis that it is for, also where all numbers are equal.
  @Test func everyShapeDraws() {
    let points = [(x: 1.0, y: 1.0), (x: 1.0, y: 1.0)]
    let shapes: [Mark.Shape] = [
      .point(x: 1, y: 1, isHollow: true), .line(points), .step(points),
      .interval(from: 1, to: 1, y: 1), .band([(x: 1, low: 1, high: 1)]),
      .bar(from: 1, to: 1, y: 1), .range(x: 1, from: 1, to: 1), .vertical(x: 1), .horizontal(y: 1),
      .label(x: 1, y: 1, "a"),
    ]
    for series in [Series.reference] + (0..<9).map(Series.init) {
      for kind in [Scale.Kind.linear, .logarithmic] {
        let plot = Plot(
          "t",
          description: "d",
          x: Axis("x", kind),
          y: Axis("y", kind),
          marks: shapes.map { Mark($0, series) }
        )
        let html = page([plot]).html
        #expect(!html.contains("nan") && !html.contains("inf\""))
      }
    }
  }
}
