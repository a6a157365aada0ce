public import Sampling

/// How lists would have been drawn by an honest lottery: the hypothesis that the tests are made
/// under.
public enum NullDesign: Sendable {
  /// As many units as were drawn in each stratum, each as likely as any other.
  case simple
  /// With probability proportional to size, by order sampling, in each stratum.
  case sized(ProportionalToSize.Method, sizes: [Int])
}

/// Draws lists under a null design.
struct NullDraws: Sendable {
  let frame: AuditedFrame
  /// How many are drawn in each stratum, by draw.
  let counts: [[Int]]
  /// The inclusion probability (for a draw by size: its target) of each unit, by draw.
  let probabilities: [[Double]]
  /// What a draw by size selects from, by draw and stratum; nil for a simple one.
  private let sized: [[Sized]]?

  /// Whether every unit of a stratum is as likely as any other.
  var isSimple: Bool { sized == nil }

  private struct Sized: Sendable {
    var certain: [Int]
    var open: [Int]
    var remaining: Int
    var method: ProportionalToSize.Method
  }

  /// - Throws: `SelectionError` where more units were drawn than have a size above 0.
  init(
    frame: AuditedFrame,
    draws: [[Int]],
    design: NullDesign
  ) throws(SelectionError) {
    self.frame = frame
    counts = draws.map { draw in
      var counts = [Int](repeating: 0, count: frame.members.count)
      for unit in draw { counts[frame.strata[unit]] += 1 }
      return counts
    }
    var probabilities: [[Double]] = []
    switch design {
    case .simple:
      sized = nil
      for count in counts {
        let shares = zip(count, frame.members).map { Double($0) / Double(max($1.count, 1)) }
        probabilities.append(frame.strata.map { shares[$0] })
      }
    case .sized(let method, let sizes):
      var all: [[Sized]] = []
      let zero = Digest(words: (0, 0, 0, 0))
      for count in counts {
        var targets = [Double](repeating: 0, count: frame.count)
        var parts: [Sized] = []
        for (stratum, members) in frame.members.enumerated() {
          let selection = try ProportionalToSize(
            members.map { .init(id: "\($0)", ticket: zero, size: sizes[$0]) },
            count: count[stratum],
            method: method
          )
          for (index, unit) in members.enumerated() { targets[unit] = selection.targets[index] }
          parts.append(
            Sized(
              certain: selection.certain.map { members[$0] },
              open: selection.remaining == 0 ? [] : selection.order.map { members[$0] }.sorted(),
              remaining: selection.remaining,
              method: method
            )
          )
        }
        probabilities.append(targets)
        all.append(parts)
      }
      sized = all
    }
    self.probabilities = probabilities
  }

  /// The units of one draw, in no order.
  ///
  /// - Parameters:
  ///   - draw: which of the draws.
  ///   - generator: random numbers.
  ///   - marks: a mark for each unit, all false, and so again afterwards.
  /// - Returns: the units.
  func units(
    of draw: Int,
    using generator: inout ReplicateGenerator,
    marks: inout [Bool]
  ) -> [Int] {
    guard let sized else { return simple(draw, &generator, &marks) }
    var units: [Int] = []
    for part in sized[draw] {
      units += part.certain
      guard part.remaining > 0 else { continue }
      var ranked: [(rank: Double, unit: Int)] = []
      ranked.reserveCapacity(part.open.count)
      for unit in part.open {
        let ticket = Digest(words: (generator.next(), 0, 0, 0))
        let p = probabilities[draw][unit]
        ranked.append((ProportionalToSize.rank(ticket, p: p, method: part.method), unit))
      }
      ranked.sort { $0 < $1 }
      units += ranked.prefix(part.remaining).map(\.unit)
    }
    return units
  }

  /// Simple random samples of the strata (Floyd's algorithm: Bentley and Floyd 1987,
  /// doi:10.1145/30401.315746).
  private func simple(
    _ draw: Int,
    _ generator: inout ReplicateGenerator,
    _ marks: inout [Bool]
  ) -> [Int] {
    var units: [Int] = []
    units.reserveCapacity(counts[draw].reduce(0, +))
    for (stratum, members) in frame.members.enumerated() {
      let count = counts[draw][stratum]
      for last in members.count - count..<members.count {
        let place = generator.below(last + 1)
        let unit = marks[members[place]] ? members[last] : members[place]
        marks[unit] = true
        units.append(unit)
      }
    }
    for unit in units { marks[unit] = false }
    return units
  }
}
