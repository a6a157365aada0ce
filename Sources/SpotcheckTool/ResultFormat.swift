import Answers
import ArgumentParser
import Frames
import Sampling

/// The form in which results are written.
enum ResultFormat: String, ExpressibleByArgument { case text, csv, json }

extension ResultDocument {
  /// Writes the document in a form, and shows it with other outputs of the run.
  ///
  /// - Parameters:
  ///   - format: the form that was named; nil for a workbook where the output is named so, else the usual one.
  ///   - usual: the form where none was named.
  ///   - output: where it goes.
  ///   - others: what is shown with it.
  ///   - language: the language of texts and headings.
  /// - Throws: ``UsageError`` for another form beside a workbook; `WorkbookRefused`; `OutputError`.
  func write(
    _ format: ResultFormat?,
    usual: ResultFormat = .text,
    to output: OutputOptions,
    with others: [OutputFile] = [],
    language: Language
  ) throws {
    let json = try checkedJSON()
    if try output.isWorkbook(format?.rawValue) {
      let sheet = ResultSheet(language("Result", "结果"), csv: rows(language), language)
      try OutputFile.commit(others + [try ResultSheet.write([sheet], to: output.output)])
      return
    }
    let text =
      switch format ?? usual {
      case .text: text(language)
      case .csv: csv(delimiter: try output.delimiterByte, language)
      case .json: json
      }
    let file = try output.open(isPrivate: true)
    try file.write(text)
    try OutputFile.commit(others + [file])
  }
}
