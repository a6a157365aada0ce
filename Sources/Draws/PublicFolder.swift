internal import Foundation
public import Frames
package import Sampling

/// What a draw may publish: `selection.csv` and `receipt.json` in a folder, and for people `selection.xlsx` and
/// `selection.html`, which hold the same.
///
/// An allow-list: the identifiers of the selected units and the columns that are named, sorted by
/// the bytes of the identifiers; and a receipt with protocol, label, seed, commitment, the number
/// selected and the names of these columns, in an open draw also the stratum's column, the number of
/// units and the key. Nothing else of a draw ever reaches these files: no stratum, ticket, rank,
/// threshold, start, reserve, count by stratum or digest of a frame.
public struct PublicFolder: Sendable {
  private let folder: String
  private let columns: [String]
  private var pool: Pool
  private var rows: [Row] = []
  private var indices: [Int]
  private let idName: String

  /// The names of the files in the folder.
  public static let files = ["selection.csv", "receipt.json", "selection.xlsx", "selection.html"]

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
    indices = PublicFolder.indices(of: columns, in: pool)
  }

  private static func indices(of columns: [String], in pool: Pool) -> [Int] {
    let header = pool.header
    return columns.compactMap { name in
      header.firstIndex { $0.utf8.elementsEqual(name.utf8) }
    }
  }

  /// Takes rows of another pool, the same units with more columns.
  mutating func read(from rows: Pool) {
    pool = rows
    indices = PublicFolder.indices(of: columns, in: rows)
  }

  /// A line of the public list.
  public struct Row: Sendable {
    fileprivate var id: [UInt8]
    fileprivate var cells: [String]
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
    for (name, index) in zip(columns, indices) {
      if let kind = PrivateContent.kind(of: cells[index], isIdentifier: false) {
        throw .privateCell(column: name, kind: kind)
      }
    }
    return Row(id: Array(unit.id), cells: [id] + indices.map { cells[$0] })
  }

  /// Adds lines.
  ///
  /// - Parameter rows: the lines, in any order.
  public mutating func add(_ rows: [Row]) { self.rows += rows }

  /// The list as it is published, by the bytes of the identifiers, the heading first.
  var list: [[String]] {
    [[idName] + columns]
      + rows.sorted { $0.id.lexicographicallyPrecedes($1.id) }.map(\.cells)
  }

  /// Writes the files, without showing them yet.
  ///
  /// - Parameters:
  ///   - receipt: the internal receipt.
  ///   - record: the record; nil of an uncommitted draw. That of a sealed draw is not published.
  ///   - forms: how the files for people are written; nil to leave them out.
  /// - Returns: the files, to be committed. A list that is longer than a sheet has no workbook.
  /// - Throws: `OutputError`; `WorkbookRefused` for a cell that is longer than a workbook's.
  package func write(
    _ receipt: Receipt,
    record: DrawRecord? = nil,
    forms: PublicForms? = nil
  ) throws -> [OutputFile] {
    try OutputFile.makeFolder(folder)
    let rows = self.list
    let list = try OutputFile("\(folder)/selection.csv", isPrivate: false)
    if forms?.hasByteOrderMark == true { try list.write("\u{FEFF}") }
    for row in rows { try list.write(CSVText.lines([row])) }
    try list.finish()
    let document = try OutputFile("\(folder)/receipt.json", isPrivate: false)
    let published = PublicReceipt(receipt)
    try document.write(try JSONText.encode(published))
    try document.finish()
    guard let forms else { return [list, document] }
    let (header, body) = (rows[0], Array(rows.dropFirst()))
    let page = try OutputFile("\(folder)/selection.html", isPrivate: false)
    try page.write(
      forms.page(PublishedDraw(published, of: receipt, record: record, header: header, rows: body))
    )
    try page.finish()
    let workbook = try self.workbook(header, body, forms.language)
    return workbook + [page, list, document]
  }

  /// The list as a workbook; it has the columns of the list, so that it is verified as the list is.
  private func workbook(
    _ header: [String],
    _ rows: [[String]],
    _ language: Language
  ) throws -> [OutputFile] {
    guard rows.count <= WorkbookWriter.greatestCount else { return [] }
    let file = try OutputFile("\(folder)/selection.xlsx", isPrivate: false)
    let writer = try WorkbookWriter(file)
    try writer.begin(language("Selected", "入选名单"), header: header)
    for row in rows { try writer.write(row.map { .text($0) }) }
    try writer.finish()
    try file.finish()
    return [file]
  }
}
