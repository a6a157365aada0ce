internal import Foundation
internal import Frames
public import Sampling

/// Where a rotation goes on: behind the last unit used the time before.
///
/// Used are the units that were selected, and the reserves that stood in for some of them, in the order
/// of their ranks. A draw does not know how many did: where there were reserves, a list says so, and
/// those that were not used come first the next time.
public struct RotationStart: Sendable {
  /// The receipt of the draw before.
  public let receipt: Receipt
  /// The digest of its bytes, which a record names.
  public let digest: Digest
  private let file: String
  /// Reserves that stood in, by stratum; nil where nobody says.
  private let used: [ProtocolText: [UsedReserve]]?

  private struct UsedReserve {
    var rank: Int
    var ticket: Digest
  }

  /// Reads the receipt of the draw before.
  ///
  /// - Parameters:
  ///   - path: the receipt.
  ///   - used: the selection of that draw with the reserves that were used, and without the others.
  /// - Throws: `InputError`; `DataError` for what is no receipt, and for a list that is not of that draw;
  ///   ``RotationMismatch``.
  public init(receipt path: String, used: GivenSelection?) throws {
    file = path
    let bytes = try InputFile.bytes(of: path)
    digest = SHA256.digest(of: bytes)
    receipt = try Receipt.unambiguous(bytes, file: path)
    guard receipt.hasPlaces else {
      throw DataError(
        .init(
          file: file,
          reason: .other(
            Sentence(
              "has a start or a threshold that is no ticket; use the receipt as it was written",
              "中的起点或末位票号无效，请使用原始回执"
            )
          )
        )
      )
    }
    guard receipt.design == Design.srs.rawValue, let own = Digest(hex: receipt.key) else {
      throw RotationMismatch.design(file: file, design: receipt.design)
    }
    guard used != nil || receipt.reserves == 0 else {
      throw RotationMismatch.unknownReserves(file: file, count: receipt.reserves)
    }
    let reserves = receipt
    self.used = try used.map {
      try RotationStart.reserves($0, of: reserves, file: path, key: DrawKey(digest: own))
    }
  }

  /// How many reserves stood in, as a record says it.
  public var calledUp: [DrawRecord.CalledUp] {
    (used ?? [:]).map { DrawRecord.CalledUp(stratum: $0.key, count: $0.value.count) }
      .sorted { $0.stratum < $1.stratum }
  }

  /// The start of each stratum: the ticket of the last reserve that stood in, else of the last unit
  /// selected; where nothing was selected, its start the time before.
  ///
  /// A stratum that the pool does not have this time keeps its place for the next.
  ///
  /// - Parameter key: the key of this draw, nil where there is none yet (in a commitment).
  /// - Returns: the starts.
  /// - Throws: ``RotationMismatch`` for another key: a rotation keeps label, seed and secret.
  public func starts(for key: DrawKey?) throws(RotationMismatch) -> Starts {
    guard key == nil || key?.digest.hex == receipt.key else {
      throw RotationMismatch.key(file: file)
    }
    return .rotation(receipt.starts { name, _ in self.used?[name]?.last?.ticket })
  }

  /// The reserves of the list, by stratum and rank.
  private static func reserves(
    _ used: GivenSelection,
    of receipt: Receipt,
    file: String,
    key: DrawKey
  ) throws -> [ProtocolText: [UsedReserve]] {
    let table = try used.table()
    let stratumColumn = try table.requiredIndex(of: "draw_stratum")
    let rankColumn = try table.requiredIndex(of: "draw_rank")
    let ticketColumn = try table.requiredIndex(of: "draw_ticket")
    let idColumns =
      used.isJSON ? [GivenSelection.jsonID] : receipt.columns?.id ?? []
    let ids = idColumns.compactMap { table.index(of: $0) }
    let known = Dictionary(receipt.strata.map { ($0.stratum, $0) }) { first, _ in first }
    var reserves: [ProtocolText: [UsedReserve]] = [:]
    var errors = DataError()
    for row in table.rows {
      let (name, hex) = (row.cells[stratumColumn], row.cells[ticketColumn])
      let id = ids.lazy.map { row.cells[$0] }.first { !$0.isEmpty } ?? ""
      let normal = id.precomposedStringWithCompatibilityMapping
        .trimmingCharacters(in: .whitespacesAndNewlines)
      guard let stratum = known[name], let text = try? ProtocolText(name) else {
        errors.add(
          table.problem(
            row,
            stratumColumn,
            .other(Sentence("is no stratum of \(file)", "不是 \(file) 的分类"))
          )
        )
        continue
      }
      guard let ticket = Digest(hex: hex),
        [id, normal].contains(where: { key.ticket(of: $0.utf8) == ticket })
      else {
        errors.add(
          table.problem(
            row,
            ticketColumn,
            .other(
              Sentence(
                "is not the ticket of \"\(id.excerpt)\" in the draw of \(file); use its selection"
                  + " as it was written",
                "不是“\(id.excerpt)”在 \(file) 中的票号，请使用原始抽取结果"
              )
            )
          )
        )
        continue
      }
      guard let rank = Int(row.cells[rankColumn]), rank > 0 else {
        errors.add(table.problem(row, rankColumn, .notInteger(limit: .max)))
        continue
      }
      guard rank > stratum.size else { continue }
      let expected = stratum.size + (reserves[text]?.count ?? 0) + 1
      guard rank == expected, rank <= stratum.size + stratum.reserves else {
        errors.add(
          table.problem(
            row,
            rankColumn,
            .other(
              Sentence(
                "is not the next reserve: they stand in by rank, and \(expected) comes first",
                "不是下一个候补：候补按顺序递补，应先用第 \(expected) 个"
              )
            )
          )
        )
        continue
      }
      reserves[text, default: []].append(UsedReserve(rank: rank, ticket: ticket))
    }
    try errors.throwIfAny()
    return reserves
  }
}

extension Receipt {
  /// Whether every start and every threshold is a ticket: a stratum whose place on the circle is unknown
  /// would begin anew.
  fileprivate var hasPlaces: Bool {
    (starts ?? [:]).allSatisfy { ProtocolText.problem(in: $0) == nil && Digest(hex: $1) != nil }
      && strata.compactMap(\.threshold).allSatisfy { Digest(hex: $0) != nil }
  }

  /// Where a rotation goes on from this draw.
  ///
  /// - Parameter lastReserve: the ticket of the last reserve that stood in, nil for none.
  /// - Returns: the start of every stratum that has a place on the circle.
  func starts(
    lastReserve: (ProtocolText, StratumReceipt) -> Digest?
  ) -> [ProtocolText: Digest] {
    var starts: [ProtocolText: Digest] = [:]
    for (text, hex) in self.starts ?? [:] {
      if let name = try? ProtocolText(text) { starts[name] = Digest(hex: hex) }
    }
    for stratum in strata {
      guard let name = try? ProtocolText(stratum.stratum) else { continue }
      let last = lastReserve(name, stratum) ?? stratum.threshold.flatMap { Digest(hex: $0) }
      starts[name] = last ?? starts[name]
    }
    return starts
  }
}

extension DrawRecord.Change {
  /// What came into the strata and left them from one frame to the next.
  ///
  /// - Parameters:
  ///   - before: the units the time before.
  ///   - now: the units of this time.
  /// - Returns: a line for each stratum in which something changed.
  /// - Complexity: O(N log N).
  static func between(_ before: Roster, _ now: Roster) -> [DrawRecord.Change] {
    var came: [ProtocolText: Int] = [:]
    var went: [ProtocolText: Int] = [:]
    for unit in now.units {
      let name = now.strata[unit.stratum].name
      let old = before.unit(unit.id).map { before.strata[$0.stratum].name }
      if old != name { came[name, default: 0] += 1 }
    }
    for unit in before.units {
      let name = before.strata[unit.stratum].name
      let new = now.unit(unit.id).map { now.strata[$0.stratum].name }
      if new != name { went[name, default: 0] += 1 }
    }
    return Set(came.keys).union(went.keys).sorted().map { name in
      DrawRecord.Change(
        stratum: name,
        came: came[name, default: 0],
        went: went[name, default: 0]
      )
    }
  }
}

/// A receipt that a rotation can not go on from (exit status 1).
public enum RotationMismatch: ExplainedError, Hashable {
  /// The draw was by size or of positions.
  case design(file: String, design: String)
  /// Label, seed or secret differ.
  case key(file: String)
  /// Another receipt than the record names.
  case otherReceipt
  /// The record is of no later year of a rotation.
  case notCommitted
  /// There were reserves, and nothing says which of them were used (64).
  case unknownReserves(file: String, count: Int)

  /// What it is about.
  public var kind: ErrorKind {
    if case .unknownReserves = self { .usage } else { .no }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .design(let file, let design):
      language(
        "\(file): the draw before was \(design.excerpt); only a simple random draw can be gone on"
          + " from",
        "\(file)：上次抽取方法为 \(design.excerpt)，只有简单随机抽取才能轮换"
      )
    case .key(let file):
      language(
        "\(file): the draw before has another key; a rotation keeps label, seed and secret",
        "\(file)：上次抽取的密钥不同，轮换须保持标签、种子和密钥不变"
      )
    case .otherReceipt:
      language(
        "the receipt of \(Setting.after) is not the one that the record goes on from; leave \(Setting.after) out, or give that one",
        "\(Setting.after) 的回执不是记录所承接的回执，请去掉 \(Setting.after) 或提供该回执"
      )
    case .notCommitted:
      language(
        "the record goes on from no other draw; leave \(Setting.after) out, or commit with \(Setting.after)",
        "记录不承接其他抽取，请去掉 \(Setting.after)，或用 commit \(Setting.after) 承诺"
      )
    case .unknownReserves(let file, let count):
      language(
        "\(file): the draw before had \(count) reserves, and those that were used would come again;"
          + " name its selection with \(Setting.used), the reserves that were not used deleted from the copy",
        "\(file)：上次抽取有 \(count) 个候补，已使用的候补会被再次抽中；请用 \(Setting.used) 给出上次的抽取结果"
          + "（在副本中删去未使用的候补）"
      )
    }
  }
}
