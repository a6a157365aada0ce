import Sampling
import TestSupport
import Testing

/// Random small cases beside trying everything: there is an assignment exactly when one is found, it is
/// the least there is, and what can not be filled has the certificate of the page.
@Suite struct AssignmentPropertyTests {
  struct Case {
    var lines: [PostFrame.Line] = []
    var inspectors: [Inspector] = []
    var key: DrawKey

    init(_ number: Int, _ generator: inout SeededGenerator) {
      key = DrawKey(.inspectors, label: "small", seed: "\(number)")
      let kinds = ["a", "b", "c"].prefix(Int.random(in: 1...3, using: &generator)).map { text($0) }
      let objects = (1...Int.random(in: 1...4, using: &generator)).map { text("o\($0)") }
      var left = 6
      for object in objects {
        var posts: [Post] = []
        for kind in kinds.shuffled(using: &generator) where Bool.random(using: &generator) {
          let count = Int.random(in: 1...2, using: &generator)
          guard count <= left else { continue }
          left -= count
          posts.append(Post(kind, count: count))
        }
        if !posts.isEmpty { lines.append(PostFrame.Line(object, posts)) }
      }
      lines.shuffle(using: &generator)
      let isTight = Bool.random(using: &generator)
      for person in 1...Int.random(in: 1...5, using: &generator) {
        let start = [0, 0, 0, 1, 2, 4].randomElement(using: &generator) ?? 0
        let cap =
          isTight && Bool.random(using: &generator)
          ? max(0, start + Int.random(in: -1...3, using: &generator)) : nil
        inspectors.append(
          Inspector(
            text("i\(person)"),
            start: start,
            cap: cap,
            kinds: kinds.filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }
              .shuffled(using: &generator),
            avoided: objects.filter { _ in Int.random(in: 0..<8, using: &generator) == 0 }
          )
        )
      }
      inspectors.shuffle(using: &generator)
    }
  }

  @Test func asTryingEverything() throws {
    var generator = SeededGenerator(seed: 21)
    var (assigned, short) = (0, 0)
    for number in 0..<2_000 {
      let small = Case(number, &generator)
      let posts = try PostFrame(small.lines)
      let inspectors = try InspectorFrame(small.inspectors)
      let oracle = AssignmentOracle(posts, inspectors, small.key)
      let result = Result { try Assignment(posts: posts, inspectors: inspectors, key: small.key) }
      if let certificate = try shortage(result.get) {
        short += 1
        #expect(oracle.best() == nil, "case \(number)")
        try check(certificate, oracle, number)
      } else {
        assigned += 1
        let found = try result.get()
        let best = try #require(oracle.best(), "case \(number)")
        let lines = oracle.places.indices.map { place in
          let seat = oracle.places[place]
          let who = oracle.inspectors[best.team[place]].id
          return "\(oracle.objects[seat.object])\t\(oracle.kinds[seat.kind])\t\(who)\n"
        }
        #expect(found.text == lines.sorted().joined(), "case \(number)")
        #expect(found.loads.reduce(0) { $0 + $1 * $1 } == best.squares, "case \(number)")
      }
    }
    #expect(assigned > 700 && short > 500, "\(assigned) assigned, \(short) not")
  }

  private func check(
    _ certificate: AssignmentCertificate,
    _ oracle: AssignmentOracle,
    _ number: Int
  ) throws {
    let expected = try #require(oracle.certificate(), "case \(number)")
    #expect(certificate.missing == expected.missing, "case \(number)")
    var needs: [String] = []
    for need in certificate.needs {
      needs += repeatElement("\(need.object) \(need.kind)", count: need.count)
    }
    let names = expected.places.map { place in
      let seat = oracle.places[place]
      return "\(oracle.objects[seat.object]) \(oracle.kinds[seat.kind])"
    }
    #expect(needs == names.sorted(), "case \(number)")
    // Valid and minimal: not all of them, but all without any one.
    #expect(oracle.fillable(expected.places) == expected.places.count - 1, "case \(number)")
    for place in expected.places {
      let others = expected.places.filter { $0 != place }
      #expect(oracle.fillable(others) == others.count, "case \(number)")
    }
    #expect(certificate.available == certificate.places - 1, "case \(number)")
    for supply in certificate.supplies {
      #expect(supply.most <= supply.objects && supply.objects > 0, "case \(number)")
    }
  }

  /// Rows, kinds, marks and objects in any order give the same bytes.
  @Test func orderDoesNotMatter() throws {
    var generator = SeededGenerator(seed: 4)
    for number in 0..<100 {
      let small = Case(number, &generator)
      let posts = try PostFrame(small.lines)
      let inspectors = try InspectorFrame(small.inspectors)
      let listed = small.lines.map(\.object)
      let answer = Result {
        try Assignment(posts: posts, inspectors: inspectors, key: small.key).text
      }
      for _ in 0..<3 {
        let otherPosts = try PostFrame(
          small.lines.shuffled(using: &generator).map {
            PostFrame.Line($0.object, $0.posts.shuffled(using: &generator))
          }
        )
        let otherInspectors = try InspectorFrame(
          small.inspectors.shuffled(using: &generator).map {
            Inspector(
              $0.id,
              start: $0.start,
              cap: $0.cap,
              kinds: $0.kinds.shuffled(using: &generator),
              avoided: $0.avoided.shuffled(using: &generator)
            )
          }
        )
        #expect(otherPosts.digest == posts.digest && otherInspectors.digest == inspectors.digest)
        let other = Result {
          try Assignment(
            of: listed.shuffled(using: &generator),
            posts: otherPosts,
            inspectors: otherInspectors,
            key: small.key
          ).text
        }
        #expect((try? other.get()) == (try? answer.get()))
      }
    }
  }
}
