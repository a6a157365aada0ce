import ArgumentParser
import Draws
import Frames
import Plans
import Sampling

/// How sizes, reserves and starts are decided.
struct SizingOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "A task of a plan, as plan check wrote it: its rules, and its label where none is given.",
      "计划中的任务（由 plan check 写出）：取其规则，未给出名称时取其名称",
      value: .task
    )
  )
  var task: String?

  @Option(
    help: ArgumentHelp(
      "A table of sizes, as size and tune write it, in place of rules.",
      "抽取数表（由 size、tune 写出），代替规则",
      value: .file
    )
  )
  var sizes: String?

  @Option(
    help: ArgumentHelp(
      "A rule on the stratum's size: how many reserves. May be repeated.",
      "按抽取数计算候补数的规则，可多次给出",
      value: .rule
    )
  )
  var reserves: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where a coordinated draw enters the circle of tickets. May be repeated.",
      "协调抽取在号码环上的起点，可多次给出",
      value: .start
    )
  )
  var start: [String] = []

  @Option(
    help: ArgumentHelp(
      "The receipt of the draw before this one in a rotation: begin behind its last unit used.",
      "轮换抽取：上一次的回执，从其最后一个使用的对象之后开始",
      value: .file
    )
  )
  var after: String?

  @Option(
    help: ArgumentHelp(
      "With --after: the selection of that draw without the reserves that were not used.",
      "与 --after 同用：上次的抽取结果，去掉未使用的候补",
      value: .file
    )
  )
  var used: String?

  @Option(
    help: ArgumentHelp(
      "The design: srs, pareto or sequential-poisson.",
      "抽取方式：srs（简单随机）、pareto 或 sequential-poisson（按规模）",
      value: .design
    )
  )
  var design: UnitDesign = .srs

  enum UnitDesign: String, ExpressibleByArgument, CaseIterable {
    case srs, pareto
    case sequentialPoisson = "sequential-poisson"

    /// The design of the library.
    var design: Design {
      switch self {
      case .srs: .srs
      case .pareto: .pareto
      case .sequentialPoisson: .sequentialPoisson
      }
    }
  }

  /// The reserves of a draw of positions, which has neither classes nor a column; what would have no
  /// effect on it is refused.
  func positionReserves(_ columns: PoolOptions) throws -> RuleSet {
    let reserves = try reserveRules()
    guard rules.ruleTexts.isEmpty, rules.overall.isEmpty, sizes == nil, start.isEmpty, after == nil,
      used == nil, design == .srs, reserves.byStratum.isEmpty, columns.namesNothing,
      columns.conditions.isEmpty,
      columns.exclude == nil
    else {
      throw UsageError(
        "a numbered pool has no classes, columns or circle: of rules and columns give --size and"
          + " --reserves alone",
        "编号抽取没有分类、列和起点，只需 --size 和 --reserves"
      )
    }
    return reserves
  }

  /// Rules or sizes; nil where neither was given.
  func sizing(task: PlanTask?) throws -> Sizing? {
    let set = try rules.ruleSet()
    guard [task != nil, sizes != nil, !set.isEmpty].count(where: { $0 }) <= 1 else {
      throw UsageError(
        "give one of --rule, --sizes and --task",
        "--rule、--sizes、--task 只能用其一"
      )
    }
    if let task { return .rules(task.ruleSet) }
    if let sizes { return .sizes(try SizesFile(sizes)) }
    return set.isEmpty ? nil : .rules(set)
  }

  /// The task of a plan, nil where none was named.
  func planTask() throws -> PlanTask? {
    try task.map { text in
      guard let reference = PlanReference(text) else {
        throw UsageError(
          "--task \"\(text.excerpt)\": write the plan's file and the task's number, plan.json#2",
          "--task “\(text.excerpt)”：请写计划文件和任务编号，例如 plan.json#2"
        )
      }
      return try PlanTask.read(from: reference.path, number: reference.number)
    }
  }

  /// The label: as given, else the task's.
  static func label(_ label: String?, task: PlanTask?) throws -> ProtocolText {
    guard let text = label ?? task?.label else {
      throw UsageError("give the draw a --label", "请用 --label 给出本次抽取的名称")
    }
    return try Text.name(text, of: "--label")
  }

  /// Rules on reserves.
  func reserveRules() throws -> RuleSet { try RuleOptions.ruleSet(reserves) }

  /// The design, checked against the measure.
  func design(measure: String?) throws -> Design {
    let design = self.design.design
    guard (design == .srs) == (measure == nil) else {
      throw UsageError(
        "--measure and a --design by size (pareto, sequential-poisson) go together",
        "--measure 须与按规模抽取的 --design（pareto、sequential-poisson）同时使用"
      )
    }
    return design
  }

  /// The draw that this one goes on from, nil for none; starts that can not hold are refused before a file is
  /// read.
  func rotationStart(_ design: Design) throws -> RotationStart? {
    guard start.isEmpty || after == nil else {
      throw UsageError("give --start or --after, not both", "--start 与 --after 只能用其一")
    }
    guard design == .srs || (start.isEmpty && after == nil) else {
      throw UsageError(
        "--start and --after go with simple random selection only",
        "--start 和 --after 只适用于简单随机抽取"
      )
    }
    guard used == nil || after != nil else {
      throw UsageError("--used goes with --after", "--used 须与 --after 同时使用")
    }
    return try after.map { path in
      try RotationStart(receipt: path, used: try used.map { try GivenSelection($0) })
    }
  }

  /// The starts; those of a receipt must belong to the same key.
  func starts(key: DrawKey?, after rotation: RotationStart?) throws -> Starts {
    if let rotation { return try rotation.starts(for: key) }
    guard !start.isEmpty else { return .none }
    var byStratum: [ProtocolText: Digest] = [:]
    for text in start {
      let (name, hex) = Text.split(text)
      guard let digest = Digest(hex: hex) else {
        throw UsageError(
          "--start \"\(text.excerpt)\": write 64 lower-case hexadecimal digits",
          "--start “\(text.excerpt)”：应为 64 位小写十六进制数字"
        )
      }
      guard let name else {
        guard start.count == 1 else {
          throw UsageError(
            "one --start for all strata, or one for each by name",
            "--start 可对所有分类给出一个，或按分类名称逐一给出"
          )
        }
        return .everywhere(digest)
      }
      byStratum[try Text.name(name, of: "--start")] = digest
    }
    return .byStratum(byStratum)
  }
}
