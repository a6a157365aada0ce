internal import Sampling

extension PlanChecker {
  /// Rules, frequency, base and target of a task, with findings on what is wrong with them.
  mutating func readRatio(of draft: TaskDraft) -> RatioReading {
    var result = RatioReading()
    let ratios = draft.table.columns.enumerated().filter { $0.element.role == .ratio }
    let general = ratios.first { $0.element.riskClass == nil }?.offset
    for (index, column) in ratios where column.riskClass != nil || index == general {
      let text = draft.rows[0].cell(index)
      guard !text.isEmpty else { continue }
      var reading = RatioReading(text, as: .ratio)
      for place in reading.rules.indices where reading.rules[place].stratum == nil {
        if let riskClass = column.riskClass {
          reading.rules[place].stratum = try? ProtocolText(riskClass.name)
          reading.classes.append(.init(riskClass: riskClass, rule: reading.rules[place].rule))
        }
      }
      merge(reading, text, at: draft.place(column: index, in: draft.rows[0]), into: &result)
    }
    for (role, content) in [(PlanColumn.target, RatioReading.Content.target), (.base, .base)] {
      guard let text = draft.line(role) else { continue }
      merge(RatioReading(text, as: content), text, at: draft.place(role), into: &result)
    }
    readRisk(of: draft, into: &result)
    readFrequency(of: draft, into: &result)
    if !result.classes.isEmpty {
      // Beside ratios of classes, the one of no class is that of all together.
      for place in result.rules.indices where result.rules[place].stratum == nil {
        result.rules[place].isOverall = true
      }
    }
    if result.rules.isEmpty, let target = result.target {
      result.rules.append(PlanRule(.atLeast(.count(target))))
    }
    let hasColumn = draft.table.index(of: .ratio) != nil || draft.table.index(of: .target) != nil
    if result.rules.isEmpty, result.remarks.isEmpty, hasColumn {
      log.add(
        .ratioMissing,
        at: draft.place(draft.table.index(of: .ratio) != nil ? .ratio : .target),
        "neither a ratio nor a number is given",
        "没有写抽查比例或抽查数量",
        fix: Sentence(
          "write 10%, >35% or 20户; if the cell is merged with the one above, repeat its content",
          "请写成 10%、>35% 或 20户；如与上一行合并，请在本行重复填写"
        )
      )
    }
    checkClasses(result.classes, at: draft.place(.ratio))
    return result
  }

  private mutating func merge(
    _ reading: RatioReading,
    _ text: String,
    at place: Finding.Place,
    into result: inout RatioReading
  ) {
    result.rules += reading.rules
    result.classes += reading.classes
    result.remarks += reading.remarks
    for remark in reading.remarks { add(remark, text, place) }
    keep(reading.frequency, text, place, in: &result)
    let counts = [
      (result.base?.count, reading.base?.count), (result.target, reading.target),
    ]
    for case (.some(let first), .some(let second)) in counts where first != second {
      log.add(
        .countSeveral,
        at: place,
        "\"\(text.shown)\" says \(second), another cell of the row \(first)",
        "“\(text.shown)”为 \(second)，而本行另一单元格为 \(first)",
        fix: Sentence("keep one number", "请统一为一个数")
      )
    }
    result.base = result.base ?? reading.base
    result.target = result.target ?? reading.target
    if let base = reading.base, base.isApproximate {
      log.add(
        .baseApproximate,
        at: place,
        "the base of \(base.count) is approximate",
        "基数 \(base.count) 是约数",
        fix: Sentence(
          "the size is computed from the library on the day of the draw; write the exact base of the"
            + " day if you can",
          "抽取数将按抽取当日的对象库计算；如能确定，请写明某日的准确基数"
        )
      )
    }
  }

  /// Keeps the first frequency of a task and remarks on another one.
  private mutating func keep(
    _ frequency: Frequency?,
    _ text: String,
    _ place: Finding.Place,
    in result: inout RatioReading
  ) {
    guard let frequency else { return }
    if let first = result.frequency, first != frequency {
      add(.otherFrequency(frequency), text, place)
    }
    result.frequency = result.frequency ?? frequency
  }

  /// A requirement by class may hold ratios itself, or say that they rise and not how.
  private mutating func readRisk(of draft: TaskDraft, into result: inout RatioReading) {
    guard let text = draft.line(.risk) else { return }
    let reading = RatioReading(text, as: .ratio)
    let place = draft.place(.risk)
    if !reading.classes.isEmpty {
      result.rules += reading.rules
      result.classes += reading.classes
      let rules = reading.rules.map(\.rule.description).joined(separator: ", ")
      for remark in reading.remarks {
        // Words are usual in a requirement; they are only said not to be applied.
        guard case .syntax(let error) = remark else {
          add(remark, text, place)
          continue
        }
        add(.leftover(error.text, read: rules), text, place)
      }
      keep(reading.frequency, text, place, in: &result)
    } else if reading.remarks.contains(.risesByClass) {
      add(.risesByClass, text, place)
    }
  }

  private mutating func readFrequency(of draft: TaskDraft, into result: inout RatioReading) {
    guard let text = draft.line(.frequency) else { return }
    let place = draft.place(.frequency)
    do throws(FrequencyError) {
      keep(try Frequency(parsing: text), text, place, in: &result)
    } catch {
      switch error {
      case .empty: return
      case .undetermined: add(.frequencyUndetermined, text, place)
      case .unreadable(let position):
        log.add(
          .frequencyUnread,
          at: place,
          "\"\(text.shown)\" is not understood as a frequency (at character \(position))",
          "“\(text.shown)”无法识别为抽查频次（第 \(position) 个字符处）",
          fix: Sentence("write 1次/年 or >=1次/年", "请写成“1次/年”或“>=1次/年”")
        )
      }
    }
  }

  /// What the least sample can find, where the base is known; findings where base, target and rules
  /// do not go together.
  mutating func checkSize(of task: PlanTask, _ draft: TaskDraft) -> DetectionNote? {
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
    if let target = task.target, target > base {
      log.add(
        .targetOverBase,
        at: draft.place(.target),
        "\(target) are to be drawn, but there are only \(base)",
        "计划抽取 \(target) 个，但对象总数只有 \(base) 个",
        fix: Sentence("lower the number or correct the base", "请减少抽取数，或更正基数")
      )
    }
    let rules = task.rules.filter { $0.stratum == nil }.map(\.rule)
    guard !rules.isEmpty, let bounds = bounds(of: rules, base: base, at: place) else { return nil }
    if let target = task.target, target < bounds.minimum, target <= base {
      let rule = bounds.minimumRule.map(\.description) ?? ""
      let share = Ratio(target, max(base, 1)).percentageToThousandths
      log.add(
        .targetBelowRatio,
        at: draft.place(.target),
        "\(target) of \(base) are \(share), which does not meet \(rule); it takes \(bounds.minimum)",
        "\(base) 个抽 \(target) 个仅为 \(share)，达不到“\(rule)”，至少应抽 \(bounds.minimum) 个",
        fix: Sentence("write \(bounds.minimum)", "请改为 \(bounds.minimum)")
      )
    }
    return DetectionNote(population: base, sample: max(bounds.minimum, task.target ?? 0))
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
  fileprivate var needsBase: Bool { rules.contains { !$0.rule.isCount } }
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
