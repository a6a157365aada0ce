import Answers
import ArgumentParser
import Draws
import Foundation
import Frames
import Plans
import Reports
import Sampling

/// `spotcheck draw`: selects units from a pool, or positions from a number.
struct DrawCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: Language.ofRun("Draw units from a pool.", "从对象库中抽取检查对象。"),
    discussion: Language.ofRun(
      """
      Example: spotcheck draw pool.csv --id id --stratum class --rule "A: 10%" --rule "B: >35%" \
      --label 2024-01 --seed "4 6 1 1 3 5 2 6 6 1" --output selection.csv --receipt receipt.json

      Positions: spotcheck draw --population 40065 --size 1200 --label 2024-02 --seed "7 0 3 9 1 5 5 2 8 4"

      A rotation goes on behind the last unit used the time before. Where there were reserves, delete \
      those that did not stand in from a copy of its selection: \
      spotcheck draw pool.csv … --after receipt-2024.json --used used-2024.csv
      """,
      """
      示例：spotcheck draw 对象库.csv --id 统一社会信用代码 --stratum 风险等级 --rule "低风险: 10%" \
      --rule "高风险: >35%" --label 2024-01 --seed "4 6 1 1 3 5 2 6 6 1" --record 记录.txt \
      --output 抽取结果.csv --receipt 回执.json --publish 公示

      编号抽取：spotcheck draw --population 40065 --size 1200 --label 2024-02 --seed "7 0 3 9 1 5 5 2 8 4"

      轮换抽取从上次最后一个使用的对象之后继续。上次有候补的，在其抽取结果的副本中删去未使用的候补：\
      spotcheck draw 对象库.csv … --after 回执-2024.json --used 使用-2024.csv
      """
    )
  )

  @Argument(
    help: ArgumentHelp(
      "The pool: CSV (also .gz or .zst), a workbook (.xlsx, .xls) or SQLite; - is standard"
        + " input.",
      "对象库：CSV（可为 .gz、.zst）、工作簿（.xlsx、.xls）或 SQLite；- 表示标准输入",
      value: .pool
    )
  )
  var pool: String?

  @OptionGroup var columns: PoolOptions
  @OptionGroup var sizing: SizingOptions

  @Option(
    help: ArgumentHelp(
      "The name of the draw; a label and a seed serve one draw.",
      "本次抽取的名称；一个名称和一个种子只用于一次抽取",
      value: .name
    )
  )
  var label: String?

  @Option(
    help: ArgumentHelp("The public seed, as it was announced.", "已公布的种子，按公布的写法", value: .seed)
  )
  var seed: String

  @Option(
    help: ArgumentHelp(
      "The record of a committed draw; its seed is noted beside it, in RECORD.seeds.",
      "承诺时写出的记录；种子记在其旁的 .seeds 文件中",
      value: .record
    )
  )
  var record: String?

  @Option(
    help: ArgumentHelp(
      "Note the seed in this file, as a record from a pipe needs; name the same in every draw"
        + " of it.",
      "把种子记入此文件（记录来自管道时需要），同一记录的每次抽取须用同一文件",
      value: .file
    )
  )
  var seedLog: String?

  @Flag(
    help: ArgumentHelp(
      "Draw although the record was drawn with another seed, which was mistyped; both stay"
        + " noted.",
      "此前种子输错时，允许用另一种子再抽取；两个种子都保留在案"
    )
  )
  var correctSeed = false

  @Option(
    help: ArgumentHelp(
      "Draw positions from 1 to this number, without a pool.",
      "编号抽取：从 1 到该数，不需要对象库",
      value: .number
    )
  )
  var population: String?

  @Option(help: ArgumentHelp("How many positions.", "抽取多少个编号", value: .number))
  var size: String?

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

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp("Put the digest of the pool into the receipt.", "把对象库的摘要写入回执")
  )
  var frameDigest = true

  @Option(
    help: ArgumentHelp(
      "How many threads work; the result does not depend on it.",
      "使用的线程数，不影响结果",
      value: .number
    )
  )
  var threads = Pool.usualThreads

  @Option(
    help: ArgumentHelp(
      "Take at most this much memory, temporary files for the rest; without it 16 bytes a row"
        + " and 64 MB.",
      "内存上限，其余用临时文件；默认每行 16 字节加 64 MB",
      value: .memory
    )
  )
  var memory: String?

  @OptionGroup var common: CommonOptions

  enum SelectionFormat: String, ExpressibleByArgument { case csv, text, json }

  func execute() throws {
    let record = try record.map { try RecordFile.read($0) }
    do {
      try draw(record)
    } catch {
      guard let record, record.isSealed,
        let discreet = SealedDrawError.discreet(error, stratum: columns.stratum)
          as? any ExplainedError
      else { throw error }
      throw DiscreetError(discreet, names: record.strata.map(\.name))
    }
  }

  private func draw(_ record: DrawRecord?) throws {
    guard try sort == nil || output.isWorkbook(format?.rawValue) else {
      throw UsageError(
        "--sort goes with a workbook; name the output .xlsx",
        "--sort 须与工作簿同用，请将输出文件名写成 .xlsx"
      )
    }
    guard record != nil || !correctSeed && seedLog == nil else {
      throw UsageError(
        "--correct-seed and --seed-log go with --record",
        "--correct-seed 和 --seed-log 须与 --record 同时使用"
      )
    }
    let task = try sizing.planTask()
    let label = try SizingOptions.label(label, task: task)
    let seed = try Text.name(seed, of: "--seed")
    let log = try record.map { try seedLog(of: $0, seed: seed) }
    // Nobody else draws the record before what this draw shows is shown.
    defer { withExtendedLifetime(log) {} }
    if let population {
      try drawPositions(population, label: label, seed: seed, record: record, log: log)
      return
    }
    guard let path = pool, size == nil else {
      throw UsageError(
        "name the pool, or give --population and --size",
        "请指定对象库，或给出 --population 和 --size"
      )
    }
    guard (1...1_024).contains(threads) else {
      throw UsageError("--threads is from 1 to 1024", "--threads 应为 1 至 1024")
    }
    let request = try request(label: label, seed: seed, record: record, task: task)
    guard !plain || request.terms.reserves.isEmpty else {
      throw UsageError(
        "--plain leaves no column that tells reserves from selected units",
        "--plain 无法区分被抽中对象和候补对象"
      )
    }
    let layout = try columns.layout(output.table).conditions(of: record)
    let places = try outputs()
    try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      let outcome = try Pool(path, layout: layout, monitor: monitor)
        .draw(
          request,
          into: places,
          publishing: publishColumns?.split(separator: ",").map(String.init) ?? [],
          log: log,
          monitor: monitor
        )
      say(request.sentences(of: outcome, base: task?.base))
      // The units are drawn, and the frames allow no teams: the answer is no.
      if let teams = outcome.teams, teams.missing > 0 { throw ExitCode(ExitStatus.no.rawValue) }
    }
  }

  /// Where the outputs go.
  private func outputs() throws -> DrawOutputs {
    var outputs = DrawOutputs(tool: Spotcheck.name)
    let language = common.language
    outputs.selection = output.output
    outputs.hasByteOrderMark = output.bom
    outputs.isPlain = plain
    outputs.receipt = receipt
    outputs.assignment = teams.assignment
    outputs.folder = publish
    outputs.opensStrata = openStrata
    outputs.forms = PublicForms(language, hasByteOrderMark: output.bom) { receipt, header, rows in
      ResultPage(receipt, header: header, rows: rows).page(language, tool: Spotcheck.name).html
    }
    let isWorkbook = try output.isWorkbook(format?.rawValue)
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

  private func request(
    label: ProtocolText,
    seed: ProtocolText,
    record: DrawRecord?,
    task: PlanTask?
  ) throws -> DrawRequest {
    var terms = DrawTerms(label: label, sizing: try self.sizing.sizing(task: task))
    guard terms.sizing != nil || record != nil else {
      throw UsageError(
        "give the sizes: --rule \"10%\", --task PLAN#N, --sizes FILE or --record FILE",
        "请给出数量：--rule \"10%\"、--task 计划#编号、--sizes 文件或 --record 文件"
      )
    }
    terms.reserves = try self.sizing.reserveRules()
    terms.design = try self.sizing.design(measure: columns.measure)
    let rotation = try self.sizing.rotationStart(terms.design)
    var request = DrawRequest(terms, seed: seed)
    request.record = record
    request.terms.starts = try self.sizing.starts(key: request.key, after: rotation)
    try request.goOn(from: rotation)
    request.teams = try teams.read()
    guard teams.assignment == nil || request.teams != nil else {
      throw UsageError(
        "--assignment goes with --posts and --inspectors",
        "--assignment 须与 --posts 和 --inspectors 同时使用"
      )
    }
    request.wantsDigest = frameDigest
    request.threads = threads
    request.memory = try memory.map { try Text.memory($0) } ?? .usual
    guard request.memory == .usual || terms.design == .srs else {
      throw UsageError(
        "a draw by size keeps every unit in memory; leave --memory out",
        "按规模抽取须将全部对象保留在内存中，请去掉 --memory"
      )
    }
    return request
  }

  private func drawPositions(
    _ population: String,
    label: ProtocolText,
    seed: ProtocolText,
    record: DrawRecord?,
    log: HeldSeedLog?
  ) throws {
    guard pool == nil, publish == nil, !plain, memory == nil, try teams.read() == nil,
      teams.assignment == nil, let size
    else {
      throw UsageError(
        "a draw of positions takes --population and --size and neither a pool nor --publish, --plain,"
          + " --memory or inspectors",
        "编号抽取需要 --population 和 --size，不能指定对象库或 --publish、--plain、--memory 和检查人员"
      )
    }
    let number = try Text.population(population)
    let count = try Text.count(size, of: "--size")
    let rule = try sizing.positionReserves(columns).everywhere.last
    let draw = try PositionDraw(
      population: number,
      size: count,
      reserves: rule?.counts(of: count).minimum ?? 0,
      label: label,
      seed: seed,
      record: record
    )
    guard try !output.isWorkbook(format?.rawValue) else {
      throw UsageError(
        "a draw of positions is written as csv, text or json; name the output otherwise",
        "编号抽取只能写成 csv、text 或 json，请改用其他文件名"
      )
    }
    try draw.write(into: outputs(), log: log)
    say(DrawSentences.binding(record))
  }

  /// The log of the record's seeds, held until the draw is shown.
  private func seedLog(of record: DrawRecord, seed: ProtocolText) throws -> HeldSeedLog {
    do {
      return try HeldSeedLog(
        of: record,
        at: self.record ?? "-",
        log: seedLog,
        seed: seed,
        receipts: outputs().receipts,
        corrects: correctSeed
      ) {
        say("waiting for another draw of this record", "正在等待同一记录的另一次抽取结束")
      }
    } catch let error as OutputError where seedLog == nil {
      say(
        "the record's seed must be noted; where that can not be beside it, name a file with --seed-log",
        "记录的种子必须记下；无法记在记录旁时，请用 --seed-log 指定文件"
      )
      throw error
    }
  }
}
