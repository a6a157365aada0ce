import Inspections
import Sampling
import Testing

@Suite struct PeriodTests {
  /// Every range sign, the units of days, whole spans; the plan is of 2024, a leap year.
  static let read: [(String, String, String)] = [
    ("4月1日-11月30日", "2024-04-01", "2024-11-30"), ("4月1日–11月30日", "2024-04-01", "2024-11-30"),
    ("4月1日—11月30日", "2024-04-01", "2024-11-30"), ("4月1日——11月30日", "2024-04-01", "2024-11-30"),
    ("4月1日~11月30日", "2024-04-01", "2024-11-30"), ("4月1日～11月30日", "2024-04-01", "2024-11-30"),
    ("4月1日至11月30日", "2024-04-01", "2024-11-30"), ("4月1日到11月30日", "2024-04-01", "2024-11-30"),
    ("4月1日一11月30日", "2024-04-01", "2024-11-30"), ("４月１日－１１月３０日", "2024-04-01", "2024-11-30"),
    ("4 月 8 號 ─ 11 月 30 號", "2024-04-08", "2024-11-30"),
    ("自4月1日起至11月30日止", "2024-04-01", "2024-11-30"),
    ("4月1-30日", "2024-04-01", "2024-04-30"), ("4月1-5月30日", "2024-04-01", "2024-05-30"),
    ("2月", "2024-02-01", "2024-02-29"), ("6-12月", "2024-06-01", "2024-12-31"),
    ("六月至十二月", "2024-06-01", "2024-12-31"), ("3月一十一月", "2024-03-01", "2024-11-30"),
    ("3月一11月", "2024-03-01", "2024-11-30"), ("2024.4-2024.11", "2024-04-01", "2024-11-30"),
    ("2024-04-01-2024-11-30", "2024-04-01", "2024-11-30"),
    ("4.1-11.30", "2024-04-01", "2024-11-30"),
    ("2024/4/1至2024/11/30", "2024-04-01", "2024-11-30"), ("4/1-11/30", "2024-04-01", "2024-11-30"),
    ("4月上旬-11月中旬", "2024-04-01", "2024-11-20"), ("4月初-2月底", "", ""),
    ("4月初-11月底", "2024-04-01", "2024-11-30"),
    ("4月下旬", "2024-04-21", "2024-04-30"), ("全年", "2024-01-01", "2024-12-31"),
    ("2024年", "2024-01-01", "2024-12-31"), ("2024年度", "2024-01-01", "2024-12-31"),
    ("上半年", "2024-01-01", "2024-06-30"), ("三季度", "2024-07-01", "2024-09-30"),
    ("第二季度-第四季度", "2024-04-01", "2024-12-31"), ("4月1日-2024年底", "2024-04-01", "2024-12-31"),
    ("12月-次年2月", "2024-12-01", "2025-02-28"), ("4月1日", "2024-04-01", "2024-04-01"),
    ("5月20日前", "2024-01-01", "2024-05-20"), ("年底前完成", "2024-01-01", "2024-12-31"),
  ]

  @Test(arguments: read) func reads(_ text: String, _ start: String, _ end: String) {
    let period = (try? PeriodReading(parsing: text, year: 2024))?.period
    #expect(period?.start.description ?? "" == start)
    #expect(period?.end.description ?? "" == end)
  }

  static let refused: [(String, PeriodError)] = [
    ("", .empty), ("　", .empty),
    ("4月1日 - 11月31日", .noSuchDay(year: 2024, month: 11, day: 31, lastDay: 30)),
    ("2023年2月29日", .noSuchDay(year: 2023, month: 2, day: 29, lastDay: 28)),
    ("4月0日-5月", .noSuchDay(year: 2024, month: 4, day: 0, lastDay: 30)),
    ("13月", .noSuchMonth(13)), ("0-3月", .noSuchMonth(0)),
    ("根据实际情况确定", .undetermined), ("视情况", .undetermined),
    ("4-11", .unreadable(position: 5)), ("四", .unreadable(position: 1)),
    ("3、5、9月", .unreadable(position: 2)), ("4月至", .unreadable(position: 4)),
    ("每季度末", .unreadable(position: 1)), ("4月1日-11月30日-", .unreadable(position: 12)),
    ("24年4月-11月", .unreadable(position: 3)), ("1 1月", .unreadable(position: 2)),
  ]

  @Test(arguments: refused) func refuses(_ text: String, _ error: PeriodError) {
    #expect(throws: error) { try PeriodReading(parsing: text, year: 2024) }
  }

  @Test func anEndBeforeTheStartIsNotTurnedRound() throws {
    let start = try #require(CivilDate("2024-11-01"))
    let end = try #require(CivilDate("2024-02-29"))
    #expect(throws: PeriodError.reversed(start: start, end: end)) {
      try PeriodReading(parsing: "11月-2月", year: 2024)
    }
  }

  @Test func remarks() throws {
    for (text, remarks) in [
      ("2023年6-12月", [PeriodReading.Remark.otherYear(2023)]), ("10月-次年3月", [.crossesYear]),
      ("11月底前", [.openStart]), ("3月1日起", [.openEnd]), ("9月至11", [.unitAssumed]),
      ("4月1日-11月30", [.unitAssumed]), ("4月-11月", []),
    ] {
      #expect(try PeriodReading(parsing: text, year: 2024).remarks == remarks, "\(text)")
    }
  }

  /// Against the rule of the calendar written out: the number of days of 400 years is 146,097.
  @Test func theCalendarIsGregorian() {
    var days = 0
    for year in 2000..<2400 {
      for month in 1...12 { days += CivilDate.lastDay(ofMonth: month, in: year) }
    }
    #expect(days == 146_097)
    #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2000, month: 2, day: 29) != nil)
    #expect(CivilDate(year: 2024, month: 11, day: 31) == nil)
    #expect(CivilDate("2024-3-5")?.description == "2024-03-05")
    #expect(CivilDate("2024年3月14号") == CivilDate("2024/3/14"))
    for text in ["2024-03", "2024-03-14 10:00", "14-03-2024", "2024年3月14", "2024-03-14x", ""] {
      #expect(CivilDate(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("每年1次", "=1次/年"), ("一年两次", "=2次/年"), ("3年1次", "=1次/3年"), ("每两年一次", "=1次/2年"),
    ("每半年1次", "=1次/半年"), ("每季度不少于1次", "≥1次/季度"), ("2次以上/年", "≥2次/年"), ("1-2次/年", "1-2次/年"),
    ("不少于两次", "≥2次/年"), ("每月1次", "=1次/月"), ("＞＝１次／年", "≥1次/年"), ("全年不超过2次", "≤2次/年"),
    ("频次：1次/年", "=1次/年"), ("1次/周", "=1次/周"), ("原则上每年1次", "=1次/年"),
  ]) func frequencies(_ text: String, _ expected: String) throws {
    let frequency = try Frequency(parsing: text)
    #expect(frequency.description == expected)
    #expect(try Frequency(parsing: frequency.description) == frequency)
  }

  @Test(arguments: ["", "1", "10%", "次", "每年", "1次/天", "多次", "1次/年2次", "每年1次/年", "10%次"])
  func noFrequency(_ text: String) {
    #expect(throws: FrequencyError.self) { try Frequency(parsing: text) }
  }
}
