import Foundation
import Testing

/// Two programs at once: both succeed, or one is told clearly; nothing is lost.
///
/// 200 rounds in the long form.
@Suite struct WorkspaceTogetherTests {
  @Test func twoImportsAtOnce() throws {
    let office = try WorkspaceRun()
    var expected: Set<String> = []
    for round in 0..<WorkspaceRun.rounds(short: 10, long: 200) {
      let files = try (0..<2).map { side in
        let numbers = (0..<30).map { round * 100 + side * 50 + $0 }
        return try office.scratch.write(WorkspaceRun.objects(numbers, "地"), to: "\(side).csv")
      }
      let processes = files.map { file in
        let process = Process()
        process.executableURL = ToolRun.binary
        process.arguments = ["library", "import", "objects", file]
        process.currentDirectoryURL = office.folder
        process.environment = ["LC_ALL": "C"]
        process.standardOutput = FileHandle.nullDevice
        let error = Pipe()
        process.standardError = error
        return (process, error)
      }
      for (process, _) in processes { try process.run() }
      for (side, (process, error)) in processes.enumerated() {
        process.waitUntilExit()
        let said = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        if process.terminationStatus == 0 {
          for number in 0..<30 { expected.insert("项目:P\(round * 100 + side * 50 + number)") }
        } else {
          #expect(process.terminationStatus == 73 && said.contains("another program"), "\(said)")
        }
      }
    }
    let list = try office.run(["library", "list", "objects", "--format", "csv"]).output
    let keys = list.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: ",").first.map(String.init)
    }
    #expect(Set(keys) == expected && keys.count == expected.count)
    #expect(try office.faults() == nil)
  }

  /// A reader sees the workspace before a change or after it.
  @Test func aListWhileAnImportRuns() throws {
    let office = try WorkspaceRun()
    let big = try office.scratch.write(WorkspaceRun.objects(0..<20_000, "地"), to: "big.csv")
    let process = Process()
    process.executableURL = ToolRun.binary
    process.arguments = ["library", "import", "objects", big, "-q"]
    process.currentDirectoryURL = office.folder
    process.environment = ["LC_ALL": "C"]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while process.isRunning {
      let run = try office.run([
        "library", "list", "objects", "--format", "json", "--where", "编号 = P7",
      ])
      let isWhole = run.output.contains("\"total\" : 0") || run.output.contains("\"total\" : 20000")
      #expect(run.status == 0 && isWhole, "\(run.output) \(run.standardError)")
    }
    #expect(process.terminationStatus == 0)
  }
}
