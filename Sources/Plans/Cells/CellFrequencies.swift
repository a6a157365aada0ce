internal import Sampling

/// A frequency before it is known which objects it is for.
struct FrequencyFact {
  var frequency: Frequency
  var groups: [GroupName]
  var isContextual: Bool
  var sentence = 0
  /// Whether it is of one half-year or quarter.
  var isNamedPart = false
}

extension CellParser {
  mutating func readTimes(_ statement: CellStatement) {
    guard let rule = times(statement) else {
      reading.remarks += [.noFrequency, .unused(text.written(statement.amount.range))]
      return
    }
    addTimes(rule, statement)
  }

  /// How many times; nil where the words around leave no single meaning.
  private func times(_ statement: CellStatement) -> Rule? {
    let amount = statement.amount
    let isBare = statement.comparison == nil && amount.comparison == nil && amount.upper == nil
    let isVague = amount.isApproximate || statement.isApproximate || amount.isMore
    let isTwice = amount.interval.map { $0 != statement.interval } ?? false
    let isSeasonal = statement.bases.contains { text.holds(["春", "夏", "秋", "冬"], in: $0) }
    guard !isVague, !isTwice, !isSeasonal else { return nil }
    return try? amount.rule(isBare ? .exactly : statement.comparison)
  }

  private mutating func addTimes(_ found: Rule, _ statement: CellStatement) {
    var rule = found
    if rule == .exactly(.count(0)) || rule == .atMost(.count(0)) {
      reading.remarks.append(.zero(""))
    }
    let interval = statement.interval ?? .year
    if case .lessThan(.count(...1)) = rule { reading.remarks.append(.belowOnce) }
    if statement.isApiece, interval == .year { reading.remarks.append(.apiece) }
    if content.contains(.cap) {
      switch rule {
      case .exactly(let quantity): rule = .atMost(quantity)
      case .atLeast, .moreThan: reading.remarks.append(.floorUnderCap)
      default: break
      }
      if statement.isOfSeveralLevels { reading.remarks.append(.severalLevels) }
    }
    frequencies.append(
      FrequencyFact(
        frequency: Frequency(times: rule, per: interval),
        groups: statement.groups,
        isContextual: statement.isContextual,
        sentence: statement.sentence,
        isNamedPart: statement.isNamedPart
      )
    )
  }

  /// A frequency said after the last of several classes is that of all.
  mutating func finishFrequencies() {
    let hasTimes = !frequencies.isEmpty
    if !hasTimes, !content.isDisjoint(with: [.frequency, .cap]) {
      for interval in reader.intervals {
        let times: Rule = content.contains(.cap) ? .atMost(.count(1)) : .exactly(.count(1))
        frequencies.append(
          FrequencyFact(
            frequency: Frequency(times: times, per: interval),
            groups: [],
            isContextual: false
          )
        )
      }
    }
    joinNamedParts()
    let contextual = frequencies.filter(\.isContextual)
    let named = Set(rules.groups.map(\.name))
    let isByClass = contextual.count > 1 && contextual.count == named.count
    // A类5%，每年1次；B类10%: said before the last sentence, it is of its own sentence's class.
    let lastSentence = statements.map(\.sentence).max() ?? 0
    let words = frequencies.filter { $0.groups.contains { $0.kind == .words } }
    for fact in frequencies {
      var groups = fact.groups
      let isOfSentence =
        fact.sentence < lastSentence && groupsNamed(in: fact.sentence) == fact.groups
      if fact.isContextual, !isByClass, !isOfSentence { groups = [] }
      if !fact.isContextual, words.count == 1, groups.count == 1, groups[0].kind == .words {
        let isScope = rules.groups.isEmpty || rules.groups.contains(groups[0])
        if !isScope { reading.remarks.append(.leftover(groups[0].name)) }
        groups = []
      }
      let names: [String?] = groups.isEmpty ? [nil] : groups.map(\.name)
      for name in names {
        let found = GroupFrequency(stratum: name, frequency: fact.frequency)
        if !reading.frequencies.contains(found) { reading.frequencies.append(found) }
      }
    }
  }

  /// The groups of a sentence's numbers, where they all have the same.
  private func groupsNamed(in sentence: Int) -> [GroupName] {
    let lists = Set(statements.filter { $0.sentence == sentence }.map(\.groups))
    return lists.count == 1 ? lists.first ?? [] : []
  }

  /// 上半年1次，下半年1次 is once in each half; 第二季度1次 is once a year.
  private mutating func joinNamedParts() {
    let named = frequencies.filter(\.isNamedPart).map(\.frequency)
    guard let first = named.first else { return }
    let parts = [Frequency.Unit.halfYear: 2, .quarter: 4][first.unit] ?? 0
    let isEach = named.count == parts && named.allSatisfy { $0 == first }
    guard !isEach else { return }
    var sum = 0
    for frequency in named {
      guard case .exactly(.count(let count)) = frequency.times,
        case (let total, false) = sum.addingReportingOverflow(count)
      else {
        reading.remarks += [.noFrequency, .unused(text.written(text.all))]
        frequencies.removeAll(where: \.isNamedPart)
        return
      }
      sum = total
    }
    let groups = frequencies.first(where: \.isNamedPart)?.groups ?? []
    frequencies.removeAll(where: \.isNamedPart)
    let yearly = Frequency(times: .exactly(.count(sum)), per: .year)
    frequencies.append(FrequencyFact(frequency: yearly, groups: groups, isContextual: false))
    reading.remarks.append(.leftover(text.written(text.all)))
  }
}
