internal import CTickets

/// The encoding of a text file.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8, with or without byte order mark.
  case utf8 = "utf-8"
  /// GB18030, which contains GBK and GB 2312.
  case gb18030 = "gb18030"

  /// The name as standards write it.
  public var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    }
  }
}

/// The bytes of a text file as UTF-8 without byte order mark.
struct DecodedText {
  /// The text.
  var bytes: [UInt8]
  /// The encoding that it was in.
  var encoding: TextEncoding

  /// Decodes a whole file.
  ///
  /// Without a named encoding, what is valid UTF-8 is UTF-8, and anything else is GB18030 if it
  /// decodes as that. (A text in GB18030 is valid UTF-8 only if it is ASCII or a few characters
  /// long.)
  ///
  /// - Throws: ``DataError``, with the row, for bytes that are neither, or not of the encoding named.
  init(_ bytes: [UInt8], file: String, encoding named: TextEncoding?) throws(DataError) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let content = hasMark ? Array(bytes.dropFirst(3)) : bytes
    let invalid = content.withUnsafeBytes { UTF8Check.firstInvalid(in: $0) }
    if named != .gb18030 {
      if invalid == nil {
        self.bytes = content
        self.encoding = .utf8
        return
      }
      guard named == nil, !hasMark else {
        throw DecodedText.error(content, at: invalid ?? 0, file: file, encoding: "UTF-8")
      }
    }
    if named == nil, let first = content.firstIndex(where: { $0 >= 0x80 }), !content.contains(0),
      let doubt = EncodingDoubt(content.prefix(1 << 18))
    {
      let row = RowCounter().row(behind: content[..<first])
      throw DataError(.init(file: file, row: row, reason: doubt.problem))
    }
    switch GB18030.decode(content) {
    case .text(let text):
      self.bytes = text
      self.encoding = .gb18030
    case .invalid(let offset):
      let name = named == nil ? "UTF-8 or GB18030" : "GB18030"
      let place = named == nil ? invalid ?? offset : offset
      throw DecodedText.error(content, at: place, file: file, encoding: name)
    }
  }

  private static func error(
    _ bytes: [UInt8],
    at offset: Int,
    file: String,
    encoding: String
  ) -> DataError {
    if let problem = FileFormat(of: bytes[...]).refusal {
      return DataError(.init(file: file, reason: problem))
    }
    let nul = bytes.firstIndex(of: 0)
    let row = RowCounter().row(behind: bytes[..<(nul ?? offset)])
    let reason: DataProblem = nul == nil ? .notText(encoding: encoding) : .nul
    return DataError(.init(file: file, row: row, reason: reason))
  }
}

/// The check that bytes are UTF-8: shortest form, no surrogate, at most U+10FFFF.
enum UTF8Check {
  /// The offset of the first byte that is not part of a valid sequence, or nil.
  static func firstInvalid(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return nil }
    let valid = ct_utf8_valid(base, bytes.count)
    return valid == bytes.count ? nil : valid
  }
}
