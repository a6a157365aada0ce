internal import Frames
internal import Inference
internal import Reports
package import Sampling

extension AuditDocument {
  /// What is certain, the tests by their p-values, what could have been found and what could not.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  package func text(_ language: Language) -> String {
    var parts: [String] = []
    if !findings.isEmpty { parts.append(findingLines(language)) }
    if !draws.isEmpty { parts.append(drawTable(language)) }
    if !facts.isEmpty { parts.append(AuditDocument.lines(facts, language)) }
    if !tests.isEmpty {
      parts.append(testTable(language))
      parts.append(summary(language))
    }
    if let load {
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
        let kind = evidence.kind.name(language)
        return evidence.subject.isEmpty ? kind : "\(kind) (\(evidence.subject.excerpt))"
      }.joined(separator: language(", ", "、"))
      let more = finding.evidence.count - 4
      let tail = more > 0 ? language(" and \(more) more", "等另 \(more) 项") : ""
      let p = PValue.text(finding.adjustedP)
      return language(
        "\(finding.sentence.english) (adjusted p \(p): \(names)\(tail))\n",
        "\(finding.sentence.chinese)（校正 p \(p)：\(names)\(tail)）\n"
      )
    }.joined()
  }

  private func summary(_ language: Language) -> String {
    let level = ResultText.percent(alphaDecimal)
    let rule = correction.title
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
          + " \(PValue.text(smallestReplicatedP))\n",
        "重复抽取 \(replicates) 次，种子“\(seed)”；其最小 p 值为 \(PValue.text(smallestReplicatedP))\n"
      )
  }

  private func loadLine(_ load: Load, _ language: Language) -> String {
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
    notes.map { $0.text(in: language) + "\n" }.joined()
  }
}
