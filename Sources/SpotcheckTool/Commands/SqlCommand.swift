import ArgumentParser
import Draws
import Frames
import Sampling

/// `spotcheck sql`: the statements by which an engine draws.
struct SqlCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: Language.ofRun(
      "Print the SQL by which DuckDB, PostgreSQL or Spark draws.",
      "生成由 DuckDB、PostgreSQL 或 Spark 完成抽取的 SQL。"
    ),
    discussion: Language.ofRun(
      """
      For a pool that may not leave its engine, or is too large to. Three statements: the preflight counts \
      the strata, the draw selects by the engine's SHA-256, the frame lists every unit. Run the preflight \
      first: the draw needs its counts, or a record. What comes back is not trusted: accept recomputes it. \
      Those of DuckDB and PostgreSQL go to their clients' standard input; those of Spark to spark.sql().

      Example: spotcheck sql --engine duckdb --query "SELECT * FROM 'pool.parquet'" --id id --stratum class \
      --only preflight | duckdb -batch -bail > preflight.csv

      spotcheck sql --engine duckdb --query "SELECT * FROM 'pool.parquet'" --id id --stratum class \
      --preflight preflight.csv --rule "10%" --label 2024-01 --seed "4 6 1 1 3 5 2 6 6 1" --only draw
      """,
      """
      用于对象库不得离开引擎或过大的情形。共三条语句：预检统计各分类对象数，抽取用引擎的 SHA-256 选出对象，名单列出全部对象。\
      先运行预检：抽取语句需要其数量或记录。返回的结果不被信任，由 accept 复算。DuckDB 和 PostgreSQL 的语句送入其客户端的标准输入，\
      Spark 的语句用 spark.sql() 运行。

      示例：spotcheck sql --engine duckdb --query "SELECT * FROM '对象库.parquet'" --id 编号 --stratum 风险等级 \
      --only preflight | duckdb -batch -bail > 预检.csv

      spotcheck sql --engine duckdb --query "SELECT * FROM '对象库.parquet'" --id 编号 --stratum 风险等级 \
      --preflight 预检.csv --rule "10%" --label 2024-01 --seed "4 6 1 1 3 5 2 6 6 1" --only draw
      """
    )
  )

  @OptionGroup var relation: RelationOptions
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
    help: ArgumentHelp(
      "The public seed; without it the statements before the seed are printed, preflight and frame.",
      "已公布的种子；不给出时只生成种子产生之前的语句：预检和名单",
      value: .seed
    )
  )
  var seed: String?

  @Option(
    help: ArgumentHelp(
      "The record of a committed draw, which has the counts too.",
      "承诺时写出的记录，其中也有各分类的数量",
      value: .record
    )
  )
  var record: String?

  @Option(
    help: ArgumentHelp(
      "What the engine has counted: the result of the preflight.",
      "预检语句的结果",
      value: .file
    )
  )
  var preflight: String?

  @Option(
    help: ArgumentHelp(
      "Columns that will be published, which the frame then has too; joined by commas.",
      "将要公布的列，名单中会包含这些列；以逗号分隔",
      value: .columns
    )
  )
  var publishColumns: String?

  @Flag(
    help: ArgumentHelp(
      "Let the key of a sealed draw stand in the engine's logs.",
      "允许密封抽取的密钥出现在引擎日志中"
    )
  )
  var keyInEngine = false

  @Option(
    help: ArgumentHelp(
      "Print one statement alone: preflight, draw or frame.",
      "只生成一条语句：preflight（预检）、draw（抽取）或 frame（名单）",
      value: .statement
    )
  )
  var only: Statement?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this file instead of standard output.",
      "写入此文件，而不是标准输出",
      value: .file
    )
  )
  var output = "-"

  @OptionGroup var common: CommonOptions

  enum Statement: String, ExpressibleByArgument, CaseIterable { case preflight, draw, frame }

  func execute() throws {
    let record = try record.map { try RecordFile.read($0) }
    var layout = try columns.layout(TableLayout(heading: .plain)).conditions(of: record)
    layout.table = nil
    layout.others =
      (publishColumns?.split(separator: ",").map(String.init) ?? [])
      + (record?.shown.columns.map(\.text) ?? [])
    guard sizing.design == .srs, record.map({ $0.design == .srs }) ?? true else {
      throw PushRefusal.bySize
    }
    guard record?.excluded.isEmpty ?? true else { throw PushRefusal.excluded }
    let statements = try EngineStatements(
      relation.engine,
      try relation.relation(columns),
      layout: layout
    )
    let wanted = only.map { [$0] } ?? Statement.allCases.filter { $0 != .draw || seed != nil }
    let texts = try wanted.map { statement in
      let text =
        switch statement {
        case .preflight: statements.preflight
        case .frame: statements.frame
        case .draw: try draw(statements, record)
        }
      let title = only == nil ? "-- \(statement.rawValue)\n" : ""
      return title + statements.copied(text)
    }
    let file = try OutputFile(output, isPrivate: record?.isSealed == true)
    try file.write(texts.joined(separator: "\n"))
    try file.commit()
  }

  private func draw(_ statements: EngineStatements, _ record: DrawRecord?) throws -> String {
    guard let seed else {
      throw UsageError("the draw needs the --seed", "抽取语句需要 --seed")
    }
    guard record?.isSealed != true || keyInEngine else { throw PushRefusal.sealed }
    let task = try sizing.planTask()
    let request = try sizing.request(
      label: try SizingOptions.label(label, task: task),
      seed: try Text.name(seed, of: "--seed"),
      record: record,
      task: task,
      measure: nil
    )
    let counted = try preflight.map { try Preflight($0) }
    let plans = try request.pushed(counted, file: preflight ?? self.record ?? "-")
    if record?.isSealed == true {
      say(
        "the key of the sealed draw stands in this statement and in the engine's logs: keep both as the record",
        "密封抽取的密钥出现在语句和引擎日志中，须与记录同样保管"
      )
    }
    let strata = plans.map { EngineStatements.Stratum($0.stratum, $0.count) }
    return statements.draw(strata, key: request.key.digest)
  }
}
