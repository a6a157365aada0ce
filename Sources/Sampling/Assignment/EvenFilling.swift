/// Some optimal assignment, from which the one that tickets decide is reached; or why there is none.
///
/// Every place goes to the least loaded who may have it, or along a chain where all of them are full;
/// then chains lead from high loads to lower ones until none is left that makes them more equal. On an
/// M-convex set of loads that is the least Σ load² (Frank & Murota, Decreasing minimization on M-convex
/// sets: background and structures, Math. Program. 195, 2022, arXiv:2007.09616).
struct EvenFilling {
  var graph: ExchangeGraph
  private var search: ChainSearch

  init(_ problem: AssignmentProblem) {
    graph = ExchangeGraph(problem)
    search = ChainSearch(nodes: graph.nodeCount)
  }

  /// Fills all places, from the last in plain order to the first.
  ///
  /// The first that can not be filled is the certificate's z; the others of the certificate are those
  /// whose holder could make room for it, that is of the posts which the search from z reached. What
  /// was reached is full for good, so all failing searches together cost no more than one.
  ///
  /// - Returns: nil, or why not.
  mutating func fill() -> AssignmentCertificate? {
    let problem = graph.problem
    var shortage: [(post: Int, count: Int)]?
    var filled = 0
    for post in problem.postObject.indices.reversed() {
      let slots = problem.slots[post]
      for slot in slots.reversed() {
        if give(slot, of: post) {
          filled += 1
        } else {
          if shortage == nil {
            shortage = search.reached.compactMap { node in
              let reached = Int(node)
              guard graph.isPost(reached) else { return nil }
              let places = problem.slots[reached].count
              return (reached, reached == post ? slots.upperBound - slot : places)
            }
          }
          search.closeReached()
          break
        }
      }
    }
    return shortage.map {
      AssignmentCertificate(problem, $0.sorted { $0.post < $1.post }, filled: filled)
    }
  }

  private mutating func give(_ slot: Int, of post: Int) -> Bool {
    let problem = graph.problem
    if search.side[post] != ChainSearch.closed {
      graph.markPeople(at: Int(problem.postObject[post]))
      var best = -1
      for person in problem.able[Int(problem.postKind[post])] {
        let person = Int(person)
        if graph.mayCome(person), graph.hasRoom(person),
          best < 0 || graph.load[person] < graph.load[best]
        {
          best = person
        }
      }
      if best >= 0 {
        graph.setHolder(slot, Int32(best))
        return true
      }
    }
    let isFound = search.findEnd(in: &graph, from: (post, Int32(slot))) { $0.hasRoom($1) }
    if isFound { graph.exchange(along: search.chain) }
    return isFound
  }

  /// Makes loads as equal as they can be.
  ///
  /// Who has the most gives a place up where a chain leads to somebody with two less. If none does,
  /// nobody who was reached has a part in any later chain: their loads are the greatest or less by
  /// one, so nobody may give them a place, and they reach nobody else.
  mutating func level() {
    var byLoad = PeopleByLoad(graph.load)
    while let person = byLoad.popGreatest(graph.load) {
      let node = graph.node(person: person)
      guard search.side[node] != ChainSearch.closed else { continue }
      let least = graph.load[person] - 2
      let isFound = search.findEnd(in: &graph, from: (node, -1)) {
        $0.hasRoom($1) && $0.load[$1] <= least
      }
      guard isFound, let end = search.chain.last.flatMap({ graph.person($0.node) }) else {
        search.closeReached()
        continue
      }
      graph.exchange(along: search.chain)
      byLoad.insert(person, load: graph.load[person])
      byLoad.insert(end, load: graph.load[end])
    }
  }
}

/// Inspectors by load, the greatest first.
private struct PeopleByLoad {
  /// The loads that occur, ascending; a load may have nobody left.
  private var loads: [Int]
  private var people: [Int: [Int32]] = [:]

  init(_ load: [Int]) {
    for (person, load) in load.enumerated() { people[load, default: []].append(Int32(person)) }
    loads = people.keys.sorted()
  }

  mutating func insert(_ person: Int, load: Int) {
    if people[load] == nil {
      let place = loads.firstIndex { $0 > load } ?? loads.count
      loads.insert(load, at: place)
    }
    people[load, default: []].append(Int32(person))
  }

  /// Takes out somebody with the greatest load; nil where nobody is left.
  mutating func popGreatest(_ load: [Int]) -> Int? {
    while let greatest = loads.last {
      while let person = people[greatest]?.popLast() {
        // Who got a place or lost one stands elsewhere too.
        if load[Int(person)] == greatest { return Int(person) }
      }
      people[greatest] = nil
      loads.removeLast()
    }
    return nil
  }
}
