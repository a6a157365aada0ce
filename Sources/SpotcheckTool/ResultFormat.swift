import Answers
import ArgumentParser
import Frames
import Sampling

/// The form in which results are written.
enum ResultFormat: String, ExpressibleByArgument { case text, csv, json }

extension ResultDocument {
  /// Writes the document in a form, and shows it with other outputs of the run.
  func write(
    _ format: ResultFormat,
    to output: OutputOptions,
    with others: [OutputFile] = [],
    language: Language
  ) throws {
    let json = try checkedJSON()
    let text =
      switch format {
      case .text: text(language)
      case .csv: csv(delimiter: try output.delimiterByte, language)
      case .json: json
      }
    let file = try output.open(isPrivate: true)
    try file.write(text)
    try OutputFile.commit(others + [file])
  }
}
