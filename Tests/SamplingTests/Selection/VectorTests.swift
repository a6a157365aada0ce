import Foundation
import Sampling
import TestSupport
import Testing

/// The protocol vectors of an independent program.
@Suite struct VectorTests {
  struct Tickets: Decodable {
    struct Key: Decodable { var purpose, label, seed, secret, key: String }
    struct Ticket: Decodable { var key, id, ticket: String }
    struct InspectorTicket: Decodable { var key, unit, inspector, ticket: String }
    struct Refused: Decodable { var text, why: String }
    var keys: [Key]
    var tickets: [Ticket]
    var inspectorTickets: [InspectorTicket]
    var refused: [Refused]
    var accepted: [String]
  }

  @Test func keysAndTickets() throws {
    let vectors = try Vectors.json("tickets.json", as: Tickets.self, camelCase: true)
    for vector in vectors.keys {
      let purpose = try #require(DrawKey.Purpose(rawValue: vector.purpose))
      let key = DrawKey(
        purpose,
        label: vector.label,
        seed: vector.seed,
        secret: vector.secret
      )
      #expect(key.digest.hex == vector.key)
    }
    for vector in vectors.tickets {
      let key = DrawKey(digest: try #require(Digest(hex: vector.key)))
      #expect(key.ticket(of: vector.id.utf8).hex == vector.ticket)
    }
    for vector in vectors.inspectorTickets {
      let key = DrawKey(digest: try #require(Digest(hex: vector.key)))
      let ticket = key.ticket(ofInspector: vector.inspector.utf8, for: vector.unit.utf8)
      #expect(ticket.hex == vector.ticket)
    }
  }

  @Test func acceptedAndRefusedTexts() throws {
    let vectors = try Vectors.json("tickets.json", as: Tickets.self, camelCase: true)
    for vector in vectors.refused {
      #expect(ProtocolText.problem(in: vector.text) != nil, "\(vector.why)")
    }
    for text in vectors.accepted {
      #expect(ProtocolText.problem(in: text) == nil, "\(text)")
    }
  }

  struct Draws: Decodable {
    struct Orders: Decodable {
      struct Case: Decodable {
        var start: String?
        var order: [String]
      }
      var label, seed: String
      var ids: [String]
      var cases: [Case]
      var strataInByteOrder: [String]
    }
    var orders: Orders
  }

  @Test func ordersWithAndWithoutStart() throws {
    let orders = try Vectors.json("draws.json", as: Draws.self, camelCase: true).orders
    let key = DrawKey(.units, label: orders.label, seed: orders.seed)
    let tickets = orders.ids.map { key.ticket(of: $0.utf8) }
    for vector in orders.cases {
      let start = try vector.start.map { try #require(Digest(hex: $0)) }
      let order = SimpleSelection.order(tickets: tickets, ids: orders.ids, start: start)
      #expect(order.map { orders.ids[$0] } == vector.order)
    }
    let strata = try orders.strataInByteOrder.map { try ProtocolText($0) }
    #expect(strata.reversed().sorted() == strata)
  }

  struct Positions: Decodable {
    struct Case: Decodable {
      var label, seed, secret, population, size: String
      var positions: [String]
    }
    var cases: [Case]
    var refused: [[String]]
  }

  @Test func positions() throws {
    let vectors = try Vectors.json("positions.json", as: Positions.self, camelCase: true)
    for vector in vectors.cases {
      let key = DrawKey(
        .positions,
        label: vector.label,
        seed: vector.seed,
        secret: vector.secret
      )
      let positions = try PositionSelection.positions(
        count: try #require(Int(vector.size)),
        population: try #require(UInt64(vector.population)),
        key: key
      )
      #expect(positions.map { "\($0)" } == vector.positions)
    }
    let key = DrawKey(.positions, label: "a", seed: "b")
    for pair in vectors.refused {
      guard let population = UInt64(pair[0]), let count = Int(pair[1]) else { continue }
      #expect(throws: SelectionError.self) {
        try PositionSelection.positions(count: count, population: population, key: key)
      }
    }
  }

  struct Sizes: Decodable {
    struct Small: Decodable {
      struct Case: Decodable {
        var what, method: String
        var sizes: [[String]]
        var size: Int
        var certain, selected, next: [String]
      }
      var label, seed: String
      var cases: [Case]
    }
    struct Rank: Decodable {
      var ticket, n, size, total, u, p, pareto, sequentialPoisson: String
    }
    var small: Small
    var ranks: [Rank]
  }

  @Test func proportionalToSize() throws {
    let vectors = try Vectors.json("pps.json", as: Sizes.self, camelCase: true)
    let key = DrawKey(.units, label: vectors.small.label, seed: vectors.small.seed)
    for vector in vectors.small.cases {
      let units = try vector.sizes.map { pair in
        ProportionalToSize.Unit(
          id: pair[0],
          ticket: key.ticket(of: pair[0].utf8),
          size: try #require(Int(pair[1]))
        )
      }
      let draw = try ProportionalToSize(
        units,
        count: vector.size,
        method: try #require(ProportionalToSize.Method(rawValue: vector.method))
      )
      func names(_ indices: some Sequence<Int>) -> [String] { indices.map { units[$0].id } }
      #expect(names(draw.certain) == vector.certain, "\(vector.what)")
      #expect(names(draw.order.prefix(draw.remaining)) == vector.selected, "\(vector.what)")
      #expect(names(draw.order.dropFirst(draw.remaining)) == vector.next, "\(vector.what)")
    }
    for vector in vectors.ranks {
      let ticket = try #require(Digest(hex: vector.ticket))
      let p =
        try #require(Double(vector.n)) * #require(Double(vector.size))
        / #require(Double(vector.total))
      let bits = { (value: Double) in
        let digits = String(value.bitPattern, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }
      #expect(bits(ProportionalToSize.uniform(ticket)) == vector.u)
      #expect(bits(p) == vector.p)
      #expect(
        bits(ProportionalToSize.rank(ticket, p: p, method: .pareto)) == vector.pareto
      )
      #expect(
        bits(ProportionalToSize.rank(ticket, p: p, method: .sequentialPoisson))
          == vector.sequentialPoisson
      )
    }
  }

  struct Record: Decodable { var record, commitment: String }

  @Test func recordAndCommitment() throws {
    let vector = try Vectors.json("record.json", as: Record.self, camelCase: true)
    let record = try DrawRecord(parsing: vector.record)
    #expect(record.text == vector.record)
    #expect(record.commitment.hex == vector.commitment)
  }

  struct SecondRecord: Decodable {
    struct Escape: Decodable {
      var `in`: String
      var out: String
    }
    var record: String
    var commitment: String
    var shown: [String]
    var escape: Escape
  }

  /// A record of version 2: parsed, written again with the same bytes, committed to.
  @Test func recordOfVersionTwo() throws {
    let vector = try Vectors.json("record2.json", as: SecondRecord.self, camelCase: true)
    let record = try DrawRecord(parsing: vector.record)
    #expect(record.version == .two)
    #expect(record.text.utf8.elementsEqual(vector.record.utf8))
    #expect(record.commitment.hex == vector.commitment)
    #expect(record.shown.columns.map(\.text) == vector.shown)
    #expect(record.outcomes == 17_721_088 && record.isSealed)
    #expect(try RecordText(vector.escape.in).escaped == vector.escape.out)
    #expect(RecordText(escaped: vector.escape.out)?.text == vector.escape.in)
  }
}
