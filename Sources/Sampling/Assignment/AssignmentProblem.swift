/// Objects, posts and inspectors as numbers: what an assignment is searched in.
///
/// Objects and inspectors are numbered by the bytes of their ids, posts by object and then by the
/// bytes of their kinds. The *slots* of a post stand for its places: one more than there are inspectors
/// who may serve there at most, since more can not be filled anyway; so memory is bounded by what can be
/// assigned, not by a count that somebody wrote.
struct AssignmentProblem {
  /// The objects' identifiers.
  let objects: [ProtocolText]
  /// The inspectors, by the bytes of their ids.
  let inspectors: [Inspector]
  /// The kinds of the objects' posts.
  let kinds: [ProtocolText]
  /// The posts of each object.
  let posts: Ranges
  /// Of each post its object, kind, and its places as they are written.
  let postObject, postKind: [Int32]
  let postCount: [Int]
  /// How many inspectors may serve at each post.
  let eligibleCount: [Int]
  /// The slots of each post, and of each object.
  let slots, objectSlots: Ranges
  /// The inspectors of each kind, ascending; some may avoid an object.
  let able: Lists
  /// The kinds of each inspector, ascending.
  let kindsOf: Lists
  /// The inspectors who avoid each object, and the objects that each inspector avoids.
  let avoiders, avoidedBy: Lists
  /// The posts of each kind.
  let postsOfKind: Lists

  /// The places of all objects.
  var places: Int { postCount.reduce(0, +) }

  /// Takes lines with different objects, and inspectors with different ids, each in any order.
  ///
  /// - Complexity: O((lines + marks) log).
  init(_ lines: [PostFrame.Line], _ people: [Inspector]) {
    let lines = lines.sorted { $0.object < $1.object }
    inspectors = people.sorted { $0.id < $1.id }
    objects = lines.map(\.object)
    var kindNumber: [ProtocolText: Int32] = [:]
    var kinds: [ProtocolText] = []
    var postObject: [Int32] = []
    var postKind: [Int32] = []
    var postCount: [Int] = []
    var posts = Ranges()
    var byKind: [(Int32, Int32)] = []
    for (object, line) in lines.enumerated() {
      for post in line.posts {
        let kind = kindNumber[post.kind] ?? Int32(kinds.count)
        if kind == kinds.count {
          kindNumber[post.kind] = kind
          kinds.append(post.kind)
        }
        byKind.append((kind, Int32(postObject.count)))
        postObject.append(Int32(object))
        postKind.append(kind)
        postCount.append(post.count)
      }
      posts.append(count: line.posts.count)
    }
    var objectNumber: [ProtocolText: Int32] = [:]
    for (object, id) in objects.enumerated() { objectNumber[id] = Int32(object) }
    var has: [(Int32, Int32)] = []
    var avoids: [(Int32, Int32)] = []
    for (number, inspector) in inspectors.enumerated() {
      has += inspector.kinds.compactMap { kindNumber[$0] }.sorted().map { (Int32(number), $0) }
      for object in inspector.avoided.compactMap({ objectNumber[$0] }) {
        avoids.append((Int32(number), object))
      }
    }
    kindsOf = Lists(has, of: inspectors.count)
    able = Lists(has.map { ($1, $0) }, of: kinds.count)
    avoidedBy = Lists(avoids, of: inspectors.count)
    avoiders = Lists(avoids.map { ($1, $0) }, of: objects.count)
    postsOfKind = Lists(byKind, of: kinds.count)
    self.kinds = kinds
    self.posts = posts
    self.postObject = postObject
    self.postKind = postKind
    self.postCount = postCount
    var slots = Ranges()
    var eligibleCount: [Int] = []
    for (post, kind) in postKind.enumerated() {
      var eligible = able[Int(kind)].count
      for person in avoiders[Int(postObject[post])] where kindsOf.holds(kind, in: Int(person)) {
        eligible -= 1
      }
      eligibleCount.append(eligible)
      slots.append(count: min(postCount[post], eligible + 1))
    }
    self.slots = slots
    var objectSlots = Ranges()
    for object in objects.indices {
      objectSlots.append(count: posts[object].reduce(0) { $0 + slots[$1].count })
    }
    self.objectSlots = objectSlots
    self.eligibleCount = eligibleCount
  }
}

/// Consecutive ranges.
struct Ranges {
  private var ends = [0]

  /// The number of ranges.
  var count: Int { ends.count - 1 }
  /// Where the last one ends.
  var end: Int { ends[count] }

  mutating func append(count: Int) { ends.append(end + count) }

  subscript(_ index: Int) -> Range<Int> { ends[index]..<ends[index + 1] }
}

/// A list of numbers for each of some owners, all in one piece of memory.
struct Lists {
  private(set) var elements: [Int32]
  private var ranges = Ranges()

  /// Takes pairs of owner and element; elements of an owner keep their order.
  init(_ pairs: [(owner: Int32, element: Int32)], of owners: Int) {
    var counts = [Int32](repeating: 0, count: owners)
    for pair in pairs { counts[Int(pair.owner)] += 1 }
    var next: [Int32] = []
    next.reserveCapacity(owners)
    for count in counts {
      next.append(Int32(ranges.end))
      ranges.append(count: Int(count))
    }
    elements = [Int32](repeating: 0, count: pairs.count)
    for pair in pairs {
      elements[Int(next[Int(pair.owner)])] = pair.element
      next[Int(pair.owner)] += 1
    }
  }

  /// The places of an owner's elements.
  func range(_ owner: Int) -> Range<Int> { ranges[owner] }

  /// An owner's elements.
  subscript(_ owner: Int) -> ArraySlice<Int32> { elements[ranges[owner]] }

  /// Whether an owner, whose elements ascend, has one.
  func holds(_ element: Int32, in owner: Int) -> Bool {
    let range = ranges[owner]
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if elements[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && elements[low] == element
  }
}
