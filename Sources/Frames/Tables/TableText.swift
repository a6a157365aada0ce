import Foundation
public import Sampling

/// The text of a small table in memory, whatever its file is: plain, compressed, a workbook.
///
/// The one way in for every table but the pool, which is streamed by the same steps.
public struct TableText: Sendable {
  /// The file, `-` for standard input.
  public let file: String
  /// The text, UTF-8 or GB18030.
  public let bytes: [UInt8]
  /// The SHA-256 of the file's bytes as they lie.
  public let digest: Digest
  /// The kind of workbook and the sheet that was read, in a plain reading otherwise.
  let origin: TableReading

  /// What a small table has at most, unpacked.
  public static let greatestSize = 1 << 28

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - sheet: the sheet of a workbook; nil where one alone has content.
  ///   - sheets: names of sheets of which one is meant, where several have content.
  ///   - fillsMerged: whether every cell of a merged range of a workbook has the range's content.
  /// - Throws: ``InputError``; ``DataError`` for what holds no table, or unpacks to more than
  ///   ``greatestSize``; ``OutputError`` where a temporary file can not be written.
  /// - Complexity: O(bytes).
  public init(
    _ path: String,
    sheet: String? = nil,
    sheets: [String] = [],
    fillsMerged: Bool = true
  ) throws {
    var options = PoolSource.Options()
    options.sheet = sheet
    options.expectedSheets = sheets
    options.fillsMerged = fillsMerged
    options.limit = TableText.greatestSize
    options.keepsEncoding = true
    let source = try PoolSource.open(path, options: options, monitor: WorkMonitor())
    file = path
    origin = source.origin
    var bytes = [UInt8](repeating: 0, count: source.size)
    let count = try PoolSource.read(source.descriptor, at: 0, into: &bytes, file: path)
    bytes.removeSubrange(count...)
    self.bytes = bytes
    digest = source.originalDigest ?? SHA256.digest(of: bytes)
  }

  /// Text that is in memory already.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - file: its name for messages.
  public init(bytes: [UInt8], file: String) {
    self.file = file
    self.bytes = bytes
    digest = SHA256.digest(of: bytes)
    origin = TableReading()
  }
}
