internal import Frames
internal import Sampling

/// A check under way; what belongs to one subject stands in an extension in a file of its own.
struct PlanChecker {
  let sheets: [PlanSheet]
  let facts: PlanFacts
  var log = FindingLog()
  var readings = KnownReadings()
  var number: String?
  var issued: CivilDate?
  /// Tasks with the drafts that they were read from.
  var tasks: [(draft: TaskDraft, task: PlanTask)] = []
  /// Every name of a department, with its place.
  var departments: [(name: String, place: Finding.Place)] = []
  /// Departments that the plan addresses.
  var addressed: [(name: String, place: Finding.Place)] = []
  /// Classes named anywhere, with their places.
  var classes: [(riskClass: RiskClass, place: Finding.Place)] = []

  init(sheets: [PlanSheet], facts: PlanFacts) {
    self.sheets = sheets
    self.facts = facts
  }

  mutating func checkTables(of sheet: PlanSheet) {
    guard !sheet.tables.isEmpty else {
      log.add(
        .headingMissing,
        at: .init(file: sheet.file),
        "no row is recognised as the heading of a plan table",
        "没有找到计划表的表头行",
        fix: Sentence(
          "add a heading row such as 序号, 抽查任务名称, 抽查事项, 抽查对象范围, 抽查对象比例, 抽查起止时间, 责任股室;"
            + " check the delimiter",
          "请补充表头行，例如：序号、抽查任务名称、抽查事项、抽查对象范围、抽查对象比例、抽查起止时间、责任股室；并确认分隔符"
        )
      )
      return
    }
    for table in sheet.tables {
      checkHeading(of: table, file: sheet.file)
      var reader = TaskReader(file: sheet.file, table: table)
      reader.read(&log)
      if reader.drafts.isEmpty {
        log.add(
          .noTask,
          at: .init(file: sheet.file, row: table.headingRow),
          "the table has a heading and no task",
          "只有表头，没有任务",
          fix: Sentence("add the tasks or remove the table", "请补充任务，或删除此表")
        )
      }
      for draft in reader.drafts { tasks.append((draft, task(from: draft))) }
      checkSerials(reader.drafts)
      checkColumnsGiven(table, file: sheet.file)
    }
  }

  /// What concerns the plan as a whole.
  mutating func checkPlan() {
    checkKinds()
    checkRepeatedTasks()
    checkFlatRatio()
    checkClassNames()
    checkAliases()
    checkDepartmentsHaveTasks()
    checkItemList()
    checkPersonalData()
    checkWording()
  }

  func report() -> PlanReport {
    var byRow: [RowKey: [FindingCode]] = [:]
    var open: [RowKey: [FindingCode]] = [:]
    for finding in log.findings {
      let key = RowKey(finding.place.file, finding.place.row)
      if finding.holdsTask { byRow[key, default: []].append(finding.code) }
      if [.ratioUndetermined, .ratioElsewhere, .ratioRisesByClass].contains(finding.code) {
        open[key, default: []].append(finding.code)
      }
    }
    let ready = tasks.map { draft, task in
      var task = task
      let rows = draft.rows.map { RowKey(draft.file, $0.number) }
      let held = rows.flatMap { (byRow[$0] ?? []) + (task.hasSize ? [] : open[$0] ?? []) }
      var seen: Set<FindingCode> = []
      task.heldBy = held.filter { seen.insert($0).inserted }
      task.ready = task.hasSize && task.heldBy.isEmpty
      return task
    }
    return PlanReport(
      year: facts.year,
      number: number,
      issued: issued,
      tasks: ready,
      findings: log.sorted(files: sheets.map(\.file))
    )
  }

  private struct RowKey: Hashable {
    var file: String
    var row: Int?

    init(_ file: String, _ row: Int?) {
      self.file = file
      self.row = row
    }
  }

  /// Reads one task.
  private mutating func task(from draft: TaskDraft) -> PlanTask {
    let id = tasks.count + 1
    let items = self.items(of: draft)
    let numbers = readNumbers(of: draft)
    let times = readTimes(of: draft)
    let name =
      draft.line(.task) ?? draft.line(.plan) ?? draft.line(.field) ?? items.first?.text ?? ""
    let baseByClass = numbers.bases.byClass + numbers.parts
    let byClass = numbers.frequencies.filter { $0.stratum != nil }
    var task = PlanTask(
      id: id,
      code: draft.line(.code),
      serial: draft.line(.serial),
      plan: draft.line(.plan),
      name: name,
      kind: kind(of: draft),
      category: category(of: draft),
      field: draft.line(.field),
      items: items,
      scope: draft.line(.scope) ?? "",
      base: numbers.bases.total,
      baseByClass: baseByClass.isEmpty ? nil : baseByClass,
      target: numbers.targets.total,
      targetByClass: numbers.targets.byClass.isEmpty ? nil : numbers.targets.byClass,
      rules: numbers.rules,
      frequency: numbers.frequency ?? times.frequency,
      frequencyByClass: byClass.isEmpty ? nil : byClass,
      cap: numbers.cap,
      period: times.periods.count == 1 ? times.periods.first : nil,
      periods: times.periods.count > 1 ? times.periods : nil,
      leadDepartment: draft.line(.lead) ?? draft.line(.itemDepartment),
      cooperatingDepartments: Departments.names(in: draft.value(.partner)),
      responsibleUnit: draft.line(.unit),
      label: label(id: id, name: name),
      ready: false,
      heldBy: [],
      source: .init(
        file: draft.file.split(separator: "/").last.map(String.init) ?? draft.file,
        row: draft.rows[0].number
      )
    )
    task.detection = checkSize(of: task, draft)
    checkTask(task, draft)
    collectDepartments(of: task, draft)
    return task
  }

  /// Document number, number of the task and name, as far as a draw accepts them.
  private func label(id: Int, name: String) -> String {
    let document = number ?? "\(facts.year)"
    let label = "\(document)#\(id) \(name)".precomposed
    return ProtocolText.problem(in: label) == nil ? label : "\(facts.year)#\(id)"
  }
}
