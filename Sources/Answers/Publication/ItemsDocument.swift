internal import Draws
internal import Foundation
package import Frames
package import Inspections
package import Reports
package import Sampling

/// The published list of items as JSON, `spotcheck.items/1` (schema in `Examples/items.schema.json`), CSV, workbook and
/// page, all of which hold the same.
package struct ItemsDocument: PageDocument {
  private let items: PublishedItems

  /// Takes what may be published.
  ///
  /// - Throws: `WorkspaceError` for a cell that holds a telephone number, a mail address or an identity number, or
  ///   that a spreadsheet would take for a formula.
  package init(_ items: PublishedItems) throws(WorkspaceError) {
    self.items = items
    for row in items.rows {
      for (title, cell) in zip(items.titles, row) {
        if PrivateContent.kind(of: cell, isIdentifier: false) != nil {
          throw WorkspaceError(
            .data,
            "the item \"\(row[2].excerpt)\" has a telephone number, a mail address or an identity number in its"
              + " \(title.english); correct it with library set",
            "事项“\(row[2].excerpt)”的\(title.chinese)含有电话号码、电子邮箱或身份证号，请用 library set 更正"
          )
        }
        if let first = cell.unicodeScalars.first, ItemsDocument.formulaSigns.contains(first) {
          throw WorkspaceError(
            .data,
            "the \(title.english) \"\(cell.excerpt)\" begins with \(first), so that a spreadsheet would compute it;"
              + " correct it with library set",
            "\(title.chinese)“\(cell.excerpt)”以 \(first) 开头，电子表格会当作公式计算，请用 library set 更正"
          )
        }
      }
    }
  }

  /// What makes a formula of a cell of CSV in a spreadsheet, full-width forms included.
  private static let formulaSigns: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]

  private enum CodingKeys: String, CodingKey { case schema, ledger, items }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("spotcheck.items/1", forKey: .schema)
    try container.encode("\(items.head)", forKey: .ledger)
    let rows = items.rows.map { Dictionary(uniqueKeysWithValues: zip(items.header, $0)) }
    try container.encode(rows, forKey: .items)
  }

  /// The rows of CSV, the header first; the headings are those of the form.
  package func rows(_ language: Language) -> [[String]] {
    [items.titles.map { $0.text(in: language) }] + items.rows
  }

  /// The page.
  package func page(_ language: Language, tool: String) -> Page {
    let general = items.rows.count { $0[4].hasPrefix("一般") }
    let key = items.rows.count { $0[4].hasPrefix("重点") }
    let table = TextTable(
      header: [language("No.", "序号")] + items.titles.map { $0.text(in: language) },
      rows: items.rows.enumerated().map { ["\($0 + 1)"] + $1 },
      rightAligned: [0]
    )
    return Page(
      language: PageText.tag(language),
      title: language("Items of random inspections", "随机抽查事项清单"),
      lead: language(
        "What is inspected at random, at whom, by whom, how, and by which law.",
        "随机抽查的事项、对象、主体、方式和依据。"
      ),
      facts: [
        .init(language("Items", "事项数"), "\(items.rows.count)"),
        .init(language("Key items", "重点检查事项"), "\(key)"),
        .init(language("General items", "一般检查事项"), "\(general)"),
      ],
      sections: [
        .init(
          language("The list", "清单"),
          figures: [
            Figure(
              language("As it holds now.", "现行事项。"),
              caption: "",
              plots: [],
              table: table
            )
          ],
          id: "list"
        )
      ],
      method: MethodCard(
        language("Where it comes from", "来源"),
        [
          .init(language("Head of the ledger", "台账头"), ["\(items.head)"]),
          .init(
            language("The same as data", "同内容数据"),
            ["items.csv, items.json, items.xlsx"]
          ), .init(language("Made by", "生成程序"), [tool]),
        ]
      )
    )
  }

  /// The names of the files in the folder.
  package static let files = ["items.csv", "items.json", "items.html", "items.xlsx"]

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
    var files: [OutputFile] = []
    for (name, text) in zip(ItemsDocument.files, texts) {
      let file = try OutputFile("\(folder)/\(name)", isPrivate: false)
      try file.write(text)
      try file.finish()
      files.append(file)
    }
    let book = try OutputFile("\(folder)/\(ItemsDocument.files[3])", isPrivate: false)
    let writer = try WorkbookWriter(book)
    let rows = rows(language)
    try writer.begin(language("Items", "抽查事项清单"), header: rows[0])
    for row in rows.dropFirst() { try writer.write(row.map { $0.isEmpty ? .empty : .text($0) }) }
    try writer.finish()
    try book.finish()
    return Written(
      files: files + [book],
      publication: Publication(
        "items",
        folder: folder,
        content: SHA256.digest(of: CSVText.lines(items.rows).utf8).hex,
        files: zip(ItemsDocument.files, texts).map { name, text in
          "\(SHA256.digest(of: text.utf8).hex)  \(name)"
        }
      )
    )
  }
}
