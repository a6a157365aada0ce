internal import Frames
public import Sampling

/// A draw of positions from a numbered pool without a list.
public struct PositionDraw: Sendable {
  /// The label.
  public var label: ProtocolText
  /// The seed.
  public var seed: ProtocolText
  /// The record of a committed draw, which holds the secret of a sealed one; nil without one.
  public var record: DrawRecord?
  /// N.
  public var population: UInt64
  /// n.
  public var size: Int
  /// r.
  public var reserves: Int
  /// The positions in draw order, the first n being selected.
  public let positions: [UInt64]
  private let key: DrawKey

  /// Draws.
  ///
  /// - Parameters:
  ///   - population: N, 1 to 2⁶⁴−1.
  ///   - size: n.
  ///   - reserves: r.
  ///   - label: the label.
  ///   - seed: the seed.
  ///   - record: the record of a committed draw.
  /// - Throws: `SelectionError` where n + r exceeds N; ``RecordMismatch``;
  ///   ``TeamRefusal`` where the record commits to inspectors.
  public init(
    population: UInt64,
    size: Int,
    reserves: Int,
    label: ProtocolText,
    seed: ProtocolText,
    record: DrawRecord? = nil
  ) throws {
    try record?.check(label: label, seed: seed)
    if let record, record.inspectors > 0 { throw TeamRefusal.ownRecord }
    try record?.check(positions: size, reserves: reserves, of: population)
    let key = DrawKey(
      .positions,
      label: label.text,
      seed: seed.text,
      secret: record?.secret?.hex ?? ""
    )
    try self.init(
      population: population,
      size: size,
      reserves: reserves,
      label: label,
      seed: seed,
      key: key
    )
    self.record = record
  }

  /// Draws with a key that is known.
  init(
    population: UInt64,
    size: Int,
    reserves: Int,
    label: ProtocolText,
    seed: ProtocolText,
    key: DrawKey
  ) throws {
    self.label = label
    self.seed = seed
    self.population = population
    self.size = size
    self.reserves = reserves
    self.key = key
    let (wanted, overflow) = size.addingReportingOverflow(reserves)
    guard !overflow else {
      throw SelectionError.countOverPopulation(count: .max, population: Int(clamping: population))
    }
    positions = try PositionSelection.positions(
      count: wanted,
      population: population,
      key: key
    )
  }

  /// The columns of the selection.
  public static let columns = [
    "draw_stratum", "draw_rank", "draw_role", "draw_population", "draw_size", "draw_weight",
    "position",
  ]

  /// The selection as CSV, a line for each position in the order of the draw.
  ///
  /// - Parameter take: takes a piece of the text.
  /// - Throws: what `take` throws.
  /// - Complexity: O(n).
  public func forEachPiece(_ take: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    let text = ByteText(capacity: 1 << 17)
    text.append(Array((PositionDraw.columns.joined(separator: ",") + "\n").utf8))
    let weight = "\(Double(population) / Double(max(size, 1)))"
    let selected = Array(",selected,\(population),\(size),\(weight),".utf8)
    let reserve = Array(",reserve,\(population),\(size),,".utf8)
    let beginning = Array("*,".utf8)
    for (index, position) in positions.enumerated() {
      text.append(beginning)
      text.append(decimal: UInt64(index + 1))
      text.append(index < size ? selected : reserve)
      text.append(decimal: position)
      text.append(0x0A)
      if text.count > 1 << 16 {
        try take(text.bytes)
        text.removeAll()
      }
    }
    try take(text.bytes)
  }

  /// The receipt.
  ///
  /// - Parameter tool: name and version of the program.
  /// - Returns: the receipt.
  public func receipt(tool: String) -> Receipt {
    var hash = SHA256()
    let text = ByteText(capacity: size * 24)
    for (index, position) in positions.prefix(size).enumerated() {
      text.append(Array("*|".utf8))
      text.append(decimal: UInt64(index + 1))
      text.append(UInt8(ascii: "|"))
      text.append(decimal: position)
      text.append(0x0A)
    }
    hash.add(text.bytes)
    return Receipt(
      self,
      key: key,
      selected: hash.digest,
      tool: tool
    )
  }
}

extension Receipt {
  fileprivate init(_ draw: PositionDraw, key: DrawKey, selected digest: Digest, tool: String) {
    schema = Receipt.schemaName(isPlain: true)
    self.protocol = DrawKey.protocolName
    self.tool = tool
    label = draw.label.text
    seed = draw.seed.text
    sealed = draw.record?.isSealed ?? false
    commitment = draw.record?.commitment.hex
    self.key = key.digest.hex
    columns = nil
    normalized = nil
    design = Design.positions.rawValue
    measure = nil
    starts = nil
    reserves = draw.reserves
    frame = Frame(sha256: nil, units: draw.population)
    strata = [
      StratumReceipt(
        stratum: "*",
        population: draw.population,
        rule: "",
        size: draw.size,
        reserves: draw.reserves,
        threshold: nil
      )
    ]
    selected = Selected(sha256: digest.hex, units: draw.size)
  }
}

extension DrawRecord {
  /// Compares a draw of positions.
  fileprivate func check(
    positions size: Int,
    reserves: Int,
    of population: UInt64
  ) throws(RecordMismatch) {
    guard strata.count == 1, let stratum = strata.first, stratum.name == .everything else {
      throw .strata(record: strata.map(\.name.text), given: ["*"])
    }
    let pairs = [
      ("population", "\(stratum.population)", "\(population)"),
      ("size", "\(stratum.size)", "\(size)"),
      ("reserves", "\(stratum.reserves)", "\(reserves)"),
      ("design", stratum.design.rawValue, Design.positions.rawValue),
    ]
    for (what, committed, given) in pairs where committed != given {
      throw .stratum(name: "*", what: what, record: committed, given: given)
    }
  }
}
