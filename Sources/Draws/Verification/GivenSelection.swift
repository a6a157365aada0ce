internal import Foundation
internal import Frames
internal import Sampling

/// A selection as it was given out: the CSV, the JSON or the workbook of `draw`, or the list that was published.
public struct GivenSelection: Sendable {
  /// The file.
  let path: String
  /// The bytes of what can be read only once (standard input, a pipe); nil for a file.
  private let bytes: [UInt8]?
  /// The beginning of the file.
  private let beginning: [UInt8]
  /// Whether the file is JSON, which has no columns of the pool.
  let isJSON: Bool

  /// The column of the identifiers of a selection in JSON.
  static let jsonID = "id"

  /// What a list of selected units has.
  enum Shape: Hashable {
    /// The draw's columns and the pool's.
    case whole
    /// The same for people, as a workbook has them.
    case sheet(Language)
    /// The pool's columns.
    case plain
    /// The identifier, and the columns that were published.
    case list
  }

  /// Opens a selection.
  ///
  /// - Parameter path: the file, `-` for standard input.
  /// - Throws: `InputError`.
  public init(_ path: String) throws {
    self.path = path
    if InputFile.isRegular(path) {
      let reader = try FilePieces(path)
      let beginning = try reader.next(1 << 18)
      let isPlain = FilePieces.isPlainText(beginning)
      // What is compressed is read whole, as any table is.
      let bytes = isPlain ? nil : try GivenSelection.text(path)
      self.bytes = bytes
      self.beginning = bytes.map { Array($0.prefix(1 << 18)) } ?? beginning
    } else {
      let bytes = try GivenSelection.text(path)
      self.bytes = bytes
      beginning = Array(bytes.prefix(1 << 18))
    }
    let first = GivenSelection.withoutMark(beginning).first {
      ![0x20, 0x09, 0x0A, 0x0D].contains($0)
    }
    isJSON = first == UInt8(ascii: "{")
  }

  /// The text of a list that is read whole; of a workbook of two sheets the one that is not sorted anew.
  private static func text(_ path: String) throws -> [UInt8] {
    let sheets = Language.allCases.map { SelectionSheet.name.text(in: $0) }
    return try TableText(path, sheets: sheets).bytes
  }

  private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  }

  /// The heading, by its own delimiter.
  private var header: [String] {
    let text = GivenSelection.withoutMark(beginning)
    let end = text.firstIndex(of: 0x0A) ?? text.endIndex
    let table = try? Table(
      bytes: Array(text[..<end]),
      file: path,
      delimiter: Delimiter.found(in: text),
      allowsRagged: true
    )
    return table?.header ?? []
  }

  /// The name of the first column, which in a list that was published is that of the identifier.
  public var firstColumn: [String] { Array(header.prefix(1)) }

  /// The names of the others, which in a list that was published are the columns beside it.
  var shownColumns: [String] { Array(header.dropFirst()) }

  /// The language of a list that was written for people, with the draw's columns; nil for any other.
  var sheetLanguage: Language? { SelectionSheet.language(of: header) }

  /// What the list has.
  func shape(header pool: [String]) -> Shape {
    let columns = header
    // A pool that has one of the draw's columns itself is written plain alone.
    let isOwn = pool.contains { SelectionFile.columns.contains($0) }
    if !isOwn, columns.starts(with: SelectionFile.columns) { return .whole }
    // A pool with such headings itself has a selection of as many columns, or of seven more.
    if columns.count != pool.count, let language = sheetLanguage { return .sheet(language) }
    return columns.count == pool.count ? .plain : .list
  }

  /// The whole list as a table.
  ///
  /// - Throws: `InputError`; `DataError` for what is neither CSV nor `spotcheck.selection/1`.
  func table() throws -> Table {
    let bytes = try self.bytes ?? InputFile.bytes(of: path)
    guard isJSON else {
      return try Table(
        bytes: bytes,
        file: path,
        delimiter: Delimiter.found(in: GivenSelection.withoutMark(bytes)),
        allowsRepeated: true
      )
    }
    let text = Array(GivenSelection.withoutMark(bytes))
    try JSONKeys.check(text, file: path)
    guard let document = try? JSONDecoder().decode(SelectionDocument.self, from: Data(text)),
      document.schema == SelectionDocument.schemaName
    else {
      throw DataError(
        .init(
          file: path,
          reason: .other(
            Sentence(
              "is no selection in JSON (\(SelectionDocument.schemaName)); use what draw wrote",
              "不是抽取结果 JSON（\(SelectionDocument.schemaName)），请使用 draw 写出的文件"
            )
          )
        )
      )
    }
    return document.table(file: path)
  }

  /// The document as its values; nil for CSV.
  func document() throws -> JSONValue? {
    guard isJSON else { return nil }
    let bytes = try self.bytes ?? InputFile.bytes(of: path)
    return try? JSONDecoder()
      .decode(JSONValue.self, from: Data(GivenSelection.withoutMark(bytes)))
  }

  /// The bytes of the list in their order, to be compared as they are made anew; nil for JSON and for
  /// what can not be read piece by piece.
  func stream() throws -> ListStream? {
    isJSON || bytes != nil ? nil : try ListStream(FilePieces(path))
  }
}

/// A list that is compared with what it should be, piece by piece.
final class ListStream {
  private let pieces: FilePieces
  private var isSameSoFar = true

  fileprivate init(_ pieces: FilePieces) throws {
    self.pieces = pieces
  }

  /// Compares what should come next.
  func take(_ expected: UnsafeRawBufferPointer) throws {
    guard isSameSoFar, !expected.isEmpty else { return }
    isSameSoFar = try pieces.nextEquals(expected)
  }

  /// Compares what should come next.
  func take(_ expected: [UInt8]) throws {
    try expected.withUnsafeBytes { try take($0) }
  }

  /// Whether all was the same, and the list ends here.
  var isSame: Bool {
    get throws { isSameSoFar ? try pieces.next(1).isEmpty : false }
  }
}

extension SelectionDocument {
  /// The units as a table with the draw's columns and the identifier.
  func table(file: String) -> Table {
    Table(
      header: SelectionFile.columns + [GivenSelection.jsonID],
      rows: units.map(\.cells),
      file: file
    )
  }
}
