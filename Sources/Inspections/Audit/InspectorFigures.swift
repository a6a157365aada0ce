internal import Frames
internal import Reports
internal import Sampling

/// The pictures of an audit of inspectors.
extension AuditDocument {
  /// Loads or, where results are known, the funnel of finding rates, the most visits first.
  func inspectorFigure(_ language: Language) -> Figure {
    let hasFindings = inspectors.contains { $0.findings.value != nil }
    return hasFindings ? funnel(language) : loads(language)
  }

  private func funnel(_ language: Language) -> Figure {
    let shown = inspectors.filter { ($0.knownVisits.value ?? 0) > 0 }
      .sorted { ($0.knownVisits.value ?? 0) > ($1.knownVisits.value ?? 0) }
    var marks: [Mark] = []
    for (row, inspector) in shown.enumerated() {
      guard let visits = inspector.knownVisits.value, let findings = inspector.findings.value,
        let usual = inspector.usualFindings.value, let rare = inspector.rareFindings.value,
        let expected = inspector.expectedFindings.value
      else { continue }
      let share = { (count: Double) in count / Double(visits) }
      let y = Double(row)
      marks.append(
        Mark(.interval(from: share(Double(rare[0])), to: share(Double(rare[1])), y: y), .reference)
      )
      marks.append(
        Mark(.interval(from: share(Double(usual[0])), to: share(Double(usual[1])), y: y), Series(0))
      )
      let isOutside = findings < rare[0] || findings > rare[1]
      marks.append(
        Mark(
          .point(x: share(Double(findings)), y: y, isHollow: !isOutside),
          Series(isOutside ? 1 : 0),
          data: [
            "inspector": inspector.inspector, "visits": "\(visits)", "findings": "\(findings)",
            "expected": "\(expected)", "usual": "\(usual[0]) \(usual[1])",
            "rare": "\(rare[0]) \(rare[1])",
          ]
        )
      )
    }
    let title = language("Rates of findings, and what chance leaves.", "问题发现率与偶然波动范围。")
    let caption = language(
      "Point: the inspector's rate; bar: 95 of 100 cases, grey: 998 of 1,000, exact, given the classes"
        + " of the units. Most visits first. A rate outside is a reason to ask, and no proof."
        + " Source: the assignments named below.",
      "点为检查人员的问题发现率；蓝线为 95% 范围，灰线为 99.8% 范围，按对象类别精确计算；按任务数从多到少排列。"
        + "超出范围只是询问的理由，并非证据。来源：下列派员名单。"
    )
    let ends = { (range: [Int]?) in range.map { "\($0[0])–\($0[1])" } ?? "–" }
    return Figure(
      title,
      caption: caption,
      plots: [
        Plot(
          title,
          description: caption,
          x: Axis(language("rate of findings", "问题发现率"), format: .percent, including: [0]),
          y: Axis(
            rows: shown.map {
              .init(
                $0.inspector.excerpt,
                remark: "\($0.findings.value ?? 0)/\($0.knownVisits.value ?? 0)"
              )
            }
          ),
          marks: marks
        )
      ],
      legend: [
        (Series(0), language("within", "范围内")), (Series(1), language("outside", "超出范围")),
      ],
      table: TextTable(
        header: [
          language("inspector", "检查人员"), language("visits", "任务数"),
          language("findings", "发现问题"), language("expected", "期望"), "95%", "99.8%",
        ],
        rows: shown.map {
          [
            $0.inspector.excerpt, "\($0.knownVisits.value ?? 0)", "\($0.findings.value ?? 0)",
            $0.expectedFindings.value.map { ResultText.number($0) } ?? "–",
            ends($0.usualFindings.value), ends($0.rareFindings.value),
          ]
        },
        rightAligned: Set(1...5)
      ),
      file: PageText.file("audit-inspectors", inspectorRows, language)
    )
  }

  private func loads(_ language: Language) -> Figure {
    let shown = inspectors.sorted { $0.load > $1.load }
    let title = language("Visits of each inspector.", "各检查人员任务数。")
    let caption = language(
      "\(shown.count) inspectors; dotted: the mean. Source: the assignments named below.",
      "共 \(shown.count) 人，虚线为平均值。来源：下列派员名单。"
    )
    var marks = shown.enumerated().map { row, inspector in
      Mark(
        .point(x: Double(inspector.load), y: Double(row)),
        data: ["inspector": inspector.inspector, "load": "\(inspector.load)"]
      )
    }
    if let mean = load.value?.mean {
      marks.insert(Mark(.vertical(x: mean), .reference, data: ["mean": "\(mean)"]), at: 0)
    }
    return Figure(
      title,
      caption: caption,
      plots: [
        Plot(
          title,
          description: caption,
          x: Axis(language("visits", "任务数"), including: [0]),
          y: Axis(rows: shown.map { .init($0.inspector.excerpt, remark: "\($0.load)") }),
          marks: marks
        )
      ],
      table: TextTable(
        header: [language("inspector", "检查人员"), language("visits", "任务数")],
        rows: shown.map { [$0.inspector.excerpt, "\($0.load)"] },
        rightAligned: [1]
      ),
      file: PageText.file("audit-inspectors", inspectorRows, language)
    )
  }

  private var inspectorRows: [[String]] {
    let header = [
      "inspector", "load", "known_visits", "findings", "expected_findings", "usual_lower",
      "usual_upper", "rare_lower", "rare_upper",
    ]
    return [header]
      + inspectors.map { inspector in
        [
          inspector.inspector, "\(inspector.load)", ResultText.cell(inspector.knownVisits.value),
          ResultText.cell(inspector.findings.value),
          ResultText.cell(inspector.expectedFindings.value),
          ResultText.cell(inspector.usualFindings.value?[0]),
          ResultText.cell(inspector.usualFindings.value?[1]),
          ResultText.cell(inspector.rareFindings.value?[0]),
          ResultText.cell(inspector.rareFindings.value?[1]),
        ]
      }
  }
}
