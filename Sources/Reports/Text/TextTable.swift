/// A table for a terminal, aligned by the width that characters take there.
public struct TextTable: Sendable {
  /// The names of the columns.
  public var header: [String]
  /// The rows, each with as many cells as the header.
  public var rows: [[String]]
  /// Columns of numbers, which are aligned at their right edge.
  public var rightAligned: Set<Int>

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - header: the names of the columns.
  ///   - rows: the rows, each with as many cells as the header.
  ///   - rightAligned: the columns of numbers.
  public init(header: [String], rows: [[String]], rightAligned: Set<Int> = []) {
    self.header = header
    self.rows = rows
    self.rightAligned = rightAligned
  }

  /// The table, a line a row, without white space at the ends of lines.
  public var text: String {
    let lines = [header] + rows
    let widths = header.indices.map { column in
      lines.map { TextTable.width(of: $0[column]) }.max() ?? 0
    }
    return lines.map { line in
      var result = ""
      for (column, cell) in line.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - TextTable.width(of: cell))
        result += rightAligned.contains(column) ? padding + cell : cell + padding
        result += column == line.count - 1 ? "" : "  "
      }
      while result.last == " " { result.removeLast() }
      return result + "\n"
    }.joined()
  }

  /// The columns that a text takes on a terminal.
  ///
  /// Two for East Asian wide characters (Unicode TR 11, the blocks that names are written in), none
  /// for combining marks, one for anything else.
  ///
  /// - Parameter text: the text, without control characters.
  /// - Returns: the width.
  public static func width(of text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x20000...0x3FFFD:
        width + 2
      default:
        scalar.properties.generalCategory == .nonspacingMark ? width : width + 1
      }
    }
  }
}
