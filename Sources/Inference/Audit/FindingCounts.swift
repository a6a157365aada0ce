internal import Sampling

/// Findings by inspector, given the class of the unit.
///
/// The generalised statistic of Cochran, Mantel and Haenszel (Landis, Heyman and Koch 1978,
/// doi:10.2307/1402373):
///
/// ```
/// Q = (O − E)ᵀ V⁻¹ (O − E),   E_i = Σ_c n_ic p_c,   V_ij = Σ_c p_c (1 − p_c) N_c/(N_c − 1) (n_ic δ_ij − n_ic n_jc/N_c)
/// ```
///
/// over the visits whose finding is known; its distribution is that of exchanging results among the
/// visits to units of the same class. A visit of a team counts for each of its inspectors.
public struct FindingCounts: Sendable {
  /// O, the findings of each inspector.
  public let observed: [Int]
  /// E, those expected, given the classes.
  public let expected: [Double]
  /// Q.
  public let statistic: Double

  private let inverse: [[Double]]
  /// The teams of the known visits, by class.
  private let teams: [[[Int]]]
  private let results: [[Bool]]

  /// Counts findings.
  ///
  /// Nil where no visit's finding is known.
  ///
  /// - Parameter assignments: who was sent where, and what was found.
  public init?(_ assignments: Assignments) {
    let known = assignments.visits.filter { $0.hasFinding != nil }
    guard !known.isEmpty else { return nil }
    let count = assignments.inspectors
    var teams = [[[Int]]](repeating: [], count: (known.map(\.unitClass).max() ?? 0) + 1)
    var results = [[Bool]](repeating: [], count: teams.count)
    for visit in known {
      teams[visit.unitClass].append(visit.team)
      results[visit.unitClass].append(visit.hasFinding == true)
    }
    var expected = [Double](repeating: 0, count: count)
    var variances = [[Double]](repeating: expected, count: count)
    for (teams, results) in zip(teams, results) where !teams.isEmpty {
      let units = Double(teams.count)
      let share = Double(results.count { $0 }) / units
      var visits = [Double](repeating: 0, count: count)
      var together = [[Double]](repeating: visits, count: count)
      for team in teams {
        for left in team {
          visits[left] += 1
          for right in team { together[left][right] += 1 }
        }
      }
      let spread = teams.count > 1 ? share * (1 - share) * units / (units - 1) : 0
      for left in 0..<count where visits[left] > 0 {
        expected[left] += visits[left] * share
        for right in 0..<count {
          variances[left][right] +=
            spread * (together[left][right] - visits[left] * visits[right] / units)
        }
      }
    }
    self.teams = teams
    self.results = results
    self.expected = expected
    inverse = FindingCounts.inverse(variances)
    observed = FindingCounts.counts(teams, results, count)
    statistic = FindingCounts.form(observed, expected, inverse)
  }

  /// The visits of each inspector whose finding is known.
  public var visits: [Int] {
    var visits = [Int](repeating: 0, count: expected.count)
    for team in teams.joined() {
      for inspector in Set(team) { visits[inspector] += 1 }
    }
    return visits
  }

  /// Between which counts the findings of each inspector lie by chance, given the classes.
  ///
  /// The exact limits of a funnel plot (Spiegelhalter 2005, doi:10.1002/sim.1970), for results that
  /// are exchanged within the classes; outside of them an inspector lies with probability α at most.
  ///
  /// - Parameter risk: α, 0 < α < 1.
  /// - Returns: a range for each inspector.
  /// - Complexity: O(inspectors · classes · n²) for n visits of an inspector.
  public func limits(risk: Double) -> [ClosedRange<Int>] {
    let all = teams.map(\.count)
    let found = results.map { $0.count { $0 } }
    return expected.indices.map { inspector in
      let own = teams.map { $0.count { $0.contains(inspector) } }
      return FindingCounts.byChance(visits: all, findings: found, own: own).limits(risk: risk)
    }
  }

  /// The findings in some of the visits, if results are exchanged among all visits of a class.
  ///
  /// ```
  /// X = Σ_c H(N_c, K_c, n_c)
  /// ```
  ///
  /// - Parameters:
  ///   - visits: N of each class.
  ///   - findings: K of each class, 0 to N.
  ///   - own: n of each class, the visits that are looked at, 0 to N.
  /// - Returns: the distribution of X.
  /// - Complexity: O(classes · n²) for n visits that are looked at.
  public static func byChance(
    visits: [Int],
    findings: [Int],
    own: [Int]
  ) -> CountDistribution {
    own.indices.reduce(CountDistribution(constant: 0)) { sum, place in
      let part = Hypergeometric(
        population: visits[place],
        marked: findings[place],
        draws: own[place]
      )
      return own[place] == 0 ? sum : sum.convolved(with: CountDistribution(part))
    }
  }

  /// Whether anything can differ: some were found and some not, by more than one inspector.
  var hasContrast: Bool {
    inverse.contains { row in row.contains { $0 != 0 } }
  }

  /// The test by exchanging results within the classes.
  func test(replicates: Int, seed: String, threads: Int) throws -> DrawAudit.Test {
    let replication = try Replication(
      observed: [statistic],
      replicates: replicates,
      threads: threads
    ) { numbers, add in
      for number in numbers {
        var generator = ReplicateGenerator(purpose: "findings", seed: seed, number: number)
        var results = results
        for place in results.indices { generator.shuffle(&results[place]) }
        let counts = FindingCounts.counts(teams, results, expected.count)
        add([FindingCounts.form(counts, expected, inverse)])
      }
    }
    return replication.test(.findings, 0, value: statistic, isUpper: true)
  }

  private static func counts(_ teams: [[[Int]]], _ results: [[Bool]], _ count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for (teams, results) in zip(teams, results) {
      for (team, result) in zip(teams, results) where result {
        for inspector in team { counts[inspector] += 1 }
      }
    }
    return counts
  }

  private static func form(_ counts: [Int], _ expected: [Double], _ inverse: [[Double]]) -> Double {
    let distances = zip(counts, expected).map { Double($0) - $1 }
    var sum = 0.0
    for (left, row) in inverse.enumerated() where distances[left] != 0 {
      var inner = 0.0
      for (right, value) in row.enumerated() { inner += value * distances[right] }
      sum += distances[left] * inner
    }
    return sum
  }

  /// A generalised inverse of a symmetric matrix without negative directions: Gauss–Jordan on the
  /// largest pivots left; rows that depend on the others become zero.
  private static func inverse(_ matrix: [[Double]]) -> [[Double]] {
    let size = matrix.count
    let scale = matrix.indices.map { matrix[$0][$0] }.max() ?? 0
    guard scale > 0 else { return matrix.map { $0.map { _ in 0 } } }
    var work = matrix
    var swept: [Int] = []
    while let pivot = (0..<size).filter({ !swept.contains($0) })
      .max(by: { work[$0][$0] < work[$1][$1] }), work[pivot][pivot] > 1e-9 * scale
    {
      // The sweep operator: after all sweeps the swept block is minus the inverse.
      let value = work[pivot][pivot]
      for row in 0..<size where row != pivot {
        for column in 0..<size where column != pivot {
          work[row][column] -= work[row][pivot] * work[pivot][column] / value
        }
      }
      for other in 0..<size where other != pivot {
        work[other][pivot] /= value
        work[pivot][other] /= value
      }
      work[pivot][pivot] = -1 / value
      swept.append(pivot)
    }
    let kept = Set(swept)
    return (0..<size).map { row in
      (0..<size).map { kept.contains(row) && kept.contains($0) ? -work[row][$0] : 0 }
    }
  }
}
