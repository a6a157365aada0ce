extension Rule {
  /// Reads a rule as plans write it, in Chinese or English, full-width or not.
  ///
  /// | meaning | forms |
  /// | --- | --- |
  /// | at least | `10%` `≥10%` `>=10%` `不低于10%` `至少10%` `10%以上` `at least 10%` `百分之十` |
  /// | more than | `>35%` `＞35％` `超过35%` `高于35%` `more than 35%` `over 35%` |
  /// | at most | `≤5%` `<=5%` `不超过5%` `至多5%` `5%以下` `at most 5%` |
  /// | less than | `<5%` `低于5%` `不足5%` `less than 5%` |
  /// | exactly, range | `=50%`; `5%-20%` with - – — ~ ～ 至 到 一 |
  /// | other | `1/3` `3‰`; counts `20` `20户` `20家企业` `两户`; `20户，不足的全部` `20 or all`; `100%` `全部` `全覆盖` |
  ///
  /// A bare ratio or count is a minimum; 以上 and 以下 include the number (Civil Code of the People's
  /// Republic of China, art. 1259). Spaces matter only between digits (`1 0%` is no
  /// rule); every number is read as an exact decimal.
  ///
  /// - Parameter text: the rule.
  /// - Throws: ``RuleSyntaxError`` with the place and a remedy, for anything that is not wholly
  ///   understood, for a share over 100 % and for a comparison that no count can satisfy.
  /// - Complexity: O(length of the text).
  public init(parsing text: String) throws(RuleSyntaxError) {
    var parser = RuleParser(text)
    self = try parser.rule()
  }
}

/// Reads one rule from left to right.
private struct RuleParser {
  /// The text as the user wrote it.
  let text: String
  var scanner: FoldedScanner

  /// A number with its unit; a number without one becomes a count.
  private struct Amount {
    var value: Ratio
    var unit: Unit
    /// The index of its first scalar.
    var start: Int
    enum Unit { case share, count, none }
  }

  private static let dashes = ["-", "–", "—", "~", "至", "到", "to"]
  /// The numeral one, written for a dash; behind a numeral it would be one.
  private static let numeralDash = "一"
  private static let countUnits = [
    "户", "家", "个", "件", "名", "所", "处", "项", "宗", "座", "人", "批次", "批", "台", "辆", "条",
    "units", "unit",
  ]
  private static let countedNouns = ["企业", "单位", "项目", "对象", "主体"]
  private static let everything = ["全部", "全覆盖", "全数", "all"]

  init(_ text: String) {
    self.text = text
    scanner = FoldedScanner(text)
  }

  mutating func rule() throws(RuleSyntaxError) -> Rule {
    guard !scanner.isAtEnd else { throw error(.empty, at: 0) }
    if scanner.take(anyOf: RuleParser.everything) {
      try expectEnd()
      return .atLeast(.ratio(Ratio(1)))
    }
    if sees(["约", "大约", "about"]) { throw error(.approximate, at: scanner.index) }
    let start = scanner.index
    let prefix = Rule.Comparison.words.first { scanner.take($0.0) }?.1
    var amount = try number()
    if prefix == nil, takeDash() { return try range(from: &amount) }
    if prefix == nil, amount.unit != .share, takeOrAll(amount.value) {
      try expectEnd()
      guard case .count(let count) = try quantity(of: amount) else { return .atLeast(.count(0)) }
      return .countOrAll(count)
    }
    let suffixStart = scanner.index
    if sees(["左右", "上下"]) { throw error(.approximate, at: scanner.index) }
    let suffix = Rule.Comparison.wordsBehind.first { scanner.take($0.0) }?.1
    try expectEnd()
    if let prefix, let suffix, prefix != suffix { throw error(.twoComparisons, at: suffixStart) }
    return try rule(prefix ?? suffix ?? .atLeast, amount, start: start)
  }

  private func rule(
    _ comparison: Rule.Comparison,
    _ amount: Amount,
    start: Int
  ) throws(RuleSyntaxError) -> Rule {
    let quantity = try self.quantity(of: amount)
    if case .ratio(let ratio) = quantity, comparison == .moreThan, ratio >= Ratio(1) {
      throw error(.outOfReach(">\(quantity)"), at: start)
    }
    if comparison == .lessThan, amount.value.numerator == 0 {
      throw error(.outOfReach("<\(quantity)"), at: start)
    }
    switch comparison {
    case .atLeast: return .atLeast(quantity)
    case .moreThan: return .moreThan(quantity)
    case .atMost: return .atMost(quantity)
    case .lessThan: return .lessThan(quantity)
    case .exactly: return .exactly(quantity)
    }
  }

  /// `or all`, 不足的全部, 不足20户的全部: all units of a stratum that has fewer.
  private mutating func takeOrAll(_ value: Ratio) -> Bool {
    let start = scanner.index
    if scanner.take("orall") { return true }
    _ = scanner.take(anyOf: [",", ";", "("])
    guard scanner.take("不足") else {
      scanner.index = start
      return false
    }
    let digits = scanner.takeDigits()
    let repeated = digits.isEmpty ? scanner.takeChineseNumeral() : Ratio(decimal: digits)
    _ = takeCountUnit()
    _ = scanner.take(anyOf: ["的则", "的", "则"])
    guard repeated == nil || repeated == value, scanner.take(anyOf: RuleParser.everything) else {
      scanner.index = start
      return false
    }
    _ = scanner.take(anyOf: ["抽查", "检查", "抽取"])
    _ = scanner.take(")")
    return true
  }

  private mutating func takeDash() -> Bool {
    if scanner.take(anyOf: RuleParser.dashes) { return true }
    let isBehindSign =
      scanner.index > 0
      && !"零〇一二两三四五六七八九十百".unicodeScalars.contains(
        scanner.text.scalars[scanner.index - 1]
      )
    return isBehindSign && scanner.take(RuleParser.numeralDash)
  }

  /// `5%-20%`, and `5-20%` and `5-20户`, where the unit of the second end holds for both.
  private mutating func range(from lower: inout Amount) throws(RuleSyntaxError) -> Rule {
    let upper = try number()
    let isPercentage = scanner.text.scalars[scanner.index - 1] == "%"
    try expectEnd()
    if lower.unit == .none, upper.unit == .share, isPercentage {
      lower.value = try divide(lower.value, by: 100, at: lower.start)
      lower.unit = .share
    }
    let isMixed = (lower.unit == .share) != (upper.unit == .share)
    guard !isMixed else { throw error(.mixedRange, at: upper.start) }
    guard lower.value <= upper.value else { throw error(.reversedRange, at: upper.start) }
    return .range(try quantity(of: lower), try quantity(of: upper))
  }

  private func quantity(of amount: Amount) throws(RuleSyntaxError) -> Rule.Quantity {
    if amount.unit == .share {
      guard amount.value <= Ratio(1) else {
        throw error(.outOfReach(amount.value.percentage), at: amount.start)
      }
      return .ratio(amount.value)
    }
    guard amount.value.denominator == 1 else {
      let end = scanner.text.scalars[amount.start...].firstIndex {
        !("0"..."9").contains($0) && $0 != "."
      }
      let written = scanner.text(from: amount.start, to: end ?? scanner.text.scalars.count)
      throw error(.bareDecimal(written), at: amount.start)
    }
    return .count(amount.value.numerator)
  }

  /// A number with its unit: `10%`, `3‰`, `1/3`, `20户`, `两户`, `百分之十`, `千分之三`.
  private mutating func number() throws(RuleSyntaxError) -> Amount {
    let start = scanner.index
    for (words, base) in [("百分之", 100), ("千分之", 1000)] where scanner.take(words) {
      let value: Ratio
      if let numeral = scanner.takeChineseNumeral() {
        value = numeral
      } else {
        value = try decimal()
      }
      return Amount(value: try divide(value, by: base, at: start), unit: .share, start: start)
    }
    if let numeral = scanner.takeChineseNumeral() {
      // Without its unit a numeral could as well be a dash or part of a word.
      guard takeCountUnit() else { throw error(.unexpected(shown(at: start)), at: start) }
      return Amount(value: numeral, unit: .count, start: start)
    }
    let value = try decimal()
    for (sign, base) in [("%", 100), ("‰", 1000)] where scanner.take(sign) {
      return Amount(value: try divide(value, by: base, at: start), unit: .share, start: start)
    }
    if scanner.take("/") {
      let divisorStart = scanner.index
      let divisor = try decimal()
      guard value.denominator == 1, divisor.denominator == 1, divisor.numerator > 0 else {
        throw error(.numberExpected, at: divisorStart)
      }
      return Amount(
        value: Ratio(value.numerator, divisor.numerator),
        unit: .share,
        start: start
      )
    }
    return Amount(value: value, unit: takeCountUnit() ? .count : .none, start: start)
  }

  private mutating func takeCountUnit() -> Bool {
    guard scanner.take(anyOf: RuleParser.countUnits) else { return false }
    _ = scanner.take(anyOf: RuleParser.countedNouns)
    return true
  }

  private func divide(
    _ value: Ratio,
    by base: Int,
    at start: Int
  ) throws(RuleSyntaxError) -> Ratio {
    let (denominator, overflow) = value.denominator.multipliedReportingOverflow(by: base)
    guard !overflow else { throw error(.tooManyDigits, at: start) }
    return Ratio(value.numerator, denominator)
  }

  private mutating func decimal() throws(RuleSyntaxError) -> Ratio {
    let start = scanner.index
    let digits = scanner.takeDigits(allowsPoint: true)
    guard !digits.isEmpty else {
      throw error(
        scanner.isAtEnd ? .numberExpected : .unexpected(shown(at: start)),
        at: start
      )
    }
    guard let value = Ratio(decimal: digits) else {
      let isNumber = digits.count { $0 == "." } < 2 && digits != "."
      throw error(isNumber ? .tooManyDigits : .unexpected("."), at: start)
    }
    return value
  }

  private func sees(_ words: [String]) -> Bool { words.contains { scanner.sees($0) } }

  private func expectEnd() throws(RuleSyntaxError) {
    guard scanner.isAtEnd else {
      throw error(.unexpected(shown(at: scanner.index)), at: scanner.index)
    }
  }

  private func shown(at index: Int) -> String { String(Character(scanner.text.scalars[index])) }

  private func error(
    _ reason: RuleSyntaxError.Reason,
    at index: Int
  ) -> RuleSyntaxError {
    RuleSyntaxError(text: text, position: scanner.text.positions[index], reason: reason)
  }
}
