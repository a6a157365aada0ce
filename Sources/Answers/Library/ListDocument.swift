internal import Frames
package import Inspections
package import Reports
package import Sampling

/// The records of a library for a terminal: as many as a person reads, and how many there are.
package struct ListText: Sendable {
  private let list: LibraryList
  private var records: [[String]] = []
  private var count = 0

  /// How many records a person is shown.
  private static let shown = 200

  /// An empty list.
  package init(_ list: LibraryList) { self.list = list }

  /// Takes a record.
  package mutating func add(_ cells: [String]) {
    count += 1
    if records.count < ListText.shown { records.append(cells) }
  }

  /// The table, without columns that are empty throughout.
  package func text(_ summary: ListSummary, _ language: Language) -> String {
    let filled = list.titles.indices.filter { column in records.contains { !$0[column].isEmpty } }
    let unclassified = language("unclassified", "未分类")
    let origins = [
      "own": language("own", "本单位"), "platform": language("platform", "平台"), "unclassified": "",
    ]
    let rows = records.map { cells in
      filled.map { column in
        switch list.header[column] {
        case "class" where list.kind == .objects && cells[column].isEmpty: unclassified
        case "class_origin": origins[cells[column]] ?? cells[column]
        default: cells[column].replacing("\n", with: " ").excerpt
        }
      }
    }
    var text =
      rows.isEmpty
      ? "" : TextTable(header: filled.map { list.titles[$0].text(in: language) }, rows: rows).text
    if count > records.count {
      text +=
        language(
          "… and \(count - records.count) more; \(Setting.format) csv has all",
          "……另有 \(count - records.count) 条；\(Setting.format) csv 列出全部"
        ) + "\n"
    }
    text += language(
      "\(list.kind.title.english): \(count) of \(summary.total) records",
      "\(list.kind.title.chinese)：共 \(summary.total) 条，符合条件 \(count) 条"
    )
    if let count = summary.unclassified {
      text += language("; \(count) without a class", "；未分类 \(count) 条")
    }
    return text + "\n"
  }
}

/// What stands behind the records of a list in JSON `spotcheck.library/1`.
package struct ListSummary: Encodable, Sendable {
  /// `spotcheck.library/1`.
  package var schema = "spotcheck.library/1"
  /// The list or library.
  package var library: String
  /// How many records there are, whatever the conditions.
  package var total: Int
  /// How many of those that meet the conditions have no class; null where classes are not shown.
  @Nullable package var unclassified: Int?

  /// Makes it.
  package init(_ list: LibraryList, all: Int, unclassified: Int) {
    library = list.kind.name
    total = all
    self.unclassified = list.kind == .objects && list.showsClasses ? unclassified : nil
  }
}
