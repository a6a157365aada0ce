import Foundation
import Testing

@Suite struct TuneTests {
  private let strata = """
    stratum,population,prevalence,cost
    A,500,0.01,0.5
    B,200,0.05,1
    C,50,0.2,1.5
    D,10,0.4,2

    """

  /// Henan 2021: 1, 2, 10 and 30 % are 5, 4, 5 and 3 units, for 2.5 + 4 + 7.5 + 6 = 20 days.
  @Test func aFrontierFromAPreset() throws {
    let scratch = try Scratch()
    let table = try scratch.write(strata, to: "strata.csv")
    let run = try ToolRun.run([
      "tune", table, "--preset", "henan-2021", "--budget", "30", "--format", "csv",
    ])
    #expect(run.status == 0)
    let rows = run.output.split(separator: "\n")
    #expect(rows[1].hasPrefix("1,20,17,"))
    #expect(rows[1].hasSuffix(",5,4,5,3"))
    #expect(rows.count > 15)
    let text = try ToolRun.run(["tune", table, "--preset", "henan-2021", "--budget", "30"])
    #expect(text.output.contains("2021-08-25"))
  }

  /// What is chosen is what `size` gives for the same budget.
  @Test func theChosenPlanIsExported() throws {
    let scratch = try Scratch()
    let table = try scratch.write(strata, to: "strata.csv")
    let sizes = scratch.path("sizes.json")
    let run = try ToolRun.run([
      "tune", table, "--rule", "2%", "--budget", "60", "--at", "45.5", "--sizes", sizes,
    ])
    #expect(run.status == 0)
    let same = try ToolRun.run([
      "size", table, "--rule", "2%", "--budget", "45.5", "--method", "variance", "--format",
      "json",
    ])
    let chosen = try String(contentsOfFile: sizes, encoding: .utf8)
    #expect(chosen.contains("spotcheck.sizes/1"))
    let pattern = /"size" : \d+/
    #expect(
      chosen.matches(of: pattern).map(\.output) == same.output.matches(of: pattern).map(\.output)
    )
  }

  @Test func refusals() throws {
    let scratch = try Scratch()
    let table = try scratch.write(strata, to: "strata.csv")
    func status(_ arguments: [String]) throws -> Int32 {
      try ToolRun.run(["tune", table] + arguments).status
    }
    #expect(try status(["--budget", "x"]) == 64)
    #expect(try status(["--budget", "30", "--preset", "nowhere-1999"]) == 64)
    #expect(try status(["--budget", "30", "--method", "worst-error"]) == 64)
    #expect(try status(["--budget", "30", "--at", "20"]) == 64)
    #expect(try status(["--budget", "1", "--rule", "50%"]) == 1)
    let sizes = scratch.path("sizes.json")
    #expect(try status(["--budget", "30", "--choose", "999", "--sizes", sizes]) == 1)
    #expect(!FileManager.default.fileExists(atPath: sizes))
  }
}
