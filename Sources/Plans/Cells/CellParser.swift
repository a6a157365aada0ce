internal import Sampling

/// Reads a cell with numbers: pieces, then statements, then what each means in its column.
struct CellParser {
  let content: CellReading.Content
  let reader: StatementReader
  var statements: [CellStatement]
  var text: CellText
  var reading = CellReading()
  var rules = RuleFacts()
  var frequencies: [FrequencyFact] = []

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

  private mutating func read(_ index: Int) {
    let statement = statements[index]
    if statement.amount.hasBlank {
      reading.remarks.append(.blank(text.written(statement.amount.range)))
    }
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
  mutating func add(_ statement: CellStatement) {
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
    } else if content.contains(.ratio),
      !(content.contains(.base) && hasShare && statement.parent == nil)
    {
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

  private mutating func finishRules() {
    rules.partFrequency =
      reading.frequencies.first { $0.frequency.interval.isPart }?.frequency.interval
    rules.isRisk = content.contains(.risk)
    rules.resolve(into: &reading)
  }
}
