internal import Frames
internal import GRDB
internal import Sampling

/// How a day is arranged.
enum CalendarArrangement {
  static let off = "放假"
  static let working = "上班"
}

// The days of a year on which offices work otherwise than the week has it.
extension LibraryKind {
  static let calendarColumns: [LibraryColumn] = [
    LibraryColumn(
      "date",
      "date",
      "日期",
      ["放假调休日期"],
      .day,
      says: Sentence(
        "a day that is off, or a weekend that is worked; every one of the year",
        "放假日或调休上班日，须列出全年各日"
      ),
      example: "2024-02-10"
    ),
    LibraryColumn(
      "arrangement",
      "arrangement",
      "安排",
      ["类型", "放假/上班"],
      .choice([[CalendarArrangement.off, "休", "off"], [CalendarArrangement.working, "班", "work"]]),
      says: Sentence("off or work", "放假或上班"),
      example: CalendarArrangement.off
    ),
    LibraryColumn(
      "holiday",
      "holiday",
      "节日",
      ["节日名称", "名称"],
      says: Sentence("the holiday that it is for", "所属节日"),
      example: "春节"
    ),
    LibraryColumn(
      "source",
      "source",
      "依据",
      ["文号", "来源"],
      .name,
      says: Sentence("the notice that arranges it", "放假安排通知的文号"),
      example: "国办发明电〔2023〕7号"
    ),
  ]
}

extension WorkingCalendar {
  /// The years that a workspace holds, before those that come with the program.
  static func of(_ database: Database) throws -> WorkingCalendar {
    var calendar = WorkingCalendar.builtIn
    calendar.replaceYears(by: try kept(in: database))
    return calendar
  }

  /// The years that a workspace holds.
  static func kept(in database: Database) throws -> WorkingCalendar {
    var calendar = WorkingCalendar()
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT date, arrangement, source FROM calendar WHERE until = 0 AND erased IS NULL"
    )
    while let row = try rows.next() {
      guard let day = CivilDate(row["date"] as String) else { continue }
      calendar.arrange(
        day,
        isWorking: row["arrangement"] == CalendarArrangement.working,
        from: row["source"]
      )
    }
    return calendar
  }

  /// Fewer days off than this has no year: the law gave eleven until 2024, and thirteen since
  /// (全国年节及纪念日放假办法, 国务院令第644号 and 第795号).
  static let fewestDaysOff = 11
}
