/// The days in which a task is carried out, both ends included.
public struct Period: Hashable, Sendable, Codable {
  /// The first day.
  public let start: CivilDate
  /// The last day, not before the first.
  public let end: CivilDate
}

/// What a period cell says.
public struct PeriodReading: Hashable, Sendable {
  /// The period.
  public var period: Period
  /// What a planner should know of the reading, in the order of the cell.
  public var remarks: [Remark]

  /// What was read and still deserves a word.
  public enum Remark: Hashable, Sendable {
    /// The dates name another year than the plan's.
    case otherYear(Int)
    /// The period ends in a later year than it starts, as 次年 says.
    case crossesYear
    /// Only a last day is given; the first is taken as the year's first.
    case openStart
    /// Only a first day is given; the last is taken as the year's last.
    case openEnd
    /// A number without 月 or 日 took the unit of the other end.
    case unitAssumed
  }

  /// Reads a period as plans write it.
  ///
  /// | form | reading in the plan of 2024 |
  /// | --- | --- |
  /// | `4月1日 - 11月30日`, `4月8号 -11月30号`, `4月1-30日` | as written |
  /// | `6月 - 12月`, `6-12月`, `六月至十二月` | 06-01 … 12-31 |
  /// | `2024年4月至11月`, `2024/4/1—2024/11/30`, `2024.4-2024.11` | likewise |
  /// | `10月-次年3月` | 2024-10-01 … 2025-03-31 |
  /// | `全年`, `上半年`, `三季度`, `9月`, `4月上旬-11月底` | whole spans |
  /// | `11月30日前`, `3月1日起` | from or to the year's end, with a remark |
  ///
  /// A range sign is - – — ~ ～ 至 到 or the numeral 一; every date is checked with the calendar.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - year: the plan's year, for dates without one.
  /// - Throws: ``PeriodError`` for anything that is not wholly understood, a day that does not
  ///   exist, and an end before the start.
  /// - Complexity: O(length).
  public init(parsing text: String, year: Int) throws(PeriodError) {
    var parser = PeriodParser(text, year: year)
    self = try parser.reading()
  }

  init(period: Period, remarks: [Remark]) {
    self.period = period
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
  /// Not understood at this character, counted from 1.
  case unreadable(position: Int)
}
