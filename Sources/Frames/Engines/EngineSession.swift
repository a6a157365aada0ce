import Foundation
internal import Sampling

/// A conversation with an engine through its client: one transaction, in which a pool is read.
///
/// Whatever is read in it is of one state of the engine's tables: a pool, and later its selected rows. Files that
/// an engine reads have no such state, so that both readings are compared besides, and a file on this machine that
/// is named must stay as it was.
final class EngineSession: Sendable {
  /// What is read.
  let source: EngineSource
  /// The engine's version, as it says it.
  let version: String
  /// The names of the columns.
  let header: [String]
  /// The byte between fields of what is read.
  let delimiter: UInt8
  private let client: EngineClient
  /// The file, where the engine reads one on this machine.
  private let watched: NamedFileState?

  /// Starts the client and asks what there is to read.
  ///
  /// - Parameters:
  ///   - source: what is read.
  ///   - delimiter: the byte between fields of what is read.
  /// - Throws: ``EngineError``.
  init(_ source: EngineSource, delimiter: UInt8) throws {
    self.source = source
    self.delimiter = delimiter
    let engine = source.engine
    if case .file(let path, _) = source.relation {
      watched = NamedFileState(path)
    } else {
      watched = nil
    }
    client = try EngineClient(
      engine.client,
      arguments: engine.arguments(for: source.place),
      environment: engine == .postgres ? ["PGCLIENTENCODING": "UTF8"] : [:]
    )
    let said = try EngineSession.lines(client, source, "SELECT \(engine.version)", engine.opening)
    let heading = try EngineSession.text(
      client,
      source,
      "SELECT * FROM \(source.relation.sql(engine)) AS pool LIMIT 0",
      delimiter: 0x2C
    )
    version = said.first ?? ""
    header = heading.isEmpty ? [] : EngineSession.cells(heading)
  }

  deinit { client.kill() }

  /// Reads columns of every row, as CSV with a heading.
  ///
  /// - Parameters:
  ///   - columns: the columns, of ``header``.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the text.
  /// - Throws: ``EngineError``; `OutputError`; `Interruption`; ``InputError/changed(file:)`` for a file that was
  ///   written to since the session began.
  func read(_ columns: [String], monitor: WorkMonitor) throws -> TemporaryFile {
    monitor.begin(.reading, goal: 0)
    let file = try TemporaryFile()
    try copy(select(columns), monitor: monitor) { try file.append($0) }
    try watched?.check()
    return file
  }

  /// Reads the rows in which a column has one of some texts, every column, as CSV with a heading.
  ///
  /// - Parameters:
  ///   - texts: the texts that are looked for, by column; none of them holds U+0001.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the text, cells in quotes only where they need them.
  /// - Throws: as ``read(_:monitor:)``.
  func rows(where texts: [String: [String]], monitor: WorkMonitor) throws -> TemporaryFile {
    let engine = source.engine
    let split = engine == .postgres ? "string_to_array" : "string_split"
    let conditions = texts.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
      .map { column, texts in
        let list = engine.literal(texts.joined(separator: "\u{1}"))
        return "\(engine.text(ofColumn: column)) IN (SELECT unnest(\(split)(\(list), chr(1))))"
      }
    let condition =
      conditions.isEmpty ? " LIMIT 0" : " WHERE \(conditions.joined(separator: " OR "))"
    monitor.begin(.collecting, goal: 0)
    let file = try TemporaryFile()
    try copy(select(header) + condition, monitor: monitor) { try file.append($0) }
    try watched?.check()
    return try plain(file, monitor: monitor)
  }

  private func select(_ columns: [String]) -> String {
    let engine = source.engine
    let list = columns.map { "\(engine.text(ofColumn: $0)) AS \(engine.identifier($0))" }
      .joined(separator: ", ")
    return "SELECT \(list) FROM \(source.relation.sql(engine)) AS pool"
  }

  private func copy(
    _ query: String,
    monitor: WorkMonitor,
    to body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try EngineSession.copy(client, source, query, delimiter: delimiter, before: "") { bytes in
      try body(bytes)
      try monitor.advance(bytes.count)
    }
  }

  /// The same table with quotes only where they are needed: engines differ in where they write them.
  private func plain(_ file: TemporaryFile, monitor: WorkMonitor) throws -> TemporaryFile {
    let source = try PoolSource(
      file: self.source.name,
      descriptor: try PoolSource.duplicate(file.descriptor, file: self.source.name),
      encoding: .utf8,
      originalDigest: nil,
      isTable: true
    )
    let reader = try BlockReader(
      source,
      from: 0,
      to: source.size,
      wantsDigest: false,
      monitor: monitor
    )
    let plain = try TemporaryFile()
    let block = Block(for: source.size)
    let text = ByteText(capacity: 1 << 16)
    while try reader.next(block) {
      var scanner = RecordScanner(delimiter: delimiter)
      _ = scanner.scan(block.text)
      text.removeAll()
      scanner.forEachRecord(in: block.text) { record in
        for column in 0..<record.count {
          if column > 0 { text.append(delimiter) }
          Array(record.text(column).utf8).withUnsafeBytes {
            CSVText.append($0, delimiter: delimiter, to: text)
          }
        }
        text.append(0x0A)
      }
      try plain.append(text.bytes)
    }
    return plain
  }
}

extension EngineSession {
  /// Sends one statement that copies a query's rows out, and hands over what comes.
  ///
  /// A row with a number that nobody can guess tells where the rows end.
  private static func copy(
    _ client: EngineClient,
    _ source: EngineSource,
    _ query: String,
    delimiter: UInt8,
    hasHeader: Bool = true,
    before: String,
    to body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let engine = source.engine
    var generator = SystemRandomNumberGenerator()
    let mark = Secret(using: &generator).hex
    let target = engine == .postgres ? "STDOUT" : "'/dev/stdout'"
    let byte = engine.literal(String(UnicodeScalar(delimiter)))
    let sent = client.send(
      """
      \(before)COPY (
      \(query)
      ) TO \(target) (FORMAT csv, HEADER \(hasHeader), DELIMITER \(byte));
      COPY (SELECT '\(mark)') TO \(target) (FORMAT csv, HEADER false);

      """
    )
    guard sent else { throw EngineSession.failure(client, source) }
    let end = Array((mark + "\n").utf8)
    var pending: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { room.deallocate() }
    while true {
      let count = try client.read(into: room)
      guard count > 0 else { throw EngineSession.failure(client, source) }
      pending.append(contentsOf: UnsafeRawBufferPointer(rebasing: room[..<count]))
      let isEnd = pending.count >= end.count && pending.suffix(end.count).elementsEqual(end)
      let ready = isEnd ? pending.count - end.count : max(pending.count - end.count, 0)
      try pending.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<ready])) }
      if isEnd { return }
      pending.removeFirst(ready)
    }
  }

  /// A small answer as bytes.
  private static func text(
    _ client: EngineClient,
    _ source: EngineSource,
    _ query: String,
    delimiter: UInt8,
    hasHeader: Bool = true,
    before: String = ""
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try copy(
      client,
      source,
      query,
      delimiter: delimiter,
      hasHeader: hasHeader,
      before: before
    ) { bytes += $0 }
    return bytes
  }

  /// A small answer of one column as lines.
  private static func lines(
    _ client: EngineClient,
    _ source: EngineSource,
    _ query: String,
    _ before: String
  ) throws -> [String] {
    let bytes = try text(
      client,
      source,
      query,
      delimiter: 0x2C,
      hasHeader: false,
      before: before
    )
    // What the opening has printed stands before it.
    return bytes.split(separator: 0x0A).suffix(1).flatMap { cells(Array($0) + [0x0A]) }
  }

  /// The cells of the first line.
  private static func cells(_ line: [UInt8]) -> [String] {
    var scanner = RecordScanner(delimiter: 0x2C)
    var cells: [String] = []
    line.withUnsafeBytes { text in
      _ = scanner.scan(text)
      scanner.forEachRecord(in: text) { record in
        if cells.isEmpty { cells = (0..<record.count).map { record.text($0) } }
      }
    }
    return cells
  }

  /// Why the client has stopped.
  private static func failure(_ client: EngineClient, _ source: EngineSource) -> EngineError {
    let end = client.wait()
    let said = client.said
    let words = said.isEmpty ? "\(source.engine.client) \(end)" : said
    switch end {
    case .notStarted(isMissing: true): return .noClient(source.engine)
    // psql says 2 where it has no connection or has lost it.
    case .notStarted, .signaled: return .unreachable(source.engine, words: words)
    case .exited(2) where source.engine == .postgres:
      return .unreachable(source.engine, words: words)
    case .exited: return .refused(source: source.name, words: words)
    }
  }
}

extension Engine {
  /// What the client is told when it is started: no start-up file, stop at the first error, never ask a person.
  fileprivate func arguments(for place: String) -> [String] {
    switch self {
    case .postgres:
      ["-X", "-q", "-w", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        + (place.isEmpty ? [] : ["--dbname=\(place)"]) + ["-f", "-"]
    default:
      // A database in memory has nothing to write to.
      ["-batch", "-bail", "-no-init"]
        + (place.isEmpty
          ? [":memory:"] : ["-readonly", place.hasPrefix("-") ? "./\(place)" : place])
    }
  }

  /// What a session begins with.
  fileprivate var opening: String {
    switch self {
    case .postgres:
      // A server of version 14 or later then ends a query whose client is gone.
      """
      SET standard_conforming_strings = on;
      SET client_encoding = 'UTF8';
      SET DateStyle = 'ISO, YMD';
      SET TimeZone = 'UTC';
      SELECT set_config(name, '1000', false) FROM pg_settings WHERE name = 'client_connection_check_interval';
      BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

      """
    default:
      """
      SET autoinstall_known_extensions = false;
      BEGIN TRANSACTION READ ONLY;

      """
    }
  }
}
