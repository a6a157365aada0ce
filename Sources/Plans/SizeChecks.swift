internal import Sampling

extension PlanChecker {
  /// What the least sample can find, where the base is known; findings where base, target and rules
  /// do not go together.
  mutating func checkSize(of task: PlanTask, _ draft: TaskDraft) -> DetectionNote? {
    checkSizesByClass(of: task, draft)
    let place = draft.place(draft.table.index(of: .ratio) != nil ? .ratio : .target)
    guard let base = task.base else {
      if draft.table.index(of: .base) != nil, draft.line(.base) == nil, task.needsBase {
        log.add(
          .baseMissing,
          at: draft.place(.base),
          "\(draft.line(.ratio)?.shown ?? "") of how many? the number of objects is not given",
          "“\(draft.line(.ratio)?.shown ?? "")”没有基数，不知道对象总数是多少",
          fix: Sentence(
            "write the number of objects in the scope on a day",
            "请填写某日的对象总数"
          )
        )
      }
      return nil
    }
    let rules = task.rules.filter { $0.stratum == nil && $0.per == nil }.map(\.rule)
    guard let bounds = bounds(of: rules, base: base, at: place) else { return nil }
    if let target = task.target {
      check(target, of: base, bounds, name: nil, at: draft.place(.target))
    }
    guard base <= DetectionNote.greatestPopulation else { return nil }
    return DetectionNote(population: base, sample: max(bounds.minimum, task.target ?? 0))
  }

  /// Each class's number to draw against its own base and rules.
  private mutating func checkSizesByClass(of task: PlanTask, _ draft: TaskDraft) {
    for target in task.targetByClass ?? [] {
      guard let name = target.stratum,
        let base = task.baseByClass?.first(where: { $0.stratum == name })?.count
      else { continue }
      let rules = task.rules.filter { $0.stratum?.text == name && $0.per == nil }.map(\.rule)
      let place = draft.place(.target)
      guard let bounds = bounds(of: rules, base: base, at: place) else { continue }
      check(target.count, of: base, bounds, name: name, at: place)
    }
  }

  /// A number to draw against the base and what the rules make of it.
  private mutating func check(
    _ target: Int,
    of base: Int,
    _ bounds: StratumBounds,
    name: String?,
    at place: Finding.Place
  ) {
    let lead = Sentence(name.map { "\($0): " } ?? "", name.map { "\($0)：" } ?? "")
    guard target <= base else {
      log.add(
        .targetOverBase,
        at: place,
        lead.english + "\(target) are to be drawn, but there are only \(base)",
        lead.chinese + "计划抽取 \(target) 个，但对象总数只有 \(base) 个",
        fix: Sentence("lower the number or correct the base", "请减少抽取数，或更正基数")
      )
      return
    }
    let share = Ratio(target, max(base, 1)).percentageToThousandths
    if target < bounds.minimum {
      let rule = bounds.minimumRule.map(\.description) ?? ""
      log.add(
        .targetBelowRatio,
        at: place,
        lead.english + "\(target) of \(base) are \(share), which does not meet \(rule); it takes"
          + " \(bounds.minimum)",
        lead.chinese + "\(base) 个抽 \(target) 个仅为 \(share)，达不到“\(rule)”，至少应抽 \(bounds.minimum) 个",
        fix: Sentence("write \(bounds.minimum)", "请改为 \(bounds.minimum)")
      )
    } else if target > bounds.maximum {
      let rule = bounds.maximumRule.map(\.description) ?? ""
      log.add(
        .targetOverRatio,
        at: place,
        lead.english
          + "\(target) of \(base) are \(share), but \(rule) is at most \(bounds.maximum)",
        lead.chinese + "\(base) 个抽 \(target) 个为 \(share)，而“\(rule)”最多抽 \(bounds.maximum) 个",
        fix: Sentence(
          "write \(bounds.maximum), or change the ratio",
          "请改为 \(bounds.maximum)，或调整比例"
        )
      )
    } else if target > bounds.minimum, let rule = bounds.minimumRule {
      log.add(
        .targetAboveRatio,
        at: place,
        lead.english + "\(target) of \(base) are \(share), more than \(rule) asks for"
          + " (\(bounds.minimum)); \(target) are drawn",
        lead.chinese + "\(base) 个抽 \(target) 个为 \(share)，多于“\(rule)”所需的 \(bounds.minimum) 个，抽取时按"
          + " \(target) 个执行",
        fix: Sentence("nothing, if that is meant", "如确需多抽，可不改")
      )
    }
  }

  private mutating func bounds(
    of rules: [Rule],
    base: Int,
    at place: Finding.Place
  ) -> StratumBounds? {
    do throws(RuleCollision) {
      return try StratumBounds(Stratum(name: .everything, population: base), rules: rules)
    } catch {
      let floor = error.demands.first.map { ($0.rule.description, $0.count) } ?? ("", 0)
      let message: Sentence
      switch error.limit {
      case .rule(let cap):
        message = Sentence(
          "\(floor.0) of \(base) is at least \(floor.1), but \(cap.rule) is at most \(cap.count)",
          "\(base) 个对象按“\(floor.0)”至少抽 \(floor.1) 个，按“\(cap.rule)”最多抽 \(cap.count) 个，互相矛盾"
        )
      case .population, .total:
        message = Sentence(
          "\(floor.0) asks for \(floor.1), but there are only \(base)",
          "“\(floor.0)”至少要抽 \(floor.1) 个，但对象总数只有 \(base) 个"
        )
      }
      log.add(
        .rulesCollide,
        at: place,
        message.english,
        message.chinese,
        fix: Sentence("change the rules or correct the base", "请调整比例或数量，或更正基数")
      )
      return nil
    }
  }

  /// A table whose tasks all lack what a column of their own should say.
  mutating func checkColumnsGiven(_ table: PlanTable, file: String) {
    let own = tasks.filter {
      $0.draft.file == file && $0.draft.table.headingRow == table.headingRow
    }
    let heading = Finding.Place(file: file, row: table.headingRow)
    let baseless = own.filter { $0.task.base == nil && $0.task.needsBase }
    if table.index(of: .base) == nil, !baseless.isEmpty {
      let rows = baseless.map { "\($0.draft.rows[0].number)" }
      log.add(
        .baseMissing,
        at: heading,
        "ratios of how many? no base is given in \(rows.count == 1 ? "row" : "rows")"
          + " \(rows.joined(separator: ", "))",
        "比例没有基数，不知道对象总数是多少（第 \(rows.joined(separator: "、")) 行）",
        fix: Sentence(
          "add a column 抽查对象基数 with the number of objects on a day",
          "请增加“抽查对象基数”一列，写明某日的对象总数"
        )
      )
    }
    if table.index(of: .frequency) == nil, !own.isEmpty,
      own.allSatisfy({ $0.task.frequency == nil })
    {
      log.add(
        .frequencyMissing,
        at: heading,
        "no task says how often it is carried out",
        "各项任务都没有写抽查频次",
        fix: Sentence("add a column 抽查频次, as in 1次/年", "请增加“抽查频次”一列，例如“1次/年”")
      )
    }
  }
}

extension PlanTask {
  /// Whether a rule asks for a share, which is of nothing without a base.
  fileprivate var needsBase: Bool { target == nil && rules.contains { !$0.rule.isCount } }
}

extension Ratio {
  /// The percentage to three places, rounded to the nearest, for a sentence: `2.995%`.
  var percentageToThousandths: String {
    let thousandths = (Int128(numerator) * 100_000 + Int128(denominator) / 2) / Int128(denominator)
    let fraction = String(thousandths % 1000)
    let padded = String(repeating: "0", count: 3 - fraction.count) + fraction
    return "\(thousandths / 1000).\(padded)%"
  }
}
