internal import CTickets
import Foundation
internal import Sampling

/// The bytes of a pool as seekable text.
///
/// A plain file is read where it lies. A pipe, a compressed file and a text in GB18030 are first
/// written to a temporary file that has no name any more, so that nothing can be left behind.
final class PoolSource: Sendable {
  /// The name for messages, `-` for standard input.
  let file: String
  /// A seekable file of text.
  let descriptor: Int32
  /// Its length in bytes.
  let size: Int
  /// Where the header begins: behind the byte order mark.
  let start: Int
  /// The encoding that the text was in, nil as long as only ASCII was seen.
  let encoding: TextEncoding?
  /// The digest of the bytes as they came; nil where the text is those bytes and the digest is made
  /// beside the census.
  let originalDigest: Digest?
  /// Whether the text was a table of a database or an engine, which has no bytes of its own to digest.
  let isTable: Bool
  /// The kind of workbook and the sheet that the text was made from; plain for text.
  let origin: TableReading

  /// The engine that the text came from, where the selected rows are asked for; nil for a file.
  let session: EngineSession?

  /// The text as it was when it was opened.
  private let state: FileState

  init(
    file: String,
    descriptor: Int32,
    encoding: TextEncoding?,
    originalDigest: Digest?,
    isTable: Bool = false,
    origin: TableReading = TableReading(),
    session: EngineSession? = nil,
    state: FileState? = nil
  ) throws {
    self.isTable = isTable
    self.session = session
    self.origin = origin
    self.file = file
    self.descriptor = descriptor
    self.encoding = encoding
    self.originalDigest = originalDigest
    self.state = try state ?? FileState(of: descriptor, file: file)
    size = self.state.size
    var mark = [UInt8](repeating: 0, count: 3)
    let count = try PoolSource.read(descriptor, at: 0, into: &mark, file: file)
    start = count == 3 && mark == [0xEF, 0xBB, 0xBF] ? 3 : 0
  }

  deinit { close(descriptor) }

  /// Makes sure that the text is as it was when it was opened.
  ///
  /// - Throws: ``InputError`` where it was written to.
  func checkUnchanged() throws(InputError) {
    try state.check(descriptor, file: file)
  }

  /// What is known of a file before it is opened.
  struct Options {
    /// The table of an SQLite database; nil for a file.
    var table: String?
    /// The byte between fields of the text that a table of a database becomes.
    var delimiter: UInt8?
    /// The encoding, nil to find it out.
    var encoding: TextEncoding?
    /// The sheet of a workbook; nil where one alone has content.
    var sheet: String?
    /// The sheet that a receipt names, where nobody names one; the list may have been saved as text since.
    var usualSheet: String?
    /// Names of sheets of which one is meant, where several have content and one alone has such a name.
    var expectedSheets: [String] = []
    /// Whether every cell of a merged range of a workbook has the range's content.
    var fillsMerged = true
    /// What a file may unpack to at most; nil for any length.
    var limit: Int?
    /// Whether text that reads like Big5 or Latin-1 is refused.
    var refusesDoubt = true
    /// Whether a text of GB18030 is left as it is.
    var keepsEncoding = false
  }

  /// Opens a table.
  ///
  /// - Throws: ``InputError``, or ``DataError`` for what holds no table.
  static func open(
    _ path: String,
    options: Options,
    monitor: WorkMonitor
  ) throws -> PoolSource {
    if let table = options.table {
      let database = try DatabaseTable(path, table: table)
      let text = try database.text(
        delimiter: options.delimiter ?? Delimiter.usual[0],
        monitor: monitor
      )
      return try PoolSource(
        file: path,
        descriptor: try duplicate(text.descriptor, file: path),
        encoding: .utf8,
        originalDigest: nil,
        isTable: true
      )
    }
    let opened = try InputFile.open(path)
    let descriptor = path == "-" ? try duplicate(opened, file: path) : opened
    var raw = try unpacked(descriptor, file: path, limit: options.limit, monitor: monitor)
    var head = [UInt8](repeating: 0, count: min(raw.size, 1 << 20))
    let count = try read(raw.descriptor, at: 0, into: &head, file: path)
    let format = FileFormat(of: head[..<count])
    if let problem = format.refusal { throw DataError(.init(file: path, reason: problem)) }
    if let text = try raw.workbookText(format, options: options, monitor: monitor) { return text }
    if isParted(byCarriageReturns: head[..<count]) {
      raw = try raw.withLineFeeds(limit: options.limit, monitor: monitor)
    }
    if options.keepsEncoding { return raw }
    if options.encoding == .gb18030 { return try raw.transcoded(monitor: monitor) }
    let kind = try PoolSource.encoding(of: head[..<count], isWhole: count == raw.size)
    switch (options.encoding, kind) {
    case (nil, .gb18030): return try raw.transcoded(isFound: options.refusesDoubt, monitor: monitor)
    case (.utf8, _), (nil, .utf8): return try raw.known(as: .utf8)
    default: return raw
    }
  }

  /// Whether lines end with a carriage return alone, as in CSV of a classic Macintosh.
  private static func isParted(byCarriageReturns head: ArraySlice<UInt8>) -> Bool {
    guard let first = head.firstIndex(of: 0x0D), !head.contains(0x0A) else { return false }
    // Not the last line's CRLF cut in half.
    return first + 1 < head.endIndex
  }

  /// The same text, of a known encoding.
  private func known(as encoding: TextEncoding) throws -> PoolSource {
    try PoolSource(
      file: file,
      descriptor: try PoolSource.duplicate(descriptor, file: file),
      encoding: encoding,
      originalDigest: originalDigest,
      origin: origin,
      state: state
    )
  }

  /// What the first bytes look like: nil for ASCII, else UTF-8 where they are valid, else GB18030.
  private static func encoding(
    of head: ArraySlice<UInt8>,
    isWhole: Bool
  ) throws -> TextEncoding? {
    guard !head.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard let invalid = head.withUnsafeBytes({ UTF8Check.firstInvalid(in: $0) }) else {
      return .utf8
    }
    // The last character may be cut by the end of the head.
    if !isWhole, invalid > head.count - 4 { return .utf8 }
    // A few bad bytes in a text of UTF-8 do not make it GB18030: the lines decide.
    var lines = (utf8: 0, other: 0)
    for line in head.split(separator: 0x0A) where !line.allSatisfy({ $0 < 0x80 }) {
      let isValid = line.withUnsafeBytes { UTF8Check.firstInvalid(in: $0) } == nil
      if isValid { lines.utf8 += 1 } else { lines.other += 1 }
    }
    return lines.utf8 > lines.other ? .utf8 : .gb18030
  }

  /// Reads bytes at an offset; fewer only at the end of the file.
  static func read(
    _ descriptor: Int32,
    at offset: Int,
    into buffer: inout [UInt8],
    file: String
  ) throws(InputError) -> Int {
    let result = buffer.withUnsafeMutableBytes { memory in
      Result { () throws(InputError) in
        try read(descriptor, at: offset, into: memory, file: file)
      }
    }
    return try result.get()
  }

  /// Reads bytes at an offset; fewer only at the end of the file.
  static func read(
    _ descriptor: Int32,
    at offset: Int,
    into buffer: UnsafeMutableRawBufferPointer,
    file: String
  ) throws(InputError) -> Int {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let count = pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(file: file, reason: SystemReason.current)
      }
      done += count
    }
    return done
  }
}

extension PoolSource {
  /// The file itself where it is plain and seekable, else a copy that is.
  fileprivate static func unpacked(
    _ descriptor: Int32,
    file: String,
    limit: Int?,
    monitor: WorkMonitor
  ) throws -> PoolSource {
    let state = try FileState(of: descriptor, file: file)
    let isSeekable = state.isRegular && lseek(descriptor, 0, SEEK_CUR) == 0
    var first = [UInt8](repeating: 0, count: 1 << 18)
    var count = 0
    if isSeekable {
      count = try read(descriptor, at: 0, into: &first, file: file)
    } else {
      count = try nextPiece(descriptor, into: &first, file: file)
    }
    let unpacker = try decompressor(for: first[..<count], file: file)
    guard !isSeekable || unpacker != nil else {
      return try PoolSource(
        file: file,
        descriptor: descriptor,
        encoding: nil,
        originalDigest: nil,
        state: state
      )
    }
    defer { close(descriptor) }
    if isSeekable { count = try nextPiece(descriptor, into: &first, file: file) }
    monitor.begin(.reading, goal: isSeekable ? state.size : 0)
    let spool = try TemporaryFile()
    var hash = SHA256()
    var size = 0
    func keep(_ bytes: UnsafeRawBufferPointer) throws {
      size += bytes.count
      if let limit, size > limit {
        throw DataError(.init(file: file, reason: .unpacksTooLong(bytes: limit)))
      }
      try spool.append(bytes)
    }
    while count > 0 {
      try first.withUnsafeBytes { piece in
        let piece = UnsafeRawBufferPointer(rebasing: piece[..<count])
        hash.add(piece)
        do {
          if let unpacker {
            try unpacker.unpack(piece) { try keep($0) }
          } else {
            try keep(piece)
          }
        } catch let error as UnpackingError {
          throw error.input(file)
        }
      }
      try monitor.advance(count)
      count = try nextPiece(descriptor, into: &first, file: file)
    }
    try state.check(descriptor, file: file)
    if let unpacker, !unpacker.isComplete { throw InputError.corrupt(file: file) }
    return try PoolSource(
      file: file,
      descriptor: try duplicate(spool.descriptor, file: file),
      encoding: nil,
      originalDigest: hash.digest
    )
  }

  /// The decompressor that the first bytes ask for; nil for plain text.
  private static func decompressor(
    for head: ArraySlice<UInt8>,
    file: String
  ) throws -> (any Decompressor)? {
    func isMarked(_ bytes: UInt8...) -> Bool { head.starts(with: bytes) }
    do throws(UnpackingError) {
      if isMarked(0x1F, 0x8B) { return try GzipDecompressor() }
      if isMarked(0x28, 0xB5, 0x2F, 0xFD) { return try ZstdDecompressor() }
    } catch {
      throw error.input(file)
    }
    return nil
  }

  /// Another descriptor of an open file.
  static func duplicate(_ descriptor: Int32, file: String) throws(InputError) -> Int32 {
    let second = dup(descriptor)
    guard second >= 0 else { throw .unreadable(file: file, reason: SystemReason.current) }
    return second
  }

  /// Reads the next piece of a pipe or file; 0 at its end.
  private static func nextPiece(
    _ descriptor: Int32,
    into buffer: inout [UInt8],
    file: String
  ) throws(InputError) -> Int {
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw .unreadable(file: file, reason: SystemReason.current)
      }
    }
  }
}
