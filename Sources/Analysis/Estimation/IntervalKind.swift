/// How bounds of shares are computed.
package enum IntervalKind: String, Sendable, Encodable, CaseIterable {
  /// Exactly, from the hypergeometric distribution of each stratum.
  case exact
  /// Student's, poor near 0 and 1.
  case t
}
