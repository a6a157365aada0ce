import Sampling

/// Assignments of small cases by trying all of them.
struct AssignmentOracle {
  struct Place {
    var object: Int
    var kind: Int
    var number: Int
  }
  let objects: [ProtocolText]
  let kinds: [ProtocolText]
  let inspectors: [Inspector]
  /// In the order of the page.
  let places: [Place]
  let eligible: [[Bool]]
  /// The rank of each inspector's ticket at each object.
  let rank: [[Int]]

  init(_ posts: PostFrame, _ frame: InspectorFrame, _ key: DrawKey) {
    let objects = posts.lines.map(\.object)
    let kinds = Set(posts.lines.flatMap { $0.posts.map(\.kind) }).sorted()
    let inspectors = frame.inspectors
    self.objects = objects
    self.kinds = kinds
    self.inspectors = inspectors
    var places: [Place] = []
    for (object, line) in posts.lines.enumerated() {
      var number = 0
      for post in line.posts {
        for _ in 0..<post.count {
          number += 1
          let kind = kinds.firstIndex(of: post.kind) ?? -1
          places.append(Place(object: object, kind: kind, number: number))
        }
      }
    }
    let turns = objects.map { key.ticket(ofInspector: "".utf8, for: $0.text.utf8) }
    self.places = places.sorted {
      ($0.number, turns[$0.object], $0.object) < ($1.number, turns[$1.object], $1.object)
    }
    eligible = self.places.map { place in
      inspectors.map {
        $0.kinds.contains(kinds[place.kind]) && !$0.avoided.contains(objects[place.object])
      }
    }
    rank = objects.map { object in
      let tickets = inspectors.map {
        key.ticket(ofInspector: $0.id.text.utf8, for: object.text.utf8)
      }
      let order = inspectors.indices.sorted { (tickets[$0], $0) < (tickets[$1], $1) }
      return inspectors.indices.map { order.firstIndex(of: $0) ?? -1 }
    }
  }

  func room(_ inspector: Inspector) -> Int {
    inspector.cap.map { max(0, $0 - inspector.start) } ?? .max
  }

  /// The least (Σ load², list of triples), the triples as one number each.
  struct Best: Equatable {
    var squares: Int
    var triples: [Int]
    var team: [Int]
  }

  /// The answer, nil where there is none.
  func best() -> Best? {
    var best: Best?
    var team = [Int](repeating: -1, count: places.count)
    var given = [Int](repeating: 0, count: inspectors.count)
    func go(_ place: Int) {
      guard place < places.count else {
        let squares = inspectors.indices.reduce(0) { sum, person in
          let load = inspectors[person].start + given[person]
          return sum + load * load
        }
        guard squares <= best?.squares ?? .max else { return }
        var seen = [Int](repeating: 0, count: inspectors.count)
        let triples = places.indices.map { place -> Int in
          defer { seen[team[place]] += 1 }
          return seen[team[place]] * 1_000 + rank[places[place].object][team[place]]
        }
        if let old = best, old.squares == squares,
          !triples.lexicographicallyPrecedes(old.triples)
        {
          return
        }
        best = Best(squares: squares, triples: triples, team: team)
        return
      }
      for person in inspectors.indices
      where eligible[place][person] && given[person] < room(inspectors[person])
        && !places.indices.contains(where: {
          $0 < place && team[$0] == person && places[$0].object == places[place].object
        })
      {
        team[place] = person
        given[person] += 1
        go(place + 1)
        given[person] -= 1
        team[place] = -1
      }
    }
    go(0)
    return best
  }

  /// The most of some places that can be filled.
  func fillable(_ chosen: [Int]) -> Int {
    var team = [Int](repeating: -1, count: places.count)
    var given = [Int](repeating: 0, count: inspectors.count)
    var most = 0
    func go(_ index: Int, _ filled: Int) {
      most = max(most, filled)
      guard index < chosen.count, filled + chosen.count - index > most else { return }
      let place = chosen[index]
      for person in inspectors.indices
      where eligible[place][person] && given[person] < room(inspectors[person])
        && !places.indices.contains(where: {
          team[$0] == person && places[$0].object == places[place].object
        })
      {
        team[place] = person
        given[person] += 1
        go(index + 1, filled + 1)
        given[person] -= 1
        team[place] = -1
      }
      go(index + 1, filled)
    }
    go(0, 0)
    return most
  }

  /// The certificate by its definition: the places by object and kind, and how many stay empty.
  func certificate() -> (places: [Int], missing: Int)? {
    let plain = places.indices.sorted {
      (places[$0].object, places[$0].kind, places[$0].number)
        < (places[$1].object, places[$1].kind, places[$1].number)
    }
    for start in plain.indices.reversed() {
      let late = Array(plain[start...])
      guard fillable(late) < late.count else { continue }
      let rest = late.dropFirst().filter { place in
        let others = late.filter { $0 != place }
        return fillable(others) == others.count
      }
      return ([late[0]] + rest, places.count - fillable(plain))
    }
    return nil
  }
}
