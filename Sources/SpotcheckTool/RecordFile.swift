import Frames
import Sampling

/// A record in a file.
enum RecordFile {
  /// Reads a record.
  ///
  /// - Throws: `InputError`; `DataError` for what is no record.
  static func read(_ path: String) throws -> DrawRecord {
    let bytes = try InputFile.bytes(of: path)
    do {
      return try DrawRecord(parsing: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw DataError(
        .init(
          file: path,
          reason: .other(
            english: error.explanation(in: .english),
            chinese: error.explanation(in: .chinese)
          )
        )
      )
    }
  }
}
