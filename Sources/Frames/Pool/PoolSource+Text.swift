import Foundation
internal import Sampling

extension PoolSource {
  /// The same text decoded from GB18030.
  ///
  /// - Parameters:
  ///   - isFound: whether nobody named the encoding, so that text that reads like another one is refused.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the text as UTF-8.
  /// - Throws: ``DataError`` with the row where it is not GB18030 either.
  func transcoded(isFound: Bool = false, monitor: WorkMonitor) throws -> PoolSource {
    monitor.begin(.reading, goal: size)
    let spool = try TemporaryFile()
    var hash = SHA256()
    var pending: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var offset = 0
    var rows = RowCounter()
    var isDoubtful = isFound
    while true {
      let count = try PoolSource.read(descriptor, at: offset, into: &chunk, file: file)
      hash.add(chunk[..<count])
      offset += count
      pending += chunk[..<count]
      // No code holds a line feed, so that whole lines hold whole characters.
      let feed = chunk[..<count].lastIndex(of: 0x0A)
      let end = count == 0 ? pending.count : feed.map { pending.count - count + $0 + 1 } ?? 0
      guard pending.count - end <= Block.greatestCapacity else {
        throw DataError(.init(file: file, reason: .recordTooLong(bytes: Block.greatestCapacity)))
      }
      let lines = pending[..<end]
      if isDoubtful, let first = lines.firstIndex(where: { $0 >= 0x80 }) {
        isDoubtful = false
        if let doubt = EncodingDoubt(lines) {
          let row = rows.row(behind: lines[..<first])
          throw DataError(.init(file: file, row: row, reason: doubt.problem))
        }
      }
      switch GB18030.decode(lines) {
      case .text(let text): _ = try text.withUnsafeBytes { try spool.append($0) }
      case .invalid(let place):
        let nul = lines.firstIndex(of: 0).map { $0 - lines.startIndex }
        let row = rows.row(behind: lines.prefix(nul ?? place))
        let reason: DataProblem = nul == nil ? .notText(encoding: "UTF-8 or GB18030") : .nul
        throw DataError(.init(file: file, row: row, reason: reason))
      }
      rows.add(lines)
      pending.removeSubrange(..<end)
      if count == 0 { break }
      try monitor.advance(count)
    }
    try checkUnchanged()
    ReadingLog.current?.add(file, "is read as GB18030", "按 GB18030 读取")
    return try PoolSource(
      file: file,
      descriptor: try PoolSource.duplicate(spool.descriptor, file: file),
      encoding: .gb18030,
      originalDigest: originalDigest ?? hash.digest,
      origin: origin
    )
  }

  /// The same text with a line feed for every carriage return, where it has no line feed itself.
  func withLineFeeds(limit: Int?, monitor: WorkMonitor) throws -> PoolSource {
    monitor.begin(.reading, goal: size)
    let spool = try TemporaryFile()
    var hash = SHA256()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var offset = 0
    var isAfterReturn = false
    while true {
      let count = try PoolSource.read(descriptor, at: offset, into: &chunk, file: file)
      guard count > 0 else { break }
      hash.add(chunk[..<count])
      offset += count
      var text: [UInt8] = []
      text.reserveCapacity(count)
      for byte in chunk[..<count] {
        // A line feed far behind the beginning ends the line that its carriage return has ended.
        if byte != 0x0A || !isAfterReturn { text.append(byte == 0x0D ? 0x0A : byte) }
        isAfterReturn = byte == 0x0D
      }
      _ = try text.withUnsafeBytes { try spool.append($0) }
      try monitor.advance(count)
    }
    try checkUnchanged()
    return try PoolSource(
      file: file,
      descriptor: try PoolSource.duplicate(spool.descriptor, file: file),
      encoding: encoding,
      originalDigest: originalDigest ?? hash.digest,
      origin: origin
    )
  }

  /// The digest of the bytes as they lie.
  func digest() throws -> Digest {
    if let originalDigest { return originalDigest }
    var hash = SHA256()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var offset = 0
    while true {
      let count = try PoolSource.read(descriptor, at: offset, into: &chunk, file: file)
      guard count > 0 else { return hash.digest }
      hash.add(chunk[..<count])
      offset += count
    }
  }
}
