package import Frames
package import Inspections
package import Reports
package import Sampling

/// What is due and overdue: JSON `spotcheck.due/1`.
package struct DueDocument: ResultDocument, Sendable {
  /// `spotcheck.due/1`.
  package var schema = "spotcheck.due/1"
  /// The day on which it is asked.
  package var on: String
  /// What is not done yet, the earliest first.
  package var items: [Item]
  /// How many of these should have been done before.
  package var overdue: Int
  /// The years whose calendar is missing, so that what ends in them has no last day.
  package var missingCalendars: [Int]

  /// One thing.
  package struct Item: Encodable, Sendable {
    /// The kind, such as `publication` or `inspection`.
    package var kind: String
    /// The task, or the year of a plan.
    package var task: String
    /// The object; empty for none.
    package var object: String
    /// Whose it is.
    package var unit: String
    /// The item of the list; empty for none.
    package var item: String
    /// The day on which the term began; null for none.
    @Nullable package var since: String?
    /// The last day; null where it is not known.
    @Nullable package var due: String?
    /// Whether the last day is over.
    package var overdue: Bool
    /// The year whose calendar is missing; null for none.
    @Nullable package var missingCalendar: Int?
    fileprivate var title: Sentence

    private enum CodingKeys: String, CodingKey {
      case kind, task, object, unit, item, since, due, overdue, missingCalendar
    }
  }

  /// Makes the answer.
  ///
  /// - Parameters:
  ///   - list: what is due.
  ///   - until: only what is due by this day, or without a day; nil for all.
  package init(_ list: DueList, until: CivilDate? = nil) {
    on = "\(list.day)"
    let kept = list.items.filter { item in
      guard let until, let due = item.due else { return true }
      return due <= until
    }
    items = kept.map { item in
      Item(
        kind: item.kind.rawValue,
        task: item.task,
        object: item.object,
        unit: item.unit,
        item: item.matter,
        since: item.since?.description,
        due: item.due?.description,
        overdue: item.isOverdue(on: list.day),
        missingCalendar: item.missingYear,
        title: item.kind.title
      )
    }
    overdue = items.count { $0.overdue }
    missingCalendars = list.missingYears
  }

  private static var columns: [Column<Item>] {
    [
      Column("kind", "what", "待办") {
        $0.kind
      } shown: {
        $0.title.text(in: $1)
      },
      Column("unit", "unit", "单位") { $0.unit },
      Column("task", "task", "任务") { $0.task },
      Column("object", "object", "对象标识") { $0.object },
      Column("item", "item", "事项") {
        $0.item
      } shown: {
        row,
        _ in
        row.item.excerpt
      },
      Column("since", "since", "起算日") {
        $0.since ?? ""
      } shown: {
        row,
        _ in
        row.since ?? "-"
      },
      Column("due", "due", "期限") {
        $0.due ?? ""
      } shown: { row, language in
        row.due
          ?? row.missingCalendar.map { language("calendar \($0) missing", "缺少 \($0) 年工作日历") }
          ?? "-"
      },
      Column("overdue", "overdue", "逾期") {
        $0.overdue ? "true" : "false"
      } shown: { row, language in
        row.overdue ? language("overdue", "逾期") : ""
      },
      Column(csv: "missing_calendar") { $0.missingCalendar.map(String.init) ?? "" },
    ]
  }

  /// A row a thing.
  package var rows: [[String]] { DueDocument.columns.saved(items) }

  /// How many rows a person is shown.
  private static let shown = 100

  /// A table of counts by unit, then the things themselves.
  package func text(_ language: Language) -> String {
    var text = ""
    if items.count > DueDocument.shown {
      text += counts(language).text
    }
    if !items.isEmpty {
      text += DueDocument.columns.table(Array(items.prefix(DueDocument.shown)), language).text
    }
    if items.count > DueDocument.shown {
      text += language(
        "… and \(items.count - DueDocument.shown) more; \(Setting.format) csv has all\n",
        "……另有 \(items.count - DueDocument.shown) 项；\(Setting.format) csv 列出全部\n"
      )
    }
    return text
      + language(
        "on \(on): \(items.count) to do, \(overdue) overdue\n",
        "\(on)：待办 \(items.count) 项，逾期 \(overdue) 项\n"
      )
  }

  /// How much each unit has to do.
  func counts(_ language: Language) -> TextTable {
    var counts: [String: (all: Int, overdue: Int)] = [:]
    for item in items {
      counts[item.unit, default: (0, 0)].all += 1
      if item.overdue { counts[item.unit, default: (0, 0)].overdue += 1 }
    }
    return TextTable(
      header: [
        language("unit", "单位"), language("to do", "待办"), language("overdue", "逾期"),
      ],
      rows: counts.sorted { $0.key < $1.key }.map {
        [$0.key.isEmpty ? "-" : $0.key, "\($0.value.all)", "\($0.value.overdue)"]
      },
      rightAligned: [1, 2]
    )
  }
}
