internal import Frames
internal import Sampling

extension DrawVerification {
  /// Refuses what was given and would not be looked at.
  func checkUse() throws(UnusedEvidence) {
    let isRecomputed = evidence.binding != nil || !receipt.isPublished
    let design: String
    switch receipt.content {
    case .internal(let own): design = own.design
    case .published: design = evidence.binding?.design.rawValue ?? ""
    }
    if evidence.pool != nil, !isRecomputed {
      throw UnusedEvidence(
        receipt.isSealed
          ? "a sealed draw can not be recomputed from its public receipt without its \(Setting.record); leave \(Setting.pool)"
            + " out, or give the record"
          : "without the \(Setting.notice) that holds the record the pool would not be looked at; give it, or leave"
            + " \(Setting.pool) out",
        receipt.isSealed
          ? "没有 \(Setting.record) 时无法凭公开回执复算密封抽取，请去掉 \(Setting.pool) 或提供记录"
          : "没有含记录的 \(Setting.notice) 时不会用到对象库，请提供公告或去掉 \(Setting.pool)"
      )
    }
    if evidence.pool != nil, design == Design.positions.rawValue {
      throw UnusedEvidence(
        "a draw of positions has no pool; leave \(Setting.pool) out",
        "编号抽取没有对象库，请去掉 \(Setting.pool)"
      )
    }
    if evidence.exclusions != nil, evidence.pool == nil || !hasExclusions {
      throw UnusedEvidence(
        "no unit was kept out of this draw, or there is no \(Setting.pool) to find it in; leave \(Setting.exclude) out",
        "本次抽取没有排除对象，或未提供 \(Setting.pool)，请去掉 \(Setting.exclude)"
      )
    }
    if evidence.ledger != nil, evidence.notice?.ledger == nil {
      throw UnusedEvidence(
        "no \(Setting.notice) is given that names the head of a ledger; leave \(Setting.ledger) out, or give the notice",
        "未提供注明台账头的 \(Setting.notice)，请去掉 \(Setting.ledger) 或提供公告"
      )
    }
    try checkTeamsUse()
    guard let before = evidence.before else { return }
    guard goesOn else {
      throw UnusedEvidence(
        "the draw goes on from no other; leave \(Setting.after) out",
        "本次抽取不承接其他抽取，请去掉 \(Setting.after)"
      )
    }
    if before.exclusions != nil,
      before.pool == nil
        || (before.record?.excluded ?? []).isEmpty && before.receipt.excluded == nil
    {
      throw UnusedEvidence(
        "no unit was kept out of the draw before, or there is no \(Setting.afterPool) to find it in; leave"
          + " \(Setting.afterExclude) out",
        "上次抽取没有排除对象，或未提供 \(Setting.afterPool)，请去掉 \(Setting.afterExclude)"
      )
    }
  }

  private func checkTeamsUse() throws(UnusedEvidence) {
    let names = receipt.namesTeams || (evidence.binding?.inspectors ?? 0) > 0
    if evidence.assignment != nil || evidence.teams != nil, !names {
      throw UnusedEvidence(
        "the draw has no inspectors, or there is no \(Setting.record) that commits to them; leave \(Setting.posts),"
          + " \(Setting.inspectors), \(Setting.teamsFor) and \(Setting.assignment) out, or give the record",
        "本次抽取没有检查人员，或未提供承诺检查人员的 \(Setting.record)；请去掉 \(Setting.posts)、\(Setting.inspectors)、"
          + "\(Setting.teamsFor) 和 \(Setting.assignment)，或提供记录"
      )
    }
    if evidence.teams != nil, evidence.binding == nil || evidence.pool == nil {
      throw UnusedEvidence(
        "teams are given to the units that are selected: give the \(Setting.record) and the \(Setting.pool) too, or leave"
          + " \(Setting.posts) and \(Setting.inspectors) out",
        "检查组分配给抽中的对象：请同时提供 \(Setting.record) 和 \(Setting.pool)，或去掉 \(Setting.posts) 和"
          + " \(Setting.inspectors)"
      )
    }
  }

  private var hasExclusions: Bool {
    if let record = evidence.binding { return !record.excluded.isEmpty }
    guard case .internal(let own) = receipt.content else { return false }
    return own.excluded?.isEmpty == false
  }

  private var goesOn: Bool {
    if let record = evidence.binding {
      if case .later = record.rotation { return true }
      // Version 1 has the starts and does not name the draw before.
      return record.version == .one && record.strata.contains { $0.start != nil }
    }
    guard case .internal(let own) = receipt.content else { return false }
    return own.after != nil || own.starts != nil
  }
}
