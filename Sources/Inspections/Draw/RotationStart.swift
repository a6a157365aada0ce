internal import Foundation
internal import Frames
public import Sampling

/// Where a rotation goes on: behind the last unit used the time before.
///
/// Used are the units that were selected, and the reserves that stood in for some of them. A draw does
/// not know which did: where there were reserves, a list says so, and those that were not used come
/// first the next time.
public struct RotationStart: Sendable {
  /// The receipt of the draw before.
  public let receipt: Receipt
  private let file: String
  /// Units that were used; nil where nobody says.
  private let used: GivenSelection?

  /// Reads the receipt of the draw before.
  ///
  /// - Parameters:
  ///   - path: the receipt.
  ///   - used: the selection of that draw with the reserves that were used, and without the others.
  /// - Throws: `InputError`; `DataError` for what is no receipt.
  public init(receipt path: String, used: GivenSelection?) throws {
    file = path
    receipt = try Receipt(try InputFile.bytes(of: path), file: path)
    self.used = used
  }

  /// The start of each stratum: the last ticket used on the circle, which is its threshold or that of
  /// a reserve; where nothing was selected, its start the time before.
  ///
  /// A stratum that the pool does not have this time keeps its place for the next.
  ///
  /// - Parameter key: the key of this draw, nil where there is none yet (in a commitment).
  /// - Returns: the starts.
  /// - Throws: ``RotationMismatch`` for a draw by size or of positions, another key (a rotation keeps
  ///   label, seed and secret), or reserves of which nobody says whether they were used; `DataError`
  ///   for a list that is not of that draw.
  public func starts(for key: DrawKey?) throws -> Starts {
    guard receipt.design == Design.srs.rawValue, let own = Digest(hex: receipt.key) else {
      throw RotationMismatch.design(file: file, design: receipt.design)
    }
    guard key == nil || key?.digest == own else { throw RotationMismatch.key(file: file) }
    guard used != nil || receipt.reserves == 0 else {
      throw RotationMismatch.unknownReserves(file: file, count: receipt.reserves)
    }
    var starts: [ProtocolText: Digest] = [:]
    for (text, hex) in receipt.starts ?? [:] {
      if let name = try? ProtocolText(text) { starts[name] = Digest(hex: hex) }
    }
    let used = try usedTickets(DrawKey(digest: own))
    for stratum in receipt.strata {
      guard let name = try? ProtocolText(stratum.stratum) else { continue }
      let threshold = stratum.threshold.flatMap { Digest(hex: $0) }
      let tickets = [threshold].compactMap { $0 } + used[name, default: []]
      let before = starts[name]
      // The circle of that draw: what lies behind its start came first.
      let last = tickets.max { left, right in
        let isPast = before.map { (left <= $0, right <= $0) } ?? (false, false)
        return isPast.0 == isPast.1 ? left < right : isPast.1
      }
      starts[name] = last ?? before
    }
    return .rotation(starts)
  }

  /// The tickets of the list of used units, by stratum.
  private func usedTickets(_ key: DrawKey) throws(DataError) -> [ProtocolText: [Digest]] {
    guard let used else { return [:] }
    let table = used.table
    let stratumColumn = try table.requiredIndex(of: "draw_stratum")
    let ticketColumn = try table.requiredIndex(of: "draw_ticket")
    let known = Set(receipt.strata.map(\.stratum))
    var tickets: [ProtocolText: [Digest]] = [:]
    var errors = DataError()
    for row in table.rows {
      let (stratum, hex) = (row.cells[stratumColumn], row.cells[ticketColumn])
      let id = used.identifier(of: row, columns: receipt.columns?.id ?? [])
      let normal = id.precomposedStringWithCompatibilityMapping
        .trimmingCharacters(in: .whitespacesAndNewlines)
      guard known.contains(stratum), let name = try? ProtocolText(stratum) else {
        errors.add(
          table.problem(
            row,
            stratumColumn,
            .other(english: "is no stratum of \(file)", chinese: "不是 \(file) 的分类")
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
              english:
                "is not the ticket of \"\(id.excerpt)\" in the draw of \(file); use its selection"
                + " as it was written",
              chinese: "不是“\(id.excerpt)”在 \(file) 中的票号，请使用原始抽取结果"
            )
          )
        )
        continue
      }
      tickets[name, default: []].append(ticket)
    }
    try errors.throwIfAny()
    return tickets
  }
}

/// A receipt that a rotation can not go on from (exit status 1).
public enum RotationMismatch: ExplainedError, Hashable {
  /// The draw was by size or of positions.
  case design(file: String, design: String)
  /// Label, seed or secret differ.
  case key(file: String)
  /// There were reserves, and nothing says which of them were used (64).
  case unknownReserves(file: String, count: Int)

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
    case .unknownReserves(let file, let count):
      language(
        "\(file): the draw before had \(count) reserves, and those that were used would come again;"
          + " name its selection with --used, the reserves that were not used deleted from the copy",
        "\(file)：上次抽取有 \(count) 个候补，已使用的候补会被再次抽中；请用 --used 给出上次的抽取结果"
          + "（在副本中删去未使用的候补）"
      )
    }
  }
}
