import Foundation
import Testing

/// The page of `audit`.
@Suite struct AuditPageTests {
  private struct Document: Decodable {
    struct Line: Decodable {
      var kind: String
      var subject: String
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

  /// Draws: every test is a mark with the p-values of the JSON, for two widths.
  @Test(arguments: ["en", "zh"]) func draws(_ language: String) throws {
    let scratch = try Scratch()
    let rows = (0..<300).map { "u\($0),\($0 % 3 == 0 ? "A" : "B")\n" }.joined()
    let pool = try scratch.write("id,class\n" + rows, to: "pool.csv")
    let list = try scratch.write(
      "id\n" + stride(from: 1, to: 300, by: 5).map { "u\($0)\n" }.joined(),
      to: "list.csv"
    )
    let path = scratch.path("page.html")
    let run = try ToolRun.run([
      "audit", pool, "--stratum", "class", "--draw", "1=\(list)", "--draw", "2=\(list)",
      "--replicates", "99", "--report", path, "--language", language, "--format", "json",
    ])
    #expect([0, 1].contains(run.status), "\(run.standardError)")
    let html = try ReportPageTests.check(path, isInternal: true)
    let document = try document(run)
    let marks = ReportPageTests.marks(html)
    #expect(marks.count == 2 * (document.tests.count + 1))
    for mark in marks {
      guard let kind = mark["kind"] else {
        #expect(mark["alpha"].flatMap(Double.init) == document.alphaDecimal)
        continue
      }
      let test = try #require(
        document.tests.first { $0.kind == kind && $0.subject == mark["subject"] }
      )
      #expect(mark["p"].flatMap(Double.init) == test.pValue)
      #expect(mark["adjusted"].flatMap(Double.init) == test.adjustedP)
    }
    let digest = try #require(document.inputs["unit_frame"])
    #expect(html.contains(digest))
  }

  /// Inspectors: a funnel with exact limits where results are known, else their loads.
  @Test(arguments: [true, false]) func inspectors(_ hasFindings: Bool) throws {
    let scratch = try Scratch()
    // Officer 0 finds nothing in half of all visits; the others find in every second one.
    let rows = (0..<240).map { "u\($0),officer \($0 % 4),\($0 % 4 > 0 && $0 % 8 < 5 ? 1 : 0)\n" }
    let file = try scratch.write("id,inspector,result\n" + rows.joined(), to: "visits.csv")
    let path = scratch.path("page.html")
    let run = try ToolRun.run(
      ["audit", "--assignments", file, "--replicates", "99", "--report", path, "--format", "json"]
        + (hasFindings ? ["--finding", "result"] : [])
    )
    #expect([0, 1].contains(run.status), "\(run.standardError)")
    let html = try ReportPageTests.check(path, isInternal: true)
    let document = try document(run)
    let marks = ReportPageTests.marks(html).filter { $0["inspector"] != nil }
    #expect(marks.count == 2 * 4)
    for mark in marks {
      let inspector = try #require(document.inspectors.first { $0.inspector == mark["inspector"] })
      guard hasFindings else {
        #expect(mark["load"].flatMap(Int.init) == inspector.load)
        continue
      }
      func numbers(_ name: String) -> [Int]? {
        mark[name]?.split(separator: " ").compactMap { Int($0) }
      }
      #expect(mark["findings"].flatMap(Int.init) == inspector.findings)
      #expect(mark["visits"].flatMap(Int.init) == inspector.knownVisits)
      #expect(mark["expected"].flatMap(Double.init) == inspector.expectedFindings)
      #expect(numbers("usual") == inspector.usualFindings)
      #expect(numbers("rare") == inspector.rareFindings)
      let usual = try #require(inspector.usualFindings)
      let rare = try #require(inspector.rareFindings)
      #expect(rare[0] <= usual[0] && usual[1] <= rare[1])
    }
  }
}
