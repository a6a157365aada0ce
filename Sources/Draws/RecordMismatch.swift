internal import Frames
public import Sampling

/// A draw that is not the one its record commits to (exit status 1).
public enum RecordMismatch: ExplainedError, Hashable {
  /// The label differs.
  case label(record: String, given: String)
  /// The seed has not the form that was fixed beforehand.
  case seedForm(form: String, seed: String)
  /// The seed lists its numbers in another order than the source promises.
  case seedOrder(source: String, seed: String)
  /// The pool has other units, strata or sizes than the frame that was frozen.
  case frame(recordUnits: UInt64, units: Int)
  /// Published columns have other values than were committed.
  case shownValues
  /// Other columns are to be published than were committed.
  case shownColumns(record: [String], given: [String])
  /// The conditions are others.
  case filters(record: [String], given: [String])
  /// The rules are others.
  case rules(record: [String], given: [String])
  /// Other units are kept out.
  case excluded(record: Int, given: Int)
  /// A stratum has another population, size, reserves, design or start; of a sealed draw its number
  /// instead of its name, and no figure.
  case stratum(name: String, what: String, record: String, given: String)
  /// The same in a sealed draw: neither name nor figure.
  case sealedStratum(what: String)
  /// The record has a stratum that the draw has not, or the other way round; empty in a sealed draw.
  case strata(record: [String], given: [String])

  /// What it is about.
  public var kind: ErrorKind { .no }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    func list(_ texts: [String]) -> String {
      texts.isEmpty
        ? language("none", "无")
        : texts.map { "\"\($0.excerpt)\"" }.joined(separator: language(", ", "、"))
    }
    switch self {
    case .label(let record, let given):
      return language(
        "the record is of the label \"\(record.excerpt)\", not \"\(given.excerpt)\"; give the label of"
          + " the record",
        "记录的标签是“\(record.excerpt)”，不是“\(given.excerpt)”，请使用记录中的标签"
      )
    case .seedForm(let form, let seed):
      return language(
        "the seed \"\(seed.excerpt)\" has not the form \"\(form.excerpt)\" of the record; write it as"
          + " announced, in half-width digits and with the same spaces",
        "种子“\(seed.excerpt)”不符合记录中的格式“\(form.excerpt)”，请按公告的格式填写（半角数字，空格一致）"
      )
    case .seedOrder(let source, let seed):
      return language(
        "the seed \"\(seed.excerpt)\" does not list its numbers in ascending order, as the record's source"
          + " says (\"\(source.excerpt)\"); another order would be another seed",
        "种子“\(seed.excerpt)”的号码未按升序排列，与记录的种子来源（“\(source.excerpt)”）不符；不同顺序即为不同种子"
      )
    case .frame(let recordUnits, let units):
      return language(
        "the pool is not the frame of the record: it commits to \(recordUnits) units, the pool has"
          + " \(units), and their identifiers, strata or measures differ; use the pool as committed",
        "对象库与记录不一致：记录承诺 \(recordUnits) 个对象，对象库有 \(units) 个，且标识、分类或规模不同，"
          + "请使用承诺时的对象库"
      )
    case .shownValues:
      return language(
        "the columns that are to be published have other values than were committed; use the pool as"
          + " committed, or commit again as a new attempt",
        "拟公开的列与承诺时的内容不同，请使用承诺时的对象库，或作为新的尝试重新承诺"
      )
    case .shownColumns(let record, let given):
      return language(
        "the record commits to publish the columns \(list(record)), not \(list(given)); leave"
          + " \(Setting.publishColumns) out, or name the same",
        "记录承诺公开的列为 \(list(record))，本次为 \(list(given))，请去掉 \(Setting.publishColumns) 或使用相同的列"
      )
    case .filters(let record, let given):
      return language(
        "the record draws inside \(list(record)), this draw inside \(list(given)); leave \(Setting.where) out, and"
          + " the record's conditions are taken",
        "记录的筛选条件为 \(list(record))，本次为 \(list(given))，请去掉 \(Setting.where)，以记录为准"
      )
    case .rules(let record, let given):
      return language(
        "the rules are \(list(given)), the record has \(list(record)); leave the rules out, and the record's"
          + " are taken",
        "本次规则为 \(list(given))，记录为 \(list(record))，请去掉规则参数，以记录为准"
      )
    case .excluded(let record, let given):
      return language(
        "the record keeps \(record) units out, this draw \(given), or others, or for other reasons; give the"
          + " list of the commitment with \(Setting.exclude)",
        "记录排除 \(record) 个对象，本次排除 \(given) 个，或对象、原因不同，请用 \(Setting.exclude) 给出承诺时的名单"
      )
    case .stratum(let name, let what, let record, let given):
      return language(
        "stratum \"\(name.excerpt)\": the record says \(what) \(record), the draw \(given);"
          + " draw as committed, or commit again as a new attempt",
        "分类“\(name.excerpt)”：记录中的\(RecordMismatch.chinese[what] ?? what)为 \(record)，本次为 \(given)，"
          + "请按承诺抽取，或作为新的尝试重新承诺"
      )
    case .sealedStratum(let what):
      return language(
        "a stratum has another \(what) than the record says; draw as committed, or commit again as a new"
          + " attempt (the draw is sealed, so that the stratum is not named)",
        "某一分类的\(RecordMismatch.chinese[what] ?? what)与记录不同，请按承诺抽取，或作为新的尝试重新承诺"
          + "（密封抽取，不显示分类名称）"
      )
    case .strata(let record, let given):
      guard !record.isEmpty || !given.isEmpty else {
        return language(
          "the strata are not those of the record; draw as committed (the draw is sealed, so that they are"
            + " not named)",
          "分类与记录不同，请按承诺抽取（密封抽取，不显示分类名称）"
        )
      }
      return language(
        "the record has the strata \(list(record)), the draw \(list(given)); draw as committed",
        "记录的分类为 \(list(record))，本次为 \(list(given))，请按承诺抽取"
      )
    }
  }

  private static let chinese = [
    "population": "对象数", "size": "抽取数", "reserves": "候补数", "design": "抽取方法", "start": "起点",
  ]
}

extension DrawRecord {
  /// Compares label and seed.
  func check(label: ProtocolText, seed: ProtocolText) throws(RecordMismatch) {
    guard label == self.label else {
      throw .label(record: self.label.text, given: label.text)
    }
    guard seedForm.matches(seed) else {
      throw .seedForm(form: seedForm.text.text, seed: seed.text)
    }
    guard SeedSource(seedSource).isInOrder(seed, of: seedForm) else {
      throw .seedOrder(source: seedSource.text, seed: seed.text)
    }
  }

  /// Compares the conditions.
  func check(filters given: [RowFilter]) throws(RecordMismatch) {
    let (own, given) = (filters.map(\.text), given.map(\.text))
    guard own.elementsEqual(given, by: { $0.utf8.elementsEqual($1.utf8) }) else {
      // A condition may name a class.
      throw isSealed
        ? .filters(record: own.map { _ in "…" }, given: given.map { _ in "…" })
        : .filters(record: own, given: given)
    }
  }

  /// Compares the columns that are to be published; a record that names none leaves them open.
  func check(shown given: [String]) throws(RecordMismatch) {
    let own = shown.columns.map(\.text)
    guard
      own.isEmpty || given.isEmpty
        || Set(own.map { Array($0.utf8) }) == Set(given.map { Array($0.utf8) })
    else { throw .shownColumns(record: own, given: given) }
  }

  /// Compares the rules that are given beside a record; the rules of a table of sizes are those of its
  /// strata, and its sizes are compared themselves.
  func check(rules given: RuleSet, of sizing: Sizing) throws(RecordMismatch) {
    guard version == .two, case .rules = sizing else { return }
    func texts(_ set: RuleSet) -> [String] {
      set.lines.map { line in (line.stratum.map { "\($0): " } ?? "") + "\(line.rule)" }.sorted()
        + set.overall.map { "\($0)" }.sorted()
    }
    guard texts(rules) == texts(given) else {
      throw isSealed
        ? .rules(record: rules.overall.map { "\($0)" } + ["…"], given: ["…"])
        : .rules(record: texts(rules), given: texts(given))
    }
  }

  /// The rules of a stratum as a receipt writes them.
  func ruleText(in stratum: ProtocolText) -> String {
    rules.rules(in: stratum).map(\.description).joined(separator: "; ")
  }

  /// Plans with the rules of the record, which are those that were committed to.
  func ruled(_ plans: [StratumPlan]) -> [StratumPlan] {
    guard version == .two else { return plans }
    return plans.map { plan in
      var plan = plan
      plan.rule = ruleText(in: plan.stratum.name)
      return plan
    }
  }

  /// The plans of the record for a pool's strata.
  func plans(
    for strata: [Stratum],
    excluded: [ProtocolText: Int]
  ) throws(RecordMismatch) -> [StratumPlan] {
    try checkNames(strata)
    return ruled(
      zip(strata, present(beside: strata)).map { stratum, record in
        StratumPlan(
          stratum: stratum,
          rule: "",
          count: StratumCount(
            size: record.size,
            reserves: record.reserves,
            start: record.start
          ),
          excluded: excluded[stratum.name, default: 0]
        )
      }
    )
  }

  /// Compares frame, units kept out, shown values and plans.
  func check(
    _ reading: FrameReading,
    frame: Digest?,
    plans: [StratumPlan],
    design: Design,
    isWhole: Bool = true
  ) throws(RecordMismatch) {
    try checkNames(plans.map(\.stratum))
    guard version == .one || reading.excluded == excluded.sorted(by: Excluded.isOrdered) else {
      throw .excluded(
        record: excluded.reduce(0) { $0 + $1.count },
        given: reading.excluded.reduce(0) { $0 + $1.count }
      )
    }
    for (plan, record) in zip(plans, present(beside: plans.map(\.stratum))) {
      let pairs = [
        ("population", "\(record.population)", "\(plan.stratum.population)"),
        ("size", "\(record.size)", "\(plan.count.size)"),
        ("reserves", "\(record.reserves)", "\(plan.count.reserves)"),
        ("design", record.design.rawValue, design.rawValue),
        ("start", record.start?.hex ?? "-", plan.count.start?.hex ?? "-"),
      ]
      for (what, committed, given) in pairs where committed != given {
        if isSealed { throw .sealedStratum(what: what) }
        throw .stratum(
          name: record.name.text,
          what: what,
          record: committed,
          given: given
        )
      }
    }
    // Of a frame that an engine has counted nobody has seen the units.
    guard isWhole else { return }
    let count = plans.reduce(0) { $0 + $1.stratum.population }
    guard frame == unitFrame, units == UInt64(count) else {
      throw .frame(recordUnits: units, units: count)
    }
    guard shown.columns.isEmpty || reading.shown?.digest == shown.frame else { throw .shownValues }
  }

  var ordered: [StratumRecord] { strata.sorted { $0.name < $1.name } }

  /// The strata that a pool has, or that should have units: one of a rotation that is empty this time
  /// keeps its line.
  func present(beside strata: [Stratum]) -> [StratumRecord] {
    let known = Set(strata.map(\.name))
    return ordered.filter { stratum in
      stratum.population > 0 || stratum.size > 0 || stratum.reserves > 0
        || known.contains(stratum.name)
    }
  }

  private func checkNames(_ given: [Stratum]) throws(RecordMismatch) {
    let own = present(beside: given).map(\.name)
    guard own == given.map(\.name) else {
      throw isSealed
        ? .strata(record: [], given: [])
        : .strata(record: own.map(\.text), given: given.map(\.name.text))
    }
  }
}

extension DrawRecord.Excluded {
  static func isOrdered(_ left: Self, _ right: Self) -> Bool {
    (left.stratum, left.reason) < (right.stratum, right.reason)
  }
}
