import Foundation

/// One run of the real binary, as a user starts it.
struct ToolRun {
  let status: Int32
  let standardOutput: Data
  let standardError: String

  /// The standard output as text.
  var output: String { String(decoding: standardOutput, as: UTF8.self) }

  /// Runs `spotcheck`, or another program, with the arguments and waits for its end.
  static func run(
    _ arguments: [String],
    input: Data? = nil,
    folder: URL? = nil,
    environment: [String: String] = ["LC_ALL": "C"],
    executable: URL = binary,
    during: (pid_t) throws -> Void = { _ in }
  ) throws -> ToolRun {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    let scratch = try Scratch()
    // Files instead of pipes: a child that writes much to both never waits for its reader.
    let output = scratch.folder.appendingPathComponent("output")
    let error = scratch.folder.appendingPathComponent("error")
    let source = scratch.folder.appendingPathComponent("input")
    for file in [output, error] { try Data().write(to: file) }
    try (input ?? Data()).write(to: source)
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    try during(process.processIdentifier)
    process.waitUntilExit()
    return ToolRun(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      standardOutput: try Data(contentsOf: output),
      standardError: String(decoding: try Data(contentsOf: error), as: UTF8.self)
    )
  }

  /// Runs a line of the shell in which `$S` is `spotcheck`.
  static func shell(_ line: String, folder: URL) throws -> ToolRun {
    try run(
      ["-c", line],
      folder: folder,
      environment: ["LC_ALL": "C", "S": binary.path, "PATH": "/usr/bin:/bin"],
      executable: URL(fileURLWithPath: "/bin/sh")
    )
  }

  /// Whether what takes long is done whole (`make test-long`).
  static let isLong = ProcessInfo.processInfo.environment["SPOTCHECK_LONG"] != nil

  /// The binary, which the package manager builds beside the tests.
  static let binary: URL = {
    let arguments = CommandLine.arguments
    let bundle =
      arguments.firstIndex(of: "--test-bundle-path").map { arguments[$0 + 1] } ?? arguments[0]
    var folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("spotcheck")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    return URL(fileURLWithPath: ".build/debug/spotcheck")
  }()
}

/// A folder that goes away with its last user.
final class Scratch: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("spotcheck-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file and answers its path.
  func write(_ text: String, to name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
