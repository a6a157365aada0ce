import Foundation
import Testing

/// A disk that is full or fails at any call: outputs are whole or absent, nothing else is left, and
/// what is there is said.
@Suite(.enabled(if: Strace.isAvailable)) struct FaultTests {
  /// A command with its outputs, in the order in which they are shown.
  struct Case: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var outputs: [String]
    /// What may stay beside them.
    var log: String?
    var testDescription: String { arguments[0] }
  }

  static let cases = [
    Case(
      arguments: Office.commit + ["--record", "new-record", "--notice", "new-notice"],
      outputs: ["new-record", "new-notice"]
    ),
    Case(
      arguments: Office.draw + [
        "--record", "record", "-o", "o", "--publish", "pub", "--receipt", "r", "--open-strata",
      ],
      outputs: ["o", "pub/selection.csv", "pub/receipt.json", "r"],
      log: "record.seeds"
    ),
    Case(
      arguments: [
        "verify", "receipt", "--pool", "pool.csv", "--selection", "selection", "--record",
        "record", "--seed", Office.seed, "-o", "o",
      ],
      outputs: ["o"]
    ),
    Case(
      arguments: [
        "coverage", "pool.csv", "--draw", "a.csv", "--never-seen", "rest", "--report", "page",
        "-o", "o",
      ],
      outputs: ["rest", "page", "o"]
    ),
  ]

  /// Calls and what they fail with; only the first of each in the short form.
  static let faults = [
    ("write", ["ENOSPC", "EIO", "EDQUOT", "EINTR"]), ("fsync", ["EIO", "ENOSPC", "EINTR"]),
    ("rename", ["EIO", "ENOSPC"]), ("renameat2", ["EIO", "EINVAL", "EEXIST"]),
    ("openat", ["ENOSPC", "EROFS", "EMFILE"]), ("close", ["EIO"]), ("flock", ["ENOLCK", "EINTR"]),
    ("mkdir", ["EROFS", "ENOSPC"]),
  ]

  @Test(arguments: cases, faults)
  func everyCallFails(of task: Case, fault: (call: String, errors: [String])) throws {
    let office = try Office()
    try? FileManager.default.removeItem(atPath: office.scratch.path("record.seeds"))
    let before = try office.contents()
    let folder = office.folder.path
    func clear() throws {
      for name in try office.contents().keys where before[name] == nil {
        try? FileManager.default.removeItem(atPath: office.scratch.path(name))
      }
      try? FileManager.default.removeItem(atPath: office.scratch.path("pub"))
    }
    #expect(try office.run(task.arguments).status == 0)
    let gold = try office.contents()
    // The outputs with their temporary names, the folders, the log.
    var paths = [folder, "\(folder)/", "\(folder)/pub", "\(folder)/pub/", "pub", "./"]
    for output in task.outputs {
      let name = URL(fileURLWithPath: "\(folder)/\(output)")
      let part = ".\(name.lastPathComponent).spotcheck-part"
      paths += [name.path, name.deletingLastPathComponent().appendingPathComponent(part).path]
    }
    if let log = task.log { paths.append("\(folder)/\(log)") }
    for error in fault.errors.prefix(ToolRun.isLong ? fault.errors.count : 1) {
      for count in 1... {
        try clear()
        let run = try Strace.run(
          "\(fault.call):error=\(error):when=\(count)",
          on: paths,
          task.arguments,
          folder: office.folder
        )
        let what = "\(fault.call) \(error) \(count): \(run.tool.status) \(run.tool.standardError)"
        try check(run.tool, task, office, before: before, gold: gold, what)
        guard run.injections > 0 else {
          #expect(run.tool.status == 0, "\(what)")
          break
        }
        #expect(count < 100, "\(what)")
      }
    }
  }

  private func check(
    _ run: ToolRun,
    _ task: Case,
    _ office: Office,
    before: [String: Data],
    gold: [String: Data],
    _ what: String
  ) throws {
    let after = try office.contents()
    #expect([0, 73, 74].contains(run.status), "\(what)")
    for (name, bytes) in after {
      #expect(bytes == before[name] ?? gold[name], "\(what): \(name)")
    }
    let shown = task.outputs.filter { after[$0] != nil }
    #expect(shown == Array(task.outputs.prefix(shown.count)), "\(what): out of order")
    if run.status == 0 { #expect(shown == task.outputs, "\(what)") }
    if let log = task.log, !shown.isEmpty { #expect(after[log] == gold[log], "\(what)") }
    let said = run.standardError
    if run.status != 0 {
      #expect(said.contains("there are already") == !shown.isEmpty, "\(what)")
      for name in shown { #expect(said.contains(name), "\(what)") }
      if shown.isEmpty, run.status == 74 { #expect(said.contains("was kept"), "\(what)") }
      if shown.isEmpty { #expect(after["pub"] == nil, "\(what)") }
    }
  }
}
