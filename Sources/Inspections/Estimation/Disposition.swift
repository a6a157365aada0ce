/// What became of a selected unit.
enum Disposition: String, CaseIterable {
  /// Inspected: the outcome counts.
  case inspected
  /// Not one of the objects that the inspection is about: counts in the sample, not in the class.
  case outOfScope = "out of scope"
  /// Gone before the inspection: as out of scope, on a line of its own.
  case closed
  /// Not found or not let in: no outcome.
  case unreachable
  /// Inspected because it was suspected, not because it was drawn: never enters an estimate.
  case forCause = "for cause"

  /// Reads a cell, by the words that offices use; an empty cell is inspected.
  init?(cell: String) {
    let word = cell.filter { !$0.isWhitespace && $0 != "-" && $0 != "_" }.lowercased()
    guard let match = Disposition.allCases.first(where: { $0.words.contains(word) }) else {
      return nil
    }
    self = match
  }

  private var words: [String] {
    switch self {
    case .inspected: ["", "inspected", "done", "complete", "completed", "已检查", "已完成", "完成"]
    case .outOfScope: ["outofscope", "notinscope", "ineligible", "不在范围", "不属于检查范围", "不适用"]
    case .closed: ["closed", "outofbusiness", "注销", "已注销", "吊销", "停业", "歇业", "关闭", "已关闭"]
    case .unreachable:
      ["unreachable", "noentry", "refused", "notfound", "失联", "无法联系", "查无下落", "拒绝检查", "未能检查"]
    case .forCause: ["forcause", "complaint", "suspected", "举报", "投诉", "专项", "有因检查"]
    }
  }

  /// The words that may be written, for an error.
  static let list = "inspected, out of scope, closed, unreachable, for cause"
  static let chineseList = "已检查、不在范围、注销、失联、举报"
}
