import Frames
import Plans
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
    ("5月20日前", "", "2024-05-20"), ("年底前完成", "", "2024-12-31"), ("3月1日起", "2024-03-01", ""),
    ("自2024年3月起", "2024-03-01", ""), ("截至11月底", "", "2024-11-30"), ("10月底", "", "2024-10-31"),
    ("6月中下旬", "2024-06-11", "2024-06-30"), ("二、三季度", "2024-04-01", "2024-09-30"),
    ("第二、第三季度", "2024-04-01", "2024-09-30"), ("上半年、下半年", "2024-01-01", "2024-12-31"),
    ("20240401-20241130", "2024-04-01", "2024-11-30"),
    ("202404-202411", "2024-04-01", "2024-11-30"),
    ("二〇二四年四月至九月", "2024-04-01", "2024-09-30"), ("24年4月-11月", "2024-04-01", "2024-11-30"),
    ("2-3季度", "2024-04-01", "2024-09-30"), ("3月开始，11月底前完成", "2024-03-01", "2024-11-30"),
    ("3月1日-30", "2024-03-01", "2024-03-30"), ("每年4-11月", "2024-04-01", "2024-11-30"),
    ("计划于4-9月开展", "2024-04-01", "2024-09-30"), ("2024/12/20/", "2024-12-20", "2024-12-20"),
    ("4-5月、6-7月", "2024-04-01", "2024-07-31"), ("2024年\n3月-11月", "2024-03-01", "2024-11-30"),
    ("2024年3月至10月（各地根据实际情况分阶段开展）", "2024-03-01", "2024-10-31"),
    ("第二季度（4-6月）", "2024-04-01", "2024-06-30"), ("每月", "2024-01-01", "2024-12-31"),
  ]

  @Test(arguments: read) func reads(_ text: String, _ start: String, _ end: String) {
    let periods = (try? PeriodReading(parsing: text, year: 2024))?.periods ?? []
    #expect(periods.count <= 1)
    #expect(periods.first?.start?.description ?? "" == start)
    #expect(periods.first?.end?.description ?? "" == end)
  }

  static let refused: [(String, PeriodError)] = [
    ("", .empty), ("　", .empty),
    ("4月1日 - 11月31日", .noSuchDay(year: 2024, month: 11, day: 31, lastDay: 30)),
    ("2023年2月29日", .noSuchDay(year: 2023, month: 2, day: 29, lastDay: 28)),
    ("4月0日-5月", .noSuchDay(year: 2024, month: 4, day: 0, lastDay: 30)),
    ("13月", .noSuchMonth(13)), ("0-3月", .noSuchMonth(0)),
    ("根据实际情况确定", .undetermined), ("视情况", .undetermined),
    ("4-11", .unreadable(position: 5)), ("四", .unreadable(position: 1)),
    ("4月至", .unreadable(position: 4)), ("1 1月", .unreadable(position: 2)),
    ("（其中）4-11", .unreadable(position: 9)), ("/", .empty), ("无", .empty),
    ("春、秋季,根据上级监管要求确定", .event), ("五一、国庆节前", .event), ("开学前", .event),
    ("11月中旬前", .unclearThird(month: 11)), ("待定", .undetermined),
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
      ("4月1日-11月30", [.unitAssumed]), ("4月-11月", []), ("10月底", [.endOrUntil]),
      ("4月1日", [.oneDay]), ("4月、9月", [.several]), ("每月", [.rhythm]),
      ("4月-12月,具体检查时间另行通知", [.words("具体检查时间另行通知")]), ("2024/12/20/", [.oneDay, .slip]),
      ("本年度完成所有任务抽取工作", [.drawTime([])]),
    ] {
      #expect(try PeriodReading(parsing: text, year: 2024).remarks == remarks, "\(text)")
    }
  }

  @Test func aDeadlineIsAnEnd() throws {
    for (text, role, expected) in [
      ("10月底", PeriodReading.Role.end, "…2024-10-31"), ("2022年11月", .end, "…2022-11-30"),
      ("4月-11月", .end, "2024-04-01…2024-11-30"), ("2024年9月", .start, "2024-09-01…"),
      ("2016.2.1", .effective, "2016-02-01…"), ("2024年4月-11月", .effective, "2024-04-01…2024-11-30"),
    ] {
      let reading = try PeriodReading(parsing: text, year: 2024, as: role)
      #expect(reading.periods.map(\.description) == [expected], "\(text)")
    }
  }

  @Test func severalPeriods() throws {
    for (text, expected) in [
      ("4月、9月", ["2024-04-01…2024-04-30", "2024-09-01…2024-09-30"]),
      ("2024年4—6月、9—11月", ["2024-04-01…2024-06-30", "2024-09-01…2024-11-30"]),
      ("3、5、9月", ["2024-03-01…2024-03-31", "2024-05-01…2024-05-31", "2024-09-01…2024-09-30"]),
      ("4月1日至4月30日，9月1日至9月30日", ["2024-04-01…2024-04-30", "2024-09-01…2024-09-30"]),
    ] {
      #expect(try PeriodReading(parsing: text, year: 2024).periods.map(\.description) == expected)
    }
  }

  /// A spreadsheet keeps 2024-04-01 as 45383, the days from 1899-12-30 (ECMA-376, 18.17.4.1).
  @Test func aSerialNumberOfASpreadsheet() throws {
    let date = try #require(CivilDate("2024-04-01"))
    #expect(throws: PeriodError.serial(date)) { try PeriodReading(parsing: "45383", year: 2024) }
  }

  @Test func drawsThatAreDue() throws {
    let reading = try PeriodReading(parsing: "每个季度第一个月的15日内完成本季度所有任务抽取工作", year: 2024)
    #expect(reading.periods == [])
    let days = ["2024-01-15", "2024-04-15", "2024-07-15", "2024-10-15"].compactMap { CivilDate($0) }
    #expect(reading.remarks == [.drawTime(days)])
    #expect(try PeriodReading(parsing: "每季度一次", year: 2024).frequency?.description == "=1次/季度")
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
    ("频次：1次/年", "=1次/年"), ("1次/周", "=1次/周"), ("原则上每年1次", "=1次/年"), ("1", "=1次/年"),
    ("每年", "=1次/年"), ("1次/天", "=1次/天"), ("每天", "=1次/天"), ("三年一轮", "=1次/3年"), ("3年全覆盖", "≥1次/3年"),
    ("每年1次/年", "=1次/年"), ("五年内全覆盖", "≥1次/5年"), ("上半年1次，下半年1次", "=1次/半年"),
    ("同一年度对同一管理对象不超过2次", "≤2次/年"), ("每户每年不超过1次", "≤1次/年"), ("按季度", "=1次/季度"),
    ("每年抽查1～2次", "1-2次/年"), ("2次年", "=2次/年"), ("每年组织开展1次", "=1次/年"),
  ]) func frequencies(_ text: String, _ expected: String) throws {
    let frequency = try Frequency(parsing: text)
    #expect(frequency.description == expected)
    #expect(try Frequency(parsing: frequency.description) == frequency)
  }

  @Test(arguments: [
    "", "10%", "次", "多次", "1次/年2次", "每年2次/季度", "10%次", "春秋季各1次", "常年", "一次性", "A类1次，B类2次", "第二季度1次",
    "每年各1次", "每年2次/季度",
  ])
  func noFrequency(_ text: String) {
    #expect(throws: FrequencyError.self) { try Frequency(parsing: text) }
  }
}
