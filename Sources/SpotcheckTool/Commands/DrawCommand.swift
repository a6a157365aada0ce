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

  @OptionGroup var engine: EngineOptions
  @OptionGroup var columns: PoolOptions
  @OptionGroup var sizing: SizingOptions
  @OptionGroup var binding: SeedOptions

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

  @OptionGroup var outputs: SelectionOptions

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

  func execute() throws {
    let record = try binding.readRecord()
    try binding.discreetly(record, stratum: columns.stratum) { try draw(record) }
  }

  private func draw(_ record: DrawRecord?) throws {
    try outputs.check()
    let task = try sizing.planTask()
    let label = try SizingOptions.label(binding.label, task: task)
    let seed = try Text.name(binding.seed, of: "--seed")
    let places = try outputs.places(common.language)
    let log = try record.map { record in
      try binding.log(of: record, seed: seed, receipts: places.receipts) { say([$0]) }
    }
    // Nobody else draws the record before what this draw shows is shown.
    defer { withExtendedLifetime(log) {} }
    if let population {
      try drawPositions(population, label: label, seed: seed, record: record, log: log)
      return
    }
    let source = try engine.source(besides: pool, columns: columns, input: outputs.output.input)
    guard let place = PoolPlace(pool, source), size == nil else {
      throw UsageError(
        "name the pool, or give --population and --size",
        "请指定对象库，或给出 --population 和 --size"
      )
    }
    guard (1...1_024).contains(threads) else {
      throw UsageError("--threads is from 1 to 1024", "--threads 应为 1 至 1024")
    }
    let request = try request(label: label, seed: seed, record: record, task: task)
    guard !outputs.plain || request.terms.reserves.isEmpty else {
      throw UsageError(
        "--plain leaves no column that tells reserves from selected units",
        "--plain 无法区分被抽中对象和候补对象"
      )
    }
    var layout = try columns.layout(outputs.output.table).conditions(of: record)
    let named = outputs.published
    layout.others = named + (record?.shown.columns.map(\.text) ?? [])
    try Work.monitored(quiet: common.quiet, language: common.language) { [layout] monitor in
      let outcome = try place.open(layout, monitor: monitor)
        .draw(
          request,
          into: places,
          publishing: named,
          log: log,
          monitor: monitor
        )
      say(request.sentences(of: outcome, base: task?.base))
      // The units are drawn, and the frames allow no teams: the answer is no.
      if let teams = outcome.teams, teams.missing > 0 { throw ExitCode(ExitStatus.no.rawValue) }
    }
  }

  private func request(
    label: ProtocolText,
    seed: ProtocolText,
    record: DrawRecord?,
    task: PlanTask?
  ) throws -> DrawRequest {
    var request = try sizing.request(
      label: label,
      seed: seed,
      record: record,
      task: task,
      measure: columns.measure
    )
    request.teams = try outputs.readTeams()
    request.wantsDigest = frameDigest
    request.threads = threads
    request.memory = try memory.map { try Text.memory($0) } ?? .usual
    guard request.memory == .usual || request.terms.design == .srs else {
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
    guard pool == nil, engine.from == nil, engine.query == nil, outputs.publish == nil,
      !outputs.plain, outputs.sort == nil, memory == nil, try outputs.readTeams() == nil, let size
    else {
      throw UsageError(
        "a draw of positions takes --population and --size and neither a pool nor --publish, --plain, --sort,"
          + " --memory or inspectors",
        "编号抽取需要 --population 和 --size，不能指定对象库或 --publish、--plain、--sort、--memory 和检查人员"
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
    try draw.write(into: try outputs.places(common.language), log: log)
    say(DrawSentences.binding(record))
  }
}
