/// How often a task is carried out: `2次/年`, `小于2次年`, `每季度1次`, `3年1次`.
public struct Frequency: Hashable, Sendable {
  /// How many times; always a number, never a share.
  public let times: Rule
  /// In which span of time.
  public let interval: Interval

  /// In how many units of time, ≥ 1.
  public var every: Int { interval.every }
  /// The unit of time.
  public var unit: Unit { interval.unit }

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
    /// A day.
    case day

    /// The word: 年, 半年, 季度, 月, 周, 天.
    var name: String {
      switch self {
      case .year: "年"
      case .halfYear: "半年"
      case .quarter: "季度"
      case .month: "月"
      case .week: "周"
      case .day: "天"
      }
    }
  }

  /// Makes a frequency.
  ///
  /// - Parameters:
  ///   - times: how many times; a number, not a share.
  ///   - interval: in which span of time.
  public init(times: Rule, per interval: Interval) {
    self.times = times
    self.interval = interval
  }
}

extension Frequency: CustomStringConvertible {
  /// One spelling, which parses to the same frequency: `=2次/年`, `<2次/年`, `=1次/3年`.
  public var description: String { "\(times)次/\(interval)" }
}

extension Frequency: Codable {
  /// Reads the spelling of ``description``.
  ///
  /// - Parameter decoder: a single text.
  /// - Throws: `DecodingError` where it is no frequency.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let mark = text.firstRange(of: "次/"),
      let interval = Interval(String(text[mark.upperBound...])),
      let times = try? Rule(parsing: String(text[..<mark.lowerBound])), times.isCount
    else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text)\" is no frequency"
      )
    }
    self.init(times: times, per: interval)
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

extension Frequency {
  /// The visits of each unit that a year must have at least, and may have at most.
  ///
  /// A year has 52 weeks. Less than once in a time is at most once in two of them: no whole number
  /// lies between.
  package var yearly: (least: Ratio, most: Ratio?) {
    let periods =
      switch unit {
      case .year: 1
      case .halfYear: 2
      case .quarter: 4
      case .month: 12
      case .week: 52
      case .day: 365
      }
    func rate(_ quantity: Rule.Quantity, add: Int = 0) -> Ratio {
      guard case .count(let count) = quantity else { return Ratio(0) }
      let (sum, overflow) = count.addingReportingOverflow(add)
      return Ratio(periods, every).times(overflow ? .max : max(sum, 0))
    }
    switch times {
    case .atLeast(let quantity): return (rate(quantity), nil)
    case .moreThan(let quantity): return (rate(quantity, add: 1), nil)
    case .atMost(let quantity): return (Ratio(0), rate(quantity))
    case .lessThan(.count(1)): return (Ratio(0), Ratio(periods, 2 * every))
    case .lessThan(let quantity): return (Ratio(0), rate(quantity, add: -1))
    case .exactly(let quantity): return (rate(quantity), rate(quantity))
    case .range(let lower, let upper): return (rate(lower), rate(upper))
    case .countOrAll(let count): return (rate(.count(count)), nil)
    }
  }
}

extension Ratio {
  /// A ratio of small numbers times a count that a plan writes.
  fileprivate func times(_ count: Int) -> Ratio {
    let (top, overflow) = numerator.multipliedReportingOverflow(by: count)
    return Ratio(overflow ? .max : top, denominator)
  }
}
