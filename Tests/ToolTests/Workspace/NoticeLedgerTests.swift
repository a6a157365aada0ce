import Foundation
import Testing

/// The head of a ledger that a notice names, looked up in an export of the ledger.
@Suite struct NoticeLedgerTests {
  /// An office with one drawn task, and its ledger in both exports.
  private static func office() throws -> WorkspaceRun {
    let office = try TaskCommandTests.office()
    for arguments in [
      ["task", "commit", "1"] + TaskCommandTests.source,
      ["task", "draw", "1", "--seed", TaskCommandTests.seed],
      ["ledger", "export", "whole.jsonl"], ["ledger", "export", "public.jsonl", "--public"],
    ] {
      let run = try office.run(arguments)
      #expect(run.status == 0, "\(arguments) \(run.standardError)")
    }
    return office
  }

  private static func verify(
    _ office: WorkspaceRun,
    ledger: String?,
    notice: String? = "task-2024-1/notice.txt"
  ) throws -> ToolRun {
    try office.run(
      [
        "verify", "task-2024-1/receipt.json", "--pool", "task-2024-1/frame.csv", "--record",
        "task-2024-1/record.txt", "--seed", TaskCommandTests.seed,
      ] + (notice.map { ["--notice", $0] } ?? []) + (ledger.map { ["--ledger", $0] } ?? [])
    )
  }

  private static func lines(_ office: WorkspaceRun, _ file: String) throws -> [String] {
    try String(contentsOfFile: office.scratch.path(file), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  @Test func anHonestLedgerIsVerified() throws {
    let office = try Self.office()
    #expect(try Self.verify(office, ledger: nil).status == 2)
    for ledger in ["whole.jsonl", "public.jsonl"] {
      let run = try Self.verify(office, ledger: ledger)
      #expect(run.status == 0 && run.output.contains("\nverified: "), "\(run.output)")
      #expect(run.output.contains("the ledger has its head"))
    }
    // A later export holds the same head.
    _ = try office.run(["task", "commit", "2"] + TaskCommandTests.source)
    _ = try office.run(["ledger", "export", "later.jsonl", "--public"])
    #expect(try Self.verify(office, ledger: "later.jsonl").status == 0)
    let unused = try Self.verify(office, ledger: "whole.jsonl", notice: nil)
    #expect(unused.status == 64 && unused.standardError.contains("--ledger"))
  }

  /// Whatever member of whatever entry up to the commitment is another, the head is; what stands behind is not looked at.
  @Test func anotherLedgerDiffers() throws {
    let office = try Self.office()
    let lines = try Self.lines(office, "public.jsonl")
    let named = try Self.lines(office, "task-2024-1/notice.txt")
      .first { $0.hasPrefix("ledger\t") }.flatMap { Int($0.split(separator: "\t")[1]) }
    let entry = try #require(named)
    func changed(_ index: Int, _ member: String) throws -> ToolRun {
      var other = lines
      let parts = other[index].components(separatedBy: "\"\(member)\":\"")
      let first = try #require(parts.last?.first)
      other[index] =
        parts[0] + "\"\(member)\":\"" + (first == "0" ? "1" : "0") + String(parts[1].dropFirst())
      let file = try office.scratch.write(other.joined(separator: "\n") + "\n", to: "other.jsonl")
      return try Self.verify(office, ledger: file)
    }
    for member in ["time", "actor", "action", "subject", "digest"] {
      for index in [0, entry - 1] {
        let run = try changed(index, member)
        #expect(run.status == 1 && run.output.contains("another ledger"), "\(member) \(run.output)")
      }
    }
    #expect(try changed(entry, "time").status == 0)
    let cut = try office.scratch.write(
      lines.prefix(entry - 1).joined(separator: "\n") + "\n",
      to: "cut.jsonl"
    )
    let run = try Self.verify(office, ledger: cut)
    #expect(run.status == 1 && run.output.contains("ends with entry \(entry - 1)"), "\(run.output)")
  }

  /// A notice that names the head of another entry than that of its commitment.
  @Test func theHeadOfAnotherEntry() throws {
    let office = try Self.office()
    let head = try office.head().replacing(" ", with: "\t")
    let notice = try Self.lines(office, "task-2024-1/notice.txt")
      .map { $0.hasPrefix("ledger\t") ? "ledger\t\(head)" : $0 }
    let file = try office.scratch.write(notice.joined(separator: "\n") + "\n", to: "notice.txt")
    for ledger in ["whole.jsonl", "public.jsonl"] {
      let run = try Self.verify(office, ledger: ledger, notice: file)
      #expect(run.status == 1, "\(run.output)")
      #expect(run.output.contains("not that of this commitment"), "\(run.output)")
    }
  }

  @Test func whatIsNoExportIsRefusedWithItsLine() throws {
    let office = try Self.office()
    var whole = try Self.lines(office, "whole.jsonl")
    let payload = try #require(whole.firstIndex { $0.contains("commitment") })
    whole[payload] = whole[payload].replacing("attempt", with: "Attempt")
    let entries = try Self.lines(office, "public.jsonl")
    for (text, row) in [
      (whole.joined(separator: "\n"), payload + 1), ("id,name\n", 1), ("", 1),
      (([entries[0]] + entries.dropFirst(2)).joined(separator: "\n"), 2),
    ] {
      let file = try office.scratch.write(text, to: "bad.jsonl")
      let run = try Self.verify(office, ledger: file)
      #expect(run.status == 65, "\(run.output) \(run.standardError)")
      #expect(run.standardError.contains("bad.jsonl, row \(row)"), "\(run.standardError)")
      let chinese = try office.run([
        "verify", "task-2024-1/receipt.json", "--notice", "task-2024-1/notice.txt", "--ledger",
        file,
        "--language", "zh",
      ])
      #expect(chinese.status == 65 && chinese.standardError.contains("第 \(row) 行"))
    }
  }
}
