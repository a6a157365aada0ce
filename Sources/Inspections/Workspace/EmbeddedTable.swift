/// A table that comes with the program: a file of our own without quotes, whose form a test holds.
enum EmbeddedTable {
  /// The rows below the heading, each read.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - read: what a row of four cells is; nil for a damaged one.
  /// - Returns: the rows in their order.
  static func rows<Row>(_ bytes: [UInt8], _ read: ([String]) -> Row?) -> [Row] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4, let row = read(cells) else {
        preconditionFailure("a table that comes with the program is damaged: \(line)")
      }
      return row
    }
  }
}
