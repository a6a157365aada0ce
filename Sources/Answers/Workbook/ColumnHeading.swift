internal import Frames
internal import Sampling

/// How a column of an answer's CSV stands in a workbook: its heading in either language, and what its cells are.
///
/// A heading is a name under which a table of this project is read again, where it is one: the workbook of
/// `strata` is a table for `size` and `tune`, that of `size` for `draw --sizes`.
struct ColumnHeading {
  /// What the cells of a column are.
  enum Kind {
    /// Texts, and what must not be rounded.
    case text
    /// Numbers, whole or not.
    case number
    /// Shares, shown as per cent.
    case share
  }

  let kind: Kind
  let heading: Sentence

  private init(_ kind: Kind, _ english: String, _ chinese: String) {
    self.kind = kind
    heading = Sentence(english, chinese)
  }

  /// The column of a name in CSV; nil for a name that is made of the data.
  static func of(_ name: String) -> ColumnHeading? {
    if let known = all[name] { return known }
    let sizes = "size:"
    guard name.hasPrefix(sizes) else { return nil }
    let stratum = name.dropFirst(sizes.count)
    return ColumnHeading(.number, "Sample size: \(stratum)", "抽取数：\(stratum)")
  }

  static let all: [String: ColumnHeading] = [
    "N": .init(.number, "Population size", "对象数"),
    "adjusted_calibration_p": .init(.number, "Adjusted p of the prediction", "预测的校正 p 值"),
    "adjusted_p": .init(.number, "Adjusted p", "校正 p 值"),
    "adjusted_rise_p": .init(.number, "Adjusted p of the rise", "上升的校正 p 值"),
    "after": .init(.share, "Free after", "检查后无违规概率"),
    "alpha": .init(.number, "Alpha", "参数 α"),
    "before": .init(.share, "Free before", "检查前无违规概率"),
    "beta": .init(.number, "Beta", "参数 β"),
    "calibration_p": .init(.number, "p of the prediction", "预测的 p 值"),
    "code": .init(.text, "Code", "代码"),
    "column": .init(.text, "Column", "列"),
    "confidence": .init(.share, "Confidence", "置信度"),
    "coverage": .init(.share, "Share of all units", "覆盖率"),
    "coverage_decimal": .init(.share, "Share of all units", "覆盖率"),
    "detection": .init(.share, "Finds one", "发现概率"),
    "deviation": .init(.number, "Standardised deviation", "标准化偏差"),
    "distinct_error": .init(.number, "Error of the simulation", "模拟误差"),
    "distinct_mean": .init(.number, "Distinct units", "不同对象数"),
    "domain": .init(.text, "Domain", "分组"),
    "eligible": .init(.number, "Eligible", "可抽取数"),
    "equilibrium": .init(.share, "Tends to", "长期趋于"),
    "estimate": .init(.share, "Estimate", "估计值"),
    "exact": .init(.text, "Exact", "是否精确"),
    "expected": .init(.number, "Expected", "期望值"),
    "expected_distinct": .init(.number, "Expected distinct units", "期望的不同对象数"),
    "expected_findings": .init(.number, "Expected findings", "期望查出数"),
    "expected_violations": .init(.number, "Expected violations", "预计查出违规数"),
    "file": .init(.text, "File", "文件"),
    "findings": .init(.number, "Findings", "查出数"),
    "finds_one": .init(.share, "Finds one", "发现概率"),
    "fix": .init(.text, "What to do", "建议"),
    "found": .init(.number, "Found", "发现问题数"),
    "gap": .init(.number, "Gap to the optimum", "与最优解之差"),
    "goal": .init(.text, "Best for", "目标"),
    "independent_frame_seen": .init(
      .share,
      "Seen of that year's frame, independent",
      "占当年对象库（独立抽取）"
    ),
    "independent_seen": .init(.share, "Seen, independent draws", "查到比例（独立抽取）"),
    "inspected": .init(.number, "Inspected", "检查数"),
    "inspector": .init(.text, "Inspector", "检查人员"),
    "kind": .init(.text, "Kind", "类型"),
    "known_visits": .init(.number, "Visits with a result", "有结果的检查数"),
    "left_out_rounds": .init(.number, "Rounds left out", "间隔轮数"),
    "lift": .init(.number, "Lift", "提升度"),
    "load": .init(.number, "Assignments", "任务数"),
    "load_deviation": .init(.number, "Standard deviation of the load", "工作量标准差"),
    "load_greatest": .init(.number, "Greatest load", "最大工作量"),
    "load_least": .init(.number, "Least load", "最小工作量"),
    "load_mean": .init(.number, "Load a year", "年工作量"),
    "load_per_visit": .init(.number, "Load per visit", "每次工作量"),
    "lower": .init(.share, "Lower bound", "下限"),
    "lower_count": .init(.number, "Lower bound, units", "下限（个）"),
    "maximum": .init(.number, "Maximum", "上限数"),
    "mean": .init(.number, "Mean", "均值"),
    "mean_decimal": .init(.share, "Posterior mean", "后验均值"),
    "mean_to_ten_percent": .init(.share, "Mean coverage to 10%", "10% 以内平均覆盖率"),
    "mean_width": .init(.share, "Mean width", "平均宽度"),
    "message": .init(.text, "Finding", "问题"),
    "method": .init(.text, "Method", "方法"),
    "minimum": .init(.number, "Minimum", "下限数"),
    "minimum_at": .init(.number, "At", "对应数量"),
    "n": .init(.number, "Inspected", "检查数"),
    "name": .init(.text, "Name", "名称"),
    "number": .init(.number, "No.", "序号"),
    "objective": .init(.number, "Objective", "目标值"),
    "p": .init(.number, "p", "p 值"),
    "population": .init(.number, "Population size", "对象数"),
    "predicted": .init(.share, "Predicted", "模型预测"),
    "prevalence": .init(.share, "Prevalence", "违规率"),
    "probability": .init(.share, "Finds one", "发现概率"),
    "quantity": .init(.text, "Quantity", "指标"),
    "random": .init(.number, "Purely random", "纯随机抽取数"),
    "rare_lower": .init(.number, "99.8% from", "99.8% 范围下限"),
    "rare_upper": .init(.number, "99.8% to", "99.8% 范围上限"),
    "ratio": .init(.share, "Share drawn", "抽取占比"),
    "ratio_decimal": .init(.share, "Share drawn", "抽取占比"),
    "reason": .init(.text, "Reason", "原因"),
    "rise_p": .init(.number, "p of the rise", "上升的 p 值"),
    "rotation_frame_seen": .init(.share, "Seen of that year's frame, rotation", "占当年对象库（轮换抽取）"),
    "rotation_seen": .init(.share, "Seen, rotation", "查到比例（轮换抽取）"),
    "round": .init(.number, "Round", "轮次"),
    "row": .init(.number, "Row", "行号"),
    "rule": .init(.text, "Rule", "规则"),
    "sample": .init(.number, "Sample size", "样本数"),
    "sd": .init(.number, "Standard deviation", "标准差"),
    "seen_random": .init(.share, "Seen, at random", "查到概率（随机抽取）"),
    "seen_rotation": .init(.share, "Seen, rotation", "查到概率（轮换抽取）"),
    "severity": .init(.text, "Severity", "级别"),
    "share": .init(.share, "Share in violation", "违规率"),
    "side": .init(.text, "Side", "方向"),
    "size": .init(.number, "Sample size", "抽取数"),
    "size_at_point": .init(.number, "Size at the estimate", "按点估计的抽取数"),
    "smallest_effect": .init(.number, "Found from", "可发现的最小偏差"),
    "spent": .init(.number, "Spent", "花费"),
    "spent_decimal": .init(.number, "Spent", "花费"),
    "standard_error": .init(.share, "Standard error", "标准误"),
    "stratum": .init(.text, "Class", "分类"),
    "subject": .init(.text, "Of", "检验对象"),
    "targeted": .init(.number, "Targeted", "针对性抽取数"),
    "test_against": .init(.text, "Tested against", "对照分类"),
    "test_critical": .init(.number, "Critical number", "临界数"),
    "test_sample": .init(.number, "Test floor", "检验所需下限"),
    "total": .init(.number, "Total", "总数"),
    "upper": .init(.share, "Upper bound", "上限"),
    "upper_count": .init(.number, "Upper bound, units", "上限（个）"),
    "usual_lower": .init(.number, "95% from", "95% 范围下限"),
    "usual_upper": .init(.number, "95% to", "95% 范围上限"),
    "value": .init(.number, "Statistic", "统计量"),
    "variance": .init(.number, "Variance", "方差"),
    "violations": .init(.number, "Violations", "违规数"),
    "violators": .init(.number, "Violators", "违规对象数"),
    "visits_per_year": .init(.number, "Visits a year", "年检查次数"),
    "worst_detection": .init(.share, "Finds one in the worst class", "最差一类的发现概率"),
    "year": .init(.number, "Year", "年度"),
  ]

  /// Words of cells that say a kind; others stand as they are.
  static let words: [String: Sentence] = [
    "overall": Sentence("all", "合计"),
    "stratum": Sentence("class", "分类"),
    "domain": Sentence("domain", "分组"),
    "proportion": Sentence("share", "比例"),
    "total": Sentence("total", "总数"),
    "mean": Sentence("mean", "均值"),
    "ratio": Sentence("ratio", "比率"),
    "true": Sentence("yes", "是"),
    "false": Sentence("no", "否"),
    "two": Sentence("both", "双侧"),
    "lower": Sentence("lower", "下限"),
    "upper": Sentence("upper", "上限"),
    "variance": Sentence("least variance", "方差最小"),
    "coverage": Sentence("most units", "覆盖最多"),
    "detection": Sentence("surest detection", "发现概率最大"),
    "violations": Sentence("most violations", "查出违规最多"),
    "error": Sentence("error", "错误"),
    "warning": Sentence("warning", "警告"),
    "notice": Sentence("notice", "提示"),
  ]

  /// The columns whose cells are such words.
  static let worded: Set<String> = [
    "kind", "quantity", "exact", "found", "side", "goal", "severity",
  ]
}
