internal import Sampling

/// Reads a cell with numbers: pieces, then statements, then what each means in its column.
struct CellParser {
  private let content: CellReading.Content
  private let reader: StatementReader
  private var statements: [CellStatement]
  private var text: CellText
  private var reading = CellReading()
  private var rules = RuleFacts()
  private var frequencies: [FrequencyFact] = []

  private struct FrequencyFact {
    var frequency: Frequency
    var groups: [GroupName]
    var isContextual: Bool
    var sentence = 0
    /// Whether it is of one half-year or quarter.
    var isNamedPart = false
  }

  init(_ text: String, content: CellReading.Content) {
    self.content = content
    reader = StatementReader(CellText(text))
    statements = reader.statements
    self.text = reader.text
  }

  mutating func read() -> CellReading {
    guard !text.isEmpty else {
      reading.remarks = [.empty]
      return reading
    }
    if readNothing() { return reading }
    reading.remarks = reader.remarks
    reading.baseIsApproximate = reader.isDynamic
    distribute()
    takeOrAll()
    takeFloors()
    setAsideOthers()
    for index in statements.indices where !statements[index].isSpokenFor { read(index) }
    finishFrequencies()
    finishRules()
    finishRemarks()
    var seen: Set<CellRemark> = []
    reading.remarks = reading.remarks.filter { seen.insert($0).inserted }
    return reading
  }

  /// A stroke, 无, 待定.
  private mutating func readNothing() -> Bool {
    let folded = text.folded(text.all)
    let reason: CellRemark.NoBase
    switch folded {
    case "/", "\\", "-", "—", "--", "——", "–", "*", "\"": reason = .stroke
    case "无", "暂无", "没有", "none": reason = .none
    case "待定", "未定", "另行通知", "待确定": reason = .open
    default: return false
    }
    if content.isDisjoint(with: [.base, .amount]) {
      let isFrequency = content.isDisjoint(with: [.ratio, .target])
      reading.remarks = [reason == .open ? isFrequency ? .frequencyUndetermined : .undetermined : .empty]
    } else {
      reading.remarks = [.noBase(reason)]
    }
    return true
  }

  // MARK: Lists

  /// 分别不低于3%、4%和5%: one number for each of several names, in their order.
  private mutating func distribute() {
    var index = 0
    while index < statements.count {
      let first = statements[index]
      let names = first.groups
      var end = index + 1
      while end < statements.count, end - index < names.count, follows(end, first) { end += 1 }
      let isList = end - index == names.count && names.count > 1
      if isList {
        // 分别为1、5和10%: the last sign holds for all.
        let last = statements[end - 1].amount
        for (offset, name) in names.enumerated() {
          statements[index + offset].groups = [name]
          statements[index + offset].isContextual = false
          statements[index + offset].comparison =
            statements[index + offset].comparison ?? first.comparison
          statements[index + offset].interval = statements[index + offset].interval ?? first.interval
          if last.kind == .share, statements[index + offset].amount.kind == .number {
            statements[index + offset].amount.kind = .share
            statements[index + offset].amount.lower += last.lower.hasSuffix("‰") ? "‰" : "%"
          }
        }
      } else if first.isSeparate, names.count > 1 {
        // As many numbers as names, or none is known to be whose.
        for place in index..<end { statements[place].isSpokenFor = true }
        let words = reader.sentences[first.sentence]
        reading.remarks.append(.contradiction([text.written(words)]))
      }
      index = max(end, index + 1)
    }
  }

  /// Whether a statement goes on with a list that another began.
  private func follows(_ index: Int, _ first: CellStatement) -> Bool {
    let next = statements[index]
    return next.sentence == first.sentence && next.isContextual && next.parent == nil
      && (next.amount.kind == first.amount.kind || first.amount.kind == .number)
      && !next.isTotal && next.each == nil
  }

  /// 20户，不足的全部: `20 or all`.
  private mutating func takeOrAll() {
    for index in statements.indices.dropFirst() where statements[index].amount.kind == .all {
      let before = statements[..<index].lastIndex {
        $0.sentence == statements[index].sentence && $0.amount.kind == .count
          && $0.comparison != .lessThan
      }
      let isShort =
        statements[index].comparison == .lessThan
        || statements[index - 1].comparison == .lessThan
          && statements[index - 1].amount.lower == before.map { statements[$0].amount.lower }
      guard let before, isShort else { continue }
      for place in (before + 1)...index { statements[place].isSpokenFor = true }
      statements[before].isOrAll = true
    }
  }

  /// 不足1户的按1户抽取: at least one.
  private mutating func takeFloors() {
    for index in statements.indices.dropFirst() {
      let (short, floor) = (statements[index - 1], statements[index])
      guard short.amount.kind == .count, floor.amount.kind == .count, short.sentence == floor.sentence,
        short.comparison == .lessThan, floor.comparison == nil, short.amount.lower == floor.amount.lower
      else { continue }
      statements[index - 1].isSpokenFor = true
      statements[index].comparison = .atLeast
      statements[index].groups = short.parent.map { statements[$0].groups } ?? []
    }
  }

  /// Inspections that are not drawn, and numbers of which another is said instead.
  private mutating func setAsideOthers() {
    for sentence in reader.sentences.indices {
      let own = statements.indices.filter { statements[$0].sentence == sentence }
      let range = reader.sentences[sentence]
      let isOther =
        text.holds(Lexicon.otherInspections, in: range)
        && !text.holds(["随机", "抽查", "抽取"], in: range)
      let counts = own.filter { statements[$0].amount.kind == .visits }
      guard isOther && !own.isEmpty || !counts.isEmpty else { continue }
      for index in own { statements[index].isSpokenFor = true }
      reading.remarks.append(.otherInspections(text.written(range)))
    }
    for index in statements.indices.dropFirst() where statements[index].isAlternative {
      let other = index - 1
      guard statements[other].sentence == statements[index].sentence else { continue }
      statements[other].isSpokenFor = true
      statements[index].isSpokenFor = true
      let range = reader.sentences[statements[index].sentence]
      reading.remarks.append(.alternative(text.written(range)))
    }
  }

  // MARK: One number

  private mutating func read(_ index: Int) {
    let statement = statements[index]
    if statement.amount.hasBlank { reading.remarks.append(.blank(text.written(statement.amount.range))) }
    switch statement.amount.kind {
    case .share: readShare(statement)
    case .all: readAll(index)
    case .count: readCount(index)
    case .times: readTimes(statement)
    case .number: readNumber(index)
    case .inspectors: readInspectors(statement)
    case .visits: break
    }
  }

  private mutating func readShare(_ statement: CellStatement) {
    let other = statement.bases.first {
      text.holds(Lexicon.otherBases, in: $0) && !text.holds(["计划生育"], in: $0)
    }
    if let other {
      reading.remarks.append(.otherBase(text.written(other)))
      return
    }
    add(statement)
  }

  /// A rule of a share or a number of objects.
  private mutating func add(_ statement: CellStatement) {
    do throws(RuleSyntaxError) {
      if statement.amount.isApproximate || statement.isApproximate {
        _ = try Rule(parsing: "约" + statement.amount.lower)
      }
      var rule = try statement.amount.rule(statement.comparison)
      if statement.isOrAll, case .atLeast(.count(let count)) = rule { rule = .countOrAll(count) }
      if rule == .atLeast(.ratio(Ratio(0))) || rule == .atMost(.ratio(Ratio(0))) {
        let names = statement.groups.map(\.name)
        reading.remarks.append(.zero(names.joined(separator: "、")))
      }
      rules.add(rule, statement)
    } catch {
      reading.remarks.append(.syntax(error))
    }
  }

  private mutating func readAll(_ index: Int) {
    let statement = statements[index]
    if content.isSubset(of: [.base, .amount, .approximate]) {
      reading.remarks.append(.noBase(.words))
      return
    }
    // 100%全覆盖 says it twice.
    let isRepeated = statements[..<index].contains {
      $0.sentence == statement.sentence && $0.amount.lower == "100%"
        && ($0.groups == statement.groups || statement.isContextual || statement.groups.isEmpty)
    }
    guard !isRepeated else { return }
    let isRound = statement.interval.map { $0.unit == .year && $0.every > 1 } ?? false
    if isRound || content.isDisjoint(with: [.ratio, .target, .base, .amount, .risk, .scope]) {
      let interval = statement.interval ?? .year
      frequencies.append(
        FrequencyFact(
          frequency: Frequency(times: .atLeast(.count(1)), per: interval),
          groups: statement.groups,
          isContextual: statement.isContextual,
          sentence: statement.sentence
        )
      )
      return
    }
    add(statement)
  }

  private mutating func readTimes(_ statement: CellStatement) {
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
    if rule == .exactly(.count(0)) || rule == .atMost(.count(0)) { reading.remarks.append(.zero("")) }
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

  private mutating func readNumber(_ index: Int) {
    var statement = statements[index]
    if content.contains(.percent) {
      statement.amount.kind = .share
      statement.amount.lower += "%"
      if let upper = statement.amount.upper { statement.amount.upper = upper + "%" }
      readShare(statement)
    } else if statement.isBase {
      statements[index].amount.kind = .count
      readCount(index)
    } else if let words = statement.words, text.holds(["频", "次数"], in: words) {
      readTimes(statement)
    } else if content.contains(.ratio), !(content.contains(.base) && hasShare && statement.parent == nil) {
      reading.remarks.append(.bareNumber(text.written(statement.amount.range)))
    } else if !content.isDisjoint(with: [.base, .target, .amount]) {
      statements[index].amount.kind = .count
      readCount(index)
    } else if !content.isDisjoint(with: [.frequency, .cap]) {
      readTimes(statement)
    } else if !content.contains(.scope) {
      reading.remarks.append(.unused(text.written(statement.amount.range)))
    }
  }

  private mutating func readInspectors(_ statement: CellStatement) {
    let range = reader.sentences[statement.sentence]
    let ratio = statement.amount.lower
    let speaksOfPeople = text.holds(["人员", "执法", "检查员", "在编", "在岗"], in: range)
    var group = statement.groups.first { !["人员", "执法"].contains(where: $0.name.contains) }?.name
    // 一般源按在编在岗人员1:10比例: the group stands before 按.
    if group == nil, let words = statement.words, let place = text.find("按", in: words) {
      group = Phrase(&text, words.lowerBound..<place).groups.first?.name
    }
    reading.remarks.append(
      speaksOfPeople ? .perInspector(ratio, group: group) : .oneOfUnclear(ratio)
    )
  }

  // MARK: Numbers of objects

  private var hasShare: Bool {
    statements.contains { !$0.isSpokenFor && ($0.amount.kind == .share || $0.amount.kind == .all) }
  }

  private enum Role { case base, target, amount, rule, unclear, fixed, part }

  private mutating func readCount(_ index: Int) {
    let statement = statements[index]
    let written = text.written(statement.amount.range)
    if content.isSubset(of: [.frequency, .cap]), written.contains("批") {
      // 每年2批 is how often.
      readTimes(statement)
      return
    }
    if let words = statement.words {
      // 每名执法人员5家 is no number of all.
      if text.holds(["人员", "人均", "每人", "每名", "检查组", "每组"], in: words) {
        reading.remarks.append(.perInspector(written, group: nil))
        return
      }
      // 分两批 says nothing of objects.
      if written.contains("批"), text.holds(["分"], in: words) { return }
    }
    guard !statement.amount.isMore else {
      reading.remarks.append(.moreThan(written))
      return
    }
    let comparison = statement.comparison ?? statement.amount.comparison
    let role = comparison == nil && statement.amount.upper == nil ? role(of: index) : .rule
    if role == .rule, content.isSubset(of: [.base, .approximate]) {
      reading.remarks.append(.moreThan(written))
      return
    }
    guard role != .rule else {
      var statement = statement
      // 总数不少于20户 is a number of all.
      if statement.isBase { (statement.isTotal, statement.groups) = (true, []) }
      add(statement)
      return
    }
    guard let count = statement.amount.count else {
      add(statement)
      return
    }
    let isApproximate = statement.amount.isApproximate || statement.isApproximate
    switch role {
    case .base:
      reading.baseIsApproximate = reading.baseIsApproximate || isApproximate
      reading.bases += counts(count, statement)
    case .target:
      // 每个乡镇2户 is no number of all.
      guard statement.each == nil, statement.interval?.isPart != true else {
        add(statement)
        return
      }
      if isApproximate || content.contains(.approximate) { reading.remarks.append(.approximate(count)) }
      if statement.isProvisional { reading.remarks.append(.provisional(count)) }
      reading.targets += counts(count, statement)
    case .amount:
      reading.baseIsApproximate = reading.baseIsApproximate || isApproximate
      reading.amounts += counts(count, statement)
    case .unclear:
      reading.remarks.append(.countUnclear(count))
      add(statement)
    case .part:
      var statement = statement
      statement.isPart = true
      add(statement)
    case .fixed: reading.remarks.append(.fixed(count))
    case .rule: add(statement)
    }
  }

  /// The count of each group named; one of several groups together is of all.
  private func counts(_ count: Int, _ statement: CellStatement) -> [GroupCount] {
    if let parent = statement.parent, statement.groups.isEmpty, statements[parent].groups.count == 1 {
      return [GroupCount(stratum: statements[parent].groups[0].name, count: count)]
    }
    // 企业100家 is of all; 企业80家、个体户120家 are two groups.
    let others = statements.filter {
      $0.amount.kind == .count && $0.parent == statement.parent && $0.sentence == statement.sentence
    }
    let isList = others.count > 1 && !content.contains(.scope) && others.allSatisfy { !$0.isDraw || statement.isDraw }
    if !statement.isContextual, statement.groups.count == 1, let group = statement.groups.first,
      group.kind != .words || isList
    {
      return [GroupCount(stratum: group.name, count: count)]
    }
    if isList, let noun = statement.noun, !noun.isEmpty {
      return [GroupCount(stratum: text.written(noun), count: count)]
    }
    return [GroupCount(count: count)]
  }

  /// What a number of objects is, by its words, its column and the numbers beside it.
  private func role(of index: Int) -> Role {
    let statement = statements[index]
    let parent = statement.parent.map { statements[$0] }
    if statement.isBase, !statement.isDraw { return .base }
    if let parent, parent.amount.kind == .share || parent.amount.kind == .all {
      return statement.groups.isEmpty || statement.isContextual || parent.groups == statement.groups
        ? .target : .part
    }
    // 20户（10%）: the ratio is the check.
    let hasCheck = statements.contains { $0.parent == index && $0.amount.kind == .share }
    if hasCheck, content.contains(.ratio), !content.contains(.base) { return .target }
    if content.contains(.amount) { return statement.isDraw ? .target : .amount }
    if content.contains(.scope) {
      let isNamed =
        [statement.words, statement.tail].compactMap { $0 }
        .contains { text.holds(["确定", "指定", "重点检查"], in: $0) }
      if statement.isDraw, !isNamed { return .target }
      let isFirst = !statements[..<index].contains { $0.amount.kind == .count }
      return isNamed || !isFirst ? .fixed : .base
    }
    if content.contains(.risk), content.isDisjoint(with: [.ratio, .target, .base]) { return .amount }
    if content.contains(.base) {
      let isSecond = statements[..<index].contains { $0.amount.kind == .count }
      return statement.isDraw && (isSecond || content.contains(.ratio)) ? .target : .base
    }
    if content.contains(.target) { return .target }
    guard hasShare, statement.interval?.isPart != true else { return .rule }
    return statement.isDraw ? .target : .unclear
  }

  // MARK: All together

  /// A frequency said after the last of several classes is that of all.
  private mutating func finishFrequencies() {
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
      let isOfSentence = fact.sentence < lastSentence && groupsNamed(in: fact.sentence) == fact.groups
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

  private mutating func finishRules() {
    rules.partFrequency =
      reading.frequencies.first { $0.frequency.interval.isPart }?.frequency.interval
    rules.isRisk = content.contains(.risk)
    rules.resolve(into: &reading)
  }

  private mutating func finishRemarks() {
    for (groups, sentence) in reader.namedOnly {
      if text.holds(["比例", "数量", "频次"], in: sentence) {
        if content.contains(.risk) {
          reading.remarks.append(.risesByClass(groups.map(\.name)))
          continue
        }
        for group in groups { reading.remarks.append(.groupOpen(group.name)) }
      } else if content.contains(.risk) {
        reading.remarks.append(.classOnly(groups.map(\.name)))
      } else {
        reading.remarks.append(.leftover(text.written(sentence)))
      }
    }
    for run in text.unused where !content.contains(.scope) {
      reading.remarks.append(.unused(text.written(wide(run))))
    }
    let hasNumbers =
      !reading.rules.isEmpty || !reading.frequencies.isEmpty || !reading.bases.isEmpty
      || !reading.targets.isEmpty || !reading.amounts.isEmpty
    if !hasNumbers, content.isSubset(of: [.base, .amount, .approximate]) {
      // 以名录库实际数为准, 若干: no number at all.
      let isNone = reading.remarks.allSatisfy { $0 == .provisional(nil) || $0 == .undetermined }
      if isNone, !reading.remarks.isEmpty { reading.remarks = [.noBase(.words)] }
    }
    if content == .cap, text.holds(["不设上限"], in: text.all) { reading.remarks.append(.empty) }
    if reader.isOpen, hasNumbers || reading.remarks.isEmpty { readOpen() }
    if hasNumbers || !reading.remarks.isEmpty || content.contains(.scope) {
      let isQuiet = content.contains(.scope) || content.contains(.risk) && !hasNumbers
      if hasNumbers, !isQuiet {
        for range in reader.leftovers { reading.remarks.append(.leftover(text.written(range))) }
      }
    } else if content.contains(.risk) {
      return
    } else if content.isSubset(of: [.base, .amount, .approximate]) {
      reading.remarks.append(.noBase(.words))
    } else if content.isDisjoint(with: [.ratio, .target]) {
      reading.remarks.append(.noFrequency)
    } else if text.holds(Lexicon.documents, in: text.all) {
      reading.remarks.append(.elsewhere)
    } else {
      do {
        _ = try Rule(parsing: text.written(text.all))
      } catch {
        reading.remarks.append(.syntax(error))
      }
    }
  }

  /// Something is left open: the frequency where the ratio is given, else the ratio.
  private mutating func readOpen() {
    if !reading.frequencies.isEmpty {
      reading.remarks.append(.provisional(nil))
    } else if content.isDisjoint(with: [.ratio, .target, .base, .amount]) {
      reading.remarks.append(.frequencyUndetermined)
    } else if content.isSubset(of: [.base, .amount, .approximate]) {
      reading.remarks.append(.noBase(.open))
    } else if reading.rules.isEmpty || !content.contains(.frequency) {
      reading.remarks.append(.undetermined)
    } else {
      reading.remarks.append(.frequencyUndetermined)
    }
  }

  /// A run of digits with a little of what stands around it.
  private func wide(_ run: Range<Int>) -> Range<Int> {
    max(run.lowerBound - 4, 0)..<min(run.upperBound + 4, text.scalars.count)
  }
}
