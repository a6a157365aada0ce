/// How often each inspector is sent to each class, or district, against an exchange of inspectors
/// between the visits of a block.
///
/// ```
/// Q = Σ_i Σ_g (O_ig − E_ig)²/V_ig      E_ig = Σ_b n_ib N_bg/N_b
/// V_ig = Σ_b n_ib (N_bg/N_b)(1 − N_bg/N_b)(N_b − n_ib)/(N_b − 1)
/// ```
///
/// n_ib visits of inspector i in block b, N_bg of the N_b visits there to group g. Its p-value is that of
/// ``InspectorAudit``'s exchanges, which keep loads, teams and avoidances.
public struct PlaceCounts: Sendable {
  /// One inspector in one group.
  public struct Cell: Sendable, Hashable {
    /// The inspector.
    public let inspector: Int
    /// The class or district.
    public let group: Int
    /// His visits there.
    public let visits: Int
    /// All visits there.
    public let all: Int
    /// His visits there that are expected.
    public let expected: Double
    /// Their standard deviation.
    public let deviation: Double
  }

  let assignments: Assignments
  private let groups: [Int]
  private let count: Int
  private let expected: [Double]
  private let variances: [Double]

  /// Counts visits; nil where no block has units of two groups.
  ///
  /// - Parameters:
  ///   - assignments: who was sent where.
  ///   - group: the class or the district of a visit.
  public init?(_ assignments: Assignments, by group: (Assignments.Visit) -> Int) {
    self.assignments = assignments
    let groups = assignments.visits.map(group)
    self.groups = groups
    let count = (groups.max() ?? 0) + 1
    self.count = count
    var expected = [Double](repeating: 0, count: assignments.inspectors * count)
    var variances = expected
    for block in assignments.blocks where block.count > 1 {
      let all = Double(block.count)
      var own: [Int: Int] = [:]
      var parts: [Int: Int] = [:]
      for visit in block {
        parts[groups[visit], default: 0] += 1
        for inspector in assignments.visits[visit].team { own[inspector, default: 0] += 1 }
      }
      guard parts.count > 1 else { continue }
      for (inspector, visits) in own {
        for (group, units) in parts {
          let (n, share) = (Double(visits), Double(units) / all)
          expected[inspector * count + group] += n * share
          variances[inspector * count + group] += n * share * (1 - share) * (all - n) / (all - 1)
        }
      }
    }
    guard variances.contains(where: { $0 > 0 }) else { return nil }
    self.expected = expected
    self.variances = variances
  }

  /// The inspectors and groups that are farthest from what is expected, the farthest first.
  public var cells: [Cell] {
    let counts = counts(assignments.visits.map(\.team))
    var all = [Int](repeating: 0, count: count)
    for group in groups { all[group] += 1 }
    return variances.indices.filter { variances[$0] > 0 }
      .sorted { (distance($1, counts), $0) < (distance($0, counts), $1) }
      .map { place in
        Cell(
          inspector: place / count,
          group: place % count,
          visits: counts[place],
          all: all[place % count],
          expected: expected[place],
          deviation: variances[place].squareRoot()
        )
      }
  }

  /// Q of an arrangement.
  func statistic(_ teams: [[Int]]) -> Double {
    let counts = counts(teams)
    return variances.indices.reduce(0) { $0 + (variances[$1] > 0 ? distance($1, counts) : 0) }
  }

  private func distance(_ place: Int, _ counts: [Int]) -> Double {
    let gap = Double(counts[place]) - expected[place]
    return gap * gap / variances[place]
  }

  private func counts(_ teams: [[Int]]) -> [Int] {
    var counts = [Int](repeating: 0, count: expected.count)
    for (visit, team) in teams.enumerated() {
      for inspector in team { counts[inspector * count + groups[visit]] += 1 }
    }
    return counts
  }
}
