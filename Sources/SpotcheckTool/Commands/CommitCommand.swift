import ArgumentParser
import Foundation
import Frames
import Inspections
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

  @Option(help: "2, 3 … for a redraw of the same label.")
  var attempt = 1

  @Option(help: "The previous record of this authority, or its commitment.")
  var previous: String?

  @Flag(help: "Seal the draw with a secret: strata and order stay confidential.")
  var sealed = false

  @Option(help: "Take the secret of this record: the next draw of a rotation.")
  var secretOf: String?

  @Option(help: "Write the record to this file; confidential where sealed.")
  var record: String

  @Option(help: "Write the public notice to this file.")
  var notice: String

  @Option(name: .shortAndLong, help: "The character between fields, one byte, or tab.")
  var delimiter = ","

  @OptionGroup var common: CommonOptions

  func execute() throws {
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
    if form.digits < SeedForm.advisedDigits {
      say(
        "the seed will have \(form.digits) digits; a source with fewer than 2^32 outcomes (ten"
          + " digits) can be tried out beforehand",
        "种子只有 \(form.digits) 位数字，少于 2^32 种结果（十位）的来源可被事先穷举"
      )
    }
    guard attempt >= 1, attempt == 1 || previous != nil else {
      throw UsageError(
        "attempt \(attempt) needs --previous: the record of the attempt before",
        "第 \(attempt) 次尝试须用 --previous 给出上一次的记录"
      )
    }
    var request = CommitRequest(
      label: try SizingOptions.label(label, task: task),
      seedSource: try Text.name(seedSource, of: "--seed-source"),
      seedForm: form,
      sizing: sizing ?? .rules(RuleSet())
    )
    request.attempt = attempt
    request.previous = try previous.map { text in
      if let digest = Digest(hex: text) { return digest }
      return try RecordFile.read(text).commitment
    }
    request.reserves =
      try population == nil ? self.sizing.reserveRules() : self.sizing.positionReserves(columns)
    request.design = try self.sizing.design(measure: columns.measure)
    let delimiter = try OutputOptions.byte(of: delimiter)
    request.starts = try self.sizing.starts(
      key: nil,
      design: request.design,
      delimiter: delimiter
    )
    request.secret = try secret()
    for path in [record, notice] {
      guard InputFile.isRegular(path) else { continue }
      // A record that is replaced loses its secret, and with it a draw that was announced.
      throw OutputError.cannotCreate(file: path, reason: "it exists, and no commitment is replaced")
    }
    let (recordFile, noticeFile) = (
      try Output.open(record, isPrivate: true), try Output.open(notice, isPrivate: false)
    )
    let frozen = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      guard let pool else { return FrozenDraw(try positions(request)) }
      let layout = try columns.layout(delimiter: delimiter)
      return try Pool(pool, layout: layout, monitor: monitor).commit(request, monitor: monitor)
    }
    let committed = frozen.record
    try recordFile.write(committed.text)
    try noticeFile.write(Notice(committed).text)
    try recordFile.finish()
    try noticeFile.finish()
    try recordFile.commit()
    try noticeFile.commit()
    if frozen.encoding == .gb18030, let pool {
      say("\(pool) is read as GB18030", "\(pool) 按 GB18030 读取")
    }
    report(frozen.nameMatches, isSealed: committed.isSealed)
    report(normalized: frozen.normalized, frozen.doubts)
    say("commitment \(committed.commitment)", "承诺值 \(committed.commitment)")
    say(
      "publish \(notice) now; the seed must come after it",
      "请立即公布 \(notice)，种子必须在其后产生"
    )
    if committed.isSealed {
      say("keep \(record) secret: it holds the key", "\(record) 含有密钥，须保密")
    }
  }

  /// The record of a draw of positions.
  private func positions(_ request: CommitRequest) throws -> DrawRecord {
    try request.record(
      positions: try Text.count(size ?? "", of: "--size"),
      of: try Text.population(population ?? "")
    )
  }

  private func secret() throws -> Secret? {
    if let secretOf {
      guard let secret = try RecordFile.read(secretOf).secret else {
        throw UsageError(
          "\(secretOf): the record is of an open draw and has no secret",
          "\(secretOf)：公开抽取的记录中没有密钥"
        )
      }
      return secret
    }
    var generator = SystemRandomNumberGenerator()
    return sealed ? Secret(using: &generator) : nil
  }
}
