internal import Frames
internal import Sampling

/// What determines a draw that is verified: read from the record where there is one, else from the
/// receipt, whose own words are then all there is.
struct VerifiedTerms: Sendable {
  /// The record that fixes the draw.
  let record: DrawRecord?
  /// The key of the tickets.
  let key: DrawKey
  /// How units are selected.
  let design: Design
  /// What is selected in each stratum.
  let strata: [ProtocolText: Stratum]
  /// The conditions inside which is drawn.
  let filters: [RecordText]
  /// The columns that are published beside the identifier.
  let shown: [String]
  /// The lines of the units that are kept out.
  let excluded: [DrawRecord.Excluded]
  /// The starts that a rotation keeps for strata that are empty this time.
  let kept: [ProtocolText: Digest]

  /// What is selected in one stratum.
  struct Stratum: Sendable {
    var population: UInt64
    var count: StratumCount
    /// The rules as the receipt writes them.
    var rule: String
  }

  /// The terms that a record fixes.
  ///
  /// - Parameters:
  ///   - record: the record.
  ///   - seed: the seed of the receipt.
  ///   - receipt: the receipt, for what version 1 of a record does not bind.
  ///   - list: the list that was published, for the columns that version 1 of a receipt does not name.
  init(
    _ record: DrawRecord,
    seed: String,
    receipt: GivenReceipt,
    list: GivenSelection? = nil
  ) {
    self.record = record
    design = record.design
    key = DrawKey(
      design == .positions ? .positions : .units,
      label: record.label.text,
      seed: seed,
      secret: record.secret?.hex ?? ""
    )
    var ruled: [ProtocolText: String] = [:]
    var kept: [ProtocolText: Digest] = [:]
    if case .internal(let own) = receipt.content, record.version == .one {
      for stratum in own.strata {
        if let name = try? ProtocolText(stratum.stratum) { ruled[name] = stratum.rule }
      }
      // Version 1 has no line for a stratum of a rotation that is empty this time.
      for (text, hex) in own.starts ?? [:] {
        if let name = try? ProtocolText(text), let start = Digest(hex: hex) { kept[name] = start }
      }
      for stratum in record.strata { kept[stratum.name] = nil }
    }
    var strata: [ProtocolText: Stratum] = [:]
    for stratum in record.strata {
      let rule = record.ruleText(in: stratum.name)
      strata[stratum.name] = Stratum(
        population: stratum.population,
        count: StratumCount(
          size: stratum.size,
          reserves: stratum.reserves,
          start: stratum.start
        ),
        rule: record.version == .one ? ruled[stratum.name] ?? "" : rule
      )
      if stratum.population == 0, let start = stratum.start { kept[stratum.name] = start }
    }
    self.strata = strata
    self.kept = kept
    filters = record.filters
    excluded = record.excluded
    // A record that names no columns leaves them open; the receipt says which were published.
    let committed = record.shown.columns.map(\.text)
    shown = committed.isEmpty ? receipt.shown(in: list) : committed
  }

  /// The terms that a receipt states; nil where its design, key, starts, conditions or units that are kept
  /// out are none.
  ///
  /// - Parameter receipt: the receipt.
  init?(_ receipt: Receipt) {
    guard let design = Design(rawValue: receipt.design),
      let stated = Digest(hex: receipt.key)
    else { return nil }
    record = nil
    self.design = design
    // Of a sealed draw without its record nobody can tell whether the key is the right one.
    key =
      receipt.sealed
      ? DrawKey(digest: stated)
      : DrawKey(
        design == .positions ? .positions : .units,
        label: receipt.label,
        seed: receipt.seed
      )
    var strata: [ProtocolText: Stratum] = [:]
    var starts: [ProtocolText: Digest] = [:]
    for (name, hex) in receipt.starts ?? [:] {
      guard let name = try? ProtocolText(name), let start = Digest(hex: hex), design == .srs else {
        return nil
      }
      starts[name] = start
    }
    for stratum in receipt.strata {
      guard let name = try? ProtocolText(stratum.stratum) else { return nil }
      strata[name] = Stratum(
        population: stratum.population,
        count: StratumCount(
          size: stratum.size,
          reserves: stratum.reserves,
          start: starts.removeValue(forKey: name)
        ),
        rule: stratum.rule
      )
    }
    self.strata = strata
    kept = starts
    shown = receipt.shown ?? []
    var filters: [RecordText] = []
    for text in receipt.filter ?? [] {
      guard let filter = try? RecordText(text) else { return nil }
      filters.append(filter)
    }
    self.filters = filters
    var excluded: [DrawRecord.Excluded] = []
    for line in receipt.excluded ?? [] {
      guard let stratum = try? ProtocolText(line.stratum), let digest = Digest(hex: line.sha256),
        let reason = try? RecordText(line.reason)
      else { return nil }
      excluded.append(
        DrawRecord.Excluded(stratum: stratum, count: line.count, digest: digest, reason: reason)
      )
    }
    self.excluded = excluded
  }

  /// Units of each stratum that are kept out.
  var excludedByStratum: [ProtocolText: Int] {
    Dictionary(excluded.map { ($0.stratum, $0.count) }) { $0 + $1 }
  }

  /// The plans of a pool's strata; nil where they are not those of the terms.
  func plans(for reading: FrameReading) -> [StratumPlan]? {
    let known = Set(reading.strata.map(\.name))
    let missing = strata.contains { name, stratum in
      !known.contains(name)
        && (stratum.population > 0 || stratum.count.size > 0 || stratum.count.reserves > 0)
    }
    guard !missing else { return nil }
    var plans: [StratumPlan] = []
    for stratum in reading.strata {
      guard let terms = strata[stratum.name] else { return nil }
      plans.append(
        StratumPlan(
          stratum: stratum,
          rule: terms.rule,
          count: terms.count,
          excluded: reading.excludedUnits(of: stratum.name)
        )
      )
    }
    return plans
  }
}

extension GivenReceipt {
  /// The columns that it says were published; version 1 of the public receipt leaves that to the list.
  fileprivate func shown(in list: GivenSelection?) -> [String] {
    switch content {
    case .internal(let receipt): receipt.shown ?? []
    case .published(let receipt): receipt.shown ?? list?.shownColumns ?? []
    }
  }
}
