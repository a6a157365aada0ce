internal import Frames
internal import GRDB
internal import Sampling

/// What results of a task may speak of: its objects, departments, items, and from when on.
struct InspectedTask {
  /// An object that was to be inspected: selected, or called in for another.
  struct Object {
    var key: String
    var name: String
    var riskClass: String
    /// Whether another stands in for it.
    var isStruck: Bool
  }

  /// The task.
  let task: InspectionTask
  /// All attempts to draw it, the first one first.
  let attempts: [DrawAttempt]
  /// The last attempt that was drawn; nil before there is one.
  let draw: DrawAttempt?
  /// The day of the draw in Beijing; nil before.
  let drawnOn: CivilDate?
  /// The objects of the draw by class and rank.
  let objects: [Object]
  /// The keys of these.
  let keys: Set<String>

  /// Reads a task with its draw.
  ///
  /// - Throws: ``WorkspaceError`` for a task that there is not.
  init(_ key: TaskKey, _ database: Database) throws {
    task = try InspectionTask(key, database)
    attempts = try DrawAttempt.all(of: key.text, database)
    draw = attempts.last { $0.state == .drawn }
    guard let draw else {
      (drawnOn, objects, keys) = (nil, [], [])
      return
    }
    let time = try String.fetchOne(
      database,
      sql: """
        SELECT ledger.time FROM draws JOIN ledger ON ledger.number = draws.since
        WHERE draws.key = ? AND draws.state = 'drawn' ORDER BY draws.since LIMIT 1
        """,
      arguments: [draw.key]
    )
    drawnOn = time.flatMap(BeijingDay.of)
    objects = try DrawnObject.all(of: draw.key, database).filter {
      $0.role == .selected || $0.state == .called
    }.map {
      Object(key: $0.key, name: $0.name, riskClass: $0.riskClass, isStruck: $0.state == .struck)
    }
    keys = Set(objects.map(\.key))
  }

  /// Each item with the department that inspects it: of a joint task every department's own, else the one's.
  var visits: [(department: String, item: String)] {
    let lead = task["lead"].isEmpty ? task["unit"] : task["lead"]
    return task.items.map {
      (department: $0.department.isEmpty ? lead : $0.department, item: $0.text)
    }
  }
}

/// Days as an office counts them; the ledger's times are UTC.
enum BeijingDay {
  /// The day in Beijing, eight hours ahead, of a time as the ledger writes it; nil for what is none.
  static func of(_ time: String) -> CivilDate? {
    guard time.utf8.count == 20, let day = CivilDate(String(time.prefix(10))),
      let hour = Int(time.dropFirst(11).prefix(2))
    else { return nil }
    return hour >= 16 ? day.adding(days: 1) : day
  }

  /// The day in Beijing of an entry of the ledger; nil where there is none.
  static func of(entry: Int, _ database: Database) throws -> CivilDate? {
    try String.fetchOne(
      database,
      sql: "SELECT time FROM ledger WHERE number = ?",
      arguments: [entry]
    ).flatMap(of)
  }
}
