import Frames
import Inspections
import Reports
import Sampling

/// A selection as a table for a terminal or as JSON, `spotcheck.selection/1`.
struct SelectionList: Sendable {
  private let format: DrawCommand.SelectionFormat
  private let sample: DrawnSample
  private var units: [Unit] = []

  /// One unit.
  struct Unit: Encodable, Sendable {
    var stratum: String
    var rank: Int
    var role: String
    var population: Int
    var size: Int
    var weight: Double?
    var ticket: String
    var id: String
  }

  private struct Document: Encodable {
    var schema = "spotcheck.selection/1"
    var units: [Unit]
  }

  init(_ format: DrawCommand.SelectionFormat, sample: DrawnSample) {
    self.format = format
    self.sample = sample
  }

  /// A unit as it is listed.
  func unit(_ unit: SelectedUnit) -> Unit {
    let plan = sample.plans[unit.stratum]
    let isSelected = unit.rank <= plan.count.size
    let weight =
      sample.targets.map { 1 / $0[unit.stratum][unit.rank - 1] }
      ?? Double(plan.stratum.population) / Double(plan.count.size)
    return Unit(
      stratum: plan.stratum.name.text,
      rank: unit.rank,
      role: isSelected ? "selected" : "reserve",
      population: plan.stratum.population,
      size: plan.count.size,
      weight: isSelected ? weight : nil,
      ticket: unit.ticket.hex,
      id: String(decoding: unit.id, as: UTF8.self)
    )
  }

  /// Adds units in the order of the selection.
  mutating func add(_ units: [Unit]) { self.units += units }

  func text(language: Language) throws -> String {
    if format == .json { return try JSONText.encode(Document(units: units)) }
    let header = [
      language("stratum", "分类"), language("rank", "顺序"), language("role", "类型"),
      language("identifier", "标识"),
    ]
    let rows = units.map { unit in
      let role = unit.role == "reserve" ? language("reserve", "候补") : language("selected", "抽中")
      return [unit.stratum, "\(unit.rank)", role, unit.id]
    }
    return TextTable(header: header, rows: rows, rightAligned: [1]).text
  }
}
