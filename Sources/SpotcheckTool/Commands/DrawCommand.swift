import ArgumentParser
import Foundation
import Frames
import Inspections
import Reports
import Sampling

/// `spotcheck draw`: selects units from a pool, or positions from a number.
struct DrawCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draw units from a pool.",
    discussion: """
      Example: spotcheck draw pool.csv --id id --stratum class --rule "A: 10%" --rule "B: >35%" \
      --label 2024-01 --seed "4 6 1 1 3 5 2 6 6 1" --output selection.csv --receipt receipt.json

      Positions: spotcheck draw --population 40065 --size 1200 --label 2024-02 --seed "7 0 3 9 1 5 5 2 8 4"
      """
  )

  @Argument(help: "The pool: CSV, also .gz or .zst, or SQLite; - is standard input.")
  var pool: String?

  @OptionGroup var columns: PoolOptions
  @OptionGroup var sizing: SizingOptions

  @Option(help: "The name of the draw; a label and a seed serve one draw.")
  var label: String?

  @Option(help: "The public seed, as it was announced.")
  var seed: String

  @Option(help: "The record of a committed draw.")
  var record: String?

  @Option(help: "Draw positions from 1 to this number, without a pool.")
  var population: String?

  @Option(help: "How many positions.")
  var size: String?

  @OptionGroup var output: OutputOptions

  @Option(help: "csv, text or json.")
  var format: SelectionFormat = .csv

  @Flag(help: "Write the pool's columns only.")
  var plain = false

  @Option(help: "Write the receipt to this file.")
  var receipt: String?

  @Option(help: "Write what may be published to this folder.")
  var publish: String?

  @Option(help: "Columns to publish beside the identifier, joined by commas.")
  var publishColumns: String?

  @Flag(help: "Publish an open draw although its strata are risk classes.")
  var openStrata = false

  @Flag(
    inversion: .prefixedNo,
    help: "Put the digest of the pool into the receipt."
  )
  var frameDigest = true

  @Option(help: "How many threads work; the result does not depend on it.")
  var threads = Pool.usualThreads

  @Option(
    help: ArgumentHelp(
      "Take at most this much memory, temporary files for the rest; without it 16 bytes a row and"
        + " 64 MB.",
      valueName: "bytes|256M|2G"
    )
  )
  var memory: String?

  @OptionGroup var common: CommonOptions

  enum SelectionFormat: String, ExpressibleByArgument { case csv, text, json }

  func execute() throws {
    let record = try record.map { try RecordFile.read($0) }
    let task = try sizing.planTask()
    let label = try SizingOptions.label(label, task: task)
    let seed = try Text.name(seed, of: "--seed")
    if let population {
      try drawPositions(population, label: label, seed: seed, record: record)
      return
    }
    guard let path = pool, size == nil else {
      throw UsageError(
        "name the pool, or give --population and --size",
        "请指定对象库，或给出 --population 和 --size"
      )
    }
    guard threads > 0 else {
      throw UsageError("--threads is at least 1", "--threads 至少为 1")
    }
    let request = try request(label: label, seed: seed, record: record, task: task)
    guard !plain || request.reserves.isEmpty else {
      throw UsageError(
        "--plain leaves no column that tells reserves from selected units",
        "--plain 无法区分被抽中对象和候补对象"
      )
    }
    try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      let layout = try columns.layout(delimiter: output.delimiterByte)
      let pool = try Pool(path, layout: layout, monitor: monitor)
      let job = try DrawJob(command: self, pool: pool, request: request)
      try job.run(monitor: monitor)
    }
  }

  private func request(
    label: ProtocolText,
    seed: ProtocolText,
    record: DrawRecord?,
    task: PlanTask?
  ) throws -> DrawRequest {
    let sizing = try self.sizing.sizing(task: task)
    guard sizing != nil || record != nil else {
      throw UsageError(
        "give the sizes: --rule \"10%\", --task PLAN#N, --sizes FILE or --record FILE",
        "请给出数量：--rule \"10%\"、--task 计划#编号、--sizes 文件或 --record 文件"
      )
    }
    var request = DrawRequest(label: label, seed: seed, sizing: sizing)
    request.record = record
    request.reserves = try self.sizing.reserveRules()
    request.design = try self.sizing.design(measure: columns.measure)
    request.starts = try self.sizing.starts(key: request.key, design: request.design)
    request.wantsDigest = frameDigest
    request.threads = threads
    request.memory = try memory.map { try Text.memory($0) } ?? .usual
    guard request.memory == .usual || request.design == .srs else {
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
    record: DrawRecord?
  ) throws {
    guard pool == nil, publish == nil, let size else {
      throw UsageError(
        "a draw of positions takes --population and --size and neither a pool nor --publish",
        "编号抽取需要 --population 和 --size，不能指定对象库或 --publish"
      )
    }
    let number = try Text.population(population)
    let count = try Text.count(size, of: "--size")
    let rule = try sizing.reserveRules().everywhere.last
    let draw = try PositionDraw(
      population: number,
      size: count,
      reserves: rule?.counts(of: count).minimum ?? 0,
      label: label,
      seed: seed,
      record: record
    )
    let file = try output.open(isPrivate: true)
    let receiptFile = try receipt.map { try Output.open($0, isPrivate: true) }
    try draw.forEachPiece { try file.write($0) }
    try receiptFile?.write(try draw.receipt(tool: Spotcheck.name).json)
    try file.finish()
    try receiptFile?.finish()
    try file.commit()
    try receiptFile?.commit()
  }
}

/// What a run of selected units becomes.
private struct SelectionPart: Sendable {
  var summary: SummaryPart
  var published: [PublicFolder.Row] = []
  var lines: ByteText
  var listed: [SelectionList.Unit] = []
}

/// A draw from a pool, its outputs open.
private struct DrawJob {
  let command: DrawCommand
  let pool: Pool
  let request: DrawRequest
  let file: OutputFile
  let receiptFile: OutputFile?
  var folder: PublicFolder?

  /// Opens the outputs, so that what can not be created is known before the work.
  init(command: DrawCommand, pool: Pool, request: DrawRequest) throws {
    self.command = command
    self.pool = pool
    self.request = request
    if pool.encoding == .gb18030 {
      command.say("\(pool.file) is read as GB18030", "\(pool.file) 按 GB18030 读取")
    }
    folder = try command.publish.map { folder in
      for name in PublicFolder.files { try Output.check("\(folder)/\(name)", isNamed: false) }
      return try PublicFolder(
        folder,
        columns: command.publishColumns?.split(separator: ",").map(String.init) ?? [],
        pool: pool,
        isSealed: request.record?.isSealed ?? false,
        opensStrata: command.openStrata
      )
    }
    file = try command.output.open(isPrivate: true)
    receiptFile = try command.receipt.map { try Output.open($0, isPrivate: true) }
  }

  func run(monitor: WorkMonitor) throws {
    let sample = try pool.draw(request, monitor: monitor)
    let rows = try SelectionFile(sample, pool: pool, isPlain: command.plain)
    var summary = SelectionSummary(sample.plans)
    let sizes = sample.plans.map(\.count.size)
    var folder = self.folder
    var list = SelectionList(command.format, sample: sample)
    if command.format == .csv { try file.write(rows.header) }
    try sample.selection.forEachPiece(threads: request.threads, monitor: monitor) {
      [folder, format = command.format, list, summary] piece in
      var part = SelectionPart(
        summary: SummaryPart(of: summary, units: piece.count),
        lines: ByteText(capacity: piece.count * 192)
      )
      try piece.forEachUnit { unit in
        part.summary.add(unit)
        if let folder, unit.rank <= sizes[unit.stratum] {
          part.published.append(try folder.row(of: unit))
        }
        if format == .csv {
          rows.append(unit, to: part.lines)
        } else {
          part.listed.append(list.unit(unit))
        }
      }
      return part
    } take: { part in
      summary.add(part.summary)
      folder?.add(part.published)
      list.add(part.listed)
      try file.write(part.lines.bytes)
    }
    if command.format != .csv { try file.write(try list.text(language: command.common.language)) }
    let receipt = Receipt(
      sample,
      request: request,
      pool: pool,
      summary: summary,
      tool: Spotcheck.name
    )
    try receiptFile?.write(try receipt.json)
    // Everything is on the disk before the first file is shown; the receipt comes last.
    try file.finish()
    let published = try folder?.write(receipt) ?? []
    try receiptFile?.finish()
    try file.commit()
    for file in published { try file.commit() }
    try receiptFile?.commit()
    report(sample)
    if let base = try command.sizing.planTask()?.base, base != sample.units {
      command.say(
        "the plan's base is \(base), the pool has \(sample.units) units",
        "计划基数为 \(base)，对象库有 \(sample.units) 个对象"
      )
    }
  }

  private func reportStrata(_ sample: DrawnSample) {
    for plan in sample.plans {
      let name = plan.stratum.name
      let count = plan.count
      let rule = plan.rule.isEmpty ? "" : " (\(plan.rule))"
      let reserves = count.reserves > 0 ? "+\(count.reserves)" : ""
      command.say(
        "\(name): \(count.size)\(reserves) of \(plan.stratum.population)\(rule)",
        "\(name)：\(plan.stratum.population) 抽 \(count.size)\(reserves)\(rule)"
      )
    }
  }

  /// Nothing by class, since others may see the screen; and what the seal can not hide.
  private func reportSealed(_ sample: DrawnSample) {
    let drawn = sample.plans.reduce(0) { $0 + $1.count.size }
    command.say(
      "\(drawn) of \(sample.units) units; the counts by stratum stand in the receipt",
      "\(sample.units) 个对象抽 \(drawn) 个，各分类的数量见回执"
    )
    let lifts = sample.plans.filter { $0.stratum.population > 0 }.map { plan in
      Double(plan.count.size) / Double(plan.stratum.population)
    }
    guard let greatest = lifts.max(), drawn > 0 else { return }
    let lift = greatest * Double(sample.units) / Double(drawn)
    let text = String(format: "%.1f", lift)
    command.say(
      "what no seal hides: a unit that is published is up to \(text) times as likely to belong to one"
        + " stratum as any unit, and lists of several years add up",
      "密封无法掩盖的：被公布的对象属于某一分类的可能性最多为任意对象的 \(text) 倍，且多年名单可以叠加"
    )
  }

  private func report(_ sample: DrawnSample) {
    if request.record?.isSealed == true { reportSealed(sample) } else { reportStrata(sample) }
    if request.record == nil {
      command.say(
        "this draw is uncommitted: without a record, nothing shows that the seed came last",
        "本次抽取没有承诺记录，无法证明种子是最后产生的"
      )
    } else if request.record?.isSealed == true {
      command.say(
        "the draw is sealed: keep selection, receipt and record confidential",
        "本次为密封抽取：抽取结果、回执和记录均须保密"
      )
    }
    if let spreads = sample.spreads {
      for (plan, spread) in zip(sample.plans, spreads) where spread < 10 && plan.count.size > 0 {
        command.say(
          "\(plan.stratum.name): the weights 1/p are approximate (Σp(1−p) < 10)",
          "\(plan.stratum.name)：权重 1/p 为近似值（Σp(1−p) < 10）"
        )
      }
    }
    if sample.normalized > 0 {
      command.say(
        "\(sample.normalized) identifiers were normalised",
        "共规范化 \(sample.normalized) 个标识"
      )
    }
  }
}
