import Foundation
import Testing

/// A reader that goes away before everything is written, as in `… | head -1`.
@Suite struct BrokenPipeTests {
  @Test(arguments: ["-", "/dev/stdout"]) func nothingIsLeft(output: String) throws {
    let scratch = try Scratch()
    let pool = try scratch.write(
      "id,class\n" + (0..<30_000).map { "U\($0),A\n" }.joined(),
      to: "pool.csv"
    )
    let pipe = Pipe()
    let process = Process()
    process.executableURL = ToolRun.binary
    process.arguments = [
      "draw", pool, "--id", "id", "--rule", "100%", "--label", "pipe", "--seed", "1", "--output",
      output, "--receipt", scratch.path("receipt.json"), "--publish", scratch.path("public"),
    ]
    process.environment = ["LC_ALL": "C"]
    process.standardOutput = pipe
    let error = try scratch.write("", to: "error")
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: error))
    try process.run()
    #expect(try pipe.fileHandleForReading.read(upToCount: 10) == Data("draw_strat".utf8))
    try pipe.fileHandleForReading.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 74)
    let said = try String(contentsOfFile: error, encoding: .utf8)
    #expect(said.contains("writing failed") && said.contains("no output of this run was kept"))
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(left.sorted() == ["error", "pool.csv"])
  }

  /// A closed stream is not the next file that is opened.
  @Test func closedStreams() throws {
    let scratch = try Scratch()
    let receipt = scratch.path("receipt.json")
    func run(_ redirection: String) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        "-c",
        "\"$0\" draw --population 100 --size 2 --label x --seed 1 --receipt \"$1\" \(redirection)",
        ToolRun.binary.path, receipt,
      ]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(try run(">&-") == 74)
    #expect(!FileManager.default.fileExists(atPath: receipt))
    #expect(try run("2>&-") == 0)
    #expect(try String(contentsOfFile: receipt, encoding: .utf8).hasPrefix("{\n  \"columns\""))
  }
}
