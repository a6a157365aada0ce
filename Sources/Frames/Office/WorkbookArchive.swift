internal import CMinizip

/// The parts of a workbook in a ZIP archive, unpacked as they are read.
final class WorkbookArchive {
  private let archive: unzFile
  private var buffer = [UInt8](repeating: 0, count: 1 << 17)

  /// A part that grows by more than this is no part of a workbook; deflate itself ends at 1,032.
  private static let greatestRatio = 500
  /// Below this a part may grow as it likes.
  private static let harmless = 1 << 26

  /// Opens the archive in a seekable file.
  init(_ descriptor: Int32) throws {
    guard let archive = cm_open(descriptor) else { throw WorkbookError.damaged(part: "ZIP") }
    self.archive = archive
  }

  deinit { unzClose(archive) }

  /// Whether there is a part of this name.
  func has(_ part: String) -> Bool { unzLocateFile(archive, part, 2) == UNZ_OK }

  /// Unpacks a part and hands it out piece by piece, until `body` answers false.
  ///
  /// - Throws: ``WorkbookError``; what `body` throws.
  func forEachPiece(
    of part: String,
    _ body: (UnsafeRawBufferPointer) throws -> Bool
  ) throws {
    guard has(part) else { throw WorkbookError.damaged(part: part) }
    var info = unz_file_info64()
    unzGetCurrentFileInfo64(archive, &info, nil, 0, nil, 0, nil, 0)
    guard info.flag & 1 == 0 else { throw WorkbookError.encrypted }
    guard unzOpenCurrentFile(archive) == UNZ_OK else { throw WorkbookError.damaged(part: part) }
    var (size, goesOn) = (0, true)
    do {
      while goesOn {
        let room = UInt32(buffer.count)
        let count = Int(unzReadCurrentFile(archive, &buffer, room))
        guard count >= 0 else { throw WorkbookError.damaged(part: part) }
        guard count > 0 else { break }
        size += count
        guard
          size < WorkbookArchive.harmless
            || size / WorkbookArchive.greatestRatio <= Int(info.compressed_size)
        else { throw WorkbookError.bomb }
        goesOn = try buffer.withUnsafeBytes {
          try body(UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
      }
    } catch {
      unzCloseCurrentFile(archive)
      throw error
    }
    // The checksum is compared where the part was read to its end.
    let status = unzCloseCurrentFile(archive)
    guard status == UNZ_OK || !goesOn else { throw WorkbookError.damaged(part: part) }
  }

  /// Reads a part as XML.
  func read(_ part: String, _ consumer: XMLConsumer) throws {
    let reader = try XMLReader(consumer, part: part)
    try forEachPiece(of: part) { piece in
      try reader.feed(piece)
      return true
    }
    try reader.feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
  }
}
