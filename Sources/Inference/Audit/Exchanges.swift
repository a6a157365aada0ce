/// Exchanges inspectors between visits, as chance could have.
///
/// Whom an honest lottery sends where is, given how often each is sent and how large each team is,
/// any arrangement as likely as any other in which nobody stands twice in a team or visits a unit
/// that he must avoid. Arrangements are reached by exchanging two inspectors of a block at a time.
/// The chain first runs backwards from the observed arrangement, and every replicate then starts
/// from where that ended (Besag and Clifford 1989, doi:10.1093/biomet/76.4.633), so that observed
/// and replicated arrangements are exchangeable and the p-value is exact however slowly the chain
/// mixes.
struct Exchanges: Sendable {
  private let assignments: Assignments
  /// The visit of each place, and the places of each visit.
  private let visits: [Int]
  private let places: [Range<Int>]
  /// The places of each block.
  private let blocks: [[Int]]
  private let observed: [Int]
  private let seed: String
  private let steps: Int

  /// Exchanges for every place of the list.
  private static let stepsPerPlace = 10

  init(_ assignments: Assignments, seed: String) {
    self.assignments = assignments
    var visits: [Int] = []
    var places: [Range<Int>] = []
    for (index, visit) in assignments.visits.enumerated() {
      places.append(visits.count..<visits.count + visit.team.count)
      visits += Array(repeating: index, count: visit.team.count)
    }
    self.visits = visits
    self.places = places
    blocks = assignments.blocks.map { block in block.flatMap { Array(places[$0]) } }
    steps = Exchanges.stepsPerPlace * visits.count
    observed = assignments.visits.flatMap(\.team)
    self.seed = seed
  }

  /// The arrangement that the replicates start from.
  var hub: [Int] {
    var generator = ReplicateGenerator(purpose: "exchanges", seed: seed, number: -1)
    return arrangement(from: observed, &generator)
  }

  /// A replicate: who is sent to each visit.
  func teams(_ number: Int, from hub: [Int]) -> [[Int]] {
    var generator = ReplicateGenerator(purpose: "exchanges", seed: seed, number: number)
    let arrangement = arrangement(from: hub, &generator)
    return places.map { Array(arrangement[$0]) }
  }

  private func arrangement(from start: [Int], _ generator: inout ReplicateGenerator) -> [Int] {
    var who = start
    guard !who.isEmpty else { return who }
    for _ in 0..<steps {
      let first = generator.below(who.count)
      let block = blocks[assignments.visits[visits[first]].block]
      let second = block[generator.below(block.count)]
      if isAllowed(first, second, who) { who.swapAt(first, second) }
    }
    return who
  }

  private func isAllowed(_ first: Int, _ second: Int, _ who: [Int]) -> Bool {
    let (left, right) = (visits[first], visits[second])
    guard left != right, who[first] != who[second] else { return false }
    if places[left].count > 1, who[places[left]].contains(who[second]) { return false }
    if places[right].count > 1, who[places[right]].contains(who[first]) { return false }
    guard !assignments.avoided.isEmpty else { return true }
    let units = (assignments.visits[left].unit, assignments.visits[right].unit)
    return !assignments.avoided.contains(.init(unit: units.0, inspector: who[second]))
      && !assignments.avoided.contains(.init(unit: units.1, inspector: who[first]))
  }
}
