package import Frames
package import Sampling

/// On which days offices work: Monday to Friday, but for what the State Council arranges each year (days off, and
/// weekends that are worked for them).
///
/// A year is known only where a file of it is there: a year without one has no answer, never „no holidays“.
package struct WorkingCalendar: Sendable, Hashable {
  /// What is arranged otherwise than the week has it, by day: whether the day is worked.
  private var arranged: [CivilDate: Bool] = [:]
  /// The years that are known, with what they are taken from.
  package private(set) var sources: [Int: String] = [:]

  /// A calendar that knows no year.
  package init() {}

  /// The years that come with the program, of the State Council's notices.
  package static let builtIn: WorkingCalendar = {
    let files = [
      PackageResources.calendar_2019_csv, PackageResources.calendar_2020_csv,
      PackageResources.calendar_2021_csv, PackageResources.calendar_2022_csv,
      PackageResources.calendar_2023_csv, PackageResources.calendar_2024_csv,
      PackageResources.calendar_2025_csv, PackageResources.calendar_2026_csv,
    ]
    var calendar = WorkingCalendar()
    let days = files.flatMap { file in
      EmbeddedTable.rows(file) { cells in CivilDate(cells[0]).map { ($0, cells[1], cells[3]) } }
    }
    for (day, arrangement, source) in days {
      calendar.arrange(day, isWorking: arrangement == CalendarArrangement.working, from: source)
    }
    return calendar
  }()

  /// Puts an arranged day down, and with it its year as known.
  mutating func arrange(_ day: CivilDate, isWorking: Bool, from source: String) {
    arranged[day] = isWorking
    if !source.isEmpty || sources[day.year] == nil { sources[day.year] = source }
  }

  /// Takes the years of another calendar in place of its own.
  mutating func replaceYears(by other: WorkingCalendar) {
    arranged = arranged.filter { other.sources[$0.key.year] == nil }
    arranged.merge(other.arranged) { $1 }
    sources.merge(other.sources) { $1 }
  }

  /// How many days of a year are off by arrangement.
  func daysOff(in year: Int) -> Int {
    arranged.count { $0.key.year == year && !$0.value }
  }

  /// Whether offices work on a day.
  ///
  /// - Parameter day: the day.
  /// - Returns: whether it is worked.
  /// - Throws: ``MissingCalendar`` where its year is not known.
  package func isWorking(_ day: CivilDate) throws(MissingCalendar) -> Bool {
    guard sources[day.year] != nil else { throw MissingCalendar(year: day.year) }
    return arranged[day] ?? !day.isWeekend
  }

  /// The last day of a term in working days.
  ///
  /// The day on which it begins is not counted (民法典 art. 201): one working day from a Friday ends on the Monday.
  ///
  /// - Parameters:
  ///   - count: the working days, at least 1.
  ///   - start: the day on which it begins.
  /// - Returns: the day.
  /// - Throws: ``MissingCalendar`` where the term reaches into a year that is not known.
  /// - Complexity: O(count).
  package func day(
    _ count: Int,
    workingDaysAfter start: CivilDate
  ) throws(MissingCalendar) -> CivilDate {
    precondition(count >= 1, "a term has a day at least")
    var (day, left) = (start, count)
    while left > 0 {
      guard let next = day.adding(days: 1) else { throw MissingCalendar(year: day.year + 1) }
      day = next
      if try isWorking(day) { left -= 1 }
    }
    return day
  }
}

/// A date that needs a year of which there is no calendar.
package struct MissingCalendar: ExplainedError, Hashable {
  /// The year.
  package var year: Int

  /// What it is about.
  package var kind: ErrorKind { .data }

  /// The sentence for a person.
  package func explanation(in language: Language) -> String {
    language(
      "calendar \(year) missing; import the State Council's arrangement with spotcheck library import calendar FILE",
      "缺少 \(year) 年的工作日历，请用 spotcheck library import calendar FILE 导入国务院办公厅的放假安排"
    )
  }
}

extension CivilDate {
  /// The days from 1970-01-01 on; the years are of the proleptic Gregorian calendar.
  ///
  /// Richards, *Calendars*, in Urban & Seidelmann (eds.), Explanatory Supplement to the Astronomical Almanac, 3rd
  /// ed. 2013, section 15.11.3 (the year begins in March, so that the leap day is its last).
  var daysSince1970: Int {
    let years = month > 2 ? year : year - 1
    let months = (month + 9) % 12
    return 365 * years + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day
      - 719_469
  }

  /// Whether it is a Saturday or Sunday.
  var isWeekend: Bool {
    // 1970-01-01 was a Thursday.
    let weekday = (daysSince1970 + 3) % 7
    return (weekday + 7) % 7 >= 5
  }
}
