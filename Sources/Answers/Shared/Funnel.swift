internal import Frames
internal import Inference
internal import Reports
internal import Sampling

/// Rates of findings of inspectors or districts, and between which rates chance leaves them.
struct Funnel {
  /// One inspector or district.
  struct Row {
    var name: String
    var visits: Int
    var findings: Int
    var expected: Double
    /// The least and the most findings that chance leaves in 95 of 100 cases.
    var usual: [Int]
    /// The same in 998 of 1,000 cases.
    var rare: [Int]

    var isOutside: Bool { findings < rare[0] || findings > rare[1] }
  }

  /// The rows, the most visits first.
  let rows: [Row]
  /// Rows that are not shown.
  let left: Int
  /// What a row is, in data attributes.
  let kind: String

  /// Takes rows; of more than ``PageText/greatestRows`` those outside and those with most visits.
  init(_ rows: [Row], kind: String) {
    self.kind = kind
    let first = rows.sorted {
      ($0.isOutside ? 1 : 0, $0.visits) > ($1.isOutside ? 1 : 0, $1.visits)
    }.prefix(PageText.greatestRows)
    self.rows = first.sorted { $0.visits > $1.visits }
    left = rows.count - first.count
  }

  private var marks: [Mark] {
    rows.enumerated().flatMap { place, row in
      let (y, visits) = (Double(place), Double(row.visits))
      let interval = { (ends: [Int], series: Series) in
        Mark(.interval(from: Double(ends[0]) / visits, to: Double(ends[1]) / visits, y: y), series)
      }
      let point = Mark(
        .point(x: Double(row.findings) / visits, y: y, isHollow: !row.isOutside),
        Series(row.isOutside ? 1 : 0),
        data: [
          kind: row.name, "visits": "\(row.visits)", "findings": "\(row.findings)",
          "expected": "\(row.expected)", "usual": "\(row.usual[0]) \(row.usual[1])",
          "rare": "\(row.rare[0]) \(row.rare[1])",
        ]
      )
      return [interval(row.rare, .reference), interval(row.usual, Series(0)), point]
    }
  }

  /// The picture.
  func figure(name: String, source: String, file: SavedTable, _ language: Language) -> Figure {
    Figure(
      language("Rates of findings, and what chance leaves.", "问题发现率与偶然波动范围。"),
      caption: language(
        "Point: the rate; blue line: where chance leaves it in 95 of 100 cases, grey: in 998 of 1,000,"
          + " exact, given the classes of the units. Most inspections first. A rate outside is a reason"
          + " to ask, and no proof. " + PageText.left(left, language) + source,
        "点为问题发现率；蓝线为 95% 波动范围，灰线为 99.8% 波动范围，按对象类别精确计算；按检查数从多到少排列。"
          + "超出范围只是询问的理由，并非证据。" + PageText.left(left, language) + source
      ),
      x: Axis(language("rate of findings", "问题发现率"), format: .percent, including: [0]),
      y: Axis(rows: rows.map { .init($0.name.excerpt, remark: "\($0.findings)/\($0.visits)") }),
      marks: marks,
      legend: [
        (Series(0), language("within", "范围内")), (Series(1), language("outside", "超出范围")),
      ],
      table: TextTable(
        header: [
          name, language("inspections", "检查数"), language("findings", "发现问题"),
          language("expected", "期望"), "95%", "99.8%",
        ],
        rows: rows.map { row in
          [
            row.name.excerpt, "\(row.visits)", "\(row.findings)", ResultText.number(row.expected),
            "\(row.usual[0])–\(row.usual[1])", "\(row.rare[0])–\(row.rare[1])",
          ]
        },
        rightAligned: Set(1...5)
      ),
      file: file
    )
  }
}
