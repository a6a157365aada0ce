import Foundation
import Sampling
import Testing

/// Equally eligible inspectors, and pairs of them, have equal chances at every post.
///
/// Where symmetry fixes a probability, the seeds in which something happens are binomial; every count is
/// held against the exact distribution, with Holm (1979) over all counts of a case at 1 in 1,000. Fixed
/// seeds. `make test-long` (SPOTCHECK_LONG=1) has 20,000 of them.
@Suite struct AssignmentFairnessTests {
  static let isLong = ProcessInfo.processInfo.environment["SPOTCHECK_LONG"] != nil
  static let seeds = isLong ? 20_000 : 1_000

  /// A case, and the groups within which symmetry makes inspectors alike.
  struct Symmetric: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var objects: [String]
    var posts: [(kind: String, count: Int)]
    /// Inspectors that differ in nothing but the id.
    var groups: [(count: Int, start: Int, cap: Int?, kinds: [String], avoided: [String])]
    /// For a kind the group that has all its places; other kinds have fixed probabilities for nobody.
    var owners: [String: Int]

    var frame: PostFrame {
      get throws {
        try PostFrame(
          objects.map { object in
            PostFrame.Line(text(object), posts.map { Post(text($0.kind), count: $0.count) })
          }
        )
      }
    }

    func ids(_ group: Int) -> [String] { (0..<groups[group].count).map { "g\(group)i\($0)" } }

    var inspectors: InspectorFrame {
      get throws {
        try InspectorFrame(
          groups.indices.flatMap { number in
            let group = groups[number]
            return ids(number).map {
              Inspector(
                text($0),
                start: group.start,
                cap: group.cap,
                kinds: group.kinds.map { text($0) },
                avoided: group.avoided.map { text($0) }
              )
            }
          }
        )
      }
    }
  }

  static let cases = [
    Symmetric(
      testDescription: "one object, six alike",
      objects: ["o"],
      posts: [("lead", 1), ("member", 1)],
      groups: [(6, 0, nil, ["lead", "member"], [])],
      owners: ["lead": 0, "member": 0]
    ),
    Symmetric(
      testDescription: "five objects, four alike, loads that differ by one",
      objects: ["a", "b", "c", "d", "e"],
      posts: [("lead", 1), ("member", 1)],
      groups: [(4, 0, nil, ["lead", "member"], [])],
      owners: ["lead": 0, "member": 0]
    ),
    Symmetric(
      testDescription: "leads and members apart, caps, avoidance of an object by all of a group",
      objects: ["a", "b", "c", "d"],
      posts: [("lead", 1), ("member", 2)],
      groups: [
        (3, 0, 2, ["lead"], []), (5, 1, nil, ["member"], []),
        (2, 0, 9, ["member"], ["a", "b", "c", "d"]),
      ],
      owners: ["lead": 0, "member": 1]
    ),
    Symmetric(
      testDescription: "a group behind in load takes all, the other none",
      objects: ["a", "b", "c"],
      posts: [("member", 2)],
      groups: [(3, 0, nil, ["member"], []), (4, 6, nil, ["member"], [])],
      owners: ["member": 0]
    ),
  ]

  @Test(arguments: cases)
  func equalChances(_ fair: Symmetric) throws {
    let tests = try AssignmentFairnessTests.tests(fair) { key, posts, inspectors in
      try Assignment(posts: posts, inspectors: inspectors, key: key).seats
    }
    #expect(tests.count > 10)
    let least = AssignmentFairnessTests.holm(tests.map(\.p))
    #expect(least > 0.001, "\(tests.min { $0.p < $1.p }.map { "\($0)" } ?? "")")
  }

  /// Rules that go through the officers by turns are found: from the first, from a random one (each officer
  /// has equal chances, pairs do not), and from the first for one seed in eight.
  @Test(arguments: [0, 1, 2])
  func anUnfairRuleIsFound(_ rule: Int) throws {
    let fair = AssignmentFairnessTests.cases[1]
    let tests = try AssignmentFairnessTests.tests(fair) { key, posts, inspectors in
      let real = try Assignment(posts: posts, inspectors: inspectors, key: key).seats
      guard rule < 2 || key.digest.words.0 % 8 == 0 else { return real }
      let ids = inspectors.inspectors.map(\.id)
      let first = rule == 1 ? Int(key.digest.words.1 % UInt64(ids.count)) : 0
      return real.indices.map { place in
        let (seat, inspector) = (real[place], ids[(first + place) % ids.count])
        return Assignment.Seat(object: seat.object, kind: seat.kind, inspector: inspector)
      }
    }
    #expect(AssignmentFairnessTests.holm(tests.map(\.p)) < 1e-6)
  }

  // MARK: Counting

  struct Count: CustomStringConvertible {
    var what: String
    var seen: Int
    var probability: Double
    var p: Double
    var description: String { "\(what): \(seen) with probability \(probability), p \(p)" }
  }

  /// Counts, for each object, who has each kind and which pairs are in a team.
  static func tests(
    _ fair: Symmetric,
    _ assign: (DrawKey, PostFrame, InspectorFrame) throws -> [Assignment.Seat]
  ) throws -> [Count] {
    let (posts, inspectors) = (try fair.frame, try fair.inspectors)
    var seen: [String: Int] = [:]
    for seed in 0..<seeds {
      let key = DrawKey(.inspectors, label: "fair", seed: "\(seed)")
      let seats = try assign(key, posts, inspectors)
      for (object, team) in Dictionary(grouping: seats, by: { $0.object.text }) {
        for seat in team { seen["\(object) \(seat.kind) \(seat.inspector)", default: 0] += 1 }
        let names = team.map { $0.inspector.text }.sorted()
        for (place, first) in names.enumerated() {
          for second in names[(place + 1)...] {
            seen["\(object) \(first)+\(second)", default: 0] += 1
          }
        }
      }
    }
    var counts: [Count] = []
    func add(_ what: String, _ probability: Double) {
      let count = seen[what] ?? 0
      let p = twoSided(count, of: seeds, probability)
      counts.append(Count(what: what, seen: count, probability: probability, p: p))
    }
    for object in fair.objects {
      for post in fair.posts {
        guard let owner = fair.owners[post.kind] else { continue }
        let ids = fair.ids(owner)
        for id in ids {
          add("\(object) \(post.kind) \(id)", Double(post.count) / Double(ids.count))
        }
      }
      for group in fair.groups.indices {
        let size = fair.posts.filter { fair.owners[$0.kind] == group }.reduce(0) { $0 + $1.count }
        let ids = fair.ids(group)
        guard size > 1 else { continue }
        let pairs = Double(ids.count * (ids.count - 1))
        for (place, first) in ids.enumerated() {
          for second in ids[(place + 1)...] {
            add("\(object) \(first)+\(second)", Double(size * (size - 1)) / pairs)
          }
        }
      }
    }
    return counts
  }

  /// Twice the smaller tail of the binomial distribution, at most 1.
  static func twoSided(_ count: Int, of trials: Int, _ probability: Double) -> Double {
    if probability >= 1 { return count == trials ? 1 : 0 }
    let (logOdd, logEven) = (log(probability), log1p(-probability))
    func mass(_ k: Int) -> Double {
      let choose =
        lgamma(Double(trials) + 1) - lgamma(Double(k) + 1) - lgamma(Double(trials - k) + 1)
      return exp(choose + Double(k) * logOdd + Double(trials - k) * logEven)
    }
    let low = (0...count).reduce(0) { $0 + mass($1) }
    let high = (count...trials).reduce(0) { $0 + mass($1) }
    return min(1, 2 * min(low, high))
  }

  /// The least p-value after Holm's adjustment.
  static func holm(_ values: [Double]) -> Double {
    min(1, (values.min() ?? 1) * Double(values.count))
  }

  /// 3 or fewer of 10 with 1/2: 176/1024 in one tail.
  @Test func tailsAreExact() {
    let p = AssignmentFairnessTests.twoSided(3, of: 10, 0.5)
    #expect(abs(p - 2 * 176 / 1024.0) < 1e-12)
    #expect(AssignmentFairnessTests.twoSided(5, of: 10, 0.5) == 1)
  }
}
