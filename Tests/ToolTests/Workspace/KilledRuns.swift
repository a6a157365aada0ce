import Foundation
import TestSupport

/// Runs of the program that are killed at random moments of the time that one takes, which is learned from those that
/// end.
struct KilledRuns {
  private var random: SeededGenerator
  private var duration: Double
  /// How many were killed before they ended.
  private(set) var killed = 0

  /// Makes runs.
  ///
  /// - Parameters:
  ///   - seed: of the moments.
  ///   - duration: how many seconds one takes, as far as is known.
  init(seed: UInt64, duration: Double = 0.5) {
    random = SeededGenerator(seed: seed)
    self.duration = duration
  }

  /// Runs the program and kills it.
  ///
  /// - Returns: what it said on standard output.
  mutating func run(_ arguments: [String], folder: URL) throws -> String {
    let process = Process()
    process.executableURL = ToolRun.binary
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["LC_ALL": "C"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let start = Date()
    try process.run()
    Thread.sleep(forTimeInterval: .random(in: 0...duration * 1.1, using: &random))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    if process.terminationReason == .uncaughtSignal {
      killed += 1
    } else {
      duration = max(0.05, (duration + Date().timeIntervalSince(start)) / 2)
    }
    return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  /// Runs the program on a workspace and kills it: it has made one change or none, and what it acknowledged is there.
  ///
  /// - Parameters:
  ///   - arguments: of the program.
  ///   - office: the workspace.
  ///   - entries: how many the ledger has; as many as it has afterwards.
  /// - Returns: whether the change was made, and what is wrong; nil for nothing.
  /// - Throws: what running the program or reading the workspace throws.
  mutating func change(
    _ arguments: [String],
    of office: WorkspaceRun,
    entries: inout Int
  ) throws -> (isMade: Bool, fault: String?) {
    let said = try run(arguments, folder: office.folder)
    let now = try office.head()
    // A line that names the head is an acknowledgement.
    let heads = said.split(separator: "\n").filter { $0.hasPrefix("head of the ledger: ") }
    let acknowledged = heads.last?.dropFirst("head of the ledger: ".count)
    let count = try office.count()
    defer { entries = count }
    let isMade = count == entries + 1
    // Where all are killed before they change anything, the machine has become slower.
    if !isMade { duration *= 1.1 }
    if let acknowledged, acknowledged != now {
      return (isMade, "acknowledged \(acknowledged), is \(now)")
    }
    return (isMade, isMade || count == entries ? nil : "\(entries) entries, then \(count)")
  }
}
