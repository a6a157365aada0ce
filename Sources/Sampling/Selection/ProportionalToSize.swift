/// Selection with probability proportional to size, by order sampling.
///
/// Pareto (Rosén 1997, doi:10.1016/S0378-3758(96)00186-3) and sequential Poisson (Ohlsson 1998,
/// Journal of Official Statistics 14(2), 149–162) sampling: every unit's ranking variable is made
/// of its ticket and its target inclusion probability with four IEEE 754 operations, so that it has
/// the same bits on every machine. The true inclusion probability differs a little from the
/// target; see the protocol.
public struct ProportionalToSize: Sendable {
  /// The ranking variable.
  public enum Method: String, Sendable, CaseIterable {
    /// `(u(1−p)) / (p(1−u))`.
    case pareto
    /// `u/p`.
    case sequentialPoisson = "sequential-poisson"
  }

  /// One unit of a stratum.
  public struct Unit: Sendable {
    /// The identifier.
    public var id: String
    /// The ticket.
    public var ticket: Digest
    /// The size measure, 0 to 2⁵³.
    public var size: Int

    /// Makes a unit.
    ///
    /// - Parameters:
    ///   - id: the identifier.
    ///   - ticket: the ticket.
    ///   - size: the size measure, 0 to ``ProportionalToSize/maximumSize``.
    public init(id: String, ticket: Digest, size: Int) {
      self.id = id
      self.ticket = ticket
      self.size = size
    }
  }

  /// The greatest size measure, 2⁵³.
  public static let maximumSize = 1 << 53

  /// Indices of the units that are selected with certainty, by the bytes of their identifiers.
  public let certain: [Int]
  /// Indices of the other units with a size above 0, the first to be selected first.
  public let order: [Int]
  /// How many of ``order`` are selected, beside the certain units.
  public let remaining: Int
  /// p, the target inclusion probability of each unit, by its index: 1 where certain, 0 where its
  /// size is 0.
  public let targets: [Double]

  /// Σ p(1−p): below 10 the weights 1/p are approximate.
  public var spread: Double { targets.reduce(0) { $0 + $1 * (1 - $1) } }

  /// Orders the units of one stratum.
  ///
  /// Units with n·s ≥ S, compared in 128 bits, are certain and taken out together until none is
  /// left; n falls by their number and S by their sizes. A unit of size 0 is never selected.
  ///
  /// - Parameters:
  ///   - units: the units, with distinct identifiers.
  ///   - count: n, without reserves.
  ///   - method: the ranking variable.
  /// - Throws: ``SelectionError/sizesTooLarge`` where the sizes add up to more than 2⁶³−1, and
  ///   ``SelectionError/countOverPopulation(count:population:)`` where n exceeds the number of
  ///   units with a size above 0.
  /// - Complexity: O(N log N) after at most n rounds for certain units.
  public init(_ units: [Unit], count: Int, method: Method) throws(SelectionError) {
    precondition(units.allSatisfy { (0...ProportionalToSize.maximumSize).contains($0.size) })
    var left = units.indices.filter { units[$0].size > 0 }
    guard count <= left.count else {
      throw .countOverPopulation(count: count, population: left.count)
    }
    var sum = 0
    for index in left {
      let (value, overflow) = sum.addingReportingOverflow(units[index].size)
      guard !overflow else { throw .sizesTooLarge }
      sum = value
    }
    var certain: [Int] = []
    var n = count
    while n > 0 {
      let isCertain = { (index: Int) in
        Int128(n) * Int128(units[index].size) >= Int128(sum)
      }
      let taken = left.filter(isCertain)
      guard !taken.isEmpty else { break }
      left.removeAll(where: isCertain)
      certain += taken
      n -= taken.count
      sum -= taken.reduce(0) { $0 + units[$1].size }
    }
    var targets = [Double](repeating: 0, count: units.count)
    var ranks = targets
    for index in certain { targets[index] = 1 }
    for index in left where n > 0 {
      let p = Double(n) * Double(units[index].size) / Double(sum)
      targets[index] = p
      ranks[index] = ProportionalToSize.rank(units[index].ticket, p: p, method: method)
    }
    let byID = { (a: Int, b: Int) in
      units[a].id.utf8.lexicographicallyPrecedes(units[b].id.utf8)
    }
    self.certain = certain.sorted(by: byID)
    self.order = left.sorted { a, b in
      if ranks[a] != ranks[b] { return ranks[a] < ranks[b] }
      if units[a].ticket != units[b].ticket { return units[a].ticket < units[b].ticket }
      return byID(a, b)
    }
    self.remaining = n
    self.targets = targets
  }

  /// The uniform number of a ticket: its first 52 bits, in the middle of their interval.
  ///
  /// - Parameter ticket: the ticket.
  /// - Returns: u = (U + 0.5)·2⁻⁵², exactly, in (0, 1).
  public static func uniform(_ ticket: Digest) -> Double {
    (Double(ticket.words.0 >> 12) + 0.5) * 0x1p-52
  }

  /// The ranking variable of a unit, each operation rounded once.
  ///
  /// - Parameters:
  ///   - ticket: the ticket.
  ///   - p: the target inclusion probability, in (0, 1].
  ///   - method: the ranking variable.
  /// - Returns: the rank; 0 is selected first.
  public static func rank(_ ticket: Digest, p: Double, method: Method) -> Double {
    let u = uniform(ticket)
    switch method {
    case .pareto: return (u * (1 - p)) / (p * (1 - u))
    case .sequentialPoisson: return u / p
    }
  }
}

/// A selection that can not be made.
public enum SelectionError: ExplainedError, Hashable {
  /// More units are asked for than there are (in a draw by size: than have a size above 0).
  case countOverPopulation(count: Int, population: Int)
  /// The sizes add up to more than 2⁶³−1.
  case sizesTooLarge
  /// More positions than are kept in memory.
  case tooManyPositions(count: Int, limit: Int)
  /// More units of a stratum are asked for than have a size above 0.
  case sizelessUnits(stratum: String, count: Int, sized: Int)

  /// What it is about.
  public var kind: ErrorKind {
    if case .tooManyPositions = self { .usage } else { .no }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .countOverPopulation(let count, let population):
      language(
        "\(count) units are asked for and there are \(population); lower the size or the reserves",
        "需要抽取 \(count) 个，但只有 \(population) 个可抽，请减少抽取数或候补数"
      )
    case .sizesTooLarge:
      language(
        "the sizes add up to more than 9223372036854775807; use a coarser unit",
        "规模合计超过 9223372036854775807，请使用较大的单位"
      )
    case .tooManyPositions(let count, let limit):
      language(
        "\(count) positions are asked for, and \(limit) are the limit, since all are kept in memory;"
          + " draw from a list of the units, or several ranges of numbers by themselves",
        "需要抽取 \(count) 个编号，因全部保存在内存中，上限为 \(limit) 个；请从名单抽取，或将编号分段后分别抽取"
      )
    case .sizelessUnits(let stratum, let count, let sized):
      language(
        "stratum \"\(stratum)\": \(count) units are asked for and \(sized) have a size above 0; lower the"
          + " size or the reserves, or correct the measures",
        "分类“\(stratum)”：需要抽取 \(count) 个，但规模大于 0 的只有 \(sized) 个，请减少抽取数或候补数，或更正规模"
      )
    }
  }
}
