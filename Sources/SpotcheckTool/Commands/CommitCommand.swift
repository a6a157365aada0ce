import Answers
import ArgumentParser
import Draws
import Foundation
import Frames
import Sampling

/// `spotcheck commit`: freezes the frame and everything but the seed.
struct CommitCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: Language.ofEnvironment(
      "Freeze pool, rules and form of the seed before the seed exists.",
      "在种子产生之前冻结对象库、规则和种子格式（承诺与公告）。"
    ),
    discussion: Language.ofEnvironment(
      """
      Publish the notice where it can not be withdrawn, then wait for the seed, then draw with \
      --record.

      Example: spotcheck commit pool.csv --id id --stratum class --rule "10%" --label 2024-01 \
      --seed-source "ten ten-sided dice, 2024-03-20 10:00, county hall, open to all" \
      --seed-form "# # # # # # # # # #" --sealed --record record.txt --notice notice.txt
      """,
      """
      先将公告发布在无法撤回之处，再产生种子，然后用 draw --record 抽取。

      示例：spotcheck commit 对象库.csv --id 统一社会信用代码 --stratum 风险等级 --rule "10%" \
      --label 2024-01 --seed-source "2024-03-20 10:00 政务大厅，十枚十面骰，公众可现场见证" \
      --seed-form "# # # # # # # # # #" --sealed --record 记录.txt --notice 公告.txt
      """
    )
  )

  @Argument(help: "The pool: CSV, also .gz or .zst; - is standard input.")
  var pool: String?

  @OptionGroup var columns: PoolOptions
  @OptionGroup var sizing: SizingOptions

  @Option(help: "Commit to a draw of positions from 1 to this number, without a pool.")
  var population: String?

  @Option(help: "How many positions.")
  var size: String?

  @Option(help: "The name of the draw.")
  var label: String?

  @Option(help: "The public event that will give the seed, its place and time, its witnesses.")
  var seedSource: String

  @Option(help: "The seed's text with # for a digit.")
  var seedForm: String

  @Option(
    help: ArgumentHelp(
      "How many outcomes the source has, where neither its name nor the form tells.",
      valueName: "number"
    )
  )
  var outcomes: String?

  @Flag(help: "Take a source with fewer than 2^32 outcomes; every verification says so.")
  var weakSeed = false

  @Option(help: "The previous record of this authority, of any label, or its commitment.")
  var previous: String?

  @Option(help: "The record of the attempt before, where this label is drawn again.")
  var redraw: String?

  @Option(help: "Why it is drawn again; stands in the record.")
  var reason: String?

  @Option(help: "The number of the attempt, to be checked: 1, in a redraw one more than before.")
  var attempt: Int?

  @Flag(help: "Seal the draw with a secret: strata and order stay confidential.")
  var sealed = false

  @Flag(help: "Commit to an open draw although its strata are risk classes.")
  var openStrata = false

  @Option(
    help: ArgumentHelp(
      "Columns that will be published beside the identifier, joined by commas; their values are fixed now.",
      valueName: "column,…"
    )
  )
  var publishColumns: String?

  @Flag(
    help: "The first year of a rotation, which keeps label, seed and secret in the years after."
  )
  var rotation = false

  @Option(
    help: "In a later year of a rotation: the record of the year before, whose secret is kept."
  )
  var secretOf: String?

  @Option(help: "In a later year of a rotation: the pool of the year before, to say what changed.")
  var poolBefore: String?

  @Option(help: "Write the record to this file; confidential where sealed.")
  var record: String

  @Option(help: "Write the public notice to this file.")
  var notice: String

  @OptionGroup var input: InputOptions

  @OptionGroup var common: CommonOptions

  func execute() throws {
    do {
      try commit()
    } catch  where sealed || secretOf != nil {
      throw SealedDrawError.withoutClasses(error, stratum: columns.stratum)
    }
  }

  private func commit() throws {
    let task = try self.sizing.planTask()
    let sizing = try self.sizing.sizing(task: task)
    guard (pool != nil && sizing != nil) != (population != nil && size != nil) else {
      throw UsageError(
        "give a pool and its sizes (--rule \"10%\", --task PLAN#N or --sizes FILE), or --population"
          + " and --size",
        "请给出对象库及数量（--rule \"10%\"、--task 计划#编号或 --sizes 文件），或给出 --population 和 --size"
      )
    }
    let form = SeedForm(try Text.name(seedForm, of: "--seed-form"))
    guard form.digits > 0 else {
      throw UsageError(
        "--seed-form \"\(seedForm.excerpt)\" has no # for a digit to come, so the seed is known"
          + " already; write # in half-width",
        "--seed-form “\(seedForm.excerpt)”中没有代表数字的半角 #，种子已经可知"
      )
    }
    let table = try input.table
    var terms = DrawTerms(label: try SizingOptions.label(label, task: task), sizing: sizing)
    terms.reserves =
      try population == nil ? self.sizing.reserveRules() : self.sizing.positionReserves(columns)
    terms.design = try self.sizing.design(measure: columns.measure)
    terms.shown = publishColumns?.split(separator: ",").map(String.init) ?? []
    var request = CommitRequest(
      terms,
      seedSource: try Text.name(seedSource, of: "--seed-source"),
      seedForm: form
    )
    request.outcomes = try outcomes.map { try Text.outcomes($0) }
    request.opensStrata = openStrata
    try setOrigin(of: &request, table: table)
    try request.checkSource(allowsWeakSeed: weakSeed)
    let outputs = try FrozenDraw.Outputs(record: record, notice: notice, attemptBefore: redraw)
    let frozen = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try freeze(request, table: table, monitor: monitor)
    }
    try outputs.write(frozen)
    if frozen.record.previous == nil {
      say(
        "this is the first record of this authority; if it is not, name the last one with --previous",
        "本记录为本单位的第一份记录；如不是，请用 --previous 给出上一份"
      )
    }
    say(frozen.sentences(record: record, notice: notice))
  }

  /// What the draw goes on from: an attempt, a year, nothing.
  private func setOrigin(of request: inout CommitRequest, table: TableLayout) throws {
    let previousRecord = try previous.flatMap { text in
      Digest(hex: text) == nil ? try RecordFile.read(text) : nil
    }
    // A reason says that it is a redraw; of the previous record, where no other is named.
    let attemptBefore =
      try redraw.map { try RecordFile.read($0) } ?? (reason == nil ? nil : previousRecord)
    guard (attemptBefore == nil) == (reason == nil) else {
      throw UsageError(
        "a redraw has the record of the attempt before (--redraw) and a --reason",
        "重新抽取须用 --redraw 给出上次尝试的记录，并用 --reason 说明原因"
      )
    }
    if let attemptBefore, let reason {
      request.redraw = CommitRequest.AttemptBefore(
        attemptBefore,
        reason: try Text.recordText(reason, of: "--reason")
      )
    }
    request.previous =
      previous.flatMap { Digest(hex: $0) } ?? previousRecord?.commitment
      ?? attemptBefore?.commitment
    let start = try sizing.rotationStart(request.terms.design)
    guard start == nil || !rotation else { throw CommitmentRefused.startsInFirstYear }
    if let start {
      try goOn(from: start, &request, table: table)
    } else {
      guard secretOf == nil, poolBefore == nil else {
        throw UsageError(
          "--secret-of and --pool-before go with --after, in a later year of a rotation: every other secret is"
            + " fresh",
          "--secret-of 和 --pool-before 须与 --after 同时使用（轮换的后续年度），其他情况下密钥必须重新生成"
        )
      }
      request.terms.starts = try sizing.starts(key: nil, after: nil)
      if rotation {
        guard case .none = request.terms.starts, request.terms.design == .srs, population == nil
        else {
          throw CommitmentRefused.startsInFirstYear
        }
        request.rotation = .first
      }
      var generator = SystemRandomNumberGenerator()
      request.secret = sealed ? Secret(using: &generator) : nil
    }
    try request.checkOrder(previous: previousRecord, attempt: attempt)
  }

  /// Makes the request one of a later year.
  private func goOn(
    from start: RotationStart,
    _ request: inout CommitRequest,
    table: TableLayout
  ) throws {
    guard let pool, let poolBefore else {
      throw UsageError(
        "a later year of a rotation says what came and went: name the pool of the year before with"
          + " --pool-before",
        "轮换的后续年度须说明对象的增减，请用 --pool-before 给出上年的对象库"
      )
    }
    let record = try secretOf.map { try RecordFile.read($0) }
    guard !sealed || record?.isSealed == true else {
      throw UsageError(
        "a sealed rotation keeps its secret: name the record of the year before with --secret-of",
        "密封轮换须沿用密钥，请用 --secret-of 给出上年的记录"
      )
    }
    let layout = try columns.layout(table)
    var before = PoolLayout()
    before.delimiter = nil
    before.heading = .found(row: nil)
    before.table = columns.table
    before.encoding = columns.encoding
    let changed = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try start.receipt.changes(
        from: Evidence.PoolFile(poolBefore, layout: before),
        to: Evidence.PoolFile(pool, layout: layout),
        monitor: monitor
      )
    }
    try request.goOn(from: start, record: record, changed: changed)
  }

  /// Reads the pool and fixes everything but the seed.
  private func freeze(
    _ request: CommitRequest,
    table: TableLayout,
    monitor: WorkMonitor
  ) throws -> FrozenDraw {
    guard let path = pool else {
      return FrozenDraw(
        try request.record(
          positions: try Text.count(size ?? "", of: "--size"),
          of: try Text.population(population ?? "")
        )
      )
    }
    return try Pool(path, layout: try columns.layout(table), monitor: monitor)
      .commit(request, monitor: monitor)
  }
}
