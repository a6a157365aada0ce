internal import Sampling

/// Text that is no UTF-8 and would decode as GB18030 without being it: Big5 and Latin-1.
///
/// Nearly every pair of bytes is a code of GB18030, so that a list in Big5 or Latin-1 decodes to
/// characters that nobody wrote. The places of the bytes tell: in GB18030 a common character has both
/// of its bytes above A0, in Big5 half of the characters have the second below 7F and no first byte
/// is below A1, and in Latin-1 a byte above 7F stands alone between letters.
enum EncodingDoubt {
  case big5
  case latin1

  /// Looks at a text that is not UTF-8.
  ///
  /// Nil where nothing speaks against GB18030.
  ///
  /// - Parameter bytes: the text or a part of it, from the beginning of a line on.
  /// - Complexity: O(length).
  init?(_ bytes: some Sequence<UInt8>) {
    var (pairs, low, outside, single, runs) = (0, 0, 0, 0, 0)
    var rest = bytes.makeIterator()
    var next = rest.next()
    // The length of a run of high bytes, and what stands behind it.
    var run = 0
    while let byte = next {
      next = rest.next()
      if byte >= 0x80 {
        run += 1
        continue
      }
      if run == 1, !(0x30...0x39).contains(byte) { single += 1 }
      if run > 0 { runs += 1 }
      run = 0
    }
    if run == 1 { single += 1 }
    if run > 0 { runs += 1 }
    rest = bytes.makeIterator()
    while let lead = rest.next() {
      guard lead >= 0x80 else { continue }
      guard let trail = rest.next() else { break }
      pairs += 1
      if lead < 0xA1 || lead > 0xF9 { outside += 1 }
      if (0x40...0x7E).contains(trail) {
        low += 1
      } else if trail < 0xA1 {
        outside += 1
      }
    }
    if runs > 0, single * 5 >= runs * 4 {
      self = .latin1
    } else if pairs >= 4, outside == 0, low * 5 >= pairs {
      self = .big5
    } else {
      return nil
    }
  }

  /// What to do about it.
  var problem: DataProblem {
    switch self {
    case .big5:
      .other(
        Sentence(
          "reads like Big5, which would become other characters; save the file as UTF-8 (in"
            + " Excel: \"CSV UTF-8\"), or if it is GB18030 say so with \(Setting.encoding) gb18030",
          "看似 Big5 编码，按 GB18030 读取会变成别的字；请另存为 UTF-8（Excel 中选“CSV UTF-8”），"
            + "如确为 GB18030 请加 \(Setting.encoding) gb18030"
        )
      )
    case .latin1:
      .other(
        Sentence(
          "reads like Latin-1 (Windows-1252), neither UTF-8 nor GB18030; save the file as"
            + " UTF-8 (in Excel: \"CSV UTF-8\"), or if it is GB18030 say so with \(Setting.encoding) gb18030",
          "看似 Latin-1（Windows-1252）编码，既非 UTF-8 也非 GB18030；请另存为 UTF-8（Excel 中选"
            + "“CSV UTF-8”），如确为 GB18030 请加 \(Setting.encoding) gb18030"
        )
      )
    }
  }
}

/// Counts the rows of a text as a spreadsheet does: a line break inside quotes ends none.
struct RowCounter {
  /// Rows that have ended.
  private(set) var rows = 0
  private var isQuoted = false

  /// Counts the rows that end in a piece.
  mutating func add(_ piece: some Sequence<UInt8>) {
    for byte in piece {
      if byte == 0x22 {
        isQuoted.toggle()
      } else if byte == 0x0A, !isQuoted {
        rows += 1
      }
    }
  }

  /// The row, from 1, that the byte behind a piece stands in.
  func row(behind piece: some Sequence<UInt8>) -> Int {
    var counter = self
    counter.add(piece)
    return counter.rows + 1
  }
}
