import Answers
import ArgumentParser
import Draws
import Frames
import Plans
import Sampling

/// `spotcheck accept`: takes what an engine has drawn, recomputed.
struct AcceptCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: Language.ofRun(
      "Recompute what an engine has drawn, and write selection and receipt.",
      "复算引擎抽取的结果，写出抽取结果和回执。"
    ),
    discussion: Language.ofRun(
      """
      RESULT is what the draw of sql has given. Every ticket is recomputed, order, counts and classes are \
      compared. Whether the engine has kept a unit back shows the frame alone, whose digest the receipt then \
      has: give it with --frame. Exit status 0: taken; 1: it is not the draw; 2: taken without a frame.

      Example: spotcheck accept result.csv --engine duckdb --query "SELECT * FROM 'pool.parquet'" --id id \
      --stratum class --preflight preflight.csv --frame frame.csv --rule "10%" --label 2024-01 \
      --seed "4 6 1 1 3 5 2 6 6 1" -o selection.csv --receipt receipt.json
      """,
      """
      结果文件由 sql 的抽取语句得到。逐个复算号码，并比较次序、数量和分类。引擎是否隐去了对象，只有名单能说明，\
      请用 --frame 给出，其摘要写入回执。退出码 0：已接收；1：不是本次抽取；2：已接收，但没有名单。

      示例：spotcheck accept 结果.csv --engine duckdb --query "SELECT * FROM '对象库.parquet'" --id 编号 \
      --stratum 风险等级 --preflight 预检.csv --frame 名单.csv --rule "10%" --label 2024-01 \
      --seed "4 6 1 1 3 5 2 6 6 1" -o 抽取结果.csv --receipt 回执.json
      """
    )
  )

  @Argument(
    help: ArgumentHelp("The result of the draw.", "抽取语句的结果", value: .file)
  )
  var result: String

  @OptionGroup var relation: RelationOptions

  @Option(
    help: ArgumentHelp(
      "The result of the statement frame; - is standard input.",
      "名单语句的结果；- 表示标准输入",
      value: .file
    )
  )
  var frame: String?

  @Option(
    help: ArgumentHelp(
      "What the engine has counted: the result of the preflight.",
      "预检语句的结果",
      value: .file
    )
  )
  var preflight: String?

  @OptionGroup var columns: PoolOptions
  @OptionGroup var sizing: SizingOptions
  @OptionGroup var binding: SeedOptions
  @OptionGroup var outputs: SelectionOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let record = try binding.readRecord()
    try binding.discreetly(record, stratum: columns.stratum) { try accept(record) }
    guard frame == nil else { return }
    say(
      "frame: NOT CHECKED: whether the engine has kept a unit back can only be told with --frame",
      "名单：未核对：引擎是否隐去了对象，须用 --frame 给出名单才能判断"
    )
    throw ExitCode(ExitStatus.notChecked.rawValue)
  }

  private func accept(_ record: DrawRecord?) throws {
    try outputs.check()
    guard sizing.design == .srs, record.map({ $0.design == .srs }) ?? true else {
      throw PushRefusal.bySize
    }
    let task = try sizing.planTask()
    let seed = try Text.name(binding.seed, of: "--seed")
    var request = try sizing.request(
      label: try SizingOptions.label(binding.label, task: task),
      seed: seed,
      record: record,
      task: task,
      measure: nil
    )
    request.teams = try outputs.readTeams()
    var layout = try columns.layout(TableLayout(heading: .plain)).conditions(of: record)
    layout.table = nil
    layout.delimiter = try outputs.output.delimiterByte
    let statements = try EngineStatements(
      relation.engine,
      try relation.relation(columns),
      layout: layout
    )
    layout.idColumns = [statements.id]
    let places = try outputs.places(common.language)
    let log = try record.map { record in
      try binding.log(of: record, seed: seed, receipts: places.receipts) { say([$0]) }
    }
    // Nobody else draws the record before what this draw shows is shown.
    defer { withExtendedLifetime(log) {} }
    let counted = try preflight.map { try Preflight($0) }
    try Work.monitored(quiet: common.quiet, language: common.language) {
      [layout, request] monitor in
      var acceptance = Acceptance(
        request,
        try EngineResult(result, layout: layout),
        engine: EngineReading(
          name: relation.engine.rawValue,
          version: counted?.version,
          query: statements.relation.text,
          way: EngineReading.push
        )
      )
      acceptance.preflight = counted
      acceptance.frame = try frame.map { path in
        var plain = layout
        plain.delimiter = nil
        return try Pool(path, layout: plain, monitor: monitor)
      }
      let outcome = try acceptance.write(
        into: places,
        publishing: outputs.published,
        log: log,
        monitor: monitor
      )
      say(request.sentences(of: outcome, base: task?.base))
      // The units are drawn, and the frames allow no teams: the answer is no.
      if let teams = outcome.teams, teams.missing > 0 { throw ExitCode(ExitStatus.no.rawValue) }
    }
  }
}
