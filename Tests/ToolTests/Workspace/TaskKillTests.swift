import Foundation
import TestSupport
import Testing

/// A commitment or a draw that is killed at any moment is made or it is not; what was said is there, and its files
/// are made again.
///
/// 500 kills in the long form (`make test-long`), 20 in the short one.
@Suite struct TaskKillTests {
  @Test func killedAtRandomMoments() throws {
    let office = try TaskCommandTests.office()
    let seeded = [
      "--seed-source", "ten ten-sided dice, hall", "--seed-form", "# # # # # # # # # #",
    ]
    // How long one takes is learned from one that ends, then from all that do.
    let first = Date()
    #expect(try office.run(["task", "commit", "1"] + seeded).status == 0)
    var runs = KilledRuns(seed: 7, duration: Date().timeIntervalSince(first))
    var (entries, attempts) = (try office.count(), 0)
    for round in 0..<WorkspaceRun.rounds(short: 20, long: 500) {
      let state = try Self.state(office)
      let arguments: [String]
      switch state {
      case "committed":
        let digits = String(1_000_000_000 + round).map(String.init).joined(separator: " ")
        arguments = ["draw", "1", "--seed", digits]
      default:
        arguments = ["redraw", "1", "--reason", "again", "--witness", "hall"] + seeded
      }
      let (isMade, fault) = try runs.change(["task"] + arguments, of: office, entries: &entries)
      #expect(fault == nil, "round \(round)")
      if isMade { attempts += 1 }
      let isLooked = !ToolRun.isLong || round % 10 == 0
      guard isLooked else { continue }
      #expect(try office.faults() == nil, "round \(round)")
      // What a killed run left is no hindrance, and the files are those of the workspace.
      let files = try office.run(["task", "files", "1"])
      #expect(files.status == 0, "round \(round): \(files.standardError)")
      let left = try FileManager.default.contentsOfDirectory(
        atPath: office.folder.appendingPathComponent("task-2024-1").path
      )
      #expect(!left.contains { $0.hasSuffix(".spotcheck-part") }, "round \(round): \(left)")
    }
    #expect(runs.killed > 0 && attempts > 0)
    #expect(try office.faults() == nil)
  }

  private static func state(_ office: WorkspaceRun) throws -> String {
    let rows = try office.run(["task", "list", "--format", "csv"]).output.split(separator: "\n")
    return String(rows[1].split(separator: ",", omittingEmptySubsequences: false)[6])
  }
}
