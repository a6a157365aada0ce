import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck verify`: recomputes a draw and says exactly what differs.
struct VerifyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute a draw from its receipt and say what differs.",
    discussion: """
      Exit status 1 where anything differs.

      Example: spotcheck verify receipt.json --pool pool.csv --selection selection.csv
      """
  )

  @Argument(help: "The receipt that the draw wrote.")
  var receipt: String

  @Option(help: "The pool that was drawn from.")
  var pool: String?

  @Option(help: "The selection as it was given out: CSV or JSON, or the list that was published.")
  var selection: String?

  @Option(help: "The record that was committed to.")
  var record: String?

  @Option(help: "utf-8 or gb18030; by default it is found.")
  var encoding: TextEncoding?

  @Option(help: "The table or view of an SQLite database that was drawn from.")
  var table: String?

  @OptionGroup var output: OutputOptions

  @OptionGroup var common: CommonOptions

  func execute() throws {
    let delimiter = try output.delimiterByte
    let receipt = try Receipt(try InputFile.bytes(of: receipt), file: receipt)
    var evidence = Evidence()
    evidence.selection = try selection.map { try GivenSelection($0, delimiter: delimiter) }
    if let path = self.record {
      let record = try RecordFile.read(path)
      evidence.record = record
      evidence.seeds = try SeedLog(beside: path, commitment: record.commitment)?.seeds ?? []
    }
    let file = try output.open(isPrivate: true)
    let verification = try Work.monitored(quiet: common.quiet, language: common.language) {
      [evidence] monitor in
      let pool = try pool.map { path in
        var layout = try receipt.layout(delimiter: delimiter, encoding: encoding)
        layout.table = self.table
        return try Pool(path, layout: layout, monitor: monitor)
      }
      return try receipt.verify(pool: pool, evidence: evidence, monitor: monitor)
    }
    for line in verification.lines { try file.write(line.sentence(in: common.language) + "\n") }
    let answer = common.language
    try file.write(
      verification.holds
        ? answer("verified: everything is as the receipt says\n", "验证通过：与回执完全一致\n")
        : answer("NOT verified\n", "验证未通过\n")
    )
    try file.commit()
    if !verification.holds { throw ExitCode(ExitStatus.no.rawValue) }
  }
}
