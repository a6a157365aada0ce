public import Sampling

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

  /// Reads a frequency as plans write it, by the grammar of ``CellReading``.
  ///
  /// A bare `1次` is exactly once: a plan that means „at least“ says so (`>=1`, `至少1次`). Without a
  /// unit of time it holds for the plan's year.
  ///
  /// - Parameter text: the cell.
  /// - Throws: ``FrequencyError`` for anything that is not one frequency and nothing else.
  /// - Complexity: that of ``CellReading``.
  public init(parsing text: String) throws(FrequencyError) {
    let reading = CellReading(text, as: .frequency)
    if reading.remarks.contains(.empty) { throw .empty }
    guard let first = reading.frequencies.first else {
      throw reading.remarks.contains(.frequencyUndetermined) ? .undetermined : .unreadable
    }
    guard reading.frequencies.count == 1, first.stratum == nil, reading.rules.isEmpty,
      reading.remarks.allSatisfy({ $0 == .belowOnce })
    else { throw .unreadable }
    self = first.frequency
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

/// A text that is no frequency.
public enum FrequencyError: Error, Hashable, Sendable {
  /// Nothing is written.
  case empty
  /// The text leaves it open: 根据实际情况确定.
  case undetermined
  /// Not wholly understood, or more than one frequency.
  case unreadable
}

extension Rule {
  /// Whether the rule is on a number and not on a share.
  var isCount: Bool {
    switch self {
    case .atLeast(let quantity), .moreThan(let quantity), .atMost(let quantity),
      .lessThan(let quantity), .exactly(let quantity), .range(let quantity, _):
      if case .count = quantity { true } else { false }
    case .countOrAll: true
    }
  }
}
