/// Boxes of a branch and bound, greatest bound first; of equal bounds the one that came last, so that a search
/// with a limit goes deep.
struct BoxQueue<Box> {
  private var entries: [(bound: Int, order: Int, box: Box)] = []
  private var pushed = 0

  /// Adds a box.
  mutating func push(_ box: Box, bound: Int) {
    pushed += 1
    entries.append((bound, pushed, box))
    var child = entries.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the box with the greatest bound.
  mutating func popGreatest() -> Box? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      var parent = 0
      while 2 * parent + 1 < entries.count {
        var child = 2 * parent + 1
        if child + 1 < entries.count, precedes(child + 1, child) { child += 1 }
        guard precedes(child, parent) else { break }
        entries.swapAt(child, parent)
        parent = child
      }
    }
    return first.box
  }

  private func precedes(_ first: Int, _ second: Int) -> Bool {
    (entries[first].bound, entries[first].order) > (entries[second].bound, entries[second].order)
  }
}
