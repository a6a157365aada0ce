import Frames
import Plans
import Sampling

/// A made-up plan without a finding, of which a test changes one thing.
struct PlanFixture {
  var lines = [["示范自规文〔2024〕8号"], ["2024年度抽查工作计划"], ["2024年3月8日"]]
  var header = [
    "序号", "抽查计划名称", "抽查任务名称", "抽查类型", "抽查事项类别", "抽查事项", "抽查对象范围", "抽查对象基数", "抽查对象比例", "抽查频次",
    "抽查起止时间", "责任股室",
  ]
  var rows = [
    [
      "1", "测绘监管", "测绘资质检查", "定向", "一般检查事项", "测绘资质条件的检查", "全区测绘资质单位", "20", "10%", "1次/年",
      "4月1日-11月30日", "测绘股",
    ],
    [
      "2", "矿山监管", "矿山修复检查", "不定向", "重点检查事项", "矿山修复义务履行的检查", "全区采矿权人", "8", ">35%", "1次/年",
      "6月-12月", "修复股",
    ],
  ]
  var notes: [[String]] = []
  var facts = PlanFacts(year: 2024)

  /// Sets a cell of the first task.
  mutating func set(_ column: String, _ text: String, task: Int = 0) {
    guard let index = header.firstIndex(of: column) else { return }
    rows[task][index] = text
  }

  /// Renames a column.
  mutating func rename(_ column: String, to name: String) {
    guard let index = header.firstIndex(of: column) else { return }
    header[index] = name
  }

  /// Takes a column out.
  mutating func remove(_ column: String) {
    guard let index = header.firstIndex(of: column) else { return }
    header.remove(at: index)
    for row in rows.indices { rows[row].remove(at: index) }
  }

  /// Adds a column.
  mutating func add(_ column: String, _ cells: [String]) {
    header.append(column)
    for row in rows.indices { rows[row].append(cells[row]) }
  }

  /// The file.
  var text: String {
    (lines + [header] + rows + notes).map { $0.map(CSVText.field).joined(separator: ",") + "\n" }
      .joined()
  }

  func report() throws -> PlanReport {
    try PlanFixture.check(text, facts: facts)
  }

  static func check(_ text: String, facts: PlanFacts = PlanFacts(year: 2024)) throws -> PlanReport {
    let sheet = try PlanSheet(bytes: Array(text.utf8), file: "plan.csv")
    return PlanReport.check([sheet], facts: facts)
  }
}
