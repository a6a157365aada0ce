/// How many units are selected in one stratum, and where the circle is entered.
public struct StratumCount: Hashable, Sendable {
  /// n.
  public var size: Int
  /// r.
  public var reserves: Int
  /// s, nil for the beginning of the circle.
  public var start: Digest?

  /// Makes a count.
  ///
  /// - Parameters:
  ///   - size: n.
  ///   - reserves: r.
  ///   - start: s, nil for the beginning of the circle.
  public init(size: Int, reserves: Int = 0, start: Digest? = nil) {
    self.size = size
    self.reserves = reserves
    self.start = start
  }
}
