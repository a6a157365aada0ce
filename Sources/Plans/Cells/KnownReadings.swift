/// Readings of the cells of a plan: hundreds of tasks share a few wordings, and each is read once.
struct KnownReadings {
  private struct Cell: Hashable {
    var text: [UInt8]
    var content: Int
  }

  private var readings: [Cell: CellReading] = [:]

  /// A cell as it was read before, or is read now.
  mutating func reading(_ text: String, as content: CellReading.Content) -> CellReading {
    let cell = Cell(text: Array(text.utf8), content: content.rawValue)
    if let known = readings[cell] { return known }
    let reading = CellReading(text, as: content)
    readings[cell] = reading
    return reading
  }
}
