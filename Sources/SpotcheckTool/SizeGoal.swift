import Analysis
import ArgumentParser
import Frames
import Inference
import Sampling

/// What the sizes must reach: a total, a budget or precisions, and what each class must prove.
struct SizeGoal: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The sum of all sizes; the rest above the rules is given by the method.",
      "抽取总数；满足规则后其余按 --method 分配",
      value: .number
    )
  )
  var total: String?

  @Option(
    help: ArgumentHelp(
      "What may be spent, in the unit of the columns cost and setup, instead of a total.",
      "预算（单位同 cost、setup 列），代替总数",
      value: .amount
    )
  )
  var budget: String?

  @Option(
    help: ArgumentHelp(
      "The least cost at which the total has at most this variance (columns sd, variance or"
        + " prevalence). May be repeated: \"income@region: 4000\".",
      "使总量的方差不超过此值的最省方案（需 sd、variance 或 prevalence 列）；可多次给出，例如 \"income@region: 4000\"",
      value: .variance
    )
  )
  var variance: [String] = []

  @Option(
    help: ArgumentHelp(
      "The least cost at which the total has at most this coefficient of variation: 5%. May be"
        + " repeated.",
      "使总量的变异系数不超过此值的最省方案，例如 5%；可多次给出",
      value: .variation
    )
  )
  var cv: [String] = []

  @Option(
    help: ArgumentHelp(
      "The least cost at which the mean, or the share of violators, is known to within this, at"
        + " --confidence: 2%. May be repeated.",
      "使均值或违规率的误差在 --confidence 下不超过此值的最省方案，例如 2%；可多次给出",
      value: .width
    )
  )
  var margin: [String] = []

  @Option(
    help: ArgumentHelp(
      "In each class, find a violator with this probability if its prevalence holds: 95%.",
      "每类在给定违规率下以此概率查出违规对象，例如 95%",
      value: .share
    )
  )
  var detect: String?

  @Option(
    help: ArgumentHelp(
      "In each class, if nothing is found, prove at most this share of violators: 5%.",
      "每类在未查出时能证明违规率不超过此值，例如 5%",
      value: .share
    )
  )
  var boundIfClean: String?

  @Flag(
    help: ArgumentHelp(
      "With --detect, round a prevalence down to whole violators, as ISPM 31 does.",
      "与 --detect 同用：违规率折算为违规对象数时向下取整（同 ISPM 31）"
    )
  )
  var roundDown = false

  @Option(
    help: ArgumentHelp(
      "With --detect and --bound-if-clean, the probability that an inspection recognises a"
        + " violator.",
      "与 --detect、--bound-if-clean 同用：一次检查能识别违规对象的概率",
      value: .share
    )
  )
  var inspectionSensitivity = "1"

  @Option(
    help: ArgumentHelp(
      "The confidence of --bound-if-clean and of --margin.",
      "--bound-if-clean 和 --margin 的置信度",
      value: .share
    )
  )
  var confidence = "95%"

  /// Whether the total is left to a budget or a precision.
  var isInverse: Bool { budget != nil || !(variance + cv + margin).isEmpty }

  /// Whether a total, a budget or a precision gives every class its size.
  var setsTotal: Bool { total != nil || isInverse }

  /// What is missing where neither a rule nor a goal says how many.
  static let nothingAsked = UsageError(
    "nothing says how many: give --rule \"10%\" or a column rule, --total, --budget, --cv, --margin,"
      + " --variance, --detect or --bound-if-clean",
    "没有说明抽取多少：请给出 --rule \"10%\" 或 rule 列，或 --total、--budget、--cv、--margin、--variance、"
      + "--detect、--bound-if-clean"
  )

  /// The method of a name.
  func method(_ name: String) throws -> AllocationMethod {
    if AllocationMethod.precisionNames.contains(name.lowercased()) {
      guard !(variance + cv + margin).isEmpty else {
        throw UsageError(
          "--method \(name.excerpt) finds the cheapest sizes for precisions; name them with --cv,"
            + " --variance or --margin",
          "--method \(name.excerpt) 求满足精度要求的最省方案，请用 --cv、--variance 或 --margin 给出精度要求"
        )
      }
      return .variance
    }
    guard let method = AllocationMethod(name) else {
      throw UsageError(
        "--method \"\(name.excerpt)\" is none; write proportional, costa:1/2, variance (neyman, optimal),"
          + " power:0.35 (bankier:0.35), compromise:3 (kish:3), general:1/2,0,1/2, worst-error,"
          + " equal-precision, worst-detection, violations, or bethel with --cv; exponents are from 0 to 1,"
          + " over 100 at most",
        "--method “\(name.excerpt)”无效，可用：proportional、costa:1/2、variance（neyman、optimal）、"
          + "power:0.35（bankier:0.35）、compromise:3（kish:3）、general:1/2,0,1/2、worst-error、"
          + "equal-precision、worst-detection、violations，或与 --cv 同用的 bethel；指数为 0 到 1，分母不超过 100"
      )
    }
    return method
  }

  /// The rules of the classes with what each must prove.
  func rules(_ rules: RuleSet, table: StrataTable) throws -> RuleSet {
    var result = rules
    var targets: [DetectionTarget] = []
    let sensitivity = try Text.ratio(inspectionSensitivity, of: "--inspection-sensitivity")
    if let detect {
      targets.append(
        .confidence(
          try Text.ratio(detect, of: "--detect"),
          rounding: roundDown ? .down : .up,
          sensitivity: sensitivity
        )
      )
    }
    if let boundIfClean {
      targets.append(
        .boundIfClean(
          share: try Text.ratio(boundIfClean, of: "--bound-if-clean"),
          confidence: try Text.ratio(confidence, of: "--confidence"),
          sensitivity: sensitivity
        )
      )
    }
    for target in targets {
      for (stratum, rule) in try target.rules(table.strata, traits: table.traits) {
        result.add(rule, in: stratum)
      }
    }
    return result
  }

  /// The sizes for a total, a budget or the precision of one total where all prices are alike.
  func allocation(
    _ table: StrataTable,
    rules: RuleSet,
    method: AllocationMethod
  ) throws -> Allocation {
    if let budget {
      guard rules.overall.isEmpty else {
        throw UsageError(
          "--budget sets the total itself; leave out --overall",
          "--budget 会自行确定总数，请去掉 --overall"
        )
      }
      return try Allocation(
        table.strata,
        traits: table.traits,
        rules: rules,
        spending: table.spending(try Text.ratio(budget, of: "--budget")),
        method: method
      )
    }
    if let demand = try demands().first {
      return try Allocation(
        table.strata,
        traits: table.traits,
        rules: rules,
        target: demand.target
      )
    }
    return try Allocation(
      table.strata,
      traits: table.traits,
      rules: rules,
      total: try total.map { try Text.count($0, of: "--total") },
      method: method
    )
  }

  /// What each demand on a plan for a total or a budget is worth.
  func sensitivity(
    _ table: StrataTable,
    rules: RuleSet,
    method: AllocationMethod
  ) throws -> Sensitivity {
    if let budget {
      return try Sensitivity(
        table.strata,
        traits: table.traits,
        rules: rules,
        spending: table.spending(try Text.ratio(budget, of: "--budget")),
        method: method
      )
    }
    return try Sensitivity(
      table.strata,
      traits: table.traits,
      rules: rules,
      total: try total.map { try Text.count($0, of: "--total") },
      method: method
    )
  }

  /// The precisions, where they are several or prices differ: then the cheapest sizes are searched.
  func precisions(_ table: StrataTable, method: AllocationMethod) throws -> [PrecisionDemand]? {
    let demands = try demands()
    guard [total, budget].compactMap(\.self).count + (demands.isEmpty ? 0 : 1) <= 1 else {
      throw UsageError(
        "--total, --budget and --variance, --cv, --margin each set the total; keep one",
        "--total、--budget 与 --variance、--cv、--margin 都会确定总数，请只保留一种"
      )
    }
    guard demands.isEmpty || method == .variance || method == .proportional else {
      throw UsageError(
        "--variance, --cv and --margin go with --method variance; leave --method out",
        "--variance、--cv、--margin 仅适用于 --method variance，请去掉 --method"
      )
    }
    let isPlain =
      demands.count == 1 && demands[0].variable == nil && demands[0].domain == nil
      && Set(table.rows.map(\.cost)).count == 1
    return demands.isEmpty || isPlain ? nil : demands
  }

  /// The sizes for whatever goal was named.
  func sizes(_ table: StrataTable, rules: RuleSet, method: AllocationMethod) throws -> Sizes {
    let rules = try self.rules(rules, table: table)
    guard let demands = try precisions(table, method: method) else {
      return try allocation(table, rules: rules, method: method).sizes
    }
    return try PrecisionAllocation(
      table.design,
      rules: rules,
      demands: demands,
      spending: table.spending(Ratio(0))
    ).sizes
  }

  /// What must be precise.
  private func demands() throws -> [PrecisionDemand] {
    var demands = try variance.map { try demand($0, "--variance") { .variance($0) } }
    demands += try cv.map { try demand($0, "--cv") { .variation($0) } }
    guard !margin.isEmpty else { return demands }
    let quantile = try NormalQuantile.twoSided(try Text.ratio(confidence, of: "--confidence"))
    demands += try margin.map { try demand($0, "--margin") { .margin($0, quantile: quantile) } }
    return demands
  }

  /// Reads `income@region=north: 5%`.
  private func demand(
    _ text: String,
    _ flag: String,
    _ target: (Ratio) -> PrecisionTarget
  ) throws -> PrecisionDemand {
    let (name, value) = Text.split(text)
    let number = try Text.ratio(value, of: flag)
    guard let name else { return PrecisionDemand(target(number)) }
    let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let place = parts.dropFirst().first?
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return PrecisionDemand(
      target(number),
      of: parts[0].isEmpty ? nil : String(parts[0]),
      by: place?.first.map(String.init),
      in: place?.dropFirst().first.map(String.init)
    )
  }
}
