public import Sampling

/// A pool: the list of units that a draw selects from, read from a file or a pipe.
///
/// CSV after RFC 4180, UTF-8 or GB18030, plain or compressed (gzip, Zstandard), or a table of an
/// SQLite database. It is streamed: what is kept in memory is 16 bytes a unit during
/// ``census(key:options:monitor:)``. Every record must
/// have as many fields as the header; identifiers and strata must be texts that a draw accepts
/// (``ProtocolText``).
public struct Pool: Sendable {
  let source: PoolSource
  let columns: PoolColumns
  /// Where the first record begins.
  let firstRecord: Int
  /// Where the last record ends.
  let end: Int
  /// The row of the first record as a spreadsheet counts it.
  let firstRow: Int
  /// How the table was read, where that is not the plain way.
  public let reading: TableReading

  /// The file, `-` for standard input.
  public var file: String { source.file }
  /// Whether the pool is a table of a database, which has no bytes of its own to digest.
  public var isTable: Bool { source.isTable }
  /// The names of the columns.
  public var header: [String] { columns.header }
  /// The names of the identifier's columns.
  public var idColumns: [String] { columns.ids.map { columns.header[$0] } }
  /// The name of the stratum's column.
  public var stratumColumn: String? { columns.stratum.map { columns.header[$0] } }
  /// How the pool is read.
  public var layout: PoolLayout { columns.layout }
  /// The byte between fields.
  public var delimiter: UInt8 { columns.delimiter }
  /// The header as it stands, without its line end.
  public var headerText: String { String(decoding: columns.headerBytes, as: UTF8.self) }
  /// The encoding; a pool of ASCII alone is UTF-8.
  public var encoding: TextEncoding { source.encoding ?? .utf8 }

  /// Opens a pool and finds its columns.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - layout: which columns mean what.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Throws: ``InputError`` for a file that is missing, a folder, unreadable or damaged;
  ///   ``DataError`` for one that is empty, no text or without the columns; ``OutputError`` where
  ///   the temporary copy of a pipe can not be written.
  public init(_ path: String, layout: PoolLayout, monitor: WorkMonitor = WorkMonitor()) throws {
    try self.init(
      try PoolSource.open(path, options: layout.sourceOptions, monitor: monitor),
      layout: layout
    )
  }

  /// The same pool read as GB18030.
  func transcoded(monitor: WorkMonitor) throws -> Pool {
    try Pool(
      try source.transcoded(isFound: layout.refusesDamage, monitor: monitor),
      layout: columns.layout
    )
  }

  /// An identifier as a draw of this pool takes it: normalised first where the layout says so.
  ///
  /// - Parameter text: the cell.
  /// - Returns: the identifier.
  /// - Throws: `ProtocolTextError` where a draw refuses it.
  public func identifier(_ text: String) throws(ProtocolTextError) -> String {
    try columns.accepted(text).get().text
  }

  /// The cells of a record of this pool, as text.
  ///
  /// - Parameter record: the record without its line end.
  /// - Returns: a cell for each column.
  /// - Complexity: O(length).
  public func cells(of record: UnsafeRawBufferPointer) -> [String] {
    var scanner = RecordScanner(delimiter: delimiter)
    var cells: [String] = []
    let line = Array(record) + [0x0A]
    line.withUnsafeBytes { text in
      _ = scanner.scan(text)
      scanner.forEachRecord(in: text) { record in
        cells += (0..<record.count).map { record.text($0) }
      }
    }
    return cells
  }
}
