internal import Sampling

/// What goals, measures and landmarks are called.
enum FrontierWords {
  static func goal(_ goal: FrontierGoal, _ language: Language) -> String {
    switch goal {
    case .method(.variance): language("least variance", "方差最小")
    case .detection: language("surest detection", "发现概率最大")
    case .method(.violations): language("most violations found", "发现违法最多")
    case .coverage: language("most units seen", "覆盖面最大")
    case .method: goal.description
    }
  }

  /// A goal as an option takes it, with its words where these are in another language.
  static func method(_ goal: FrontierGoal, _ language: Language) -> String {
    let words = FrontierWords.goal(goal, language)
    return language("\(goal)", "\(goal)" == words ? words : "\(words) \(goal)")
  }

  static func measure(_ measure: FrontierDocument.Measure, _ language: Language) -> String {
    switch measure {
    case .variance: language("variance of the total", "总数的方差")
    case .worstDetection: language("detection in the worst class", "最差分类的发现概率")
    case .expectedViolations: language("violations expected", "预期发现违法数")
    case .coverage: language("units seen", "覆盖率")
    case .objective: language("objective", "目标值")
    }
  }

  static func landmark(_ name: Frontier.Landmark, _ language: Language) -> String {
    switch name {
    case .least: language("least", "最少")
    case .knee: language("knee", "拐点")
    case .most: language("most", "最多")
    }
  }
}
