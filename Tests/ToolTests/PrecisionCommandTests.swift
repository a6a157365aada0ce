import Foundation
import Testing

/// `size` with several variables, domains and prices.
@Suite struct PrecisionCommandTests {
  /// 100²·10²(1/n − 1/100) ≤ (0.1·5000)² is n ≥ 3.85 in the north, ≤ (0.1·10000)² is n ≥ 0.99 in
  /// the south.
  private let strata = """
    stratum,population,sd.income,mean.income,prevalence,domain.region
    A,100,10,50,0.1,north
    B,100,10,100,0.2,south

    """

  private func run(_ table: String, _ arguments: [String]) throws -> ToolRun {
    let scratch = try Scratch()
    return try ToolRun.run(["size", try scratch.write(table, to: "strata.csv")] + arguments)
  }

  private func json(_ run: ToolRun) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: run.standardOutput)
    return try #require(object as? [String: Any])
  }

  @Test func eachDomainByItself() throws {
    let run = try run(strata, ["--cv", "income@region: 10%", "--format", "json"])
    #expect(run.status == 0, "\(run.standardError)")
    let document = try json(run)
    #expect(document["schema"] as? String == "spotcheck.sizes/1")
    #expect(document["total"] as? Int == 5)
    let precision = try #require(document["precision"] as? [String: Any])
    #expect(precision["is_least"] as? Bool == true)
    let estimates = try #require(precision["estimates"] as? [[String: Any]])
    #expect(estimates.compactMap { $0["value"] as? String } == ["north", "south"])
    // √(10⁶ · (1/4 − 1/100)) / 5000.
    let reached = try #require(estimates[0]["reached"] as? Double)
    #expect(abs(reached - 0.24.squareRoot() / 5) < 1e-15)
    let text = try self.run(strata, ["--cv", "income@region=north: 10%", "--cv", "income: 6%"])
    #expect(text.status == 0)
    #expect(text.output.contains("no cheaper sizes are as precise"))
  }

  /// S² = 1/11 for 10 of 100; (1/n − 1/100)/11 ≤ (0.05/1.959964)² is n ≥ 58.28.
  @Test func aMarginOfError() throws {
    let one = "stratum,population,prevalence\nA,100,0.1\n"
    let run = try run(one, ["--margin", "5%", "--format", "csv"])
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.output.contains("A,100,,0,100,59,"))
    let sure = try self.run(one, ["--margin", "5%", "--confidence", "99%", "--format", "csv"])
    // 2.575829: 1/n ≤ 0.01 + 11 · 0.000376794, n ≥ 70.70.
    #expect(sure.output.contains("A,100,,0,100,71,"))
  }

  /// The cheaper class is inspected more: one of A costs four of B.
  @Test func pricesCount() throws {
    let alike = "stratum,population,sd,cost\nA,1000,5,4\nB,1000,5,1\n"
    let run = try run(alike, ["--variance", "1000000", "--format", "json"])
    #expect(run.status == 0, "\(run.standardError)")
    let document = try json(run)
    // 25·10⁶(1/a + 1/b) ≤ 1.05·10⁶: 36 and 71 units, 35 and 75 or 37 and 67 cost 215, none less.
    #expect(document["spent"] as? String == "215")
    let floors = try self.run(
      alike,
      ["--variance", "1000000", "--rule", "A: 50", "--format", "json"]
    )
    // 1/b ≤ 0.042 − 1/50 is b ≥ 45.5: 4 · 50 + 46, not 4 · 50 + 71.
    #expect(try json(floors)["spent"] as? String == "246")
  }

  @Test func refusals() throws {
    func status(_ arguments: [String]) throws -> Int32 { try run(strata, arguments).status }
    #expect(try status(["--cv", "age: 5%"]) == 64)
    #expect(try status(["--cv", "income@town: 5%"]) == 64)
    #expect(try status(["--cv", "income@region=east: 5%"]) == 64)
    #expect(try status(["--cv", "income: x"]) == 64)
    #expect(try status(["--cv", "income: 5%", "--total", "9"]) == 64)
    #expect(try status(["--cv", "income: 5%", "--method", "violations"]) == 64)
    #expect(try status(["--cv", "income: 5%", "--overall", "5%"]) == 64)
    #expect(try status(["--margin", "5%", "--confidence", "100%"]) == 64)
    #expect(try status(["--cv", "income: 1%", "--rule", "<=2%"]) == 1)
  }

  /// A bad cell is named with its row and column, in every column that a precision reads.
  @Test(
    arguments: [
      ("A,10,-1,5,0.1,n", "sd.income"), ("A,10,nan,5,0.1,n", "sd.income"),
      ("A,10,1,x,0.1,n", "mean.income"), ("A,10,1,5,1.5,n", "prevalence"),
      ("A,10,1,5,0.1,", "domain.region"), ("A,-4,1,5,0.1,n", "population"),
      ("A,10,1,5,0.1,n\nA,3,1,5,0.1,n", "stratum"),
    ]
  )
  func badCells(row: String, column: String) throws {
    let header = "stratum,population,sd.income,mean.income,prevalence,domain.region\n"
    let run = try run(header + row + "\n", ["--cv", "income: 5%"])
    #expect(run.status == 65)
    #expect(run.standardError.contains(column))
    #expect(try self.run(header, ["--cv", "income: 5%"]).status == 65)
  }
}
