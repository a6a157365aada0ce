import Frames
import Sampling
import Testing

@testable import Inspections

/// Figures: research notes of the project on 国办发明电〔2023〕7号 and 〔2024〕12号; every day of 2019 to 2026 was
/// compared with chinesecalendar 1.11.0 (PyPI), of which the counts below are.
@Suite struct WorkingCalendarTests {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test(
    "A term ends where the notices say",
    arguments: [
      ("2024-09-20", 20, "2024-10-23"), ("2024-11-30", 20, "2024-12-27"),
      ("2024-02-09", 1, "2024-02-18"), ("2024-02-02", 1, "2024-02-04"),
      ("2024-12-31", 7, "2025-01-10"), ("2026-02-13", 2, "2026-02-24"),
    ]
  )
  func terms(start: String, count: Int, end: String) throws {
    #expect(
      try WorkingCalendar.builtIn.day(count, workingDaysAfter: day(start)) == day(end)
    )
  }

  /// Working days of each year by chinesecalendar's `is_workday`.
  @Test(
    "Years have the working days they have",
    arguments: [
      2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248,
    ]
  )
  func years(year: Int, count: Int) throws {
    var day = try #require(CivilDate(year: year, month: 1, day: 1))
    var worked = 0
    while day.year == year {
      if try WorkingCalendar.builtIn.isWorking(day) { worked += 1 }
      day = try #require(day.adding(days: 1))
    }
    #expect(worked == count)
    #expect(WorkingCalendar.builtIn.sources[year]?.hasPrefix("国办发明电〔\(year - 1)〕") == true)
  }

  @Test("A year without a file has no answer") func missing() throws {
    let calendar = WorkingCalendar.builtIn
    #expect(throws: MissingCalendar(year: 2027)) { try calendar.isWorking(day("2027-01-01")) }
    #expect(throws: MissingCalendar(year: 2027)) {
      try calendar.day(20, workingDaysAfter: day("2026-12-20"))
    }
    #expect(throws: MissingCalendar(year: 2018)) { try calendar.isWorking(day("2018-12-31")) }
    #expect(MissingCalendar(year: 2027).explanation(in: .english).contains("calendar 2027 missing"))
    #expect(MissingCalendar(year: 2027).explanation(in: .chinese).contains("缺少 2027 年"))
  }

  @Test("The days of the week come round from any day") func weekends() throws {
    // 2000-01-01 and 2024-11-30 were Saturdays, 2024-12-01 a Sunday, 1999-12-31 a Friday.
    #expect(try day("2000-01-01").isWeekend && day("2024-11-30").isWeekend)
    #expect(try day("2024-12-01").isWeekend && !day("1999-12-31").isWeekend)
    #expect(try day("1970-01-01").daysSince1970 == 0 && day("2000-03-01").daysSince1970 == 11_017)
    var date = try day("0001-01-01")
    // An expectation for each of them would take most of the time.
    for number in 0..<800_000 {
      if date.daysSince1970 != number - 719_162 { Issue.record("\(date)") }
      guard let next = date.adding(days: 1) else { break }
      date = next
    }
  }
}
