import Foundation
import Sampling
import TestSupport
import Testing

/// Commitment, sealed draws and what they may show.
@Suite struct SealedTests {
  /// A pool whose classes and scores can be searched for.
  static let pool =
    "编号,名称,风险等级,评分\n"
    + (1...80).map { number in
      let stratum = number <= 40 ? "低风险PLANTED" : number <= 70 ? "中风险PLANTED" : "高风险PLANTED"
      return "P\(number),单位\(number),\(stratum),\(900 + number)\n"
    }.joined()
  static let rules = [
    "--stratum", "风险等级", "--rule", "低风险PLANTED: 10%", "--rule",
    "中风险PLANTED: 30%", "--rule", "高风险PLANTED: 50%", "--reserves", "1",
  ]

  struct Ceremony {
    let scratch: Scratch
    let pool: String
    var record: String { scratch.path("record.txt") }
    var notice: String { scratch.path("notice.txt") }
    var receipt: String { scratch.path("receipt.json") }
    var selection: String { scratch.path("selection.csv") }
    var folder: String { scratch.path("public") }

    func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// Verifies as an auditor does who has everything, and looked up the seed at its source.
    func audit(
      receipt: String? = nil,
      pool: String? = nil,
      record: String? = nil,
      seed: String? = SealedTests.seed,
      _ more: [String] = []
    ) throws -> ToolRun {
      try ToolRun.run(
        [
          "verify", receipt ?? self.receipt, "--pool", pool ?? self.pool, "--record",
          record ?? self.record,
        ] + (seed.map { ["--seed", $0] } ?? []) + more
      )
    }
  }

  /// What ten dice gave.
  static let seed = "3 1 4 1 5 9 2 6 5 3"

  /// Commits and draws, sealed or open.
  static func ceremony(sealed: Bool) throws -> Ceremony {
    let scratch = try Scratch()
    let it = Ceremony(scratch: scratch, pool: try scratch.write(pool, to: "pool.csv"))
    let commit = try ToolRun.run(
      ["commit", it.pool] + rules + [
        "--label", "封存测试", "--seed-source", "dice, hall, open to all", "--seed-form",
        "# # # # # # # # # #", "--record", it.record, "--notice", it.notice, "--publish-columns",
        "名称",
      ] + (sealed ? ["--sealed"] : ["--open-strata"])
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    let draw = try ToolRun.run(
      ["draw", it.pool] + rules + [
        "--label", "封存测试", "--seed", seed, "--record", it.record, "--output", it.selection,
        "--receipt", it.receipt, "--publish", it.folder,
      ] + (sealed ? [] : ["--open-strata"])
    )
    #expect(draw.status == 0, "\(draw.standardError)")
    return it
  }

  @Test func aSealedFolderHoldsNothingForbidden() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let files = try FileManager.default.contentsOfDirectory(atPath: it.folder).sorted()
    #expect(files == ["receipt.json", "selection.csv", "selection.html", "selection.xlsx"])
    let book = try WorkbookOutputTests.rows("\(it.folder)/selection.xlsx").joined().joined()
    let published =
      try book
      + files.filter { $0 != "selection.xlsx" }
      .map { try it.text("\(it.folder)/\($0)").withoutScript }.joined()
      + it.text(it.notice)
      + it.text(it.scratch.path("notice.html"))
    var forbidden = ["PLANTED", "风险", "评分", "draw_", "rank", "stratum", "reserve", "threshold"]
    let receipt = try it.text(it.receipt)
    let record = try it.text(it.record)
    // Every key, secret, ticket, threshold and digest that the internal files hold, but for the
    // commitment, and every score.
    let internalText = try receipt + record + it.text(it.selection)
    let commitment = try DrawRecord(parsing: record).commitment.hex
    let digests = Set(
      internalText.split(whereSeparator: { !($0.isHexDigit) }).map(String.init)
        .filter { $0.count == 64 && $0 != commitment }
    )
    #expect(digests.count > 20)
    forbidden += digests
    forbidden += (1...80).map { ",\(900 + $0)" }
    for word in forbidden { #expect(!published.contains(word), "\(word)") }
    #expect(published.contains(commitment))
    let open = try SealedTests.ceremony(sealed: false)
    let scripts = try [it, open].map { try $0.text("\($0.folder)/selection.html").script }
    #expect(scripts[0] != nil && scripts[0] == scripts[1])
    // Selected units only, by bytes of the identifier, without their order in the draw.
    let ids = try it.text("\(it.folder)/selection.csv").split(separator: "\n").dropFirst()
      .map { String($0.split(separator: ",")[0]) }
    #expect(ids.count == 4 + 9 + 5)
    #expect(ids == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func internalFilesAreForTheOwner() throws {
    let it = try SealedTests.ceremony(sealed: true)
    for file in [it.record, it.receipt, it.selection] {
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(file)")
    }
  }

  @Test func anAuditorRecomputesASealedDraw() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let verify = try it.audit(["--selection", it.selection])
    #expect(verify.status == 0, "\(verify.output)")
    let other = try SealedTests.ceremony(sealed: true)
    let wrong = try it.audit(record: other.record)
    #expect(wrong.status == 1)
    #expect(wrong.output.contains("record: DIFFERS: its commitment is"), "\(wrong.output)")
    #expect(wrong.output.hasSuffix("NOT verified: record, seed, selection\n"), "\(wrong.output)")
  }

  @Test func anOpenNoticeHoldsTheRecord() throws {
    let it = try SealedTests.ceremony(sealed: false)
    let parts = try it.text(it.notice).components(separatedBy: "\n\n")
    let record = try DrawRecord(parsing: parts[1])
    #expect(parts[0].contains("commitment\t\(record.commitment)"))
    #expect(try it.text(it.record) == parts[1])
  }

  @Test func aDrawOfPositionsIsCommittedToo() throws {
    let scratch = try Scratch()
    let (record, notice) = (scratch.path("record"), scratch.path("notice"))
    let common = ["--population", "40065", "--label", "positions"]
    let commit = try ToolRun.run(
      ["commit", "--size", "9", "--reserves", "2", "--seed-source", "dice", "--seed-form"]
        + ["##########", "--record", record, "--notice", notice] + common
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    let text = try String(contentsOfFile: record, encoding: .utf8)
    #expect(text.contains("units\t40065\t\n"))
    #expect(text.hasSuffix("stratum\t*\t40065\t9\t2\tpositions\t\n"))
    func draw(_ size: String) throws -> ToolRun {
      try ToolRun.run(
        ["draw", "--size", size, "--reserves", "2", "--seed", "0123456789", "--record", record]
          + ["--receipt", scratch.path("receipt")] + common
      )
    }
    #expect(try draw("9").status == 0)
    #expect(try draw("8").status == 1)
    let verify = try ToolRun.run([
      "verify", scratch.path("receipt"), "--record", record, "--seed", "0123456789",
    ])
    #expect(verify.status == 0, "\(verify.output)")
    let neither = try ToolRun.run(
      ["commit", "--label", "x", "--seed-source", "dice", "--seed-form", "##########"]
        + ["--record", record, "--notice", notice]
    )
    #expect(neither.status == 64)
  }

  @Test func anOpenDrawByRiskClassIsNotPublished() throws {
    let scratch = try Scratch()
    let pool = try scratch.write(SealedTests.pool, to: "pool.csv")
    let run = try ToolRun.run(
      ["draw", pool] + SealedTests.rules + [
        "--label", "x", "--seed", "1", "--publish", scratch.path("public"),
      ]
    )
    #expect(run.status == 64)
    #expect(run.standardError.contains("--sealed"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("public")))
  }

  @Test(arguments: ["风险级别", "企业信用风险分类", "risk_category", "risk-class", "风险等级(2024)", "Class"])
  func everyNameOfAClassIsOne(_ name: String) throws {
    let scratch = try Scratch()
    let rows = (1...20).map { "P\($0),\($0 % 2 == 0 ? "高" : "低")\n" }.joined()
    let pool = try scratch.write("编号,\(name)\n" + rows, to: "pool.csv")
    func publish(_ more: [String]) throws -> ToolRun {
      try ToolRun.run(
        ["draw", pool, "--rule", "50%", "--label", "x", "--seed", "1", "--publish"]
          + [scratch.path("public")] + more
      )
    }
    let open = try publish(["--stratum", name])
    #expect(open.status == 64 && open.standardError.contains("--open-strata"))
    #expect(try publish(["--publish-columns", name]).status == 64)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("public")))
    #expect(try publish(["--stratum", name, "--open-strata"]).status == 0)
  }

  @Test(arguments: ["行业类别", "所属区域", "类型", "stratum", "district", "classification_code"])
  func anOrdinaryColumnIsDrawnOpenly(_ name: String) throws {
    let scratch = try Scratch()
    let rows = (1...20).map { "P\($0),\($0 % 2 == 0 ? "甲" : "乙")\n" }.joined()
    let pool = try scratch.write("编号,\(name)\n" + rows, to: "pool.csv")
    let run = try ToolRun.run([
      "draw", pool, "--rule", "50%", "--label", "x", "--seed", "1", "--stratum", name, "--publish",
      scratch.path("public"), "--publish-columns", name,
    ])
    #expect(run.status == 0, "\(run.standardError)")
  }

  @Test(arguments: [
    ("ａ＠ｂ．ｃｎ", "mail address", "电子邮箱"), ("１３８００００００００", "telephone", "电话"),
    ("（０１０）６２００００００", "telephone", "电话"), ("１１０１０５１９４９１２３１００２Ｘ", "identity", "身份证"),
  ])
  func privateCellsOfAnyWidthAreNotPublished(
    _ cell: String,
    _ english: String,
    _ chinese: String
  ) throws {
    let scratch = try Scratch()
    let pool = try scratch.write("编号,备注\n1,甲\n2,\(cell)\n", to: "pool.csv")
    for (language, word) in [("en", english), ("zh", chinese)] {
      let run = try ToolRun.run([
        "draw", pool, "--rule", "100%", "--label", "x", "--seed", "1", "--publish",
        scratch.path("public"), "--publish-columns", "备注", "--language", language,
      ])
      #expect(run.status == 65 && run.standardError.contains(word), "\(run.standardError)")
      #expect(!run.standardError.contains(cell))
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("public")))
  }

  @Test(arguments: [
    ("--label", "another"), ("--seed", "3 1 4 1 5 9 2 6 5"), ("--rule", "低风险PLANTED: 20%"),
    ("--reserves", "2"),
  ])
  func aDrawThatIsNotTheCommittedOne(_ change: (flag: String, value: String)) throws {
    let it = try SealedTests.ceremony(sealed: true)
    var arguments =
      ["draw", it.pool] + SealedTests.rules + [
        "--label", "封存测试", "--seed", "3 1 4 1 5 9 2 6 5 3", "--record", it.record,
      ]
    let place = try #require(arguments.firstIndex(of: change.flag))
    arguments[place + 1] = change.value
    let run = try ToolRun.run(arguments)
    #expect(run.status == 1, "\(run.standardError)")
    #expect(run.standardError.contains("record"))
    #expect(run.output.isEmpty)
  }

  @Test func aChangedFrameIsNotTheCommittedOne() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let changed = SealedTests.pool.replacing("P5,", with: "P5x,")
    let pool = try it.scratch.write(changed, to: "changed.csv")
    let run = try ToolRun.run(
      [
        "draw", pool, "--stratum", "风险等级", "--label", "封存测试", "--seed", "3 1 4 1 5 9 2 6 5 3",
        "--record", it.record,
      ])
    #expect(run.status == 1)
    #expect(run.standardError.contains("frame of the record"))
  }

  @Test func privateColumnsAndCellsAreNotPublished() throws {
    let scratch = try Scratch()
    let pool = try scratch.write(
      "id,name,contact\n1,a,call 13800000000\n2,b,call 13800000001\n",
      to: "pool.csv"
    )
    func publish(_ columns: String) throws -> ToolRun {
      try ToolRun.run([
        "draw", pool, "--rule", "100%", "--label", "x", "--seed", "1", "--publish",
        scratch.path("public"), "--publish-columns", columns,
      ])
    }
    #expect(try publish("contact").status == 65)
    #expect(try publish("电话").status == 65)
    #expect(try publish("name").status == 0)
    // 11010519491231002X is the example of GB 11643-1999.
    let persons = try scratch.write("id\n11010519491231002X\n", to: "persons.csv")
    let run = try ToolRun.run([
      "draw", persons, "--rule", "100%", "--label", "x", "--seed", "1", "--publish",
      scratch.path("persons"),
    ])
    #expect(run.status == 65)
    #expect(run.standardError.contains("identity number"))
  }
}
