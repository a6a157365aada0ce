internal import Sampling

/// What all cells of a task say of its numbers.
struct PlanNumbers {
  var rules: [PlanRule] = []
  var classes: [CellReading.ClassRule] = []
  var frequencies: [GroupFrequency] = []
  var cap: Frequency?
  var bases: [GroupCount] = []
  var targets: [GroupCount] = []
  var amounts: [GroupCount] = []
  /// How many of the objects are of a class, perhaps not of every class.
  var parts: [GroupCount] = []
  /// Whether a finding says why there is no rule.
  var isExplained = false

  /// The frequency of all.
  var frequency: Frequency? { frequencies.first { $0.stratum == nil }?.frequency }
}

extension PlanNumbers {
  /// Rules that only limit what is drawn of a class, or of all, where nothing says the least; nil where
  /// there are none.
  fileprivate var capsAlone: [PlanRule]? {
    let floors = rules.filter(\.rule.setsShare)
    guard !floors.contains(where: { $0.stratum == nil }) else { return nil }
    let caps = rules.filter { rule in
      !rule.rule.setsShare && !floors.contains { $0.reach == rule.reach }
        && (rule.stratum != nil || floors.isEmpty)
    }
    return caps.isEmpty ? nil : caps
  }
}

extension [GroupCount] {
  /// The number of all: the one that is given for all, else the sum of the classes; nil where there is
  /// none, or the sum has more than 63 bits.
  var total: Int? {
    if let whole = first(where: { $0.stratum == nil }) { return whole.count }
    guard !isEmpty else { return nil }
    var sum = 0
    for count in map(\.count) {
      let (next, overflow) = sum.addingReportingOverflow(count)
      if overflow { return nil }
      sum = next
    }
    return sum
  }

  /// The numbers by class.
  var byClass: [GroupCount] { filter { $0.stratum != nil } }

  /// Two numbers of all, or a sum of classes that is not the number of all.
  var contradiction: (Int, Int)? {
    let whole = filter { $0.stratum == nil }.map(\.count)
    if let first = whole.first, let other = whole.first(where: { $0 != first }) {
      return (first, other)
    }
    guard let first = whole.first, !byClass.isEmpty else { return nil }
    let sum = byClass.total ?? .max
    return sum == first ? nil : (first, sum)
  }
}

extension PlanChecker {
  /// Rules, frequencies, bases and targets of a task, with findings on what is wrong with them.
  mutating func readNumbers(of draft: TaskDraft) -> PlanNumbers {
    var numbers = PlanNumbers()
    for (index, column) in draft.table.columns.enumerated() {
      let text = PersonalFindings.masked(draft.rows[0].cell(index))
      guard !text.isEmpty else { continue }
      let place = draft.place(column: index, in: draft.rows[0])
      if let content = column.content {
        read(text, as: content, column: column, of: draft, at: place, into: &numbers)
      } else if column.roles.contains(.level) {
        numbers.frequencies += readings.reading(text, as: .frequency).frequencies
      } else if column.roles.isEmpty || column.role == .remark {
        checkUnread(text, at: place)
      }
    }
    settle(&numbers, draft)
    checkClasses(numbers.classes, at: draft.place(.ratio))
    return numbers
  }

  private mutating func read(
    _ text: String,
    as content: CellReading.Content,
    column: PlanTable.Column,
    of draft: TaskDraft,
    at place: Finding.Place,
    into numbers: inout PlanNumbers
  ) {
    var reading = readings.reading(text, as: content)
    if let group = column.group { reading.name(group) }
    let isNumberOfRisk = content == .risk && reading.rules.isEmpty && reading.amounts.isEmpty
    for remark in reading.remarks {
      // Words are usual in a requirement by class.
      if isNumberOfRisk, case .leftover = remark { continue }
      if explains(remark) { numbers.isExplained = true }
      add(remark, text, content, at: place)
    }
    conflict(reading.rules, with: numbers.rules, text, at: place)
    for rule in reading.rules where !numbers.rules.contains(rule) { numbers.rules.append(rule) }
    numbers.classes += reading.classes
    if content.contains(.cap) {
      numbers.cap = reading.frequencies.first { $0.stratum == nil }?.frequency ?? numbers.cap
      if numbers.cap == nil { numbers.frequencies += reading.frequencies }
    } else {
      keep(reading.frequencies, text, place, in: &numbers)
    }
    numbers.bases += reading.bases
    numbers.targets += reading.targets
    numbers.amounts += reading.amounts
    if reading.baseIsApproximate, let count = reading.bases.total {
      addApproximate(count, at: place)
    }
    if let scope = reading.scope { checkScope(scope, of: draft, text, at: place) }
  }

  /// Whether a remark says why a cell gives no size.
  private func explains(_ remark: CellRemark) -> Bool {
    switch remark {
    case .empty, .frequencyUndetermined, .noFrequency, .leftover, .exclusion, .belowOnce, .apiece,
      .severalLevels, .floorUnderCap, .noBase, .blank, .approximate, .provisional, .zero:
      false
    default: true
    }
  }

  /// Two cells that give different shares of all.
  private mutating func conflict(
    _ rules: [PlanRule],
    with earlier: [PlanRule],
    _ text: String,
    at place: Finding.Place
  ) {
    func shares(_ rules: [PlanRule]) -> [PlanRule] {
      rules.filter {
        $0.reach == .everywhere && $0.per == nil && $0.rule.setsShare && !$0.rule.isCount
      }
    }
    guard let first = shares(earlier).first, let second = shares(rules).first,
      first.rule != second.rule
    else { return }
    add(.contradiction(["\(first.rule)", "\(second.rule)"]), text, .ratio, at: place)
  }

  /// Keeps the first frequency of a task and remarks on another one.
  private mutating func keep(
    _ frequencies: [GroupFrequency],
    _ text: String,
    _ place: Finding.Place,
    in numbers: inout PlanNumbers
  ) {
    for frequency in frequencies {
      if let first = numbers.frequencies.first(where: { $0.stratum == frequency.stratum }) {
        guard first != frequency else { continue }
        addSecond(frequency.frequency, text, at: place)
      } else {
        numbers.frequencies.append(frequency)
      }
    }
  }

  /// What the cells say together.
  private mutating func settle(_ numbers: inout PlanNumbers, _ draft: TaskDraft) {
    let hasClasses = numbers.rules.contains { if case .stratum = $0.reach { true } else { false } }
    if hasClasses {
      // Beside ratios of classes, the one of no class is that of all together.
      for place in numbers.rules.indices where numbers.rules[place].reach == .everywhere {
        numbers.rules[place].reach = .overall
      }
    }
    for (counts, role) in [(numbers.bases, PlanColumn.base), (numbers.targets, .target)] {
      guard let (first, second) = counts.contradiction else { continue }
      addSeveral(first, second, at: draft.place(role))
    }
    settleAmount(&numbers, draft)
    if let cap = numbers.cap {
      if let frequency = numbers.frequency, let most = cap.yearly.most,
        frequency.yearly.least > most
      {
        addOverCap(frequency, cap, at: draft.place(.cap))
      }
      if numbers.frequencies.isEmpty {
        numbers.frequencies = [GroupFrequency(stratum: nil, frequency: cap)]
      }
    }
    checkSize(numbers, draft)
  }

  /// A number of objects of which neither heading nor words say whether they are there or drawn.
  private mutating func settleAmount(_ numbers: inout PlanNumbers, _ draft: TaskDraft) {
    guard let count = numbers.amounts.total else { return }
    let column = draft.table.index(of: .amount)
    guard let place = column.map({ draft.place(column: $0, in: draft.rows[0]) }) else {
      // 低风险对象50个 beside the number of all says how many of them are of the class.
      let wholes = [numbers.targets.total, numbers.bases.total].compactMap { $0 }
      if let whole = wholes.max(), count > whole {
        addSeveral(whole, count, at: draft.place(.risk))
      }
      numbers.parts += numbers.amounts.byClass
      return
    }
    // Where the ratio of so many is not even one object, they are what is drawn.
    let isDrawn = numbers.rules.contains { rule in
      rule.reach == .everywhere && rule.rule.isLessThanOne(of: count)
    }
    if isDrawn {
      numbers.targets += numbers.amounts
    } else {
      numbers.bases += numbers.amounts
    }
    numbers.isExplained = true
    addUnclear(count, isDrawn: isDrawn, at: place)
  }

  /// That there is a size at all.
  private mutating func checkSize(_ numbers: PlanNumbers, _ draft: TaskDraft) {
    let hasColumn = [.ratio, .target, .amount].contains { draft.table.index(of: $0) != nil }
    let place = draft.place(draft.table.index(of: .ratio) != nil ? .ratio : .target)
    if numbers.rules.isEmpty, numbers.targets.isEmpty {
      guard hasColumn, !numbers.isExplained else { return }
      log.add(
        .ratioMissing,
        at: place,
        "neither a ratio nor a number is given",
        "没有写抽查比例或抽查数量",
        fix: Sentence(
          "write 10%, >35% or 20户; if the cell is merged with the one above, repeat its content",
          "请写成 10%、>35% 或 20户；如与上一行合并，请在本行重复填写"
        )
      )
    } else if numbers.targets.isEmpty, let caps = numbers.capsAlone {
      let rules = caps.map { rule in
        (rule.stratum.map { "\($0.text.shown): " } ?? "") + rule.rule.description
      }.joined(separator: ", ")
      log.add(
        .ratioCapOnly,
        at: place,
        "\(rules) is only a limit: no least number is given, and a draw would take none",
        "“\(rules)”只是上限，没有写最少抽多少，按此抽取数为 0",
        fix: Sentence(
          "write the ratio or the number that is to be drawn as well",
          "请另写明应抽取的比例或数量"
        )
      )
    }
  }

  /// A ratio or a number of objects in a column that is not read.
  private mutating func checkUnread(_ text: String, at place: Finding.Place) {
    let statements = StatementReader(CellText(text)).statements
    let hasNumber = statements.contains { statement in
      switch statement.amount.kind {
      case .share: true
      case .count: ["户", "家"].contains(where: text.contains)
      default: false
      }
    }
    guard hasNumber else { return }
    log.add(
      .columnNumber,
      at: place,
      "\"\(text.shown)\" gives a ratio or a number of objects in a column that is not read for them",
      "“\(text.shown)”含有比例或户数，但所在列不读取数量要求",
      fix: Sentence(
        "if it sets the draw, write it into the column of the ratio; else leave the number out",
        "如属抽取要求，请写入抽查比例栏；否则请删去数字"
      )
    )
  }
}

extension CellReading {
  /// Takes the numbers as those of a class, which the heading names.
  fileprivate mutating func name(_ group: GroupName) {
    guard let name = try? ProtocolText(group.name) else {
      remarks.append(.groupUnnamed(group.name))
      return
    }
    for place in rules.indices where rules[place].reach == .everywhere {
      rules[place].reach = .stratum(name)
      if let riskClass = group.riskClass {
        classes.append(.init(riskClass: riskClass, rule: rules[place].rule))
      }
    }
    for place in bases.indices { bases[place].stratum = bases[place].stratum ?? group.name }
    for place in targets.indices { targets[place].stratum = targets[place].stratum ?? group.name }
    for place in frequencies.indices {
      frequencies[place].stratum = frequencies[place].stratum ?? group.name
    }
  }
}

extension Rule {
  /// Whether the share that it asks for of so many is less than one object.
  fileprivate func isLessThanOne(of count: Int) -> Bool {
    switch self {
    case .atLeast(.ratio(let ratio)), .moreThan(.ratio(let ratio)), .exactly(.ratio(let ratio)):
      ratio.numerator > 0 && (ratio.maximumCount(of: count) ?? 0) < 1
    default: false
    }
  }
}
