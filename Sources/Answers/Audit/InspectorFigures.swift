internal import Frames
internal import Reports
internal import Sampling

/// The pictures of an audit of inspectors.
extension AuditDocument {
  /// Loads or, where results are known, the funnel of finding rates, the most visits first.
  func inspectorFigure(_ language: Language) -> Figure {
    let file = PageText.file("audit-inspectors", inspectorRows, language)
    let rows = inspectors.compactMap { inspector -> Funnel.Row? in
      guard let visits = inspector.knownVisits, visits > 0,
        let findings = inspector.findings, let expected = inspector.expectedFindings,
        let usual = inspector.usualFindings, let rare = inspector.rareFindings
      else { return nil }
      return Funnel.Row(
        name: inspector.inspector,
        visits: visits,
        findings: findings,
        expected: expected,
        usual: usual,
        rare: rare
      )
    }
    let source = language("Source: the assignments named below.", "来源：下列派员名单。")
    guard rows.isEmpty else {
      return Funnel(rows, kind: "inspector").figure(
        name: language("inspector", "检查人员"),
        source: source,
        file: file,
        language
      )
    }
    return loads(source: source, file: file, language)
  }

  /// Loads, the greatest first; of many inspectors those whose load is farthest from the mean.
  private func loads(source: String, file: SavedTable, _ language: Language) -> Figure {
    let mean = load?.mean ?? 0
    let shown = inspectors.sorted { abs(Double($0.load) - mean) > abs(Double($1.load) - mean) }
      .prefix(PageText.greatestRows).sorted { $0.load > $1.load }
    let left = PageText.left(inspectors.count - shown.count, language)
    let title = language("Visits of each inspector.", "各检查人员任务数。")
    let caption = language(
      "\(inspectors.count) inspectors; dotted: the mean. \(left)\(source)",
      "共 \(inspectors.count) 人，虚线为平均值。\(left)\(source)"
    )
    var marks = shown.enumerated().map { row, inspector in
      Mark(
        .point(x: Double(inspector.load), y: Double(row)),
        data: ["inspector": inspector.inspector, "load": "\(inspector.load)"]
      )
    }
    marks.insert(Mark(.vertical(x: mean), .reference, data: ["mean": "\(mean)"]), at: 0)
    return Figure(
      title,
      caption: caption,
      x: Axis(language("visits", "任务数"), including: [0]),
      y: Axis(rows: shown.map { .init($0.inspector.excerpt, remark: "\($0.load)") }),
      marks: marks,
      table: TextTable(
        header: [language("inspector", "检查人员"), language("visits", "任务数")],
        rows: shown.map { [$0.inspector.excerpt, "\($0.load)"] },
        rightAligned: [1]
      ),
      file: file
    )
  }
}
