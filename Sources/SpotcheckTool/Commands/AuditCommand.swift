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
    abstract: Language.ofEnvironment(
      "Examine draws that another system made, without its seed.",
      "检验其他系统的抽取名单是否随机，无需其种子。"
    ),
    discussion: """
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
      """
  )

  @Argument(help: "The frame that was drawn from, CSV; not needed for inspectors alone.")
  var frame: String?

  @OptionGroup var lists: DrawListOptions

  @Option(
    help: ArgumentHelp(
      "A list of units named before the draws were looked at: were they spared or favoured? May be"
        + " repeated.",
      valueName: "[name=]file"
    )
  )
  var named: [String] = []

  @Option(help: "The column of published random numbers, in the frame or in the lists.")
  var numbers: String?

  @Option(
    help: ArgumentHelp(
      "Columns of the frame to look at, joined by commas; by default all.",
      valueName: "column,…"
    )
  )
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "A column of the frame that holds numbers: its order is that of the numbers, its values are"
        + " their tenths. All other columns are text. May be repeated.",
      valueName: "column"
    )
  )
  var number: [String] = []

  @Option(help: "How the lists should have been drawn: srs, pareto or sequential-poisson.")
  var design: SizingOptions.UnitDesign = .srs

  @OptionGroup var inspectors: AssignmentOptions
  @OptionGroup var family: TestFamilyOptions
  @OptionGroup var pool: PoolOptions

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions
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
    request.assignments = try inspectors.read(output.table)
    let result = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try request.run(monitor: monitor)
    }
    let document = AuditDocument(result)
    let language = common.language
    let page = try page.file(document, language: language)
    try document.write(format, to: output, with: page, language: language)
    if !result.isClear { throw ExitCode(ExitStatus.no.rawValue) }
  }

  private func read(_ path: String, into request: inout AuditRequest) throws {
    let frame = try AuditFrame(
      try Pool(path, layout: try pool.layout(output.table)),
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
  @Option(help: "The probability of any false alarm, for all tests together.")
  var alpha = "0.01"

  @Option(help: "The probability at which the smallest bias is found.")
  var power = "0.9"

  @Option(help: "holm or benjamini-hochberg.")
  var correction: Multiplicity = .holm

  @Option(help: "How often to draw again; by default as often as the tests need.")
  var replicates: String?

  @Option(help: "The seed of the replicates; the report prints it.")
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
