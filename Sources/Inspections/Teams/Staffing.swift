package import Frames
internal import GRDB
internal import Sampling

/// What the teams of a task are: how many of each department, on which day, within which limits.
package struct Staffing: Sendable {
  /// The key of the task.
  package var task: String
  /// The day on which certificates hold and nobody is absent.
  package var visit: CivilDate
  /// How many certified inspectors of each department, at least 2.
  package var people: Int
  /// The speciality that the lead department's people have; empty for none.
  package var speciality: String
  /// Whether people inspect in their own districts alone.
  package var byDistrict: Bool
  /// How many places one person has in the year at most; nil for no limit.
  package var most: Int?
  /// Nobody goes to the same object twice within so many years; nil where that does not matter.
  package var apart: Int?

  /// What two certified officers ask for: article 42 of the law on administrative penalties.
  package static let leastPeople = 2

  /// The staffing of a task; nil where none is said, and its inspectors are not drawn.
  ///
  /// - Throws: ``WorkspaceError`` for a row that is none.
  static func of(_ task: String, _ database: Database) throws -> Staffing? {
    try Row.fetchOne(
      database,
      sql: "SELECT * FROM staffing WHERE key = ? AND until = 0 AND erased IS NULL",
      arguments: [task]
    ).map { try Staffing($0) }
  }

  private init(_ row: Row) throws {
    task = row["task"]
    guard let day = CivilDate(row["visit"] as String) else {
      throw WorkspaceError(
        .data,
        "the staffing of task \(task) has no day of the visit; say it with spotcheck library set \(task) visit=2024-05-20",
        "任务 \(task) 的人员要求没有检查日期；请用 spotcheck library set \(task) visit=2024-05-20 填写"
      )
    }
    visit = day
    people = Int(row["people"] as String) ?? Staffing.leastPeople
    speciality = row["speciality"]
    byDistrict = row["district"] as String == "是"
    most = Int(row["most"] as String)
    apart = Int(row["apart"] as String)
  }

  /// Checks the cells of a row.
  static func check(_ cells: [String]) throws(RecordProblem) {
    let (visit, people) = (1, 2)
    guard !cells[visit].isEmpty else {
      throw RecordProblem(
        visit,
        "is empty; say on which day the visit is, since certificates and absences are looked at for it",
        "为空，请填写检查日期：执法证和缺勤按该日核对"
      )
    }
    if let count = Int(cells[people]), count < leastPeople {
      throw RecordProblem(
        people,
        "is less than 2; the law asks for two certified officers",
        "少于 2 人；法律要求不少于两名持证执法人员"
      )
    }
  }
}
