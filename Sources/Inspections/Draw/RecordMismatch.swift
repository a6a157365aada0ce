internal import Frames
public import Sampling

/// A draw that is not the one its record commits to (exit status 1).
public enum RecordMismatch: ExplainedError, Hashable {
  /// The label differs.
  case label(record: String, given: String)
  /// The seed has not the form that was fixed beforehand.
  case seedForm(form: String, seed: String)
  /// The pool has other units, strata or sizes than the frame that was frozen.
  case frame(recordUnits: UInt64, units: Int)
  /// A stratum has another population, size, reserves, design or start.
  case stratum(name: String, what: String, record: String, given: String)
  /// The record has a stratum that the draw has not, or the other way round.
  case strata(record: [String], given: [String])

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .label(let record, let given):
      language(
        "the record is of the label \"\(record)\", not \"\(given)\"; give the label of the record",
        "记录的标签是“\(record)”，不是“\(given)”，请使用记录中的标签"
      )
    case .seedForm(let form, let seed):
      language(
        "the seed \"\(seed)\" has not the form \"\(form)\" of the record; write it as announced, in"
          + " half-width digits and with the same spaces",
        "种子“\(seed)”不符合记录中的格式“\(form)”，请按公告的格式填写（半角数字，空格一致）"
      )
    case .frame(let recordUnits, let units):
      language(
        "the pool is not the frame of the record: it commits to \(recordUnits) units, the pool has"
          + " \(units), and their identifiers, strata or measures differ; use the pool as committed",
        "对象库与记录不一致：记录承诺 \(recordUnits) 个对象，对象库有 \(units) 个，且标识、分类或规模不同，"
          + "请使用承诺时的对象库"
      )
    case .stratum(let name, let what, let record, let given):
      language(
        "stratum \"\(name)\": the record says \(what) \(record), the draw \(given);"
          + " draw as committed, or commit again as a new attempt",
        "分类“\(name)”：记录中的\(RecordMismatch.chinese[what] ?? what)为 \(record)，本次为 \(given)，"
          + "请按承诺抽取，或作为新的尝试重新承诺"
      )
    case .strata(let record, let given):
      language(
        "the record has the strata \(record.joined(separator: ", ")), the draw"
          + " \(given.joined(separator: ", ")); draw as committed",
        "记录的分类为 \(record.joined(separator: "、"))，本次为 \(given.joined(separator: "、"))，请按承诺抽取"
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
  }

  /// The plans of the record for a pool's strata.
  func plans(for strata: [Stratum]) throws(RecordMismatch) -> [StratumPlan] {
    try checkNames(strata)
    return zip(strata, ordered).map { stratum, record in
      StratumPlan(
        stratum: stratum,
        rule: "",
        count: StratumCount(
          size: record.size,
          reserves: record.reserves,
          start: record.start
        )
      )
    }
  }

  /// Compares frame and plans.
  func check(
    frame: Digest?,
    plans: [StratumPlan],
    design: Design
  ) throws(RecordMismatch) {
    try checkNames(plans.map(\.stratum))
    for (plan, record) in zip(plans, ordered) {
      let pairs = [
        ("population", "\(record.population)", "\(plan.stratum.population)"),
        ("size", "\(record.size)", "\(plan.count.size)"),
        ("reserves", "\(record.reserves)", "\(plan.count.reserves)"),
        ("design", record.design.rawValue, design.rawValue),
        ("start", record.start?.hex ?? "-", plan.count.start?.hex ?? "-"),
      ]
      for (what, committed, given) in pairs where committed != given {
        throw .stratum(
          name: record.name.text,
          what: what,
          record: committed,
          given: given
        )
      }
    }
    let count = plans.reduce(0) { $0 + $1.stratum.population }
    guard frame == unitFrame, units == UInt64(count) else {
      throw .frame(recordUnits: units, units: count)
    }
  }

  private var ordered: [StratumRecord] { strata.sorted { $0.name < $1.name } }

  private func checkNames(_ given: [Stratum]) throws(RecordMismatch) {
    guard ordered.map(\.name) == given.map(\.name) else {
      throw .strata(record: ordered.map(\.name.text), given: given.map(\.name.text))
    }
  }
}
