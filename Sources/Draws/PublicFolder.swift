internal import Foundation
public import Frames
internal import Sampling

/// What a draw may publish: `selection.csv` and `receipt.json` in a folder.
///
/// An allow-list: the identifiers of the selected units and the columns that are named, sorted by
/// the bytes of the identifiers; and a receipt with protocol, label, seed, commitment, the number
/// selected and the names of these columns, in an open draw also the stratum's column, the number of
/// units and the key. Nothing else of a draw ever reaches these files: no stratum, ticket, rank,
/// threshold, start, reserve, count by stratum or digest of a frame.
public struct PublicFolder: Sendable {
  private let folder: String
  private let columns: [String]
  private let pool: Pool
  private var rows: [Row] = []
  private let indices: [Int]
  private let idName: String

  /// The names of the files in the folder.
  public static let files = ["selection.csv", "receipt.json"]

  /// Checks what is to be published.
  ///
  /// - Parameters:
  ///   - folder: the folder, which is made if it is not there.
  ///   - columns: names of the pool's columns that are published beside the identifier.
  ///   - pool: the pool.
  ///   - isSealed: whether the draw is sealed.
  ///   - opensStrata: whether an open draw over a risk class may be published.
  /// - Throws: ``PublicationRefused``; `DataError` for a column that is not in the pool.
  public init(
    _ folder: String,
    columns: [String],
    pool: Pool,
    isSealed: Bool,
    opensStrata: Bool
  ) throws {
    self.folder = folder
    self.pool = pool
    idName = pool.idColumns[0]
    self.columns = columns
    if !isSealed {
      try PublicationRefused.checkOpen(pool, opensStrata: opensStrata)
    }
    try PublicationRefused.check(columns: columns, of: pool, isSealed: isSealed)
    let header = pool.header
    indices = columns.compactMap { name in
      header.firstIndex { $0.utf8.elementsEqual(name.utf8) }
    }
  }

  /// A line of the public list.
  public struct Row: Sendable {
    fileprivate var id: [UInt8]
    fileprivate var line: [UInt8]
  }

  /// The public line of a selected unit; reserves are not published.
  ///
  /// - Parameter unit: the unit.
  /// - Returns: its identifier and the columns that are published.
  /// - Throws: ``PublicationRefused`` for a cell that holds something private.
  public func row(of unit: SelectedUnit) throws(PublicationRefused) -> Row {
    let id = String(decoding: unit.id, as: UTF8.self)
    if let kind = PrivateContent.kind(of: id, isIdentifier: true) {
      throw .privateCell(column: idName, kind: kind)
    }
    let cells = indices.isEmpty ? [] : pool.cells(of: unit.record)
    var line = CSVText.field(id)
    for (name, index) in zip(columns, indices) {
      if let kind = PrivateContent.kind(of: cells[index], isIdentifier: false) {
        throw .privateCell(column: name, kind: kind)
      }
      line += "," + CSVText.field(cells[index])
    }
    return Row(id: Array(unit.id), line: Array(line.utf8) + [0x0A])
  }

  /// Adds lines.
  ///
  /// - Parameter rows: the lines, in any order.
  public mutating func add(_ rows: [Row]) { self.rows += rows }

  /// The list as it is published, by the bytes of the identifiers.
  var list: [[UInt8]] {
    let header = ([idName] + columns).map { CSVText.field($0) }.joined(separator: ",") + "\n"
    return [Array(header.utf8)]
      + rows.sorted { $0.id.lexicographicallyPrecedes($1.id) }.map(\.line)
  }

  /// Writes both files, without showing them yet.
  ///
  /// - Parameter receipt: the internal receipt.
  /// - Returns: the files, to be committed.
  /// - Throws: `OutputError`.
  public func write(_ receipt: Receipt) throws -> [OutputFile] {
    try OutputFile.makeFolder(folder)
    let list = try OutputFile("\(folder)/selection.csv", isPrivate: false)
    for line in self.list { try list.write(line) }
    try list.finish()
    let document = try OutputFile("\(folder)/receipt.json", isPrivate: false)
    try document.write(try JSONText.encode(PublicReceipt(receipt)))
    try document.finish()
    return [list, document]
  }
}
