import Answers
import ArgumentParser
import Foundation
import Frames
import Reports
import Sampling

/// How the table that a command begins with is read; others that stand beside it tell by themselves.
struct InputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The character between fields of input and output, one byte, or tab; by default that of"
        + " the input is found in its heading, and the output has commas.",
      "输入和输出的字段分隔符（一个字符或 tab）；默认输入自动识别，输出用逗号",
      value: .delimiter
    )
  )
  var delimiter: String?

  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook; by default the one that has content.",
      "工作簿中的工作表；默认为有内容的那个",
      value: .name
    )
  )
  var sheet: String?

  @Option(
    help: ArgumentHelp(
      "The row of the heading, as a spreadsheet counts; by default it is found.",
      "标题行的行号（按表格软件计数）；默认自动识别",
      value: .row
    )
  )
  var headerRow: Int?

  /// The delimiter that was named; nil for none.
  var namedDelimiter: UInt8? {
    get throws { try delimiter.map { try InputOptions.byte(of: $0) } }
  }

  /// How the table that a command begins with is read.
  var table: TableLayout {
    get throws {
      TableLayout(
        delimiter: try namedDelimiter,
        sheet: sheet,
        heading: .found(row: try InputOptions.row(headerRow))
      )
    }
  }

  /// The row of a heading.
  private static func row(_ row: Int?) throws -> Int? {
    guard let row, row < 1 else { return row }
    throw UsageError(
      "--header-row \(row): rows are counted from 1",
      "--header-row \(row)：行号从 1 开始"
    )
  }

  /// A delimiter as a byte.
  private static func byte(of delimiter: String) throws -> UInt8 {
    let name = delimiter == "tab" || delimiter == "\\t" ? "\t" : delimiter
    guard name.utf8.count == 1, let byte = name.utf8.first, byte < 0x80, byte != 0x22,
      byte == 0x09 || byte >= 0x20
    else {
      throw UsageError(
        "--delimiter \"\(delimiter.excerpt)\" is not one character; write , or ; or tab",
        "--delimiter “\(delimiter.excerpt)”不是单个字符，请写 , 或 ; 或 tab"
      )
    }
    return byte
  }
}

/// Where and how the data of a command is written.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this file instead of standard output.",
      "写入此文件，而不是标准输出",
      value: .file
    )
  )
  var output = "-"

  @OptionGroup var input: InputOptions

  @Flag(
    help: ArgumentHelp(
      "Begin the output with a byte order mark, for Excel.",
      "输出以字节顺序标记开头，便于 Excel 打开"
    )
  )
  var bom = false

  /// The delimiter of the output as a byte.
  var delimiterByte: UInt8 { get throws { try input.namedDelimiter ?? 0x2C } }

  /// How the table that a command begins with is read.
  var table: TableLayout { get throws { try input.table } }

  /// Whether the output is a workbook, by its name; another form that was named beside it is refused.
  func isWorkbook(_ format: String?) throws -> Bool {
    guard WorkbookWriter.isNamed(output) else { return false }
    if let format {
      throw UsageError(
        "--output \(output.excerpt) is a workbook by its name; leave out --format \(format), or name the output"
          + " otherwise",
        "--output \(output.excerpt) 按名称是工作簿，请去掉 --format \(format)，或改用其他文件名"
      )
    }
    return true
  }

  /// Opens the output and writes the byte order mark if it was asked for.
  func open(isPrivate: Bool) throws -> OutputFile {
    let file = try OutputFile(output, isPrivate: isPrivate)
    if bom { try file.write("\u{FEFF}") }
    return file
  }
}

/// A page to look at, beside the data.
struct PageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also write one self-contained HTML page with pictures here.",
      "另写一个自带图表的 HTML 页面",
      value: .file
    )
  )
  var report: String?

  /// The page, if one was asked for, written and not yet shown; only its owner may read it.
  func file(_ document: some PageDocument, language: Language) throws -> [OutputFile] {
    guard let report else { return [] }
    _ = try document.checkedJSON()
    let file = try OutputFile(report, isPrivate: true)
    try file.write(document.page(language, tool: Spotcheck.name).html)
    return [file]
  }
}

/// The rules of a draw or of sizes.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp(
      "A rule for every stratum, or for one: \">35%\", \"A: 10%\". May be repeated.",
      "所有分类或某一分类的规则，例如 \">35%\"、\"A: 10%\"；可多次给出",
      value: .rule
    )
  )
  var ruleTexts: [String] = []

  @Option(
    help: ArgumentHelp(
      "A rule for all strata together. May be repeated.",
      "对全部分类合计的规则，可多次给出",
      value: .plainRule
    )
  )
  var overall: [String] = []

  /// Parses the rules.
  func ruleSet() throws -> RuleSet {
    var set = try RuleOptions.ruleSet(ruleTexts)
    set.overall = try overall.map { text throws(RuleSyntaxError) in try Rule(parsing: text) }
    return set
  }

  /// Parses rules for all strata or for named ones.
  static func ruleSet(_ texts: [String]) throws -> RuleSet {
    var set = RuleSet()
    for text in texts {
      let (name, rule) = Text.split(text)
      set.add(try Rule(parsing: rule), in: try name.map { try Text.name($0, of: "--rule") })
    }
    return set
  }
}
