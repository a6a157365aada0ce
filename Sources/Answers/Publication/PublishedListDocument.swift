internal import Draws
internal import Foundation
package import Frames
package import Inspections
package import Reports
package import Sampling

/// A published list as JSON (`spotcheck.items/1`, `spotcheck.published-plan/1`, `spotcheck.published-draw/1`,
/// `spotcheck.published-results/1`, with schemas in `Examples`), CSV, workbook and page, all of which hold the same.
package struct PublishedListDocument: PageDocument {
  private let list: PublishedList

  /// Takes what may be published.
  ///
  /// - Throws: `WorkspaceError` for a cell that holds a telephone number, a mail address or an identity number, or
  ///   that a spreadsheet would take for a formula.
  package init(_ list: PublishedList) throws(WorkspaceError) {
    self.list = list
    let named = list.header.firstIndex { ["matter", "name"].contains($0) } ?? 0
    for row in list.rows {
      for (title, cell) in zip(list.titles, row) {
        let isIdentifier = title.english == "object" && list.kind != .items
        guard let fault = PublicText.fault(of: cell, isIdentifier: isIdentifier) else { continue }
        throw WorkspaceError(
          .data,
          "the \(title.english) of the row \"\(row[named].excerpt)\" \(fault.sentence.english); correct it first",
          "“\(row[named].excerpt)”的\(title.chinese)\(fault.sentence.chinese)，请先更正"
        )
      }
    }
    // Reasons and forms of seeds were looked at when they were said.
    guard let task = list.task, let fault = PublicText.fault(of: task.name) else { return }
    throw WorkspaceError(
      .data,
      "the name of task \(task.key) \(fault.sentence.english); correct it first with spotcheck task set",
      "任务 \(task.key) 的名称\(fault.sentence.chinese)，请先用 spotcheck task set 更正"
    )
  }

  /// The name of the JSON document.
  private var schema: String {
    switch list.kind {
    case .items: "spotcheck.items/1"
    case .plan: "spotcheck.published-plan/1"
    case .draw: "spotcheck.published-draw/1"
    case .results: "spotcheck.published-results/1"
    }
  }

  /// A member of the document.
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(schema, forKey: Key("schema"))
    try container.encode("\(list.head)", forKey: Key("ledger"))
    try container.encodeIfPresent(list.year, forKey: Key("year"))
    let rows = list.rows.map { Dictionary(uniqueKeysWithValues: zip(list.header, $0)) }
    try container.encode(rows, forKey: Key(list.kind.rawValue))
    guard let task = list.task else { return }
    try container.encode(task.key, forKey: Key("task"))
    try container.encode(task.name, forKey: Key("name"))
    let names = PublishedListDocument.attemptColumns.map(\.name)
    let attempts = attempts { $0.rawValue }.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    try container.encode(attempts, forKey: Key("attempts"))
  }

  /// What is told of an attempt: the name in JSON, and the heading.
  private static let attemptColumns: [(name: String, title: Sentence)] = [
    ("number", Sentence("attempt", "次数")), ("state", Sentence("what became of it", "情况")),
    ("committed", Sentence("committed on", "承诺日期")),
    ("seed", Sentence("seed", "种子")), ("reason", Sentence("reason", "原因")),
    ("commitment", Sentence("commitment", "承诺值")),
    ("ledger", Sentence("head of the ledger", "台账头")),
  ]

  /// How many of the columns are short enough for a table on paper; digests are not.
  private static let shortColumns = 5

  /// The attempts to draw a task; none for what is no draw.
  private func attempts(_ state: (DrawAttempt.State) -> String) -> [[String]] {
    (list.task?.attempts ?? []).map { attempt in
      [
        "\(attempt.number)", state(attempt.state), attempt.day?.description ?? "", attempt.seed,
        attempt.reason, attempt.commitment.hex, "\(attempt.head)",
      ]
    }
  }

  /// The attempts for people, the heading first; empty for what is no draw.
  private func attemptTable(_ language: Language) -> [[String]] {
    guard list.task != nil else { return [] }
    return [PublishedListDocument.attemptColumns.map { $0.title.text(in: language) }]
      + attempts { $0.sentence.text(in: language) }
  }

  /// The rows of CSV, the header first; the headings are those of the form.
  package func rows(_ language: Language) -> [[String]] {
    [list.titles.map { $0.text(in: language) }] + list.rows
  }

  /// What it is called.
  private var title: Sentence {
    let year = list.year.map { "\($0)" } ?? ""
    return switch list.kind {
    case .items: Sentence("Items of random inspections", "随机抽查事项清单")
    case .plan: Sentence("Plan of random inspections \(year)", "\(year) 年度随机抽查工作计划")
    case .draw:
      Sentence(
        "Draw of task \(list.task?.key ?? ""): \(list.task?.name ?? "")",
        "任务 \(list.task?.key ?? "") 抽取结果：\(list.task?.name ?? "")"
      )
    case .results: Sentence("Results of random inspections \(year)", "\(year) 年度随机抽查结果")
    }
  }

  /// What it is about.
  private var lead: Sentence {
    switch list.kind {
    case .items:
      Sentence(
        "What is inspected at random, at whom, by whom, how, and by which law.",
        "随机抽查的事项、对象、主体、方式和依据。"
      )
    case .plan:
      Sentence(
        "The tasks of the year: what, at whom, by whom, how often and until when.",
        "本年度抽查任务的事项、范围、部门、频次和期限。"
      )
    case .draw:
      Sentence(
        "The objects to inspect, and every attempt to draw them.",
        "待检查对象，以及历次抽取情况。"
      )
    case .results:
      Sentence(
        "What inspections found, reviewed by a second person.",
        "检查结果，均经复核。"
      )
    }
  }

  /// What is counted on the page.
  private func facts(_ language: Language) -> [Page.Fact] {
    func count(_ column: String, _ start: String) -> String {
      let place = list.header.firstIndex(of: column) ?? 0
      return "\(list.rows.count { $0[place].hasPrefix(start) })"
    }
    switch list.kind {
    case .items:
      return [
        .init(language("Items", "事项数"), "\(list.rows.count)"),
        .init(language("Key items", "重点检查事项"), count("level", "重点")),
        .init(language("General items", "一般检查事项"), count("level", "一般")),
      ]
    case .plan: return [.init(language("Tasks", "任务数"), "\(list.rows.count)")]
    case .draw:
      return [
        .init(language("Objects", "对象数"), "\(list.rows.count)"),
        .init(language("Attempts", "抽取次数"), "\(list.task?.attempts.count ?? 0)"),
      ]
    case .results:
      return [
        .init(language("Results", "结果数"), "\(list.rows.count)"),
        .init(language("Objects", "对象数"), "\(Set(list.rows.map { $0[1] }).count)"),
      ]
    }
  }

  /// The page.
  package func page(_ language: Language, tool: String) -> Page {
    let table = TextTable(
      header: [language("No.", "序号")] + list.titles.map { $0.text(in: language) },
      rows: list.rows.enumerated().map { ["\($0 + 1)"] + $1 },
      rightAligned: [0]
    )
    var sections = [
      section(language("The list", "清单"), language("As it holds now.", "现行内容。"), table, "list")
    ]
    let attempts = attemptTable(language)
    let short = attempts.map { Array($0.prefix(PublishedListDocument.shortColumns)) }
    if let header = short.first {
      let table = TextTable(header: header, rows: Array(short.dropFirst()), rightAligned: [0])
      let title = language("Every commitment of this task.", "本任务的每一次承诺。")
      sections.append(section(language("Attempts", "历次抽取"), title, table, "attempts"))
    }
    return Page(
      language: PageText.tag(language),
      title: title.text(in: language),
      lead: lead.text(in: language),
      facts: facts(language),
      sections: sections,
      method: MethodCard(
        language("Where it comes from", "来源"),
        [
          .init(language("Head of the ledger", "台账头"), ["\(list.head)"])
        ]
          + attempts.dropFirst().map { row in
            .init(
              language(
                "Attempt \(row[0]): commitment, head of the ledger in its notice",
                "第 \(row[0]) 次：承诺值、通知所载台账头"
              ),
              Array(row.dropFirst(PublishedListDocument.shortColumns))
            )
          } + [
            .init(
              language("The same as data", "同内容数据"),
              [files.filter { !$0.hasSuffix(".html") }.joined(separator: ", ")]
            ), .init(language("Made by", "生成程序"), [tool]),
          ]
      )
    )
  }

  /// A section that is one table.
  private func section(
    _ heading: String,
    _ title: String,
    _ table: TextTable,
    _ id: String
  ) -> Page.Section {
    .init(heading, figures: [Figure(title, caption: "", plots: [], table: table)], id: id)
  }

  /// The names of the files in the folder.
  private var files: [String] {
    ["csv", "json", "html", "xlsx"].map { "\(list.kind.rawValue).\($0)" }
      + (list.task == nil ? [] : ["attempts.csv"])
  }

  /// The files in a folder, written and not yet shown, with what is noted of them.
  package struct Written {
    /// The files, to be committed.
    package var files: [OutputFile]
    /// What is noted: the digests of all but the workbook, which holds what the list holds.
    package var publication: Publication
  }

  /// Writes the files into a folder, without showing them yet.
  ///
  /// - Parameters:
  ///   - folder: the folder, which is made if it is not there.
  ///   - language: the language of headings and page.
  ///   - tool: the name and version of the program.
  /// - Returns: the files, and what to note of them.
  /// - Throws: `OutputError`; `WorkbookRefused` for a cell that is longer than a workbook's.
  package func write(
    into folder: String,
    _ language: Language,
    tool: String
  ) throws -> Written {
    try OutputFile.makeFolder(folder)
    let texts = [
      CSVText.lines(rows(language)), try checkedJSON(), page(language, tool: tool).html,
    ]
    let attempts = attemptTable(language)
    let named =
      Array(zip(self.files, texts))
      + self.files.dropFirst(4).map {
        ($0, CSVText.lines(attempts))
      }
    var files: [OutputFile] = []
    for (name, text) in named {
      let file = try OutputFile("\(folder)/\(name)", isPrivate: false)
      try file.write(text)
      try file.finish()
      files.append(file)
    }
    let book = try OutputFile("\(folder)/\(self.files[3])", isPrivate: false)
    let writer = try WorkbookWriter(book)
    let sheets = [
      (language("List", "清单"), rows(language)), (language("Attempts", "历次抽取"), attempts),
    ]
    for (name, rows) in sheets where !rows.isEmpty {
      try writer.begin(name, header: rows[0])
      for row in rows.dropFirst() { try writer.write(row.map { $0.isEmpty ? .empty : .text($0) }) }
    }
    try writer.finish()
    try book.finish()
    return Written(
      files: files + [book],
      publication: Publication(
        list,
        folder: folder,
        content: SHA256.digest(
          of: CSVText.lines(list.rows + self.attempts { $0.rawValue }).utf8
        ).hex,
        files: named.map { name, text in
          "\(SHA256.digest(of: text.utf8).hex)  \(name)"
        }
      )
    )
  }
}
