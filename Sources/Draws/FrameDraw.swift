internal import Frames
public import Sampling

/// A simple random draw from a frame in memory, by label and seed.
///
/// The same units as `draw` selects from a table with the same identifiers and strata: the order in each
/// stratum is that of `SimpleSelection`.
public struct FrameDraw: Hashable, Sendable {
  /// A unit of the frame.
  public struct Unit: Hashable, Sendable {
    /// What it is called; no other unit has the same bytes.
    public var id: ProtocolText
    /// The name of its stratum.
    public var stratum: ProtocolText

    /// Makes a unit.
    ///
    /// - Parameters:
    ///   - id: what it is called.
    ///   - stratum: the name of its stratum; `*` in a frame without strata.
    public init(id: ProtocolText, stratum: ProtocolText = .everything) {
      (self.id, self.stratum) = (id, stratum)
    }
  }

  /// A unit that was drawn.
  public struct Drawn: Hashable, Sendable {
    /// The unit.
    public var unit: Unit
    /// Its rank in its stratum, from 1; reserves have the ranks behind n.
    public var rank: Int
    /// Whether it is a reserve.
    public var isReserve: Bool
    /// Its ticket.
    public var ticket: Digest
  }

  /// The label.
  public let label: ProtocolText
  /// The seed.
  public let seed: ProtocolText
  /// The key of the units' tickets.
  public let key: Digest
  /// The strata, by the bytes of their names.
  public let strata: [Stratum]
  /// How many were drawn in each of ``strata``.
  public let counts: [StratumCount]
  /// The digest of the unit frame.
  public let unitFrame: Digest
  /// Who was drawn: the strata in their order, in each by rank.
  public let drawn: [Drawn]

  /// Draws.
  ///
  /// - Parameters:
  ///   - units: the frame, in any order.
  ///   - counts: how many in each stratum; one that is not named gives none.
  ///   - label: the label.
  ///   - seed: the seed, made after the frame was frozen.
  /// - Throws: ``FrameDrawError`` for an identifier that stands twice, a count for a stratum without units,
  ///   or more units than a stratum has.
  /// - Complexity: O(N log N).
  public init(
    _ units: [Unit],
    counts: [ProtocolText: StratumCount],
    label: ProtocolText,
    seed: ProtocolText
  ) throws(FrameDrawError) {
    let key = DrawKey(.units, label: label.text, seed: seed.text)
    let sorted = units.sorted { $0.id < $1.id }
    for (unit, next) in zip(sorted, sorted.dropFirst()) where unit.id == next.id {
      throw .repeated(unit.id)
    }
    var frame = UnitFrameDigest()
    var members: [ProtocolText: [Unit]] = [:]
    for unit in sorted {
      frame.add(id: unit.id.text.utf8, stratum: unit.stratum.text.utf8)
      members[unit.stratum, default: []].append(unit)
    }
    if let name = counts.keys.filter({ members[$0] == nil }).min() { throw .noUnits(name) }
    var drawn: [Drawn] = []
    var strata: [Stratum] = []
    var taken: [StratumCount] = []
    for (name, units) in members.sorted(by: { $0.key < $1.key }) {
      let count = counts[name] ?? StratumCount(size: 0)
      let (wanted, overflow) = count.size.addingReportingOverflow(count.reserves)
      guard count.size >= 0, count.reserves >= 0, !overflow, wanted <= units.count else {
        throw .tooFew(name, wanted: overflow ? .max : wanted, population: units.count)
      }
      strata.append(Stratum(name: name, population: units.count))
      taken.append(count)
      let tickets = units.map { key.ticket(of: $0.id.text.utf8) }
      let order = SimpleSelection.order(
        tickets: tickets,
        ids: units.map(\.id.text),
        start: count.start
      )
      for (place, index) in order.prefix(wanted).enumerated() {
        drawn.append(
          Drawn(
            unit: units[index],
            rank: place + 1,
            isReserve: place >= count.size,
            ticket: tickets[index]
          )
        )
      }
    }
    (self.label, self.seed, self.key) = (label, seed, key.digest)
    (self.strata, self.counts, self.drawn) = (strata, taken, drawn)
    unitFrame = frame.digest
  }

  /// The units selected, without the reserves.
  public var selected: [Unit] { drawn.filter { !$0.isReserve }.map(\.unit) }
}

/// Why a frame in memory is not drawn from.
public enum FrameDrawError: ExplainedError, Hashable {
  /// An identifier stands twice.
  case repeated(ProtocolText)
  /// A count is for a stratum of which there are no units.
  case noUnits(ProtocolText)
  /// More units are asked for than a stratum has, or fewer than none.
  case tooFew(ProtocolText, wanted: Int, population: Int)

  /// What it is about.
  public var kind: ErrorKind {
    if case .tooFew = self { .no } else { .data }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .repeated(let id):
      language(
        "the identifier \"\(id.text.excerpt)\" stands twice; every unit has one of its own",
        "标识“\(id.text.excerpt)”重复，每个对象的标识必须唯一"
      )
    case .noUnits(let name):
      language(
        "there are no units of stratum \"\(name.text.excerpt)\"; correct the name of the count",
        "没有“\(name.text.excerpt)”类对象，请更正数量的分类名称"
      )
    case .tooFew(let name, let wanted, let population):
      language(
        "\(wanted) units are asked of stratum \"\(name.text.excerpt)\", which has \(population)",
        "要求从“\(name.text.excerpt)”中抽取 \(wanted) 个，而其中只有 \(population) 个对象"
      )
    }
  }
}

extension Receipt {
  /// The receipt of a draw from a frame in memory; `verify` recomputes it from a table with the same
  /// identifiers and strata.
  ///
  /// - Parameters:
  ///   - draw: the draw.
  ///   - columns: the columns that such a table has; without strata that of the stratum is nil.
  ///   - tool: the name and version of the program.
  public init(_ draw: FrameDraw, columns: Columns, tool: String) {
    schema = Receipt.schemaName(isPlain: true)
    self.protocol = DrawKey.protocolName
    self.tool = tool
    label = draw.label.text
    seed = draw.seed.text
    sealed = false
    commitment = nil
    key = draw.key.hex
    self.columns = columns
    normalized = nil
    design = Design.srs.rawValue
    measure = nil
    let starts = zip(draw.strata, draw.counts).compactMap { stratum, count in
      count.start.map { (stratum.name.text, $0.hex) }
    }
    self.starts = starts.isEmpty ? nil : Dictionary(starts) { first, _ in first }
    reserves = draw.counts.reduce(0) { $0 + $1.reserves }
    frame = Frame(sha256: nil, units: UInt64(draw.strata.reduce(0) { $0 + $1.population }))
    let selected = draw.drawn.filter { !$0.isReserve }
    strata = zip(draw.strata, draw.counts).map { stratum, count in
      StratumReceipt(
        stratum: stratum.name.text,
        population: UInt64(stratum.population),
        rule: "",
        size: count.size,
        reserves: count.reserves,
        threshold: selected.last { $0.unit.stratum == stratum.name }?.ticket.hex
      )
    }
    var hash = SHA256()
    for item in selected {
      hash.add(Array("\(item.unit.stratum.text)|\(item.rank)|\(item.unit.id.text)\n".utf8))
    }
    self.selected = Selected(sha256: hash.digest.hex, units: selected.count)
  }
}
