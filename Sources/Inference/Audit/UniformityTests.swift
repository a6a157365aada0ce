extension Uniformity {
  /// Both tests of the numbers, as members of an audit's family.
  ///
  /// The expectation and the deviation of D are those of its limit, √(π/2) ln 2/√n and
  /// √(π²/12 − π/2 ln² 2)/√n; those of A² are 1 and √(2 (π² − 9)/3) (Anderson and
  /// Darling 1954).
  ///
  /// - Parameter subject: where the numbers stand.
  /// - Returns: the test of the greatest distance, and the one that looks at the ends.
  /// - Complexity: O(n), and that of ``distanceProbability``.
  public func tests(of subject: String) -> [DrawAudit.Test] {
    let count = Double(values.count)
    return [
      DrawAudit.Test(
        kind: .evenness,
        subject: subject,
        value: distance,
        expected: 0.8687311606 / count.squareRoot(),
        deviation: 0.2603328732 / count.squareRoot(),
        pValue: distanceProbability,
        isExact: true
      ),
      DrawAudit.Test(
        kind: .evennessOfEnds,
        subject: subject,
        value: squareDistance,
        expected: 1,
        deviation: 0.7614,
        pValue: squareDistanceProbability,
        isExact: true
      ),
    ]
  }
}
