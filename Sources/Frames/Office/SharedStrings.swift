import Foundation

/// The texts that the cells of a workbook share, one behind the other in memory.
final class SharedStrings: XMLConsumer {
  private let bytes = ByteText(capacity: 1 << 16)
  private var ends: [Int] = []
  private var isText = false
  private var phonetic = 0
  private var start = 0

  /// What all texts together have at most.
  private static let greatestSize = 1 << 28

  /// The text of a number; nil for one that is not there.
  subscript(_ index: Int) -> UnsafeRawBufferPointer? {
    guard ends.indices.contains(index) else { return nil }
    let start = index == 0 ? 0 : ends[index - 1]
    return UnsafeRawBufferPointer(rebasing: bytes.bytes[start..<ends[index]])
  }

  override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
    if strcmp(name, "t") == 0 {
      isText = phonetic == 0
    } else if strcmp(name, "rPh") == 0 {
      phonetic += 1
    }
  }

  override func end(_ name: UnsafePointer<CChar>) {
    if strcmp(name, "t") == 0 {
      isText = false
    } else if strcmp(name, "rPh") == 0 {
      phonetic -= 1
    } else if strcmp(name, "si") == 0 {
      CellEscapes.resolve(in: bytes, from: start)
      start = bytes.count
      ends.append(start)
    }
  }

  override func text(_ piece: UnsafeRawBufferPointer) {
    guard isText else { return }
    bytes.append(piece)
    if bytes.count - start > CellEscapes.longestCell { fail(WorkbookError.longCell) }
    if bytes.count > SharedStrings.greatestSize { fail(WorkbookError.bomb) }
  }
}

/// Control characters in cells, which XML can not hold and Excel writes as `_x000D_`.
enum CellEscapes {
  /// Bytes of a cell: 32,767 characters, and room for other programs.
  static let longestCell = 1 << 18

  private static let mark = ByteSearch("_x")

  /// Puts the characters in place of their escapes, from an offset on.
  static func resolve(in text: ByteText, from start: Int) {
    let bytes = UnsafeRawBufferPointer(rebasing: text.bytes[start...])
    guard bytes.count >= 7, mark.first(in: bytes) != nil else { return }
    var result: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == 0x5F, WorkbookText.isEscape(bytes, at: offset),
        let value = UInt32(
          String(decoding: bytes[offset + 2..<offset + 6], as: UTF8.self),
          radix: 16
        ),
        let scalar = Unicode.Scalar(value)
      {
        result.append(contentsOf: String(scalar).utf8)
        offset += 7
      } else {
        result.append(bytes[offset])
        offset += 1
      }
    }
    text.truncate(to: start)
    text.append(result)
  }
}
