import Draws
import Frames
import Sampling
import TestSupport
import Testing

/// Which reserves a list says have stood in: the next by rank, and none that was not drawn.
@Suite struct UsedReservesTests {
  static let key = DrawKey(.units, label: "a label", seed: "1 2 3")
  /// Two selected and two in reserve, in one stratum.
  static let receipt = """
    {"schema": "spotcheck.receipt/1", "protocol": "spotcheck-draw-v1", "tool": "x", "label": "a label",
    "seed": "1 2 3", "sealed": false, "commitment": null, "key": "\(key.digest.hex)",
    "columns": {"id": ["id"], "stratum": "class", "unclassified": null}, "normalized": null,
    "design": "srs", "measure": null, "starts": null, "reserves": 2,
    "frame": {"sha256": null, "units": 9},
    "strata": [{"stratum": "A", "population": 9, "rule": "=2", "size": 2, "reserves": 2,
    "threshold": "\(key.ticket(of: "u2".utf8).hex)"}],
    "selected": {"sha256": "\(key.digest.hex)", "units": 2}}
    """

  static func row(_ rank: Int, stratum: String = "A", ticketOf: String? = nil) -> String {
    let ticket = key.ticket(of: (ticketOf ?? "u\(rank)").utf8).hex
    return "u\(rank),\(stratum),\(rank),\(ticket)\n"
  }

  static func start(_ rows: [String]) throws -> RotationStart {
    let receipt = try ScratchFile(receipt)
    let list = try ScratchFile("id,draw_stratum,draw_rank,draw_ticket\n" + rows.joined())
    return try RotationStart(receipt: receipt.path, used: try GivenSelection(list.path))
  }

  @Test(arguments: [(2, 0), (3, 1), (4, 2)]) func standIn(last: Int, used: Int) throws {
    let start = try Self.start((1...last).map { Self.row($0) })
    #expect(start.calledUp.map(\.count) == (used == 0 ? [] : [used]))
    guard case .rotation(let starts) = try start.starts(for: Self.key) else {
      Issue.record("no rotation")
      return
    }
    // On behind the last unit that was used.
    let name = try ProtocolText("A")
    #expect(starts == [name: Self.key.ticket(of: "u\(last)".utf8)])
    #expect(throws: RotationMismatch.self) {
      try start.starts(for: DrawKey(.units, label: "a label", seed: "1 2 4"))
    }
  }

  @Test(arguments: [
    // One more than were drawn, one left out, one twice.
    ([1, 2, 3, 4, 5], 6, "draw_rank"), ([1, 2, 4], 4, "draw_rank"), ([1, 2, 3, 3], 5, "draw_rank"),
    ([0], 2, "draw_rank"), ([-1], 2, "draw_rank"),
  ])
  func isRefused(ranks: [Int], row: Int, column: String) throws {
    let error = try #require(throws: DataError.self) {
      try Self.start(ranks.map { Self.row($0) })
    }
    #expect(error.problems.first?.row == row && error.problems.first?.column == column)
  }

  @Test func otherUnitsAndStrataAreRefused() throws {
    for (row, column) in [
      (Self.row(1, stratum: "B"), "draw_stratum"), (Self.row(1, stratum: ""), "draw_stratum"),
      (Self.row(1, ticketOf: "u2"), "draw_ticket"),
    ] {
      let error = try #require(throws: DataError.self) { try Self.start([row]) }
      #expect(error.problems.map(\.column) == [column])
    }
  }
}
