import Sampling
import TestSupport
import Testing

@Suite struct SmallestTicketsTests {
  /// Against the order of the protocol, with tickets that agree in many bits and starts among them.
  @Test func theFirstOfTheOrder() {
    var smallest = SmallestTickets()
    for seed in 0..<300 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let count = Int(generator.next() % 60) + 1
      let tickets = (0..<count).map { _ in
        // Few distinct words, so that prefixes and whole tickets agree.
        Digest(
          words: (
            seed % 3 == 0 ? generator.next() : generator.next() % 5, generator.next() % 2, 0, 0
          )
        )
      }
      let ids = (0..<count).map { "u\(($0 * 37) % 61)" }
      let wanted = Int(generator.next() % UInt64(count + 1))
      let start = seed % 2 == 0 ? nil : tickets[Int(generator.next() % UInt64(count))]
      let order = SimpleSelection.order(tickets: tickets, ids: ids, start: start)
      var selected: [Int] = []
      let last = tickets.withUnsafeBufferPointer {
        smallest.select(
          wanted,
          of: $0,
          from: start,
          precedes: { ids[$0].utf8.lexicographicallyPrecedes(ids[$1].utf8) },
          into: &selected
        )
      }
      #expect(selected.sorted() == order.prefix(wanted).sorted(), "seed \(seed)")
      #expect(last == (wanted == 0 ? nil : tickets[order[wanted - 1]]), "seed \(seed)")
    }
  }
}
