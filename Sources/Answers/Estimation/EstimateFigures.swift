internal import Reports
internal import Sampling

extension EstimateDocument {
  /// The funnel of the domains.
  func funnelFigure(_ language: Language) -> Figure {
    let rows = findings.map {
      Funnel.Row(
        name: $0.domain,
        visits: $0.inspected,
        findings: $0.found,
        expected: $0.expected,
        usual: $0.usual,
        rare: $0.rare
      )
    }
    return Funnel(rows, kind: "domain").figure(
      name: language("domain", "分组"),
      source: language("Source: the sample named below.", "来源：下列样本文件。"),
      file: PageText.file(
        "estimate-findings",
        EstimateDocument.findingColumns.saved(findings),
        language
      ),
      language
    )
  }

  private static var findingColumns: [Column<DomainFindings>] {
    [
      Column(csv: "domain") { $0.domain },
      Column(csv: "inspected") { "\($0.inspected)" },
      Column(csv: "found") { "\($0.found)" },
      Column(csv: "expected") { "\($0.expected)" },
      Column(csv: "usual_lower") { "\($0.usual[0])" },
      Column(csv: "usual_upper") { "\($0.usual[1])" },
      Column(csv: "rare_lower") { "\($0.rare[0])" },
      Column(csv: "rare_upper") { "\($0.rare[1])" },
    ]
  }
}
