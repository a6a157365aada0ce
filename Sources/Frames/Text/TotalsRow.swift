internal import Sampling

/// Recognises a row of totals by its name: 合计, `合 计：`, 全县合计, `总计 1200 户`, Total, `Grand total:`.
///
/// A row of totals that is taken for a stratum or a unit doubles every sum in silence, so that tables and
/// pools refuse it unless they are told to keep it. Only the name counts: two rows with equal numbers
/// are no totals.
public enum TotalsRow {
  /// Whether a name is that of a row of totals.
  ///
  /// - Parameter name: the cell of the stratum or the identifier.
  /// - Returns: whether it reads like one.
  /// - Complexity: O(length).
  public static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, let last = name.utf8.last, name.utf8.count <= longest,
      first >= 0x80 || !(0x30...0x39).contains(last), mayBeName(name)
    else { return false }
    var scalars = FoldedText(name).scalars[...]
    // Colons, dashes and brackets around it.
    while let first = scalars.first, marks.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, marks.contains(last) { scalars.removeLast() }
    if let bracket = scalars.firstIndex(of: "("), bracket > scalars.startIndex {
      scalars = scalars[..<bracket]
    }
    let text = String(String.UnicodeScalarView(scalars))
    if names.contains(text) { return true }
    for word in chinese where text != word {
      if text.hasSuffix(word) { return true }
      if text.hasPrefix(word), text.dropFirst(word.count).unicodeScalars.allSatisfy(isOfCount) {
        return true
      }
    }
    return false
  }

  /// Whether a text may be such a name: all have 计 (計), 总 (總), 共 or Latin letters in them.
  ///
  /// Texts with anything else than ASCII and common Chinese characters are looked at in any case, since folding may
  /// make one of these of it.
  private static func mayBeName(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      for (index, byte) in bytes.enumerated() {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xE3, 0xEA...: return true
        case 0xE5...0xE8:
          switch (byte, bytes[index + 1], bytes[index + 2]) {
          case (0xE8, 0xAE, 0xA1), (0xE8, 0xA8, 0x88), (0xE6, 0x80, 0xBB), (0xE7, 0xB8, 0xBD),
            (0xE5, 0x85, 0xB1):
            return true
          default: break
          }
        default: break
        }
      }
      return false
    }
  }

  /// The names, folded: half-width, small letters, no white space.
  private static let names: Set<String> = [
    "合计", "总计", "小计", "共计", "总数", "总和", "汇总", "累计", "合共", "总共", "总合", "计", "total", "totals",
    "subtotal", "subtotals", "sub-total", "sub-totals", "grandtotal", "grandtotals", "sum",
    "sumtotal",
    "totalsum", "overalltotal", "intotal",
  ]
  /// The names that others end with, 全县合计, or that a number follows, 合计1200户.
  private static let chinese = ["合计", "总计", "小计", "共计"]
  private static let marks = Set(":：-—–_=*.。,，、;；()[]【】<>《》\"'“”".unicodeScalars)
  /// Names are short; a long identifier need not be looked at.
  private static let longest = 96

  private static func isOfCount(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || marks.contains(scalar)
      || " /户家个名件处项数量对象单位企业".unicodeScalars.contains(scalar)
  }

  /// Whether an identifier of plain ASCII may be such a name, so that it needs a closer look.
  @inline(__always)
  static func mayBeName(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard length >= 3, length <= 16 else { return false }
    let first = bytes[0] | 0x20
    let isWord =
      first == UInt8(ascii: "t") || first == UInt8(ascii: "s") || first == UInt8(ascii: "g")
    // In brackets, dashes or stars, or „in total“.
    return isWord || first == UInt8(ascii: "i") || bytes[0] < 0x30
  }
}
