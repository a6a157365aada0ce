import Foundation
import Testing

/// `spotcheck verify` and a verifier in Python that shares no code with it give the same answers.
///
/// `Tests/Independent/verify.py` was written from the design page by a reader who had seen no code of the
/// project; `agree.py` makes random draws, edits them, and asks both. `make test-long` (SPOTCHECK_LONG=1)
/// makes ten times as many.
@Suite struct IndependentTests {
  static let isLong = ProcessInfo.processInfo.environment["SPOTCHECK_LONG"] != nil
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Independent")
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static func agree(_ binary: String, draws: Int) throws -> (status: Int32, text: String) {
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = [
      folder.appendingPathComponent("agree.py").path, binary, "\(draws)", "2024",
    ]
    process.environment = [
      "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": scratch.folder.path,
    ]
    let log = scratch.path("log")
    try Data().write(to: URL(fileURLWithPath: log))
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOfFile: log, encoding: .utf8))
  }

  @Test(.enabled(if: python != nil, "python3 is not installed: apt-get install python3"))
  func bothVerifiersAgree() throws {
    let draws = IndependentTests.isLong ? 250 : 25
    let (status, text) = try IndependentTests.agree(ToolRun.binary.path, draws: draws)
    #expect(status == 0 && text.hasSuffix("\(draws) passed, 0 failed\n"), "\(text)")
  }

  /// A verifier that lets everything pass, and one that refuses what is right, are found.
  @Test(
    .enabled(if: python != nil, "python3 is not installed: apt-get install python3"),
    arguments: [0, 1]
  )
  func anotherAnswerIsFound(status wrong: Int) throws {
    let scratch = try Scratch()
    let binary = try scratch.write(
      """
      #!/bin/sh
      if [ "$1" = verify ]; then exit \(wrong); fi
      exec '\(ToolRun.binary.path)' "$@"

      """,
      to: "spotcheck"
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: binary)
    let (status, text) = try IndependentTests.agree(binary, draws: 3)
    #expect(status == 1 && text.hasSuffix("0 passed, 3 failed\n"), "\(text)")
  }
}
