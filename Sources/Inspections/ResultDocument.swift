internal import Frames
public import Sampling

/// A command's answer, from which JSON, CSV, the text table and the page are made.
public protocol ResultDocument: Encodable {
  /// The rows of CSV, the header first.
  var rows: [[String]] { get }

  /// The text for people.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  func text(_ language: Language) -> String
}

extension ResultDocument {
  /// The rows as CSV.
  ///
  /// - Parameter delimiter: the byte between fields.
  /// - Returns: a line a row.
  public func csv(delimiter: UInt8 = 0x2C) -> String {
    CSVText.lines(rows, delimiter: delimiter)
  }
}
