public import Frames
public import Sampling

/// The days in which a task is carried out, both ends included; an end that the plan leaves open is
/// nil, and at least one is given.
public struct Period: Hashable, Sendable, Codable {
  /// The first day, nil where only the last is given.
  public let start: CivilDate?
  /// The last day, not before the first; nil where only the first is given.
  public let end: CivilDate?

  /// Makes a period; nil where neither end is given or the end lies before the start.
  ///
  /// - Parameters:
  ///   - start: the first day.
  ///   - end: the last day.
  public init?(start: CivilDate?, end: CivilDate?) {
    guard start != nil || end != nil else { return nil }
    if let start, let end, end < start { return nil }
    (self.start, self.end) = (start, end)
  }
}

extension Period: CustomStringConvertible {
  /// `2024-04-01…2024-11-30`, with nothing for an open end.
  public var description: String { "\(start?.description ?? "")…\(end?.description ?? "")" }
}

/// What a period cell says.
public struct PeriodReading: Hashable, Sendable {
  /// The periods, in the order of the cell; adjacent ones are one.
  public var periods: [Period]
  /// How often, where the cell says that instead of a time: 每月.
  public var frequency: Frequency?
  /// What a planner should know of the reading, in the order of the cell.
  public var remarks: [Remark]

  /// What was read and still deserves a word.
  public enum Remark: Hashable, Sendable {
    /// The dates name another year than the plan's.
    case otherYear(Int)
    /// The period ends in a later year than it starts, as 次年 says.
    case crossesYear
    /// Only a last day is given.
    case openStart
    /// Only a first day is given.
    case openEnd
    /// 10月底: until then, or then?
    case endOrUntil
    /// One day only.
    case oneDay
    /// A number without 月 or 日 took the unit of the other end.
    case unitAssumed
    /// Several periods.
    case several
    /// A rhythm and no period: 每月.
    case rhythm
    /// The time of the draw and not of the inspections; with the days by which it is due.
    case drawTime([CivilDate])
    /// Words beside the time, which may say that it is still to be settled.
    case words(String)
    /// A sign too many.
    case slip
  }

  /// What the heading says of the time.
  public enum Role: Hashable, Sendable {
    /// A period.
    case period
    /// The first day.
    case start
    /// The last day.
    case end
    /// A period, or the day from which something holds.
    case effective
  }

  /// Reads a period as plans write it.
  ///
  /// | form | reading in the plan of 2024 |
  /// | --- | --- |
  /// | `4月1日 - 11月30日`, `4月8号 -11月30号`, `4月1-30日` | as written |
  /// | `6月 - 12月`, `6-12月`, `六月至十二月` | 06-01 … 12-31 |
  /// | `2024年4月至11月`, `2024/4/1—2024/11/30`, `2024.4-2024.11`, `20240401-20241130` | likewise |
  /// | `10月-次年3月` | 2024-10-01 … 2025-03-31 |
  /// | `全年`, `上半年`, `三季度`, `二、三季度`, `9月`, `4月上旬-11月底` | whole spans |
  /// | `11月30日前`, `3月1日起` | open at one end |
  /// | `4月、9月`, `2024年4—6月、9—11月` | two periods |
  ///
  /// A range sign is - – — ~ ～ 至 到 or the numeral 一; every date is checked with the calendar.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - year: the plan's year, for dates without one.
  ///   - role: what the heading says; a deadline is the end of a period.
  /// - Throws: ``PeriodError`` for a number that is not understood, a day that does not exist, an end
  ///   before the start, and words that name no time.
  /// - Complexity: O(length).
  public init(parsing text: String, year: Int, as role: Role = .period) throws(PeriodError) {
    var parser = PeriodParser(text, year: year, role: role)
    self = try parser.reading()
  }

  init(periods: [Period] = [], frequency: Frequency? = nil, remarks: [Remark] = []) {
    self.periods = periods
    self.frequency = frequency
    self.remarks = remarks
  }
}

/// A period cell that can not be read, or not be kept.
public enum PeriodError: Error, Hashable, Sendable {
  /// Nothing is written.
  case empty
  /// The calendar has no such day; the last day of that month.
  case noSuchDay(year: Int, month: Int, day: Int, lastDay: Int)
  /// There is no such month.
  case noSuchMonth(Int)
  /// The end lies before the start.
  case reversed(start: CivilDate, end: CivilDate)
  /// The cell leaves the time open: 根据实际情况确定.
  case undetermined
  /// Seasons or events: 春秋季开学.
  case event
  /// By the beginning or by the end of a third of a month: 11月中旬前.
  case unclearThird(month: Int)
  /// The number by which a spreadsheet keeps a date.
  case serial(CivilDate)
  /// Not understood at this character, counted from 1.
  case unreadable(position: Int)
}
