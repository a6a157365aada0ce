package import Sampling

/// A table that no workbook holds.
package enum WorkbookRefused: ExplainedError, Hashable {
  /// There are more rows than a sheet has below its heading (64).
  case rows(file: String, count: Int)
  /// There are more columns than a sheet has (64).
  case columns(file: String, count: Int)
  /// A cell is longer than a spreadsheet takes (65).
  case cell(file: String, row: Int, column: String)
  /// The sheet unpacks to more than 4 GB, beyond which spreadsheets differ (64).
  case size(file: String)

  /// What it is about.
  package var kind: ErrorKind {
    if case .cell = self { .data } else { .usage }
  }

  /// The sentence for a person, with the way out.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  package func explanation(in language: Language) -> String {
    switch self {
    case .rows(let file, let count):
      language(
        "\(file): a sheet has 1,048,575 rows below its heading, and \(count) are to be written; name the output"
          + " .csv",
        "\(file)：工作表标题行以下最多 1,048,575 行，而需写入 \(count) 行，请将输出文件改名为 .csv"
      )
    case .columns(let file, let count):
      language(
        "\(file): a sheet has 16,384 columns, and \(count) are to be written; name the output .csv",
        "\(file)：工作表最多 16,384 列，而需写入 \(count) 列，请将输出文件改名为 .csv"
      )
    case .cell(let file, let row, let column):
      language(
        "\(file): row \(row), column \(column.excerpt): the text is longer than a cell of a workbook holds"
          + " (32,767 characters); name the output .csv",
        "\(file)：第 \(row) 行“\(column.excerpt)”列：文本超过工作簿单元格上限（32,767 个字符），请将输出文件改名为 .csv"
      )
    case .size(let file):
      language(
        "\(file): the sheet is larger than 4 GB, which not every spreadsheet opens; name the output .csv",
        "\(file)：工作表超过 4 GB，部分表格软件无法打开，请将输出文件改名为 .csv"
      )
    }
  }
}
