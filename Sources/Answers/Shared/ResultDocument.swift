internal import Frames
internal import Reports
package import Sampling

/// A command's answer, from which JSON, CSV, the text table and the page are made.
///
/// Its JSON is the same in every language; so is its CSV, but for words that stand in a cell.
package protocol ResultDocument: Encodable {
  /// The rows of CSV, the header first.
  var rows: [[String]] { get }

  /// The rows of CSV with words in a language.
  func rows(_ language: Language) -> [[String]]

  /// The sheets of a workbook, the one that people want first in front.
  func sheets(_ language: Language) -> [ResultSheet]

  /// The text for people: lines, each with a line feed at its end.
  func text(_ language: Language) -> String
}

extension ResultDocument {
  package func rows(_ language: Language) -> [[String]] { rows }

  package func sheets(_ language: Language) -> [ResultSheet] {
    [ResultSheet(language("Result", "结果"), csv: rows(language), language)]
  }

  /// The rows as CSV.
  ///
  /// - Parameters:
  ///   - delimiter: the byte between fields.
  ///   - language: the language of words in cells.
  /// - Returns: a line a row.
  package func csv(delimiter: UInt8, _ language: Language) -> String {
    CSVText.lines(rows(language), delimiter: delimiter)
  }
}

extension Encodable {
  /// The document as JSON, every figure of which is a number.
  ///
  /// Whatever form a document is written in, it goes through here first: no figure is ever infinite or
  /// not a number, in text, CSV or on a page either.
  ///
  /// - Returns: the text.
  /// - Throws: ``FigureOutOfRange`` for a figure that is none.
  package func checkedJSON() throws -> String {
    do {
      return try JSONText.encode(self)
    } catch EncodingError.invalidValue(_, let context) {
      throw FigureOutOfRange(
        path: context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      )
    }
  }
}

/// A figure that has left the range of numbers, or is none (exit status 65).
package struct FigureOutOfRange: ExplainedError, Hashable {
  /// Where it stands in the document.
  package var path: [String]

  /// What it is about.
  package var kind: ErrorKind { .data }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  package func explanation(in language: Language) -> String {
    let name = path.joined(separator: ".")
    return language(
      "the figure \(name) is not defined, or beyond 10^308, for these numbers; state them in a greater unit,"
        + " or leave out what can not be computed",
      "这些数据的 \(name) 无法计算或超过 10^308，请改用较大的单位，或去掉无法计算的部分"
    )
  }
}
