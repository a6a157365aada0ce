import Foundation
import Testing

/// What the program wrote before records of version 2 stays verifiable.
@Suite struct FirstVersionTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/version-1")
  static let seed = "3 1 4 1 5 9 2 6 5 3"
  static let note = "a record of version 1 binds label, seed, frame and counts"

  static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var files: [String: String]
    var pool: String? = "pool.csv"
    var more: [String] = []

    /// The receipt and everything else that there is beside it.
    var arguments: [String] {
      let own = files.sorted { $0.key < $1.key }.filter { $0.key != "receipt" }
        .flatMap { ["--\($0.key)", path($0.value)] }
      return ["verify", path(files["receipt"] ?? "")] + own + more
        + (pool.map { ["--pool", path($0)] } ?? [])
    }

    private func path(_ name: String) -> String { FirstVersionTests.path(name) }
  }

  static func ceremony(_ folder: String, pool: String? = "pool.csv") -> Case {
    Case(
      testDescription: folder,
      files: [
        "receipt": "\(folder)/receipt.json", "record": "\(folder)/record.txt",
        "notice": "\(folder)/notice.txt", "selection": "\(folder)/selection.csv",
      ],
      pool: pool
    )
  }

  static func year(_ number: Int, pool: String, _ more: [String] = []) -> Case {
    Case(
      testDescription: "rotation, year \(number)",
      files: [
        "receipt": "rotation/receipt-\(number).json", "record": "rotation/record-\(number).txt",
        "notice": "rotation/notice-\(number).txt", "selection": "rotation/selection-\(number).csv",
      ],
      pool: pool,
      more: more
    )
  }

  /// What a later year of a rotation is held against.
  static let before = [
    "--after", path("rotation/receipt-1.json"), "--after-record", path("rotation/record-1.txt"),
    "--after-pool", path("pool.csv"),
  ]

  static let committed = [
    ceremony("open"), ceremony("sealed"), ceremony("pareto"), ceremony("sequential-poisson"),
    ceremony("positions", pool: nil), year(1, pool: "pool.csv"),
    year(2, pool: "pool-2.csv", before),
  ]

  @Test(arguments: committed) func aCeremonyIsVerified(_ it: Case) throws {
    let run = try ToolRun.run(it.arguments + ["--seed", FirstVersionTests.seed])
    #expect(run.status == 0, "\(run.output) \(run.standardError)")
    #expect(run.output.contains("record: note: \(FirstVersionTests.note)"))
    #expect(run.output.hasSuffix("verified: everything is as the receipt says\n"))
    // The seed is no less to be looked up because the record is old.
    let unseen = try ToolRun.run(it.arguments)
    #expect(unseen.status == 2, "\(unseen.output)")
    #expect(unseen.output.hasSuffix("nothing differs; not checked: seed\n"), "\(unseen.output)")
    let chinese = try ToolRun.run(
      it.arguments + ["--seed", FirstVersionTests.seed, "--language", "zh"]
    )
    #expect(chinese.output.contains("第 1 版记录只固定标签、种子、对象库和数量"))
  }

  /// The edits that version 1 withstood it withstands.
  @Test(arguments: committed) func anEditedCeremonyIsNot(_ it: Case) throws {
    let scratch = try Scratch()
    for (what, from, to) in [
      ("receipt", "\"size\" : 2", "\"size\" : 1"), ("record", "\t2\t", "\t1\t"),
      ("notice", "commitment\t", "commitment\t0"), ("selection", "selected", "reserve"),
      ("receipt", FirstVersionTests.seed, "4 1 4 1 5 9 2 6 5 3"),
    ] {
      var edited = it
      let file = try #require(it.files[what])
      let text = try String(contentsOfFile: FirstVersionTests.path(file), encoding: .utf8)
      guard text.contains(from) else { continue }
      edited.files[what] = nil
      let path = try scratch.write(text.replacing(from, with: to), to: what)
      let arguments =
        what == "receipt"
        ? ["verify", path] + edited.arguments.dropFirst(2)
        : edited.arguments + ["--\(what)", path]
      let run = try ToolRun.run(arguments + ["--seed", FirstVersionTests.seed])
      #expect([1, 65].contains(run.status), "\(what): \(run.output)")
    }
  }

  @Test func aSelectionInJSON() throws {
    var it = FirstVersionTests.ceremony("open")
    it.files["selection"] = "open/selection.json"
    #expect(try ToolRun.run(it.arguments + ["--seed", FirstVersionTests.seed]).status == 0)
  }

  @Test func anUncommittedDraw() throws {
    let it = Case(
      testDescription: "uncommitted",
      files: [
        "receipt": "uncommitted/receipt.json", "selection": "uncommitted/selection.csv",
      ]
    )
    let run = try ToolRun.run(it.arguments)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("the draw is uncommitted"))
  }

  /// A record of version 1 neither names the year before nor has a line for a class that is empty, whose
  /// place the receipt alone keeps: whoever has the receipt before can compare.
  @Test func aYearAfterTheFirst() throws {
    let it = FirstVersionTests.year(2, pool: "pool-2.csv")
    func verify(_ receipt: String?) throws -> ToolRun {
      try ToolRun.run(
        it.arguments + ["--seed", FirstVersionTests.seed]
          + (receipt.map { ["--after", $0] + FirstVersionTests.before.dropFirst(2) } ?? [])
      )
    }
    let alone = try verify(nil)
    #expect(alone.status == 2, "\(alone.output)")
    #expect(alone.output.hasSuffix("nothing differs; not checked: rotation\n"), "\(alone.output)")
    let name = FirstVersionTests.path("rotation/receipt-1.json")
    let run = try verify(name)
    #expect(run.status == 0 && run.output.contains("rotation: ok"), "\(run.output)")
    let text = try String(contentsOfFile: name, encoding: .utf8)
    let start = try #require(text.firstMatch(of: /"threshold" : "([0-9a-f]{64})"/)).output.1
    let scratch = try Scratch()
    let forged = try scratch.write(
      text.replacing(start, with: String(repeating: "0", count: 64)),
      to: "forged.json"
    )
    let other = try verify(forged)
    // A record of version 1 names no receipt: another one is no proof, and none against the draw.
    #expect(other.status != 0 && !other.output.contains("rotation: ok"), "\(other.output)")
  }

  /// What was published of an open draw: the receipt names no column, the list and the caller do.
  @Test func publicFiles() throws {
    let scratch = try Scratch()
    func verify(_ folder: String, _ more: [String], list: String? = nil) throws -> ToolRun {
      try ToolRun.run(
        [
          "verify", FirstVersionTests.path("\(folder)/public/receipt.json"), "--notice",
          FirstVersionTests.path("\(folder)/notice.txt"), "--selection",
          list ?? FirstVersionTests.path("\(folder)/public/selection.csv"), "--seed",
          FirstVersionTests.seed,
        ] + more
      )
    }
    let columns = ["--stratum", "组别"]
    let open = try verify("open", ["--pool", FirstVersionTests.path("pool.csv")] + columns)
    #expect(open.status == 0, "\(open.output) \(open.standardError)")
    #expect(open.output.contains("public files: ok"))
    // The first column of the list is the identifier's, whatever its name.
    func renamed(_ name: String) throws -> String {
      let text = try String(contentsOfFile: FirstVersionTests.path(name), encoding: .utf8)
      return try scratch.write(
        text.replacing("编号,", with: "本地码,"),
        to: name.replacing("/", with: "-")
      )
    }
    let other = try verify(
      "open",
      ["--pool", try renamed("pool.csv")] + columns,
      list: try renamed("open/public/selection.csv")
    )
    #expect(other.status == 0, "\(other.output) \(other.standardError)")
    let sealed = try verify("sealed", [])
    #expect(sealed.status == 0, "\(sealed.output)")
    #expect(sealed.output.contains("the form holds"))
    let audited = try verify(
      "sealed",
      ["--record", FirstVersionTests.path("sealed/record.txt")]
        + ["--pool", FirstVersionTests.path("pool.csv")] + columns
    )
    #expect(audited.status == 0, "\(audited.output) \(audited.standardError)")
  }

  /// A record that was committed before can still be drawn.
  @Test func anOldRecordIsDrawn() throws {
    let scratch = try Scratch()
    let text = try String(
      contentsOfFile: FirstVersionTests.path("sealed/record.txt"),
      encoding: .utf8
    )
    let record = try scratch.write(text, to: "record.txt")
    let run = try ToolRun.run([
      "draw", FirstVersionTests.path("pool.csv"), "--stratum", "组别", "--rule", "20%", "--reserves",
      "1", "--label", "样例 sealed", "--seed", FirstVersionTests.seed, "--record", record,
    ])
    #expect(run.status == 0, "\(run.standardError)")
    let list = try String(
      contentsOfFile: FirstVersionTests.path("sealed/selection.csv"),
      encoding: .utf8
    )
    #expect(run.output == list)
  }
}
