import Foundation
import Testing

/// Two programs at once.
///
/// `make test-long` (SPOTCHECK_LONG=1) has 1,000 rounds.
@Suite struct TogetherTests {
  static let rounds = ToolRun.isLong ? 1000 : 20

  /// Starts two runs and answers their statuses.
  static func both(_ first: [String], _ second: [String], in office: Office) throws -> [Int32] {
    let processes = [first, second].map { arguments in
      let process = Process()
      process.executableURL = ToolRun.binary
      process.arguments = arguments
      process.currentDirectoryURL = office.folder
      process.environment = ["LC_ALL": "C"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      return process
    }
    for process in processes { try process.run() }
    return processes.map { process in
      process.waitUntilExit()
      return process.terminationReason == .exit ? process.terminationStatus : -1
    }
  }

  /// One seed is logged, and one result is shown: the other draw reads the first one's seed.
  @Test func twoDrawsOfOneRecord() throws {
    let office = try Office()
    let log = office.scratch.path("record.seeds")
    let draws = ["1", "2"].map { digit -> [String] in
      Office.draw.dropLast() + [
        Array(repeating: digit, count: 10).joined(separator: " "), "--record", "record", "-o",
        "o\(digit)", "--receipt", "r\(digit)", "-q",
      ]
    }
    for round in 0..<Self.rounds {
      for name in ["record.seeds", "o1", "o2", "r1", "r2"] {
        try? FileManager.default.removeItem(atPath: office.scratch.path(name))
      }
      let order = round % 2 == 0 ? draws : draws.reversed()
      let statuses = try Self.both(order[0], order[1], in: office)
      #expect(statuses.sorted() == [0, 1], "round \(round)")
      let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 1, "round \(round): \(lines)")
      let shown = ["1", "2"].filter { digit in
        ["o", "r"].contains {
          FileManager.default.fileExists(atPath: office.scratch.path($0 + digit))
        }
      }
      #expect(shown.count == 1 && lines.first?.hasSuffix(" \(shown.first ?? "")") == true)
    }
  }

  /// One of two commitments to the same names is made, and its notice is of its record.
  @Test func twoCommitmentsToOneRecord() throws {
    let office = try Office()
    let names = ["new-record", "new-notice"].map { office.scratch.path($0) }
    let commit = Office.commit + ["--sealed", "--record", names[0], "--notice", names[1], "-q"]
    for round in 0..<Self.rounds {
      for name in names + [names[1] + ".html"] {
        try? FileManager.default.removeItem(atPath: name)
      }
      #expect(try Self.both(commit, commit, in: office).sorted() == [0, 73], "round \(round)")
      let digest = try ToolRun.shell("sha256sum < \(names[0])", folder: office.folder).output
      let notice = try String(contentsOfFile: names[1], encoding: .utf8)
      #expect(notice.contains("commitment\t\(digest.prefix(64))"), "round \(round)")
    }
    let left = try office.contents().keys.filter { $0.hasSuffix("-part") }
    #expect(left.isEmpty)
  }

  /// An output is what one of them has drawn, whole.
  @Test func twoDrawsToOneFile() throws {
    let office = try Office()
    let draws = (1...2).map { number in
      ["draw", "pool.csv", "--rule", "\(number * 20)", "--label", "x", "--seed", "1", "-q", "-o"]
    }
    let wholes = try draws.map { draw in
      let run = try office.run(draw + ["whole"])
      #expect(run.status == 0)
      return FileManager.default.contents(atPath: office.scratch.path("whole"))
    }
    for round in 0..<Self.rounds {
      try? FileManager.default.removeItem(atPath: office.scratch.path("both"))
      let statuses = try Self.both(draws[0] + ["both"], draws[1] + ["both"], in: office)
      #expect(statuses.contains(0) && statuses.allSatisfy { [0, 73].contains($0) })
      let found = FileManager.default.contents(atPath: office.scratch.path("both"))
      let done = zip(wholes, statuses).filter { $1 == 0 }.map(\.0)
      #expect(done.contains(found), "round \(round): \(statuses)")
    }
    let left = try office.contents().keys.filter { $0.hasSuffix("-part") }
    #expect(left.isEmpty)
  }

  /// A run that was overtaken between making its temporary file and locking it gives up.
  @Test(.enabled(if: Strace.isAvailable)) func anOvertakenRunGivesUp() throws {
    let office = try Office()
    func draw(_ size: Int) -> [String] {
      ["draw", "pool.csv", "--rule", "\(size)", "--label", "x", "--seed", "1", "-q", "-o", "both"]
    }
    let slow = try Strace.run(
      "flock:delay_enter=3000000:when=1",
      draw(2),
      folder: office.folder
    ) { _ in
      let part = office.scratch.path(".both.spotcheck-part")
      for _ in 0..<2000 where !FileManager.default.fileExists(atPath: part) { usleep(5000) }
      let fast = try office.run(draw(40))
      #expect(fast.status == 0, "\(fast.standardError)")
    }
    #expect(slow.tool.status == 73 && slow.tool.standardError.contains("another run"))
    let text = try String(contentsOfFile: office.scratch.path("both"), encoding: .utf8)
    #expect(text.split(separator: "\n").count == 41)
    #expect(try office.contents().keys.contains(".both.spotcheck-part") == false)
  }

  /// The log is held from its reading until the draw is shown: another draw waits, and reads what the
  /// first one has noted, or nothing where that one was ended.
  @Test(arguments: [false, true]) func anotherDrawWaits(isEnded: Bool) throws {
    let office = try Office()
    let (log, error) = (office.scratch.path("record.seeds"), office.scratch.path("error"))
    try FileManager.default.removeItem(atPath: log)
    let text = try Data(contentsOf: URL(fileURLWithPath: office.scratch.path("pool.csv")))
    let pipe = try InterruptTests.Pipe(inPlaceOf: office.scratch.path("pipe"))
    let other = "1 1 1 1 1 1 1 1 1 1"
    let options = Office.draw.dropFirst(2).dropLast() + []
    let second = Process()
    second.executableURL = ToolRun.binary
    second.arguments =
      ["draw", "pool.csv"] + options + [other, "--record", "record", "-o", "o2"]
    second.currentDirectoryURL = office.folder
    second.environment = ["LC_ALL": "C"]
    try Data().write(to: URL(fileURLWithPath: error))
    second.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: error))
    var handle: FileHandle?
    let first = try ToolRun.run(
      ["draw", "pipe"] + options + [Office.seed, "--record", "record", "-o", "o1"],
      folder: office.folder
    ) { process in
      handle = try pipe.open()
      try second.run()
      for _ in 0..<2000 {
        if try String(contentsOfFile: error, encoding: .utf8).contains("waiting") { break }
        usleep(5000)
      }
      if isEnded {
        kill(process, SIGTERM)
      } else {
        try handle?.write(contentsOf: text)
        try handle?.close()
      }
    }
    second.waitUntilExit()
    let said = try String(contentsOfFile: error, encoding: .utf8)
    #expect(said.contains("waiting for another draw"), "\(said)")
    #expect(first.status == (isEnded ? 130 : 0), "\(first.standardError)")
    #expect(second.terminationStatus == (isEnded ? 0 : 1), "\(said)")
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 1 && lines[0].hasSuffix("\t\(isEnded ? other : Office.seed)"))
    let names = try office.contents().keys
    #expect(names.contains("o1") == !isEnded && names.contains("o2") == isEnded)
  }
}
