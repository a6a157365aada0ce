import Foundation
import Testing

/// Calls that fail, one after another until a run passes unhurt: the status says so, and nothing is half.
@Suite(.enabled(if: Strace.isAvailable)) struct WorkspaceFaultTests {
  /// A change, and the calls that fail in it.
  static let faults = [
    ("pwrite64", ["ENOSPC", "EIO"]), ("fsync", ["EIO"]), ("fdatasync", ["EIO"]),
    ("ftruncate", ["EIO"]),
    ("openat", ["EMFILE", "EACCES"]), ("unlink", ["EIO"]), ("rename", ["EIO"]),
    ("write", ["ENOSPC"]),
  ]

  static let commands: [[String]] = [
    ["library", "import", "objects", "next.csv"],
    ["library", "end", "项目:P3", "--reason", "完工"],
    ["library", "link", "项目:P1", "项目:P2"],
    ["workspace", "backup", "copy.db"],
    ["ledger", "erase", "3", "--reason", "申请"],
  ]

  @Test(arguments: commands, faults)
  func everyCallFails(of command: [String], fault: (call: String, errors: [String])) throws {
    let office = try WorkspaceRun()
    _ = try office.scratch.write(WorkspaceRun.objects(1...60, "起"), to: "start.csv")
    _ = try office.scratch.write(WorkspaceRun.objects(1...60, "后"), to: "next.csv")
    #expect(try office.run(["library", "import", "objects", "start.csv"]).status == 0)
    #expect(
      try office.run(["library", "set", "项目:P5", "住所=他处", "--reason", "r"]).status == 0
    )
    let before = try Data(contentsOf: office.folder.appendingPathComponent("office.spotcheck"))
    let count = try office.count()
    let folder = office.folder.path
    let paths = [
      folder, "\(folder)/", "./", "office.spotcheck", "\(folder)/office.spotcheck",
      "\(folder)/office.spotcheck-journal", "\(folder)/copy.db",
      "\(folder)/.copy.db.spotcheck-part", "next.csv",
    ]
    for error in fault.errors.prefix(ToolRun.isLong ? fault.errors.count : 1) {
      // Every call in the long form; the first ones in the short one, and then each twice as far.
      var number = 0
      while true {
        number += ToolRun.isLong ? 1 : max(1, number)
        try before.write(to: office.folder.appendingPathComponent("office.spotcheck"))
        for name in ["office.spotcheck-journal", "copy.db", ".copy.db.spotcheck-part"] {
          try? FileManager.default.removeItem(atPath: office.scratch.path(name))
        }
        let run = try Strace.run(
          "\(fault.call):error=\(error):when=\(number)",
          on: paths,
          command,
          folder: office.folder
        )
        let what =
          "\(command[1]) \(fault.call) \(error) \(number): \(run.tool.status) \(run.tool.standardError)"
        #expect([0, 66, 73, 74].contains(run.tool.status), "\(what)")
        let now = try office.count()
        let isChange = command[0] != "workspace"
        #expect(now == count || (isChange && now == count + 1), "\(what)")
        if run.tool.status == 0 {
          #expect(now == (isChange ? count + 1 : count), "\(what)")
        }
        #expect(try office.run(["workspace", "check"]).status == 0, "\(what)")
        let copy = office.scratch.path("copy.db")
        if FileManager.default.fileExists(atPath: copy) {
          #expect(
            try office.run(["workspace", "check", "--workspace", copy]).status == 0,
            "\(what)"
          )
        }
        guard run.injections > 0 else {
          #expect(run.tool.status == 0, "\(what)")
          break
        }
        #expect(number < 2_000, "\(what)")
        guard number < 2_000 else { break }
      }
    }
  }

  /// An acknowledged change has reached the disk: the journal before the file, the file, and the folder when the
  /// journal has gone.
  ///
  /// With `synchronous = NORMAL` or `OFF` there are fewer.
  @Test func anAcknowledgedChangeIsSynced() throws {
    let office = try WorkspaceRun()
    _ = try office.scratch.write(WorkspaceRun.objects(1...5, "起"), to: "start.csv")
    #expect(try office.run(["library", "import", "objects", "start.csv"]).status == 0)
    let trace = office.scratch.path("trace")
    let run = try ToolRun.run(
      [
        "-f", "-y", "-qq", "-o", trace, "-e", "trace=fsync,fdatasync,unlink,write",
        ToolRun.binary.path, "library", "set",
        "项目:P1", "住所=新址", "--reason", "r",
      ],
      folder: office.folder,
      executable: URL(fileURLWithPath: "/usr/bin/strace")
    )
    #expect(run.status == 0, "\(run.standardError)")
    let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
    func isSync(_ line: Substring, _ file: String) -> Bool {
      (line.contains("fsync(") || line.contains("fdatasync(")) && line.contains("\(file)>)")
    }
    let journal = lines.indices.filter { isSync(lines[$0], "office.spotcheck-journal") }
    let file = lines.indices.filter { isSync(lines[$0], "office.spotcheck") }
    let unlinked = try #require(
      lines.lastIndex { $0.contains("unlink(") && $0.contains("-journal") }
    )
    let folder = lines.indices.filter { isSync(lines[$0], office.folder.lastPathComponent) }
    let said = try #require(lines.firstIndex { $0.contains("write(") && $0.contains("changed") })
    // FULL syncs the journal twice: its content, then the count in its head.
    #expect(journal.count >= 2 && file.count >= 1, "\(lines)")
    #expect(try #require(journal.last) < #require(file.last) && #require(file.last) < unlinked)
    #expect(try unlinked < #require(folder.last) && #require(folder.last) < said)
  }
}
