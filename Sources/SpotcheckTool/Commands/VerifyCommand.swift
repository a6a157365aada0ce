import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck verify`: recomputes a draw and says exactly what differs.
struct VerifyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: Language.ofEnvironment(
      "Recompute a draw from its receipt and say what differs.",
      "按回执复算一次抽取，指出所有不同之处。"
    ),
    discussion: Language.ofEnvironment(
      """
      Exit status 1 where anything differs.

      Example: spotcheck verify receipt.json --pool pool.csv --selection selection.csv --record record.txt

      Anybody, with what was published (of an open draw the pool too, if it is public; of a sealed one
      without --pool): spotcheck verify public/receipt.json --notice notice.txt \
      --selection public/selection.csv --pool pool.csv --stratum class
      """,
      """
      有任何不同时退出码为 1。

      示例：spotcheck verify 回执.json --pool 对象库.csv --selection 抽取结果.csv --record 记录.txt

      任何人凭公开材料核验（公开抽取且对象库公开时可完整复算；密封抽取去掉 --pool）：\
      spotcheck verify 公示/receipt.json --notice 公告.txt --selection 公示/selection.csv \
      --pool 对象库.csv --stratum 分类
      """
    )
  )

  @Argument(help: "The receipt that the draw wrote, or the one that was published.")
  var receipt: String

  @Option(help: "The pool that was drawn from.")
  var pool: String?

  @Option(help: "The selection as it was given out: CSV or JSON, or the list that was published.")
  var selection: String?

  @Option(help: "The record that was committed to.")
  var record: String?

  @Option(help: "The notice as it was published; that of an open draw holds the record.")
  var notice: String?

  @OptionGroup(title: "Columns of the pool, which a public receipt does not name")
  var columns: PoolOptions

  @OptionGroup var output: OutputOptions

  @OptionGroup var common: CommonOptions

  func execute() throws {
    let delimiter = try output.delimiterByte
    let bytes = try InputFile.bytes(of: receipt)
    let evidence = try self.evidence(delimiter: delimiter)
    if let published = try PublicReceipt(bytes, file: receipt) {
      var layout = try columns.layout(delimiter: delimiter)
      // The first column of the list that was published is that of the identifier.
      if layout.idColumns.isEmpty { layout.idColumns = evidence.selection?.firstColumn ?? [] }
      try report(isSealed: published.sealed, layout: layout, evidence) {
        try published.verify(pool: $0, evidence: $1, monitor: $2)
      }
      return
    }
    guard columns.namesNothing else {
      throw UsageError(
        "the receipt names the columns itself; leave --id, --stratum, --measure, --unclassified and"
          + " --normalize-ids out",
        "回执中已有列名，请去掉 --id、--stratum、--measure、--unclassified 和 --normalize-ids"
      )
    }
    let own = try Receipt(bytes, file: receipt)
    var layout = try own.layout(delimiter: delimiter, encoding: columns.encoding)
    layout.table = columns.table
    try report(isSealed: false, layout: layout, evidence) {
      try own.verify(pool: $0, evidence: $1, monitor: $2)
    }
  }

  /// Verifies and writes what was found.
  private func report(
    isSealed: Bool,
    layout: PoolLayout,
    _ evidence: Evidence,
    _ verify: (Pool?, Evidence, WorkMonitor) throws -> Verification
  ) throws {
    let file = try output.open(isPrivate: true)
    let verification = try Work.monitored(quiet: common.quiet, language: common.language) {
      monitor in
      let pool = try pool.map { try Pool($0, layout: layout, monitor: monitor) }
      return try verify(pool, evidence, monitor)
    }
    for line in verification.lines { try file.write(line.sentence(in: common.language) + "\n") }
    try file.write(conclusion(verification.holds, isSealed: isSealed) + "\n")
    try file.commit()
    if !verification.holds { throw ExitCode(ExitStatus.no.rawValue) }
  }

  private func evidence(delimiter: UInt8) throws -> Evidence {
    var evidence = Evidence()
    evidence.selection = try selection.map { try GivenSelection($0, delimiter: delimiter) }
    evidence.notice = try notice.map { try Notice(try InputFile.bytes(of: $0), file: $0) }
    evidence.record = evidence.notice?.record
    if let path = self.record {
      let record = try RecordFile.read(path)
      evidence.record = record
      evidence.seeds = try SeedLog(beside: path, commitment: record.commitment)?.seeds ?? []
    }
    return evidence
  }

  /// The last line; of a sealed draw the public sees a part.
  private func conclusion(_ holds: Bool, isSealed: Bool) -> String {
    let answer = common.language
    guard holds else { return answer("NOT verified", "验证未通过") }
    return isSealed
      ? answer(
        "verified as far as the public can: the form is right",
        "公众可核对的部分通过：形式无误"
      )
      : answer("verified: everything is as the receipt says", "验证通过：与回执完全一致")
  }
}
