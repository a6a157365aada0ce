public import Frames
public import Sampling

/// What stands beside a receipt when it is verified.
public struct Evidence: Sendable {
  /// Where the pool lies and how it is read; nil where it is not given.
  public var pool: PoolFile?
  /// The selection as it was given out, nil where there is none to compare.
  public var selection: GivenSelection?
  /// The record, nil where there is none to compare.
  public var record: DrawRecord?
  /// The notice as it was published, nil where there is none to compare.
  public var notice: Notice?
  /// The office's ledger, nil where there is none to look the notice's head up in.
  public var ledger: GivenLedger?
  /// The seed as its source gave it; nil where nobody looked.
  public var seed: ProtocolText?
  /// Units that were kept out; nil where no list is given.
  public var exclusions: ExclusionList?
  /// The draw that a rotation goes on from; nil where it is not given.
  public var before: DrawBefore?
  /// The seeds that the record was drawn with, as the log beside it says; empty without one.
  public var seeds: [String] = []
  /// The seeds of the attempts before this one, as the log beside the record says; empty without one.
  public var earlierSeeds: [String] = []
  /// What inspectors were assigned from; nil where it is not given.
  public var teams: TeamFrames?
  /// The teams as they were given out; nil where there are none to compare.
  public var assignment: GivenAssignment?
  /// How many threads work.
  public var threads = Pool.usualThreads

  /// A pool that is not open yet.
  public struct PoolFile: Sendable {
    /// The path; of a pool in an engine its name.
    public var path: String
    /// The engine that holds the pool; nil for a file.
    private var engine: EngineSource?
    /// Delimiter, encoding and table; for a public receipt of an open draw also the columns.
    public var layout: PoolLayout

    /// Names a pool.
    ///
    /// - Parameters:
    ///   - path: the path.
    ///   - layout: how it is read.
    public init(_ path: String, layout: PoolLayout) {
      self.path = path
      self.layout = layout
    }

    /// Names a pool in an engine.
    package init(_ engine: EngineSource, layout: PoolLayout) {
      path = engine.name
      self.engine = engine
      self.layout = layout
    }

    /// Opens the pool, read in another way than the usual one where a layout is given.
    package func open(
      as other: PoolLayout? = nil,
      monitor: WorkMonitor = WorkMonitor()
    ) throws -> Pool {
      let layout = other ?? layout
      guard let engine else { return try Pool(path, layout: layout, monitor: monitor) }
      return try Pool(engine, layout: layout, monitor: monitor)
    }
  }

  /// Nothing besides the receipt.
  public init() {}

  /// The record that fixes the draw: the one that is given, or that of an open draw's notice.
  var binding: DrawRecord? { record ?? notice?.record }
}

/// Something that was given to a verification and would not be looked at (exit status 64).
public struct UnusedEvidence: ExplainedError, Hashable {
  let sentence: Sentence

  init(_ english: String, _ chinese: String) { sentence = Sentence(english, chinese) }

  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String { sentence.text(in: language) }
}
