import Foundation
import Sampling
import Testing

/// A rotation with reserves, with classes that come and go.
@Suite struct RotationTests {
  struct Year {
    let selection: String
    let receipt: String

    func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// Role and identifier of each unit of a class, in the order of the draw.
    func units(_ stratum: String = "") throws -> [(role: String, id: String)] {
      let rows = try text(selection).split(separator: "\n").dropFirst()
      return rows.compactMap { row in
        let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return stratum.isEmpty || cells[0] == stratum ? (role: cells[2], id: cells[7]) : nil
      }
    }
  }

  static let rules = [
    "--id", "id", "--stratum", "class", "--rule", "3", "--label", "turn", "--seed", "1 2 3",
  ]

  static func pool(_ classes: [String], in scratch: Scratch, _ name: String) throws -> String {
    let rows = classes.flatMap { stratum in (1...12).map { "\(stratum)\($0),\(stratum)\n" } }
    return try scratch.write("id,class\n" + rows.joined(), to: name)
  }

  static func draw(
    _ pool: String,
    in scratch: Scratch,
    _ name: String,
    _ more: [String]
  ) throws -> (run: ToolRun, year: Year) {
    let year = Year(
      selection: scratch.path("\(name).csv"),
      receipt: scratch.path("\(name).json")
    )
    let run = try ToolRun.run(
      ["draw", pool, "--output", year.selection, "--receipt", year.receipt] + rules + more
    )
    return (run, year)
  }

  /// The circle goes on behind the last unit that was used; reserves that were not come first.
  @Test func usedReservesDoNotComeAgain() throws {
    let scratch = try Scratch()
    let pool = try RotationTests.pool(["A", "B"], in: scratch, "pool.csv")
    let (first, year) = try RotationTests.draw(pool, in: scratch, "one", ["--reserves", "3"])
    #expect(first.status == 0, "\(first.standardError)")
    let silent = try RotationTests.draw(pool, in: scratch, "two", ["--after", year.receipt])
    #expect(silent.run.status == 64)
    #expect(
      silent.run.standardError.contains("6 reserves") && silent.run.standardError.contains("--used")
    )

    // In A two reserves stood in, in B none.
    let lines = try year.text(year.selection).split(separator: "\n")
    let kept = lines.filter { line in
      let cells = line.split(separator: ",")
      return cells[2] != "reserve" || (cells[0] == "A" && ["4", "5"].contains(cells[1]))
    }
    let used = try scratch.write(kept.map { $0 + "\n" }.joined(), to: "used.csv")
    let next = try RotationTests.draw(
      pool,
      in: scratch,
      "two",
      ["--after", year.receipt, "--used", used]
    )
    #expect(next.run.status == 0, "\(next.run.standardError)")
    for (stratum, count) in [("A", 5), ("B", 3)] {
      let before = try year.units(stratum)
      let now = try next.year.units(stratum).map(\.id)
      #expect(Set(before.prefix(count).map(\.id)).isDisjoint(with: now), "\(stratum)")
      #expect(Array(before.dropFirst(count).map(\.id).prefix(3)) == Array(now.prefix(6 - count)))
    }
    func verify(_ receipt: String, _ more: [String]) throws -> ToolRun {
      try ToolRun.run(
        ["verify", receipt, "--pool", pool, "--selection", next.year.selection] + more
      )
    }
    #expect(try verify(next.year.receipt, []).status == 2)
    let after = ["--after", year.receipt, "--after-pool", pool]
    let whole = try verify(next.year.receipt, after)
    #expect(whole.status == 0, "\(whole.output)")
    // An uncommitted draw does not say how many reserves stood in: it may be any number of them, and
    // nothing else.
    let text = try next.year.text(next.year.receipt)
    let start = try #require(text.firstMatch(of: /"starts" : \{\s*"A" : "([0-9a-f]{64})"/)).output.1
    let forged = try scratch.write(
      text.replacing(start, with: start.dropLast() + (start.hasSuffix("0") ? "1" : "0")),
      to: "forged.json"
    )
    let other = try verify(forged, after)
    #expect(other.status == 1 && other.output.contains("rotation: DIFFERS"), "\(other.output)")
  }

  /// Round the whole circle with a reserve used each year, nobody twice before everybody once.
  @Test func aCycleWithReservesSeesEverybody() throws {
    let scratch = try Scratch()
    let pool = try RotationTests.pool(["A"], in: scratch, "pool.csv")
    var seen: [String] = []
    var after: [String] = []
    for year in 1...3 {
      let (run, drawn) = try RotationTests.draw(
        pool,
        in: scratch,
        "year\(year)",
        ["--reserves", "1"] + after
      )
      #expect(run.status == 0, "\(run.standardError)")
      // The one reserve stands in: 4 of 12 are used a year.
      seen += try drawn.units().map(\.id)
      after = ["--after", drawn.receipt, "--used", drawn.selection]
    }
    #expect(seen.count == 12 && Set(seen).count == 12)
    // The circle begins again with the first.
    let again = try RotationTests.draw(pool, in: scratch, "again", ["--reserves", "1"] + after)
    #expect(try again.year.units().map(\.id) == Array(seen.prefix(4)))
  }

  /// The list of used units is written with the delimiter of the pool.
  @Test func anotherDelimiter() throws {
    let scratch = try Scratch()
    let rows = (1...12).map { "A\($0);A\n" }
    let pool = try scratch.write("id;class\n" + rows.joined(), to: "pool.csv")
    let (first, year) = try RotationTests.draw(
      pool,
      in: scratch,
      "one",
      ["--reserves", "2", "-d", ";"]
    )
    #expect(first.status == 0, "\(first.standardError)")
    let next = try RotationTests.draw(
      pool,
      in: scratch,
      "two",
      ["-d", ";", "--after", year.receipt, "--used", year.selection]
    ).run
    #expect(next.status == 0, "\(next.standardError)")
  }

  @Test func aClassThatIsEmptyForAYearKeepsItsPlace() throws {
    let scratch = try Scratch()
    let both = try RotationTests.pool(["A", "myClass"], in: scratch, "both.csv")
    let one = try RotationTests.pool(["A"], in: scratch, "one.csv")
    let first = try RotationTests.draw(both, in: scratch, "first", [])
    #expect(first.run.status == 0, "\(first.run.standardError)")
    let second = try RotationTests.draw(
      one,
      in: scratch,
      "second",
      ["--after", first.year.receipt]
    )
    #expect(second.run.status == 0, "\(second.run.standardError)")
    let third = try RotationTests.draw(
      both,
      in: scratch,
      "third",
      ["--after", second.year.receipt]
    )
    #expect(third.run.status == 0, "\(third.run.standardError)")
    let seen = try first.year.units("myClass") + third.year.units("myClass")
    #expect(Set(seen.map(\.id)).count == 6)
    func verify(_ more: [String]) throws -> ToolRun {
      try ToolRun.run(["verify", second.year.receipt, "--pool", one] + more)
    }
    #expect(try verify([]).status == 2)
    let whole = try verify(["--after", first.year.receipt, "--after-pool", both])
    #expect(whole.status == 0, "\(whole.output)")
    // A start that is given by name is still checked.
    let unknown = try ToolRun.run(
      ["draw", one] + RotationTests.rules + ["--start", "Z: " + String(repeating: "0", count: 64)]
    )
    #expect(unknown.status == 65)
  }

  /// The protocol's rotation: sealed, with the secret of the year before, each year with a record of
  /// its own that holds the starts.
  @Test func aSealedRotationOfTwoYears() throws {
    let scratch = try Scratch()
    let pool = try RotationTests.pool(["A", "B"], in: scratch, "pool.csv")
    let common = [
      "--id", "id", "--stratum", "class", "--rule", "5", "--reserves", "1", "--label", "轮",
    ]
    let seed = "0123456789"
    func year(_ number: Int, _ commitMore: [String], _ after: [String], _ verifyMore: [String])
      throws
      -> [String]
    {
      let (record, notice) = (scratch.path("record\(number)"), scratch.path("notice\(number)"))
      let commit = try ToolRun.run(
        ["commit", pool, "--seed-source", "dice", "--seed-form", "##########", "--record", record]
          + ["--notice", notice] + common + commitMore + after
      )
      #expect(commit.status == 0, "\(commit.standardError)")
      let (list, receipt) = (scratch.path("list\(number)"), scratch.path("receipt\(number)"))
      let draw = try ToolRun.run(
        ["draw", pool, "--seed", seed, "--record", record, "--output", list, "--receipt"]
          + [receipt] + common + after
      )
      #expect(draw.status == 0, "\(draw.standardError)")
      let verify = try ToolRun.run(
        [
          "verify", receipt, "--pool", pool, "--selection", list, "--record", record, "--notice",
          notice, "--seed", seed,
        ] + verifyMore
      )
      #expect(verify.status == 0, "\(verify.output)")
      return try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").dropFirst()
        .map { String($0.split(separator: ",", omittingEmptySubsequences: false)[7]) }
    }
    let first = try year(1, ["--sealed", "--rotation"], [], [])
    let before = ["--after", scratch.path("receipt1")]
    let evidence = ["--after-record", scratch.path("record1"), "--after-pool", pool]
    let second = try year(
      2,
      ["--secret-of", scratch.path("record1"), "--previous", scratch.path("record1")]
        + ["--pool-before", pool],
      before + ["--used", scratch.path("list1")],
      before + evidence
    )
    // Six of twelve a class are used a year.
    #expect(Set(first + second).count == 24)
    // A start of another receipt is not the record's.
    let text = try String(contentsOfFile: scratch.path("receipt2"), encoding: .utf8)
    let start = try #require(text.firstMatch(of: /"starts" : \{\s*"A" : "([0-9a-f]{64})"/)).output.1
    let forged = try scratch.write(
      text.replacing(start, with: start.dropLast() + (start.hasSuffix("0") ? "1" : "0")),
      to: "forged"
    )
    func verify(_ receipt: String, _ more: [String]) throws -> ToolRun {
      try ToolRun.run(
        ["verify", receipt, "--pool", pool, "--record", scratch.path("record2"), "--seed", seed]
          + more
      )
    }
    let other = try verify(forged, before + evidence)
    #expect(other.status == 1, "\(other.output)")
    #expect(other.output.contains("\"starts\" of the receipt is not what the draw gives"))
    // Without the receipt before, or its record and pool, the starts are not checked, and that is said.
    for (more, words) in [([], "give it with --after"), (before, "which is not verified itself")] {
      let run = try verify(scratch.path("receipt2"), more)
      #expect(run.status == 2 && run.output.contains(words), "\(run.output)")
      #expect(run.output.hasSuffix("nothing differs; not checked: rotation\n"))
    }
    let notice = try String(contentsOfFile: scratch.path("notice2"), encoding: .utf8)
    #expect(notice.hasSuffix("\nrotation\n"))
  }

  @Test func aListOfAnotherDrawIsRefused() throws {
    let scratch = try Scratch()
    let pool = try RotationTests.pool(["A"], in: scratch, "pool.csv")
    let (_, year) = try RotationTests.draw(pool, in: scratch, "one", ["--reserves", "1"])
    let text = try year.text(year.selection)
    let id = try #require(try year.units().first?.id)
    for (name, edited) in [
      ("id", text.replacing(",\(id),", with: ",A99,")),
      ("class", text.replacing("A,1,", with: "Z,1,")),
    ] {
      #expect(edited != text)
      let used = try scratch.write(edited, to: "\(name).csv")
      let run = try RotationTests.draw(
        pool,
        in: scratch,
        "two",
        ["--after", year.receipt, "--used", used]
      ).run
      #expect(run.status == 65 && run.standardError.contains("row 2"), "\(run.standardError)")
    }
  }

  /// What is given beside a record that decides alone is compared with it.
  @Test func startsBesideARecordAreCompared() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let draw = [
      "draw", it.pool, "--stratum", "风险等级", "--label", "封存测试", "--seed",
      "3 1 4 1 5 9 2 6 5 3", "--record", it.record,
    ]
    #expect(try ToolRun.run(draw).status == 0)
    let start = try ToolRun.run(draw + ["--start", String(repeating: "8", count: 64)])
    #expect(start.status == 1 && start.standardError.contains("start"), "\(start.standardError)")
    #expect(try ToolRun.run(draw + ["--reserves", "2"]).status == 1)
    #expect(try ToolRun.run(draw + ["--reserves", "1"]).status == 0)
  }
}
