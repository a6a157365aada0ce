internal import Foundation
internal import Frames
internal import Sampling

/// A selection as it was given out: the CSV or the JSON of `draw`, or the list that was published.
public struct GivenSelection: Sendable {
  /// The rows, with the columns that the file has; of JSON those of the draw and ``jsonID``.
  let table: Table
  /// Whether the file is JSON, which has no columns of the pool.
  let isJSON: Bool

  /// The column of the identifiers of a selection in JSON.
  static let jsonID = "id"

  /// Reads a selection.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - delimiter: the byte between fields of CSV.
  /// - Throws: `InputError`; `DataError` for what is neither CSV nor `spotcheck.selection/1`.
  public init(_ path: String, delimiter: UInt8) throws {
    let bytes = try InputFile.bytes(of: path)
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    isJSON = first == UInt8(ascii: "{")
    guard isJSON else {
      table = try Table(bytes: bytes, file: path, delimiter: delimiter)
      return
    }
    try JSONKeys.check(bytes, file: path)
    guard let document = try? JSONDecoder().decode(SelectionDocument.self, from: Data(bytes)),
      document.schema == SelectionDocument.schemaName
    else {
      throw DataError(
        .init(
          file: path,
          reason: .other(
            english:
              "is no selection in JSON (\(SelectionDocument.schemaName)); use what draw wrote",
            chinese: "不是抽取结果 JSON（\(SelectionDocument.schemaName)），请使用 draw 写出的文件"
          )
        )
      )
    }
    table = Table(
      header: SelectionFile.columns + [GivenSelection.jsonID],
      rows: document.units.map(\.cells),
      file: path
    )
  }

  /// The name of the first column, which in a list that was published is that of the identifier.
  public var firstColumn: [String] { Array(table.header.prefix(1)) }

  /// The identifier of a row as the pool has it, before normalisation.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - columns: the columns of the identifier in the pool, the first that is not empty counts.
  /// - Returns: the text, empty where there is none.
  func identifier(of row: Table.Row, columns: [String]) -> String {
    (isJSON ? [GivenSelection.jsonID] : columns).lazy
      .compactMap { table.index(of: $0) }.map { row.cells[$0] }.first { !$0.isEmpty } ?? ""
  }
}
