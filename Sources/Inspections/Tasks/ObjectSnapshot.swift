internal import Frames
internal import GRDB
internal import Sampling

/// The library of objects as it was after an entry of the ledger: the pool of a draw, always of the same bytes.
struct ObjectSnapshot {
  /// One object.
  struct Object {
    var version: Int
    /// The cells under ``header``.
    var cells: [String]

    var key: String { cells[0] }
    /// The unit's own class, else the platform's; empty where it has none.
    var riskClass: String { cells[cells.count - 1] }
  }

  /// What the key is called.
  static let idColumn = "标识"
  /// What the class that counts is called.
  static let classColumn = "风险等级"
  /// What a list of objects that are kept out says beside the key.
  static let reasonColumn = "原因"

  /// What of an object a draw can be made by, or shown of: no class but the one that counts, no note.
  private static let kept = LibraryKind.objects.columns.filter { column in
    !column.isClass && column.name != "scheme" && column.name != "note"
      && column.name != "checksum"
  }

  /// The names of all columns; the last one is the class.
  static let header: [String] = [idColumn] + kept.map(\.title.chinese) + [classColumn]

  private let database: Database
  /// The entry.
  let entry: Int

  init(_ database: Database, entry: Int) { (self.database, self.entry) = (database, entry) }

  /// Goes through the objects, the longest known first.
  ///
  /// - Parameter body: takes an object.
  /// - Throws: what the body throws; ``WorkspaceError`` where an object of that time was erased since.
  func read(_ body: (Object) throws -> Void) throws {
    let list = ObjectSnapshot.kept.map(\.name).joined(separator: ", ")
    let statement = try RawStatement(
      database,
      """
      SELECT version, erased, key, \(list),
        CASE WHEN own_class <> '' THEN own_class ELSE platform_class END
      FROM objects WHERE since <= ? AND (until = 0 OR until > ?) ORDER BY version
      """
    )
    try statement.bind(1, entry)
    try statement.bind(2, entry)
    let width = ObjectSnapshot.header.count
    while try statement.step() {
      guard statement.isNull(1) else {
        throw WorkspaceError(
          .no,
          "an object of the snapshot of entry \(entry) was erased since, so that its list can not be made again;"
            + " use the files that were written then, or draw again",
          "第 \(entry) 条快照中有对象已依申请删除，名单无法重新生成；请使用当时写出的文件，或重新抽取"
        )
      }
      try body(
        Object(
          version: statement.int(0),
          cells: (0..<width).map { statement.text(Int32(2 + $0)) }
        )
      )
    }
  }

  /// Writes all objects as a table.
  ///
  /// - Parameters:
  ///   - file: where to.
  ///   - withClasses: whether the class is a column of it.
  /// - Throws: `OutputError`; what ``read(_:)`` throws.
  func write(to file: OutputFile, withClasses: Bool) throws {
    let width = ObjectSnapshot.header.count - (withClasses ? 0 : 1)
    try file.write(CSVText.lines([Array(ObjectSnapshot.header[..<width])]))
    try read { try file.write(CSVText.lines([Array($0.cells[..<width])])) }
  }

  /// A condition with its column under the name that it has in a snapshot, where it is known by another.
  static func canonical(_ condition: String) -> String {
    guard let column = (try? RowFilter(parsing: condition))?.column,
      !header.contains(where: { $0.utf8.elementsEqual(column.utf8) }),
      let place = LibraryKind.objects.column(named: column)
        ?? LibraryKind.objects.columns.firstIndex(where: { $0.name == column })
    else { return condition }
    let name = LibraryKind.objects.columns[place].title.chinese
    let start = ["number:", "date:"].first { condition.hasPrefix($0) } ?? ""
    let rest = condition.dropFirst(start.count)
    guard rest.hasPrefix(column), header.contains(name) else { return condition }
    return start + name + rest.dropFirst(column.count)
  }
}

/// The objects of a task's scope.
struct TaskScope {
  private let conditions: [(column: Int, filter: RowFilter)]

  init(_ filters: [RowFilter]) {
    conditions = filters.map { filter in
      guard
        let column = ObjectSnapshot.header.firstIndex(where: {
          $0.utf8.elementsEqual(filter.column.utf8)
        })
      else { preconditionFailure("a task's conditions are on columns of a snapshot") }
      return (column, filter)
    }
  }

  /// Whether an object belongs to it.
  ///
  /// - Throws: `DataError` where a condition on numbers or days meets a cell that is none.
  func contains(_ object: ObjectSnapshot.Object) throws -> Bool {
    for (column, filter) in conditions {
      var cell = object.cells[column]
      switch cell.withUTF8({ filter.answer(for: UnsafeRawBufferPointer($0)) }) {
      case .kept: continue
      case .leftOut: return false
      case .refused(let reason):
        throw DataError(
          .init(
            file: "objects, \(object.key)",
            column: filter.column,
            value: filter.column == ObjectSnapshot.classColumn ? nil : object.cells[column],
            reason: reason
          )
        )
      }
    }
    return true
  }
}
