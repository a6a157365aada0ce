public import Frames
internal import Sampling

/// The selection as a CSV file: the drawn rows, strata by bytes, then by rank.
///
/// Seven columns stand before the pool's own, so that a survey package needs no second file:
/// stratum, rank, role, N_h, n_h, the design weight, the ticket. The pool's cells are written as
/// they stand in it.
public struct SelectionFile: Sendable {
  /// The columns that stand before the pool's own.
  public static let columns = [
    "draw_stratum", "draw_rank", "draw_role", "draw_population", "draw_size", "draw_weight",
    "draw_ticket",
  ]

  private let targets: [[Double]]?
  private let pool: Pool
  private let isPlain: Bool
  private let delimiter: UInt8
  private let sizes: [Int]
  /// The cells before the rank, and between role and ticket, of each stratum.
  private var beginnings = NumberedTexts([])
  private var selectedMiddles = NumberedTexts([])
  private var reserveMiddles = NumberedTexts([])

  /// Prepares the file of a sample.
  ///
  /// - Parameters:
  ///   - outcome: what the draw gave.
  ///   - pool: the pool that it was drawn from.
  ///   - isPlain: whether the columns of the draw are left out.
  /// - Throws: `DataError` where the pool has a column of the draw's.
  public init(_ outcome: DrawOutcome, pool: Pool, isPlain: Bool) throws(DataError) {
    targets = outcome.targets
    self.pool = pool
    self.isPlain = isPlain
    delimiter = pool.delimiter
    sizes = outcome.plans.map(\.count.size)
    guard !isPlain else { return }
    for name in pool.header where SelectionFile.columns.contains(name) {
      throw DataError(
        .init(file: pool.file, row: 1, column: name, reason: .reservedColumn(name: name))
      )
    }
    let separator = String(UnicodeScalar(delimiter))
    let counts = outcome.plans.map { plan in
      "\(plan.stratum.population)\(separator)\(plan.count.size)\(separator)"
    }
    beginnings = NumberedTexts(
      outcome.plans.map {
        CSVText.field($0.stratum.name.text, delimiter: pool.delimiter) + separator
      }
    )
    selectedMiddles = NumberedTexts(
      zip(outcome.plans, counts).map { plan, counts in
        let weight = outcome.targets == nil ? SelectionFile.weight(plan) : ""
        return "\(separator)selected\(separator)\(counts)\(weight)"
      }
    )
    reserveMiddles = NumberedTexts(counts.map { "\(separator)reserve\(separator)\($0)" })
  }

  /// The header line.
  public var header: String {
    let separator = String(UnicodeScalar(delimiter))
    let own = isPlain ? "" : SelectionFile.columns.map { $0 + separator }.joined()
    return own + pool.headerText + "\n"
  }

  /// N_h/n_h, or nothing for an empty sample.
  private static func weight(_ plan: StratumPlan) -> String {
    guard plan.count.size > 0 else { return "" }
    return "\(Double(plan.stratum.population) / Double(plan.count.size))"
  }

  /// Appends a unit's line to a text.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - text: the text.
  public func append(_ unit: SelectedUnit, to text: ByteText) {
    guard !isPlain else {
      text.append(line: unit.record)
      return
    }
    let isSelected = unit.rank <= sizes[unit.stratum]
    guard isSelected, let targets else {
      let middles = isSelected ? selectedMiddles : reserveMiddles
      text.append(unit, beginnings, middles, between: delimiter)
      return
    }
    beginnings.append(unit.stratum, to: text)
    text.append(decimal: unit.rank)
    selectedMiddles.append(unit.stratum, to: text)
    text.append(Array("\(1 / targets[unit.stratum][unit.rank - 1])".utf8))
    text.append(hex: unit.ticket, between: delimiter)
    text.append(line: unit.record)
  }
}
