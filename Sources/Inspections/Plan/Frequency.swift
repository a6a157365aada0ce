public import Sampling

/// How often a task is carried out: `2次/年`, `小于2次年`, `每季度1次`, `3年1次`.
public struct Frequency: Hashable, Sendable {
  /// How many times; always a number, never a share.
  public let times: Rule
  /// In how many units of time, ≥ 1.
  public let every: Int
  /// The unit of time.
  public let unit: Unit

  /// A unit of time.
  public enum Unit: String, Hashable, Sendable, CaseIterable, Codable {
    /// A calendar year; also where no unit is written, in a plan of one year.
    case year
    /// Half a year.
    case halfYear = "half_year"
    /// A quarter.
    case quarter
    /// A month.
    case month
    /// A week.
    case week
  }

  /// Makes a frequency.
  ///
  /// - Parameters:
  ///   - times: how many times; a number, not a share.
  ///   - every: in how many units, ≥ 1.
  ///   - unit: the unit.
  public init(times: Rule, every: Int = 1, unit: Unit) {
    self.times = times
    self.every = every
    self.unit = unit
  }

  /// Reads a frequency as plans write it.
  ///
  /// ```
  /// [每|全年] [N] [unit] [comparison] n 次 [以上|以下] [/ | 每] [N] [unit]
  /// ```
  ///
  /// A bare `1次` is exactly once: a plan that means „at least“ says so (`>=1`, `至少1次`). Without a
  /// unit of time it holds for the plan's year. The word 次 may only be missing from a bare number
  /// with a comparison, `=1`.
  ///
  /// - Parameter text: the cell, or the part of it that is the frequency.
  /// - Throws: ``FrequencyError`` for anything that is not wholly understood.
  /// - Complexity: O(length).
  public init(parsing text: String) throws(FrequencyError) {
    var parser = FrequencyParser(text)
    self = try parser.frequency()
  }
}

extension Frequency: CustomStringConvertible {
  /// One spelling, which parses to the same frequency: `=2次/年`, `<2次/年`, `=1次/3年`.
  public var description: String {
    let name =
      switch unit {
      case .year: "年"
      case .halfYear: "半年"
      case .quarter: "季度"
      case .month: "月"
      case .week: "周"
      }
    return "\(times)次/\(every == 1 ? "" : "\(every)")\(name)"
  }
}

extension Frequency: Codable {
  /// Reads the spelling of ``description``.
  ///
  /// - Parameter decoder: a single text.
  /// - Throws: `DecodingError` where it is no frequency.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      try self.init(parsing: text)
    } catch {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text)\" is no frequency"
      )
    }
  }

  /// Writes ``description``.
  ///
  /// - Parameter encoder: takes a single text.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A text that is no frequency.
public enum FrequencyError: Error, Hashable, Sendable {
  /// Nothing is written.
  case empty
  /// The text leaves it open: 根据实际情况确定.
  case undetermined
  /// Not understood at this character, counted from 1.
  case unreadable(position: Int)
}

private struct FrequencyParser {
  private var scanner: FoldedScanner

  init(_ text: String) {
    scanner = FoldedScanner(text)
  }

  private static let leads = [
    "抽查频次", "检查频次", "抽查频率", "频次", "频率", "抽查", "检查", "原则上", "为", ":",
  ]
  private static let units: [(String, Frequency.Unit)] = [
    ("半年", .halfYear), ("年度", .year), ("年", .year), ("季度", .quarter), ("季", .quarter),
    ("个月", .month), ("月", .month), ("周", .week),
  ]

  mutating func frequency() throws(FrequencyError) -> Frequency {
    guard !scanner.isAtEnd else { throw .empty }
    guard !VagueWording.isUndetermined(scanner.text.text) else { throw .undetermined }
    while scanner.take(anyOf: Self.leads) {}
    let leading = takeLeadingPeriod()
    while scanner.take(anyOf: Self.leads) {}
    let (times, hasWord) = try takeTimes()
    let trailing = hasWord ? takeTrailingPeriod() : nil
    guard scanner.isAtEnd, leading == nil || trailing == nil else {
      throw .unreadable(position: scanner.position)
    }
    let (every, unit) = leading ?? trailing ?? (1, .year)
    return Frequency(times: times, every: every, unit: unit)
  }

  /// The comparison and the number, up to 次; whether 次 is there.
  private mutating func takeTimes() throws(FrequencyError) -> (Rule, Bool) {
    let start = scanner.index
    let end = scanner.text.scalars[start...].firstIndex(of: "次") ?? scanner.text.scalars.count
    let hasWord = end < scanner.text.scalars.count
    var written = Frequency.withDigits(scanner.text(from: start, to: end))
    let isBare = Int(written) != nil
    scanner.index = hasWord ? end + 1 : end
    for suffix in ["及以上", "(含)以上", "以上", "及以下", "(含)以下", "以下"]
    where hasWord && scanner.take(suffix) {
      written += suffix
      break
    }
    guard hasWord || !isBare, let rule = try? Rule(parsing: written), rule.isCount,
      hasWord || "<>=≤≥".unicodeScalars.contains(scanner.text.scalars[start])
    else { throw .unreadable(position: scanner.text.positions[start]) }
    if isBare, case .atLeast(let quantity) = rule, Int(written) != nil {
      return (.exactly(quantity), hasWord)
    }
    return (rule, hasWord)
  }

  /// 每年, 全年, 每半年, 每3年, 3年.
  private mutating func takeLeadingPeriod() -> (Int, Frequency.Unit)? {
    let start = scanner.index
    _ = scanner.take(anyOf: ["每", "全", "本", "一"])
    if let period = takePeriod() { return period }
    scanner.index = start
    return nil
  }

  /// /年, 每年, 年, /3年.
  private mutating func takeTrailingPeriod() -> (Int, Frequency.Unit)? {
    let start = scanner.index
    _ = scanner.take(anyOf: ["/每", "/", "每", "一"])
    if let period = takePeriod() { return period }
    scanner.index = start
    return nil
  }

  private mutating func takePeriod() -> (Int, Frequency.Unit)? {
    var every = 1
    let digits = scanner.takeDigits()
    if !digits.isEmpty {
      guard let number = Int(digits), (1...99).contains(number) else { return nil }
      every = number
    } else if let numeral = scanner.takeChineseNumeral() {
      guard numeral.denominator == 1, numeral.numerator >= 1 else { return nil }
      every = numeral.numerator
    }
    for (word, unit) in Self.units where scanner.take(word) { return (every, unit) }
    return nil
  }
}

extension Frequency {
  /// The text with the Chinese numeral at its end in digits: 不少于两 becomes 不少于2.
  fileprivate static func withDigits(_ text: String) -> String {
    let numerals = "零〇一二两三四五六七八九十百"
    let tail = text.reversed().prefix { numerals.contains($0) }.count
    guard tail > 0 else { return text }
    var scanner = FoldedScanner(text.suffix(tail))
    guard let value = scanner.takeChineseNumeral(), scanner.isAtEnd else { return text }
    return text.dropLast(tail) + "\(value)"
  }
}

extension Rule {
  /// Whether the rule is on a number and not on a share.
  var isCount: Bool {
    switch self {
    case .atLeast(let quantity), .moreThan(let quantity), .atMost(let quantity),
      .lessThan(let quantity), .exactly(let quantity), .range(let quantity, _):
      if case .count = quantity { true } else { false }
    }
  }
}
