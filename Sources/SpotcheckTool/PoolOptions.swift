public import ArgumentParser
public import Frames
import Inspections
import Sampling

/// Which file is drawn from and what its columns mean.
struct PoolOptions: ParsableArguments {
  @Option(
    name: .customLong("id"),
    help: ArgumentHelp(
      "Columns of the identifier, joined by commas; the first that is not empty counts.",
      valueName: "column,…"
    )
  )
  var idColumns: String?

  @Option(help: "The column of the stratum; without it the pool is one stratum.")
  var stratum: String?

  @Option(help: "The column of the size measure, for a design by size.")
  var measure: String?

  @Option(help: "The name of the stratum of units whose class is empty.")
  var unclassified: String?

  @Flag(
    help: "Bring identifiers and strata into Unicode form NFKC and trim them; the receipt says so."
  )
  var normalizeIds = false

  @Flag(help: "Take codes that a spreadsheet seems to have shortened (9.14E+17) as they stand.")
  var keepCodes = false

  @Option(help: "utf-8 or gb18030; by default it is found.")
  var encoding: TextEncoding?

  @Option(help: "The table or view of an SQLite database that is the pool.")
  var table: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Draw inside this condition: \"status = open\", \"number:staff >= 50\", \"district in (east, west)\","
        + " \"closed is empty\". May be repeated; all hold together.",
      valueName: "column op value"
    )
  )
  var conditions: [String] = []

  @Option(
    help: ArgumentHelp(
      "A table of units to keep out of the draw, with the column of identifiers and a column reason; they"
        + " stay in the base of every ratio.",
      valueName: "file"
    )
  )
  var exclude: String?

  @OptionGroup var totals: TotalsOptions

  /// Whether nothing is said of the meaning of columns.
  var namesNothing: Bool {
    idColumns == nil && stratum == nil && measure == nil && unclassified == nil && !normalizeIds
      && !totals.keepTotals && !keepCodes
  }

  /// The layout of the pool.
  func layout(_ input: TableLayout) throws -> PoolLayout {
    var layout = PoolLayout()
    layout.idColumns = idColumns?.split(separator: ",").map(String.init) ?? []
    layout.stratumColumn = stratum
    layout.measureColumn = measure
    layout.unclassified = try unclassified.map { try Text.name($0, of: "--unclassified") }
    layout.normalizes = normalizeIds
    layout.encoding = encoding
    layout.table = table
    layout.refusesTotals = !totals.keepTotals
    layout.delimiter = input.delimiter
    layout.sheet = input.sheet
    layout.heading = input.heading
    layout.refusesDamage = true
    layout.keepsCodes = keepCodes
    layout.filters = try conditions.map { try RowFilter(parsing: $0) }
    layout.exclusions = try exclusions()
    return layout
  }

  /// Units to keep out; nil where no list is named.
  func exclusions() throws -> ExclusionList? { try exclude.map { try Self.exclusions($0) } }

  /// Units to keep out, as a file lists them.
  static func exclusions(_ path: String) throws -> ExclusionList {
    try ExclusionList(try Table(try TableText(path), layout: TableLayout()))
  }
}

/// What is done with rows of totals.
struct TotalsOptions: ParsableArguments {
  @Flag(help: "Keep rows that read like totals (合计, Total) or repeat the heading: they are real.")
  var keepTotals = false
}

extension TextEncoding: ExpressibleByArgument {
  /// Reads the name of an encoding, in any case.
  ///
  /// - Parameter argument: the name.
  public init?(argument: String) {
    self.init(rawValue: argument.lowercased())
  }
}

/// How sizes, reserves and starts are decided.
struct SizingOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "A task of a plan, as plan check wrote it: its rules, and its label where none is given.",
      valueName: "plan.json#number"
    )
  )
  var task: String?

  @Option(help: "A table of sizes, as size and tune write it, in place of rules.")
  var sizes: String?

  @Option(
    help: ArgumentHelp(
      "A rule on the stratum's size: how many reserves. May be repeated.",
      valueName: "[stratum:] rule"
    )
  )
  var reserves: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where a coordinated draw enters the circle of tickets. May be repeated.",
      valueName: "[stratum:] hex"
    )
  )
  var start: [String] = []

  @Option(
    help: "The receipt of the draw before this one in a rotation: begin behind its last unit used."
  )
  var after: String?

  @Option(
    help: ArgumentHelp(
      "With --after: the selection of that draw without the reserves that were not used.",
      valueName: "selection"
    )
  )
  var used: String?

  @Option(help: "srs, pareto or sequential-poisson.")
  var design: UnitDesign = .srs

  enum UnitDesign: String, ExpressibleByArgument, CaseIterable {
    case srs, pareto
    case sequentialPoisson = "sequential-poisson"
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
    let design = Design(rawValue: self.design.rawValue) ?? .srs
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

/// Texts given on the command line.
enum Text {
  /// A text that a draw accepts.
  static func name(_ text: String, of flag: String) throws -> ProtocolText {
    do {
      return try ProtocolText(text)
    } catch {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" \(error.explanation(in: .english))",
        "\(flag) “\(text.excerpt)”\(error.explanation(in: .chinese))"
      )
    }
  }

  /// A text that a record keeps.
  static func recordText(_ text: String, of flag: String) throws -> RecordText {
    do {
      guard text.contains(where: { !$0.isWhitespace }) else { throw ProtocolTextError.empty }
      return try RecordText(text)
    } catch {
      let reason = error as? ProtocolTextError ?? .empty
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" \(reason.explanation(in: .english))",
        "\(flag) “\(text.excerpt)”\(reason.explanation(in: .chinese))"
      )
    }
  }

  /// A number of outcomes.
  static func outcomes(_ text: String) throws -> UInt64 {
    guard let number = UInt64(text), number > 0, String(number) == text else {
      throw UsageError(
        "--outcomes \"\(text.excerpt)\" is no whole number from 1 to \(UInt64.max); write the greatest for"
          + " more",
        "--outcomes “\(text.excerpt)”不是 1 到 \(UInt64.max) 之间的整数，更多时请写最大值"
      )
    }
    return number
  }

  /// Splits `STRATUM: VALUE` at the last colon: a stratum's name may hold one itself.
  static func split(_ text: String) -> (name: String?, value: String) {
    guard let colon = text.lastIndex(where: { $0 == ":" || $0 == "：" }) else {
      return (nil, trim(text[...]))
    }
    return (trim(text[..<colon]), trim(text[text.index(after: colon)...]))
  }

  /// The size of a numbered pool.
  static func population(_ text: String) throws -> UInt64 {
    guard let number = UInt64(text), number > 0, String(number) == text else {
      throw UsageError(
        "--population \"\(text.excerpt)\" is no whole number from 1 to \(UInt64.max)",
        "--population “\(text.excerpt)”不是 1 到 \(UInt64.max) 之间的整数"
      )
    }
    return number
  }

  /// A whole number within a range.
  static func count(
    _ text: String,
    of flag: String,
    in range: ClosedRange<Int> = 0...Int.max
  ) throws -> Int {
    guard let value = Ratio(decimal: text), value.denominator == 1,
      range.contains(value.numerator)
    else {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" is no whole number from \(range.lowerBound) to"
          + " \(range.upperBound); correct it",
        "\(flag) “\(text.excerpt)”不是 \(range.lowerBound) 到 \(range.upperBound) 之间的整数，请更正"
      )
    }
    return value.numerator
  }

  /// A number of years, from 1 to 1,000.
  static func years(_ text: String) throws -> Int { try count(text, of: "--years", in: 1...1_000) }

  /// An amount of memory: bytes, or with K, M or G behind the number thousands, millions, milliards.
  static func memory(_ text: String) throws -> Memory {
    let suffixes: [Character: Int] = ["K": 1_000, "M": 1_000_000, "G": 1_000_000_000]
    var digits = text.uppercased()
    if digits.hasSuffix("B") { digits.removeLast() }
    let factor = digits.last.flatMap { suffixes[$0] } ?? 1
    if factor > 1 { digits.removeLast() }
    guard let number = Int(digits), number > 0,
      case (let bytes, let overflow) = number.multipliedReportingOverflow(by: factor), !overflow,
      bytes >= Memory.least
    else {
      throw UsageError(
        "--memory \"\(text.excerpt)\": write at least \(Memory.least / 1_000_000)M, for example 256M",
        "--memory “\(text.excerpt)”：至少为 \(Memory.least / 1_000_000)M，例如 256M"
      )
    }
    return .limited(bytes)
  }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
