import Foundation
import Testing

/// A list that somebody saves while it is read, in every form in which it may lie on the disk.
@Suite(.enabled(if: Strace.isAvailable)) struct ChangedListTests {
  /// How the list lies there, and the call that reads it first.
  enum Form: String, CaseIterable, Sendable {
    case plain, gzip, zstd, gb18030

    /// The list with the name of its units changed as told.
    func write(_ name: String, to path: String) throws {
      let rows = (1...2000).map { "U\($0),\(name)\($0)\n" }.joined()
      let text = Data("id,name\n\(rows)".utf8)
      switch self {
      case .plain: try over(text, path)
      case .gb18030:
        // 甲 and 乙 in GBK and GB18030.
        var bytes: [UInt8] = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
          switch scalar {
          case "甲": bytes += [0xBC, 0xD7]
          case "乙": bytes += [0xD2, 0xD2]
          default: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
          }
        }
        try over(Data(bytes), path)
      case .gzip, .zstd:
        try text.write(to: URL(fileURLWithPath: path + ".text"))
        let program = self == .gzip ? "gzip -1" : "zstd -q -1"
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let run = try ToolRun.shell("\(program) < \(path).text > \(path)", folder: folder)
        #expect(run.status == 0, "\(run.standardError)")
      }
    }

    /// In place, as most programs save.
    private func over(_ bytes: Data, _ path: String) throws {
      if !FileManager.default.fileExists(atPath: path) {
        try Data().write(to: URL(fileURLWithPath: path))
      }
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.write(contentsOf: bytes)
      try handle.close()
    }
  }

  @Test(arguments: Form.allCases, ["draw", "commit"])
  func isNoticed(form: Form, command: String) throws {
    if form == .zstd {
      guard FileManager.default.isExecutableFile(atPath: "/usr/bin/zstd") else { return }
    }
    let office = try Office()
    let list = office.scratch.path("list")
    try form.write("甲", to: list)
    usleep(30_000)
    let before = try office.contents()
    let arguments =
      command == "draw"
      ? ["-o", "o", "--receipt", "r", "--seed", "1"]
      : [
        "--seed-source", "dice", "--seed-form", "##########", "--record", "new-record", "--notice",
        "new-notice",
      ]
    let call = [.plain, .gb18030].contains(form) ? "pread64" : "read"
    let run = try Strace.run(
      "\(call):delay_enter=2000000:when=1",
      on: [list],
      [command, "list", "--rule", "3", "--label", "x"] + arguments,
      folder: office.folder
    ) { process in
      // Once it is open, and looked at.
      for _ in 0..<2000 {
        let files = FileManager.default
        let open = (try? files.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
        let paths = open.map {
          try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)")
        }
        if paths.contains(list) { break }
        usleep(5000)
      }
      usleep(200_000)
      try form.write("乙", to: list)
    }
    #expect(run.injections == 1)
    #expect(run.tool.status == 66, "\(run.tool.status) \(run.tool.standardError)")
    #expect(run.tool.standardError.contains("was changed while it was read"))
    #expect(try Set(office.contents().keys) == Set(before.keys))
  }
}
