package import Sampling

/// A column of a library: what offices call it, and what may stand in it.
package struct LibraryColumn: Sendable {
  /// What a cell may hold.
  package enum Content: Sendable {
    /// Any text.
    case text
    /// A text that names the record, and is no empty one.
    case name
    /// A day.
    case day
    /// A day, or 长期 (9999-12-31) for no end.
    case lastDay
    /// One of some words, each by any of its names; the first one is kept.
    case choice([[String]])
    /// Some of them, parted by ; and kept in their order.
    case choices([[String]])
    /// A whole number from 1.
    case rank
    /// A decimal number from 0.
    case number
    /// A half-open or closed interval of numbers, `[200,500)`.
    case interval
    /// A telephone of an office, and of no person.
    case officeLine
    /// What the library itself writes.
    case own
  }

  /// Its name in the file, in CSV and in JSON.
  package var name: String
  /// What it is called.
  package var title: Sentence
  /// All names under which a heading may have it; none for what the library itself writes.
  package let names: [String]
  /// What may stand in it.
  package let content: Content
  /// Whether it tells a risk class or a score, which is shown only where that is asked for.
  package var isClass: Bool
  /// What to fill in, for the template.
  package var explanation: Sentence
  /// A cell of the example row.
  package var example: String

  init(
    _ name: String,
    _ english: String,
    _ chinese: String,
    _ others: [String] = [],
    _ content: Content = .text,
    isClass: Bool = false,
    says explanation: Sentence,
    example: String = ""
  ) {
    self.name = name
    title = Sentence(english, chinese)
    self.content = content
    names = if case .own = content { [] } else { [chinese, english, name] + others }
    self.isClass = isClass
    self.explanation = explanation
    self.example = example
  }
}

/// A list or library that a workspace keeps.
package enum LibraryKind: Int, CaseIterable, Sendable {
  /// The list of inspection items (抽查事项清单).
  case items = 1
  /// What may be inspected: market subjects and others (检查对象名录库).
  case objects = 2
  /// Departments and their sections (部门和股室).
  case departments = 3
  /// Who inspects (执法检查人员名录库).
  case inspectors = 4
  /// Schemes of risk classes, a record a class (风险分类标准).
  case schemes = 5
  /// Which records are of one subject, branch and parent (关联关系).
  case links = 6
  /// What is done in a year (抽查任务).
  case tasks = 7
  /// The attempts to draw a task's objects (抽取).
  case draws = 8
  /// The objects of a draw: selected, in reserve, kept out (抽取对象).
  case drawn = 9
  /// Days that offices work, or not, against the week (工作日历).
  case calendar = 11
  /// What inspections found (检查结果).
  case results = 12
  /// Who is absent, and when (缺勤登记).
  case absences = 21
  /// Who must not inspect what (回避登记).
  case avoidances = 22
  /// What the teams of a task are (检查组要求).
  case staffing = 23
  /// The frames of inspectors of a draw (岗位表和人员表).
  case frames = 24
  /// The teams of a draw (检查组).
  case teams = 25

  /// What an office keeps by importing tables; the others are written by commands of their own.
  package static let libraries: [LibraryKind] = [
    .items, .objects, .departments, .inspectors, .schemes, .links, .absences, .avoidances,
    .staffing, .calendar, .results,
  ]

  /// The name in commands; also that of the table in the file.
  package var name: String {
    switch self {
    case .items: "items"
    case .objects: "objects"
    case .departments: "departments"
    case .inspectors: "inspectors"
    case .schemes: "schemes"
    case .links: "links"
    case .calendar: "calendar"
    case .results: "results"
    case .tasks: "tasks"
    case .draws: "draws"
    case .drawn: "drawn"
    case .absences: "absences"
    case .avoidances: "avoidances"
    case .staffing: "staffing"
    case .frames: "frames"
    case .teams: "teams"
    }
  }

  /// The name in a sentence.
  package var title: Sentence {
    switch self {
    case .items: Sentence("item list", "抽查事项清单")
    case .objects: Sentence("library of objects", "检查对象名录库")
    case .departments: Sentence("departments", "部门和股室")
    case .inspectors: Sentence("library of inspectors", "执法检查人员名录库")
    case .schemes: Sentence("risk-class schemes", "风险分类标准")
    case .links: Sentence("links", "关联关系")
    case .calendar: Sentence("calendar of working days", "工作日历")
    case .results: Sentence("results", "检查结果")
    case .tasks: Sentence("tasks", "抽查任务")
    case .draws: Sentence("draws", "抽取")
    case .drawn: Sentence("drawn objects", "抽取对象")
    case .absences: Sentence("absences", "缺勤登记")
    case .avoidances: Sentence("avoidances", "回避登记")
    case .staffing: Sentence("staffing of tasks", "检查组要求")
    case .frames: Sentence("frames of inspectors", "岗位表和人员表")
    case .teams: Sentence("teams", "检查组")
    }
  }

  /// A library by its name in commands; `scheme` and `link` are taken too.
  package init?(name: String) {
    guard
      let kind = LibraryKind.libraries.first(where: {
        $0.name == name || $0.name.dropLast() == name
      })
    else { return nil }
    self = kind
  }

  /// The columns, in the order in which they are kept.
  package var columns: [LibraryColumn] {
    switch self {
    case .items: LibraryKind.itemColumns
    case .objects: LibraryKind.objectColumns
    case .departments: LibraryKind.departmentColumns
    case .inspectors: LibraryKind.inspectorColumns
    case .schemes: LibraryKind.schemeColumns
    case .links: LibraryKind.linkColumns
    case .calendar: LibraryKind.calendarColumns
    case .results: LibraryKind.resultColumns
    case .tasks: LibraryKind.taskColumns
    case .draws: LibraryKind.drawColumns
    case .drawn: LibraryKind.drawnColumns
    case .absences: LibraryKind.absenceColumns
    case .avoidances: LibraryKind.avoidanceColumns
    case .staffing: LibraryKind.staffingColumns
    case .frames: LibraryKind.frameColumns
    case .teams: LibraryKind.teamColumns
    }
  }

  /// The place of a column.
  func place(_ name: String) -> Int {
    guard let place = columns.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("no column \(name)")
    }
    return place
  }

  /// A column by any of its names, as a person types it.
  package func column(named name: String) -> Int? {
    let folded = FoldedText(name).text
    return columns.firstIndex { $0.names.contains { FoldedText($0).text == folded } }
  }

  /// The columns by which a heading is found, each by any of its names.
  var wanted: [[String]] {
    let name =
      switch self {
      case .items: "matter"
      case .objects, .departments, .inspectors, .tasks: "name"
      case .schemes: "class"
      case .links: "first"
      case .calendar: "date"
      case .results: "object"
      case .draws, .staffing: "task"
      case .drawn, .frames, .teams: "draw"
      case .absences: "first_day"
      case .avoidances: "object"
      }
    return [columns[place(name)].names]
  }
}
