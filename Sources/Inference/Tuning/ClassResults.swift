/// What a year's inspections of a class found.
public struct ClassResults: Hashable, Sendable {
  /// n, the units that were inspected.
  public var inspected: Int
  /// x, those of them in violation.
  public var violations: Int

  /// Takes results.
  ///
  /// - Parameters:
  ///   - inspected: n ≥ 0.
  ///   - violations: x, 0 to n.
  public init(inspected: Int, violations: Int) {
    self.inspected = inspected
    self.violations = violations
  }
}
