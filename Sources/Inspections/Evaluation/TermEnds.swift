internal import Frames

/// The last days of terms in working days, each found once: thousands of results begin on a few hundred days.
struct TermEnds {
  private let calendar: WorkingCalendar
  private var ends: [DueTerm.Kind: [CivilDate: Result<CivilDate, MissingCalendar>]] = [:]

  init(_ calendar: WorkingCalendar) { self.calendar = calendar }

  /// The last day of the term of a kind that has one in working days.
  ///
  /// - Parameters:
  ///   - kind: the kind.
  ///   - start: the day on which it begins.
  /// - Returns: the day, or the year whose calendar is missing.
  mutating func last(
    of kind: DueTerm.Kind,
    since start: CivilDate
  ) -> Result<CivilDate, MissingCalendar> {
    if let known = ends[kind]?[start] { return known }
    guard let term = DueTerm.of(kind) else {
      preconditionFailure("\(kind) has a term in working days")
    }
    let end = Result { () throws(MissingCalendar) in
      try calendar.day(term.workingDays, workingDaysAfter: start)
    }
    ends[kind, default: [:]][start] = end
    return end
  }
}
