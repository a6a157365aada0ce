import Analysis
import ArgumentParser
import Frames

/// Which assignments of inspectors are looked at, and what their columns mean.
struct AssignmentOptions: ParsableArguments {
  @Option(help: "Who was sent where, CSV in the order of the list.")
  var assignments: String?

  @Option(help: "The column of the unit in --assignments; by default id.")
  var object: String?

  @Option(
    help: "The column of the inspector, or of several separated by ; or 、; by default inspector."
  )
  var inspector: String?

  @Option(help: "The column of the visit's date or number: rows with the same are one team.")
  var visit: String?

  @Option(
    help: "The column of the department, field or year within which inspectors could be exchanged."
  )
  var within: String?

  @Option(
    help: "The column of the unit's class: who is sent to which, and findings are compared within."
  )
  var `class`: String?

  @Option(help: "The column of the unit's district: who is sent to which.")
  var district: String?

  @Option(help: "The column of the finding; an empty cell is not known.")
  var finding: String?

  @Option(help: "The cell that says that something was found; by default 1.")
  var event: String?

  @Option(help: "A table of units and inspectors who must not meet.")
  var avoid: String?

  @Option(help: "A table of all inspectors, also of those who were never sent.")
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
