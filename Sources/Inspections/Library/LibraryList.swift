internal import Foundation
package import Frames
internal import GRDB
package import Sampling

/// The records of a library that hold now, or all versions of one.
package struct LibraryList: Sendable {
  /// The list or library.
  package var kind: LibraryKind
  /// Conditions that all hold of a record, on columns by any of their names.
  package var filters: [RowFilter]
  /// Whether classes and scores are shown.
  package var showsClasses: Bool

  /// What is wrong with a filter on classes where these are not shown.
  private static let hidden = WorkspaceError(
    .usage,
    "a condition on a risk class or a score tells it; give \(Setting.withClasses), where you may see them",
    "按风险等级或分值筛选会泄露结果；如有权查看，请加 \(Setting.withClasses)"
  )

  /// Makes a list.
  ///
  /// - Throws: ``WorkspaceError`` for a condition on a column that there is not, or on one that is not shown.
  package init(
    _ kind: LibraryKind,
    filters: [RowFilter] = [],
    showsClasses: Bool = false
  ) throws(WorkspaceError) {
    self.kind = kind
    self.filters = filters
    self.showsClasses = showsClasses
    places = []
    for filter in filters {
      if kind == .objects, LibraryList.effective.contains(filter.column) {
        guard showsClasses else { throw LibraryList.hidden }
        places.append(-1 - (LibraryList.effective.firstIndex(of: filter.column) ?? 0))
        continue
      }
      guard let place = LibraryList.place(filter.column, kind) else {
        throw WorkspaceError(
          .data,
          "there is no column \"\(filter.column.excerpt)\"; there are"
            + " \((["key"] + kind.columns.map(\.name)).joined(separator: ", "))",
          "没有“\(filter.column.excerpt)”列，现有：标识、\(kind.columns.map(\.title.chinese).joined(separator: "、"))"
        )
      }
      if place > 0, kind.columns[place - 1].isClass, !showsClasses { throw LibraryList.hidden }
      places.append(place)
    }
  }

  /// Where each filter looks: 0 for the key, from 1 on the columns, below 0 the effective class, its day, its
  /// origin.
  private var places: [Int]

  /// The class that counts: the unit's own, else the platform's.
  private static let effective = ["class", "class_date", "class_origin"]

  /// What the key is called.
  private static let keyNames = ["key", "标识", "主键"]

  private static func place(_ name: String, _ kind: LibraryKind) -> Int? {
    if keyNames.contains(name) { return 0 }
    return kind.column(named: name).map { $0 + 1 }
      ?? kind.columns.firstIndex { $0.name == name }.map { $0 + 1 }
  }

  /// The columns that are shown, by their places.
  private var shown: [Int] {
    kind.columns.indices.filter { showsClasses || !kind.columns[$0].isClass }
  }

  /// The names of the columns in CSV and JSON.
  package var header: [String] {
    ["key"] + shown.map { kind.columns[$0].name }
      + (kind == .objects && showsClasses ? LibraryList.effective : [])
  }

  /// What the columns are called.
  package var titles: [Sentence] {
    [Sentence("key", "标识")] + shown.map { kind.columns[$0].title }
      + (kind == .objects && showsClasses
        ? [
          Sentence("class", "等级"), Sentence("class date", "等级日期"), Sentence("class origin", "等级来源"),
        ]
        : [])
  }

  /// Goes through the records, by their keys in order of bytes within what SQLite keeps ordered.
  ///
  /// - Parameters:
  ///   - workspace: where.
  ///   - body: takes a record's cells in the order of ``header``.
  /// - Returns: how many records there are in all, and how many of those shown have no class.
  /// - Throws: what the body throws; `DataError` where a condition on numbers or days meets a cell that is none;
  ///   ``WorkspaceError``.
  /// - Complexity: O(records), in the memory of one.
  package func forEach(
    in workspace: Workspace,
    _ body: ([String]) throws -> Void
  ) throws -> (all: Int, unclassified: Int) {
    try workspace.read { database in
      // Each page is met once: none is worth keeping.
      try database.execute(sql: "PRAGMA cache_size = -2048")
      let list = kind.columns.map(\.name).joined(separator: ", ")
      let statement = try RawStatement(
        database,
        "SELECT key, \(list) FROM \(kind.name) WHERE until = 0 AND erased IS NULL"
      )
      var (all, unclassified) = (0, 0)
      let shown = self.shown
      while try statement.step() {
        all += 1
        guard try isKept(statement, row: all) else { continue }
        var cells = [statement.text(0)] + shown.map { statement.text(Int32($0 + 1)) }
        if kind == .objects, showsClasses {
          let effective = LibraryList.effectiveClass { statement.text(Int32($0 + 1)) }
          if effective.name.isEmpty { unclassified += 1 }
          cells += [effective.name, effective.date, effective.origin]
        }
        try body(cells)
      }
      return (all, unclassified)
    }
  }

  /// The class that counts: the unit's own, else the platform's; an object without one is unclassified.
  static func effectiveClass(
    _ cell: (Int) -> String
  ) -> (name: String, date: String, origin: String) {
    let (own, ownDate, platform, platformDate) = (13, 14, 15, 16)
    let name = cell(own)
    if !name.isEmpty { return (name, cell(ownDate), "own") }
    let second = cell(platform)
    return second.isEmpty ? ("", "", "unclassified") : (second, cell(platformDate), "platform")
  }

  private func isKept(_ statement: RawStatement, row: Int) throws -> Bool {
    for (filter, place) in zip(filters, places) {
      let answer: RowFilter.Answer
      if place < 0 {
        let effective = LibraryList.effectiveClass { statement.text(Int32($0 + 1)) }
        var cell = [effective.name, effective.date, effective.origin][-1 - place]
        answer = cell.withUTF8 { filter.answer(for: UnsafeRawBufferPointer($0)) }
      } else {
        answer = filter.answer(for: statement.bytes(Int32(place)))
      }
      switch answer {
      case .kept: continue
      case .leftOut: return false
      case .refused(let reason):
        throw DataError(
          .init(
            file: "library \(kind.name), \(statement.text(0))",
            column: filter.column,
            value: place < 0 ? nil : statement.text(Int32(place)),
            reason: reason
          )
        )
      }
    }
    return true
  }
}
