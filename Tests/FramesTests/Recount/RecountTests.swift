import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// The second way to a selection against the first: the same units, whatever is claimed of them.
@Suite struct RecountTests {
  /// A random pool and what is drawn from it.
  struct Draw {
    let file: ScratchFile
    var layout = PoolLayout()
    let key: DrawKey
    var counts: [ProtocolText: StratumCount] = [:]

    init(
      rows: Int,
      using random: inout SeededGenerator,
      duplicates: Int = 0,
      padding: String = ""
    ) throws {
      let strata = ["A", "乙", "b c", "~", "*"].shuffled(using: &random)
        .prefix(.random(in: 1...5, using: &random))
      let ids = (0..<rows).map { number in
        let width = Int.random(in: 0...70, using: &random)
        return String(repeating: "x", count: width / 10 * 10) + "é\(number)"
      }
      var lines = ids.map { id in
        let stratum = strata.randomElement(using: &random) ?? "A"
        let name = Bool.random(using: &random) ? "\"a, \"\"b\"\"\nc\"" : "plain"
        return "\(name),\(id),\(Int.random(in: 0...9, using: &random)),\(stratum)\(padding)"
      }
      for _ in 0..<duplicates {
        if let line = lines.randomElement(using: &random) { lines.append(line) }
      }
      lines.shuffle(using: &random)
      let end = Bool.random(using: &random) ? "\r\n" : "\n"
      let header = "name,id,size,class" + (padding.isEmpty ? "" : ",padding")
      file = try ScratchFile(([header] + lines).map { $0 + end }.joined())
      layout.idColumns = ["id"]
      layout.stratumColumn = "class"
      key = DrawKey(.units, label: "recount", seed: "\(UInt64.random(in: 0..<10, using: &random))")
    }

    func pool() throws -> Pool { try Pool(file.path, layout: layout) }
  }

  /// What is known of a unit: stratum, rank, ticket, identifier, record.
  struct Row: Equatable {
    var stratum: Int
    var rank: Int
    var ticket: Digest
    var id: [UInt8]
    var record: [UInt8]

    init(_ unit: SelectedUnit) {
      (stratum, rank, ticket) = (unit.stratum, unit.rank, unit.ticket)
      (id, record) = (Array(unit.id), Array(unit.record))
      // A line end of two bytes is no part of a record.
      if record.last == 0x0D { record.removeLast() }
    }
  }

  static func rows(_ selection: Selection) throws -> [Row] {
    var rows: [Row] = []
    try selection.forEachUnit { rows.append(Row($0)) }
    return rows
  }

  static func rows(_ selection: RecountedSelection) -> [Row] {
    var rows: [Row] = []
    selection.forEachUnit { rows.append(Row($0)) }
    return rows
  }

  /// Counts for the strata of a pool, some with starts that are anywhere or a ticket of the pool.
  static func counts(
    _ strata: [Stratum],
    tickets: [Digest],
    using random: inout SeededGenerator
  ) -> [StratumCount] {
    strata.map { stratum in
      let size = Int.random(in: 0...stratum.population, using: &random)
      let reserves = Int.random(in: 0...min(3, stratum.population - size), using: &random)
      let start: Digest? =
        switch Int.random(in: 0..<3, using: &random) {
        case 0: nil
        case 1: tickets.randomElement(using: &random)
        default: SHA256.digest(of: "\(UInt64.random(in: 0 ... .max, using: &random))".utf8)
        }
      return StratumCount(size: size, reserves: reserves, start: start)
    }
  }

  /// True claims, none, and wrong ones, on which nothing but the speed depends.
  static func claims(
    _ strata: [Stratum],
    _ counts: [StratumCount],
    start: Digest
  ) -> [(@Sendable (ProtocolText) -> RecountOptions.Claim?)?] {
    func claim(
      _ make: @escaping @Sendable (Stratum, StratumCount) -> RecountOptions.Claim?
    ) -> @Sendable (ProtocolText) -> RecountOptions.Claim? {
      { [strata, counts] name in
        zip(strata, counts).first { $0.0.name == name }.flatMap { make($0, $1) }
      }
    }
    return [
      nil,
      claim { .init(population: $0.population, wanted: $1.size + $1.reserves, start: $1.start) },
      claim { .init(population: $0.population * 1000, wanted: 0, start: $1.start) },
      claim { stratum, _ in .init(population: 0, wanted: .max, start: start) },
      claim { stratum, _ in .init(population: stratum.population, wanted: 1, start: nil) },
      claim { stratum, count in
        stratum.population % 2 == 0
          ? nil : .init(population: stratum.population, wanted: count.size, start: start)
      },
    ]
  }

  static func options(_ threads: Int) -> RecountOptions {
    var options = RecountOptions()
    options.threads = threads
    options.wantsFrame = true
    options.keepsRecords = true
    return options
  }

  @Test func simpleSelectionsAgree() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<60 {
      let draw = try Draw(rows: .random(in: 1...300, using: &random), using: &random)
      let pool = try draw.pool()
      var reading = CensusOptions()
      reading.wantsFrame = true
      let census = try pool.census(key: draw.key, options: reading)
      let roster = try pool.roster()
      let tickets = roster.units.map { draw.key.ticket(of: $0.id.utf8) }
      let counts = Self.counts(census.strata, tickets: tickets, using: &random)
      let expected = try Self.rows(try census.ranked(counts))
      let start = tickets.randomElement(using: &random) ?? SHA256.digest(of: "".utf8)
      for claim in Self.claims(census.strata, counts, start: start) {
        var options = Self.options(Int.random(in: 1...5, using: &random))
        options.claim = claim
        let recount = try pool.recount(key: draw.key, options: options)
        #expect(recount.reading.strata == census.strata)
        #expect(recount.reading.digest == census.reading.digest)
        #expect(recount.reading.frameDigest == census.reading.frameDigest)
        let selection = try recount.ranked(counts)
        #expect(Self.rows(selection) == expected)
        #expect(selection.units == expected.count)
        // In pieces as well, which a comparison of lists takes.
        var pieces: [Row] = []
        try selection.forEachPiece { each -> [Row] in
          var rows: [Row] = []
          try each { rows.append(Row($0)) }
          return rows
        } take: {
          pieces += $0
        }
        #expect(pieces == expected)
      }
    }
  }

  @Test(arguments: [ProportionalToSize.Method.pareto, .sequentialPoisson])
  func selectionsBySizeAgree(_ method: ProportionalToSize.Method) throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<40 {
      var draw = try Draw(rows: .random(in: 1...120, using: &random), using: &random)
      draw.layout.measureColumn = "size"
      let pool = try draw.pool()
      let roster = try pool.roster()
      var sized = [Int](repeating: 0, count: roster.strata.count)
      for unit in roster.units where unit.measure > 0 { sized[unit.stratum] += 1 }
      let counts = sized.map { units in
        let size = Int.random(in: 0...units, using: &random)
        return StratumCount(size: size, reserves: units > size ? 1 : 0)
      }
      let expected = try roster.selected(counts, method: method, key: draw.key)
      let recount = try pool.recount(
        key: draw.key,
        options: Self.options(Int.random(in: 1...5, using: &random))
      )
      let found = try recount.selected(counts, method: method)
      #expect(Self.rows(found) == (try Self.rows(expected.selection)))
      #expect(found.targets == expected.targets)
      // A sum, whose terms come in the order of the file.
      for (own, other) in zip(found.spreads ?? [], expected.spreads) {
        #expect(abs(own - other) < 1e-9)
      }
      #expect(found.spreads?.count == expected.spreads.count)
      #expect(recount.reading.frameDigest == roster.frameDigest)
      // One more than there are with a size above 0.
      let over = sized.map { StratumCount(size: $0 + 1) }
      #expect(throws: SelectionError.self) { try recount.selected(over, method: method) }
      #expect(throws: SelectionError.self) {
        try roster.selected(over, method: method, key: draw.key)
      }
    }
  }

  /// Both find every identifier that stands twice, with the same rows, also across strata and in a pool
  /// whose tickets go into many buckets.
  @Test(arguments: [50, 12_000]) func duplicatesAreTheSameError(rows: Int) throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<(rows > 1000 ? 1 : 30) {
      let draw = try Draw(
        rows: rows,
        using: &random,
        duplicates: .random(in: 1...3, using: &random),
        padding: rows > 1000 ? "," + String(repeating: "p", count: 60) : ""
      )
      let pool = try draw.pool()
      func problem(_ body: () throws -> Void) throws -> DataError {
        try #require(throws: DataError.self) { try body() }
      }
      let first = try problem {
        let census = try pool.census(key: draw.key, options: CensusOptions())
        _ = try census.ranked(census.strata.map { _ in StratumCount(size: 0) })
      }
      let second = try problem {
        _ = try pool.recount(key: draw.key, options: Self.options(2))
      }
      #expect(first.count == second.count && first.count > 0)
      #expect(Set(first.problems) == Set(second.problems))
    }
  }

  /// So large that the tickets are kept in several buckets.
  @Test func aLargePool() throws {
    var random = SeededGenerator(seed: 4)
    let draw = try Draw(
      rows: 30_000,
      using: &random,
      padding: "," + String(repeating: "p", count: 60)
    )
    let pool = try draw.pool()
    #expect(pool.source.size > 2 << 20)
    let census = try pool.census(key: draw.key, options: CensusOptions())
    let counts = Self.counts(census.strata, tickets: [], using: &random)
    let expected = try Self.rows(try census.ranked(counts))
    for claim in Self.claims(census.strata, counts, start: draw.key.digest) {
      var options = Self.options(2)
      options.claim = claim
      let recount = try pool.recount(key: draw.key, options: options)
      #expect(Self.rows(try recount.ranked(counts)) == expected)
    }
    #expect(throws: SelectionError.self) {
      try pool.recount(key: draw.key, options: Self.options(2))
        .ranked(census.strata.map { StratumCount(size: $0.population + 1) })
    }
  }

  /// The order by parts of the circle is that of a sort, also where distances crowd, agree or lie beyond the
  /// span.
  @Test(arguments: 0..<60) func theOrderByPartsIsThatOfASort(round: Int) throws {
    var random = SeededGenerator(seed: UInt64(round))
    let arena = RecountArena()
    let spans: [UInt64] = [0, 1, 2, 1_000, 1 << 40, .max / 3, .max]
    let span = try #require(spans.randomElement(using: &random))
    let start =
      round % 3 == 0 ? nil : Digest(words: (7, UInt64.random(in: 0...3, using: &random), 0, 0))
    let count = Int.random(in: 0...3_000, using: &random)
    let most = round % 2 == 0 ? span : UInt64.max
    let entries = (0..<count).map { number -> RecountEntry in
      let far = UInt64.random(in: 0...most, using: &random)
      // Some tickets agree in their first bits, a few wholly, so that the identifier decides.
      let distance = Int.random(in: 0...4, using: &random) == 0 ? far / 64 * 64 : far
      let ticket = Digest(words: (7 &+ distance, UInt64.random(in: 0...3, using: &random), 0, 0))
      return Array("\(number)".utf8).withUnsafeBytes { id in
        arena.keep(
          ticket,
          distance: distance,
          measure: 0,
          id: id,
          record: UnsafeRawBufferPointer(start: nil, count: 0)
        )
      }
    }
    let own = RecountEntry.ordered(entries, from: start, span: span)
    let sorted = entries.sorted { $0.precedes($1, from: start) }
    #expect(own.map { Array($0.id) } == sorted.map { Array($0.id) })
  }
}
