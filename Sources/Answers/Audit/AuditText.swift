internal import Frames
internal import Inference
internal import Reports
public import Sampling

extension AuditDocument {
  /// A row for each test.
  public var rows: [[String]] {
    let header = [
      "kind", "subject", "value", "expected", "deviation", "p", "adjusted_p", "method",
      "smallest_effect", "found",
    ]
    return [header]
      + tests.map { test in
        [
          test.kind, test.subject, "\(test.value)", "\(test.expected)", "\(test.deviation)",
          "\(test.pValue)", "\(test.adjustedP)", test.method,
          ResultText.cell(test.smallestEffect.value), "\(test.isFound)",
        ]
      }
  }

  /// What is certain, the tests by their p-values, what could have been found and what could not.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  public func text(_ language: Language) -> String {
    var parts: [String] = []
    if !findings.isEmpty { parts.append(findingLines(language)) }
    if !draws.isEmpty { parts.append(drawTable(language)) }
    if !facts.isEmpty { parts.append(AuditDocument.lines(facts, language)) }
    if !tests.isEmpty {
      parts.append(testTable(language))
      parts.append(summary(language))
    }
    if let load = load.value {
      parts.append(inspectorTable(language) + loadLine(load, language))
    }
    if !limits.isEmpty { parts.append(AuditDocument.lines(limits.map(\.sentence), language)) }
    if !notes.isEmpty { parts.append(AuditDocument.lines(notes, language)) }
    return parts.joined(separator: "\n")
  }

  /// What was found, a line each, with its evidence.
  private func findingLines(_ language: Language) -> String {
    findings.map { finding in
      let names = finding.evidence.prefix(4).map { evidence in
        let kind = AuditTestKind(rawValue: evidence.kind)?.name(language) ?? evidence.kind
        return evidence.subject.isEmpty ? kind : "\(kind) (\(evidence.subject.excerpt))"
      }.joined(separator: language(", ", "、"))
      let more = finding.evidence.count - 4
      let tail = more > 0 ? language(" and \(more) more", "等另 \(more) 项") : ""
      let p = AuditDocument.probability(finding.adjustedP)
      return language(
        "\(finding.sentence.english) (adjusted p \(p): \(names)\(tail))\n",
        "\(finding.sentence.chinese)（校正 p \(p)：\(names)\(tail)）\n"
      )
    }.joined()
  }

  private func summary(_ language: Language) -> String {
    let level = ResultText.percent(alphaDecimal)
    let rule = correction == .holm ? "Holm" : "Benjamini–Hochberg"
    let count = tests.count
    let words =
      found == 0
      ? language(
        "none of \(count) tests finds a deviation at \(level) (\(rule)); that is no proof of chance,"
          + " see below what could have been found",
        "\(count) 项检验在 \(level) 水平（\(rule)）均未发现偏差；这并不证明抽取是随机的，可发现的最小偏差见下"
      )
      : language(
        "\(found) of \(count) tests find a deviation at \(level) (\(rule)): what they show stands above",
        "\(count) 项检验中有 \(found) 项在 \(level) 水平（\(rule)）发现偏差，结论见上"
      )
    return words + "\n"
      + language(
        "\(replicates) replicates with seed \"\(seed)\"; their smallest p-value is"
          + " \(AuditDocument.probability(smallestReplicatedP))\n",
        "重复抽取 \(replicates) 次，种子“\(seed)”；其最小 p 值为 \(AuditDocument.probability(smallestReplicatedP))\n"
      )
  }

  private func drawTable(_ language: Language) -> String {
    let header = [
      language("draw", "抽取"), language("units", "对象数"), language("in the frame", "在对象库中"),
    ]
    let lines = draws.map { [$0.name.excerpt, "\($0.listed)", "\($0.inFrame)"] }
    let strata = strata.map { stratum in
      [
        stratum.stratum.excerpt, "\(stratum.population)",
        stratum.sizes.prefix(6).map(String.init).joined(separator: ", ")
          + (stratum.sizes.count > 6 ? ", …" : ""),
      ]
    }
    return TextTable(header: header, rows: lines, rightAligned: [1, 2]).text + "\n"
      + TextTable(
        header: [language("class", "分类"), language("units", "对象数"), language("drawn", "抽取数")],
        rows: strata,
        rightAligned: [1]
      ).text
  }

  private func testTable(_ language: Language) -> String {
    let header = [
      language("test", "检验"), language("of", "对象"), language("value", "统计量"),
      language("expected", "期望"), "p", language("adjusted", "校正 p"),
      language("found from", "可发现的偏差"), language("looks for", "针对"),
    ]
    let order = tests.indices.sorted { (tests[$0].pValue, $0) < (tests[$1].pValue, $1) }
    let lines = order.map { index in
      let test = tests[index]
      return [
        (test.isFound ? "! " : "  ") + test.kind, test.subject.excerpt,
        ResultText.number(test.value), ResultText.number(test.expected),
        AuditDocument.probability(test.pValue), AuditDocument.probability(test.adjustedP),
        test.smallestEffect.value.map { "±" + ResultText.number($0) } ?? "-",
        language(test.looksFor.english, test.looksFor.chinese),
      ]
    }
    return TextTable(header: header, rows: lines, rightAligned: [2, 3, 4, 5, 6]).text
  }

  private func inspectorTable(_ language: Language) -> String {
    let header = [
      language("inspector", "检查人员"), language("assignments", "任务数"), language("findings", "发现问题"),
      language("expected", "期望"),
    ]
    let lines = inspectors.map { inspector in
      [
        inspector.inspector.excerpt, "\(inspector.load)",
        ResultText.cell(inspector.findings.value),
        inspector.expectedFindings.value.map { ResultText.number($0) } ?? "",
      ]
    }
    return TextTable(header: header, rows: lines, rightAligned: [1, 2, 3]).text
  }

  private func loadLine(_ load: AuditLoad, _ language: Language) -> String {
    let mean = ResultText.number(load.mean)
    let variation = ResultText.percent(load.variation)
    let gini = ResultText.number((load.gini * 1000).rounded() / 1000)
    return language(
      "loads from \(load.least) to \(load.greatest), \(mean) on average, variation \(variation),"
        + " Gini \(gini)\n",
      "任务数 \(load.least) 至 \(load.greatest)，平均 \(mean)，变异系数 \(variation)，基尼系数 \(gini)\n"
    )
  }

  private static func lines(_ notes: [Sentence], _ language: Language) -> String {
    notes.map { language($0.english, $0.chinese) + "\n" }.joined()
  }

  /// A p-value with two significant digits, as 0.00031 or 1.2e-30.
  static func probability(_ p: Double) -> String {
    guard p > 0, p < 0.0001 else { return ResultText.number((p * 10_000).rounded() / 10_000) }
    var (mantissa, exponent) = (p, 0)
    while mantissa < 1 {
      mantissa *= 10
      exponent += 1
    }
    return "\((mantissa * 10).rounded() / 10)e-\(exponent)"
  }
}
