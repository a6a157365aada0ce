package import Sampling

/// What an inspection may end with: the codes in use on the provinces' platforms.
///
/// Several may hold of one object at once; „no problem found“ holds alone. The wording follows the platforms' lists
/// as they stand since 2017 (检查结果公示 of the national credit publicity system).
package enum InspectionResult: String, CaseIterable, Sendable {
  case noProblem = "未发现问题"
  case notPublished = "未按规定公示应当公示的信息"
  case falsePublished = "公示信息隐瞒真实情况弄虚作假"
  case unreachable = "通过登记的住所（经营场所）无法联系"
  case problemPending = "发现问题待后续处理"
  case problemCorrected = "发现问题经责令已改正"
  case noSuchBusiness = "未发现开展本次抽查涉及的经营活动"
  case closed = "已关闭停业或正在组织清算"
  case uncooperative = "不配合检查情节严重"
  case deregistered = "注销"
  case licenceRevoked = "被吊销"
  case registrationRevoked = "被撤销"
  case moved = "迁出"

  /// Other names: the code of the platforms, older wordings, English.
  private var others: [String] {
    switch self {
    case .noProblem: ["1", "未发现违法行为", "正常", "no problem"]
    case .notPublished: ["B", "未按规定公示信息", "not published"]
    case .falsePublished: ["C", "公示信息隐瞒真实情况、弄虚作假", "false information"]
    case .unreachable:
      [
        "6", "无法联系", "通过登记的住所无法联系", "通过登记的住所(经营场所)无法联系", "查无下落",
        "unreachable",
      ]
    case .problemPending: ["A", "发现问题", "发现问题待处理", "problem pending"]
    case .problemCorrected: ["E", "发现问题经责令已改正", "已改正", "problem corrected"]
    case .noSuchBusiness: ["F", "未开展相关经营活动", "no such business"]
    case .closed: ["7", "已关闭停业", "关闭停业", "歇业", "closed"]
    case .uncooperative: ["8", "不配合检查", "uncooperative"]
    case .deregistered: ["9", "已注销", "deregistered"]
    case .licenceRevoked: ["10", "吊销", "已吊销", "licence revoked"]
    case .registrationRevoked: ["11", "撤销", "已撤销", "registration revoked"]
    case .moved: ["12", "已迁出", "moved"]
    }
  }

  /// All names of each code, the one that is kept first.
  static let choices = allCases.map { [$0.rawValue] + $0.others }

  /// Whether it tells a problem of an object that was inspected.
  package var isProblem: Bool {
    switch self {
    case .notPublished, .falsePublished, .problemPending, .problemCorrected: true
    case .noProblem, .unreachable, .noSuchBusiness, .closed, .uncooperative, .deregistered,
      .licenceRevoked, .registrationRevoked, .moved:
      false
    }
  }

  /// Whether the object was inspected, so that its outcome counts.
  package var isInspected: Bool { isProblem || self == .noProblem }

  /// Why such an object is to be replaced by the next reserve; nil where it was inspected.
  package var replacement: Sentence? {
    switch self {
    case .closed: Sentence("closed", "关闭停业")
    case .deregistered: Sentence("deregistered", "注销")
    case .licenceRevoked, .registrationRevoked: Sentence("revoked", "吊销或撤销")
    case .moved: Sentence("moved", "迁出")
    case .unreachable: Sentence("unreachable", "无法联系")
    case .noProblem, .notPublished, .falsePublished, .problemPending, .problemCorrected,
      .noSuchBusiness, .uncooperative:
      nil
    }
  }

  /// The codes of a cell as a library keeps it.
  static func list(_ cell: String) -> [InspectionResult] {
    cell.split(separator: "；").compactMap { InspectionResult(rawValue: String($0)) }
  }
}

/// What follows a finding, until it is done.
package enum FollowUp: String, CaseIterable, Sendable {
  case none = "无须后续"
  case correction = "责令限期整改"
  case transfer = "移送办案机构"
  case notice = "抄告其他部门"
  case supervision = "反馈日常监管"
  case abnormalList = "列入经营异常名录"
  case penalty = "行政处罚"

  private var others: [String] {
    switch self {
    case .none: ["无需后续", "无", "none"]
    case .correction: ["责令整改", "限期整改", "责令改正", "correction"]
    case .transfer: ["移送", "立案", "申请立案", "transfer"]
    case .notice: ["抄告", "notice"]
    case .supervision: ["日常监管", "supervision"]
    case .abnormalList: ["列入异常名录", "异常名录", "abnormal list"]
    case .penalty: ["处罚", "penalty"]
    }
  }

  /// All names of each, the one that is kept first.
  static let choices = allCases.map { [$0.rawValue] + $0.others }
}
