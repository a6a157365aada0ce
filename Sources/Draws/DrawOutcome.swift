public import Frames
public import Sampling

/// What a draw gave besides its units.
public struct DrawOutcome: Sendable {
  /// The plan of each stratum, by the bytes of their names.
  public var plans: [StratumPlan]
  /// How units were selected.
  public var design: Design
  /// What was found in the pool.
  public var reading: FrameReading
  /// The digest of the pool's bytes, for a table of a database that of the unit frame; nil where it
  /// was not made.
  public var frameDigest: Digest?
  /// p of each selected unit by stratum and rank, in a draw by size.
  public var targets: [[Double]]?
  /// Σ p(1−p) of each stratum, in a draw by size.
  public var spreads: [Double]?
  /// The teams; nil where the record commits to no inspectors.
  public var teams: TeamDraw?

  /// Units in the frame.
  public var units: Int { plans.reduce(0) { $0 + $1.stratum.population } }
  /// Units of the frame and those that are kept out of it: the base of every ratio.
  public var base: Int { plans.reduce(units) { $0 + $1.excluded } }
}

/// A draw that was made: who is selected, under which plan, from which frame.
public struct DrawnSample: Sendable {
  /// The selected units.
  public var selection: Selection
  /// All else.
  public var outcome: DrawOutcome
}

extension FrameReading {
  /// Units of each stratum that are kept out.
  var excludedByStratum: [ProtocolText: Int] {
    Dictionary(excluded.map { ($0.stratum, $0.count) }) { $0 + $1 }
  }
}
