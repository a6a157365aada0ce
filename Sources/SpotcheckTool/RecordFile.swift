import Frames
import Sampling

/// A record in a file.
enum RecordFile {
  /// Reads a record.
  ///
  /// - Throws: `InputError`; `DataError` for what is no record.
  static func read(_ path: String) throws -> DrawRecord {
    let bytes = try InputFile.bytes(of: path)
    // Repaired, it would be another record than the one whose digest was published.
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataError(.init(file: path, reason: .notText(encoding: "UTF-8")))
    }
    do {
      return try DrawRecord(parsing: text)
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
