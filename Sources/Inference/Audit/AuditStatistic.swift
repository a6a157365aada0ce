/// What a test looks at.
public enum AuditTestKind: String, Sendable, CaseIterable, Encodable {
  /// Where in an order the selected units lie, on average: the first rows of a sorted list.
  case position
  /// How even the gaps between them are: every k-th row, neighbours.
  case spacing
  /// How many runs of neighbours they form.
  case runs
  /// The longest stretch of an order that no draw ever met: a tail that can not be drawn.
  case stretch
  /// The values of a column among the selected against the frame, all of them together.
  case composition
  /// The value of a column that is farthest from its part: one district favoured, one area spared.
  case value
  /// How often each unit was drawn: favourites, and rotations.
  case inclusion
  /// How often two units were drawn together.
  case pairs
  /// Units that two draws in succession have in common.
  case overlap
  /// Units that no draw has.
  case neverDrawn = "never-drawn"
  /// Units of a list that was named beforehand.
  case named
  /// Published random numbers: the greatest distance from an even spread.
  case evenness
  /// The same, with weight on the ends.
  case evennessOfEnds = "evenness-of-ends"
  /// Inspectors: how regularly each comes again in the order of the assignments.
  case turns
  /// Inspectors: who follows whom.
  case succession
  /// Inspectors: how often two are a team.
  case teams
  /// Inspectors: how often the same meets the same unit again.
  case repeatVisits = "repeat-visits"
  /// Inspectors: who is sent to which class.
  case classes
  /// Inspectors: who is sent to which district.
  case districts
  /// Inspectors: how unequal their loads are.
  case load
  /// Inspectors: how far their rates of findings differ, given the class.
  case findings
}

/// A test of the family, before any number is known.
struct AuditStatistic: Sendable {
  var kind: AuditTestKind
  /// The order that is looked at, as a place in the audit's orders.
  var order: Int?
  /// The named list that is looked at.
  var list: Int?
  /// Which deviations count.
  var sides: Sides

  enum Sides: Sendable { case both, upper }
}

/// Computes all statistics of some lists, the same way for those that were drawn and for every
/// replicate.
struct AuditMeasure: Sendable {
  let frame: AuditedFrame
  let orders: [AuditedOrder]
  let named: [Set<Int>]
  let draws: NullDraws
  /// The statistics, in the order of their values.
  let statistics: [AuditStatistic]

  private let expectedSquares: [[Double]]
  private let logarithms: [Double]
  private let expected: [Double]
  private let variances: [Double]
  private let levelMoments: [[(expected: Double, variance: Double)]]

  /// Memory that one thread uses again and again.
  struct Workspace {
    var words: [UInt64]
    var counts: [Int]
    var bits: [[UInt64]]
  }

  var workspace: Workspace {
    let words = (frame.count + 63) / 64
    return Workspace(
      words: Array(repeating: 0, count: words),
      counts: Array(repeating: 0, count: frame.count),
      bits: Array(repeating: Array(repeating: 0, count: words), count: draws.counts.count)
    )
  }

  init(
    frame: AuditedFrame,
    orders: [AuditedOrder],
    named: [[Int]],
    draws: NullDraws,
    statistics: [AuditStatistic]
  ) {
    self.frame = frame
    self.orders = orders
    self.named = named.map { Set($0) }
    self.draws = draws
    self.statistics = statistics
    // E[Σ g²] of the n + 1 gaps that n of N units leave: E[g (g − 1)] = 2 (N − n)(N − n − 1) /
    // ((n + 1)(n + 2)), E[g] = (N − n)/(n + 1).
    expectedSquares = draws.counts.map { counts in
      zip(counts, frame.members).map { count, members in
        let (n, rest) = (Double(count), Double(members.count - count))
        return 2 * rest * (rest - 1) / (n + 2) + rest
      }
    }
    expected = (0..<frame.count).map { unit in
      draws.probabilities.reduce(0) { $0 + $1[unit] }
    }
    variances = (0..<frame.count).map { unit in
      draws.probabilities.reduce(0) { $0 + $1[unit] * (1 - $1[unit]) }
    }
    logarithms = frame.members.indices.map { stratum in
      let never = zip(draws.counts, draws.probabilities).reduce(1.0) { product, draw in
        product * (1 - Double(draw.0[stratum]) / Double(max(frame.members[stratum].count, 1)))
      }
      return never > 0 ? -(GSL.logarithm(never) ?? 0) / 2.302585092994046 : 0
    }
    levelMoments = orders.map { [expected, variances] order in
      var moments = Array(repeating: (expected: 0.0, variance: 0.0), count: order.values.count)
      if let levels = order.levels {
        for (unit, level) in levels.enumerated() {
          moments[level].expected += expected[unit]
          moments[level].variance += variances[unit]
        }
      }
      return moments
    }
  }

  /// The values of all statistics.
  func values(of lists: [[Int]], _ workspace: inout Workspace) -> [Double] {
    for (draw, list) in lists.enumerated() {
      for unit in list { workspace.counts[unit] += 1 }
      for unit in list { workspace.bits[draw][unit >> 6] |= 1 << UInt64(unit & 63) }
    }
    let total = lists.reduce(0) { $0 + $1.count }
    let values = statistics.map { statistic -> Double in
      switch statistic.kind {
      case .position: position(orders[statistic.order ?? 0], lists, total)
      case .spacing: spacing(orders[statistic.order ?? 0], lists, &workspace.words)
      case .runs: runs(orders[statistic.order ?? 0], lists, &workspace.words)
      case .stretch: stretch(orders[statistic.order ?? 0], lists, &workspace.words)
      case .composition: composition(statistic.order ?? 0, lists)
      case .value: greatestDistance(statistic.order ?? 0, lists)
      case .inclusion: inclusion(workspace.counts)
      case .pairs: pairs(workspace.bits)
      case .overlap: overlap(workspace.bits)
      case .neverDrawn: Double(workspace.counts.count { $0 == 0 })
      case .named: hits(named[statistic.list ?? 0], workspace.counts)
      default: 0
      }
    }
    for (draw, list) in lists.enumerated() {
      for unit in list {
        workspace.counts[unit] = 0
        workspace.bits[draw][unit >> 6] = 0
      }
    }
    return values
  }

  /// The mean place of the selected units, 1/2 for the middle.
  private func position(_ order: AuditedOrder, _ lists: [[Int]], _ total: Int) -> Double {
    var sum = 0.0
    for list in lists { for unit in list { sum += order.places[unit] } }
    return sum / Double(max(total, 1))
  }

  /// Σ g² of the gaps against its expectation, 1 on average; below it the gaps are even.
  private func spacing(_ order: AuditedOrder, _ lists: [[Int]], _ words: inout [UInt64]) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for (draw, list) in lists.enumerated() {
      mark(list, order, &words)
      forEachStratum(words) { stratum, gaps in
        let expected = expectedSquares[draw][stratum]
        let count = Double(draws.counts[draw][stratum])
        guard expected > 0, count > 0 else { return }
        let squares = gaps.reduce(0.0) { $0 + Double($1 * $1) }
        sum += count * squares / expected
        weight += count
      }
      clear(list, order, &words)
    }
    return weight > 0 ? sum / weight : 1
  }

  /// Runs of neighbours.
  private func runs(_ order: AuditedOrder, _ lists: [[Int]], _ words: inout [UInt64]) -> Double {
    var runs = 0
    for list in lists {
      mark(list, order, &words)
      forEachStratum(words) { _, gaps in
        // Every unit begins a run but those without a gap before them.
        runs += gaps.dropLast().enumerated().count { $0 == 0 || $1 > 0 }
      }
      clear(list, order, &words)
    }
    return Double(runs)
  }

  /// How unlikely it is that none of the draws meets the longest stretch that none met: minus the
  /// decimal logarithm.
  private func stretch(_ order: AuditedOrder, _ lists: [[Int]], _ words: inout [UInt64]) -> Double {
    for list in lists { mark(list, order, &words) }
    var greatest = 0.0
    forEachStratum(words) { stratum, gaps in
      greatest = max(greatest, Double(gaps.max() ?? 0) * logarithms[stratum])
    }
    for list in lists { clear(list, order, &words) }
    return greatest
  }

  private func mark(_ list: [Int], _ order: AuditedOrder, _ words: inout [UInt64]) {
    for unit in list {
      let slot = order.slots[unit]
      words[slot >> 6] |= 1 << UInt64(slot & 63)
    }
  }

  private func clear(_ list: [Int], _ order: AuditedOrder, _ words: inout [UInt64]) {
    for unit in list { words[order.slots[unit] >> 6] = 0 }
  }

  /// The gaps of each stratum: before the first selected unit, between two, behind the last.
  private func forEachStratum(_ words: [UInt64], _ body: (Int, [Int]) -> Void) {
    var slot = next(words, from: 0)
    var gaps: [Int] = []
    for (stratum, members) in frame.members.enumerated() {
      let end = frame.offsets[stratum] + members.count
      var place = frame.offsets[stratum]
      gaps.removeAll(keepingCapacity: true)
      while slot < end {
        gaps.append(slot - place)
        place = slot + 1
        slot = next(words, from: place)
      }
      gaps.append(end - place)
      body(stratum, gaps)
    }
  }

  /// The first slot that is marked, from one on; beyond all where there is none.
  private func next(_ words: [UInt64], from slot: Int) -> Int {
    var index = slot >> 6
    guard index < words.count else { return .max }
    var word = words[index] & (~0 << UInt64(slot & 63))
    while word == 0 {
      index += 1
      guard index < words.count else { return .max }
      word = words[index]
    }
    return index << 6 + word.trailingZeroBitCount
  }

  private func composition(_ order: Int, _ lists: [[Int]]) -> Double {
    squares(order, lists).reduce(0, +)
  }

  /// The greatest distance of a value's units from their expectation, in standard deviations.
  private func greatestDistance(_ order: Int, _ lists: [[Int]]) -> Double {
    (squares(order, lists).max() ?? 0).squareRoot()
  }

  /// (O − E)² / Var of each value of a column.
  private func squares(_ order: Int, _ lists: [[Int]]) -> [Double] {
    guard let levels = orders[order].levels else { return [] }
    var counts = [Double](repeating: 0, count: orders[order].values.count)
    for list in lists { for unit in list { counts[levels[unit]] += 1 } }
    return zip(counts, levelMoments[order]).map { count, level in
      guard level.variance > 0 else { return 0 }
      let distance = count - level.expected
      return distance * distance / level.variance
    }
  }

  /// Σ (c − E c)² / Var c in units of its expectation: 1 on average.
  private func inclusion(_ counts: [Int]) -> Double {
    var (sum, units) = (0.0, 0.0)
    for (unit, count) in counts.enumerated() where variances[unit] > 0 {
      let distance = Double(count) - expected[unit]
      sum += distance * distance / variances[unit]
      units += 1
    }
    return units > 0 ? sum / units : 1
  }

  /// Pairs of units that came together in two draws, over all pairs of draws.
  private func pairs(_ bits: [[UInt64]]) -> Double {
    var pairs = 0
    for first in bits.indices {
      for second in bits.indices where second > first {
        let common = AuditMeasure.common(bits[first], bits[second])
        pairs += common * (common - 1) / 2
      }
    }
    return Double(pairs)
  }

  private func overlap(_ bits: [[UInt64]]) -> Double {
    zip(bits, bits.dropFirst()).reduce(0.0) { $0 + Double(AuditMeasure.common($1.0, $1.1)) }
  }

  private static func common(_ left: [UInt64], _ right: [UInt64]) -> Int {
    var count = 0
    for index in left.indices { count += (left[index] & right[index]).nonzeroBitCount }
    return count
  }

  private func hits(_ units: Set<Int>, _ counts: [Int]) -> Double {
    Double(units.reduce(0) { $0 + counts[$1] })
  }
}
