package import Inspections
package import Reports
package import Sampling

/// The tasks of the years: JSON `spotcheck.tasks/1`.
package struct TaskListDocument: ResultDocument, Sendable {
  /// `spotcheck.tasks/1`.
  package var schema = "spotcheck.tasks/1"
  /// The tasks, by year and number.
  package var tasks: [Line]

  /// One task.
  package struct Line: Encodable, Sendable {
    /// `2024/3`.
    package var key: String
    /// Its name.
    package var name: String
    /// Whether several departments inspect in one visit.
    package var joint: Bool
    /// Who leads.
    package var lead: String
    /// Who takes part.
    package var partners: [String]
    /// The last day; empty where the plan names none.
    package var deadline: String
    /// `open`, `ready`, `committed`, `drawn` or `abandoned`.
    package var state: String
    /// How often it was committed to.
    package var attempts: Int
    /// Objects to be inspected.
    package var inspected: Int
    /// Objects that were replaced.
    package var replaced: Int
    fileprivate var words: Sentence

    private enum CodingKeys: String, CodingKey {
      case key, name, joint, lead, partners, deadline, state, attempts, inspected, replaced
    }

    init(_ line: TaskList.Line) {
      key = line.task.key
      name = line.task["name"]
      joint = line.task.isJoint
      lead = line.task["lead"]
      partners = line.task.partners
      deadline = line.task["deadline"]
      state = line.state.rawValue
      attempts = line.attempts.count
      inspected = line.inspected
      replaced = line.replaced
      words = line.state.sentence
    }
  }

  /// Makes the answer.
  package init(_ list: TaskList) { tasks = list.lines.map { Line($0) } }

  /// A row a task.
  package var rows: [[String]] {
    [
      [
        "key", "name", "joint", "lead", "partners", "deadline", "state", "attempts", "inspected",
        "replaced",
      ]
    ]
      + tasks.map { task in
        [
          task.key, task.name, task.joint ? "1" : "0", task.lead,
          task.partners.joined(separator: "；"), task.deadline, task.state, "\(task.attempts)",
          "\(task.inspected)", "\(task.replaced)",
        ]
      }
  }

  /// A table.
  package func text(_ language: Language) -> String {
    guard !tasks.isEmpty else { return language("there are no tasks", "没有任务") + "\n" }
    return TextTable(
      header: [
        language("task", "任务"), language("name", "名称"), language("departments", "部门"),
        language("deadline", "完成期限"), language("state", "状态"), language("attempts", "次数"),
        language("objects", "对象数"), language("replaced", "已替换"),
      ],
      rows: tasks.map { task in
        [
          task.key, task.name,
          ([task.lead] + task.partners).joined(separator: language(", ", "、")),
          task.deadline, task.words.text(in: language), "\(task.attempts)", "\(task.inspected)",
          "\(task.replaced)",
        ]
      },
      rightAligned: [5, 6, 7]
    ).text
  }
}

extension TaskList.State {
  /// The state in words.
  package var sentence: Sentence {
    switch self {
    case .open: Sentence("filter or rules missing", "缺筛选条件或规则")
    case .ready: Sentence("ready", "可承诺")
    case .committed: Sentence("waits for its seed", "等待种子")
    case .drawn: Sentence("drawn", "已抽取")
    case .abandoned: Sentence("attempt given up", "已放弃本次抽取")
    }
  }
}

/// What an import of a plan has done, or would do: JSON `spotcheck.task-import/1`.
package struct TaskImportDocument: ResultDocument, Sendable {
  /// `spotcheck.task-import/1`.
  package var schema = "spotcheck.task-import/1"
  /// Cells that changed, or tasks that are new.
  package var changes: [EditDocument.Change]
  /// Tasks that are as they were.
  package var unchanged: Int
  /// Columns that have to be set before a task can be committed to, by task.
  package var open: [String: [String]]
  /// The head of the ledger after it; null where nothing was changed or kept.
  @Nullable package var head: String?
  private let tasks: [Sentence]
  private let missing: [Sentence]

  private enum CodingKeys: String, CodingKey { case schema, changes, unchanged, open, head }

  /// Makes the answer.
  package init(_ outcome: TaskImport.Outcome) {
    changes = outcome.changes.flatMap { change in
      ChangeText.rows(change, in: .tasks, showsClasses: true).map {
        EditDocument.Change(change: $0[0], column: $0[1], key: $0[2], new: $0[3], old: $0[4])
      }
    }
    unchanged = outcome.unchanged
    open = Dictionary(
      outcome.open.map { ($0.key, $0.columns.map(\.name)) },
      uniquingKeysWith: { $1 }
    )
    head = outcome.head?.description
    tasks = outcome.changes.map { change in
      Sentence(
        ChangeText.line(change, in: .tasks, showsClasses: true, .english),
        ChangeText.line(change, in: .tasks, showsClasses: true, .chinese)
      )
    }
    missing = outcome.open.map { key, columns in
      Sentence(
        "task \(key) has no \(columns.map(\.title.english).joined(separator: ", no ")) yet: say it with spotcheck task"
          + " set before it is committed to",
        "任务 \(key) 尚无\(columns.map(\.title.chinese).joined(separator: "、"))：承诺之前请用 spotcheck task set 填写"
      )
    }
  }

  /// A row a change.
  package var rows: [[String]] {
    [["change", "column", "key", "new", "old"]]
      + changes.map { [$0.change, $0.column, $0.key, $0.new, $0.old] }
  }

  /// What has changed, what is missing, and the head.
  package func text(_ language: Language) -> String {
    let lines = (tasks + missing).map { $0.text(in: language) + "\n" }.joined()
    let rest =
      head.map { language("head of the ledger: ", "台账头：") + $0 }
      ?? language("nothing was changed", "没有变化")
    return lines + language("\(unchanged) tasks are as they were", "\(unchanged) 项任务未变") + "\n"
      + rest + "\n"
  }
}
