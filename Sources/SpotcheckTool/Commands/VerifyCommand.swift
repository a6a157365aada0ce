import Answers
import ArgumentParser
import Draws
import Foundation
import Frames
import Sampling

/// `spotcheck verify`: recomputes a draw and says exactly what differs.
struct VerifyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: Language.ofRun(
      "Recompute a draw from its receipt and say what differs.",
      "按回执复算一次抽取，指出所有不同之处。"
    ),
    discussion: Language.ofRun(
      """
      Everything is made anew and compared whole. Exit status 0: verified; 1: something differs; 2: nothing \
      differs, and something was not checked, because it was not given. Whether the seed is the one that its \
      source gave can only be told with --seed, typed from the source.

      Example: spotcheck verify receipt.json --pool pool.csv --selection selection.csv --record record.txt \
      --seed "4 6 1 1 3 5 2 6 6 1"

      Anybody, with what was published (of an open draw the pool too, if it is public; of a sealed one \
      without --pool): spotcheck verify public/receipt.json --notice notice.txt \
      --selection public/selection.csv --pool pool.csv --seed "4 6 1 1 3 5 2 6 6 1"
      """,
      """
      全部重新计算并逐项比较。退出码 0：验证通过；1：有不一致；2：未发现不一致，但有内容因未提供材料而未核对。\
      种子是否为来源的结果，只能由核验人从来源查得后用 --seed 给出。

      示例：spotcheck verify 回执.json --pool 对象库.csv --selection 抽取结果.csv --record 记录.txt \
      --seed "4 6 1 1 3 5 2 6 6 1"

      任何人凭公开材料核验（公开抽取且对象库公开时可完整复算；密封抽取去掉 --pool）：\
      spotcheck verify 公示/receipt.json --notice 公告.txt --selection 公示/selection.csv \
      --pool 对象库.csv --seed "4 6 1 1 3 5 2 6 6 1"
      """
    )
  )

  @Argument(
    help: ArgumentHelp(
      "The receipt that the draw wrote, or the one that was published.",
      "抽取时写出的回执，或已公布的回执",
      value: .file
    )
  )
  var receipt: String

  @Option(help: ArgumentHelp("The pool that was drawn from.", "抽取所用的对象库", value: .pool))
  var pool: String?

  @OptionGroup var engine: EngineOptions

  @Option(
    help: ArgumentHelp(
      "The selection as it was given out (CSV, JSON or a workbook), or the list that was"
        + " published.",
      "发出的抽取结果（CSV、JSON 或工作簿），或已公布的名单",
      value: .file
    )
  )
  var selection: String?

  @Option(help: ArgumentHelp("The record that was committed to.", "承诺时写出的记录", value: .record))
  var record: String?

  @Option(
    help: ArgumentHelp(
      "The notice as it was published; that of an open draw holds the record.",
      "已公布的公告；公开抽取的公告含有记录",
      value: .file
    )
  )
  var notice: String?

  @Option(
    help: ArgumentHelp(
      "An export of the office's ledger, in which the head that the notice names is looked up.",
      "台账导出文件，用于核对公告中注明的台账头",
      value: .file
    )
  )
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "The seed as its source gave it, typed from there.",
      "从来源查得的种子",
      value: .seed
    )
  )
  var seed: String?

  @Option(
    help: ArgumentHelp(
      "In a rotation: the receipt of the draw before.",
      "轮换抽取：上一次抽取的回执",
      value: .file
    )
  )
  var after: String?

  @Option(
    help: ArgumentHelp(
      "The record of the draw before, so that it is verified itself.",
      "上一次抽取的记录，以便一并核验",
      value: .record
    )
  )
  var afterRecord: String?

  @Option(help: ArgumentHelp("The pool of the draw before.", "上一次抽取的对象库", value: .pool))
  var afterPool: String?

  @Option(
    help: ArgumentHelp(
      "The units that were kept out of the draw before.",
      "上一次抽取排除的对象",
      value: .file
    )
  )
  var afterExclude: String?

  @OptionGroup var teams: TeamOptions

  @OptionGroup(
    title: Language.ofRun(
      "Columns of the pool, which a public receipt of version 1 does not name",
      "对象库的列（第一版的公开回执未写明）"
    )
  )
  var columns: PoolOptions

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

  @Option(help: ArgumentHelp("text or json.", "text 或 json", value: .format))
  var format: ReportFormat = .text

  @Flag(
    help: ArgumentHelp(
      "Begin the output with a byte order mark, for Excel.",
      "输出以字节顺序标记开头，便于 Excel 打开"
    )
  )
  var bom = false

  @OptionGroup var common: CommonOptions

  enum ReportFormat: String, ExpressibleByArgument { case text, json }

  func execute() throws {
    let given = try GivenReceipt(try InputFile.bytes(of: receipt), file: receipt)
    guard given.isPublished || columns.namesNothing else {
      throw UsageError(
        "the receipt names the columns itself; leave --id, --stratum, --measure, --unclassified and"
          + " --normalize-ids out",
        "回执中已有列名，请去掉 --id、--stratum、--measure、--unclassified 和 --normalize-ids"
      )
    }
    guard columns.conditions.isEmpty else {
      throw UsageError(
        "record and receipt hold the conditions; leave --where out",
        "筛选条件已在记录和回执中，请去掉 --where"
      )
    }
    let verification = try DrawVerification(given, evidence: try evidence())
    let file = try OutputFile(output, isPrivate: true)
    if bom { try file.write("\u{FEFF}") }
    let found = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try verification.run(monitor: monitor)
    }
    switch format {
    case .json: try file.write(try VerificationDocument(found).json)
    case .text:
      for line in found.lines { try file.write(line.sentence(in: common.language) + "\n") }
      try file.write(found.conclusion(in: common.language) + "\n")
    }
    try file.commit()
    switch found.answer {
    case .verified, .formHolds: break
    case .notVerified: throw ExitCode(ExitStatus.no.rawValue)
    case .notChecked: throw ExitCode(ExitStatus.notChecked.rawValue)
    }
  }

  private func evidence() throws -> Evidence {
    var evidence = Evidence()
    let table = try input.table
    let source = try engine.source(besides: pool, columns: columns, input: input)
    evidence.pool = try PoolPlace(pool, source).map { place in
      var layout = try columns.layout(table)
      // What a reader refuses beyond the protocol binds whoever commits and draws.
      layout.refusesTotals = false
      layout.refusesDamage = false
      return place.evidence(layout)
    }
    evidence.exclusions = try columns.exclusions()
    evidence.selection = try selection.map { try GivenSelection($0) }
    evidence.notice = try notice.map { try Notice(try InputFile.bytes(of: $0), file: $0) }
    evidence.ledger = try ledger.map { try GivenLedger(try InputFile.bytes(of: $0), file: $0) }
    evidence.teams = try teams.read()
    evidence.assignment = try teams.assignment.map {
      GivenAssignment(try InputFile.bytes(of: $0), file: $0)
    }
    evidence.seed = try seed.map { try Text.name($0, of: "--seed") }
    if let path = record {
      let record = try RecordFile.read(path)
      evidence.record = record
      let log = try SeedLog(beside: path, commitment: record.commitment)
      evidence.seeds = log?.seeds ?? []
      evidence.earlierSeeds = log?.others ?? []
    }
    guard after != nil || (afterRecord == nil && afterPool == nil && afterExclude == nil) else {
      throw UsageError(
        "--after-record, --after-pool and --after-exclude go with --after",
        "--after-record、--after-pool 和 --after-exclude 须与 --after 同时使用"
      )
    }
    if let after {
      var before = try DrawBefore(try InputFile.bytes(of: after), file: after)
      before.record = try afterRecord.map { try RecordFile.read($0) }
      before.exclusions = try afterExclude.map { try PoolOptions.exclusions($0) }
      before.pool = afterPool.map { path in
        var layout = PoolLayout()
        layout.delimiter = nil
        layout.heading = .found(row: nil)
        return Evidence.PoolFile(path, layout: layout)
      }
      evidence.before = before
    }
    return evidence
  }
}
