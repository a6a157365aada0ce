public import Frames
public import Sampling

/// A list of selected units as somebody published it.
///
/// CSV with a column of identifiers and, where `spotcheck draw` wrote it, a column `draw_role`, of
/// which the rows `selected` count. Nothing else is supposed of it: neither seed nor receipt.
public struct DrawList: Sendable {
  /// The name of the draw.
  public var name: String
  /// The file.
  public var file: String
  /// The identifiers, as a draw of the frame takes them, in the order of the list; each once.
  public var ids: [String] = []
  /// The row of each.
  public var rows: [Int] = []
  /// Identifiers that stand in a second row of the list.
  public var repeated: [String] = []
  /// The list with all its columns.
  public var table: Table
  /// The SHA-256 of the file's bytes.
  public var digest: Digest

  /// Reads lists.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - name: the name of the draw; nil to take the file's.
  ///   - order: the column whose cells tell draws in one file apart, and their order; nil for one
  ///     draw.
  ///   - frame: the pool that was drawn from, whose column of identifiers is looked for first.
  /// - Returns: the draws, in their order where a column tells them apart; cells of one value, as
  ///   2024-9-1 and 2024-09-01 by date, are of one draw, named by the first.
  /// - Throws: `InputError`; `DataError` for a list without a unit or without identifiers, for
  ///   identifiers that no draw accepts, rows of totals, and an order that is not sure.
  public static func read(
    _ path: String,
    name: String? = nil,
    by order: DrawOrder? = nil,
    frame: Pool
  ) throws -> [DrawList] {
    let text = try TableText(path)
    let digest = text.digest
    let table = try Table(text, layout: TableLayout(), columns: [order?.column].compactMap { $0 })
    let ids = try idColumn(of: table, frame: frame)
    let role = table.index(of: "draw_role")
    let by = try order.map { order throws(DataError) in
      (column: try table.requiredIndex(of: order.column), order: order)
    }
    var lists: [DrawOrder.Key: DrawList] = [:]
    var seen: [DrawOrder.Key: Set<String>] = [:]
    var errors = DataError()
    for row in table.rows {
      if let role, row.cells[role] != "selected" { continue }
      if frame.layout.refusesTotals, let problem = table.totalsProblem(row, ids) {
        errors.add(table.problem(row, ids, problem))
        continue
      }
      let draw = by.map { row.cells[$0.column] } ?? name ?? path
      guard let key = by.map({ $0.order.key(of: draw) }) ?? DrawOrder.Key(parts: []) else {
        if let by { errors.add(table.problem(row, by.column, by.order.problem)) }
        continue
      }
      do throws(ProtocolTextError) {
        let id = try frame.identifier(row.cells[ids])
        let empty = DrawList(name: draw, file: path, table: table, digest: digest)
        if seen[key, default: []].insert(id).inserted {
          lists[key, default: empty].ids.append(id)
          lists[key, default: empty].rows.append(row.number)
        } else {
          lists[key, default: empty].repeated.append(id)
        }
      } catch {
        errors.add(table.problem(row, ids, .text(error)))
      }
    }
    try errors.throwIfAny()
    guard !lists.isEmpty else {
      throw DataError(
        .init(
          file: path,
          reason: .other(
            Sentence(
              "lists no selected unit, and of an empty list nothing can be said; leave it out",
              "没有任何被抽中的对象，空名单无法说明任何问题，请去掉该文件"
            )
          )
        )
      )
    }
    let sorted = lists.sorted { $0.key < $1.key }.map(\.value)
    try order?.check(sorted.map(\.name), file: path)
    return sorted
  }

  /// The digests of lists by what they were read as: `draw:NAME` each, `draws` where they stand in one
  /// file.
  package static func inputs(_ lists: [DrawList], as kind: String) -> [String: String] {
    guard let first = lists.first, lists.count > 1, lists.allSatisfy({ $0.file == first.file })
    else {
      return lists.reduce(into: [:]) { $0["\(kind):\($1.name)"] = $1.digest.hex }
    }
    return ["\(kind)s": first.digest.hex]
  }

  /// The frame's own column of identifiers, one that is usual, or the only one.
  private static func idColumn(of table: Table, frame: Pool) throws(DataError) -> Int {
    for name in frame.idColumns {
      if let index = table.index(of: name) { return index }
    }
    for name in UsualColumns.id {
      if let index = table.index(of: name) { return index }
    }
    guard table.header.count == 1 else {
      throw DataError(
        .init(file: table.file, row: table.headingRow, reason: .noUsualID(header: table.header))
      )
    }
    return 0
  }
}
