public import Frames
internal import Sampling

/// A selection as JSON, `spotcheck.selection/1`.
public struct SelectionDocument: Codable, Sendable {
  /// The name of the format.
  public static let schemaName = "spotcheck.selection/1"

  /// `spotcheck.selection/1`.
  public private(set) var schema = SelectionDocument.schemaName
  /// The units, strata by bytes, then by rank.
  public private(set) var units: [Unit] = []

  /// One unit.
  public struct Unit: Codable, Hashable, Sendable {
    package var stratum: String
    package var rank: Int
    package var role: String
    var population: UInt64
    var size: Int
    var weight: Double?
    var ticket: String?
    package var id: String

    /// Whether it is selected, no reserve.
    var isSelected: Bool { role == "selected" }

    /// The cells of the columns of a selection in CSV, and the identifier.
    var cells: [String] {
      [
        stratum, "\(rank)", role, "\(population)", "\(size)", weight.map { "\($0)" } ?? "",
        ticket ?? "", id,
      ]
    }
  }

  /// A selection without units.
  public init() {}

  /// Adds units in the order of the selection.
  ///
  /// - Parameter units: the units.
  public mutating func add(_ units: [Unit]) { self.units += units }

  /// The document as JSON.
  public var json: String {
    get throws { try JSONText.encode(self) }
  }
}

extension DrawOutcome {
  /// A unit as it is listed.
  ///
  /// - Parameter unit: a unit of the selection.
  /// - Returns: what a selection says of it; the weight is the design's, nil for a reserve.
  public func listed(_ unit: SelectedUnit) -> SelectionDocument.Unit {
    let plan = plans[unit.stratum]
    let isSelected = unit.rank <= plan.count.size
    let weight =
      targets.map { 1 / $0[unit.stratum][unit.rank - 1] }
      ?? Double(plan.stratum.population) / Double(plan.count.size)
    return SelectionDocument.Unit(
      stratum: plan.stratum.name.text,
      rank: unit.rank,
      role: isSelected ? "selected" : "reserve",
      population: UInt64(plan.stratum.population),
      size: plan.count.size,
      weight: isSelected ? weight : nil,
      ticket: unit.ticket.hex,
      id: String(decoding: unit.id, as: UTF8.self)
    )
  }
}

extension PositionDraw {
  /// The selection as a document; a position is the identifier of its unit and has no ticket.
  public var document: SelectionDocument {
    var document = SelectionDocument()
    document.add(
      positions.enumerated().map { index, position in
        let isSelected = index < size
        return SelectionDocument.Unit(
          stratum: ProtocolText.everything.text,
          rank: index + 1,
          role: isSelected ? "selected" : "reserve",
          population: population,
          size: size,
          weight: isSelected ? Double(population) / Double(size) : nil,
          ticket: nil,
          id: "\(position)"
        )
      }
    )
    return document
  }
}
