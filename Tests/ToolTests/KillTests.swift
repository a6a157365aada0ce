import Foundation
import Testing

/// A run that is killed leaves the output absent, old or complete.
///
/// The next run removes what is left of it. `make test-long` (SPOTCHECK_LONG=1) kills 200 runs of a larger pool.
@Suite struct KillTests {
  @Test func killedAtRandomMoments() throws {
    let scratch = try Scratch()
    let rows = ToolRun.isLong ? 400_000 : 20_000
    let pool = try scratch.write(
      "id,class\n" + (0..<rows).map { "U\($0),\($0 % 3 == 0 ? "A" : "B")\n" }.joined(),
      to: "pool.csv"
    )
    let output = scratch.path("selection.csv")
    let receipt = scratch.path("receipt.json")
    let arguments = [
      "draw", pool, "--id", "id", "--stratum", "class", "--rule", "50%", "--label", "kill",
      "--seed", "1",
      "--output", output, "--receipt", receipt, "-q",
    ]
    let start = Date()
    #expect(try ToolRun.run(arguments).status == 0)
    let duration = Date().timeIntervalSince(start)
    let complete = try Data(contentsOf: URL(fileURLWithPath: output))
    let old = Data("an older selection\n".utf8)
    var generator = SystemRandomNumberGenerator()
    var killed = 0
    for round in 0..<(ToolRun.isLong ? 200 : 15) {
      try? FileManager.default.removeItem(atPath: output)
      if round % 2 == 0 { try old.write(to: URL(fileURLWithPath: output)) }
      let process = Process()
      process.executableURL = ToolRun.binary
      process.arguments = arguments
      process.environment = ["LC_ALL": "C"]
      try process.run()
      Thread.sleep(forTimeInterval: .random(in: 0...duration * 1.1, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { killed += 1 }
      let found = try? Data(contentsOf: URL(fileURLWithPath: output))
      #expect(found == nil || found == old || found == complete, "round \(round)")
    }
    #expect(killed > 0)
    #expect(try ToolRun.run(arguments).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: output)) == complete)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(names.sorted() == ["pool.csv", "receipt.json", "selection.csv"])
  }
}
