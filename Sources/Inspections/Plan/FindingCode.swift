/// The kinds of findings; the raw value is what outputs show.
///
/// Each has a test that finds it, and a line in the table of `Examples/jianan-2024/plan/README.md`.
public enum FindingCode: String, Hashable, Sendable, CaseIterable {
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
  /// A number of the time lacks its unit.
  case periodUnit = "period-unit"
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
  /// Words beside the ratio that are not applied.
  case ratioLeftover = "ratio-leftover"
  /// Ratios of several groups that are no classes.
  case ratioSeveralGroups = "ratio-several-groups"
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
  /// The number to draw does not meet the ratio.
  case targetBelowRatio = "target-below-ratio"
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
  /// Two different bases or numbers to draw in one row.
  case countSeveral = "count-several"
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

  /// The severity of this kind.
  public var severity: Severity {
    switch self {
    case .numberMissing, .issuedMissing, .headingMissing, .columnMissing, .rowsDisagree, .noTask,
      .periodMissing, .periodUnread, .dateImpossible, .endBeforeStart, .periodOtherYear,
      .ratioMissing, .countSeveral, .ratioUnread, .ratioBareNumber, .ratioSeveralGroups,
      .ratioPerInspector,
      .rulesCollide, .targetBelowRatio, .targetOverBase, .itemMissing, .scopeMissing, .kindUnknown,
      .categoryUnknown, .itemWithoutTask, .itemNotListed, .phoneNumber, .mailAddress,
      .identityNumber, .personName, .cellOutside, .nameMissing:
      .error
    case .numberForm, .numberConflict, .numberYear, .issuedLate, .issuedConflict, .titleYear,
      .flatRatio, .columnRepeated, .serialRepeated, .periodUndetermined, .periodOpen, .periodUnit,
      .periodBeforeIssue, .ratioUndetermined, .ratioLeftover, .ratioProvisional,
      .ratioRisesByClass, .ratioPerPeriod, .ratioZero, .baseMissing, .baseUnread,
      .frequencyUnread, .frequencyUndetermined, .frequencySeveral, .classGap, .classOverlap,
      .classOrder,
      .classNamesMixed, .unitMissing, .taskOtherYear, .taskRepeated, .itemsSeveralDepartments,
      .departmentWithoutTask, .contactColumn:
      .warning
    case .wording, .columnUnknown, .headingCategory, .widthMixed, .lineBreak, .cellMerged,
      .serialGap, .periodCrossesYear, .baseApproximate, .frequencyMissing, .untargetedMissing,
      .levelMismatch, .departmentAlias:
      .notice
    }
  }
}
