package import Frames
internal import GRDB
package import Sampling

/// The frames from which the inspectors of a task are assigned, made of the libraries as they are.
///
/// Rules become kinds, marks, starts and caps: at least two certified inspectors of each department, one of them a
/// lead of the lead department; certificate valid, nobody absent or off duty on the day of the visit; speciality and
/// district; declared relations, also to a linked object; nobody at one object again within the years apart; this
/// year's places as the start, the most in the year as the cap.
package struct TeamPlan: Sendable {
  /// An object that may be drawn.
  package struct Object: Sendable {
    /// Its key.
    package var key: String
    /// Its district; empty where it is not known.
    package var district: String

    /// Makes an object.
    package init(key: String, district: String) { (self.key, self.district) = (key, district) }
  }

  /// Why somebody can have no post.
  package enum Bar: Int, Sendable, CaseIterable {
    case uncertified, offDuty, invalid, absent, department, speciality

    /// In words.
    package var sentence: Sentence {
      switch self {
      case .uncertified: Sentence("without a certificate", "无执法证")
      case .offDuty: Sentence("off duty", "离岗")
      case .invalid: Sentence("certificate not valid on the day", "执法证在检查日无效或未填有效期")
      case .absent: Sentence("absent on the day", "检查日缺勤")
      case .department: Sentence("of another department", "不属于参加部门")
      case .speciality: Sentence("of another speciality", "专业不符")
      }
    }
  }

  /// The day of the visit.
  package let visit: CivilDate
  /// What each object needs, with its line of salt.
  package let posts: PostFrame
  /// Who may do it, with its line of salt.
  package let inspectors: InspectorFrame
  /// How many inspectors of the library can have no post, for each reason.
  package let barred: [Bar: Int]

  /// Makes the frames.
  ///
  /// - Parameters:
  ///   - staffing: what the teams are.
  ///   - lead: the lead department.
  ///   - partners: those that take part beside it.
  ///   - objects: all objects that may be drawn, in any order.
  ///   - database: where the libraries are.
  /// - Throws: `FrameError`, `ProtocolTextError` for a key that a draw refuses; what the database says.
  /// - Complexity: O(objects · departments + inspectors · marks).
  init(
    _ staffing: Staffing,
    lead: String,
    partners: [String],
    objects: some Sequence<Object>,
    _ database: Database
  ) throws {
    visit = staffing.visit
    let departments = [lead] + partners
    var districts: Set<String> = []
    var keys: Set<String> = []
    var lines: [PostFrame.Line] = []
    for object in objects {
      let district = staffing.byDistrict ? object.district : ""
      districts.insert(district)
      keys.insert(object.key)
      lines.append(
        PostFrame.Line(
          try ProtocolText(object.key),
          try TeamPlan.posts(staffing, departments, district)
        )
      )
    }
    let roster = try InspectorRoster(database, on: staffing.visit)
    let history = try TeamHistory(database, before: staffing)
    let relations = try TeamPlan.relations(database)
    var barred: [Bar: Int] = [:]
    var people: [Inspector] = []
    for person in roster.people {
      var bar = person.bar
      let kinds =
        bar == nil
        ? try TeamPlan.kinds(of: person, staffing, departments, districts, roster, &bar) : []
      if let bar { barred[bar, default: 0] += 1 }
      let avoided = (relations[person.key] ?? []).union(history.visited[person.key] ?? [])
      people.append(
        Inspector(
          try ProtocolText(person.key),
          start: history.places[person.key] ?? 0,
          cap: staffing.most,
          kinds: kinds,
          avoided: try avoided.intersection(keys).map { try ProtocolText($0) }
        )
      )
    }
    var generator = SystemRandomNumberGenerator()
    posts = try PostFrame(lines).salted(with: Secret(using: &generator))
    inspectors = try InspectorFrame(people).salted(with: Secret(using: &generator))
    self.barred = barred
  }

  /// The kind of a post; names of leads sort first, so that they are dealt out most evenly.
  private static func kind(
    isLead: Bool,
    _ department: String,
    _ speciality: String,
    _ district: String
  ) throws(ProtocolTextError) -> ProtocolText {
    try ProtocolText(
      [isLead ? "1 主检" : "2 检查", department, speciality, district].filter { !$0.isEmpty }
        .joined(separator: " ")
    )
  }

  private static func posts(
    _ staffing: Staffing,
    _ departments: [String],
    _ district: String
  ) throws -> [Post] {
    var posts: [Post] = []
    for (number, department) in departments.enumerated() {
      let speciality = number == 0 ? staffing.speciality : ""
      let isLead = number == 0
      if isLead { posts.append(Post(try kind(isLead: true, department, speciality, district))) }
      posts.append(
        Post(
          try kind(isLead: false, department, speciality, district),
          count: staffing.people - (isLead ? 1 : 0)
        )
      )
    }
    return posts
  }

  /// The posts that a person may have, and why there are none.
  private static func kinds(
    of person: InspectorRoster.Person,
    _ staffing: Staffing,
    _ departments: [String],
    _ districts: Set<String>,
    _ roster: InspectorRoster,
    _ bar: inout Bar?
  ) throws -> [ProtocolText] {
    // A section of one department is of no other.
    guard
      let number = departments.firstIndex(where: { roster.belongs(person.department, to: $0) })
    else {
      bar = .department
      return []
    }
    let speciality = number == 0 ? staffing.speciality : ""
    guard speciality.isEmpty || person.specialities.contains(speciality) else {
      bar = .speciality
      return []
    }
    var kinds: [ProtocolText] = []
    for district in districts
    where district.isEmpty || person.districts.isEmpty || person.districts.contains(district) {
      if number == 0, person.mayLead {
        kinds.append(try kind(isLead: true, departments[number], speciality, district))
      }
      if person.mayFollow {
        kinds.append(try kind(isLead: false, departments[number], speciality, district))
      }
    }
    return kinds
  }

  /// The objects that each person must avoid, those that are linked to one of them included.
  private static func relations(_ database: Database) throws -> [String: Set<String>] {
    var linked: [String: Set<String>] = [:]
    for row in try Row.fetchAll(
      database,
      sql: "SELECT first, second FROM links WHERE until = 0 AND erased IS NULL"
    ) {
      let (first, second): (String, String) = (row["first"], row["second"])
      linked[first, default: []].insert(second)
      linked[second, default: []].insert(first)
    }
    var avoided: [String: Set<String>] = [:]
    for row in try Row.fetchAll(
      database,
      sql: "SELECT person, object FROM avoidances WHERE until = 0 AND erased IS NULL"
    ) {
      let object: String = row["object"]
      avoided[row["person"], default: []].formUnion((linked[object] ?? []).union([object]))
    }
    return avoided
  }
}

/// What earlier teams of the workspace have had to do.
private struct TeamHistory {
  /// The places of each person in the year of the visit.
  var places: [String: Int] = [:]
  /// The objects where each person was within the years apart.
  var visited: [String: Set<String>] = [:]

  init(_ database: Database, before staffing: Staffing) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT teams.seats, frames.visit, objects.key AS object FROM teams
        JOIN frames ON frames.draw = teams.draw AND frames.until = 0
        JOIN draws ON draws.key = teams.draw AND draws.until = 0 AND draws.state = 'drawn'
        LEFT JOIN objects ON objects.version = CAST(teams.object AS INTEGER)
        WHERE teams.until = 0 AND teams.state = 'team' AND draws.task <> ?
        """,
      arguments: [staffing.task]
    )
    while let row = try rows.next() {
      guard let day = CivilDate(row["visit"] as String) else { continue }
      let object: String? = row["object"]
      for seat in TeamRow.seats(row["seats"]) {
        if day.year == staffing.visit.year { places[seat.inspector, default: 0] += 1 }
        if let object, let apart = staffing.apart, day.isWithin(apart, yearsOf: staffing.visit) {
          visited[seat.inspector, default: []].insert(object)
        }
      }
    }
  }
}

extension CivilDate {
  /// Whether this day and another are less than so many years apart.
  fileprivate func isWithin(_ years: Int, yearsOf other: CivilDate) -> Bool {
    let (first, second) =
      (year, month, day) < (other.year, other.month, other.day) ? (self, other) : (other, self)
    return (second.year - years, second.month, second.day) < (first.year, first.month, first.day)
  }
}
