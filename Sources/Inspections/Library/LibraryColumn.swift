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
  /// Other names under which it is known.
  package var others: [String]
  /// What may stand in it.
  package var content: Content
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
    self.others = others
    self.content = content
    self.isClass = isClass
    self.explanation = explanation
    self.example = example
  }

  /// All names under which a heading may have it; none for what the library itself writes.
  package var names: [String] {
    if case .own = content { [] } else { [title.chinese, title.english, name] + others }
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

  /// What an office keeps by importing tables; the others are written by commands of their own.
  package static let libraries: [LibraryKind] = [
    .items, .objects, .departments, .inspectors, .schemes, .links,
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
    case .tasks: "tasks"
    case .draws: "draws"
    case .drawn: "drawn"
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
    case .tasks: Sentence("tasks", "抽查任务")
    case .draws: Sentence("draws", "抽取")
    case .drawn: Sentence("drawn objects", "抽取对象")
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
    case .tasks: LibraryKind.taskColumns
    case .draws: LibraryKind.drawColumns
    case .drawn: LibraryKind.drawnColumns
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
      case .draws: "task"
      case .drawn: "draw"
      }
    return [columns[place(name)].names]
  }
}
