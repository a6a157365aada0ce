import Analysis
import ArgumentParser
import Frames

/// Which assignments of inspectors are looked at, and what their columns mean.
struct AssignmentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Who was sent where, CSV in the order of the list.",
      "派员名单（CSV，按派出顺序）",
      value: .file
    )
  )
  var assignments: String?

  @Option(
    help: ArgumentHelp(
      "The column of the unit in --assignments; by default id.",
      "--assignments 中对象所在的列，默认为 id",
      value: .column
    )
  )
  var object: String?

  @Option(
    help: ArgumentHelp(
      "The column of the inspector, or of several separated by ; or 、; by default inspector.",
      "检查人员所在的列，多人以 ; 或 、 分隔，默认为 inspector",
      value: .column
    )
  )
  var inspector: String?

  @Option(
    help: ArgumentHelp(
      "The column of the visit's date or number: rows with the same are one team.",
      "检查日期或编号所在的列：相同的行为同一组",
      value: .column
    )
  )
  var visit: String?

  @Option(
    help: ArgumentHelp(
      "The column of the department, field or year within which inspectors could be exchanged.",
      "科室、领域或年度所在的列，检查人员只在其内部互换",
      value: .column
    )
  )
  var within: String?

  @Option(
    help: ArgumentHelp(
      "The column of the unit's class: who is sent to which, and findings are compared within.",
      "对象分类所在的列：比较谁被派往哪一类，并在类内比较查出率",
      value: .column
    )
  )
  var `class`: String?

  @Option(
    help: ArgumentHelp(
      "The column of the unit's district: who is sent to which.",
      "对象所属片区所在的列：比较谁被派往哪一片区",
      value: .column
    )
  )
  var district: String?

  @Option(
    help: ArgumentHelp(
      "The column of the finding; an empty cell is not known.",
      "检查结果所在的列，空单元格视为未知",
      value: .column
    )
  )
  var finding: String?

  @Option(
    help: ArgumentHelp(
      "The cell that says that something was found; by default 1.",
      "表示查出问题的单元格内容，默认为 1",
      value: .text
    )
  )
  var event: String?

  @Option(
    help: ArgumentHelp(
      "A table of units and inspectors who must not meet.",
      "须回避的对象与检查人员对照表",
      value: .file
    )
  )
  var avoid: String?

  @Option(
    help: ArgumentHelp(
      "A table of all inspectors, also of those who were never sent.",
      "全部检查人员名单，包括从未派出的人员",
      value: .file
    )
  )
  var roster: String?

  /// Whether no assignments were given.
  var isEmpty: Bool { assignments == nil }

  /// Reads the assignments; nil where none were given.
  func read(_ layout: TableLayout) throws -> AssignmentList? {
    guard let assignments else {
      let others = [
        object, inspector, visit, within, `class`, district, finding, event, avoid, roster,
      ]
      guard others.allSatisfy({ $0 == nil }) else {
        throw UsageError(
          "--object, --inspector, --visit, --within, --class, --district, --finding, --event,"
            + " --avoid and --roster go with --assignments",
          "--object、--inspector、--visit、--within、--class、--district、--finding、--event、--avoid、--roster 须与"
            + " --assignments 同用"
        )
      }
      return nil
    }
    var columns = AssignmentList.Columns()
    columns.unit = object ?? columns.unit
    columns.inspector = inspector ?? columns.inspector
    columns.visit = visit
    columns.within = within
    columns.unitClass = `class`
    columns.district = district
    columns.finding = finding
    columns.event = event ?? columns.event
    return try AssignmentList(
      assignments,
      columns: columns,
      layout: layout,
      avoided: avoid,
      roster: roster
    )
  }
}
