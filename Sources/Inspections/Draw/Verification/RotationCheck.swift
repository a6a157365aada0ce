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

  /// Takes a receipt.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Throws: `DataError` for what is no internal receipt.
  public init(_ bytes: [UInt8], file: String) throws(DataError) {
    try JSONKeys.check(bytes, file: file)
    receipt = try Receipt(bytes, file: file)
    given = try GivenReceipt(bytes, file: file)
    digest = SHA256.digest(of: bytes)
  }

  /// Whether the receipt is verified with its own record: nothing differs, and its units were made anew.
  ///
  /// - Returns: the answer; nil where record or pool are not given.
  fileprivate func verification(monitor: WorkMonitor) throws -> Verification? {
    guard let record, let pool else { return nil }
    var evidence = Evidence()
    evidence.record = record
    evidence.pool = pool
    return try DrawVerification(given, evidence: evidence).run(monitor: monitor)
  }
}

extension DrawVerification {
  /// Whether the starts are those of the draw before.
  func checkRotation(
    _ terms: VerifiedTerms,
    monitor: WorkMonitor,
    _ verification: inout Verification
  ) throws {
    guard let after = named(terms, &verification) else { return }
    guard let before = evidence.before else {
      verification.add(
        .rotation,
        .unchecked,
        "the starts go on from the receipt \(after.hex.prefix(12))…; give it with --after",
        "起点承接回执 \(after.hex.prefix(12))…，请用 --after 给出该回执"
      )
      return
    }
    var differences: [Difference] = []
    if before.digest != after {
      differences.append(
        (
          "the receipt of --after has the digest \(before.digest), the draw goes on from \(after)",
          "--after 的回执摘要为 \(before.digest)，本次承接的是 \(after)"
        )
      )
    }
    if before.receipt.key != terms.key.digest.hex {
      differences.append(
        (
          "the draw before has another key: a rotation keeps label, seed and secret",
          "上次抽取的密钥不同：轮换须保持标签、种子和密钥不变"
        )
      )
    }
    let own = try before.verification(monitor: monitor)
    if own?.answer == .notVerified {
      differences.append(("the receipt of the draw before is not verified", "上次抽取的回执未通过验证"))
    }
    var called: [ProtocolText: Int] = [:]
    if case .later(_, let used, _) = terms.record?.rotation {
      for line in used { called[line.stratum] = line.count }
    }
    let isRecounted = own != nil && differences.isEmpty
    let reserves = isRecounted ? try before.reserveTickets(called, monitor: monitor) : [:]
    let unknown = called.keys.contains { reserves[$0] == nil }
    let expected = before.receipt.starts { name, _ in reserves[name] }
    if terms.record != nil || called.isEmpty {
      differences += startDifferences(terms, expected, leaving: unknown ? Set(called.keys) : [])
    }
    if isRecounted { differences += try changeDifferences(terms, before, monitor: monitor) }
    for (english, chinese) in differences {
      verification.add(.rotation, .differs, english, chinese)
    }
    guard differences.isEmpty else { return }
    verification.add(
      .rotation,
      isRecounted ? .holds : .unchecked,
      isRecounted
        ? "the starts are those behind the last unit used in the draw before"
        : "the starts fit the receipt of the draw before, which is not verified itself: give its record with"
          + " --after-record and its pool with --after-pool",
      isRecounted
        ? "起点承接上次最后使用的对象" : "起点与上次回执相符，但该回执未经验证，请用 --after-record 和 --after-pool 给出其记录和对象库"
    )
  }

  /// The receipt that the draw says it goes on from; nil for a draw that goes on from none.
  private func named(_ terms: VerifiedTerms, _ verification: inout Verification) -> Digest? {
    let starts = terms.strata.values.contains { $0.count.start != nil } || !terms.kept.isEmpty
    switch terms.record?.rotation {
    case .later(let receipt, _, _): return receipt
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
    case DrawRecord.Rotation.none?: return nil
    case nil: break
    }
    guard case .internal(let own) = receipt.content else { return nil }
    if let after = own.after.flatMap({ Digest(hex: $0) }) { return after }
    if !terms.kept.isEmpty {
      verification.add(
        .rotation,
        .unchecked,
        "the receipt has starts of strata that the pool does not have, and does not say which draw they go on"
          + " from",
        "回执含有对象库中没有的分类的起点，且未说明承接哪次抽取"
      )
    }
    return nil
  }

  private func startDifferences(
    _ terms: VerifiedTerms,
    _ expected: [ProtocolText: Digest],
    leaving unknown: Set<ProtocolText>
  ) -> [Difference] {
    var own = terms.kept
    for (name, stratum) in terms.strata { own[name] = stratum.count.start ?? own[name] }
    let names = Set(own.keys).union(expected.keys).subtracting(unknown).sorted()
    return names.filter { own[$0] != expected[$0] }.map { name in
      receipt.isSealed
        ? ("the start of a stratum is not behind the last unit used", "某一分类的起点不是上次最后使用的对象")
        : (
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
  ) throws -> [Difference] {
    guard case .later(_, _, let changed) = terms.record?.rotation, let old = before.pool,
      let file = evidence.pool, case .internal(let own) = receipt.content
    else { return [] }
    let earlier = try before.receipt.roster(old, monitor: monitor)
    let now = try own.roster(file, monitor: monitor)
    guard DrawRecord.Change.between(earlier, now) != changed.sorted(by: { $0.stratum < $1.stratum })
    else { return [] }
    return [
      (
        "the record does not say what came and went since the draw before",
        "记录中对象的增减与两次对象库不符"
      )
    ]
  }
}

extension DrawBefore {
  /// The tickets of the last reserves that stood in.
  fileprivate func reserveTickets(
    _ called: [ProtocolText: Int],
    monitor: WorkMonitor
  ) throws -> [ProtocolText: Digest] {
    guard !called.isEmpty, let record, let pool else { return [:] }
    let terms = VerifiedTerms(record, seed: receipt.seed, receipt: given)
    var layout = receipt.layout(pool.layout)
    layout.filters = try record.filters.map { try RowFilter(parsing: $0.text) }
    let recount = try Pool(pool.path, layout: layout, monitor: monitor)
      .recount(key: terms.key, options: RecountOptions(), monitor: monitor)
    guard let plans = terms.plans(for: recount.reading) else { return [:] }
    var tickets: [ProtocolText: Digest] = [:]
    try recount.ranked(plans.map(\.count), monitor: monitor).forEachUnit { unit in
      let plan = plans[unit.stratum]
      if unit.rank == plan.count.size + called[plan.stratum.name, default: 0] {
        tickets[plan.stratum.name] = unit.ticket
      }
    }
    return tickets.filter { called[$0.key] != nil }
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
    return layout
  }

  /// All units of the base: those that were kept out are not gone.
  public func roster(_ file: Evidence.PoolFile, monitor: WorkMonitor) throws -> Roster {
    var layout = layout(file.layout)
    layout.filters = try (filter ?? []).map { try RowFilter(parsing: $0) }
    return try Pool(file.path, layout: layout, monitor: monitor)
      .roster(wantsDigest: false, monitor: monitor)
  }
}
