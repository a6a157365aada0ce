/// What became of a selected unit.
package enum Disposition: String, CaseIterable {
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

  /// Reads a cell, by the words that offices and the national result codes use; an empty cell is
  /// inspected.
  ///
  /// What stands in brackets adds nothing (通过登记的住所（经营场所）无法联系), and words joined by 或, 、
  /// or / are understood where they mean the same (已关闭停业或正在组织清算).
  package init?(cell: String) {
    var word = ""
    var depth = 0
    for character in cell.lowercased() {
      if "（(【[".contains(character) {
        depth += 1
      } else if "）)】]".contains(character) {
        depth -= 1
      } else if depth <= 0, !character.isWhitespace, !"-_。".contains(character) {
        word.append(character)
      }
    }
    if let match = Disposition.named(word) {
      self = match
      return
    }
    let parts = word.split { "或、/；;，,".contains($0) }.map { Disposition.named(String($0)) }
    guard let first = parts.first, let match = first, parts.allSatisfy({ $0 == match }) else {
      return nil
    }
    self = match
  }

  private static func named(_ word: String) -> Disposition? {
    allCases.first { $0.words.contains(word) }
  }

  private var words: [String] {
    switch self {
    case .inspected:
      ["", "inspected", "done", "complete", "completed", "已检查", "已完成", "完成", "完成检查", "检查完成"]
    case .outOfScope:
      [
        "outofscope", "notinscope", "ineligible", "不在范围", "不在检查范围", "不属于检查范围", "不适用",
        "未发现开展本次抽查涉及的经营活动", "未开展本次抽查涉及的经营活动", "未开展相关经营活动",
      ]
    case .closed:
      [
        "closed", "outofbusiness", "注销", "已注销", "注销登记", "已办理注销", "吊销", "已吊销", "被吊销",
        "吊销未注销", "撤销", "已撤销", "停业", "已停业", "歇业", "已歇业", "关闭", "已关闭", "关闭停业",
        "已关闭停业", "清算", "正在清算", "正在组织清算", "迁出", "已迁出", "迁移", "已迁移", "迁往外地", "破产",
        "已破产",
      ]
    case .unreachable:
      [
        "unreachable", "noentry", "refused", "notfound", "失联", "已失联", "无法联系", "无法取得联系",
        "通过登记的住所无法联系", "通过登记的住所或经营场所无法联系", "通过登记的经营场所无法联系", "查无下落", "下落不明",
        "拒绝检查", "拒不配合检查", "不配合检查", "不配合检查情节严重", "未能检查",
      ]
    case .forCause: ["forcause", "complaint", "suspected", "举报", "投诉", "专项", "有因检查"]
    }
  }

  /// The words that may be written, for an error.
  package static let list = "inspected, out of scope, closed, unreachable, for cause"
  package static let chineseList = "已检查、不在范围、注销（吊销、迁出、关闭停业、清算）、失联（无法联系）、举报"
}
