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
  /// Those of them with the fewest places.
  private var group: [Candidate] = []

  private struct Candidate {
    var person: Int32
    /// The slot of another place at the object that would be left, or of one of the same post; −1 for
    /// somebody who is not there.
    var slot: Int32
    var ticket: Digest

    /// By (ticket, id); inspectors are numbered by the bytes of their ids.
    func isBefore(_ other: Candidate) -> Bool {
      ticket == other.ticket ? person < other.person : ticket < other.ticket
    }
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
    while !candidates.isEmpty {
      // The candidates with the fewest places are asked first.
      var fewest = Int32.max
      for candidate in candidates { fewest = min(fewest, dealt[Int(candidate.person)]) }
      let end = candidates.partition { dealt[Int($0.person)] == fewest }
      group.removeAll(keepingCapacity: true)
      group += candidates[end...]
      candidates.removeSubrange(end...)
      if group.count > 1 { addTickets(at: problem.objects[object]) }
      if let candidate = takeFirst(slot, of: post) {
        dealt[Int(candidate.person)] += 1
        graph.fix(slot)
        return
      }
    }
    preconditionFailure("an optimal assignment agrees")
  }

  private mutating func addTickets(at object: ProtocolText) {
    let found = tickets.tickets(of: group.map(\.person), at: object)
    for place in group.indices { group[place].ticket = found[place] }
  }

  /// Gives a slot to the first of the group who may have it; nil where nobody may.
  private mutating func takeFirst(_ slot: Int, of post: Int) -> Candidate? {
    // Mostly the first one may, and a whole group in order costs more than the tickets.
    guard let first = group.indices.min(by: { group[$0].isBefore(group[$1]) }) else { return nil }
    let candidate = group[first]
    if take(slot, of: post, candidate) { return candidate }
    group.swapAt(first, group.count - 1)
    group.removeLast()
    group.sort { $0.isBefore($1) }
    return group.first { take(slot, of: post, $0) }
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
