import Foundation

/// Runs under `strace`, which lets system calls fail or wait.
enum Strace {
  private static let program = ["/usr/bin/strace", "/bin/strace"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Whether it is there and may look at other programs.
  static let isAvailable: Bool = {
    guard let program else { return false }
    let run = try? ToolRun.run(
      ["-o", "/dev/null", "/bin/true"],
      executable: URL(fileURLWithPath: program)
    )
    return run?.status == 0
  }()

  /// A run, and how often something was injected into it.
  struct Run {
    var tool: ToolRun
    var injections: Int
  }

  /// Runs `spotcheck` with an injection as strace writes it, `fsync:error=EIO:when=2`, into the calls on
  /// some files, or on all where none is named; `during` gets the number of the running process.
  static func run(
    _ injection: String,
    on paths: [String] = [],
    _ arguments: [String],
    folder: URL,
    during: (pid_t) throws -> Void = { _ in }
  ) throws -> Run {
    let scratch = try Scratch()
    let trace = scratch.path("trace")
    let call = injection.prefix { $0 != ":" }
    let tool = try ToolRun.run(
      ["-f", "-qq", "-o", trace, "-e", "trace=\(call)", "-e", "inject=\(injection)"]
        + paths.flatMap { ["-P", $0] } + [ToolRun.binary.path] + arguments,
      folder: folder,
      executable: URL(fileURLWithPath: program ?? "strace")
    ) { strace in
      try during(try child(of: strace))
    }
    let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
    return Run(tool: tool, injections: lines.count(where: isInjected))
  }

  private static func isInjected(_ line: Substring) -> Bool {
    line.hasSuffix("(INJECTED)") || line.hasSuffix("(DELAYED)")
  }

  /// The first process that another one has begun.
  private static func child(of parent: pid_t) throws -> pid_t {
    for _ in 0..<1000 {
      let file = "/proc/\(parent)/task/\(parent)/children"
      let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      // Before it has become the program it is strace itself.
      if let child = text.split(separator: " ").last.flatMap({ pid_t($0) }),
        let name = try? String(contentsOfFile: "/proc/\(child)/comm", encoding: .utf8),
        name == "spotcheck\n"
      {
        return child
      }
      usleep(5000)
    }
    throw CocoaError(.fileReadUnknown)
  }
}
