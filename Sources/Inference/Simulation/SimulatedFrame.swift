public import Sampling

/// A frame that is drawn from thousands of times: its identifiers in one piece of memory, stratum
/// by stratum, as the ticket kernels want them.
public struct SimulatedFrame: Sendable {
  /// The strata, with their populations.
  public let strata: [Stratum]
  /// Where the units of each stratum begin; one more for the end.
  public let bounds: [Int]
  /// The units in the order that they were given, by their places here.
  public let order: [Int]
  /// The identifiers, by their places here.
  public let ids: [String]
  /// The size measures, by their places here; empty without a design by size.
  public let measures: [Int]

  let bytes: [UInt8]
  let ranges: [IdentifierRange]

  /// Units in all strata.
  public var count: Int { ids.count }

  /// Takes the units.
  ///
  /// - Parameters:
  ///   - ids: the identifiers, each once.
  ///   - places: the stratum of each unit, a place in `names`.
  ///   - names: the names of the strata.
  ///   - measures: the size measure of each unit, 0 to 2⁵³; empty without a design by size.
  public init(ids: [String], places: [Int], names: [ProtocolText], measures: [Int] = []) {
    var members = [[Int]](repeating: [], count: names.count)
    for (unit, place) in places.enumerated() { members[place].append(unit) }
    var bounds = [0]
    for units in members { bounds.append(bounds[bounds.count - 1] + units.count) }
    let order = members.flatMap { $0 }
    var bytes: [UInt8] = []
    var ranges: [IdentifierRange] = []
    for unit in order {
      let start = bytes.count
      bytes += ids[unit].utf8
      ranges.append(
        IdentifierRange(offset: UInt64(start), length: UInt32(bytes.count - start))
      )
    }
    bytes += [UInt8](repeating: 0, count: DrawKey.slack)
    strata = zip(names, members).map { Stratum(name: $0, population: $1.count) }
    self.bounds = bounds
    self.order = order
    self.ids = order.map { ids[$0] }
    self.measures = measures.isEmpty ? [] : order.map { measures[$0] }
    self.bytes = bytes
    self.ranges = ranges
  }
}

/// How replicates are drawn.
public struct SimulationDesign: Sendable {
  /// How many units are drawn in each stratum.
  public var sizes: [Int]
  /// The ranking variable of a draw by size; nil for simple random draws.
  public var method: ProportionalToSize.Method?
  /// Years of draws in each replicate, at least 1.
  public var years: Int
  /// Whether the years are one rotation, or have a draw of their own each.
  public var isRotation: Bool

  /// Makes a design.
  ///
  /// - Parameters:
  ///   - sizes: how many units are drawn in each stratum.
  ///   - method: the ranking variable of a draw by size; nil for simple random draws.
  ///   - years: years of draws in each replicate.
  ///   - isRotation: whether the years are one rotation; only for simple random draws.
  public init(
    sizes: [Int],
    method: ProportionalToSize.Method? = nil,
    years: Int = 1,
    isRotation: Bool = false
  ) {
    self.sizes = sizes
    self.method = method
    self.years = max(years, 1)
    self.isRotation = isRotation
  }
}

/// Draws replicates through the code of the draws: keys, tickets, order.
struct ReplicateDrawer {
  private let frame: SimulatedFrame
  private let design: SimulationDesign
  private var tickets: [Digest]
  private var smallest = SmallestTickets()
  private var places: [Int] = []

  init(_ frame: SimulatedFrame, design: SimulationDesign) {
    self.frame = frame
    self.design = design
    tickets = Array(repeating: Digest(words: (0, 0, 0, 0)), count: frame.count)
  }

  /// The units of every year of a replicate, stratum by stratum.
  ///
  /// - Parameters:
  ///   - label: the label of the replicate; a year of its own adds `/2`, `/3` ….
  ///   - seed: the seed.
  ///   - body: takes the year, from 0, and its units.
  /// - Throws: `SelectionError` where a stratum has too few units with a size above 0.
  mutating func draw(
    label: String,
    seed: String,
    _ body: (_ year: Int, _ units: [Int]) -> Void
  ) throws {
    var starts = [Digest?](repeating: nil, count: frame.strata.count)
    for year in 0..<design.years {
      if year == 0 || !design.isRotation {
        let name = year == 0 ? label : "\(label)/\(year + 1)"
        fill(DrawKey(.units, label: name, seed: seed))
      }
      var units: [Int] = []
      for stratum in frame.strata.indices {
        if let method = design.method {
          units += try sized(stratum, method)
        } else {
          units += simple(stratum, &starts[stratum])
        }
      }
      body(year, units)
    }
  }

  private mutating func fill(_ key: DrawKey) {
    frame.bytes.withUnsafeBytes { memory in
      frame.ranges.withUnsafeBufferPointer { ranges in
        tickets.withUnsafeMutableBufferPointer { tickets in
          guard let base = memory.baseAddress else { return }
          key.tickets(of: ranges, in: base, into: tickets)
        }
      }
    }
  }

  private mutating func simple(_ stratum: Int, _ start: inout Digest?) -> [Int] {
    let (from, to) = (frame.bounds[stratum], frame.bounds[stratum + 1])
    places.removeAll(keepingCapacity: true)
    let ids = frame.ids
    let used = tickets.withUnsafeBufferPointer { all in
      smallest.select(
        design.sizes[stratum],
        of: UnsafeBufferPointer(rebasing: all[from..<to]),
        from: start,
        precedes: { ids[from + $0].utf8.lexicographicallyPrecedes(ids[from + $1].utf8) },
        into: &places
      )
    }
    if design.isRotation, let used { start = used }
    return places.map { from + $0 }
  }

  private func sized(
    _ stratum: Int,
    _ method: ProportionalToSize.Method
  ) throws(SelectionError) -> [Int] {
    let (from, to) = (frame.bounds[stratum], frame.bounds[stratum + 1])
    let selection = try ProportionalToSize(
      (from..<to).map {
        .init(id: frame.ids[$0], ticket: tickets[$0], size: frame.measures[$0])
      },
      count: design.sizes[stratum],
      method: method
    )
    return (selection.certain + selection.order.prefix(selection.remaining)).map { from + $0 }
  }
}
