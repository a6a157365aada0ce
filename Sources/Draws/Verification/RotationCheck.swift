internal import Foundation
public import Frames
public import Sampling

/// The draw that a rotation goes on from, with what it is verified by.
public struct DrawBefore: Sendable {
  /// The receipt.
  let receipt: Receipt
  private let given: GivenReceipt
  /// The digest of its bytes.
  let digest: Digest
  /// Its record; nil where it is not given.
  public var record: DrawRecord?
  /// Its pool; nil where it is not given.
  public var pool: Evidence.PoolFile?
  /// Units that were kept out of it; nil where no list is given.
  public var exclusions: ExclusionList?

  /// Takes a receipt.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Throws: `DataError` for what is no internal receipt.
  public init(_ bytes: [UInt8], file: String) throws(DataError) {
    receipt = try Receipt.unambiguous(bytes, file: file)
    given = try GivenReceipt(bytes, file: file)
    digest = SHA256.digest(of: bytes)
  }

  /// What its own verification says; nil where its pool is not given, or the record that it names.
  fileprivate func verification(monitor: WorkMonitor) throws -> Verification? {
    guard let pool, record != nil || receipt.commitment == nil else { return nil }
    var evidence = Evidence()
    evidence.record = record
    evidence.pool = pool
    evidence.exclusions = exclusions
    return try DrawVerification(given, evidence: evidence).run(monitor: monitor)
  }

  /// The tickets of its reserves, by stratum and rank.
  fileprivate func reserveTickets(monitor: WorkMonitor) throws -> [ProtocolText: [Digest]] {
    guard let pool, receipt.reserves > 0,
      let terms = record.map({ VerifiedTerms($0, seed: receipt.seed, receipt: given) })
        ?? VerifiedTerms(receipt)
    else { return [:] }
    var layout = receipt.layout(pool.layout)
    layout.filters = try terms.filters.map { try RowFilter(parsing: $0.text) }
    layout.exclusions = exclusions
    let recount = try pool.open(as: layout, monitor: monitor)
      .recount(key: terms.key, options: RecountOptions(), monitor: monitor)
    guard let plans = terms.plans(for: recount.reading) else { return [:] }
    var tickets: [ProtocolText: [Digest]] = [:]
    try recount.ranked(plans.map(\.count), monitor: monitor).forEachUnit { unit in
      let plan = plans[unit.stratum]
      if unit.rank > plan.count.size {
        tickets[plan.stratum.name, default: []].append(unit.ticket)
      }
    }
    return tickets
  }
}

/// What a draw says of the one that it goes on from.
private struct RotationOrigin {
  /// The digest of its receipt; nil where the draw does not name it (version 1).
  var receipt: Digest?
  /// How many reserves had been called up since; nil where the draw does not say.
  var used: [ProtocolText: Int]?
}

extension DrawVerification {
  /// Whether the starts are those of the draw before.
  func checkRotation(
    _ terms: VerifiedTerms,
    monitor: WorkMonitor,
    _ verification: inout Verification
  ) throws {
    guard let origin = origin(terms, &verification) else { return }
    guard let before = evidence.before else {
      let receipt = origin.receipt.map { "\($0.hex.prefix(12))…" } ?? ""
      verification.add(
        .rotation,
        .unchecked,
        "the starts go on from the receipt \(receipt); give it with \(Setting.after)",
        "起点承接回执 \(receipt)，请用 \(Setting.after) 给出该回执"
      )
      return
    }
    var differences = identityDifferences(terms, origin, before)
    let own = try before.verification(monitor: monitor)
    let isRecomputed = own?.isRecomputed == true && differences.isEmpty
    let reserves = isRecomputed ? try before.reserveTickets(monitor: monitor) : nil
    differences += startDifferences(terms, origin, before.receipt, reserves)
    if isRecomputed { differences += try changeDifferences(terms, before, monitor: monitor) }
    for difference in differences {
      verification.add(.rotation, .differs, difference)
    }
    guard differences.isEmpty else { return }
    if let own, own.answer == .notVerified {
      // It may be the wrong pool that was given, and this draw is what its record says in any case.
      verification.add(
        .rotation,
        .unchecked,
        "the starts fit the receipt of the draw before, which by what was given is \(own.conclusion(in: .english))",
        "起点与上次回执相符，但按所给材料，上次抽取\(own.conclusion(in: .chinese))"
      )
      return
    }
    verification.add(
      .rotation,
      isRecomputed ? .holds : .unchecked,
      isRecomputed
        ? "the starts are those behind the last unit used in the draw before"
        : "the starts fit the receipt of the draw before, which is not verified itself: give its record with"
          + " \(Setting.afterRecord) and its pool with \(Setting.afterPool), and with \(Setting.afterExclude) what was kept out",
      isRecomputed
        ? "起点承接上次最后使用的对象"
        : "起点与上次回执相符，但该回执未经验证，请用 \(Setting.afterRecord) 和 \(Setting.afterPool) 给出其记录和对象库"
          + "（如有排除名单，用 \(Setting.afterExclude)）"
    )
  }

  /// What the draw says it goes on from; nil for a draw that goes on from none.
  private func origin(
    _ terms: VerifiedTerms,
    _ verification: inout Verification
  ) -> RotationOrigin? {
    let starts = terms.strata.values.contains { $0.count.start != nil } || !terms.kept.isEmpty
    switch terms.record?.rotation {
    case .later(let receipt, let used, _):
      return RotationOrigin(
        receipt: receipt,
        used: Dictionary(used.map { ($0.stratum, $0.count) }) { $0 + $1 }
      )
    case .first:
      if starts {
        verification.add(
          .rotation,
          .differs,
          "the first year of a rotation has no starts",
          "轮换的第一年没有起点"
        )
      }
      return nil
    case DrawRecord.Rotation.none?, nil: break
    }
    if terms.record == nil, case .internal(let own) = receipt.content,
      let after = own.after.flatMap({ Digest(hex: $0) })
    {
      return RotationOrigin(receipt: after)
    }
    // Version 1 does not name the draw before; whoever has its receipt can compare all the same.
    if starts, evidence.before != nil { return RotationOrigin() }
    if terms.record?.version != .two, !terms.kept.isEmpty {
      verification.add(
        .rotation,
        .unchecked,
        "the receipt has starts of strata that the pool does not have, and does not say which draw they go on"
          + " from; give its receipt with \(Setting.after)",
        "回执含有对象库中没有的分类的起点，且未说明承接哪次抽取，请用 \(Setting.after) 给出其回执"
      )
    }
    return nil
  }

  /// Whether the receipt is the one that the draw goes on from, and of a rotation.
  private func identityDifferences(
    _ terms: VerifiedTerms,
    _ origin: RotationOrigin,
    _ before: DrawBefore
  ) -> [Sentence] {
    var differences: [Sentence] = []
    if let receipt = origin.receipt, before.digest != receipt {
      differences.append(
        Sentence(
          "the receipt of \(Setting.after) has the digest \(before.digest), the draw goes on from \(receipt)",
          "\(Setting.after) 的回执摘要为 \(before.digest)，本次承接的是 \(receipt)"
        )
      )
    }
    if before.receipt.key != terms.key.digest.hex {
      differences.append(
        Sentence(
          "the draw before has another key: a rotation keeps label, seed and secret",
          "上次抽取的密钥不同：轮换须保持标签、种子和密钥不变"
        )
      )
    }
    // Another record than the receipt names says nothing of that draw, nor of this one.
    guard let record = before.record, record.commitment.hex == before.receipt.commitment else {
      return differences
    }
    if record.version == .two, record.rotation == .none {
      differences.append(
        Sentence(
          "the record of the draw before is of no rotation",
          "上次抽取的记录不属于轮换"
        )
      )
    }
    if let own = terms.record,
      own.seedSource != record.seedSource || own.seedForm != record.seedForm
    {
      differences.append(
        Sentence(
          "source or form of the seed are not those of the draw before, which a rotation keeps",
          "种子来源或格式与上次不同，轮换须保持不变"
        )
      )
    }
    return differences
  }

  /// The starts that are not where the draw before ended.
  ///
  /// The tickets of its reserves are nil where it was not recomputed, so that of strata in which one may
  /// have stood in nothing can be said.
  private func startDifferences(
    _ terms: VerifiedTerms,
    _ origin: RotationOrigin,
    _ before: Receipt,
    _ reserves: [ProtocolText: [Digest]]?
  ) -> [Sentence] {
    let selected = before.starts { _, _ in nil }
    var own = terms.kept
    for (name, stratum) in terms.strata { own[name] = stratum.count.start ?? own[name] }
    var held: [ProtocolText: Int] = [:]
    for stratum in before.strata {
      if let name = try? ProtocolText(stratum.stratum) { held[name] = stratum.reserves }
    }
    func fits(_ name: ProtocolText) -> Bool {
      if let used = origin.used {
        guard let count = used[name] else { return own[name] == selected[name] }
        guard let reserves else { return count <= held[name, default: 0] }
        let tickets = reserves[name] ?? []
        return tickets.indices.contains(count - 1) && own[name] == tickets[count - 1]
      }
      if own[name] == selected[name] { return true }
      guard let reserves else { return held[name, default: 0] > 0 }
      return own[name].map { (reserves[name] ?? []).contains($0) } ?? false
    }
    let names = Set(own.keys).union(selected.keys).union((origin.used ?? [:]).keys).sorted()
    return names.filter { !fits($0) }.map { name in
      isDiscreet
        ? Sentence("the start of a stratum is not behind the last unit used", "某一分类的起点不是上次最后使用的对象")
        : Sentence(
          "the start of stratum \"\(name.text.excerpt)\" is not behind the last unit used in the draw before",
          "分类“\(name.text.excerpt)”的起点不是上次最后使用的对象"
        )
    }
  }

  /// Whether the record says truly what came and went.
  private func changeDifferences(
    _ terms: VerifiedTerms,
    _ before: DrawBefore,
    monitor: WorkMonitor
  ) throws -> [Sentence] {
    guard case .later(_, _, let changed) = terms.record?.rotation, let old = before.pool,
      let file = evidence.pool
    else { return [] }
    let earlier = try before.receipt.roster(old, monitor: monitor)
    // All units of the base: those that were kept out are not gone.
    var layout = try layout(of: file, terms)
    layout.exclusions = nil
    let now = try file.open(as: layout, monitor: monitor)
      .roster(wantsDigest: false, monitor: monitor)
    guard DrawRecord.Change.between(earlier, now) != changed.sorted(by: { $0.stratum < $1.stratum })
    else { return [] }
    return [
      Sentence(
        "the record does not say what came and went since the draw before",
        "记录中对象的增减与两次对象库不符"
      )
    ]
  }
}

extension Verification {
  /// Whether the units were made anew and nothing differs.
  ///
  /// Whether the seed is its source's, and where the draw itself goes on from, are left out: they are told
  /// where they are asked for.
  fileprivate var isRecomputed: Bool {
    answer != .notVerified
      && lines.contains { $0.subject == .selection && $0.outcome == .holds }
      && lines.allSatisfy { line in
        line.outcome != .unchecked || line.subject == .seed || line.subject == .rotation
      }
  }
}

extension Receipt {
  /// How a pool of this draw is read.
  func layout(_ file: PoolLayout) -> PoolLayout {
    var layout = file
    layout.idColumns = columns?.id ?? []
    layout.stratumColumn = columns?.stratum
    layout.measureColumn = measure
    layout.unclassified = columns?.unclassified.flatMap { try? ProtocolText($0) }
    layout.normalizes = normalized != nil
    // A row that the caller names counts; else what is written is what was read by.
    if layout.heading == .found(row: nil) {
      layout.heading = reading.map { .given($0) } ?? .plain
    }
    layout.keepsCodes = reading?.codes != nil
    return layout
  }

  /// All units of the base: those that were kept out are not gone.
  public func roster(_ file: Evidence.PoolFile, monitor: WorkMonitor) throws -> Roster {
    var layout = layout(file.layout)
    layout.filters = try (filter ?? []).map { try RowFilter(parsing: $0) }
    return try file.open(as: layout, monitor: monitor)
      .roster(wantsDigest: false, monitor: monitor)
  }
}
