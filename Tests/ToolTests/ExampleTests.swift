import Foundation
import Testing

/// The example runs as `make demo` runs it.
@Suite struct ExampleTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Examples/jianan-2024")

  @Test func theDemoHoldsAndFindsTheTampering() throws {
    let scratch = try Scratch()
    let out = scratch.path("out")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [ExampleTests.folder.appendingPathComponent("demo.sh").path, out]
    process.environment = [
      "SPOTCHECK": ToolRun.binary.path, "LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin",
    ]
    let log = scratch.path("log")
    try Data().write(to: URL(fileURLWithPath: log))
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOfFile: log, encoding: .utf8)
    #expect(process.terminationStatus == 0, "\(text)")
    // >35 % of 33 and of 12; 10 % of 400; 50 % of 60.
    for line in ["surveying      selected  17", "construction   selected  40", "NOT verified"] {
      #expect(text.contains(line))
    }
    #expect(text.contains("forest         selected  30"))
    #expect(text.contains("the same units in the same order"))
    // What is public of a sealed draw has names and codes and nothing of the classes.
    for task in ["construction", "forest"] {
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(out)/\(task)/public")
      #expect(
        names.sorted() == [
          "notice.txt", "receipt.json", "selection.csv", "selection.html", "selection.xlsx",
        ]
      )
      let list = try String(
        contentsOfFile: "\(out)/\(task)/public/selection.csv",
        encoding: .utf8
      )
      #expect(!list.contains("风险"))
      #expect(
        list.split(separator: "\n").allSatisfy { $0.split(separator: ",").count == 2 }
      )
    }
  }
}
