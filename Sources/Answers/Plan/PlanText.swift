internal import Frames
package import Plans
internal import Reports
package import Sampling

/// A checked plan for people and spreadsheets.
package enum PlanText {
  package static func json(_ report: PlanReport) throws -> String {
    try JSONText.encode(PlanDocument(report))
  }

  package static func csv(_ report: PlanReport, language: Language) -> String {
    CSVText.lines(findings(report, language: language))
  }

  /// The plan as a workbook: its findings, and its tasks.
  package static func sheets(_ report: PlanReport, language: Language) -> [ResultSheet] {
    let findings = ResultSheet(
      language("Findings", "问题"),
      csv: findings(report, language: language),
      language
    )
    let tasks = ResultSheet(
      language("Tasks", "任务"),
      header: taskHeader(language),
      rows: report.tasks.map { task in
        let cells = cells(task, name: task.name, language: language)
        return [.count(task.id)] + cells.dropFirst().map { .text($0) }
      }
    )
    return [findings, tasks]
  }

  private static func findings(_ report: PlanReport, language: Language) -> [[String]] {
    let header = ["severity", "file", "row", "column", "code", "message", "fix"]
    let rows = report.findings.map { finding in
      let row = PlanDocument.Row(finding, language: language)
      return [
        row.severity, row.file, row.row.map(String.init) ?? "", row.column ?? "", row.code,
        row.message, row.fix,
      ]
    }
    return [header] + rows
  }

  /// Findings file by file, the tasks, what their samples can find, and the numbers.
  package static func text(_ report: PlanReport, language: Language) -> String {
    var text = ""
    var file: String?
    for finding in report.findings {
      if finding.place.file != file {
        file = finding.place.file
        let name =
          finding.place.file == "-" ? language("standard input", "标准输入") : finding.place.file
        text += (text.isEmpty ? "" : "\n") + name + "\n"
      }
      text += block(finding, language: language)
    }
    if !report.tasks.isEmpty {
      text += (text.isEmpty ? "" : "\n") + tasks(report.tasks, language: language)
    }
    let notes = report.tasks.compactMap { task in
      task.detection.map {
        "  #\(task.id) " + $0.explanation(in: language) + "\n"
      }
    }
    if !notes.isEmpty {
      text += "\n" + language("What the samples can find", "抽样能查到什么") + "\n" + notes.joined()
    }
    return text + (text.isEmpty ? "" : "\n") + summary(report).text(in: language) + "\n"
  }

  private static func block(_ finding: Finding, language: Language) -> String {
    var place = finding.place.row.map { language("row \($0)", "第 \($0) 行") } ?? ""
    if let column = finding.place.column {
      place += language(", \(column.excerpt)", "“\(column.excerpt)”")
    }
    let head = place.isEmpty ? "" : place + language(": ", "：")
    return "  \(name(finding.severity, language))  \(head)\(finding.message.text(in: language))"
      + " [\(finding.code.rawValue)]\n"
      + "        \(language("fix: ", "建议："))\(finding.fix.text(in: language))\n"
  }

  private static func name(_ severity: FindingCode.Severity, _ language: Language) -> String {
    switch severity {
    case .error: language("ERROR  ", "错误")
    case .warning: language("warning", "警告")
    case .notice: language("notice ", "提示")
    }
  }

  private static func tasks(_ tasks: [PlanTask], language: Language) -> String {
    let rows = tasks.map { task in
      let isLong = task.name.count > 24
      let name = isLong ? String(task.name.prefix(24)).excerpt + "…" : task.name.excerpt
      return cells(task, name: name, language: language)
    }
    return TextTable(header: taskHeader(language), rows: rows, rightAligned: [0, 3, 4]).text
  }

  private static func taskHeader(_ language: Language) -> [String] {
    [
      "#", language("task", "任务"), language("rule", "规则"), language("base", "基数"),
      language("to draw", "抽取数"), language("frequency", "频次"), language("period", "起止时间"),
      language("for a draw", "可否抽取"),
    ]
  }

  private static func cells(_ task: PlanTask, name: String, language: Language) -> [String] {
    let periods = task.periods ?? [task.period].compactMap { $0 }
    var frequencies = [task.frequency?.description].compactMap { $0 }
    frequencies += (task.frequencyByClass ?? []).map { lead($0.stratum) + $0.frequency.description }
    if let cap = task.cap, cap != task.frequency { frequencies.append(cap.description) }
    return [
      "\(task.id)", name, task.rules.map { rule($0, language) }.joined(separator: "; "),
      counts(task.base, task.baseByClass), counts(task.target, task.targetByClass),
      frequencies.joined(separator: "; "), periods.map(\.description).joined(separator: " + "),
      ready(task, language),
    ]
  }

  /// Whether it may be drawn, and what holds it back: the codes of the findings.
  private static func ready(_ task: PlanTask, _ language: Language) -> String {
    guard !task.ready else { return language("ready", "可以") }
    let codes = task.heldBy.map(\.rawValue).joined(separator: ", ")
    return language("not ready", "不可") + (codes.isEmpty ? "" : language(": ", "：") + codes)
  }

  /// The number of all, and those of the classes.
  private static func counts(_ total: Int?, _ byClass: [GroupCount]?) -> String {
    guard let total else { return "" }
    let parts = (byClass ?? []).map { lead($0.stratum) + "\($0.count)" }
    return parts.isEmpty ? "\(total)" : "\(total) (\(parts.joined(separator: "; ")))"
  }

  private static func lead(_ stratum: String?) -> String { stratum.map { "\($0.excerpt): " } ?? "" }

  private static func rule(_ rule: PlanRule, _ language: Language) -> String {
    let place =
      switch rule.reach {
      case .everywhere: ""
      case .overall: language("overall: ", "总体: ")
      case .stratum(let name), .others(let name): name.text.excerpt + ": "
      case .each(let name): language("each \(name.text.excerpt): ", "每个\(name.text.excerpt): ")
      }
    return place + rule.rule.description + (rule.per.map { "/\($0)" } ?? "")
  }

  /// How many findings and tasks there are.
  package static func summary(_ report: PlanReport) -> Sentence {
    let ready = report.tasks.count { $0.ready }
    let (errors, warnings) = (report.count(.error), report.count(.warning))
    let notices = report.count(.notice)
    func plural(_ count: Int, _ word: String) -> String {
      "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    return Sentence(
      "\(plural(errors, "error")), \(plural(warnings, "warning")), \(plural(notices, "notice"));"
        + " \(plural(report.tasks.count, "task")), \(ready) ready for a draw",
      "错误 \(errors) 个，警告 \(warnings) 个，提示 \(notices) 个；任务 \(report.tasks.count) 项，可用于抽取 \(ready) 项"
    )
  }
}
