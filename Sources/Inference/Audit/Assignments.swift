/// Who was sent where, in the order of the list.
public struct Assignments: Sendable {
  /// One visit of one or more inspectors to a unit.
  public struct Visit: Sendable, Hashable {
    /// The unit, 0 and up.
    public var unit: Int
    /// The inspectors, 0 and up, each once.
    public var team: [Int]
    /// The part of the list within which inspectors could have been exchanged: a department, a
    /// field, a year.
    public var block: Int
    /// The class of the unit.
    public var unitClass: Int
    /// The district of the unit.
    public var district: Int
    /// Whether something was found; nil where that is not known.
    public var hasFinding: Bool?

    /// Makes a visit.
    ///
    /// - Parameters:
    ///   - unit: the unit, 0 and up.
    ///   - team: the inspectors, 0 and up, each once, at least one.
    ///   - block: the part of the list within which inspectors could have been exchanged.
    ///   - unitClass: the class of the unit, 0 and up.
    ///   - district: the district of the unit, 0 and up.
    ///   - hasFinding: whether something was found; nil where that is not known.
    public init(
      unit: Int,
      team: [Int],
      block: Int = 0,
      unitClass: Int = 0,
      district: Int = 0,
      hasFinding: Bool? = nil
    ) {
      self.unit = unit
      self.team = team
      self.block = block
      self.unitClass = unitClass
      self.district = district
      self.hasFinding = hasFinding
    }
  }

  /// An inspector who must not visit a unit.
  public struct Avoidance: Sendable, Hashable {
    /// The unit.
    public var unit: Int
    /// The inspector.
    public var inspector: Int

    /// Makes an avoidance.
    ///
    /// - Parameters:
    ///   - unit: the unit.
    ///   - inspector: the inspector.
    public init(unit: Int, inspector: Int) {
      self.unit = unit
      self.inspector = inspector
    }
  }

  /// The visits, in the order of the list.
  public let visits: [Visit]
  /// Inspectors in all, also those who were never sent.
  public let inspectors: Int
  /// Who must not visit whom.
  public let avoided: Set<Avoidance>
  /// The visits of each block, in the order of the list.
  let blocks: [[Int]]
  /// The inspectors of each block: those who were sent in it and, of those never sent, all.
  let eligible: [[Int]]

  /// Takes visits.
  ///
  /// - Parameters:
  ///   - visits: the visits, in the order of the list.
  ///   - inspectors: how many inspectors there are.
  ///   - avoided: who must not visit whom.
  public init(visits: [Visit], inspectors: Int, avoided: Set<Avoidance> = []) {
    self.visits = visits
    self.inspectors = inspectors
    self.avoided = avoided
    var blocks = [[Int]](repeating: [], count: (visits.map(\.block).max() ?? -1) + 1)
    for (index, visit) in visits.enumerated() { blocks[visit.block].append(index) }
    self.blocks = blocks
    let sent = Set(visits.flatMap(\.team))
    let idle = (0..<inspectors).filter { !sent.contains($0) }
    eligible = blocks.map { block in
      Set(block.flatMap { visits[$0].team }).sorted() + idle
    }
  }

  /// The assignments of each inspector.
  public var loads: [Int] {
    var loads = [Int](repeating: 0, count: inspectors)
    for visit in visits { for inspector in visit.team { loads[inspector] += 1 } }
    return loads
  }
}

/// How loads differ.
public struct LoadSummary: Sendable, Hashable {
  /// The mean.
  public let mean: Double
  /// The least.
  public let least: Int
  /// The greatest.
  public let greatest: Int
  /// Standard deviation (with n − 1) over mean.
  public let variation: Double
  /// The coefficient of Gini, Σ Σ |x − y| / (2 n² mean).
  public let gini: Double

  /// Describes loads.
  ///
  /// - Parameter loads: the loads; all zeros where there are none.
  public init(_ loads: [Int]) {
    let count = Double(loads.count)
    let sum = Double(loads.reduce(0, +))
    mean = count > 0 ? sum / count : 0
    least = loads.min() ?? 0
    greatest = loads.max() ?? 0
    let squares = loads.reduce(0.0) { [mean] in $0 + (Double($1) - mean) * (Double($1) - mean) }
    let deviation = count > 1 ? (squares / (count - 1)).squareRoot() : 0
    variation = mean > 0 ? deviation / mean : 0
    var weighted = 0.0
    for (rank, load) in loads.sorted().enumerated() {
      weighted += (2 * Double(rank + 1) - count - 1) * Double(load)
    }
    gini = sum > 0 ? weighted / (count * sum) : 0
  }
}
