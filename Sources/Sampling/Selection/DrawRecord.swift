/// The record of a draw, fixed and committed to before the seed exists.
///
/// The text of the protocol, every line ended by a line feed; its SHA-256 is the commitment, which
/// `sha256sum` computes as well.
public struct DrawRecord: Hashable, Sendable {
  /// The label.
  public var label: ProtocolText
  /// 1, or more for a redraw of the same label.
  public var attempt: Int
  /// The commitment of this authority's previous record; nil in its first.
  public var previous: Digest?
  /// The public event that gives the seed, its place and time, and who can witness it.
  public var seedSource: ProtocolText
  /// The seed's text with `#` for a digit.
  public var seedForm: SeedForm
  /// The secret of a sealed draw; nil in an open one.
  public var secret: Secret?
  /// The number of units in the frame.
  public var units: UInt64
  /// The digest of the unit frame; nil for positions.
  public var unitFrame: Digest?
  /// The number of inspectors.
  public var inspectors: Int
  /// The digest of the inspector frame; nil without inspectors.
  public var inspectorFrame: Digest?
  /// Rule and version of the assignment of inspectors; nil without inspectors.
  public var assignment: ProtocolText?
  /// The strata; written in the order of their names' bytes.
  public var strata: [StratumRecord]

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

  /// Makes a record of a draw of units, without inspectors.
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
    self.inspectors = 0
    self.inspectorFrame = nil
    self.assignment = nil
    self.strata = strata
  }

  /// The text of the record.
  public var text: String {
    var lines = [
      DrawKey.protocolName,
      "record",
      "label\t\(label)",
      "attempt\t\(attempt)",
      "previous\t\(previous?.hex ?? "")",
      "seed-source\t\(seedSource)",
      "seed-form\t\(seedForm.text)",
      "secret\t\(secret?.hex ?? "")",
      "units\t\(units)\t\(unitFrame?.hex ?? "")",
      "inspectors\t\(inspectors)\t\(inspectorFrame?.hex ?? "")",
      "assignment\t\(assignment?.text ?? "")",
    ]
    for stratum in strata.sorted(by: { $0.name < $1.name }) {
      lines.append(
        [
          "stratum", stratum.name.text, "\(stratum.population)", "\(stratum.size)",
          "\(stratum.reserves)", stratum.design.rawValue, stratum.start?.hex ?? "",
        ].joined(separator: "\t")
      )
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The SHA-256 of the text.
  public var commitment: Digest { SHA256.digest(of: text.utf8) }

  /// Whether the draw is sealed.
  public var isSealed: Bool { secret != nil }
}

/// How units are selected in a stratum.
public enum Design: String, Sendable, CaseIterable {
  /// Simple random selection, coordinated where there is a start.
  case srs
  /// Probability proportional to size, Pareto.
  case pareto
  /// Probability proportional to size, sequential Poisson.
  case sequentialPoisson = "sequential-poisson"
  /// A numbered pool without a list.
  case positions

  /// The method of a design by size, nil for the others.
  public var sizeMethod: ProportionalToSize.Method? {
    switch self {
    case .pareto: .pareto
    case .sequentialPoisson: .sequentialPoisson
    case .srs, .positions: nil
    }
  }
}

/// The secret of a sealed draw: 256 bits, as 64 hexadecimal digits.
public struct Secret: Hashable, Sendable {
  /// The 64 lower-case hexadecimal digits.
  public let hex: String

  /// Reads a secret.
  ///
  /// Nil unless the text is 64 lower-case hexadecimal digits.
  ///
  /// - Parameter hex: the text.
  public init?(hex: String) {
    guard let digest = Digest(hex: hex) else { return nil }
    self.hex = digest.hex
  }

  /// A fresh secret.
  ///
  /// - Parameter generator: the source of its bits; draws take the system's.
  public init(using generator: inout some RandomNumberGenerator) {
    hex =
      Digest(
        words: (generator.next(), generator.next(), generator.next(), generator.next())
      ).hex
  }
}
