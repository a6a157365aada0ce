import Foundation
import Testing

/// A record serves one seed: another draw of it is never made by accident or in silence.
@Suite struct RedrawTests {
  static let first = "3 1 4 1 5 9 2 6 5 3"
  static let second = "2 7 1 8 2 8 1 8 2 8"

  static func draw(
    _ it: SealedTests.Ceremony,
    seed: String,
    record: String? = nil,
    _ more: [String] = []
  ) throws -> ToolRun {
    try ToolRun.run(
      ["draw", it.pool] + SealedTests.rules + [
        "--label", "封存测试", "--seed", seed, "--record", record ?? it.record,
      ] + more
    )
  }

  @Test func anotherSeedIsRefusedAndNoted() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let log = it.record + ".seeds"
    let mode = try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try it.text(log).hasSuffix("\t\(RedrawTests.first)\n"))
    // The same draw again is no redraw, and notes nothing.
    #expect(try RedrawTests.draw(it, seed: RedrawTests.first).status == 0)
    #expect(try it.text(log).split(separator: "\n").count == 1)
    let selection = try it.text(it.selection)
    let redraw = try RedrawTests.draw(it, seed: RedrawTests.second, ["--output", it.selection])
    #expect(redraw.status == 1 && redraw.output.isEmpty)
    #expect(redraw.standardError.contains("\"\(RedrawTests.first)\""))
    #expect(redraw.standardError.contains("--redraw \(it.record) --reason"))
    #expect(redraw.standardError.contains("(attempt 2)"))
    #expect(try it.text(it.selection) == selection)
    let corrected = try RedrawTests.draw(
      it,
      seed: RedrawTests.second,
      ["--correct-seed", "--receipt", it.receipt]
    )
    #expect(corrected.status == 0, "\(corrected.standardError)")
    #expect(try it.text(log).split(separator: "\n").count == 2)
    let verify = try it.audit(seed: RedrawTests.second)
    #expect(verify.status == 0, "\(verify.output)")
    #expect(verify.output.contains("drawn with another seed too: \"\(RedrawTests.first)\""))
  }

  /// The log is gone, or the record was copied: what lies where the draw would write still tells.
  @Test(arguments: [["--receipt", "receipt.json"], ["--publish", "public"]])
  func receiptsOfTheSameRecordTell(_ flag: [String]) throws {
    let it = try SealedTests.ceremony(sealed: true)
    let copy = try it.scratch.write(try it.text(it.record), to: "copy.txt")
    let redraw = try RedrawTests.draw(
      it,
      seed: RedrawTests.second,
      record: copy,
      [flag[0], it.scratch.path(flag[1])]
    )
    #expect(redraw.status == 1 && redraw.standardError.contains("receipt.json"))
    #expect(try RedrawTests.draw(it, seed: RedrawTests.second, record: copy).status == 0)
  }

  /// A draw that is refused shows nothing and notes nothing.
  @Test func aRefusedDrawIsNotNoted() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let copy = try it.scratch.write(try it.text(it.record), to: "copy.txt")
    #expect(try RedrawTests.draw(it, seed: "1 2 3", record: copy).status == 1)
    #expect(
      try RedrawTests.draw(it, seed: RedrawTests.second, record: copy, ["--reserves", "5"]).status
        == 1
    )
    #expect(!FileManager.default.fileExists(atPath: copy + ".seeds"))
  }

  /// Beside a pipe there is no place for a log.
  @Test(arguments: ["-", "/dev/stdin"]) func aRecordFromAPipeNeedsALog(name: String) throws {
    let it = try SealedTests.ceremony(sealed: true)
    func draw(_ seed: String, _ more: [String]) throws -> ToolRun {
      let arguments =
        ["draw", it.pool] + SealedTests.rules + [
          "--label", "封存测试", "--seed", seed, "--record", name,
        ] + more
      let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
      return try ToolRun.shell("cat \(it.record) | $S \(quoted)", folder: it.scratch.folder)
    }
    let without = try draw(RedrawTests.second, [])
    #expect(without.status == 64 && without.standardError.contains("--seed-log"))
    #expect(without.output.isEmpty)
    let log = it.scratch.path("log")
    #expect(try draw(RedrawTests.second, ["--seed-log", log]).status == 0)
    #expect(try draw(RedrawTests.first, ["--seed-log", log]).status == 1)
    #expect(try it.text(log).hasSuffix("\t\(RedrawTests.second)\n"))
    // Of a record that is a file, what stands beside it counts as well.
    let beside = try RedrawTests.draw(it, seed: RedrawTests.second, ["--seed-log", log])
    #expect(beside.status == 1 && beside.standardError.contains("record.txt.seeds"))
  }

  /// A log that can only be read, as in an archive: the same draw is made again, another one is not.
  @Test(.enabled(if: Strace.isAvailable)) func aLogThatCanOnlyBeRead() throws {
    let office = try Office()
    func draw(_ seed: String, _ more: [String] = []) throws -> ToolRun {
      let run = try Strace.run(
        // The first call would make it.
        "openat:error=EROFS:when=2",
        on: [office.scratch.path("record.seeds")],
        Office.draw.dropLast() + [seed, "--record", "record"] + more,
        folder: office.folder
      )
      #expect(run.injections == 1)
      return run.tool
    }
    #expect(try draw(Office.seed).status == 0)
    #expect(try draw("1 1 1 1 1 1 1 1 1 1").status == 1)
    let corrected = try draw("1 1 1 1 1 1 1 1 1 1", ["--correct-seed"])
    #expect(corrected.status == 73 && corrected.output.isEmpty, "\(corrected.standardError)")
  }

  /// The log lies beside the record itself, whatever link led to it.
  @Test func aLinkToTheRecordHasItsLog() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let link = it.scratch.path("public/link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: it.record)
    #expect(try RedrawTests.draw(it, seed: RedrawTests.second, record: link).status == 1)
    #expect(try RedrawTests.draw(it, seed: RedrawTests.first, record: link).status == 0)
    #expect(!FileManager.default.fileExists(atPath: link + ".seeds"))
  }

  @Test func positionsToo() throws {
    let scratch = try Scratch()
    let record = scratch.path("record")
    let common = ["--population", "40065", "--size", "9", "--label", "positions"]
    let commit = try ToolRun.run(
      [
        "commit", "--seed-source", "dice", "--seed-form", "##########", "--record", record,
        "--notice",
      ]
        + [scratch.path("notice")] + common
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    func draw(_ seed: String) throws -> Int32 {
      try ToolRun.run(["draw", "--seed", seed, "--record", record] + common).status
    }
    #expect(try draw("0123456789") == 0)
    #expect(try draw("9876543210") == 1)
  }

  /// What no recomputation can show is said.
  @Test func verifySaysWhatItCanNotRuleOut() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let verify = try it.audit()
    #expect(verify.status == 0, "\(verify.output)")
    #expect(verify.output.contains("not ruled out: other seeds"))
    #expect(verify.output.contains("attempt 1"))
    #expect(!verify.output.contains("another seed too"))
    // Whether the seed is the source's, nobody but the caller can say.
    let unseen = try it.audit(seed: nil)
    #expect(unseen.status == 2, "\(unseen.output)")
    #expect(unseen.output.contains("(dice, hall, open to all) can not be told"))
    #expect(unseen.output.hasSuffix("nothing differs; not checked: seed\n"), "\(unseen.output)")
    let other = try it.audit(seed: RedrawTests.second)
    #expect(other.status == 1 && other.output.contains("its source gave"), "\(other.output)")
  }
}
