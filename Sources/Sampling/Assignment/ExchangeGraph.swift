/// An assignment that is being changed, and the steps by which it can be.
///
/// The nodes are posts that seek somebody, inspectors who have one place too many, and levels of load.
/// A step leads
///
/// - from a post to an eligible inspector who is not at its object, or to another post of the object,
///   whose holder comes over;
/// - from an inspector to a post of theirs, which they give up;
/// - from an inspector with room to the level of the load they have, and from it to an inspector whose
///   load is greater by one and who gives a place up instead: so the loads stay as equal as they are.
///
/// Slots that are given (``given``) take no part. Places of one post are alike, so that posts, not
/// places, are the nodes.
struct ExchangeGraph {
  let problem: AssignmentProblem
  /// Who holds each slot, −1 for nobody.
  private(set) var holder: [Int32]
  /// The post of each slot.
  let postOfSlot: [Int32]
  /// The open slots of each inspector, as a list in both directions, and those given for good; −1 ends
  /// a list.
  private var first, firstGiven, next, previous: [Int32]
  /// The load of each inspector, and the most there may be.
  private(set) var load: [Int]
  let limit: [Int]
  /// The first slot of each object that is not given for good.
  private(set) var given: [Int32]
  /// The levels, empty until loads are as equal as they can be.
  var levels = LoadLevels()

  private let postCount, personCount: Int
  /// The posts that each inspector may have, whatever they avoid.
  private let costTo: [Int]
  /// Who is at the object that was marked last, or avoids it: the mark, and the slot held there.
  private var mark = 0
  private var personMark: [Int]
  private var personSlot: [Int32]
  private var objectMark: [Int]

  init(_ problem: AssignmentProblem) {
    self.problem = problem
    postCount = problem.postObject.count
    personCount = problem.inspectors.count
    let slots = problem.slots.end
    holder = [Int32](repeating: -1, count: slots)
    next = holder
    previous = holder
    var postOfSlot: [Int32] = []
    postOfSlot.reserveCapacity(slots)
    for post in 0..<postCount {
      for _ in problem.slots[post] { postOfSlot.append(Int32(post)) }
    }
    self.postOfSlot = postOfSlot
    costTo = problem.inspectors.indices.map { person in
      problem.kindsOf[person].reduce(1) { $0 + problem.postsOfKind[Int($1)].count }
    }
    first = [Int32](repeating: -1, count: personCount)
    firstGiven = first
    load = problem.inspectors.map(\.start)
    limit = problem.inspectors.map { $0.cap ?? .max }
    given = problem.objects.indices.map { Int32(problem.objectSlots[$0].lowerBound) }
    personMark = [Int](repeating: -1, count: personCount)
    personSlot = first
    objectMark = [Int](repeating: -1, count: problem.objects.count)
  }

  // MARK: Nodes

  var nodeCount: Int { postCount + personCount + levels.count }

  func node(person: Int) -> Int { postCount + person }
  func node(level: Int) -> Int { postCount + personCount + level }
  /// The inspector of a node, nil for another.
  func person(_ node: Int) -> Int? {
    node >= postCount && node < postCount + personCount ? node - postCount : nil
  }
  func isPost(_ node: Int) -> Bool { node < postCount }

  func hasRoom(_ person: Int) -> Bool { load[person] < limit[person] }

  // MARK: Changes

  /// Gives an open slot to an inspector.
  mutating func setHolder(_ slot: Int, _ person: Int32) {
    if holder[slot] >= 0 {
      unlink(slot)
      load[Int(holder[slot])] -= 1
    }
    holder[slot] = person
    let head = first[Int(person)]
    next[slot] = head
    previous[slot] = -1
    if head >= 0 { previous[Int(head)] = Int32(slot) }
    first[Int(person)] = Int32(slot)
    load[Int(person)] += 1
  }

  /// Takes a slot, the next of its object, out of all exchanges.
  mutating func fix(_ slot: Int) {
    let person = Int(holder[slot])
    unlink(slot)
    next[slot] = firstGiven[person]
    firstGiven[person] = Int32(slot)
    given[Int(problem.postObject[Int(postOfSlot[slot])])] = Int32(slot + 1)
  }

  private mutating func unlink(_ slot: Int) {
    let (before, after) = (previous[slot], next[slot])
    if before >= 0 { next[Int(before)] = after } else { first[Int(holder[slot])] = after }
    if after >= 0 { previous[Int(after)] = before }
  }

  /// Makes levels of the loads, which from now on stay as equal as they are.
  mutating func makeLevels() {
    levels = LoadLevels(load)
  }

  // MARK: Steps

  /// Marks who is at an object or avoids it.
  mutating func markPeople(at object: Int) {
    mark += 1
    for person in problem.avoiders[object] {
      personMark[Int(person)] = mark
      personSlot[Int(person)] = -1
    }
    for slot in problem.objectSlots[object] where holder[slot] >= 0 {
      personMark[Int(holder[slot])] = mark
      personSlot[Int(holder[slot])] = slot >= given[object] ? Int32(slot) : -1
    }
  }

  /// After ``markPeople(at:)``: whether somebody may come, the slot that somebody there may leave, or
  /// neither.
  func mayCome(_ person: Int) -> Bool { personMark[person] != mark }
  func slotToLeave(_ person: Int) -> Int? {
    personMark[person] == mark && personSlot[person] >= 0 ? Int(personSlot[person]) : nil
  }

  /// The nodes to which a step leads, each with the slot that is given up there (−1 for none).
  ///
  /// - Parameters:
  ///   - node: where the steps begin.
  ///   - visit: takes a node and a slot; true ends it.
  /// - Returns: the steps looked at.
  @inline(__always)
  mutating func forEachStep(from node: Int, _ visit: (Int, Int32) -> Bool) -> Int {
    if isPost(node) {
      let object = Int(problem.postObject[node])
      markPeople(at: object)
      let range = problem.able.range(Int(problem.postKind[node]))
      for place in range {
        let person = Int(problem.able.elements[place])
        if personMark[person] != mark {
          if visit(postCount + person, -1) { break }
        } else if personSlot[person] >= 0 {
          let post = Int(postOfSlot[Int(personSlot[person])])
          if post != node, visit(post, personSlot[person]) { break }
        }
      }
      return range.count + problem.objectSlots[object].count + problem.avoiders[object].count
    }
    if let person = person(node) {
      var work = 1
      if let level = levels.level(of: person), hasRoom(person), visit(self.node(level: level), -1) {
        return work
      }
      var slot = first[person]
      while slot >= 0 {
        work += 1
        if visit(Int(postOfSlot[Int(slot)]), slot) { break }
        slot = next[Int(slot)]
      }
      return work
    }
    let people = levels.people(above: node - postCount - personCount)
    for person in people where visit(postCount + Int(person), -1) { break }
    return people.count + 1
  }

  /// The nodes from which a step leads here, each with the slot that is given up here (−1 for none).
  ///
  /// - Parameters:
  ///   - node: where the steps end.
  ///   - visit: takes a node and a slot; true ends it.
  /// - Returns: the steps looked at.
  @inline(__always)
  mutating func forEachStep(to node: Int, _ visit: (Int, Int32) -> Bool) -> Int {
    if isPost(node) {
      let object = Int(problem.postObject[node])
      let posts = problem.posts[object]
      var work = 1
      for slot in problem.slots[node] where slot >= given[object] && holder[slot] >= 0 {
        work += posts.count
        let person = Int(holder[slot])
        if visit(postCount + person, Int32(slot)) { return work }
        for post in posts
        where post != node && hasOpenSlot(post)
          && problem.kindsOf.holds(problem.postKind[post], in: person)
        {
          if visit(post, Int32(slot)) { return work }
        }
      }
      return work
    }
    if let person = person(node) {
      var work = 1
      if let level = levels.level(of: person), let below = levels.level(below: level),
        visit(self.node(level: below), -1)
      {
        return work
      }
      mark += 1
      for object in problem.avoidedBy[person] { objectMark[Int(object)] = mark }
      for list in [first[person], firstGiven[person]] {
        var slot = list
        while slot >= 0 {
          work += 1
          objectMark[Int(problem.postObject[Int(postOfSlot[Int(slot)])])] = mark
          slot = next[Int(slot)]
        }
      }
      for kind in problem.kindsOf[person] {
        let posts = problem.postsOfKind.range(Int(kind))
        work += posts.count
        for place in posts {
          let post = Int(problem.postsOfKind.elements[place])
          if objectMark[Int(problem.postObject[post])] != mark, hasOpenSlot(post), visit(post, -1) {
            return work
          }
        }
      }
      return work + problem.avoidedBy[person].count
    }
    let people = levels.people(at: node - postCount - personCount)
    for person in people where hasRoom(Int(person)) {
      if visit(postCount + Int(person), -1) { break }
    }
    return people.count + 1
  }

  private func hasOpenSlot(_ post: Int) -> Bool {
    problem.slots[post].upperBound > Int(given[Int(problem.postObject[post])])
  }

  /// What a search to or from a node will look at, nearly.
  func cost(from node: Int) -> Int {
    if isPost(node) { return problem.able[Int(problem.postKind[node])].count }
    return person(node) == nil ? levels.people(above: node - postCount - personCount).count : 32
  }
  func cost(to node: Int) -> Int {
    if isPost(node) { return problem.slots[node].count }
    return person(node).map { costTo[$0] }
      ?? levels.people(at: node - postCount - personCount).count
  }
}
