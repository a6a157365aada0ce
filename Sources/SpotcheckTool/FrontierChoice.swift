import ArgumentParser
import Reports
import Sampling

/// How a plan of a frontier is chosen: by number, by name, or by what it must reach.
struct FrontierChoice: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Choose the plan with this number, or least, knee or most.",
      "按编号选定方案，或用 least（最少）、knee（拐点）、most（最多）",
      value: .choice
    )
  )
  var choose: String?

  @Option(
    help: ArgumentHelp(
      "Choose the best plan that costs at most this.",
      "选定成本不超过此数的最好方案",
      value: .amount
    )
  )
  var at: String?

  @Option(
    help: ArgumentHelp(
      "Choose the cheapest plan that detects in every class with this probability: 95%.",
      "选定每类检出概率都达到此值的最省方案，例如 95%",
      value: .share
    )
  )
  var detect: String?

  @Option(
    help: ArgumentHelp(
      "Choose the cheapest plan whose total has at most this variance.",
      "选定总量方差不超过此值的最省方案",
      value: .amount
    )
  )
  var variance: String?

  @Option(
    help: ArgumentHelp(
      "Choose the cheapest plan that is expected to find so many violations.",
      "选定预计查出这么多违规的最省方案",
      value: .number
    )
  )
  var violations: String?

  @Option(
    help: ArgumentHelp(
      "Choose the cheapest plan that sees this share of all units: 10%.",
      "选定覆盖全部对象中这一比例的最省方案，例如 10%",
      value: .share
    )
  )
  var coverage: String?

  /// What was chosen; nil where nothing was.
  func pick() throws -> Pick? {
    var demands: [Frontier.Demand] = []
    if let at { demands.append(.cost(try Text.ratio(at, of: "--at"))) }
    if let detect { demands.append(.detection(try Text.ratio(detect, of: "--detect"))) }
    if let variance { demands.append(.variance(try Text.ratio(variance, of: "--variance"))) }
    if let violations {
      demands.append(.violations(try Text.ratio(violations, of: "--violations")))
    }
    if let coverage { demands.append(.coverage(try Text.ratio(coverage, of: "--coverage"))) }
    guard let choose else { return demands.isEmpty ? nil : .reaching(demands) }
    guard demands.isEmpty else {
      throw UsageError(
        "--choose names the plan itself; leave out --at, --detect, --variance, --violations and"
          + " --coverage",
        "--choose 已指定方案，请去掉 --at、--detect、--variance、--violations、--coverage"
      )
    }
    if let landmark = Frontier.Landmark(rawValue: choose) { return .landmark(landmark) }
    return .number(try Text.count(choose, of: "--choose"))
  }

  /// A choice.
  enum Pick {
    case number(Int)
    case landmark(Frontier.Landmark)
    case reaching([Frontier.Demand])

    private var demands: [Frontier.Demand] {
      if case .reaching(let demands) = self { demands } else { [] }
    }

    /// The place of the plan within a frontier.
    func index(in frontier: Frontier) throws -> Int {
      let index: Int? =
        switch self {
        case .number(let number):
          frontier.points.indices.contains(number - 1) ? number - 1 : nil
        case .landmark(let landmark): frontier.index(of: landmark)
        case .reaching(let demands): try frontier.index(reaching: demands)
        }
      guard let index else { throw NoSuchPlan(frontier, demands) }
      return index
    }
  }
}

/// No plan of the frontier is as it was asked for (exit status 1).
struct NoSuchPlan: ExplainedError {
  /// How many plans there are.
  let count: Int
  /// The most of each demand that a plan reaches.
  let reachable: [Sentence]

  init(_ frontier: Frontier, _ demands: [Frontier.Demand]) {
    count = frontier.points.count
    reachable = demands.compactMap { NoSuchPlan.reachable($0, frontier.points) }
  }

  var kind: ErrorKind { .no }

  func explanation(in language: Language) -> String {
    guard !reachable.isEmpty else {
      return language(
        "the \(count) plans have the numbers 1 to \(count); see the list without --sizes",
        "前沿上共 \(count) 个方案，编号为 1 到 \(count)，请先不带 --sizes 查看列表"
      )
    }
    let reached = reachable.map { $0.text(in: language) }.joined(separator: language(", ", "，"))
    return language(
      "none of the \(count) plans is as asked for; within reach: \(reached); ask for less, or raise --budget",
      "\(count) 个方案均不符合要求；可达到的范围：\(reached)；请降低要求或提高 --budget"
    )
  }

  /// What the plans reach of a demand, rounded so that a plan reaches what is said.
  private static func reachable(
    _ demand: Frontier.Demand,
    _ points: [Frontier.Point]
  ) -> Sentence? {
    switch demand {
    case .cost:
      return points.compactMap(\.spent).min().map { least in
        Sentence("a cost from \(least.decimal)", "花费不低于 \(least.decimal)")
      }
    case .detection:
      return points.compactMap(\.worstDetection).max().map { most in
        let share = ResultText.percent(most, .down)
        return Sentence("a detection up to \(share)", "最差一类的检出概率至多 \(share)")
      }
    case .variance:
      return points.compactMap(\.variance?.approximation).min().map { least in
        let variance = ResultText.number(least, .up)
        return Sentence("a variance from \(variance)", "总量方差不低于 \(variance)")
      }
    case .violations:
      return points.compactMap(\.expectedViolations?.approximation).max().map { most in
        let count = ResultText.number(most, .down)
        return Sentence("up to \(count) violations", "预计查出违规至多 \(count)")
      }
    case .coverage:
      return points.map(\.coverage.approximation).max().map { most in
        let share = ResultText.percent(most, .down)
        return Sentence("a coverage up to \(share)", "覆盖率至多 \(share)")
      }
    }
  }
}
