internal import Sampling

/// A day of the Gregorian calendar, without time or time zone.
public struct CivilDate: Hashable, Sendable {
  /// The year, 1 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// Makes a day if there is one; nil where the calendar has no such day (31 November, 29 February
  /// 2023).
  ///
  /// - Parameters:
  ///   - year: the year, 1 to 9999.
  ///   - month: the month.
  ///   - day: the day of the month.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.lastDay(ofMonth: month, in: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The last day of a month.
  package static func end(ofMonth month: Int, in year: Int) -> CivilDate {
    CivilDate(unchecked: year, month, lastDay(ofMonth: month, in: year))
  }

  /// The first day of a month.
  package static func start(ofMonth month: Int, in year: Int) -> CivilDate {
    CivilDate(unchecked: year, month, 1)
  }

  /// The number of days of a month.
  ///
  /// - Parameters:
  ///   - month: the month, 1 to 12.
  ///   - year: the year.
  /// - Returns: 28 to 31.
  public static func lastDay(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Reads `2024-03-14`, `2024/3/14`, `2024.3.14` or `2024年3月14日`, nothing else around it; nil where
  /// the text is no date or there is no such day.
  ///
  /// - Parameter text: the date.
  public init?(_ text: String) {
    var scanner = FoldedScanner(text)
    guard let year = Int(scanner.takeDigits()) else { return nil }
    let marks: [String]
    if scanner.take("年") {
      marks = ["月", "日"]
    } else if let mark = scanner.next, "-/.".unicodeScalars.contains(mark) {
      scanner.index += 1
      marks = [String(Character(mark)), ""]
    } else {
      return nil
    }
    guard let month = Int(scanner.takeDigits()), scanner.take(marks[0]),
      let day = Int(scanner.takeDigits())
    else { return nil }
    guard scanner.take(marks[1]) || (marks[1] == "日" && scanner.take("号")), scanner.isAtEnd else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }
}

extension CivilDate {
  /// The day so many days later, ≥ 0; nil after the year 9999.
  package func adding(days: Int) -> CivilDate? {
    var (year, month, day) = (year, month, day + days)
    while day > CivilDate.lastDay(ofMonth: month, in: year) {
      day -= CivilDate.lastDay(ofMonth: month, in: year)
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    return CivilDate(year: year, month: month, day: day)
  }
}

extension CivilDate: Comparable, CustomStringConvertible {
  /// Compares in time.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// ISO 8601, `2024-03-14`.
  public var description: String {
    func padded(_ number: Int, to width: Int) -> String {
      let digits = "\(number)"
      return String(repeating: "0", count: max(width - digits.count, 0)) + digits
    }
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}

extension CivilDate: Codable {
  /// Reads ISO 8601.
  ///
  /// - Parameter decoder: a single text.
  /// - Throws: `DecodingError` where it is no date.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = CivilDate(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no date")
    }
    self = date
  }

  /// Writes ISO 8601.
  ///
  /// - Parameter encoder: takes a single text.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
