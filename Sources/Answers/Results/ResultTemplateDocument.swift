internal import Frames
package import Inspections
internal import Reports
package import Sampling

/// The table in which the results of a task are written down: JSON `spotcheck.result-template/1`, CSV the table.
package struct ResultTemplateDocument: ResultDocument, Sendable {
  /// `spotcheck.result-template/1`.
  package var schema = "spotcheck.result-template/1"
  /// The task.
  package var task: String
  /// Its objects.
  package var objects: Int
  /// The rows to fill in: one for each object, item and department.
  package var results: Int
  private let template: ResultTemplate

  private enum CodingKeys: String, CodingKey { case schema, task, objects, results }

  /// Makes the answer.
  package init(_ template: ResultTemplate) {
    self.template = template
    task = template.task.text
    objects = template.objects
    results = template.rows.count
  }

  /// The table with the headings in Chinese, under which offices know them.
  package var rows: [[String]] { rows(.chinese) }

  /// The table with headings in a language.
  package func rows(_ language: Language) -> [[String]] {
    [ResultTemplate.header.map { $0.text(in: language) }] + template.rows
  }

  /// The table, and the codes that may stand in it.
  package func sheets(_ language: Language) -> [ResultSheet] {
    let rows = rows(language)
    let table = ResultSheet(
      language("Results", "检查结果"),
      header: rows[0],
      rows: rows.dropFirst().map { $0.map { .text($0) } }
    )
    let codes = ResultSheet(
      language("Codes", "代码"),
      header: [language("column", "列"), language("what may stand there", "可填内容")],
      rows: InspectionResult.allCases.map {
        [.text(language("result", "检查结果")), .text($0.rawValue)]
      } + FollowUp.allCases.map { [.text(language("follow-up", "后续处理")), .text($0.rawValue)] }
    )
    return [table, codes]
  }

  /// How many rows there are, and how the table is written.
  package func text(_ language: Language) -> String {
    language(
      "task \(task): \(objects) objects, \(results) results to be written down; the table itself: -o FILE.xlsx\n",
      "任务 \(task)：对象 \(objects) 个，待填结果 \(results) 项；填报表：-o 文件.xlsx\n"
    )
  }
}
