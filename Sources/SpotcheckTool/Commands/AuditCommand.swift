import Analysis
import Answers
public import ArgumentParser
import Frames
public import Inference
import Sampling

/// `spotcheck audit`: examines draws that somebody else made.
struct AuditCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: Language.ofRun(
      "Examine draws that another system made, without its seed.",
      "检验其他系统的抽取名单是否随机，无需其种子。"
    ),
    discussion: Language.ofRun(
      """
      POOL.csv is the frame, the lists hold its identifiers. A family of tests looks for every k-th \
      row, first or last rows of any column's order, values of any column that are favoured or spared \
      (a district, a street, an owner), units that are never or too often drawn, draws that repeat each \
      other. Columns are text unless --number names them. The first lines say what was found. P-values are adjusted for their number (Holm) and \
      stand beside the smallest bias that could have been found. All tests are made within the \
      strata.

      Example: spotcheck audit pool.csv --stratum class --draw 2024=a.csv --draw 2025=b.csv
      Example: spotcheck audit pool.csv --draws all.csv --by year --named friends=friends.csv
      Example: spotcheck audit pool.csv --draw a.csv --design pareto --measure turnover

      Inspectors, by exchanging them under the constraints: turns, fixed teams and successions, \
      repeated visits, who is sent to which class and district, loads, rates of findings given the class. ASSIGNMENTS.csv is in the order of \
      the list.

      Example: spotcheck audit --assignments visits.csv --inspector officer --within department \
      --class class --district town --finding result --event Fail

      The lists of a declared rotation avoid each other by design: audit them one at a time.

      Exit status 1: a test finds a deviation at --alpha, or a list holds units that are not in the \
      frame or stand twice. Status 0 is no proof that a draw was random.
      """,
      """
      对象库是被抽取的全体，名单中是其标识。一组检验查找：每隔若干行抽一个，按某列排序的首尾行，被偏重或放过的取值（片区、街道、业主），\
      从未或过多被抽到的对象，相互重复的抽取。各列视为文本，除非用 --number 指明。开头几行说明查到了什么。P 值按检验个数校正（Holm），\
      并给出能够发现的最小偏差。所有检验都在分类内部进行。

      示例：spotcheck audit 对象库.csv --stratum 风险等级 --draw 2024=甲.csv --draw 2025=乙.csv
      示例：spotcheck audit 对象库.csv --draws 全部.csv --by 年度 --named 熟人=熟人.csv
      示例：spotcheck audit 对象库.csv --draw 甲.csv --design pareto --measure 营业额

      检验派员：在约束之内互换检查人员，查找轮流、固定搭档和接替、重复到访、谁被派往哪一类和哪一片区、工作量、同类对象中的查出率。派员名单按\
      派出顺序。

      示例：spotcheck audit --assignments 派员.csv --inspector 检查人员 --within 科室 --class 风险等级 --district 片区 \
      --finding 结果 --event 不合格

      已声明的轮换抽取，各年名单本来就互不重复：请逐份检验。

      退出码 1：某项检验在 --alpha 下发现偏差，或名单中有对象库以外的或重复的对象。退出码 0 不能证明抽取是随机的。
      """
    )
  )

  @Argument(
    help: ArgumentHelp(
      "The frame that was drawn from, CSV; not needed for inspectors alone.",
      "被抽取的对象库（CSV），只检验派员时不需要",
      value: .file
    )
  )
  var frame: String?

  @OptionGroup var lists: DrawListOptions

  @Option(
    help: ArgumentHelp(
      "A list of units named before the draws were looked at: were they spared or favoured? May"
        + " be repeated.",
      "查看抽取名单之前就已指明的对象名单：检验其是否被放过或被偏重；可多次给出",
      value: .namedFile
    )
  )
  var named: [String] = []

  @Option(
    help: ArgumentHelp(
      "The column of published random numbers, in the frame or in the lists.",
      "已公布的随机数所在的列，可在对象库或名单中",
      value: .column
    )
  )
  var numbers: String?

  @Option(
    help: ArgumentHelp(
      "Columns of the frame to look at, joined by commas; by default all.",
      "要检验的对象库列，以逗号分隔，默认为全部",
      value: .columns
    )
  )
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "A column of the frame that holds numbers: its order is that of the numbers, its values"
        + " are their tenths. All other columns are text. May be repeated.",
      "对象库中的数值列：按数值排序，并按十等分比较；其他列一律视为文本；可多次给出",
      value: .column
    )
  )
  var number: [String] = []

  @Option(
    help: ArgumentHelp(
      "How the lists should have been drawn: srs, pareto or sequential-poisson.",
      "名单应有的抽取方式：srs、pareto 或 sequential-poisson",
      value: .design
    )
  )
  var design: SizingOptions.UnitDesign = .srs

  @OptionGroup var inspectors: AssignmentOptions
  @OptionGroup var family: TestFamilyOptions
  @OptionGroup var pool: PoolOptions

  @OptionGroup var page: PageOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    guard frame == nil ? lists.isEmpty && !inspectors.isEmpty : !lists.isEmpty else {
      throw UsageError(
        "give a frame with the lists that were drawn (--draw, or --draws and --by), or --assignments",
        "请给出对象库和抽取名单（--draw 或 --draws 与 --by），或用 --assignments 给出派员名单"
      )
    }
    guard (design == .srs) == (pool.measure == nil) else {
      throw UsageError(
        "--measure and a --design by size (pareto, sequential-poisson) go together",
        "--measure 须与按规模抽取的 --design（pareto、sequential-poisson）同时使用"
      )
    }
    var request = try family.request()
    if let frame { try read(frame, into: &request) }
    request.assignments = try inspectors.read(results.table)
    let result = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try request.run(monitor: monitor)
    }
    let document = AuditDocument(result)
    let language = common.language
    let page = try page.file(document, language: language)
    try document.write(to: results, with: page, language: language)
    if !result.isClear { throw ExitCode(ExitStatus.no.rawValue) }
  }

  private func read(_ path: String, into request: inout AuditRequest) throws {
    let frame = try AuditFrame(
      try Pool(path, layout: try pool.layout(results.table)),
      columns: columns?.split(separator: ",").map(String.init),
      numbers: number
    )
    request.draws = (frame, try lists.read(frame: frame.roster.pool))
    request.design = design.design
    request.numbers = numbers
    for text in named {
      let (name, path) =
        text.contains("=") ? try DrawListOptions.split(text, of: "--named") : (text, text)
      guard !request.named.contains(where: { $0.name == name }) else {
        throw UsageError(
          "--named \"\(text.excerpt)\": there are two lists of this name; write name=file",
          "--named “\(text.excerpt)”：名称重复，请写成 名称=文件"
        )
      }
      request.named += try DrawList.read(path, name: name, frame: frame.roster.pool)
    }
  }
}

/// How many tests are judged together.
struct TestFamilyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The probability of any false alarm, for all tests together.",
      "全部检验合计出现误报的概率",
      value: .share
    )
  )
  var alpha = "0.01"

  @Option(
    help: ArgumentHelp(
      "The probability at which the smallest bias is found.",
      "计算可发现的最小偏差所用的检出概率",
      value: .share
    )
  )
  var power = "0.9"

  @Option(
    help: ArgumentHelp(
      "How p-values are adjusted: holm or benjamini-hochberg.",
      "多重检验校正：holm 或 benjamini-hochberg",
      value: .method
    )
  )
  var correction: Multiplicity = .holm

  @Option(
    help: ArgumentHelp(
      "How often to draw again; by default as often as the tests need.",
      "重复抽取的次数，默认为检验所需的次数",
      value: .number
    )
  )
  var replicates: String?

  @Option(
    help: ArgumentHelp(
      "The seed of the replicates; the report prints it.",
      "重复抽取所用的种子，会写入报告",
      value: .seed
    )
  )
  var seed = "1"

  /// A request with these options.
  func request() throws -> AuditRequest {
    var request = AuditRequest()
    request.alpha = try TestFamilyOptions.open(alpha, of: "--alpha")
    request.power = try TestFamilyOptions.open(power, of: "--power")
    request.correction = correction
    request.seed = seed
    request.replicates = try replicates.map { text in
      guard let count = Int(text), (99...10_000_000).contains(count) else {
        throw UsageError(
          "--replicates \"\(text.excerpt)\" is no whole number from 99 to 10000000",
          "--replicates “\(text.excerpt)”不是 99 到 10000000 之间的整数"
        )
      }
      return count
    }
    return request
  }

  /// A probability strictly between 0 and 1.
  static func open(_ text: String, of flag: String) throws -> Ratio {
    let ratio = try Text.ratio(text, of: flag)
    guard ratio > Ratio(0), ratio < Ratio(1) else {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" is not between 0 and 1; write one such as 0.01",
        "\(flag) “\(text.excerpt)”不在 0 和 1 之间，请填写 0.01 这样的数"
      )
    }
    return ratio
  }
}

extension Multiplicity: ExpressibleByArgument {}
