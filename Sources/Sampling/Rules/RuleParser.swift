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
  /// | other | `1/3` `3‰`; counts `20` `20户` `20家`; `100%` `全部` `全覆盖` |
  ///
  /// A bare ratio or count is a minimum; 以上 and 以下 include the number (Civil Code of the People's
  /// Republic of China, art. 1259). Spaces do not matter; every number is read as an exact decimal.
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
  /// The text with widths folded, traditional characters simplified and spaces removed.
  let scalars: [Unicode.Scalar]
  /// For each scalar, its character's place in the text, from 1; one more at the end.
  let positions: [Int]
  var index = 0

  private enum Comparison: Equatable { case atLeast, moreThan, atMost, lessThan, exactly }

  /// A number with its unit; a number without one becomes a count.
  private struct Amount {
    var value: Ratio
    var unit: Unit
    var start: Int
    enum Unit { case share, count, none }
  }

  /// Longer spellings stand before the shorter ones that begin them.
  private static let prefixes: [(String, Comparison)] = [
    ("大于或等于", .atLeast), ("大于等于", .atLeast), ("不低于", .atLeast), ("不少于", .atLeast),
    ("不小于", .atLeast), ("至少", .atLeast), ("最少", .atLeast), ("atleast", .atLeast),
    ("nolessthan", .atLeast), ("notlessthan", .atLeast), (">=", .atLeast), ("≥", .atLeast),
    ("小于或等于", .atMost), ("小于等于", .atMost), ("不超过", .atMost), ("不高于", .atMost),
    ("不多于", .atMost), ("不大于", .atMost), ("至多", .atMost), ("最多", .atMost),
    ("atmost", .atMost), ("nomorethan", .atMost), ("notmorethan", .atMost), ("upto", .atMost),
    ("<=", .atMost), ("≤", .atMost),
    ("超过", .moreThan), ("高于", .moreThan), ("多于", .moreThan), ("大于", .moreThan),
    ("morethan", .moreThan), ("over", .moreThan), (">", .moreThan),
    ("低于", .lessThan), ("少于", .lessThan), ("小于", .lessThan), ("不足", .lessThan),
    ("lessthan", .lessThan), ("under", .lessThan), ("<", .lessThan),
    ("等于", .exactly), ("exactly", .exactly), ("=", .exactly),
  ]
  private static let suffixes: [(String, Comparison)] = [
    ("(含)以上", .atLeast), ("及以上", .atLeast), ("以上", .atLeast), ("ormore", .atLeast),
    ("(含)以下", .atMost), ("及以下", .atMost), ("以下", .atMost), ("orless", .atMost),
  ]
  private static let dashes = ["-", "–", "—", "―", "−", "~", "〜", "至", "到", "一", "to"]
  private static let countUnits = ["户", "家", "个", "件", "名", "所", "处", "项", "units", "unit"]
  private static let everything = ["全部", "全覆盖", "全数", "all"]

  init(_ text: String) {
    self.text = text
    var scalars: [Unicode.Scalar] = []
    var positions: [Int] = []
    for (offset, character) in text.enumerated() {
      for scalar in character.unicodeScalars where !scalar.properties.isWhitespace {
        scalars.append(RuleParser.fold(scalar))
        positions.append(offset + 1)
      }
    }
    self.scalars = scalars
    self.positions = positions + [text.count + 1]
  }

  /// Full-width and small forms to ASCII, variants of one sign to one, traditional to simplified.
  private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: return Unicode.Scalar(UInt8(scalar.value - 0xFEE0)).lowercased
    case 0x41...0x5A: return scalar.lowercased
    default: break
    }
    switch scalar {
    case "﹪", "٪": return "%"
    case "﹥": return ">"
    case "﹤": return "<"
    case "﹦": return "="
    case "≧", "⩾": return "≥"
    case "≦", "⩽": return "≤"
    case "∕", "⁄": return "/"
    case "於": return "于"
    case "過": return "过"
    case "數": return "数"
    case "戶": return "户"
    case "個": return "个"
    case "處": return "处"
    case "項": return "项"
    case "從": return "从"
    case "蓋": return "盖"
    case "約": return "约"
    case "點": return "点"
    default: return scalar
    }
  }

  mutating func rule() throws(RuleSyntaxError) -> Rule {
    guard !scalars.isEmpty else { throw error(.empty, at: 0) }
    if take(RuleParser.everything) {
      try expectEnd()
      return .atLeast(.ratio(Ratio(1)))
    }
    if peek(["约", "大约", "about"]) != nil { throw error(.approximate, at: index) }
    let start = index
    let prefix = RuleParser.prefixes.first { take($0.0) }?.1
    var amount = try number()
    if prefix == nil, index < scalars.count, take(RuleParser.dashes) {
      return try range(from: &amount)
    }
    let suffixStart = index
    if peek(["左右", "上下"]) != nil { throw error(.approximate, at: index) }
    let suffix = RuleParser.suffixes.first { take($0.0) }?.1
    try expectEnd()
    if let prefix, let suffix, prefix != suffix { throw error(.twoComparisons, at: suffixStart) }
    return try rule(prefix ?? suffix ?? .atLeast, amount, start: start)
  }

  private func rule(
    _ comparison: Comparison,
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

  /// `5%-20%`, and `5-20%` and `5-20户`, where the unit of the second end holds for both.
  private mutating func range(from lower: inout Amount) throws(RuleSyntaxError) -> Rule {
    let upper = try number()
    try expectEnd()
    if lower.unit == .none, upper.unit == .share, scalars[index - 1] == "%" {
      lower.value = try hundredth(of: lower)
      lower.unit = .share
    }
    let isMixed = (lower.unit == .share) != (upper.unit == .share)
    guard !isMixed else { throw error(.mixedRange, at: upper.start) }
    guard lower.value <= upper.value else { throw error(.reversedRange, at: upper.start) }
    return .range(try quantity(of: lower), try quantity(of: upper))
  }

  private func hundredth(of amount: Amount) throws(RuleSyntaxError) -> Ratio {
    let (denominator, overflow) = amount.value.denominator.multipliedReportingOverflow(by: 100)
    guard !overflow else { throw error(.tooManyDigits, at: amount.start) }
    return Ratio(amount.value.numerator, denominator)
  }

  private func quantity(of amount: Amount) throws(RuleSyntaxError) -> Rule.Quantity {
    if amount.unit == .share {
      guard amount.value <= Ratio(1) else {
        throw error(.outOfReach(amount.value.percentage), at: amount.start)
      }
      return .ratio(amount.value)
    }
    guard amount.value.denominator == 1 else {
      throw error(.bareDecimal(amount.value.description), at: amount.start)
    }
    return .count(amount.value.numerator)
  }

  /// A number with its unit: `10%`, `3‰`, `1/3`, `20户`, `百分之十`, `千分之三`.
  private mutating func number() throws(RuleSyntaxError) -> Amount {
    let start = index
    for (words, base) in [("百分之", 100), ("千分之", 1000)] where take(words) {
      let value: Ratio
      if let numeral = takeChineseNumeral() {
        value = numeral
      } else {
        value = try decimal()
      }
      return Amount(value: try divide(value, by: base, at: start), unit: .share, start: start)
    }
    let value = try decimal()
    if take("%") { return try share(value, 100, start) }
    if take("‰") { return try share(value, 1000, start) }
    if take("/") {
      let divisorStart = index
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
    if take(RuleParser.countUnits) { return Amount(value: value, unit: .count, start: start) }
    return Amount(value: value, unit: .none, start: start)
  }

  private func share(_ value: Ratio, _ base: Int, _ start: Int) throws(RuleSyntaxError) -> Amount {
    Amount(value: try divide(value, by: base, at: start), unit: .share, start: start)
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
    let start = index
    while index < scalars.count, ("0"..."9").contains(scalars[index]) || scalars[index] == "." {
      index += 1
    }
    guard index > start else {
      let found = start < scalars.count ? RuleSyntaxError.Reason.unexpected(shown(at: start)) : nil
      throw error(found ?? .numberExpected, at: start)
    }
    var digits = String.UnicodeScalarView()
    digits.append(contentsOf: scalars[start..<index])
    let text = String(digits)
    guard let value = Ratio(decimal: text) else {
      let points = text.count { $0 == "." }
      throw error(points > 1 ? .unexpected(".") : .tooManyDigits, at: start)
    }
    return value
  }

  /// 十, 二十五, 三点五, 一百: Chinese numerals up to 199.
  private mutating func takeChineseNumeral() -> Ratio? {
    let digits: [Unicode.Scalar: Int] = [
      "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
      "九": 9,
    ]
    let start = index
    var total = 0
    var pending: Int?
    while index < scalars.count {
      if let digit = digits[scalars[index]] {
        guard pending == nil || pending == 0 else { break }
        pending = digit
      } else if scalars[index] == "十", total % 100 == 0 {
        total += (pending ?? 1) * 10
        pending = nil
      } else if scalars[index] == "百", total == 0 {
        total += (pending ?? 1) * 100
        pending = nil
      } else {
        break
      }
      index += 1
    }
    guard index > start else { return nil }
    total += pending ?? 0
    guard take("点") else { return Ratio(total) }
    var scale = 1
    while index < scalars.count, scale < 1_000_000, let digit = digits[scalars[index]] {
      total = total * 10 + digit
      scale *= 10
      index += 1
    }
    return Ratio(total, scale)
  }

  private mutating func take(_ words: [String]) -> Bool {
    for word in words where take(word) { return true }
    return false
  }

  private mutating func take(_ word: String) -> Bool {
    guard starts(with: word) else { return false }
    index += word.unicodeScalars.count
    return true
  }

  private func starts(with word: String) -> Bool {
    scalars[index...].starts(with: word.unicodeScalars)
  }

  private func peek(_ words: [String]) -> String? { words.first { starts(with: $0) } }

  private func expectEnd() throws(RuleSyntaxError) {
    guard index == scalars.count else { throw error(.unexpected(shown(at: index)), at: index) }
  }

  private func shown(at index: Int) -> String { String(Character(scalars[index])) }

  private func error(
    _ reason: RuleSyntaxError.Reason,
    at index: Int
  ) -> RuleSyntaxError {
    RuleSyntaxError(text: text, position: positions[index], reason: reason)
  }
}

extension Unicode.Scalar {
  /// The lower-case form of an ASCII letter; anything else as it is.
  fileprivate var lowercased: Unicode.Scalar {
    (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value + 32)) : self
  }
}
