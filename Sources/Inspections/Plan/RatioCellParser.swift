internal import Sampling

/// Reads a ratio cell clause by clause.
struct RatioCellParser {
  private(set) var reading = RatioReading()
  private let content: RatioReading.Content
  /// Words before rules that name no class, with the rules behind them.
  private var groups: [(words: String, rule: Rule)] = []

  init(content: RatioReading.Content) {
    self.content = content
  }

  private static let leads = [
    "全年", "每年度", "每年", "年度", "抽查对象比例", "抽查比例", "检查比例", "抽取比例", "抽查对象数量", "抽查数量", "抽查户数",
    "比例", "抽查", "抽取", "检查", "按照", "按", "为", "应", ":",
  ]
  private static let overallWords = ["总体", "整体", "总的", "合计", "之和"]
  private static let partPeriods = ["每半年", "每季度", "每季", "每月"]

  mutating func read(_ text: String) {
    let clauses = RatioCellParser.clauses(of: text)
    guard !clauses.isEmpty else {
      reading.remarks.append(.empty)
      return
    }
    let folded = FoldedText(text).text
    if folded.holds("递加") || folded.holds("递增") {
      // 对低风险、…高风险企业分别递加: what is left to read are the clauses with numbers.
      reading.remarks.append(.risesByClass)
      for clause in clauses where clause.contains(where: \.isDigit) { read(clause: clause) }
    } else {
      for clause in clauses { read(clause: clause) }
    }
    // A second share contradicts the first, unless each is of a class; beside the share of a group
    // that is none, any does.
    let shares = reading.rules.filter {
      $0.rule.setsShare && ($0.stratum == nil || !groups.isEmpty)
    }
    if shares.count + groups.count > 1 {
      groups = shares.map { ($0.stratum?.text ?? "", $0.rule) } + groups
      reading.rules.removeAll { shares.contains($0) }
    }
    if groups.count > 1 {
      // The whole cell has to be written anew: what else was not understood adds nothing.
      reading.remarks.removeAll { if case .syntax = $0 { true } else { false } }
      reading.remarks.append(.severalGroups(groups.map { "\($0.words)\($0.rule)" }))
    } else if let group = groups.first {
      add(group.rule)
      reading.remarks.append(.leftover(group.words, read: group.rule.description))
    }
  }

  private mutating func read(clause: String) {
    if readBase(clause) { return }
    var scanner = FoldedScanner(clause)
    var isOverall = false
    var partPeriod: String?
    var riskClass: RiskClass?
    var hasMore = true
    while hasMore {
      hasMore = scanner.take(anyOf: Self.leads)
      if scanner.take(anyOf: Self.overallWords) { (isOverall, hasMore) = (true, true) }
      let start = scanner.index
      if scanner.take(anyOf: Self.partPeriods) {
        partPeriod = scanner.text(from: start, to: scanner.index)
        hasMore = true
      }
      if riskClass == nil, let found = RiskClass.take(from: &scanner) {
        (riskClass, hasMore) = (found, true)
      }
    }
    if let partPeriod, (try? Frequency(parsing: partPeriod + scanner.rest)) == nil {
      reading.remarks.append(.perPeriod(partPeriod))
    }
    let rest = scanner.rest
    if let rule = try? Rule(parsing: rest) {
      accept(rule, written: rest, in: riskClass, isOverall: isOverall)
    } else if let frequency = try? Frequency(parsing: clause) {
      if let first = reading.frequency, first != frequency {
        reading.remarks.append(.otherFrequency(frequency))
      }
      reading.frequency = reading.frequency ?? frequency
    } else if readParenthesis(rest, in: riskClass, isOverall: isOverall) {
      return
    } else if VagueWording.isUndetermined(scanner.text.text) {
      let isFrequency = scanner.text.text.contains("频")
      reading.remarks.append(isFrequency ? .frequencyUndetermined : .undetermined)
    } else if !readBehindWords(clause) {
      refuse(rest, of: clause)
    }
  }

  private mutating func accept(
    _ rule: Rule,
    written: String,
    in riskClass: RiskClass?,
    isOverall: Bool
  ) {
    if content != .ratio {
      guard rule.isCount else {
        reading.remarks.append(.leftover(written, read: rule.description))
        add(rule, in: riskClass, isOverall: isOverall)
        return
      }
      if case .atLeast(.count(let count)) = rule {
        if content == .base { reading.base = .init(count: count, isApproximate: false) }
        if content == .target { reading.target = count }
      } else {
        add(rule, in: riskClass, isOverall: isOverall)
      }
      return
    }
    let isBare = written.unicodeScalars.allSatisfy { "0123456789<>=≤≥".unicodeScalars.contains($0) }
    guard !isBare else {
      reading.remarks.append(.bareNumber(written))
      return
    }
    add(rule, in: riskClass, isOverall: isOverall)
  }

  private mutating func add(_ rule: Rule, in riskClass: RiskClass? = nil, isOverall: Bool = false) {
    if rule == .atLeast(.ratio(Ratio(0))) || rule == .atMost(.ratio(Ratio(0))) {
      reading.remarks.append(.zero)
    }
    if let riskClass {
      reading.classes.append(.init(riskClass: riskClass, rule: rule))
      reading.rules.append(PlanRule(rule, in: try? ProtocolText(riskClass.name)))
    } else {
      reading.rules.append(PlanRule(rule, isOverall: isOverall))
    }
  }

  /// 抽查基数约40065户(动态更新), 对象总数20.
  private mutating func readBase(_ clause: String) -> Bool {
    var scanner = FoldedScanner(clause)
    var isApproximate = false
    if content == .base {
      isApproximate = scanner.take(anyOf: ["约", "大约"])
    } else {
      guard let mark = ["基数", "对象总数"].first(where: { scanner.text.text.holds($0) }) else {
        return false
      }
      while !scanner.isAtEnd, !scanner.take(mark) { scanner.index += 1 }
      while scanner.take(anyOf: ["为", ":", "共"]) {}
      isApproximate = scanner.take(anyOf: ["约", "大约"])
    }
    guard let count = Int(scanner.takeDigits()) else { return false }
    _ = scanner.take(anyOf: ["户", "家", "个", "件", "名", "所", "处", "项", "宗"])
    let rest = scanner.rest
    guard rest.isEmpty || rest.contains("动态") || rest.contains("左右") else { return false }
    reading.base = .init(count: count, isApproximate: isApproximate || !rest.isEmpty)
    return true
  }

  /// `1户(实际以…为准)`, `10%(20户)`, `10%(每年)`: a rule and a remark in brackets behind it.
  private mutating func readParenthesis(
    _ rest: String,
    in riskClass: RiskClass?,
    isOverall: Bool
  ) -> Bool {
    guard let open = rest.firstIndex(of: "("), rest.last == ")" else { return false }
    let outside = String(rest[..<open])
    let inside = String(rest[rest.index(after: open)...].dropLast())
    guard let rule = try? Rule(parsing: outside) else { return false }
    var scanner = FoldedScanner(inside)
    let inner = RiskClass.take(from: &scanner)
    if riskClass == nil, let inner, scanner.isAtEnd {
      accept(rule, written: outside, in: inner, isOverall: isOverall)
    } else if inside.contains("实际"), inside.contains("为准") {
      accept(rule, written: outside, in: riskClass, isOverall: isOverall)
      if case .atLeast(.count(let count)) = rule {
        reading.remarks.append(.provisional(count))
      } else {
        reading.remarks.append(.undetermined)
      }
    } else if case .atLeast(.count(let count))? = try? Rule(parsing: inside), !rule.isCount {
      accept(rule, written: outside, in: riskClass, isOverall: isOverall)
      reading.target = count
    } else if ["每年", "全年", "年"].contains(inside) {
      accept(rule, written: outside, in: riskClass, isOverall: isOverall)
    } else {
      groups.append(("(\(inside))", rule))
    }
    return true
  }

  /// Words that say for what, then a rule: 每年对三级定点医疗机构抽查比例之和≥50%.
  private mutating func readBehindWords(_ clause: String) -> Bool {
    let scanner = FoldedScanner(clause)
    let scalars = scanner.text.scalars
    for start in scalars.indices.dropFirst() {
      let tail = scanner.text(from: start, to: scalars.count)
      guard let rule = try? Rule(parsing: tail) else { continue }
      let words = scanner.text(from: 0, to: start)
      // 1:5 is a ratio of inspectors, 3.5.2 no number.
      if let last = words.unicodeScalars.last, "0123456789.:/-<>=≤≥".unicodeScalars.contains(last) {
        return false
      }
      // 10%并不少于2户: the words hold a rule themselves.
      guard !words.contains(where: { $0.isDigit || "%‰".contains($0) }) else { return false }
      groups.append((words, rule))
      return true
    }
    return false
  }

  private mutating func refuse(_ rest: String, of clause: String) {
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, let last = parts.last, Int(last) != nil,
      parts[0].unicodeScalars.last.map({ ("0"..."9").contains($0) }) == true
    {
      reading.remarks.append(.perInspector(rest))
      return
    }
    do {
      _ = try Rule(parsing: clause)
    } catch {
      reading.remarks.append(.syntax(error))
    }
  }

  /// The parts of a cell between ; , 。 and line breaks behind a unit, outside brackets.
  static func clauses(of text: String) -> [String] {
    var clauses = [""]
    var depth = 0
    var previous: Character?
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let folded = FoldedText(String(character)).text
      if folded == "(" { depth += 1 }
      if folded == ")" { depth = max(depth - 1, 0) }
      let isThousands =
        folded == "," && previous?.isDigit == true
        && characters[(index + 1)...].prefix { $0.isDigit }.count == 3
      let isMark = [";", ",", "。", "、", "且"].contains(folded) && !isThousands
      let next = characters[(index + 1)...].first { !$0.isWhitespace }
      let endsLine =
        character.isNewline && next.map { !"(（".contains($0) } ?? false
        && previous.map { "%％‰户家个次年月)）".contains($0) || $0.isDigit } ?? false
      if depth == 0, isMark || endsLine {
        clauses.append("")
      } else if !isThousands {
        clauses[clauses.count - 1].append(character)
      }
      if !character.isWhitespace { previous = character }
    }
    return clauses.filter { !$0.allSatisfy(\.isWhitespace) }
  }
}

extension Rule {
  /// Whether the rule alone says what share is drawn, so that a second such rule contradicts it.
  fileprivate var setsShare: Bool {
    guard !isCount else { return false }
    return switch self {
    case .atLeast, .moreThan, .exactly, .range: true
    case .atMost, .lessThan: false
    }
  }
}
