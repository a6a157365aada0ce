import Foundation
import Sampling
import Testing

/// The page of `audit`.
@Suite struct AuditPageTests {
  private struct Document: Decodable {
    struct Line: Decodable {
      var kind: String
      var subject: String
      var value: Double
      var expected: Double
      var pValue: Double
      var adjustedP: Double
    }

    struct Inspector: Decodable {
      var inspector: String
      var load: Int
      var findings: Int?
      var expectedFindings: Double?
      var knownVisits: Int?
      var usualFindings: [Int]?
      var rareFindings: [Int]?
    }

    struct Inclusion: Decodable {
      var fromTimes: Int
      var toTimes: Int
      var units: Int
      var expected: Double
      var lower: Int
      var upper: Int
      var isOutside: Bool
    }

    struct Evenness: Decodable {
      struct Step: Decodable {
        var value: Double
        var before: Double
        var share: Double
      }

      var count: Int
      var distance: Double
      var criticalDistance: Double
      var steps: [Step]
    }

    var inclusion: [Inclusion]
    var evenness: Evenness?
    var alphaDecimal: Double
    var tests: [Line]
    var inspectors: [Inspector]
    var inputs: [String: String]
  }

  private func document(_ run: ToolRun) throws -> Document {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Document.self, from: run.standardOutput)
  }

  private func problems(_ page: PageSource, _ document: Document) throws -> [String] {
    var comparison = Comparison()
    let inspectors = document.inspectors.reduce(into: [:]) { $0[$1.inspector] = $1 }
    func test(_ row: [String: String]) -> Document.Line? {
      document.tests.first { $0.kind == row["kind"] && $0.subject == row["subject"] }
    }
    for mark in page.marks {
      if let alpha = mark["alpha"] {
        comparison.equal(alpha, document.alphaDecimal, "alpha")
      } else if let test = test(mark) {
        comparison.equal(mark["p"], test.pValue, "p")
        comparison.equal(mark["adjusted"], test.adjustedP, "adjusted")
      } else if let times = mark["from-times"] {
        guard let bin = document.inclusion.first(where: { "\($0.fromTimes)" == times }) else {
          comparison.unknown(mark)
          continue
        }
        comparison.equal(mark["to-times"], bin.toTimes, "to")
        comparison.equal(mark["units"], bin.units, "units")
        comparison.equal(mark["expected"], bin.expected, "expected")
        comparison.equal(mark["lower"], bin.lower, "lower")
        comparison.equal(mark["upper"], bin.upper, "upper")
      } else if let critical = mark["critical"] {
        comparison.equal(critical, document.evenness?.criticalDistance, "critical")
      } else if let distance = mark["distance"] {
        comparison.equal(distance, document.evenness?.distance, "distance")
        comparison.equal(mark["count"], document.evenness?.count, "count")
      } else if let values = mark["value"] {
        let steps = document.evenness?.steps ?? []
        comparison.equal(values, list: steps.map(\.value), "values")
        comparison.equal(mark["before"], list: steps.map(\.before), "before")
        comparison.equal(mark["share"], list: steps.map(\.share), "share")
      } else if let inspector = mark["inspector"].flatMap({ inspectors[$0] }) {
        if let load = mark["load"] {
          comparison.equal(load, inspector.load, "load")
          continue
        }
        comparison.equal(mark["findings"], inspector.findings, "findings")
        comparison.equal(mark["visits"], inspector.knownVisits, "visits")
        comparison.equal(mark["expected"], inspector.expectedFindings, "expected")
        comparison.equal(mark["usual"], list: inspector.usualFindings ?? [], "usual")
        comparison.equal(mark["rare"], list: inspector.rareFindings ?? [], "rare")
      } else if mark["mean"] == nil {
        comparison.unknown(mark)
      }
    }
    for (file, bytes) in page.files where !bytes.isEmpty {
      for row in try page.rows(file) {
        switch file {
        case "audit-tests.csv":
          comparison.equal(row["value"], test(row)?.value, "value")
          comparison.equal(row["expected"], test(row)?.expected, "expected")
          comparison.equal(row["p"], test(row)?.pValue, "p")
          comparison.equal(row["adjusted_p"], test(row)?.adjustedP, "adjusted")
        case "audit-times-drawn.csv":
          let bin = document.inclusion.first { "\($0.fromTimes)" == row["from_times"] }
          comparison.equal(row["units"], bin?.units, "units")
          comparison.equal(row["expected"], bin?.expected, "expected")
          comparison.equal(row["lower"], bin?.lower, "lower")
          comparison.equal(row["upper"], bin?.upper, "upper")
          comparison.equal(row["is_outside"], bin?.isOutside, "outside")
        case "audit-random-numbers.csv":
          let step = document.evenness?.steps.first { "\($0.value)" == row["value"] }
          comparison.equal(row["share"], step?.share, "share")
          comparison.equal(row["before"], step?.before, "before")
        case "audit-inspectors.csv":
          let inspector = row["inspector"].flatMap { inspectors[$0] }
          comparison.equal(row["load"], inspector?.load, "load")
          comparison.equal(row["findings"], inspector?.findings, "findings")
          comparison.equal(row["rare_upper"], inspector?.rareFindings?[1], "rare")
        default: comparison.unknown(row)
        }
      }
    }
    return comparison.problems
  }

  private func run(
    _ arguments: [String],
    _ scratch: Scratch
  ) throws -> (page: PageSource, document: Document) {
    let run = try ToolRun.run(
      ["audit", "--report", "page.html", "--format", "json", "--replicates", "99"] + arguments,
      folder: scratch.folder
    )
    #expect([0, 1].contains(run.status), "\(run.standardError)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let document = try decoder.decode(Document.self, from: run.standardOutput)
    let page = try PageSource(path: scratch.path("page.html"))
    for digest in document.inputs.values { #expect(page.html.contains(digest)) }
    return (page, document)
  }

  /// Draws: every test, bin and step is a mark with the numbers of the JSON, for two widths, and every
  /// list is named by its digest.
  @Test(arguments: ["en", "zh"]) func draws(_ language: String) throws {
    let scratch = try Scratch()
    let rows = (0..<300).map {
      "u\($0),\($0 % 3 == 0 ? "A" : "B"),0.\(($0 * 7919) % 10_000 + 10_000)\n"
    }
    let pool = "id,class,number\n" + rows.joined()
    let lists = (1...2).map { start in
      "id\n" + stride(from: start, to: 300, by: 5).map { "u\($0)\n" }.joined()
    }
    _ = try scratch.write(pool, to: "pool.csv")
    for (number, list) in lists.enumerated() { _ = try scratch.write(list, to: "\(number).csv") }
    let (page, document) = try run(
      [
        "pool.csv", "--stratum", "class", "--draw", "1=0.csv", "--draw", "2=1.csv", "--named",
        "known=1.csv", "--columns", "class", "--numbers", "number", "--language", language,
      ],
      scratch
    )
    #expect(try problems(page, document) == [])
    // Tests and level; bins; band, line and farthest point: for two widths, the line with its numbers once.
    #expect(
      page.marks.count == 2 * (document.tests.count + 1 + document.inclusion.count + 3) - 1
    )
    // Two draws that share no unit: 120 of 300 once, 180 never.
    #expect(document.inclusion.map(\.units) == [180, 120, 0])
    #expect(document.inclusion[0].isOutside && document.inclusion[2].isOutside)
    #expect(document.evenness?.count == 300)
    for (name, content) in [
      "frame": pool, "draw:1": lists[0], "draw:2": lists[1], "named:known": lists[1],
    ] {
      #expect(document.inputs[name] == SHA256.digest(of: Array(content.utf8)).hex, "\(name)")
    }
    #expect(document.inputs.count == 5 && document.inputs["unit_frame"] != nil)
    for name in ["units", "share", "adjusted", "critical"] {
      #expect(try problems(page.forging(attribute: name), document).count == 1, "\(name)")
    }
    for (column, file) in [
      ("value", "audit-tests.csv"), ("adjusted_p", "audit-tests.csv"),
      ("upper", "audit-times-drawn.csv"), ("share", "audit-random-numbers.csv"),
    ] {
      #expect(try problems(page.forging(column, in: file), document).count == 1, "\(column)")
    }
  }

  /// Inspectors: a funnel with exact limits where results are known, else their loads; the inputs are
  /// theirs, and no frame is named.
  @Test(arguments: [true, false]) func inspectors(_ hasFindings: Bool) throws {
    let scratch = try Scratch()
    // Officer 0 finds nothing in half of all visits; the others find in every second one.
    let rows = (0..<240).map { "u\($0),officer \($0 % 4),\($0 % 4 > 0 && $0 % 8 < 5 ? 1 : 0)\n" }
    let visits = "id,inspector,result\n" + rows.joined()
    let roster = "inspector\n" + (0..<4).map { "officer \($0)\n" }.joined()
    _ = try scratch.write(visits, to: "visits.csv")
    _ = try scratch.write(roster, to: "roster.csv")
    let (page, document) = try run(
      ["--assignments", "visits.csv", "--roster", "roster.csv"]
        + (hasFindings ? ["--finding", "result"] : []),
      scratch
    )
    #expect(try problems(page, document) == [])
    #expect(page.marks.filter { $0["inspector"] != nil }.count == 2 * 4)
    #expect(!page.warnsOfClasses && page.html.contains("For internal use."))
    let digests = ["assignments": visits, "roster": roster].mapValues {
      SHA256.digest(of: Array($0.utf8)).hex
    }
    #expect(document.inputs == digests)
    #expect(!page.html.contains("frame named below") && !page.html.contains("unit_frame"))
    #expect(try problems(page.forging("load", in: "audit-inspectors.csv"), document).count == 1)
    for inspector in document.inspectors where hasFindings {
      let usual = try #require(inspector.usualFindings)
      let rare = try #require(inspector.rareFindings)
      #expect(rare[0] <= usual[0] && usual[1] <= rare[1])
    }
  }
}
