internal import Frames
internal import GRDB
internal import Sampling

/// The office's inspectors on a day, with what they may do and what they have had to do.
struct InspectorRoster {
  /// One inspector.
  struct Person {
    var key: String
    var department: String
    var specialities: [String]
    /// Where the person inspects; empty for everywhere.
    var districts: [String]
    var mayLead: Bool
    var mayFollow: Bool
    /// Why the person can have no post at all on that day.
    var bar: TeamPlan.Bar?
  }

  private(set) var people: [Person] = []
  /// The units above each department, itself included, by each of its names.
  private var above: [String: Set<String>] = [:]

  init(_ database: Database, on day: CivilDate) throws {
    try readDepartments(database)
    let date = day.description
    let absent = try Set(
      String.fetchAll(
        database,
        sql: """
          SELECT person FROM absences WHERE until = 0 AND erased IS NULL AND first_day <= ?
          AND (last_day = '' OR last_day >= ?)
          """,
        arguments: [date, date]
      )
    )
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT * FROM inspectors WHERE until = 0 AND erased IS NULL ORDER BY key"
    )
    while let row = try rows.next() {
      let (key, category, role): (String, String, String) = (
        row["key"], row["category"], row["role"]
      )
      let (from, until): (String, String) = (row["valid_from"], row["valid_until"])
      let isCertified = [LibraryKind.civilServant, LibraryKind.otherCertified].contains(category)
      let bar: TeamPlan.Bar? =
        !isCertified
        ? .uncertified
        : row["status"] as String == "离岗"
          ? .offDuty
          // An empty day shows no validity.
          : until.isEmpty || until < date || from > date
            ? .invalid : absent.contains(key) ? .absent : nil
      people.append(
        Person(
          key: key,
          department: row["department"],
          specialities: NameList.split(row["speciality"]),
          districts: NameList.split(row["district"]),
          // Who is said to be neither lead nor member is a member.
          mayLead: role == "组长" || role == "均可",
          mayFollow: role != "组长",
          bar: bar
        )
      )
    }
  }

  private mutating func readDepartments(_ database: Database) throws {
    let rows = try Row.fetchAll(
      database,
      sql:
        "SELECT key, code, name, names, parent FROM departments WHERE until = 0 AND erased IS NULL"
    )
    var keys: [String: String] = [:]
    var parents: [String: String] = [:]
    for row in rows {
      let key: String = row["key"]
      for name in [row["code"], row["name"]] + NameList.split(row["names"]) where !name.isEmpty {
        keys[name] = key
      }
      parents[key] = row["parent"]
    }
    for (name, key) in keys {
      var seen: Set<String> = [key]
      var next = parents[key].flatMap { keys[$0] }
      while let unit = next, seen.insert(unit).inserted {
        next = parents[unit].flatMap { keys[$0] }
      }
      above[name] = seen
    }
  }

  /// Whether somebody of one unit is of another: the same by any of its names, or a section of it.
  func belongs(_ unit: String, to department: String) -> Bool {
    guard !unit.utf8.elementsEqual(department.utf8) else { return true }
    guard let own = above[unit], let key = above[department] else { return false }
    // What is above a unit holds what is above those units too.
    return key.isSubset(of: own)
  }
}
