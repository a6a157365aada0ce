package import Inspections
package import Reports
package import Sampling

/// What the tasks of a year leave out: JSON `spotcheck.task-coverage/1`.
package struct TaskCoverageDocument: ResultDocument, Sendable {
  /// `spotcheck.task-coverage/1`.
  package var schema = "spotcheck.task-coverage/1"
  /// Items of the list.
  package var items: Int
  /// Units and sections.
  package var units: Int
  /// What is left out.
  package var missing: [Gap]

  /// Something that is left out.
  package struct Gap: Encodable, Sendable {
    /// `item`, `unit`, `class` or `scope`.
    package var kind: String
    /// The key of the item, the unit or the task.
    package var key: String
    /// The item, the unit, the class.
    package var name: String
    fileprivate var words: Sentence

    private enum CodingKeys: String, CodingKey { case kind, key, name }
  }

  /// Makes the answer.
  package init(_ coverage: TaskCoverage) {
    items = coverage.counts.items
    units = coverage.counts.units
    missing =
      coverage.items.map { key, matter in
        Gap(
          kind: "item",
          key: key,
          name: matter,
          words: Sentence("the item \"\(matter)\" has no task", "事项“\(matter)”没有抽查任务")
        )
      }
      + coverage.units.map { key, name in
        Gap(
          kind: "unit",
          key: key,
          name: name,
          words: Sentence("the unit \"\(name)\" has no task", "单位“\(name)”没有抽查任务")
        )
      }
      + coverage.classes.map { task, name in
        Gap(
          kind: "class",
          key: task,
          name: name,
          words: Sentence(
            "task \(task) has no rule for the class \"\(name)\" of its scope",
            "任务 \(task) 范围内的等级“\(name)”没有规则"
          )
        )
      }
      + coverage.unscoped.map { task in
        Gap(
          kind: "scope",
          key: task,
          name: "",
          words: Sentence(
            "task \(task) has no filter, so that its classes were not looked at",
            "任务 \(task) 没有筛选条件，未核对其等级"
          )
        )
      }
  }

  /// A row a gap.
  package var rows: [[String]] {
    [["kind", "key", "name"]] + missing.map { [$0.kind, $0.key, $0.name] }
  }

  /// A line a gap, and how many there are.
  package func text(_ language: Language) -> String {
    missing.map { $0.words.text(in: language) + "\n" }.joined()
      + language(
        "\(items) items, \(units) units: \(missing.count) gaps",
        "事项 \(items) 项、单位 \(units) 个：缺口 \(missing.count) 处"
      ) + "\n"
  }
}

/// Tasks that could be one visit: JSON `spotcheck.task-visits/1`.
package struct TaskVisitsDocument: ResultDocument, Sendable {
  /// `spotcheck.task-visits/1`.
  package var schema = "spotcheck.task-visits/1"
  /// The proposals, those that save most first.
  package var proposals: [Proposal]

  /// Two tasks that share objects.
  package struct Proposal: Encodable, Sendable {
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
    /// Objects that each draws by itself; null where its rules do not fit.
    package var sizes: [Int?]
    /// Visits saved by one joint draw of the common objects; null where a size is unknown.
    @Nullable package var saved: Int?
  }

  /// Makes the answer.
  package init(_ visits: TaskVisits) {
    proposals = visits.proposals.map { proposal in
      Proposal(
        tasks: proposal.tasks,
        names: proposal.names,
        departments: proposal.departments,
        common: proposal.common,
        scopes: proposal.scopes,
        sizes: proposal.sizes,
        saved: proposal.saved
      )
    }
  }

  /// A row a proposal.
  package var rows: [[String]] {
    [
      [
        "first", "second", "first_departments", "second_departments", "common", "first_scope",
        "second_scope", "first_size", "second_size", "saved",
      ]
    ]
      + proposals.map { proposal in
        proposal.tasks + proposal.departments + ["\(proposal.common)"]
          + proposal.scopes.map { "\($0)" } + proposal.sizes.map { $0.map { "\($0)" } ?? "" }
          + [proposal.saved.map { "\($0)" } ?? ""]
      }
  }

  /// A line a proposal.
  package func text(_ language: Language) -> String {
    guard !proposals.isEmpty else {
      return language(
        "no two tasks of different departments share objects",
        "没有不同部门的任务涉及相同对象"
      ) + "\n"
    }
    return proposals.map { proposal in
      let (tasks, names) = (proposal.tasks, proposal.names)
      let saved = proposal.saved.map { saved in
        language("about \(saved) visits saved", "约少 \(saved) 次上门")
      }
      return language(
        "\(tasks[0]) \(names[0]) (\(proposal.departments[0])) and \(tasks[1]) \(names[1]) (\(proposal.departments[1])):"
          + " \(proposal.common) objects in common; as one joint task ",
        "\(tasks[0]) \(names[0])（\(proposal.departments[0])）与 \(tasks[1]) \(names[1])（\(proposal.departments[1])）："
          + "共有对象 \(proposal.common) 个；合并为一次联合抽查"
      )
        + (saved
          ?? language("how many visits are saved is not known", "可减少的次数未知")) + "\n"
    }.joined()
  }
}
