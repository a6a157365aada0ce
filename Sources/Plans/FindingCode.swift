/// The kinds of findings; the raw value is what outputs show.
///
/// Each has a test that finds it, and a line in the table of `Examples/jianan-2024/plan/README.md`.
public enum FindingCode: String, Hashable, Sendable, CaseIterable, Codable {
  // The document.
  /// No document number is given or found.
  case numberMissing = "number-missing"
  /// The document number is not in the form of GB/T 9704-2012, 7.2.5.
  case numberForm = "number-form"
  /// The document number in the file is not that of the option.
  case numberConflict = "number-conflict"
  /// The document number is of another year.
  case numberYear = "number-year"
  /// No day of issue is given or found.
  case issuedMissing = "issued-missing"
  /// The plan is issued after its last day.
  case issuedLate = "issued-late"
  /// The day of issue in the file is not that of the option.
  case issuedConflict = "issued-conflict"
  /// The title names another year.
  case titleYear = "title-year"
  /// A slip of the pen that is known from real plans.
  case wording
  /// The text asks for ratios by class, the tasks have one each.
  case flatRatio = "flat-ratio"

  // The table.
  /// No row is the heading of a plan table.
  case headingMissing = "heading-missing"
  /// A column that a plan needs is not there.
  case columnMissing = "column-missing"
  /// Two columns hold the same thing.
  case columnRepeated = "column-repeated"
  /// A column that is not known.
  case columnUnknown = "column-unknown"
  /// A ratio or a number of objects in a column that is not read.
  case columnNumber = "column-number"
  /// The heading lists a category that is none.
  case headingCategory = "heading-category"
  /// Brackets of both widths.
  case widthMixed = "width-mixed"
  /// A line break inside a name.
  case lineBreak = "line-break"
  /// Empty cells that are read as merged with the row above.
  case cellMerged = "cell-merged"
  /// A cell under no heading.
  case cellOutside = "cell-outside"
  /// Two rows of one task say different things.
  case rowsDisagree = "rows-disagree"
  /// Two tasks have one number.
  case serialRepeated = "serial-repeated"
  /// The numbers of the tasks skip.
  case serialGap = "serial-gap"
  /// A table without a task.
  case noTask = "no-task"

  // Time.
  /// The time is empty.
  case periodMissing = "period-missing"
  /// The time is not understood.
  case periodUnread = "period-unread"
  /// The time is left open.
  case periodUndetermined = "period-undetermined"
  /// The calendar has no such day or month.
  case dateImpossible = "date-impossible"
  /// The end lies before the start.
  case endBeforeStart = "end-before-start"
  /// The time lies in another year than the plan's.
  case periodOtherYear = "period-other-year"
  /// The time ends in the next year.
  case periodCrossesYear = "period-crosses-year"
  /// Only the start or only the end is given.
  case periodOpen = "period-open"
  /// A number of the time lacks its unit, or a sign is too many.
  case periodUnit = "period-unit"
  /// The time is one day.
  case periodDay = "period-day"
  /// Several periods.
  case periodSeveral = "period-several"
  /// A rhythm in place of a period.
  case periodRhythm = "period-rhythm"
  /// The time of the draw in place of that of the inspections.
  case periodOfDraw = "period-of-draw"
  /// Words beside the time that are not applied.
  case periodWords = "period-words"
  /// Seasons or events in place of dates.
  case periodEvent = "period-event"
  /// The day is not clear: 中旬前.
  case periodUnclear = "period-unclear"
  /// The number by which a spreadsheet keeps a date.
  case periodSerial = "period-serial"
  /// The period ends after the deadline beside it.
  case periodPastDeadline = "period-past-deadline"
  /// The task starts before the plan is issued.
  case periodBeforeIssue = "period-before-issue"

  // Ratio, base and frequency.
  /// Neither a ratio nor a number is given.
  case ratioMissing = "ratio-missing"
  /// The ratio is not understood or can not be met.
  case ratioUnread = "ratio-unread"
  /// The ratio is left open.
  case ratioUndetermined = "ratio-undetermined"
  /// A number without a unit.
  case ratioBareNumber = "ratio-bare-number"
  /// The ratio is about so much.
  case ratioApproximate = "ratio-approximate"
  /// The ratio stands in another document.
  case ratioElsewhere = "ratio-elsewhere"
  /// Words beside the ratio that are not applied.
  case ratioLeftover = "ratio-leftover"
  /// Words beside the only ratio that are taken for the scope.
  case ratioScope = "ratio-scope"
  /// Several ratios of the same objects.
  case ratioSeveral = "ratio-several"
  /// A number beside a ratio: what it gives, or a least number?
  case ratioCountUnclear = "ratio-count-unclear"
  /// A ratio of the whole and one of a part: is the part in the whole?
  case ratioPartUnclear = "ratio-part-unclear"
  /// A number for each of several places.
  case ratioEachPlace = "ratio-each-place"
  /// Numbers by the level of the authority.
  case ratioByAuthority = "ratio-by-authority"
  /// A group without a number.
  case ratioGroupOpen = "ratio-group-open"
  /// A choice between two numbers.
  case ratioAlternative = "ratio-alternative"
  /// Numbers of visits, or of inspections that are not drawn.
  case ratioOtherInspections = "ratio-other-inspections"
  /// A share of something else than objects.
  case ratioOtherBase = "ratio-other-base"
  /// Only a limit is given.
  case ratioCapOnly = "ratio-cap-only"
  /// Objects that leave the draw.
  case ratioExclusion = "ratio-exclusion"
  /// The number is provisional.
  case ratioProvisional = "ratio-provisional"
  /// The ratio is to rise by class, without numbers.
  case ratioRisesByClass = "ratio-rises-by-class"
  /// The ratio holds for a part of the year.
  case ratioPerPeriod = "ratio-per-period"
  /// The ratio relates inspectors to objects.
  case ratioPerInspector = "ratio-per-inspector"
  /// The ratio asks for nothing.
  case ratioZero = "ratio-zero"
  /// The rules and the base can not be met together.
  case rulesCollide = "rules-collide"
  /// A number of which nothing was made.
  case numberUnused = "number-unused"
  /// A blank inside a number.
  case numberBlank = "number-blank"
  /// More than so many.
  case numberMore = "number-more"
  /// The number to draw does not meet the ratio.
  case targetBelowRatio = "target-below-ratio"
  /// The number to draw is more than the ratio allows.
  case targetOverRatio = "target-over-ratio"
  /// The number to draw is more than the ratio asks for.
  case targetAboveRatio = "target-above-ratio"
  /// The number to draw is about so many.
  case targetApproximate = "target-approximate"
  /// The number to draw is greater than the base.
  case targetOverBase = "target-over-base"
  /// A ratio without a base.
  case baseMissing = "base-missing"
  /// The base is no number.
  case baseUnread = "base-unread"
  /// The base is approximate.
  case baseApproximate = "base-approximate"
  /// No task of a table has a frequency.
  case frequencyMissing = "frequency-missing"
  /// The frequency is not understood.
  case frequencyUnread = "frequency-unread"
  /// A task with several frequencies.
  case frequencySeveral = "frequency-several"
  /// Less often than once a year.
  case frequencyBelowOnce = "frequency-below-once"
  /// Once for each of what?
  case frequencyApiece = "frequency-apiece"
  /// The frequency is more than the limit.
  case frequencyOverCap = "frequency-over-cap"
  /// A limit over several levels of authority.
  case capSeveralLevels = "cap-several-levels"
  /// A least number under a heading for a limit.
  case capFloor = "cap-floor"
  /// Two different bases or numbers to draw in one row.
  case countSeveral = "count-several"
  /// A number of objects: all, or those to draw?
  case countRole = "count-role"
  /// Objects that are named and not drawn.
  case countFixed = "count-fixed"
  /// The frequency is left open.
  case frequencyUndetermined = "frequency-undetermined"
  /// Ratios between two classes belong to none.
  case classGap = "class-gap"
  /// A ratio belongs to two classes.
  case classOverlap = "class-overlap"
  /// The ratios do not rise with the risk.
  case classOrder = "class-order"
  /// Two schemes of class names in one plan.
  case classNamesMixed = "class-names-mixed"
  /// A class by itself, without a number.
  case classOnly = "class-only"
  /// Only one class has a number.
  case classAlone = "class-alone"

  // The task.
  /// The task has no name.
  case nameMissing = "name-missing"
  /// No item is named.
  case itemMissing = "item-missing"
  /// The scope is empty.
  case scopeMissing = "scope-missing"
  /// Nobody is responsible.
  case unitMissing = "unit-missing"
  /// The kind is neither 定向 nor 不定向.
  case kindUnknown = "kind-unknown"
  /// All tasks are 定向.
  case untargetedMissing = "untargeted-missing"
  /// The category is neither 重点 nor 一般.
  case categoryUnknown = "category-unknown"
  /// The name of the task or its plan names another year.
  case taskOtherYear = "task-other-year"
  /// The same task in two rows.
  case taskRepeated = "task-repeated"
  /// A task named for a city with a scope in one district.
  case levelMismatch = "level-mismatch"
  /// Items of several departments in one cell.
  case itemsSeveralDepartments = "items-several-departments"

  // Coverage and names.
  /// One department under two names, probably.
  case departmentAlias = "department-alias"
  /// Departments that are addressed and have no task.
  case departmentWithoutTask = "department-without-task"
  /// A listed item that is in no task.
  case itemWithoutTask = "item-without-task"
  /// An item that is not in the item list.
  case itemNotListed = "item-not-listed"

  // What must not be published.
  /// A column for persons and telephones.
  case contactColumn = "contact-column"
  /// A telephone number.
  case phoneNumber = "phone-number"
  /// A mail address.
  case mailAddress = "mail-address"
  /// An identity number.
  case identityNumber = "identity-number"
  /// The name of a person, probably.
  case personName = "person-name"

  /// How grave a finding is.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// Impossible, illegal or missing: the plan can not be issued or drawn so (exit status 1).
    case error
    /// Probably wrong, or a decision that someone should take.
    case warning
    /// Read all the same; good to know.
    case notice
  }

  /// The severity of this kind; ``numberMissing`` and ``issuedMissing`` are errors in a final plan.
  public var severity: Severity {
    switch self {
    case .headingMissing, .columnMissing, .rowsDisagree, .noTask, .periodMissing, .periodUnread,
      .periodSerial, .dateImpossible, .endBeforeStart, .periodOtherYear, .ratioMissing,
      .countSeveral, .ratioUnread, .ratioApproximate, .ratioBareNumber, .ratioSeveral,
      .ratioPerInspector, .numberUnused, .rulesCollide, .targetBelowRatio, .targetOverRatio,
      .targetOverBase, .frequencyOverCap, .itemMissing, .scopeMissing, .kindUnknown,
      .categoryUnknown, .itemWithoutTask, .itemNotListed, .phoneNumber, .mailAddress,
      .identityNumber, .personName, .cellOutside, .nameMissing:
      .error
    case .numberForm, .numberConflict, .numberYear, .issuedLate, .issuedConflict, .titleYear,
      .flatRatio, .columnRepeated, .columnNumber, .serialRepeated, .periodUndetermined,
      .periodOpen, .periodUnit, .periodSeveral, .periodRhythm, .periodOfDraw, .periodEvent,
      .periodUnclear, .periodPastDeadline, .periodBeforeIssue, .ratioUndetermined, .ratioElsewhere,
      .ratioLeftover,
      .ratioCountUnclear, .ratioPartUnclear, .ratioEachPlace, .ratioByAuthority, .ratioGroupOpen,
      .ratioAlternative, .ratioOtherInspections, .ratioOtherBase, .ratioCapOnly, .ratioExclusion,
      .ratioProvisional, .ratioRisesByClass, .ratioPerPeriod, .ratioZero, .numberBlank,
      .numberMore, .targetApproximate, .baseMissing, .baseUnread, .frequencyUnread,
      .frequencyUndetermined, .frequencySeveral, .frequencyBelowOnce, .frequencyApiece,
      .capSeveralLevels, .capFloor, .countRole, .countFixed, .classGap, .classOverlap, .classOrder,
      .classNamesMixed, .classOnly, .classAlone, .unitMissing, .taskOtherYear, .taskRepeated,
      .itemsSeveralDepartments, .departmentWithoutTask, .contactColumn:
      .warning
    case .numberMissing, .issuedMissing, .wording, .columnUnknown, .headingCategory, .widthMixed,
      .lineBreak, .cellMerged, .serialGap, .periodDay, .periodWords, .periodCrossesYear,
      .ratioScope, .targetAboveRatio, .baseApproximate, .frequencyMissing, .untargetedMissing,
      .levelMismatch, .departmentAlias:
      .notice
    }
  }

  /// Whether a task with such a finding is not drawn before it is answered: an error, or a question on
  /// which its number depends.
  public var holdsTask: Bool {
    switch self {
    case .columnNumber, .periodUnclear, .ratioCountUnclear, .ratioPartUnclear, .ratioEachPlace,
      .ratioByAuthority, .ratioGroupOpen, .ratioAlternative, .ratioOtherInspections,
      .ratioOtherBase, .ratioCapOnly, .ratioPerPeriod, .numberBlank, .numberMore, .frequencySeveral,
      .countRole, .countFixed:
      true
    default: severity == .error
    }
  }
}
