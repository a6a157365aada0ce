internal import Frames
internal import Inference
internal import Reports
internal import Sampling

extension AuditDocument {
  private static var testColumns: [Column<Test>] {
    [
      Column("kind", "test", "检验") {
        $0.kind.rawValue
      } shown: { test, language in
        (test.isFound ? "! " : "  ") + language(test.kind.rawValue, test.kind.name(.chinese))
      },
      Column("subject", "of", "对象") {
        $0.subject
      } shown: { test, _ in
        test.subject.excerpt
      },
      .number("value", "value", "统计量") { $0.value },
      .number("expected", "expected", "期望") { $0.expected },
      Column(csv: "deviation") { "\($0.deviation)" },
      .pValue("p", "p", "p") { $0.pValue },
      .pValue("adjusted_p", "adjusted", "校正 p") { $0.adjustedP },
      Column(csv: "method") { $0.method.rawValue },
      Column("smallest_effect", "found from", "可发现的偏差", .number) {
        ResultText.cell($0.smallestEffect)
      } shown: { test, _ in
        test.smallestEffect.map { "±" + ResultText.number($0) } ?? "-"
      },
      Column(csv: "found") { "\($0.isFound)" },
      Column(table: "looks for", "针对") { test, language in test.looksFor.text(in: language) },
    ]
  }

  /// A row for each test.
  package var rows: [[String]] { AuditDocument.testColumns.saved(tests) }

  /// The tests, the smallest p-value first.
  var testsByP: [Test] {
    tests.indices.sorted { (tests[$0].pValue, $0) < (tests[$1].pValue, $1) }.map { tests[$0] }
  }

  func testTable(_ language: Language) -> String {
    AuditDocument.testColumns.table(testsByP, language).text
  }

  private static var inspectorColumns: [Column<Inspector>] {
    [
      Column("inspector", "inspector", "检查人员") {
        $0.inspector
      } shown: { inspector, _ in
        inspector.inspector.excerpt
      },
      .count("load", "assignments", "任务数") { $0.load },
      Column(csv: "known_visits") { ResultText.cell($0.knownVisits) },
      Column("findings", "findings", "发现问题", .number) { ResultText.cell($0.findings) },
      Column("expected_findings", "expected", "期望", .number) {
        ResultText.cell($0.expectedFindings)
      } shown: { inspector, _ in
        inspector.expectedFindings.map { ResultText.number($0) } ?? ""
      },
      Column(csv: "usual_lower") { ResultText.cell($0.usualFindings?[0]) },
      Column(csv: "usual_upper") { ResultText.cell($0.usualFindings?[1]) },
      Column(csv: "rare_lower") { ResultText.cell($0.rareFindings?[0]) },
      Column(csv: "rare_upper") { ResultText.cell($0.rareFindings?[1]) },
    ]
  }

  /// A row for each inspector, as a picture saves them.
  var inspectorRows: [[String]] { AuditDocument.inspectorColumns.saved(inspectors) }

  func inspectorTable(_ language: Language) -> String {
    AuditDocument.inspectorColumns.table(inspectors, language).text
  }

  func drawTable(_ language: Language) -> String {
    let drawColumns: [Column<Draw>] = [
      Column(table: "draw", "抽取") { draw, _ in draw.name.excerpt },
      Column(table: "units", "对象数", .number) { draw, _ in "\(draw.listed)" },
      Column(table: "in the frame", "在对象库中", .number) { draw, _ in "\(draw.inFrame)" },
    ]
    let stratumColumns: [Column<Stratum>] = [
      Column(table: "class", "分类") { stratum, _ in stratum.stratum.text.excerpt },
      Column(table: "units", "对象数", .number) { stratum, _ in "\(stratum.population)" },
      Column(table: "drawn", "抽取数") { stratum, _ in
        stratum.sizes.prefix(6).map(String.init).joined(separator: ", ")
          + (stratum.sizes.count > 6 ? ", …" : "")
      },
    ]
    return drawColumns.table(draws, language).text + "\n"
      + stratumColumns.table(strata, language).text
  }
}
