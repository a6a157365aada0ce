package import Frames
internal import Sampling

/// What is still to be done on a day, and what should have been done before.
package struct DueList: Sendable {
  /// One thing that is not done yet.
  package struct Item: Sendable {
    /// What.
    package var kind: DueTerm.Kind
    /// Of which task, `2024/3`; of a plan the year.
    package var task: String
    /// At which object; empty for a whole task or plan.
    package var object: String
    /// Whose it is.
    package var unit: String
    /// Which item; empty for none.
    package var matter: String
    /// On which day the term began; nil where none did.
    package var since: CivilDate?
    /// The last day; nil where the calendar of its year is missing, or the plan sets none.
    package var due: CivilDate?
    /// The year whose calendar is missing; nil for none.
    package var missingYear: Int?

    /// Whether it should have been done before a day.
    package func isOverdue(on day: CivilDate) -> Bool { due.map { $0 < day } ?? false }
  }

  /// The day.
  package var day: CivilDate
  /// What is to be done: the earliest last day first, those without one last.
  package private(set) var items: [Item]

  /// The years whose calendars are missing, in order.
  package var missingYears: [Int] { Set(items.compactMap(\.missingYear)).sorted() }
  /// How many should have been done before.
  package var overdue: Int { items.count { $0.isOverdue(on: day) } }

  /// Looks at all tasks.
  ///
  /// - Parameters:
  ///   - records: what the workspace holds.
  ///   - day: the day on which it is asked.
  /// - Complexity: O(drawn objects · items + results).
  package init(of records: InspectionRecords, on day: CivilDate) {
    self.day = day
    var search = DueSearch(records.calendar)
    search.run(records)
    items = search.items
    items.sort { left, right in
      switch (left.due, right.due) {
      case (let first?, let second?) where first != second: return first < second
      case (.some, nil): return true
      case (nil, .some): return false
      default:
        return (left.task, left.object, left.unit, left.matter, left.kind.rawValue)
          < (right.task, right.object, right.unit, right.matter, right.kind.rawValue)
      }
    }
  }
}

/// The search for what is not done.
private struct DueSearch {
  private var terms: TermEnds
  private(set) var items: [DueList.Item] = []

  init(_ calendar: WorkingCalendar) { terms = TermEnds(calendar) }

  mutating func run(_ records: InspectionRecords) {
    for year in records.years {
      let last = CivilDate(year: year.year, month: DueTerm.plan.month, day: DueTerm.plan.day)
      if !year.isIssued { add(.planIssued, task: "\(year.year)", unit: "", due: last) }
      if year.published == nil { add(.planPublished, task: "\(year.year)", unit: "", due: last) }
    }
    for task in records.tasks {
      guard let draw = task.inspected.drawnOn else { continue }
      let lead = task.inspected.visits.first?.department ?? ""
      if task.assignedOn == nil { add(.teams, task: task.key.text, unit: lead, since: draw) }
      let deadline = CivilDate(task.inspected.task["deadline"])
      let visits = task.inspected.visits
      for object in task.inspected.objects where !object.isStruck {
        for visit in visits {
          let key = ResultKey(
            task: task.key.text,
            object: object.key,
            department: visit.department,
            item: visit.item
          )
          guard let result = records.results[key] else {
            add(
              .inspection,
              task: task.key.text,
              object: object.key,
              unit: visit.department,
              matter: visit.item,
              since: draw,
              due: deadline
            )
            continue
          }
          look(at: result, key)
        }
      }
    }
  }

  /// What a result that is entered waits for.
  private mutating func look(at result: InspectionRecord, _ key: ResultKey) {
    func item(_ kind: DueTerm.Kind) -> DueList.Item {
      DueList.Item(
        kind: kind,
        task: key.task,
        object: key.object,
        unit: key.department,
        matter: key.item,
        since: result.date,
        due: nil,
        missingYear: nil
      )
    }
    if !result.isReviewed {
      items.append(ended(item(.review), .publication, since: result.date))
    }
    if result.published == nil {
      items.append(ended(item(.publication), .publication, since: result.date))
    }
    if let decided = result.decided, result.decisionPublished == nil {
      var decision = item(.decision)
      decision.since = decided
      items.append(ended(decision, .decision, since: decided))
    }
    if result.isFollowUpOpen {
      var follow = item(.followUp)
      follow.due = result.measureDue
      items.append(follow)
    }
  }

  private mutating func add(
    _ kind: DueTerm.Kind,
    task: String,
    object: String = "",
    unit: String,
    matter: String = "",
    since: CivilDate? = nil,
    due: CivilDate? = nil
  ) {
    let item = DueList.Item(
      kind: kind,
      task: task,
      object: object,
      unit: unit,
      matter: matter,
      since: since,
      due: due,
      missingYear: nil
    )
    guard let since, due == nil, DueTerm.of(kind) != nil else { return items.append(item) }
    items.append(ended(item, kind, since: since))
  }

  /// An item with the last day of its term in working days.
  private mutating func ended(
    _ item: DueList.Item,
    _ kind: DueTerm.Kind,
    since: CivilDate
  ) -> DueList.Item {
    var item = item
    switch terms.last(of: kind, since: since) {
    case .success(let day): item.due = day
    case .failure(let missing): item.missingYear = missing.year
    }
    return item
  }
}
