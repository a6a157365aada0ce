public import Frames
public import Inference
internal import Sampling

/// A frame as an audit looks at it: its units in the order of the list, and the orders in which
/// somebody might have picked.
public struct AuditFrame: Sendable {
  /// The frame.
  public let roster: Roster
  /// The units and their strata, in the order of the list.
  public let units: AuditedFrame
  /// The orders: of the list, of the identifiers, of every other column.
  public let orders: [AuditedOrder]
  /// Columns that are looked at.
  public let columns: [String]
  /// Columns of which something is not tested, and why.
  package let untested: [AuditNote]

  private let rows: [RosterRow]
  private let places: [String: Int]

  /// Reads a frame.
  ///
  /// - Parameters:
  ///   - pool: the pool.
  ///   - columns: the columns to look at; nil for all but identifiers and strata.
  ///   - numbers: those of them that are numbers; all others are text, whatever they hold.
  /// - Throws: `DataError` for what a draw refuses, for a column that is not there, and for a cell of a
  ///   column of numbers that is none; `InputError`; `Interruption`.
  /// - Complexity: O(columns · N log N).
  public init(_ pool: Pool, columns: [String]? = nil, numbers: [String] = []) throws {
    let roster = try pool.roster()
    let rows = try roster.rows()
    let units = AuditedFrame(strata: rows.map { roster.units[$0.unit].stratum })
    var orders = [AuditedOrder(listOf: units)]
    orders.append(
      AuditedOrder(
        name: roster.pool.idColumns.joined(separator: ","),
        texts: rows.map { roster.units[$0.unit].id },
        frame: units,
        kind: .id
      )
    )
    let header = roster.pool.header
    for name in (columns ?? []) + numbers where !header.contains(name) {
      throw DataError(
        .init(file: pool.file, row: 1, reason: .missingColumn(name: name, header: header))
      )
    }
    let used = Set(roster.pool.idColumns + [roster.pool.stratumColumn].compactMap { $0 })
    var names: [String] = []
    var untested = UntestedColumns()
    for (index, name) in header.enumerated() {
      let isNamed = columns?.contains(name) == true || numbers.contains(name)
      guard isNamed || columns == nil && !used.contains(name) else {
        if !used.contains(name) { untested.leftOut.append(name) }
        continue
      }
      let cells = rows.map { $0.cells[index] }
      let order =
        numbers.contains(name)
        ? AuditedOrder(
          name: name,
          numbers: try AuditFrame.numbers(cells, column: name, file: pool.file),
          frame: units
        )
        : AuditedOrder(name: name, texts: cells, frame: units)
      if order.isConstant(in: units) {
        untested.constant.append(name)
        continue
      }
      if AuditFrame.countsRows(cells) {
        untested.rowNumbers.append(name)
        continue
      }
      if !order.hasSharedValues { untested.distinct.append(name) }
      orders.append(order)
      names.append(name)
    }
    self.untested = untested.notes
    self.roster = roster
    self.rows = rows
    self.units = units
    self.orders = orders
    self.columns = names
    places = Dictionary(
      uniqueKeysWithValues: rows.enumerated().map { (roster.units[$1.unit].id, $0) }
    )
  }

  /// The place in the list of the unit with an identifier; nil where there is none.
  ///
  /// - Parameter id: the identifier.
  /// - Returns: the place, from 0.
  public func place(of id: String) -> Int? { places[id] }

  /// The size measures, in the order of the list.
  package var measures: [Int] { rows.map { roster.units[$0.unit].measure } }

  /// The cells of a column, in the order of the list; nil where there is no such column.
  package func cells(of column: String) -> [String]? {
    roster.pool.header.firstIndex(of: column).map { index in rows.map { $0.cells[index] } }
  }

  /// Whether a column counts the rows, so that its order is that of the list: whole numbers that rise
  /// from row to row.
  private static func countsRows(_ cells: [String]) -> Bool {
    var last: Int?
    for cell in cells {
      guard cell.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(cell),
        last.map({ $0 < number }) ?? true
      else { return false }
      last = number
    }
    return cells.count > 1
  }

  /// The numbers of a column that was named as one, blank cells without one.
  private static func numbers(
    _ cells: [String],
    column: String,
    file: String
  ) throws(DataError) -> [Double?] {
    var errors = DataError()
    var numbers: [Double?] = []
    for (place, cell) in cells.enumerated() {
      let digits = cell.utf8.first == 0x2D ? cell.dropFirst() : cell[...]
      let isDecimal =
        digits.utf8.contains { (0x30...0x39).contains($0) }
        && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
      let number = isDecimal ? Double(cell).flatMap { $0.isFinite ? $0 : nil } : nil
      if number == nil, !cell.isEmpty {
        errors.add(
          .init(
            file: file,
            row: place + 2,
            column: column,
            value: cell,
            reason: .notNumber(
              expected:
                "a number, as \(Setting.number) says; leave it out of \(Setting.number) to look at it as text",
              expectedChinese: "数字（\(Setting.number) 指定其为数字列）；去掉该 \(Setting.number) 即按文本检验"
            )
          )
        )
      }
      numbers.append(number)
    }
    try errors.throwIfAny()
    return numbers
  }
}

/// Columns of which something is not tested.
private struct UntestedColumns {
  var constant: [String] = []
  var distinct: [String] = []
  var rowNumbers: [String] = []
  var leftOut: [String] = []

  var notes: [AuditNote] {
    let reasons: [(names: [String], reason: AuditNote.UntestedReason)] = [
      (constant, .constant), (rowNumbers, .rowNumbers), (distinct, .distinct), (leftOut, .leftOut),
    ]
    return reasons.filter { !$0.names.isEmpty }
      .map { .untested(columns: $0.names, $0.reason) }
  }
}
