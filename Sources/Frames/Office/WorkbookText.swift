/// Texts as the XML of a workbook holds them.
enum WorkbookText {
  /// UTF-16 units of a cell at most.
  static let longestCell = 32_767

  /// Adds a text that a reader gets back byte for byte.
  ///
  /// What XML can not hold, and a carriage return, which it would make a line feed, is written `_x000D_`
  /// (ECMA-376-1, 22.9.2.19, ST_Xstring); a text that looks like such an escape has its underscore escaped.
  static func append(_ text: String, to xml: ByteText) {
    var text = text
    text.withUTF8 { text in
      let bytes = UnsafeRawBufferPointer(text)
      var start = 0
      for (index, byte) in bytes.enumerated() {
        let replacement: StaticString?
        switch byte {
        case UInt8(ascii: "&"): replacement = "&amp;"
        case UInt8(ascii: "<"): replacement = "&lt;"
        case UInt8(ascii: ">"): replacement = "&gt;"
        case UInt8(ascii: "\""): replacement = "&quot;"
        case UInt8(ascii: "_") where isEscape(bytes, at: index): replacement = "_x005F_"
        case 0x00..<0x20 where byte != 0x09 && byte != 0x0A: replacement = nil
        case 0xEF where isNoCharacter(bytes, at: index): replacement = nil
        default: continue
        }
        xml.append(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
        start = index + 1
        if let replacement {
          xml.append(
            UnsafeRawBufferPointer(
              start: replacement.utf8Start,
              count: replacement.utf8CodeUnitCount
            )
          )
        } else if byte == 0xEF {
          xml.append(Array((bytes[index + 2] == 0xBE ? "_xFFFE_" : "_xFFFF_").utf8))
          start = index + 3
        } else {
          xml.append(Array("_x00".utf8))
          for digit in [byte >> 4, byte & 0xF] {
            xml.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
          }
          xml.append(UInt8(ascii: "_"))
        }
      }
      xml.append(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// Whether a text goes on as `_x000D_` from an underscore.
  static func isEscape(_ bytes: some RandomAccessCollection<UInt8>, at offset: Int) -> Bool {
    let text = bytes.dropFirst(offset).prefix(7)
    guard text.count == 7, text.first == UInt8(ascii: "_"), text.last == UInt8(ascii: "_"),
      text.dropFirst().first == UInt8(ascii: "x")
    else { return false }
    return text.dropFirst(2).prefix(4).allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
      default: false
      }
    }
  }

  /// U+FFFE and U+FFFF, which are no characters of XML.
  private static func isNoCharacter(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
  }

  /// The columns that a text takes in a sheet: two for a character of three bytes or more, as Chinese ones are.
  static func width(of text: String) -> Int {
    text.utf8.reduce(0) { $0 + ($1 < 0x80 || $1 & 0xE0 == 0xC0 ? 1 : $1 >= 0xE0 ? 2 : 0) }
  }

  /// The letters of a column, counted from 0.
  static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(0x41 + column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }

  /// A name that a sheet may have, and none of the others has: at most 31 UTF-16 units, without `[ ] : * ? / \`
  /// and control characters, no apostrophe at an end, not `History`.
  ///
  /// - Parameters:
  ///   - name: what the sheet should be called.
  ///   - others: the names that are taken; capitals and small letters are the same.
  /// - Returns: the name, with hyphens for what can not stand in it, shortened, and numbered where it is taken.
  static func sheetName(_ name: String, besides others: [String]) -> String {
    func cut(_ text: String, _ length: Int) -> String {
      var text = text
      while text.utf16.count > length { text.removeLast() }
      return text
    }
    let legal = String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          let isLegal =
            !"[]:*?/\\".unicodeScalars.contains(scalar)
            && scalar.properties.generalCategory != .control
            && !["\u{FFFE}", "\u{FFFF}"].contains(scalar)
          return isLegal ? scalar : "-"
        }
      )
    )
    var plain = cut(legal, 31)
    if plain.isEmpty { plain = "-" }
    if plain.hasPrefix("'") { plain = "-" + plain.dropFirst() }
    if plain.hasSuffix("'") { plain = plain.dropLast() + "-" }
    if plain.lowercased() == "history" { plain += "-" }
    let taken = Set(others.map { $0.lowercased() })
    var (result, number) = (plain, 1)
    while taken.contains(result.lowercased()) {
      number += 1
      let end = " (\(number))"
      result = cut(plain, 31 - end.utf16.count) + end
    }
    return result
  }
}
