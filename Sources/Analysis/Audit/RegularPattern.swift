internal import Inference

/// Every k-th unit of an order.
package struct RegularPattern: Sendable {
  /// The name of the order; empty for the list.
  package let order: String
  /// k.
  package let step: Int
  /// The draws that have it, with the place of their first unit in the order, from 0.
  package let draws: [(name: String, start: Int)]
  /// Whether several draws have units of one and the same row in k.
  let isRepeated: Bool
  /// Whether all draws have it.
  let isWhole: Bool

  /// Units that a draw must have for its gaps to be a pattern, and the share of gaps that must be equal.
  private static let fewest = 5
  private static let share = 0.8

  /// Looks for a pattern in the list, then in every other order; nil where there is none.
  init?(_ frame: AuditFrame?, _ draws: [(name: String, units: [Int])]) {
    guard let frame else { return nil }
    let places = Array(0..<frame.units.count)
    let blocks = frame.units.strata
    let none = blocks.map { _ in 0 }
    var orders = [(order: "", slots: places, blocks: none)]
    for order in frame.orders { orders.append((order.name, order.slots, blocks)) }
    for order in orders {
      let steps = draws.map { draw in
        RegularPattern.step(draw.units, order.slots, order.blocks)
      }
      let found = zip(draws, steps).compactMap { draw, step in
        step.map { (draw: draw, step: $0) }
      }
      guard let first = found.first else { continue }
      let step = first.step
      let same = found.filter { $0.step == step }
      let starts = same.map { entry in
        entry.draw.units.map { order.slots[$0] }.min() ?? 0
      }
      self.order = order.order
      self.step = step
      self.draws = zip(same, starts).map { ($0.draw.name, $1) }
      isWhole = same.count == draws.count
      isRepeated = Set(starts.map { $0 % step }).count < starts.count
      return
    }
    return nil
  }

  /// The gap that most gaps of a draw are; nil where there is none, or where it is that of neighbours.
  private static func step(_ units: [Int], _ slots: [Int], _ blocks: [Int]) -> Int? {
    guard units.count >= fewest else { return nil }
    let sorted = units.map { (slots[$0], blocks[$0]) }.sorted { $0.0 < $1.0 }
    var gaps: [Int: Int] = [:]
    var all = 0
    for (before, after) in zip(sorted, sorted.dropFirst()) where before.1 == after.1 {
      gaps[after.0 - before.0, default: 0] += 1
      all += 1
    }
    guard let most = gaps.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }), most.key > 1,
      Double(most.value) >= share * Double(all)
    else { return nil }
    return most.key
  }
}
