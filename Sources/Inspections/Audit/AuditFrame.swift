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

  private let rows: [RosterRow]
  private let places: [String: Int]

  /// Reads a frame.
  ///
  /// - Parameters:
  ///   - pool: the pool.
  ///   - columns: the columns to look at; nil for all but identifiers, strata and constant ones.
  /// - Throws: `DataError` for what a draw refuses and for a column that is not there; `InputError`;
  ///   `Interruption`.
  /// - Complexity: O(columns · N log N).
  public init(_ pool: Pool, columns: [String]? = nil) throws {
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
    for name in columns ?? [] where !header.contains(name) {
      throw DataError(
        .init(file: pool.file, row: 1, reason: .missingColumn(name: name, header: header))
      )
    }
    let used = Set(roster.pool.idColumns + [roster.pool.stratumColumn].compactMap { $0 })
    var names: [String] = []
    for (index, name) in header.enumerated()
    where columns?.contains(name) ?? !used.contains(name) {
      let cells = rows.map { $0.cells[index] }
      let order =
        AuditFrame.numbers(cells).map { AuditedOrder(name: name, numbers: $0, frame: units) }
        ?? AuditedOrder(name: name, texts: cells, frame: units)
      guard Set(cells).count > 1 else { continue }
      orders.append(order)
      names.append(name)
    }
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
  var measures: [Int] { rows.map { roster.units[$0.unit].measure } }

  /// The cells of a column, in the order of the list; nil where there is no such column.
  func cells(of column: String) -> [String]? {
    roster.pool.header.firstIndex(of: column).map { index in rows.map { $0.cells[index] } }
  }

  /// A column of numbers, blank cells without one; nil for one that holds anything else.
  private static func numbers(_ cells: [String]) -> [Double?]? {
    var numbers: [Double?] = []
    for cell in cells {
      if cell.isEmpty {
        numbers.append(nil)
        continue
      }
      let isDecimal = cell.utf8.allSatisfy {
        (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0)
      }
      guard isDecimal, let number = Double(cell), number.isFinite else { return nil }
      numbers.append(number)
    }
    return numbers.contains { $0 != nil } ? numbers : nil
  }
}
