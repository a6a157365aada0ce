import Answers
import ArgumentParser
import Draws
import Frames
import Reports
import Sampling

/// Where selection, receipt and public folder of a draw go.
struct SelectionOptions: ParsableArguments {
  @OptionGroup var teams: TeamOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "csv (the usual one), text or json; an output named .xlsx is a workbook.",
      "csv（默认）、text 或 json；输出文件名为 .xlsx 时写成工作簿",
      value: .format
    )
  )
  var format: SelectionFormat?

  @Option(
    help: ArgumentHelp(
      "With a workbook: a second sheet in the order of these columns, as inspectors walk; joined by commas.",
      "输出工作簿时，另加一张按这些列排序的工作表（便于现场走访），以逗号分隔",
      value: .columns
    )
  )
  var sort: String?

  @Flag(help: ArgumentHelp("Write the pool's columns only.", "只写出对象库原有的列"))
  var plain = false

  @Option(help: ArgumentHelp("Write the receipt to this file.", "回执写入此文件", value: .file))
  var receipt: String?

  @Option(
    help: ArgumentHelp(
      "Write what may be published to this folder.",
      "可公布的内容写入此文件夹",
      value: .folder
    )
  )
  var publish: String?

  @Option(
    help: ArgumentHelp(
      "Columns to publish beside the identifier, joined by commas.",
      "除标识外要公布的列，以逗号分隔",
      value: .columns
    )
  )
  var publishColumns: String?

  @Flag(
    help: ArgumentHelp(
      "Publish an open draw although its strata are risk classes.",
      "分类为风险等级时仍公布公开抽取的结果"
    )
  )
  var openStrata = false

  enum SelectionFormat: String, ExpressibleByArgument { case csv, text, json }

  /// Whether the selection is a workbook.
  var isWorkbook: Bool { get throws { try output.isWorkbook(format?.rawValue) } }

  /// The columns that are published beside the identifier.
  var published: [String] { publishColumns?.split(separator: ",").map(String.init) ?? [] }

  /// Refuses what has no meaning without a workbook.
  func check() throws {
    guard try sort == nil || isWorkbook else {
      throw UsageError(
        "--sort goes with a workbook; name the output .xlsx",
        "--sort 须与工作簿同用，请将输出文件名写成 .xlsx"
      )
    }
  }

  /// The frames of the teams; nil where there are none.
  func readTeams() throws -> TeamFrames? {
    let frames = try teams.read()
    guard teams.assignment == nil || frames != nil else {
      throw UsageError(
        "--assignment goes with --posts and --inspectors",
        "--assignment 须与 --posts 和 --inspectors 同时使用"
      )
    }
    return frames
  }

  /// Where the outputs go.
  func places(_ language: Language) throws -> DrawOutputs {
    var outputs = DrawOutputs(tool: Spotcheck.name)
    outputs.selection = output.output
    outputs.hasByteOrderMark = output.bom
    outputs.isPlain = plain
    outputs.receipt = receipt
    outputs.assignment = teams.assignment
    outputs.folder = publish
    outputs.opensStrata = openStrata
    outputs.forms = PublicForms(language, hasByteOrderMark: output.bom) { draw in
      try ResultPage(draw).page(language, tool: Spotcheck.name).html
    }
    let isWorkbook = try isWorkbook
    switch format ?? .csv {
    case _ where isWorkbook:
      let columns = sort?.split(separator: ",").map(String.init) ?? []
      outputs.form = .workbook(language, sortedBy: columns)
    case .csv: break
    case .json: outputs.form = .document { try $0.json }
    case .text: outputs.form = .document { $0.text(in: language) }
    }
    return outputs
  }
}
