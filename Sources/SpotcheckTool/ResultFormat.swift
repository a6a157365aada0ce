import Answers
import ArgumentParser
import Frames
import Sampling

/// The form in which results are written.
enum ResultFormat: String, ExpressibleByArgument { case text, csv, json }

/// How a result is written, and where.
struct ResultOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "text (the usual one), csv or json; an output named .xlsx is a workbook.",
      "text（默认）、csv 或 json；输出文件名为 .xlsx 时写成工作簿",
      value: .format
    )
  )
  var format: ResultFormat?

  @OptionGroup var output: OutputOptions

  /// How the table that a command begins with is read.
  var table: TableLayout { get throws { try output.table } }

  /// Whether the result is a workbook; another form that was named is refused then.
  var isWorkbook: Bool { get throws { try output.isWorkbook(format?.rawValue) } }
}

extension SizesDocument {
  /// The sizes as a file that `draw --sizes` takes, written and not yet shown: JSON, or a workbook by its name.
  ///
  /// - Parameters:
  ///   - path: the file, which only its owner may read.
  ///   - language: the language of a workbook.
  /// - Returns: the file.
  /// - Throws: `OutputError`.
  func file(_ path: String, _ language: Language) throws -> OutputFile {
    let json = try checkedJSON()
    if WorkbookWriter.isNamed(path) { return try ResultSheet.write(sheets(language), to: path) }
    let file = try OutputFile(path, isPrivate: true)
    try file.write(json)
    return file
  }
}

extension ResultDocument {
  /// Writes the document as the options say, text where they name no form, and shows it with other outputs of the
  /// run.
  ///
  /// - Parameters:
  ///   - result: form and place.
  ///   - others: what is shown with it.
  ///   - language: the language of texts and headings.
  /// - Throws: what ``write(_:usual:to:with:language:)`` throws.
  func write(to result: ResultOptions, with others: [OutputFile] = [], language: Language) throws {
    try write(result.format, to: result.output, with: others, language: language)
  }

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
      let workbook = try ResultSheet.write(sheets(language), to: output.output)
      try OutputFile.commit(others + [workbook])
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
