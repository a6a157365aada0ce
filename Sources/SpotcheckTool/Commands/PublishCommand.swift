import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck publish`: what an office makes public.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: Language.ofRun(
      "Publish what must be public, and nothing else.",
      "公布应当公开的内容。"
    ),
    subcommands: [PublishItemsCommand.self]
  )
}

/// `spotcheck publish items`: the list of inspection items.
struct PublishItemsCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "items",
    abstract: Language.ofRun(
      "Publish the list of inspection items as page, workbook, CSV and JSON.",
      "公布随机抽查事项清单（网页、工作簿、CSV、JSON）。"
    ),
    discussion: Language.ofRun(
      """
      The columns of the national form alone: compiled by, category, item, subjects, level, method, body and legal \
      basis; the office's codes and notes are not published. The ledger keeps the digests, when and where; another \
      list later is noted as a correction of the one before.

      Example: spotcheck publish items public
      """,
      """
      只公布全国统一表格的列：编制单位、抽查类别、抽查事项、检查对象、事项类别、检查方式、检查主体、检查依据；本单位的编码和备注不公布。\
      台账记下摘要、时间和位置；以后内容有变再次公布时，注明更正的是哪一次。

      示例：spotcheck publish items 公示
      """
    )
  )

  @Argument(help: ArgumentHelp("The folder to write to.", "写入的文件夹", value: .folder))
  var folder: String

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let document = try ItemsDocument(try PublishedItems(of: workspace))
    let written = try document.write(into: folder, common.language, tool: Spotcheck.name)
    // What is shown is noted; a crash between leaves an entry without files, and never files without an entry.
    let noted = try written.publication.note(in: workspace, by: try place.who.name)
    try OutputFile.commit(written.files)
    guard let noted else {
      return say("nothing has changed since the last publication", "内容与上次公布相同")
    }
    if let corrects = noted.corrects {
      say("this corrects what entry \(corrects) published", "本次更正台账第 \(corrects) 条公布的内容")
    }
    say("ledger \(noted.head)", "台账头 \(noted.head)")
  }
}
