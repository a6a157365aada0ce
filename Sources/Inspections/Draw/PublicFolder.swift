internal import Foundation
public import Frames
internal import Reports
public import Sampling

/// What a draw may publish: `selection.csv` and `receipt.json` in a folder.
///
/// An allow-list: the identifiers of the selected units and the columns that are named, sorted by
/// the bytes of the identifiers; and a receipt with protocol, label, seed, commitment and two
/// numbers, in an open draw also the key. Nothing else of a draw ever reaches these files: no
/// stratum, ticket, rank, threshold, start, reserve, count by stratum or digest of a frame.
public struct PublicFolder: Sendable {
  private let folder: String
  private let columns: [String]
  private let pool: Pool
  private var rows: [Row] = []
  private let indices: [Int]
  private let idName: String
  private let isSealed: Bool

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
    self.columns = columns
    self.pool = pool
    self.isSealed = isSealed
    idName = pool.idColumns[0]
    if let stratum = pool.stratumColumn, !isSealed, !opensStrata,
      UsualColumns.isRiskClass(stratum)
    {
      throw PublicationRefused.openRiskClass(column: stratum)
    }
    var indices: [Int] = []
    for name in columns {
      guard let index = pool.header.firstIndex(of: name) else {
        throw DataError(
          .init(
            file: pool.file,
            row: 1,
            reason: .missingColumn(name: name, header: pool.header)
          )
        )
      }
      let isOwn = name == pool.stratumColumn || name == pool.layout.measureColumn
      guard !PrivateContent.isPrivate(column: name), !(isSealed && isOwn) else {
        throw PublicationRefused.privateColumn(name)
      }
      indices.append(index)
    }
    self.indices = indices
  }

  /// A line of the public list.
  public struct Row: Sendable {
    fileprivate var id: [UInt8]
    fileprivate var line: [UInt8]
    fileprivate var stratum: Int
    fileprivate var cells: [String]
  }

  /// The public line of a selected unit; reserves are not published.
  ///
  /// - Parameter unit: the unit.
  /// - Returns: its identifier and the columns that are published.
  /// - Throws: ``PublicationRefused`` for a cell that holds a telephone or identity number.
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
    return Row(
      id: Array(unit.id),
      line: Array(line.utf8) + [0x0A],
      stratum: unit.stratum,
      cells: isSealed ? indices.map { cells[$0] } : []
    )
  }

  /// Adds lines.
  ///
  /// - Parameter rows: the lines, in any order.
  public mutating func add(_ rows: [Row]) { self.rows += rows }

  /// Refuses a column whose values tell the strata of a sealed draw.
  ///
  /// Values that stand for several units are looked at: where each of them belongs to one stratum
  /// alone, they cover at least half of the units, and not all belong to the same, the column is
  /// another name of the strata.
  private func checkColumns() throws(PublicationRefused) {
    for (place, name) in columns.enumerated() {
      var strata: [String: (units: Int, strata: Set<Int>)] = [:]
      for row in rows {
        strata[row.cells[place], default: (0, [])].units += 1
        strata[row.cells[place], default: (0, [])].strata.insert(row.stratum)
      }
      let repeated = strata.values.filter { $0.units > 1 }
      let covered = repeated.reduce(0) { $0 + $1.units }
      if covered * 2 >= rows.count, repeated.allSatisfy({ $0.strata.count == 1 }),
        Set(repeated.flatMap(\.strata)).count > 1
      {
        throw .revealingColumn(name)
      }
    }
  }

  /// Writes both files, without showing them yet.
  ///
  /// - Parameter receipt: the internal receipt.
  /// - Returns: the files, to be committed.
  /// - Throws: `OutputError`.
  public func write(_ receipt: Receipt) throws -> [OutputFile] {
    if isSealed { try checkColumns() }
    try OutputFile.makeFolder(folder)
    let list = try OutputFile("\(folder)/selection.csv", isPrivate: false)
    let header = ([idName] + columns).map(CSVText.field).joined(separator: ",") + "\n"
    try list.write(header)
    for row in rows.sorted(by: { $0.id.lexicographicallyPrecedes($1.id) }) {
      try list.write(row.line)
    }
    try list.finish()
    let document = try OutputFile("\(folder)/receipt.json", isPrivate: false)
    try document.write(try JSONText.encode(PublicReceipt(receipt)))
    try document.finish()
    return [list, document]
  }
}

/// What must not be published (exit status 64 for a column, 65 for a cell).
public enum PublicationRefused: ExplainedError, Hashable {
  /// An open draw by a risk class: whoever knows the key can work out the class of every unit.
  case openRiskClass(column: String)
  /// A column of classes, scores, telephone or identity numbers.
  case privateColumn(String)
  /// A column whose values tell the strata of a sealed draw.
  case revealingColumn(String)
  /// A cell that holds a telephone or identity number.
  case privateCell(column: String, kind: PrivateContent)

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .openRiskClass(let column):
      language(
        "an open draw by \"\(column)\" shows the class of every unit; commit with --sealed,"
          + " or add --open-strata if the classes are public",
        "按“\(column)”公开抽取会泄露每个对象的等级，请使用 commit --sealed；如等级本已公开，请加 --open-strata"
      )
    case .privateColumn(let column):
      language(
        "the column \"\(column)\" must not be published; leave it out of --publish-columns",
        "“\(column)”列不得公开，请从 --publish-columns 中去掉"
      )
    case .revealingColumn(let column):
      language(
        "the column \"\(column)\" tells the strata of this sealed draw; leave it out of"
          + " --publish-columns",
        "“\(column)”列会泄露密封抽取的分类，请从 --publish-columns 中去掉"
      )
    case .privateCell(let column, .telephone):
      language(
        "a selected unit's \"\(column)\" holds a telephone number; leave the column out",
        "被抽中对象的“\(column)”中含有电话号码，请不要公开该列"
      )
    case .privateCell(let column, .identityNumber):
      language(
        "a selected unit's \"\(column)\" holds an identity number; leave the column out or give the"
          + " units numbers of their own",
        "被抽中对象的“\(column)”中含有身份证号，请不要公开该列，或改用其他编号"
      )
    }
  }
}
