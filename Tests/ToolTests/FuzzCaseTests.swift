import Foundation
import Testing

/// What the fuzzers began with and found, through the real program: an answer or a refusal.
@Suite struct FuzzCaseTests {
  static func cases(_ target: String) throws -> [String] {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fuzz/Cases/\(target)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map { folder.appendingPathComponent($0).path }
  }

  @Test func receipts() throws {
    let scratch = try Scratch()
    let pool = try scratch.write(
      "id,class\n" + (1...9).map { "\($0),A\n" }.joined(),
      to: "pool.csv"
    )
    for file in try FuzzCaseTests.cases("FuzzReceipts") {
      // 64: from the public receipt of a sealed draw the pool would not be looked at.
      let run = try ToolRun.run(["verify", file, "--pool", pool])
      #expect([0, 1, 2, 64, 65].contains(run.status), "\(file): \(run.standardError)")
    }
  }

  @Test func pools() throws {
    let scratch = try Scratch()
    let receipt = scratch.path("receipt.json")
    let all = try FuzzCaseTests.cases("FuzzCSV") + FuzzCaseTests.cases("FuzzWorkbook")
    for file in all {
      let run = try ToolRun.run([
        "draw", file, "--rule", "10%", "--label", "x", "--seed", "1", "--receipt", receipt,
      ])
      #expect([0, 65].contains(run.status), "\(file): \(run.standardError)")
      guard run.status == 0 else { continue }
      // By the reading that the receipt holds, whatever was found in the file.
      let again = try ToolRun.run(["verify", receipt, "--pool", file])
      #expect(again.status == 0, "\(file): \(again.output)\(again.standardError)")
      try FileManager.default.removeItem(atPath: receipt)
    }
  }
}
