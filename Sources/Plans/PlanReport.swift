public import Frames
internal import Sampling

/// A plan that was read and checked.
public struct PlanReport: Hashable, Sendable {
  /// The plan's year.
  public var year: Int
  /// The document number, given or found.
  public var number: String?
  /// The day of issue, given or found.
  public var issued: CivilDate?
  /// The tasks, in the order of files and rows.
  public var tasks: [PlanTask]
  /// The findings, in the order of files, rows and columns.
  public var findings: [Finding]

  /// Whether a finding is an error.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// The number of findings of a severity.
  ///
  /// - Parameter severity: the severity.
  /// - Returns: how many.
  public func count(_ severity: FindingCode.Severity) -> Int {
    findings.count { $0.severity == severity }
  }

  /// Reads and checks a plan.
  ///
  /// Nothing is repaired silently: a cell is read as it stands, or a finding says how it was read or
  /// why not. Tasks with an error are listed and not ready for a draw.
  ///
  /// - Parameters:
  ///   - sheets: the files of the plan.
  ///   - facts: what is known besides.
  /// - Returns: the tasks and the findings.
  /// - Complexity: O(cells + departments² + tasks · listed items).
  public static func check(_ sheets: [PlanSheet], facts: PlanFacts) -> PlanReport {
    var checker = PlanChecker(sheets: sheets, facts: facts)
    checker.checkDocument()
    for sheet in sheets { checker.checkTables(of: sheet) }
    checker.checkPlan()
    return checker.report()
  }
}
