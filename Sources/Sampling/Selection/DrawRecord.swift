/// The record of a draw, fixed and committed to before the seed exists.
///
/// The text of the protocol, every line ended by a line feed; its SHA-256 is the commitment, which
/// `sha256sum` computes as well. What it holds is all that a draw depends on besides its seed, and all
/// that the draw may show: the pool, the filter, the rules, what was kept out, the columns that are to
/// be published with their values, and in a rotation the draw that it goes on from.
public struct DrawRecord: Hashable, Sendable {
  /// Which lines the text has.
  public var version: Version = .two
  /// The label.
  public var label: ProtocolText
  /// 1, or more for a redraw of the same label.
  public var attempt: Int
  /// The commitment of this authority's previous record, of any label; nil in its first.
  public var previous: Digest?
  /// The attempt before this one, and why it is drawn again; nil in a first attempt.
  public var redraw: Redraw?
  /// Whether the draw is a year of a rotation, and which.
  public var rotation: Rotation = .none
  /// The public event that gives the seed, its place and time, and who can witness it.
  public var seedSource: ProtocolText
  /// The seed's text with `#` for a digit.
  public var seedForm: SeedForm
  /// How many outcomes the source has, where somebody had to say so; nil where the form tells.
  public var outcomes: UInt64?
  /// The secret of a sealed draw; nil in an open one.
  public var secret: Secret?
  /// The digest of the pool's bytes; nil for a table of a database and for positions.
  public var pool: Digest?
  /// The conditions inside which is drawn, as they were given.
  public var filters: [RecordText] = []
  /// The rules on sizes in the order in which they were given.
  public var rules = RuleSet()
  /// Units of the base that were kept out of the frame.
  public var excluded: [Excluded] = []
  /// The columns that are to be published beside the identifier.
  public var shown = Shown()
  /// The number of units in the frame.
  public var units: UInt64
  /// The digest of the unit frame; nil for positions.
  public var unitFrame: Digest?
  /// The number of inspectors.
  public var inspectors: UInt64 = 0
  /// The digest of the inspector frame; nil without inspectors.
  public var inspectorFrame: Digest?
  /// Rule and version of the assignment of inspectors; nil without inspectors.
  public var assignment: ProtocolText?
  /// The strata; written in the order of their names' bytes.
  public var strata: [StratumRecord]

  /// How units are selected, which is the same in all strata.
  ///
  /// - Precondition: there is a stratum, as in every record that was read.
  public var design: Design {
    guard let first = strata.first else { preconditionFailure("a record has a stratum") }
    return first.design
  }

  /// Makes a record of a first draw of units, without inspectors.
  ///
  /// - Parameters:
  ///   - label: the label.
  ///   - attempt: 1, or more for a redraw.
  ///   - previous: the commitment of the authority's previous record.
  ///   - seedSource: the public event.
  ///   - seedForm: the form of the seed.
  ///   - secret: the secret of a sealed draw.
  ///   - units: the number of units.
  ///   - unitFrame: the digest of the unit frame, nil for positions.
  ///   - strata: the strata.
  public init(
    label: ProtocolText,
    attempt: Int = 1,
    previous: Digest? = nil,
    seedSource: ProtocolText,
    seedForm: SeedForm,
    secret: Secret? = nil,
    units: UInt64,
    unitFrame: Digest?,
    strata: [StratumRecord]
  ) {
    self.label = label
    self.attempt = attempt
    self.previous = previous
    self.seedSource = seedSource
    self.seedForm = seedForm
    self.secret = secret
    self.units = units
    self.unitFrame = unitFrame
    self.strata = strata
  }

  /// The SHA-256 of the text.
  public var commitment: Digest { SHA256.digest(of: text.utf8) }

  /// Whether the draw is sealed.
  public var isSealed: Bool { secret != nil }
}

extension DrawRecord {
  /// Which lines a record has.
  public enum Version: Int, Sendable, CaseIterable {
    /// Label, seed, secret, frame and counts.
    case one = 1
    /// Also what the draw shows and goes on from; what `commit` writes.
    case two = 2
  }

  /// A second attempt at the same label.
  public struct Redraw: Hashable, Sendable {
    /// The commitment of the attempt before.
    public var attempt: Digest
    /// Why it is drawn again.
    public var reason: RecordText

    /// Makes a redraw.
    ///
    /// - Parameters:
    ///   - attempt: the commitment of the attempt before.
    ///   - reason: why it is drawn again.
    public init(of attempt: Digest, reason: RecordText) {
      self.attempt = attempt
      self.reason = reason
    }
  }

  /// A year of a rotation, which keeps label, seed and secret and goes on where the year before ended.
  public enum Rotation: Hashable, Sendable {
    /// The draw stands for itself.
    case none
    /// The first year.
    case first
    /// A later year: the digest of the receipt before, and what happened since.
    case later(receipt: Digest, used: [CalledUp], changed: [Change])
  }

  /// Reserves of the draw before that stood in.
  public struct CalledUp: Hashable, Sendable {
    /// The stratum.
    public var stratum: ProtocolText
    /// How many, in the order of their ranks.
    public var count: Int

    /// Makes a line.
    ///
    /// - Parameters:
    ///   - stratum: the stratum.
    ///   - count: how many reserves stood in, ≥ 1.
    public init(stratum: ProtocolText, count: Int) {
      self.stratum = stratum
      self.count = count
    }
  }

  /// Units that came into a stratum and left it since the draw before.
  public struct Change: Hashable, Sendable {
    /// The stratum.
    public var stratum: ProtocolText
    /// Units of the frame that were not in this stratum before.
    public var came: Int
    /// Units of the frame before that are in this stratum no more.
    public var went: Int

    /// Makes a line.
    ///
    /// - Parameters:
    ///   - stratum: the stratum.
    ///   - came: units that were not in it before.
    ///   - went: units that are in it no more.
    public init(stratum: ProtocolText, came: Int, went: Int) {
      self.stratum = stratum
      self.came = came
      self.went = went
    }
  }

  /// Units of one stratum that were kept out of the draw for one reason; they stay in the base.
  public struct Excluded: Hashable, Sendable {
    /// The stratum.
    public var stratum: ProtocolText
    /// How many.
    public var count: Int
    /// The digest of their lines `id LF`, sorted by bytes.
    public var digest: Digest
    /// Why.
    public var reason: RecordText

    /// Makes a line.
    ///
    /// - Parameters:
    ///   - stratum: the stratum.
    ///   - count: how many.
    ///   - digest: the digest of their lines.
    ///   - reason: why.
    public init(stratum: ProtocolText, count: Int, digest: Digest, reason: RecordText) {
      self.stratum = stratum
      self.count = count
      self.digest = digest
      self.reason = reason
    }
  }

  /// The columns that are to be published beside the identifier.
  public struct Shown: Hashable, Sendable {
    /// Their names; empty where the identifier alone is published.
    public var columns: [RecordText]
    /// The digest of the shown frame; nil without columns.
    public var frame: Digest?

    /// Makes a list of columns.
    ///
    /// - Parameters:
    ///   - columns: their names.
    ///   - frame: the digest of the shown frame.
    public init(columns: [RecordText] = [], frame: Digest? = nil) {
      self.columns = columns
      self.frame = frame
    }
  }

  /// One stratum of a record.
  public struct StratumRecord: Hashable, Sendable {
    /// The name, `*` where the draw is not stratified.
    public var name: ProtocolText
    /// N.
    public var population: UInt64
    /// n.
    public var size: Int
    /// r.
    public var reserves: Int
    /// How units are selected.
    public var design: Design
    /// Where a coordinated selection enters the circle.
    public var start: Digest?

    /// Makes a stratum.
    ///
    /// - Parameters:
    ///   - name: the name, `*` where the draw is not stratified.
    ///   - population: N.
    ///   - size: n.
    ///   - reserves: r.
    ///   - design: how units are selected.
    ///   - start: where a coordinated selection enters the circle, nil for its beginning.
    public init(
      name: ProtocolText,
      population: UInt64,
      size: Int,
      reserves: Int,
      design: Design,
      start: Digest? = nil
    ) {
      self.name = name
      self.population = population
      self.size = size
      self.reserves = reserves
      self.design = design
      self.start = start
    }
  }
}
