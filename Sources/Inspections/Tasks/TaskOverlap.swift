internal import Draws
internal import Frames
internal import GRDB
internal import Plans
internal import Sampling

/// What the tasks of a year have in their scopes, as the library is now.
struct TaskScopes {
  /// One task with its objects.
  struct Scope {
    var task: InspectionTask
    var filter: TaskScope
    var members: BitList
    /// Objects by class; empty the class of those without one.
    var classes: [String: Int] = [:]

    var count: Int { classes.values.reduce(0, +) }

    /// The strata as a draw would have them.
    var strata: [Stratum] {
      let names = classes.keys.filter { !$0.isEmpty }
      guard !names.isEmpty else { return [Stratum(name: .everything, population: count)] }
      return classes.compactMap { name, count in
        (try? ProtocolText(name.isEmpty ? InspectionTask.unclassified : name))
          .map { Stratum(name: $0, population: count) }
      }.sorted { $0.name < $1.name }
    }

    /// How many objects the rules draw; nil where they do not fit the classes.
    var size: Int? {
      let plans = try? Sizing.rules(task.rules)
        .plans(for: strata, reserves: RuleSet(), starts: .none, file: task.key)
      return plans.map { $0.reduce(0) { $0 + $1.count.size } }
    }
  }

  private(set) var scopes: [Scope] = []

  /// Reads the scopes of the tasks that say one.
  ///
  /// - Complexity: O(objects · tasks), a bit an object and task of memory.
  init(_ database: Database, year: Int?) throws {
    let head = try LedgerWriter.head(database)
    for line in try TaskList.lines(database, year: year) {
      guard let filters = line.task.filters else { continue }
      scopes.append(Scope(task: line.task, filter: TaskScope(filters), members: BitList()))
    }
    guard !scopes.isEmpty else { return }
    try ObjectSnapshot(database, entry: head.count).read { object in
      for index in scopes.indices where try scopes[index].filter.contains(object) {
        scopes[index].members.insert(object.version)
        scopes[index].classes[object.riskClass, default: 0] += 1
      }
    }
  }
}

/// Numbers, a bit each.
struct BitList {
  private var words: [UInt64] = []

  mutating func insert(_ number: Int) {
    let word = number / 64
    if word >= words.count {
      words += [UInt64](repeating: 0, count: max(word + 1 - words.count, words.count))
    }
    words[word] |= 1 << UInt64(number % 64)
  }

  /// How many numbers two lists have in common.
  func common(_ other: BitList) -> Int {
    zip(words, other.words).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
  }
}

/// Tasks of several departments over the same objects, which could be inspected in one visit (进一次门、查多项事).
package struct TaskVisits: Sendable {
  /// Two tasks that share objects.
  package struct Proposal: Sendable {
    /// The keys of the tasks.
    package var tasks: [String]
    /// Their names.
    package var names: [String]
    /// The departments of either.
    package var departments: [String]
    /// Objects in both scopes.
    package var common: Int
    /// Objects of each scope.
    package var scopes: [Int]
    /// Objects that each draws by itself; nil where its rules do not fit the classes of its scope.
    package var sizes: [Int?]
    /// Visits saved by one joint draw of the common objects: the lesser of what either draws of them on average,
    /// whole visits; nil where a size is unknown.
    package var saved: Int?
  }

  /// The proposals, those that save most first.
  package var proposals: [Proposal] = []

  /// Looks for them among the tasks that are not committed to.
  ///
  /// - Parameters:
  ///   - workspace: where.
  ///   - year: the year; nil for all.
  /// - Throws: ``WorkspaceError``; `DataError`.
  /// - Complexity: O(objects · tasks + objects · pairs / 64).
  package init(of workspace: Workspace, year: Int?) throws {
    proposals = try workspace.read { database in
      let open = try TaskScopes(database, year: year).scopes.filter { scope in
        try DrawAttempt.all(of: scope.task.key, database).isEmpty
      }
      var proposals: [Proposal] = []
      for (index, first) in open.enumerated() {
        for second in open[(index + 1)...] where first.task["year"] == second.task["year"] {
          let departments = [first, second].map { [$0.task["lead"]] + $0.task.partners }
          let common = first.members.common(second.members)
          guard common > 0, Set(departments[0]) != Set(departments[1]) else { continue }
          let pair = [first, second]
          let sizes = pair.map(\.size)
          let shares = zip(sizes, pair).map { size, scope in
            size.map { $0 * common / scope.count }
          }
          proposals.append(
            Proposal(
              tasks: pair.map(\.task.key),
              names: pair.map { $0.task["name"] },
              departments: departments.map { $0.joined(separator: "、") },
              common: common,
              scopes: pair.map(\.count),
              sizes: sizes,
              saved: shares.contains(nil) ? nil : shares.compactMap { $0 }.min()
            )
          )
        }
      }
      return proposals.sorted { left, right in
        (right.saved ?? -1, left.tasks[0], left.tasks[1])
          < (left.saved ?? -1, right.tasks[0], right.tasks[1])
      }
    }
  }
}

/// What the tasks of a year leave out: items of the list, units, classes.
package struct TaskCoverage: Sendable {
  /// Items of the list without a task: key and words.
  package var items: [(key: String, matter: String)] = []
  /// Units and sections without a task: key and name.
  package var units: [(key: String, name: String)] = []
  /// Classes in a task's scope for which it has no rule.
  package var classes: [(task: String, name: String)] = []
  /// Tasks whose scope nobody has said, so that their classes are not looked at.
  package var unscoped: [String] = []
  /// How many items and units there are.
  package var counts: (items: Int, units: Int) = (0, 0)

  /// Whether nothing is left out.
  package var isWhole: Bool {
    items.isEmpty && units.isEmpty && classes.isEmpty && unscoped.isEmpty
  }

  /// Looks what is left out.
  ///
  /// - Parameters:
  ///   - workspace: where.
  ///   - year: the year; nil for all.
  /// - Throws: ``WorkspaceError``; `DataError`.
  /// - Complexity: O(objects · tasks + listed items · planned items).
  package init(of workspace: Workspace, year: Int?) throws {
    self = try workspace.read { try TaskCoverage($0, year: year) }
  }

  private init(_ database: Database, year: Int?) throws {
    let tasks = try TaskList.lines(database, year: year).map(\.task)
    let planned = tasks.flatMap { $0.items.map(\.text) }
    let listed = try Row.fetchAll(
      database,
      sql: "SELECT key, matter FROM items WHERE until = 0 AND erased IS NULL ORDER BY version"
    )
    counts.items = listed.count
    for row in listed {
      let matter: String = row["matter"]
      if !planned.contains(where: { PlanItemText.covers($0, matter) }) {
        items.append((row["key"], matter))
      }
    }
    let busy = Set(
      tasks.flatMap { task in
        [task["lead"]] + task.partners + NameList.split(task["unit"])
          + task.items.map(\.department)
      }.map { FoldedText($0).text }
    )
    let known = try Row.fetchAll(
      database,
      sql: """
        SELECT key, code, name, names, parent FROM departments
        WHERE until = 0 AND erased IS NULL ORDER BY version
        """
    )
    // A unit whose section has a task has one.
    var above: Set<String> = []
    func names(_ row: Row) -> Set<String> {
      Set(([row["code"], row["name"]] + NameList.split(row["names"])).map { FoldedText($0).text })
        .subtracting([""])
    }
    var hasTask = known.map { !names($0).isDisjoint(with: busy) }
    for _ in known {
      above = Set(
        zip(known, hasTask).filter(\.1).map { FoldedText($0.0["parent"] as String).text }
      )
      let next = zip(known, hasTask).map { $1 || !names($0).isDisjoint(with: above) }
      if next == hasTask { break }
      hasTask = next
    }
    counts.units = known.count
    units = zip(known, hasTask).filter { !$0.1 }.map { ($0.0["key"], $0.0["name"]) }
    unscoped = tasks.filter { $0.filters == nil }.map(\.key)
    for scope in try TaskScopes(database, year: year).scopes {
      let rules = scope.task.rules
      guard rules.overall.isEmpty else { continue }
      for stratum in scope.strata where rules.rules(in: stratum.name).isEmpty {
        classes.append((scope.task.key, stratum.name.text))
      }
    }
  }
}
