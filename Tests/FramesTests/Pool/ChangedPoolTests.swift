import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// A pool that somebody writes to while it is read.
@Suite struct ChangedPoolTests {
  static let rows = (0..<2000).map { "U\($0),Unit \($0)" }
  static let text = "id,name\n" + rows.map { $0 + "\n" }.joined()

  /// Writes over a file in place; with the old time of writing, as somebody may who hides it.
  static func overwrite(_ file: ScratchFile, _ text: String, hides: Bool = false) throws {
    var before = stat()
    #expect(stat(file.path, &before) == 0)
    // File systems keep times in ticks of up to ten milliseconds.
    usleep(30_000)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
    try handle.write(contentsOf: Data(text.utf8))
    try handle.truncate(atOffset: UInt64(text.utf8.count))
    try handle.close()
    if hides {
      #expect(utimensat(AT_FDCWD, file.path, [before.st_atim, before.st_mtim], 0) == 0)
    }
  }

  static func opened(_ text: String = text) throws -> (file: ScratchFile, pool: Pool) {
    let file = try ScratchFile(text)
    return (file, try Pool(file.path, layout: PoolLayout()))
  }

  /// What the list becomes.
  enum Change: String, CaseIterable, Sendable {
    case otherNames, oneOtherIdentifier, noUnits, empty, fewerCells, openQuote, oneLine

    var text: String {
      let text = ChangedPoolTests.text
      return switch self {
      case .otherNames: text.replacing("Unit", with: "Xnit")
      case .oneOtherIdentifier: text.replacing("U3,", with: "V3,")
      case .noUnits: "id,name\n"
      case .empty: ""
      case .fewerCells: text.replacing(",Unit", with: "-Unit")
      case .openQuote: text.replacing("U", with: "\"")
      case .oneLine: text.replacing("\n", with: " ")
      }
    }
  }

  @Test(arguments: Change.allCases, [false, true])
  func isNoticedByEveryReading(change: Change, hides: Bool) throws {
    let key = RankingTests.key
    let (file, pool) = try Self.opened()
    let census = try pool.census(key: key)
    let roster = try pool.roster()
    let counts = [StratumCount(size: 2000)]
    let selection = try census.ranked(counts)
    let ranked = try roster.ranked(counts, key: key)
    try selection.forEachUnit { _ in }
    try Self.overwrite(file, change.text, hides: hides)
    let error = InputError.changed(file: file.path)
    #expect(throws: error) { try pool.census(key: key) }
    #expect(throws: error) { try pool.roster() }
    #expect(throws: error) { try selection.forEachUnit { _ in Issue.record("handed out") } }
    #expect(throws: error) { try ranked.forEachUnit { _ in Issue.record("handed out") } }
    #expect(throws: error) { try roster.rows() }
  }

  /// What is no record of the pool any more is told, and ends nothing.
  @Test(arguments: [Change.noUnits, .empty, .fewerCells, .openQuote])
  func whatIsNoRecordIsRefused(change: Change) throws {
    let (file, pool) = try Self.opened()
    try Self.overwrite(file, change.text)
    var fetcher = RecordFetcher(pool)
    for offset in [pool.firstRecord, pool.source.size - 16] {
      #expect(throws: InputError.changed(file: file.path)) { try fetcher.identifier(at: offset) }
    }
  }

  /// A ticket that is not the census's, even where the file's times tell nothing.
  @Test func theTicketsAreCompared() throws {
    let (file, pool) = try Self.opened()
    let roster = try pool.roster()
    let other = try Selection(
      pool: pool,
      key: DrawKey(.units, label: "another", seed: "draw"),
      strata: roster.strata,
      counts: [StratumCount(size: 20)],
      entries: [entries(roster, RankingTests.key)]
    )
    #expect(throws: InputError.changed(file: file.path)) {
      try other.forEachUnit { _ in Issue.record("handed out") }
    }
  }

  private func entries(_ roster: Roster, _ key: DrawKey) -> [TicketEntry] {
    roster.units.prefix(20).map { unit in
      TicketEntry(
        prefix: key.ticket(of: unit.id.utf8).words.0,
        stratum: 0,
        place: RecordPlace(offset: unit.offset)
      )
    }
  }

  /// A name more or less is no change of what is read; nor is another file in its place.
  @Test func anotherNameIsNoChange() throws {
    let (file, pool) = try Self.opened()
    usleep(30_000)
    #expect(link(file.path, file.path + ".second") == 0)
    #expect(try pool.census(key: RankingTests.key).units == 2000)
    #expect(rename(file.path + ".second", file.path + ".third") == 0)
    unlink(file.path + ".third")
  }
}
