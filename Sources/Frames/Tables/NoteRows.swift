/// Recognises rows of a table that are none of its body: empty ones, examples, and notes below.
enum NoteRows {
  /// Whether no cell holds anything but white space.
  static func isEmpty(_ cells: some Sequence<String>) -> Bool {
    cells.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
  }

  /// Whether a row below the heading shows how the table is filled in: 例：…, 示例, Example: ….
  static func isExample(_ cells: [String]) -> Bool {
    let filled = cells.lazy.map(trimmed).filter { !$0.isEmpty }
    guard let first = filled.first else { return false }
    if examples.contains(first.lowercased()) { return true }
    return filled.contains { cell in
      let text = cell.lowercased()
      return examples.contains { word in
        brackets.contains { text.hasPrefix("\($0.0)\(word)\($0.1)") }
      }
    }
  }

  private static let examples = ["例", "例如", "示例", "样例", "填写示例", "填写说明", "填表说明", "example", "e.g."]
  private static let brackets = [
    ("", "："), ("", ":"), ("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"),
  ]

  /// Whether a row below the body is a note about it: 填表人：…, 制表日期：…, Source: ….
  ///
  /// - Parameters:
  ///   - cells: the cells.
  ///   - width: the columns of the table.
  /// - Returns: whether it is one.
  static func isNote(_ cells: [String], width: Int) -> Bool {
    let filled = cells.lazy.map(trimmed).filter { !$0.isEmpty }
    guard let first = filled.first else { return false }
    let text = first.lowercased()
    guard let word = notes.first(where: { text.hasPrefix($0) }) else { return false }
    let rest = text.dropFirst(word.count).drop { $0.isWhitespace || $0.isNumber || $0 == "." }
    let hasColon = rest.first == "：" || rest.first == ":"
    // A name that begins with such a word stands in a row with other cells.
    return hasColon || (rest.isEmpty && filled.count == 1 && width > 1)
  }

  private static let notes = [
    "填表人", "填表日期", "填表时间", "填表单位", "填报人", "填报日期", "填报时间", "填报单位", "制表人", "制表日期", "制表时间", "制表单位",
    "制表",
    "审核人", "审核", "复核人", "复核", "审批人", "经办人", "负责人", "单位负责人", "科室负责人", "联系人", "联系电话", "电话", "日期",
    "备注", "附注", "注",
    "说明", "数据来源", "资料来源", "来源", "打印日期", "打印时间", "打印人", "导出日期", "导出时间", "导出人", "统计日期", "统计时间",
    "截止日期", "截至日期",
    "prepared by", "checked by", "approved by", "compiled by", "printed", "exported", "sources",
    "source",
    "notes", "note", "remarks", "remark", "date",
  ]

  private static func trimmed(_ cell: String) -> String {
    var text = Substring(cell)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
