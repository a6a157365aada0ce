import Foundation
import Testing

/// From a drawn task to its grade, through the program.
@Suite struct ResultsCommandTests {
  private static let seed = "4 6 1 1 3 5 2 6 6 1"

  /// An office with the second task of its plan drawn: one department, one item, two classes.
  private static func office() throws -> WorkspaceRun {
    let office = try TaskCommandTests.office()
    for arguments in [
      [
        "task", "commit", "2", "--seed-source", "ten ten-sided dice, hall", "--seed-form",
        "# # # # # # # # # #",
      ],
      ["task", "draw", "2", "--seed", seed],
    ] {
      let run = try office.run(arguments)
      #expect(run.status == 0, "\(run.standardError)")
    }
    return office
  }

  private static func lines(_ run: ToolRun) -> [[String]] {
    run.output.split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// The template with every row filled in: a problem in the first, and a marked word in each.
  private static func filled(_ office: WorkspaceRun, on day: String) throws -> String {
    let template = try office.run([
      "results", "template", "2", "--format", "csv", "--language", "zh",
    ])
    var rows = lines(template)
    let place = Dictionary(uniqueKeysWithValues: rows[0].enumerated().map { ($1, $0) })
    func set(_ row: Int, _ name: String, _ value: String) throws {
      rows[row][try #require(place[name])] = value
    }
    for row in rows.indices.dropFirst() {
      try set(row, "检查日期", day)
      try set(row, "检查结果", row == 1 ? "A" : "1")
      try set(row, "情况说明", "标记说明")
      if row == 1 { try set(row, "后续处理", "移送") }
    }
    return rows.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private static func today(_ office: WorkspaceRun) throws -> String {
    // The day of the draw, which a result may have and a later one may not.
    let show = try office.run(["ledger", "show", "--format", "csv"])
    let time = try #require(show.output.firstMatch(of: /(\d{4}-\d\d-\d\d)T(\d\d):\d\d:\d\dZ/))
    let date = try #require(ISO8601DateFormatter().date(from: "\(time.1)T\(time.2):00:00Z"))
    return String(ISO8601DateFormatter().string(from: date.addingTimeInterval(8 * 3600)).prefix(10))
  }

  @Test func aYearIsEnteredReviewedPublishedAndJudged() throws {
    let office = try Self.office()
    let day = try Self.today(office)
    _ = try office.scratch.write(try Self.filled(office, on: day), to: "results.csv")
    let tried = try office.run(["results", "import", "results.csv", "--dry-run"])
    #expect(tried.status == 0 && tried.output.contains("results: 7 new"), "\(tried.standardError)")
    let taken = try office.run(["results", "import", "results.csv", "--actor", "one"])
    #expect(
      taken.status == 0 && taken.output.contains("head of the ledger"),
      "\(taken.standardError)"
    )
    #expect(try office.run(["results", "publish"]).status == 64)
    // Nothing counts before a second person has looked.
    #expect(try office.run(["publish", "results", "public", "--year", "2024"]).status == 1)
    let own = try office.run(["results", "review", "2", "--actor", "one", "--format", "csv"])
    #expect(own.output.contains("2024/2,0,7"), "\(own.output)")
    let review = try office.run(["results", "review", "2", "--actor", "two", "--format", "csv"])
    #expect(review.output.contains("2024/2,7,0"), "\(review.output)")
    let list = try office.run(["results", "list", "2", "--format", "csv"])
    #expect(Self.lines(list).count == 8)

    for (kind, arguments) in [("plan", ["--year", "2024"]), ("results", ["--year", "2024"])] {
      let run = try office.run(["publish", kind, "public"] + arguments)
      #expect(run.status == 0 && run.standardError.contains("ledger"), "\(run.standardError)")
      let again = try office.run(["publish", kind, "again"] + arguments)
      #expect(again.standardError.contains("nothing has changed"))
      for form in ["csv", "json", "html"] {
        let text = try String(
          contentsOfFile: office.folder.path + "/public/\(kind).\(form)",
          encoding: .utf8
        )
        for planted in ["标记甲", "标记乙", "标记说明", "industry", "移送"] {
          #expect(!text.contains(planted), "\(kind).\(form): \(planted)")
        }
        #expect(text.contains(kind == "plan" ? "质量巡查" : "发现问题待后续处理"))
      }
    }
    let published = try String(
      contentsOfFile: office.folder.path + "/public/plan.csv",
      encoding: .utf8
    )
    #expect(published.contains("10%") && published.contains("ratio"))

    let due = try office.run(["due", "--format", "csv", "--strict", "--on", day])
    let rows = Self.lines(due)
    #expect(rows.count { $0[0] == "publication" } == 7 && rows.count { $0[0] == "follow-up" } == 1)
    #expect(!rows.contains { $0[0] == "review" || $0[0] == "inspection" })
    // The clock of this machine may stand in any year: one without a calendar is said, and is 65.
    let isKnown = rows.dropFirst().allSatisfy { $0.last == "" }
    #expect(due.status == (isKnown ? 1 : 65), "\(due.output)")
    let far = try office.run(["due", "--on", "3024-01-01"])
    #expect(far.status == (isKnown ? 0 : 65))

    let evaluated = try office.run([
      "evaluate", "--year", "2024", "--verify-draws", "--report", "2024.html", "--on", day,
    ])
    #expect(evaluated.status == 0, "\(evaluated.standardError)")
    #expect(evaluated.output.contains("draws that verify") && evaluated.output.contains("100.0%"))
    #expect(!evaluated.output.contains("标记甲"))
    let page = try String(contentsOfFile: office.folder.path + "/2024.html", encoding: .utf8)
    #expect(page.contains("follow-ups closed") && !page.contains("标记甲"))
    #expect(try office.run(["evaluate", "--year", "2023"]).status == 64)
    #expect(try office.faults() == nil)
  }

  /// An import, a correction and a review that are killed at any moment are made or they are not: 20, 500 in the long
  /// form.
  @Test func killedAtRandomMoments() throws {
    let office = try Self.office()
    let table = try Self.filled(office, on: try Self.today(office))
    let object = try #require(table.split(separator: "\n")[1].firstMatch(of: /项目:P\d+/)).output
    var runs = KilledRuns(seed: 23)
    var (entries, made) = (try office.count(), 0)
    for round in 0..<WorkspaceRun.rounds(short: 20, long: 500) {
      _ = try office.scratch.write(table.replacing("标记说明", with: "说明\(round)"), to: "results.csv")
      let arguments: [String] =
        switch round % 3 {
        case 0: ["results", "import", "results.csv", "--actor", "one"]
        case 1: ["results", "review", "2", "--actor", "two"]
        default: ["results", "set", "2", String(object), "备注=\(round)", "--actor", "one"]
        }
      // Nothing can be set of a result that no import has brought.
      if made == 0, round % 3 == 2 { continue }
      let (isMade, fault) = try runs.change(arguments, of: office, entries: &entries)
      #expect(fault == nil, "round \(round)")
      if isMade { made += 1 }
      guard !ToolRun.isLong || round % 10 == 0 else { continue }
      #expect(try office.faults() == nil, "round \(round)")
    }
    #expect(runs.killed > 0 && made > 0)
    #expect(try office.faults() == nil)
  }

  /// What the evaluation says of all objects is what `estimate` says of the sample that is written.
  @Test func boundsAreThoseOfEstimate() throws {
    let office = try Self.office()
    _ = try office.scratch.write(
      try Self.filled(office, on: try Self.today(office)),
      to: "results.csv"
    )
    for arguments in [
      ["results", "import", "results.csv", "--actor", "one"],
      ["results", "review", "2", "--actor", "two"],
      ["results", "sample", "2", "-o", "sample.csv", "--strata", "strata.csv"],
    ] {
      let run = try office.run(arguments)
      #expect(run.status == 0, "\(run.standardError)")
    }
    let estimate = try office.run([
      "estimate", "sample.csv", "--strata", "strata.csv", "--stratum", "stratum", "--id", "id",
      "--outcome", "outcome", "--event", "problem", "--disposition", "disposition", "--format",
      "json",
    ])
    #expect(estimate.status == 0, "\(estimate.standardError)")
    let evaluation = try office.run([
      "evaluate", "--year", "2024", "--with-classes", "--format", "json",
    ])
    #expect(evaluation.status == 0, "\(evaluation.standardError)")
    struct Estimate: Decodable {
      struct Line: Decodable {
        var estimate: Double
        var lower: Double
        var upper: Double
      }
      struct Part: Decodable {
        var name: String
        var estimates: [String: Line]
      }
      var overall: [String: Line]
      var strata: [Part]
    }
    struct Evaluation: Decodable {
      struct Rate: Decodable {
        var stratum: String?
        var share: Double
        var lower: Double
        var upper: Double
      }
      var rates: [Rate]
    }
    let first = try JSONDecoder().decode(Estimate.self, from: Data(estimate.output.utf8))
    let second = try JSONDecoder().decode(Evaluation.self, from: Data(evaluation.output.utf8))
    let lines =
      [first.overall["proportion"]] + first.strata.map { $0.estimates["proportion"] }
    #expect(second.rates.map(\.stratum) == [nil] + first.strata.map(\.name))
    for (line, rate) in zip(lines, second.rates) {
      let line = try #require(line)
      #expect([line.estimate, line.lower, line.upper] == [rate.share, rate.lower, rate.upper])
    }
  }
}
