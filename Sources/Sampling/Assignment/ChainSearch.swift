/// Searches chains of exchanges, and keeps what failing ones have found out.
///
/// Where a chain was looked for in vain, no cycle of exchanges crosses the border of what was reached:
/// what is reached can not be left, so nothing that enters comes back, neither now nor after any change
/// or gift, which only take steps away. So the two sides are marked, a search stays on its side, and
/// across a border there is nothing to search.
struct ChainSearch {
  /// The side of each node.
  private(set) var side: [Int32]
  private var sides: Int32 = 1
  /// The number of the search that saw a node last, from the beginning and from the end.
  private var seenFrom, seenTo: [Int]
  private var number = 0
  /// The node before and the slot that is given up on the way here; the same towards the end.
  private var before, slotHere, after, slotAfter: [Int32]
  /// The nodes in the order in which they were seen.
  private(set) var reached: [Int32] = []
  private var reaching: [Int32] = []
  /// The chain found last: nodes, and for each post the slot that is given up there.
  private(set) var chain: [(node: Int, slot: Int32)] = []

  /// The side of what needs no search any more.
  static let closed: Int32 = -1

  init(nodes: Int) {
    side = [Int32](repeating: 0, count: nodes)
    seenFrom = [Int](repeating: 0, count: nodes)
    seenTo = seenFrom
    before = side
    slotHere = side
    after = side
    slotAfter = side
  }

  /// Takes what was reached in vain out of all later searches.
  mutating func closeReached() {
    for node in reached { side[Int(node)] = ChainSearch.closed }
  }

  /// Looks for an inspector who can take one place more; ``reached`` is then all that is reached.
  ///
  /// - Parameters:
  ///   - graph: the assignment; it is not changed.
  ///   - start: where the chain begins, with the slot to be filled if it is a post.
  ///   - accepts: whether the chain may end with an inspector.
  /// - Returns: whether there is a chain, which is then ``chain``.
  mutating func findEnd(
    in graph: inout ExchangeGraph,
    from start: (node: Int, slot: Int32),
    accepts: (ExchangeGraph, Int) -> Bool
  ) -> Bool {
    begin(start)
    var head = 0
    while head < reached.count {
      let node = Int(reached[head])
      head += 1
      let seen = reached.count
      stepForward(in: &graph, from: node, stopAtMeeting: false)
      for next in reached[seen...] {
        if let person = graph.person(Int(next)), accepts(graph, person) {
          follow(to: Int(next), from: start.node)
          return true
        }
      }
    }
    return false
  }

  /// Looks for a chain from one node to a post, from both ends, the smaller side first.
  ///
  /// - Parameters:
  ///   - graph: the assignment; it is not changed.
  ///   - start: where the chain begins, with the slot that is given up if it is a post.
  ///   - end: the post.
  /// - Returns: whether there is one, which is then ``chain``; if not, the two are on different sides
  ///   from now on.
  mutating func findChain(
    in graph: inout ExchangeGraph,
    from start: (node: Int, slot: Int32),
    to end: Int
  ) -> Bool {
    begin(start)
    reaching.removeAll(keepingCapacity: true)
    reaching.append(Int32(end))
    seenTo[end] = number
    var (head, tail) = (0, 0)
    var (workFrom, workTo) = (0, 0)
    while true {
      guard head < reached.count else {
        split(reached)
        return false
      }
      guard tail < reaching.count else {
        split(reaching)
        return false
      }
      let (first, last) = (Int(reached[head]), Int(reaching[tail]))
      let meeting: Int
      if workFrom + graph.cost(from: first) <= workTo + graph.cost(to: last) {
        head += 1
        let (work, met) = stepForward(in: &graph, from: first, stopAtMeeting: true)
        workFrom += work
        meeting = met
      } else {
        tail += 1
        let (work, met) = stepBackward(in: &graph, to: last)
        workTo += work
        meeting = met
      }
      if meeting >= 0 {
        follow(to: meeting, from: start.node)
        var node = meeting
        while node != end {
          let slot = slotAfter[node]
          node = Int(after[node])
          chain.append((node, slot))
        }
        return true
      }
    }
  }

  private mutating func begin(_ start: (node: Int, slot: Int32)) {
    number += 1
    reached.removeAll(keepingCapacity: true)
    reached.append(Int32(start.node))
    seenFrom[start.node] = number
    slotHere[start.node] = start.slot
  }

  @discardableResult
  private mutating func stepForward(
    in graph: inout ExchangeGraph,
    from node: Int,
    stopAtMeeting: Bool
  ) -> (work: Int, meeting: Int) {
    let home = side[node]
    var meeting = -1
    let work = graph.forEachStep(from: node) { next, slot in
      guard side[next] == home, seenFrom[next] != number else { return false }
      seenFrom[next] = number
      before[next] = Int32(node)
      slotHere[next] = slot
      if stopAtMeeting, seenTo[next] == number {
        meeting = next
        return true
      }
      reached.append(Int32(next))
      return false
    }
    return (work, meeting)
  }

  private mutating func stepBackward(
    in graph: inout ExchangeGraph,
    to node: Int
  ) -> (work: Int, meeting: Int) {
    let home = side[node]
    var meeting = -1
    let work = graph.forEachStep(to: node) { next, slot in
      guard side[next] == home, seenTo[next] != number else { return false }
      seenTo[next] = number
      after[next] = Int32(node)
      slotAfter[next] = slot
      if seenFrom[next] == number {
        meeting = next
        return true
      }
      reaching.append(Int32(next))
      return false
    }
    return (work, meeting)
  }

  /// The chain from the beginning to a node.
  private mutating func follow(to node: Int, from start: Int) {
    chain.removeAll(keepingCapacity: true)
    var node = node
    while node != start {
      chain.append((node, slotHere[node]))
      node = Int(before[node])
    }
    chain.append((start, slotHere[start]))
    chain.reverse()
  }

  private mutating func split(_ nodes: [Int32]) {
    for node in nodes { side[Int(node)] = sides }
    sides += 1
  }
}

extension ExchangeGraph {
  /// Makes the exchanges of a chain.
  ///
  /// - Parameters:
  ///   - chain: nodes, and for each post the slot that is given up, or filled, there.
  ///   - taker: who takes the slot of the last post; nil where the chain ends with an inspector.
  mutating func exchange(along chain: [(node: Int, slot: Int32)], last taker: Int32? = nil) {
    var moves: [(slot: Int, person: Int32)] = []
    for (place, step) in chain.enumerated() {
      if isPost(step.node) {
        let person: Int32
        if place + 1 < chain.count {
          let next = chain[place + 1]
          person = self.person(next.node).map { Int32($0) } ?? holder[Int(next.slot)]
        } else if let taker {
          person = taker
        } else {
          preconditionFailure("a chain ends with somebody who takes a place")
        }
        moves.append((Int(step.slot), person))
      } else if person(step.node) == nil {
        guard let up = person(chain[place - 1].node), let down = person(chain[place + 1].node)
        else {
          preconditionFailure("a level stands between two inspectors")
        }
        levels.exchange(up: up, down: down)
      }
    }
    for move in moves { setHolder(move.slot, move.person) }
  }
}
