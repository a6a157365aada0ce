import Foundation
import Testing

/// Legal options and tables at random never end the program by a signal, hang it or take memory without
/// bound, and no figure is infinite, not a number, or negative where it counts units.
///
/// `SPOTCHECK_LONG` runs 10,000, of which each may take 10 seconds of the processors and 1.5 GB of
/// addresses (about 1 GB of memory); without it 200 run, in a build that need not be optimised and may then take
/// twenty times as long or more.
@Suite struct WholeCommandTests {
  static let isLong = ProcessInfo.processInfo.environment["SPOTCHECK_LONG"] != nil
  static let count = isLong ? 10_000 : 200
  static let seconds = isLong ? 10 : 300
  static let part = isLong ? 500 : 20

  @Test(arguments: 0..<count / part)
  func randomCommands(part: Int) throws {
    for seed in part * Self.part..<(part + 1) * Self.part {
      let command = RandomCommand(seed: UInt64(seed))
      if let fault = try Self.fault(of: command) {
        Issue.record("seed \(seed): \(fault)\n\(Self.shown(command))")
      }
    }
  }

  /// Commands that once took minutes or gigabytes: near-ties in strata of 10¹² units, products of zero, plans that
  /// are equally good to 33 digits, a sample of 10¹⁰.
  @Test(arguments: [2106, 4066, 4167, 4444, 5225, 6313, 6787, 9194])
  func endedInTime(seed: UInt64) throws {
    let command = RandomCommand(seed: seed)
    #expect(try Self.fault(of: command) == nil)
  }

  /// The test notices a signal, a number that is none, and time and memory beyond the bounds.
  @Test func theGateHolds() throws {
    for script in ["kill -SEGV $$", "ulimit -t 1; while :; do :; done", "echo '{\"mean\" : nan}'"] {
      let run = try Self.run("/bin/sh", ["-c", script], files: [])
      #expect(Self.fault(of: run, command: "size") != nil, "\(script): \(run)")
    }
    let honest = try Self.run("/bin/sh", ["-c", "echo '{\"size\" : 3}'"], files: [])
    #expect(Self.fault(of: honest, command: "size") == nil)
    let negative = try Self.run("/bin/sh", ["-c", "echo '{\"size\" : -3}'"], files: [])
    #expect(Self.fault(of: negative, command: "size") != nil)
  }

  struct Run {
    var status: Int32
    var output: String
    var error: String
  }

  private static func fault(of command: RandomCommand) throws -> String? {
    let run = try run(ToolRun.binary.path, command.arguments, files: command.files)
    return fault(of: run, command: command.arguments[0])
  }

  /// Runs with limits of processor time and addresses, which end it by a signal.
  private static func run(
    _ program: String,
    _ arguments: [String],
    files: [(name: String, text: String)]
  ) throws -> Run {
    let scratch = try Scratch()
    for file in files { _ = try scratch.write(file.text, to: file.name) }
    for name in [".out", ".err"] { _ = try scratch.write("", to: name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let limits = "ulimit -c 0; ulimit -t \(seconds)" + (isLong ? "; ulimit -v 1500000" : "")
    process.arguments = ["-c", limits + "; exec \"$0\" \"$@\"", program] + arguments
    process.currentDirectoryURL = scratch.folder
    process.environment = ["LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
    process.standardInput = FileHandle.nullDevice
    let (output, error) = (scratch.path(".out"), scratch.path(".err"))
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: error)
    try process.run()
    process.waitUntilExit()
    func text(_ path: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    return Run(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: try text(output),
      error: try text(error)
    )
  }

  private static func fault(of run: Run, command: String) -> String? {
    guard [0, 1, 2, 64, 65, 66, 73].contains(run.status) else {
      return "status \(run.status): \(run.error.prefix(300))"
    }
    if [64, 65, 66, 73].contains(run.status), run.error.isEmpty {
      return "no word of what is wrong"
    }
    if run.output.contains(/(^|[^A-Za-z.\-])-?(inf|nan|NaN|Infinity)($|[^A-Za-z])/) {
      return "a figure is none"
    }
    // Estimates of what units measure may be negative; counts of units are not.
    guard command != "estimate", run.output.hasPrefix("{") else { return nil }
    let counts =
      /"(size|population|sample|found|total|minimum|maximum|lower_count|upper_count|never_seen|q05|median)" : -/
    return run.output.contains(counts) ? "a count is negative" : nil
  }

  private static func shown(_ command: RandomCommand) -> String {
    let words = command.arguments.map { "'\($0)'" }.joined(separator: " ")
    return ([words] + command.files.map { "\($0.name): \($0.text.prefix(1_500))" })
      .joined(separator: "\n")
  }
}
