import Foundation
import Sampling
import Testing

/// What an honest draw gives is verified, and what a record does not allow is seen: cases that the
/// independent verifier found (`Tests/Independent`).
@Suite struct HonestVerifyTests {
  /// Files of a committed draw, and how they are made.
  struct Office {
    let scratch: Scratch
    static let seed = "3 1 4 1 5 9 2 6 5 3"
    static let source = ["--seed-source", "dice", "--seed-form", "# # # # # # # # # #"]

    init() throws { scratch = try Scratch() }

    func path(_ name: String) -> String { scratch.path(name) }

    func text(_ name: String) throws -> String {
      try String(contentsOfFile: path(name), encoding: .utf8)
    }

    func done(_ arguments: [String]) throws {
      let run = try ToolRun.run(arguments)
      #expect(run.status == 0, "\(arguments): \(run.standardError)")
    }

    /// Commits with all options, draws without those that belong to `commit` alone.
    func draw(_ options: [String], year: String = "", commit: [String] = []) throws {
      try done(
        ["commit"] + options + Office.source + commit
          + ["--record", path("record\(year)"), "--notice", path("notice\(year)")]
      )
      try done(
        ["draw"] + options + ["--seed", Office.seed, "--record", path("record\(year)")]
          + ["-o", path("list\(year)"), "--receipt", path("receipt\(year)")]
      )
    }

    func verify(_ more: [String], year: String = "") throws -> ToolRun {
      try ToolRun.run(
        [
          "verify", path("receipt\(year)"), "--record", path("record\(year)"), "--seed",
          Office.seed,
        ]
          + ["--selection", path("list\(year)"), "--notice", path("notice\(year)")] + more
      )
    }
  }

  static func pool(_ numbers: ClosedRange<Int>) -> String {
    "id,name,size\n" + numbers.map { "P\($0),Firm \($0),\($0)\n" }.joined()
  }

  /// The record determines the receipt: columns that were committed to stand in it, published or not.
  @Test func aDrawThatIsNotPublishedYet() throws {
    let it = try Office()
    let pool = try it.scratch.write(HonestVerifyTests.pool(1...30), to: "pool.csv")
    try it.draw([pool, "--rule", "20%", "--label", "x"], commit: ["--publish-columns", "name"])
    let run = try it.verify(["--pool", pool])
    #expect(run.status == 0, "\(run.output)")
    #expect(try it.text("receipt").contains("\"shown\""))
  }

  /// What a filter leaves out is neither counted nor looked at, whether or not it is on a list of units
  /// to keep out.
  @Test func aListOfUnitsOutsideTheFilter() throws {
    let it = try Office()
    let pool = try it.scratch.write(
      HonestVerifyTests.pool(1...30) + " P31 ,Firm,31\n P80 ,Firm,80\n\u{200B},Firm,81\n",
      to: "pool.csv"
    )
    let list = try it.scratch.write("id,reason\nP80,checked\n", to: "exclude.csv")
    let options = [
      pool, "--rule", "20%", "--label", "x", "--where", "number:size < 50", "--normalize-ids",
    ]
    try it.draw(options + ["--exclude", list])
    #expect(try it.text("receipt").contains("\"normalized\" : 1,"))
    let run = try it.verify(["--pool", pool])
    #expect(run.status == 0, "\(run.output)")
  }

  /// Two columns of one name, of which the draw reads neither.
  @Test func aDoubledHeading() throws {
    let it = try Office()
    let rows = (1...30).map { "P\($0),a,b\n" }.joined()
    let pool = try it.scratch.write("id,note,note\n" + rows, to: "pool.csv")
    try it.draw([pool, "--rule", "20%", "--label", "x"])
    let other = try it.scratch.write(
      "\u{FEFF}" + (try it.text("list")).replacing("\n", with: "\r\n"),
      to: "other.csv"
    )
    let run = try ToolRun.run([
      "verify", it.path("receipt"), "--record", it.path("record"), "--seed", Office.seed, "--pool",
      pool,
      "--selection", other,
    ])
    #expect(run.status == 0, "\(run.output)\(run.standardError)")
  }

  /// Two years of a rotation; reserves stood in, units came and went, one is kept out.
  static func rotation() throws -> Office {
    let it = try Office()
    let first = try it.scratch.write(pool(1...40), to: "pool1.csv")
    let second = try it.scratch.write(pool(4...44), to: "pool2.csv")
    let list = try it.scratch.write("id,reason\nP30,checked\n", to: "exclude.csv")
    let common = ["--rule", "4", "--reserves", "2", "--label", "turn"]
    try it.draw([first] + common, year: "1", commit: ["--rotation", "--sealed"])
    let used = try it.scratch.write(
      try it.text("list1").split(separator: "\n").filter { !$0.hasPrefix("*,6,") }
        .map { $0 + "\n" }.joined(),
      to: "used.csv"
    )
    try it.draw(
      [second] + common + ["--after", it.path("receipt1"), "--used", used, "--exclude", list],
      year: "2",
      commit: ["--sealed", "--secret-of", it.path("record1"), "--pool-before", first]
    )
    return it
  }

  @Test func aRotationWithUnitsKeptOut() throws {
    let it = try HonestVerifyTests.rotation()
    let record = try it.text("record2")
    #expect(record.contains("\nused\t*\t1\nchanged\t*\t4\t3\n"), "\(record)")
    let frame = ["--pool", it.path("pool2.csv"), "--exclude", it.path("exclude.csv")]
    let after = ["--after", it.path("receipt1")]
    let before = ["--after-record", it.path("record1"), "--after-pool", it.path("pool1.csv")]
    let whole = try it.verify(frame + after + before, year: "2")
    #expect(whole.status == 0, "\(whole.output)")
    // What the caller forgot, or gives wrongly for the year before, is no difference of this draw.
    let alone = try it.verify(frame + after, year: "2")
    #expect(alone.status == 2, "\(alone.output)")
    let bare = try ToolRun.run(
      ["verify", it.path("receipt2"), "--seed", Office.seed] + frame + after + before
    )
    #expect(bare.status == 2, "\(bare.output)")
    let wrong = try it.verify(
      frame + after + ["--after-record", it.path("record1"), "--after-pool", it.path("pool2.csv")],
      year: "2"
    )
    #expect(wrong.status == 2 && wrong.output.contains("is NOT verified: frame"), "\(wrong.output)")
  }

  /// Records of a second year that say something else than the first one, with receipts of their own.
  @Test(arguments: [
    ("used\t*\t1\n", "used\t*\t3\n"), ("used\t*\t1\n", "used\t*\t1\nused\tZ\t1\n"),
    ("used\t*\t1\n", ""), ("changed\t*\t4\t3\n", "changed\t*\t4\t4\n"),
    ("seed-source\tdice\n", "seed-source\tother dice\n"),
  ])
  func aSecondYearThatDoesNotFollow(_ own: String, _ forged: String) throws {
    let it = try HonestVerifyTests.rotation()
    let record = try it.text("record2")
    let other = record.replacing(own, with: forged)
    #expect(other != record)
    let (commitment, forgedOne) = (
      SHA256.digest(of: record.utf8).hex, SHA256.digest(of: other.utf8).hex
    )
    let receipt = try it.scratch.write(
      try it.text("receipt2").replacing(commitment, with: forgedOne),
      to: "forged.json"
    )
    let run = try ToolRun.run([
      "verify", receipt, "--record", try it.scratch.write(other, to: "forged"), "--seed",
      Office.seed,
      "--pool", it.path("pool2.csv"), "--exclude", it.path("exclude.csv"), "--after",
      it.path("receipt1"),
      "--after-record", it.path("record1"), "--after-pool", it.path("pool1.csv"),
    ])
    #expect(run.status == 1 && run.output.contains("rotation: DIFFERS"), "\(run.output)")
  }

  /// A list from outside whose identifiers no draw has, and a notice whose numbers are none.
  @Test func theFormFromOutside() throws {
    let it = try Office()
    let pool = try it.scratch.write(HonestVerifyTests.pool(1...30), to: "pool.csv")
    let options = [pool, "--rule", "20%", "--label", "x"]
    try it.done(
      ["commit"] + options + Office.source
        + ["--sealed", "--record", it.path("record"), "--notice", it.path("notice")]
    )
    try it.done(
      ["draw"] + options + ["--seed", Office.seed, "--record", it.path("record")]
        + ["-o", it.path("list"), "--publish", it.path("public")]
    )
    func verify(_ notice: String, _ list: String) throws -> ToolRun {
      try ToolRun.run([
        "verify", it.path("public/receipt.json"), "--notice", notice, "--selection", list, "--seed",
        Office.seed,
      ])
    }
    #expect(try verify(it.path("notice"), it.path("public/selection.csv")).status == 0)
    let list = try it.text("public/selection.csv")
    let strange = try it.scratch.write(String(list.dropLast()) + " \n", to: "strange.csv")
    let run = try verify(it.path("notice"), strange)
    #expect(run.status == 1 && run.output.contains("white space"), "\(run.output)")
    let notice = try it.text("notice")
    let commitment = try #require(notice.split(separator: "\n").last)
    for (own, other) in [
      ("attempt\t1\n", "attempt\t01\n"), ("previous\t\n", "previous\tx\n"),
      ("\(commitment)\n", "\(commitment)\n\n"),
    ] {
      let edited = try it.scratch.write(notice.replacing(own, with: other), to: "edited")
      #expect(try verify(edited, it.path("public/selection.csv")).status == 65, "\(other)")
    }
  }
}
