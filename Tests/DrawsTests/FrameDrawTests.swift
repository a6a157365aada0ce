import Draws
import Sampling
import Testing

/// A draw from a frame in memory selects what the protocol says.
@Suite struct FrameDrawTests {
  static func text(_ text: String) throws -> ProtocolText { try ProtocolText(text) }

  static func units(_ ids: [String], _ stratum: String = "A") throws -> [FrameDraw.Unit] {
    try ids.map { FrameDraw.Unit(id: try text($0), stratum: try text(stratum)) }
  }

  /// Tickets of label "lab", seed "1", made with sha256sum: the key is of "spotcheck-draw-v1\nunits\nlab\n1\n".
  @Test func theOrderIsThatOfSha256sum() throws {
    let draw = try FrameDraw(
      Self.units(["甲", "乙", "丙", "丁", "戊"]),
      counts: [Self.text("A"): StratumCount(size: 2, reserves: 1)],
      label: Self.text("lab"),
      seed: Self.text("1")
    )
    #expect(draw.key.hex == "28a1a4fe81382c1c98c0f273e817ce1ec0064fd3dd2aa32ba97d1a02fd63d986")
    #expect(draw.drawn.map(\.unit.id.text) == ["甲", "戊", "丁"])
    #expect(draw.drawn.map(\.rank) == [1, 2, 3])
    #expect(draw.drawn.map(\.isReserve) == [false, false, true])
    #expect(
      draw.drawn.first?.ticket.hex
        == "104ae19279ac4da887670cf4e9f9319495baea016cf4cf9e98003742c53f4f48"
    )
    #expect(
      draw.unitFrame.hex == "143e752c00e31ba3281c74838b23391648b6079665c8e46ec8dd9f4292767b12"
    )
    let receipt = Receipt(draw, columns: .init(id: ["id"], stratum: "class"), tool: "test")
    #expect(
      receipt.selected.sha256 == "780ea0f3ac4ed9c0c056eeb35c7bc069cbab015f74223aed583f7a1bec72bfc8"
    )
    #expect(receipt.strata.map(\.threshold) == [draw.drawn[1].ticket.hex])
  }

  @Test func theOrderOfUnitsDoesNotMatter() throws {
    let units = try Self.units((1...40).map { "a\($0)" }) + Self.units(["b1", "b2"], "B")
    let counts = [try Self.text("A"): StratumCount(size: 7), try Self.text("B"): .init(size: 2)]
    let (label, seed) = (try Self.text("l"), try Self.text("s"))
    let first = try FrameDraw(units, counts: counts, label: label, seed: seed)
    #expect(try FrameDraw(units.reversed(), counts: counts, label: label, seed: seed) == first)
    #expect(first.selected.count == 9)
    #expect(first.strata.map(\.population) == [40, 2])
  }

  @Test func whatCanNotBeDrawnIsSaid() throws {
    let a = try Self.text("A")
    let units = try Self.units(["1", "2", "3"])
    let (label, seed) = (try Self.text("l"), try Self.text("s"))
    func draw(_ units: [FrameDraw.Unit], _ counts: [ProtocolText: StratumCount]) throws {
      _ = try FrameDraw(units, counts: counts, label: label, seed: seed)
    }
    let twice = try units + Self.units(["2"], "B")
    #expect(throws: FrameDrawError.repeated(try Self.text("2"))) { try draw(twice, [:]) }
    let b = try Self.text("B")
    #expect(throws: FrameDrawError.noUnits(b)) { try draw(units, [b: .init(size: 0)]) }
    for (size, reserves) in [(4, 0), (3, 1), (-1, 0), (0, -1), (.max, 1)] {
      #expect(throws: FrameDrawError.self) {
        try draw(units, [a: .init(size: size, reserves: reserves)])
      }
    }
    try draw(units, [a: .init(size: 2, reserves: 1)])
  }
}
