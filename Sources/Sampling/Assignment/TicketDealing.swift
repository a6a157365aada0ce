/// Gives the places, in their order, to those whom tickets decide on.
///
/// Each goes to the first by (places given so far, ticket, id) of the inspectors with whom some optimal
/// assignment still agrees with everything given before. Such an assignment is kept: an inspector who
/// does not hold the place in it may have it exactly when a chain of exchanges leads from them back to
/// the place.
struct TicketDealing {
  private var graph: ExchangeGraph
  private var search: ChainSearch
  private var tickets: InspectorTickets
  private let key: DrawKey
  /// The places given so far, by inspector.
  private var dealt: [Int32]
  private var candidates: [Candidate] = []

  private struct Candidate {
    var person: Int32
    /// The slot of another place at the object that would be left, or of one of the same post; −1 for
    /// somebody who is not there.
    var slot: Int32
    var ticket: Digest
  }

  /// Takes an optimal assignment.
  init(_ graph: ExchangeGraph, key: DrawKey) {
    self.graph = graph
    self.key = key
    self.graph.makeLevels()
    search = ChainSearch(nodes: self.graph.nodeCount)
    tickets = InspectorTickets(key, graph.problem.inspectors)
    dealt = [Int32](repeating: 0, count: graph.problem.inspectors.count)
  }

  /// Deals all places out.
  ///
  /// - Returns: the inspector of each slot.
  mutating func run() -> [Int32] {
    let problem = graph.problem
    let turns = problem.objects.map { InspectorTickets.turn(key, $0) }
    var objects = problem.objects.indices.sorted { (turns[$0], $0) < (turns[$1], $1) }
    var number = 0
    while !objects.isEmpty {
      objects.removeAll { problem.objectSlots[$0].count <= number }
      for object in objects {
        deal(slot: problem.objectSlots[object].lowerBound + number, object: object)
      }
      number += 1
    }
    return graph.holder
  }

  private mutating func deal(slot: Int, object: Int) {
    let post = Int(graph.postOfSlot[slot])
    let problem = graph.problem
    collect(post: post, object: object)
    var left = candidates.count
    precondition(left > 0, "an optimal assignment agrees")
    while true {
      // The candidates with the fewest places come to the front.
      var fewest = Int32.max
      for candidate in candidates[..<left] { fewest = min(fewest, dealt[Int(candidate.person)]) }
      var group = candidates[..<left].filter { dealt[Int($0.person)] == fewest }
      if left > group.count {
        let rest = candidates[..<left].filter { dealt[Int($0.person)] != fewest }
        candidates.replaceSubrange(..<left, with: rest)
      }
      if group.count > 1 {
        let found = tickets.tickets(of: group.map(\.person), at: problem.objects[object])
        for place in group.indices { group[place].ticket = found[place] }
        group.sort { ($0.ticket, $0.person) < ($1.ticket, $1.person) }
      }
      for candidate in group where take(slot, of: post, candidate) {
        dealt[Int(candidate.person)] += 1
        graph.fix(slot)
        return
      }
      left -= group.count
      precondition(left > 0, "an optimal assignment agrees")
    }
  }

  /// Whoever may have a place at all, as far as sides tell.
  private mutating func collect(post: Int, object: Int) {
    candidates.removeAll(keepingCapacity: true)
    graph.markPeople(at: object)
    let side = search.side[post]
    let zero = Digest(words: (0, 0, 0, 0))
    for person in graph.problem.able[Int(graph.problem.postKind[post])] {
      if graph.mayCome(Int(person)) {
        guard search.side[graph.node(person: Int(person))] == side else { continue }
        candidates.append(Candidate(person: person, slot: -1, ticket: zero))
      } else if let slot = graph.slotToLeave(Int(person)) {
        guard search.side[Int(graph.postOfSlot[slot])] == side else { continue }
        candidates.append(Candidate(person: person, slot: Int32(slot), ticket: zero))
      }
    }
  }

  /// Gives a slot to a candidate if some optimal assignment allows it.
  private mutating func take(_ slot: Int, of post: Int, _ candidate: Candidate) -> Bool {
    let start: (node: Int, slot: Int32)
    if candidate.slot >= 0 {
      let other = Int(graph.postOfSlot[Int(candidate.slot)])
      if other == post {
        exchange(slot, candidate.slot)
        return true
      }
      start = (other, candidate.slot)
    } else {
      start = (graph.node(person: Int(candidate.person)), -1)
    }
    // A failing search may have parted them since they were collected.
    guard search.side[start.node] == search.side[post],
      search.findChain(in: &graph, from: start, to: post),
      let end = search.chain.last
    else { return false }
    graph.exchange(along: search.chain, last: candidate.person)
    exchange(slot, end.slot)
    return true
  }

  /// Exchanges two slots of one post, which are alike.
  private mutating func exchange(_ slot: Int, _ other: Int32) {
    guard slot != Int(other) else { return }
    let (here, there) = (graph.holder[slot], graph.holder[Int(other)])
    graph.setHolder(slot, there)
    graph.setHolder(Int(other), here)
  }
}
