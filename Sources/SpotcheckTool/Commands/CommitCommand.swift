import Answers
import ArgumentParser
import Draws
import Foundation
import Frames
import Reports
import Sampling

/// `spotcheck commit`: freezes the frame and everything but the seed.
struct CommitCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: Language.ofRun(
      "Freeze pool, rules and form of the seed before the seed exists.",
      "在种子产生之前冻结对象库、规则和种子格式（承诺与公告）。"
    ),
    discussion: Language.ofRun(
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

  @Option(
    help: ArgumentHelp(
      "Commit to a draw of positions from 1 to this number, without a pool.",
      "编号抽取的总数（从 1 到该数），不需要对象库",
      value: .number
    )
  )
  var population: String?

  @Option(help: ArgumentHelp("How many positions.", "抽取多少个编号", value: .number))
  var size: String?

  @Option(help: ArgumentHelp("The name of the draw.", "本次抽取的名称", value: .name))
  var label: String?

  @OptionGroup var seed: SeedSourceOptions

  @Option(
    help: ArgumentHelp(
      "The previous record of this authority, of any label, or its commitment.",
      "本单位上一份记录（不论名称）或其承诺值",
      value: .recordOrHex
    )
  )
  var previous: String?

  @Option(
    help: ArgumentHelp(
      "The record of the attempt before, where this label is drawn again.",
      "重新抽取时，上一次尝试的记录",
      value: .record
    )
  )
  var redraw: String?

  @Option(
    help: ArgumentHelp("Why it is drawn again; stands in the record.", "重新抽取的原因，写入记录", value: .text)
  )
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "The number of the attempt, to be checked: 1, in a redraw one more than before.",
      "尝试的序号，仅用于核对：首次为 1，每次重新抽取加一",
      value: .number
    )
  )
  var attempt: Int?

  @Flag(
    help: ArgumentHelp(
      "Seal the draw with a secret: strata and order stay confidential.",
      "用密钥密封本次抽取：分类和顺序保密"
    )
  )
  var sealed = false

  @Flag(
    help: ArgumentHelp(
      "Commit to an open draw although its strata are risk classes.",
      "分类为风险等级时仍作公开抽取的承诺"
    )
  )
  var openStrata = false

  @Option(
    help: ArgumentHelp(
      "Columns that will be published beside the identifier, joined by commas; their values are"
        + " fixed now.",
      "除标识外将要公布的列，以逗号分隔，其内容此时固定",
      value: .columns
    )
  )
  var publishColumns: String?

  @Flag(
    help: ArgumentHelp(
      "The first year of a rotation, which keeps label, seed and secret in the years after.",
      "轮换的第一年：以后各年沿用名称、种子和密钥"
    )
  )
  var rotation = false

  @Option(
    help: ArgumentHelp(
      "In a later year of a rotation: the record of the year before, whose secret is kept.",
      "轮换的后续年度：上年的记录，沿用其密钥",
      value: .record
    )
  )
  var secretOf: String?

  @Option(
    help: ArgumentHelp(
      "In a later year of a rotation: the pool of the year before, to say what changed.",
      "轮换的后续年度：上年的对象库，用于说明增减",
      value: .pool
    )
  )
  var poolBefore: String?

  @Option(
    help: ArgumentHelp(
      "Write the record to this file; confidential where sealed.",
      "记录写入此文件；密封抽取的记录须保密",
      value: .file
    )
  )
  var record: String

  @Option(
    help: ArgumentHelp(
      "Write the public notice to this file, and a page of it to print beside it, NAME.html.",
      "公告写入此文件；同名的 .html 是可打印的公告页",
      value: .file
    )
  )
  var notice: String

  @OptionGroup var teams: TeamFrameOptions
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
    let source = try engine.source(besides: pool, columns: columns, input: input)
    let place = PoolPlace(pool, source)
    guard (place != nil && sizing != nil) != (population != nil && size != nil) else {
      throw UsageError(
        "give a pool and its sizes (--rule \"10%\", --task PLAN#N or --sizes FILE), or --population"
          + " and --size",
        "请给出对象库及数量（--rule \"10%\"、--task 计划#编号或 --sizes 文件），或给出 --population 和 --size"
      )
    }
    let form = try Text.seedForm(seed.seedForm)
    let table = try input.table
    var terms = DrawTerms(label: try SizingOptions.label(label, task: task), sizing: sizing)
    terms.reserves =
      try population == nil ? self.sizing.reserveRules() : self.sizing.positionReserves(columns)
    terms.design = try self.sizing.design(measure: columns.measure)
    terms.shown = publishColumns?.split(separator: ",").map(String.init) ?? []
    var request = CommitRequest(
      terms,
      seedSource: try Text.name(seed.seedSource, of: "--seed-source"),
      seedForm: form
    )
    request.outcomes = try seed.outcomes.map { try Text.outcomes($0) }
    request.opensStrata = openStrata
    request.teams = try teams.read()
    try setOrigin(of: &request, place: place, table: table)
    try request.checkSource(allowsWeakSeed: seed.weakSeed)
    let outputs = try FrozenDraw.Outputs(
      record: record,
      notice: notice,
      page: noticePage,
      attemptBefore: redraw
    )
    let frozen = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try freeze(request, place: place, table: table, monitor: monitor)
    }
    let name = String(notice.split(separator: "/").last ?? "")
    try outputs.write(frozen) { announced in
      announced.page(common.language, file: name, tool: Spotcheck.name).html
    }
    if frozen.record.previous == nil {
      say(
        "this is the first record of this authority; if it is not, name the last one with --previous",
        "本记录为本单位的第一份记录；如不是，请用 --previous 给出上一份"
      )
    }
    say(frozen.sentences(record: record, notice: notice, page: noticePage))
  }

  /// The page of the notice, `notice.html` beside `notice.txt`; nil beside standard output.
  private var noticePage: String? {
    guard notice != "-" else { return nil }
    let name = NSString(string: notice)
    let isPage = name.pathExtension.lowercased() == "html"
    return name.deletingPathExtension + (isPage ? ".page.html" : ".html")
  }

  /// What the draw goes on from: an attempt, a year, nothing.
  private func setOrigin(
    of request: inout CommitRequest,
    place: PoolPlace?,
    table: TableLayout
  ) throws {
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
      try goOn(from: start, &request, place: place, table: table)
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
    place: PoolPlace?,
    table: TableLayout
  ) throws {
    guard let place, let poolBefore else {
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
    before.table = engine.from == nil ? columns.table : nil
    before.encoding = columns.encoding
    let changed = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try start.receipt.changes(
        from: Evidence.PoolFile(poolBefore, layout: before),
        to: place.evidence(layout),
        monitor: monitor
      )
    }
    try request.goOn(from: start, record: record, changed: changed)
  }

  /// Reads the pool and fixes everything but the seed.
  private func freeze(
    _ request: CommitRequest,
    place: PoolPlace?,
    table: TableLayout,
    monitor: WorkMonitor
  ) throws -> FrozenDraw {
    guard let place else {
      return FrozenDraw(
        try request.record(
          positions: try Text.count(size ?? "", of: "--size"),
          of: try Text.population(population ?? "")
        )
      )
    }
    var layout = try columns.layout(table)
    layout.others = request.terms.shown
    return try place.open(layout, monitor: monitor).commit(request, monitor: monitor)
  }
}
