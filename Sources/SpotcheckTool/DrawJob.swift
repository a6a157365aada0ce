import Answers
import Draws
import Foundation
import Frames
import Plans
import Sampling

/// What a run of selected units becomes.
private struct SelectionPart: Sendable {
  var summary: SummaryPart
  var published: [PublicFolder.Row] = []
  var lines: ByteText
  var listed: [SelectionDocument.Unit] = []
  var rows: [SelectionSheet.Row] = []
}

/// A draw from a pool, its outputs open.
struct DrawJob {
  private let command: DrawCommand
  private let pool: Pool
  private let request: DrawRequest
  private let task: PlanTask?
  private let log: HeldSeedLog?
  private let file: OutputFile
  private let receiptFile: OutputFile?
  private let folder: PublicFolder?
  private let isWorkbook: Bool

  /// Opens the outputs, so that what can not be created is known before the work.
  init(
    command: DrawCommand,
    pool: Pool,
    request: DrawRequest,
    task: PlanTask?,
    log: HeldSeedLog?
  ) throws {
    self.command = command
    self.task = task
    self.log = log
    self.pool = pool
    self.request = request
    folder = try command.publish.map { folder in
      try PublicFolder(
        folder,
        columns: request.shown,
        pool: pool,
        isSealed: request.record?.isSealed ?? false,
        opensStrata: command.openStrata
      )
    }
    isWorkbook = try command.output.isWorkbook(command.format?.rawValue)
    file =
      isWorkbook
      ? try OutputFile(command.output.output, isPrivate: true)
      : try command.output.open(isPrivate: true)
    receiptFile = try command.receipt.map { try OutputFile($0, isPrivate: true) }
    if let folder = command.publish, InputFile.isFolder(folder) {
      for name in PublicFolder.files { try RunFiles.current?.check("\(folder)/\(name)") }
    }
  }

  func run(monitor: WorkMonitor) throws {
    let sample = try pool.draw(request, monitor: monitor)
    // The seed is in the log before an output is shown: a draw that nobody noted could be repeated.
    try log?.note(request.seed)
    let outcome = sample.outcome
    let rows = try SelectionFile(outcome, pool: pool, isPlain: command.plain)
    var summary = SelectionSummary(outcome.plans)
    let sizes = outcome.plans.map(\.count.size)
    var folder = self.folder
    var document = SelectionDocument()
    let format = command.format ?? .csv
    let sheet = try isWorkbook ? sheet(outcome) : nil
    var workbook = try sheet.map { try SelectionWorkbook($0, to: file) }
    if sheet == nil, format == .csv { try file.write(rows.header) }
    try sample.selection.forEachPiece(threads: request.threads, monitor: monitor) {
      [folder, summary] piece in
      var part = SelectionPart(
        summary: SummaryPart(of: summary, units: piece.count),
        lines: ByteText(capacity: piece.count * 192)
      )
      try piece.forEachUnit { unit in
        part.summary.add(unit)
        if let folder, unit.rank <= sizes[unit.stratum] {
          part.published.append(try folder.row(of: unit))
        }
        if let sheet {
          part.rows.append(sheet.row(of: unit))
        } else if format == .csv {
          rows.append(unit, to: part.lines)
        } else {
          part.listed.append(outcome.listed(unit))
        }
      }
      return part
    } take: { part in
      summary.add(part.summary)
      folder?.add(part.published)
      document.add(part.listed)
      try workbook?.add(part.rows)
      try file.write(part.lines.bytes)
    }
    switch format {
    case _ where isWorkbook: try workbook?.finish()
    case .csv: break
    case .json: try file.write(try document.json)
    case .text: try file.write(document.text(in: command.common.language))
    }
    let receipt = Receipt(
      outcome,
      request: request,
      pool: pool,
      summary: summary,
      tool: Spotcheck.name
    )
    try receiptFile?.write(try receipt.json)
    // What goes to a pipe may fail before there is a folder; the receipt comes last.
    try file.finish()
    let published = try folder?.write(receipt, forms: command.publicForms) ?? []
    try OutputFile.commit([file] + published + (receiptFile.map { [$0] } ?? []))
    report(outcome)
    if let base = task?.base, base != outcome.base {
      command.say(
        "the plan's base is \(base), the pool has \(outcome.base) units",
        "计划基数为 \(base)，对象库有 \(outcome.base) 个对象"
      )
    }
  }

  private func sheet(_ outcome: DrawOutcome) throws -> SelectionSheet {
    try SelectionSheet(
      outcome,
      pool: pool,
      isPlain: command.plain,
      sortedBy: command.sortColumns,
      language: command.common.language
    )
  }

  private func reportStrata(_ outcome: DrawOutcome) {
    for plan in outcome.plans {
      let name = plan.stratum.name
      let count = plan.count
      // The rule is of the base, to which what is kept out belongs.
      let base = plan.stratum.population + plan.excluded
      let rule =
        plan.rule.isEmpty
        ? "" : plan.excluded == 0 ? " (\(plan.rule))" : " (\(plan.rule) of \(base))"
      let chineseRule =
        plan.rule.isEmpty
        ? "" : plan.excluded == 0 ? " (\(plan.rule))" : " (\(plan.rule)，基数 \(base))"
      let reserves = count.reserves > 0 ? "+\(count.reserves)" : ""
      command.say(
        "\(name): \(count.size)\(reserves) of \(plan.stratum.population)\(rule)",
        "\(name)：\(plan.stratum.population) 抽 \(count.size)\(reserves)\(chineseRule)"
      )
    }
    let drawn = outcome.plans.reduce(0) { $0 + $1.count.size }
    // What was realised is a share of the whole base, those kept out included.
    let share = outcome.base > 0 ? Double(drawn) / Double(outcome.base) * 100 : 0
    let percent = String(format: "%.1f", share)
    command.say(
      "in all \(drawn) of \(outcome.base), \(percent) %",
      "合计 \(outcome.base) 抽 \(drawn)，占 \(percent)%"
    )
  }

  /// Nothing by class, since others may see the screen; and what the seal can not hide.
  private func reportSealed(_ outcome: DrawOutcome) {
    let drawn = outcome.plans.reduce(0) { $0 + $1.count.size }
    command.say(
      "\(drawn) of \(outcome.units) units; the counts by stratum stand in the receipt",
      "\(outcome.units) 个对象抽 \(drawn) 个，各分类的数量见回执"
    )
    let lifts = outcome.plans.filter { $0.stratum.population > 0 }.map { plan in
      Double(plan.count.size) / Double(plan.stratum.population)
    }
    guard let greatest = lifts.max(), drawn > 0 else { return }
    let lift = greatest * Double(outcome.units) / Double(drawn)
    let text = String(format: "%.1f", lift)
    command.say(
      "what no seal hides: a unit that is published is up to \(text) times as likely to belong to one"
        + " stratum as any unit, and lists of several years add up",
      "密封无法掩盖的：被公布的对象属于某一分类的可能性最多为任意对象的 \(text) 倍，且多年名单可以叠加"
    )
  }

  private func report(_ outcome: DrawOutcome) {
    let isSealed = request.record?.isSealed == true
    command.report(outcome.plans.nameMatches, isSealed: isSealed)
    if isSealed { reportSealed(outcome) } else { reportStrata(outcome) }
    command.reportCommitment(request.record)
    if let spreads = outcome.spreads {
      let plans = zip(outcome.plans, spreads).filter { $0.0.count.size > 0 && $0.1 < 10 }.map(\.0)
      // Of a sealed draw the number of its classes is confidential too.
      for name in isSealed
        ? plans.prefix(1).map({ _ in "" }) : plans.map({ "\($0.stratum.name): " })
      {
        command.say(
          "\(name)the weights 1/p are approximate (Σp(1−p) < 10)",
          "\(name)权重 1/p 为近似值（Σp(1−p) < 10）"
        )
      }
    }
    command.report(outcome.reading, isSealed: isSealed)
    if let committed = request.record?.pool, let own = outcome.frameDigest, own != committed {
      command.say(
        "the pool has other bytes than were committed to, and the same units, strata and published values",
        "对象库与承诺时的文件字节不同，但对象、分类和公开内容相同"
      )
    }
  }
}
