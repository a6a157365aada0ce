/// What many tests at once do to their p-values.
public enum Multiplicity: String, Sendable, CaseIterable, Encodable {
  /// Holm 1979: the probability of any false alarm stays below the level.
  case holm
  /// Benjamini and Hochberg 1995: the expected share of false alarms among the alarms does.
  case benjaminiHochberg = "benjamini-hochberg"

  /// The adjusted p-values.
  ///
  /// ```
  /// Holm, ascending p₍₁₎ ≤ … ≤ p₍m₎:  max_{j ≤ i} min(1, (m − j + 1) p₍j₎)
  /// Benjamini–Hochberg:               min_{j ≥ i} min(1, m p₍j₎ / j)
  /// ```
  ///
  /// Reference: Holm, Scandinavian Journal of Statistics 6 (1979), 65–70; Benjamini and Hochberg,
  /// doi:10.1111/j.2517-6161.1995.tb02031.x. Benjamini–Hochberg holds for independent or positively
  /// dependent tests, Holm for any.
  ///
  /// - Parameter values: the p-values.
  /// - Returns: an adjusted p-value for each, in the same order.
  /// - Complexity: O(m log m).
  public func adjusted(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var result = values
    switch self {
    case .holm:
      var greatest = 0.0
      for (place, index) in order.enumerated() {
        greatest = max(greatest, min(1, Double(values.count - place) * values[index]))
        result[index] = greatest
      }
    case .benjaminiHochberg:
      var least = 1.0
      for (place, index) in order.enumerated().reversed() {
        least = min(least, Double(values.count) * values[index] / Double(place + 1))
        result[index] = least
      }
    }
    return result
  }

  /// The adjusted p-values of a family of which some places have no test.
  ///
  /// - Parameter values: the p-values, nil where there is no test.
  /// - Returns: an adjusted p-value for each that is there, in the same order.
  /// - Complexity: O(m log m).
  public func adjusted(present values: [Double?]) -> [Double?] {
    var rest = adjusted(values.compactMap(\.self))[...]
    return values.map { $0 == nil ? nil : rest.popFirst() }
  }
}
