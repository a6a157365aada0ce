package import Frames
internal import Sampling

/// The figures of a year, for the whole office and for each unit, with what counts against them.
package struct Evaluation: Sendable {
  /// A count of a whole.
  package struct Share: Sendable, Hashable {
    /// How many.
    package var count = 0
    /// Of how many.
    package var whole = 0
  }

  /// What counts against a figure.
  package struct Evidence: Sendable, Hashable {
    /// Of which task, `2024/3`; empty for none.
    package var task = ""
    /// Which object; empty for none.
    package var object = ""
    /// Whose it is; empty for the whole office's.
    package var unit = ""
    /// Which item; empty for none.
    package var matter = ""

    /// By task, object, unit and item.
    fileprivate var order: (String, String, String, String) { (task, object, unit, matter) }
  }

  /// The year.
  package var year: Int
  /// The figures of the whole office; a figure of which nothing is known yet is not there.
  package private(set) var shares: [Metric: Share] = [:]
  /// The figures of each unit by its name.
  package private(set) var units: [String: [Metric: Share]] = [:]
  /// What counts against each figure, in the order of tasks and objects.
  package private(set) var evidence: [Metric: [Evidence]] = [:]
  /// Dates whose year has no calendar: results that could not be judged.
  package private(set) var missingYears: Set<Int> = []
  /// Objects inspected, with a problem, by class; what is drawn but not inspected is not among them.
  package private(set) var problems: [String: Share] = [:]
  /// Results of every code.
  package private(set) var codes: [InspectionResult: Int] = [:]
  /// What was drawn, inspected, public and followed up.
  package private(set) var funnel = Funnel()
  /// Results reviewed, by month of the inspection from January.
  package private(set) var months = [Int](repeating: 0, count: 12)

  /// Whether the year has a task at all.
  package private(set) var hasTasks = false
  /// The tasks that were drawn, in order.
  package private(set) var drawn: [TaskKey] = []

  /// The way of a year's objects.
  package struct Funnel: Sendable, Hashable {
    /// Objects of all draws that are to be inspected.
    package var drawn = 0
    /// Of these, objects all of whose results are reviewed.
    package var inspected = 0
    /// Of these, objects all of whose results are public.
    package var published = 0
    /// Of these, objects with a problem.
    package var withProblem = 0
    /// Of these, objects all of whose follow-ups are done.
    package var closed = 0
  }

  /// Judges a year by what is known on a day.
  ///
  /// Results count when a second person has reviewed them.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - records: what the workspace holds.
  ///   - day: the day on which it is asked.
  ///   - verified: of each draw by its key whether it came out the same again; nil where nobody has looked.
  /// - Complexity: O(drawn objects · items + results).
  package init(
    _ year: Int,
    of records: InspectionRecords,
    on day: CivilDate,
    verified: [String: Bool]? = nil
  ) {
    self.year = year
    let tasks = records.tasks.filter { $0.key.year == year }
    hasTasks = !tasks.isEmpty
    if let plan = records.years.first(where: { $0.year == year }) { judge(plan, tasks) }
    var terms = TermEnds(records.calendar)
    var covered = Coverage()
    for task in tasks { judge(task, records, &terms, &covered) }
    for (key, result) in records.results where result.isReviewed && key.task.hasPrefix("\(year)/") {
      judge(result, key, &terms, day)
    }
    // Results come in no order, and what counts against a figure is shown in one.
    for metric in [Metric.resultsEntered, .followUpsClosed, .resultsInTime] {
      evidence[metric]?.sort { $0.order < $1.order }
    }
    cover(covered, records)
    for (draw, holds) in (verified ?? [:]).sorted(by: { $0.key < $1.key }) {
      add(.drawsVerified, holds, Evidence(task: draw))
    }
  }

  private mutating func judge(_ plan: InspectionRecords.Year, _ tasks: [InspectionRecords.Task]) {
    shares[.planNumbered] = Share(count: plan.numbered.some, whole: plan.numbered.all)
    for task in tasks where task.inspected.task["document"].isEmpty {
      evidence[.planNumbered, default: []].append(Evidence(task: task.key.text))
    }
    let last = CivilDate(year: plan.year, month: DueTerm.plan.month, day: DueTerm.plan.day)
    let isInTime = plan.published.flatMap { day in last.map { day <= $0 } } ?? false
    add(.planPublished, isInTime, Evidence(task: "\(plan.year)"))
  }

  /// Counts for the whole office, and for a unit where there is one.
  private mutating func add(_ metric: Metric, _ isGood: Bool, _ what: Evidence) {
    shares[metric, default: Share()].whole += 1
    if isGood { shares[metric, default: Share()].count += 1 }
    if !what.unit.isEmpty {
      units[what.unit, default: [:]][metric, default: Share()].whole += 1
      if isGood { units[what.unit, default: [:]][metric, default: Share()].count += 1 }
    }
    if !isGood { evidence[metric, default: []].append(what) }
  }

  /// What was reached at all.
  private struct Coverage {
    var objects: Set<String> = []
    var items: Set<String> = []
  }

  private mutating func judge(
    _ task: InspectionRecords.Task,
    _ records: InspectionRecords,
    _ terms: inout TermEnds,
    _ covered: inout Coverage
  ) {
    let visits = task.inspected.visits
    let lead = visits.first?.department ?? ""
    let whole = Evidence(task: task.key.text, unit: lead)
    guard let drawnOn = task.inspected.drawnOn else {
      return add(.tasksCompleted, false, whole)
    }
    drawn.append(task.key)
    add(.drawnOnce, task.inspected.attempts.count == 1, whole)
    if let last = known(terms.last(of: .teams, since: drawnOn)) {
      add(.teamsInTime, task.assignedOn.map { $0 <= last } ?? false, whole)
    }
    var isCompleted = !task.inspected.objects.isEmpty
    for object in task.inspected.objects where !object.isStruck {
      var results: [InspectionRecord] = []
      for visit in visits {
        let key = ResultKey(
          task: task.key.text,
          object: object.key,
          department: visit.department,
          item: visit.item
        )
        let what = Evidence(
          task: task.key.text,
          object: object.key,
          unit: visit.department,
          matter: visit.item
        )
        let result = records.results[key].flatMap { $0.isReviewed ? $0 : nil }
        add(.inspectionsCompleted, result != nil, what)
        guard let result else { continue }
        results.append(result)
        covered.items.insert(visit.item)
      }
      isCompleted = isCompleted && results.count == visits.count
      count(object, task, results, of: visits.count)
      if !results.isEmpty {
        covered.objects.insert(object.key)
        let departments = Set(visits.map(\.department))
        add(
          .jointVisits,
          departments.count > 1,
          Evidence(task: task.key.text, object: object.key, unit: lead)
        )
      }
    }
    add(.tasksCompleted, isCompleted, whole)
  }

  /// Counts an object's way.
  private mutating func count(
    _ object: InspectedTask.Object,
    _ task: InspectionRecords.Task,
    _ results: [InspectionRecord],
    of visits: Int
  ) {
    funnel.drawn += 1
    if results.contains(where: { $0.codes.contains(where: \.isInspected) }) {
      problems[object.riskClass, default: Share()].whole += 1
      if results.contains(where: \.hasProblem) {
        problems[object.riskClass, default: Share()].count += 1
      }
    }
    guard !results.isEmpty, results.count == visits else { return }
    funnel.inspected += 1
    guard results.allSatisfy({ $0.published != nil }) else { return }
    funnel.published += 1
    guard results.contains(where: \.hasProblem) else { return }
    funnel.withProblem += 1
    if results.allSatisfy({ !$0.isFollowUpOpen }) { funnel.closed += 1 }
  }

  /// A result that was reviewed.
  private mutating func judge(
    _ result: InspectionRecord,
    _ key: ResultKey,
    _ terms: inout TermEnds,
    _ day: CivilDate
  ) {
    let what = Evidence(
      task: key.task,
      object: key.object,
      unit: key.department,
      matter: key.item
    )
    for code in result.codes { codes[code, default: 0] += 1 }
    if result.date.year == year { months[result.date.month - 1] += 1 }
    add(.resultsEntered, result.entered != nil, what)
    if result.hasFollowUp { add(.followUpsClosed, !result.isFollowUpOpen, what) }
    guard let last = known(terms.last(of: .publication, since: result.date)) else { return }
    if let published = result.published {
      add(.resultsInTime, published <= last, what)
    } else if last < day {
      add(.resultsInTime, false, what)
    }
  }

  /// The last day of a term; nil where its year has no calendar, which is noted.
  private mutating func known(_ end: Result<CivilDate, MissingCalendar>) -> CivilDate? {
    switch end {
    case .success(let day): return day
    case .failure(let missing):
      missingYears.insert(missing.year)
      return nil
    }
  }

  private mutating func cover(_ covered: Coverage, _ records: InspectionRecords) {
    for item in records.items {
      add(
        .itemsCovered,
        item.names.contains(where: covered.items.contains),
        Evidence(matter: item.matter)
      )
    }
    // One that was drawn and has left the library since is still one that was reached.
    if records.objects > 0 || !covered.objects.isEmpty {
      shares[.objectsCovered] = Share(
        count: covered.objects.count,
        whole: max(records.objects, covered.objects.count)
      )
    }
  }
}
