import Draws
import Foundation
import Sampling
import Testing

/// A draw from a frame in memory is the program's draw from a table of it.
@Suite struct MemoryDrawTests {
  @Test func verifyRecomputesItsReceipt() throws {
    let it = try CommittedDraw()
    let units = try CommittedDraw.rows.map { row in
      let cells = row.split(separator: ",").map(String.init)
      return FrameDraw.Unit(id: try ProtocolText(cells[0]), stratum: try ProtocolText(cells[2]))
    }
    let counts = [
      try ProtocolText("A"): StratumCount(size: 3, reserves: 1),
      try ProtocolText("B"): StratumCount(size: 4, reserves: 1),
      try ProtocolText("C"): StratumCount(size: 30),
    ]
    let draw = try FrameDraw(
      units.shuffled(),
      counts: counts,
      label: try ProtocolText("lab"),
      seed: try ProtocolText(CommittedDraw.seed)
    )
    let receipt = Receipt(draw, columns: .init(id: ["id"], stratum: "kind"), tool: "library")
    let path = try it.scratch.write(try receipt.json, to: "receipt.json")
    let run = try ToolRun.run(["verify", path, "--pool", it.pool])
    #expect(run.status == 0 && run.output.contains("37 units recomputed"), "\(run.output)")
    // The same units as from the command line.
    let tool = try ToolRun.run([
      "draw", it.pool, "--stratum", "kind", "--label", "lab", "--seed", CommittedDraw.seed,
      "--rule",
      "A: 3", "--rule", "B: 4", "--rule", "C: 30", "--reserves", "A: 1", "--reserves", "B: 1",
      "--reserves", "C: 0",
    ])
    let ids = tool.output.split(separator: "\n").dropFirst().map { line in
      String(line.split(separator: ",", omittingEmptySubsequences: false)[7])
    }
    #expect(ids == draw.drawn.map(\.unit.id.text), "\(tool.standardError)")
    // Another receipt is not verified.
    let other = try receipt.json.replacing("\"size\" : 4", with: "\"size\" : 5")
    let forged = try ToolRun.run([
      "verify", try it.scratch.write(other, to: "other.json"), "--pool", it.pool,
    ])
    #expect(forged.status == 1)
  }
}
