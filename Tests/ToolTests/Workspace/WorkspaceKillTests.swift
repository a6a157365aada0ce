import Foundation
import TestSupport
import Testing

/// A run that is killed at any moment leaves the workspace as it was or as it should be; what was acknowledged is
/// there.
///
/// 500 kills in the long form (`make test-long`), 20 in the short one.
@Suite struct WorkspaceKillTests {
  @Test func killedAtRandomMoments() throws {
    let office = try WorkspaceRun()
    let rows = ToolRun.isLong ? 3_000 : 400
    _ = try office.scratch.write(WorkspaceRun.objects(1...rows, "起"), to: "start.csv")
    #expect(try office.run(["library", "import", "objects", "start.csv"]).status == 0)
    var runs = KilledRuns(seed: 3)
    var entries = try office.count()
    for round in 0..<WorkspaceRun.rounds(short: 20, long: 500) {
      let arguments: [String]
      switch round % 4 {
      case 0, 1:
        _ = try office.scratch.write(WorkspaceRun.objects(1...rows, "地\(round)"), to: "next.csv")
        arguments = ["library", "import", "objects", "next.csv"]
      case 2:
        arguments = [
          "library", "link", "项目:P\(round % rows + 1)", "项目:P\((round + 1) % rows + 1)",
        ]
      default: arguments = ["library", "end", "项目:P\(rows - round / 4)", "--reason", "完工"]
      }
      let fault = try runs.change(arguments, of: office, entries: &entries).fault
      #expect(fault == nil, "round \(round)")
      let isLooked = !ToolRun.isLong || round % 10 == 0
      if isLooked { #expect(try office.faults() == nil, "round \(round)") }
    }
    #expect(runs.killed > 0)
    #expect(try office.faults() == nil)
  }

  @Test func aWorkspaceIsMadeWholeOrNotAtAll() throws {
    var random = SeededGenerator(seed: 4)
    for round in 0..<WorkspaceRun.rounds(short: 8, long: 100) {
      let scratch = try Scratch()
      let process = Process()
      process.executableURL = ToolRun.binary
      process.arguments = ["workspace", "init", "office.spotcheck"]
      process.currentDirectoryURL = scratch.folder
      process.environment = ["LC_ALL": "C"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: .random(in: 0...0.15, using: &random))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let isThere = FileManager.default.fileExists(atPath: scratch.path("office.spotcheck"))
      let again = try ToolRun.run(
        isThere ? ["workspace", "check"] : ["workspace", "init", "office.spotcheck"],
        folder: scratch.folder
      )
      #expect(again.status == 0, "round \(round): \(again.standardError)")
    }
  }
}
