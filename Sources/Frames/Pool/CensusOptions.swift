public import Sampling

/// How a pool is read for a draw; the selection does not depend on it.
public struct CensusOptions: Sendable {
  /// Whether the digest of the file's bytes is made beside it.
  public var wantsDigest = true
  /// Whether the digest of the unit frame is made beside it.
  public var wantsFrame = false
  /// The columns that are to be published, where they are looked at.
  public var shown: ShownColumns?
  /// How many threads work.
  public var threads = Pool.usualThreads
  /// How much memory the draw may take.
  public var memory = Memory.usual
  /// What is known of the sizes before the populations are, so that less is kept of units that can
  /// not be selected; nil for strata of which nothing is known, or for all.
  public var ceiling: (@Sendable (ProtocolText) -> CountCeiling?)?

  /// The usual options.
  public init() {}
}
