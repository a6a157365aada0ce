internal import Sampling

/// The rules of a cell before it is known what the groups that they name are.
struct RuleFacts {
  private var facts: [Fact] = []
  /// A part of the year in which the cell's frequency falls.
  var partFrequency: Interval?
  /// Whether the cell is one of requirements by class.
  var isRisk = false

  private struct Fact {
    var rule: Rule
    var groups: [GroupName]
    var each: String?
    var isTotal: Bool
    var isPart: Bool
    var per: Interval?
    var saysYear: Bool
    var level: String?
  }

  /// All groups named.
  var groups: [GroupName] { facts.flatMap(\.groups) }

  /// Takes a rule with what the cell says of it.
  mutating func add(_ rule: Rule, _ statement: CellStatement) {
    let interval = statement.interval
    // Every authority's own share of its objects is that share of all.
    let each = statement.isEachAuthority && !rule.isCount ? nil : statement.each
    facts.append(
      Fact(
        rule: rule,
        groups: statement.isTotal ? [] : statement.groups,
        each: each,
        isTotal: statement.isTotal,
        isPart: statement.isPart
          || (statement.parent != nil && !statement.groups.isEmpty && !statement.isContextual),
        per: interval == .year ? nil : interval,
        saysYear: interval == .year,
        level: statement.level
      )
    )
  }

  /// Decides for which objects each rule holds.
  mutating func resolve(into reading: inout CellReading) {
    guard !facts.isEmpty else { return }
    for case let per? in facts.map(\.per) { addOnce(.perPeriod(per), to: &reading) }
    resolveLevels(into: &reading)
    resolveScope(into: &reading)
    resolveNames()
    resolveParts(into: &reading)
    removeContradictions(from: &reading)
    let hasClasses = facts.contains { !$0.groups.isEmpty }
    for fact in facts {
      if let each = fact.each, !["类", "类别", "类型", "等级"].contains(each) {
        addOnce(.eachPlace(each), to: &reading)
      }
      // What no stratum can be called would be lost, and its rule would hold for all.
      for name in fact.groups.map(\.name) + (fact.each.map { [$0] } ?? [])
      where ProtocolText.problem(in: name) != nil {
        addOnce(.groupUnnamed(name), to: &reading)
      }
      for reach in reaches(of: fact, hasClasses: hasClasses) {
        let rule = PlanRule(fact.rule, for: reach, per: fact.per)
        if !reading.rules.contains(rule) { reading.rules.append(rule) }
      }
      for group in fact.groups {
        guard let riskClass = group.riskClass else { continue }
        reading.classes.append(.init(riskClass: riskClass, rule: fact.rule))
      }
    }
    if let partFrequency,
      facts.contains(where: {
        $0.per == nil && !$0.saysYear && $0.rule.setsShare && !$0.rule.isCount
      })
    {
      reading.remarks.append(.perPeriodUnclear(partFrequency))
    }
    checkAlone(&reading)
  }

  private func addOnce(_ remark: CellRemark, to reading: inout CellReading) {
    if !reading.remarks.contains(remark) { reading.remarks.append(remark) }
  }

  private func reaches(of fact: Fact, hasClasses: Bool) -> [PlanRule.Reach] {
    if let each = fact.each, let name = try? ProtocolText(each) { return [.each(name)] }
    let groups = fact.groups.compactMap { group -> PlanRule.Reach? in
      guard let name = try? ProtocolText(group.name) else { return nil }
      return group.kind == .others ? .others(name) : .stratum(name)
    }
    guard groups.isEmpty else { return groups }
    return [fact.isTotal || hasClasses ? .overall : .everywhere]
  }

  /// Numbers by the level of the authority, of which one is this task's.
  private mutating func resolveLevels(into reading: inout CellReading) {
    let levels = facts.compactMap(\.level)
    let named = Set(facts.flatMap(\.groups)).filter {
      ["国家级", "省级", "市级", "县级", "区级", "省", "市", "县", "区", "省局", "市局", "县局", "区局"].contains($0.name)
    }
    guard Set(levels).count > 1 || named.count > 1 else { return }
    reading.remarks.append(.byAuthority(Set(levels + named.map(\.name)).sorted()))
    let leveled = facts.filter { $0.level != nil }
    // Where one level's number names its objects and the other's does not, neither is known.
    guard Set(levels).count > 1, leveled.contains(where: { $0.groups.isEmpty }) else { return }
    if leveled.contains(where: { !$0.groups.isEmpty }) {
      facts.removeAll { $0.level != nil }
    } else {
      for index in facts.indices {
        guard let level = facts[index].level else { continue }
        facts[index].groups = [GroupName(kind: .words, name: level, full: level)]
      }
    }
  }

  /// Objects named beside the only rule are the scope of the row.
  private mutating func resolveScope(into reading: inout CellReading) {
    let named = Set(facts.flatMap(\.groups))
    guard named.count == 1, let group = named.first, group.kind == .words,
      facts.allSatisfy({ !$0.groups.isEmpty || $0.rule.isCount || !$0.rule.setsShare })
    else { return }
    reading.scope = group.name
    for index in facts.indices { facts[index].groups = [] }
  }

  /// Two groups of one class, A类学校 and A类医院, keep their whole names.
  private mutating func resolveNames() {
    let groups = Set(facts.flatMap(\.groups))
    let shared = Dictionary(grouping: groups, by: \.name).filter { $0.value.count > 1 }
    guard !shared.isEmpty else { return }
    for index in facts.indices {
      for place in facts[index].groups.indices where shared[facts[index].groups[place].name] != nil
      {
        facts[index].groups[place].name = facts[index].groups[place].full
      }
    }
  }

  /// A ratio beside that of a part, which may be one of the whole or one of the others.
  private func resolveParts(into reading: inout CellReading) {
    let flat = facts.filter {
      $0.groups.isEmpty && $0.each == nil && $0.rule.setsShare && !$0.rule.isCount
    }
    guard let whole = flat.first, !whole.isTotal else { return }
    let named = facts.filter { !$0.groups.isEmpty }
    guard
      let part = named.first(where: \.isPart)
        ?? (Set(named.flatMap(\.groups)).count == 1 ? named.first : nil)
    else { return }
    let name = part.groups.map(\.name).joined(separator: "、")
    reading.remarks.append(
      .partUnclear(whole: "\(whole.rule)", part: "\(name) \(part.rule)")
    )
  }

  /// Two shares of one group can not both be meant.
  private mutating func removeContradictions(from reading: inout CellReading) {
    var seen: [Key: Rule] = [:]
    var wrong: Set<Key> = []
    for fact in facts where fact.rule.setsShare && !fact.rule.isCount {
      for key in Key.keys(of: fact.groups.map(\.name), fact.isTotal, fact.each, fact.per) {
        if let other = seen[key], other != fact.rule { wrong.insert(key) }
        seen[key] = seen[key] ?? fact.rule
      }
    }
    guard !wrong.isEmpty else { return }
    var shown: [String] = []
    facts.removeAll { fact in
      guard fact.rule.setsShare, !fact.rule.isCount else { return false }
      let keys = Key.keys(of: fact.groups.map(\.name), fact.isTotal, fact.each, fact.per)
      guard keys.contains(where: wrong.contains) else { return false }
      shown.append(fact.groups.map(\.name).joined(separator: "、") + "\(fact.rule)")
      return true
    }
    reading.remarks.append(.contradiction(shown))
  }

  private struct Key: Hashable {
    var name: String?
    var isTotal: Bool
    var each: String?
    var per: Interval?

    static func keys(of names: [String], _ isTotal: Bool, _ each: String?, _ per: Interval?)
      -> [Key]
    {
      let names: [String?] = names.isEmpty ? [nil] : names
      return names.map { Key(name: $0, isTotal: isTotal, each: each, per: per) }
    }
  }

  /// One class with a number, and nothing said of the others.
  private func checkAlone(_ reading: inout CellReading) {
    let named = Set(facts.flatMap(\.groups).map(\.name))
    let hasRest = facts.contains { $0.groups.isEmpty }
    guard named.count == 1, let name = named.first, !hasRest, !isRisk else { return }
    reading.remarks.append(.classAlone(name))
  }
}

extension Rule {
  /// Whether the rule alone says what share is drawn, so that a second such rule contradicts it.
  var setsShare: Bool {
    switch self {
    case .atLeast, .moreThan, .exactly, .range, .countOrAll: true
    case .atMost, .lessThan: false
    }
  }
}
