import Foundation
import Testing

/// JSON of a command as nested dictionaries.
func json(_ run: ToolRun) throws -> [String: Any] {
  let value = try JSONSerialization.jsonObject(with: run.standardOutput)
  return try #require(value as? [String: Any])
}

@Suite struct IntervalCommandTests {
  @Test func atMost314() throws {
    // 3 of 300 from 12,367.
    let arguments = ["interval", "--found", "3", "--sample", "300", "--population", "12367"]
    let run = try ToolRun.run(arguments + ["--side", "upper", "--format", "json"])
    #expect(run.status == 0)
    let document = try json(run)
    #expect(document["schema"] as? String == "spotcheck.interval/1")
    #expect(document["side"] as? String == "upper")
    #expect(document["method"] as? String == "hypergeometric")
    #expect(document["confidence"] as? String == "19/20")
    #expect(document["upper_count"] as? Int == 314)
    #expect(document["lower_count"] is NSNull)
    #expect(document["lower"] is NSNull)
    let text = try ToolRun.run(arguments + ["--side", "upper"])
    #expect(text.output.contains("at most 314 units (2.54%), 95% confidence, one-sided"))
    let chinese = try ToolRun.run(arguments + ["--side", "upper", "--language", "zh"])
    #expect(chinese.output.contains("至多 314 个（2.54%），置信度 95%，单侧"))
    let table = try ToolRun.run(arguments + ["--format", "csv", "--delimiter", "tab"])
    #expect(table.output.hasPrefix("method\tside\tconfidence"))
  }

  @Test func coverageOfEveryMethod() throws {
    let run = try ToolRun.run([
      "interval", "--coverage", "--sample", "25", "--population", "50", "--format", "json",
    ])
    #expect(run.status == 0)
    let methods = try #require(try json(run)["methods"] as? [[String: Any]])
    #expect(methods.count == 7)
    for method in methods where method["exact"] as? Bool == true {
      #expect(try #require(method["minimum"] as? Double) >= 0.95)
    }
    // exact_coverage_srs.json: N = 50, n = 25.
    let exact = try #require(methods.first { $0["method"] as? String == "hypergeometric" })
    #expect(abs(try #require(exact["minimum"] as? Double) - 0.951_202_846_304_281_4) < 1e-12)
    #expect(exact["minimum_at"] as? Int == 8)
    let curve = try #require(exact["coverage"] as? [Double])
    #expect(curve.count == 51 && curve.min() == curve[8])
  }

  @Test(arguments: [
    (["--found", "4", "--sample", "3"], "4 found is not between 0 and the 3 inspected"),
    (["--found", "1", "--sample", "11", "--population", "10"], "population of 10"),
    (["--found", "1", "--sample", "3", "--confidence", "1.5"], "the confidence 150%"),
    (["--found", "1", "--sample", "3", "--confidence", "0"], "the confidence 0%"),
    (["--found", "1", "--sample", "NaN"], "--sample \"NaN\" is no whole number"),
    (["--found", "1.5", "--sample", "3"], "--found \"1.5\" is no whole number"),
    (["--found", "0", "--sample", "0"], "nothing was inspected"),
    (["--found", "1", "--sample", "3", "--confidence", "inf"], "is no decimal number"),
    (["--sample", "3"], "--found is missing"),
    (["--coverage", "--sample", "3"], "add --population"),
    (["--found", "1", "--sample", "3", "--method", "wilson-fpc"], "add --population"),
  ])
  func refusals(arguments: [String], message: String) throws {
    let run = try ToolRun.run(["interval"] + arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.standardError.contains(message), "\(run.standardError)")
    let chinese = try ToolRun.run(["interval", "--language", "zh"] + arguments)
    #expect(chinese.standardError.contains { $0 >= "\u{4E00}" })
  }
}
