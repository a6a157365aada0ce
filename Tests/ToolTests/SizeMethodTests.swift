import Foundation
import Testing

/// The methods of `size`, and what no method can answer.
@Suite struct SizeMethodTests {
  private func run(_ table: String, _ arguments: [String]) throws -> ToolRun {
    let scratch = try Scratch()
    let strata = try scratch.write(table, to: "strata.csv")
    return try ToolRun.run(["size", strata, "--language", "en"] + arguments)
  }

  private func sizes(_ table: String, _ arguments: [String]) throws -> [String] {
    let run = try run(table, arguments + ["--format", "csv"])
    #expect(run.status == 0, "\(run.standardError)")
    return run.output.split(separator: "\n").dropFirst()
      .compactMap { row in row.split(separator: ",", omittingEmptySubsequences: false) }
      .map { String($0[5]) }
  }

  private let classes = """
    stratum,population,sd,prevalence
    A,900,1,0.02
    B,90,1,0.1
    C,10,1,0.4

    """

  /// W is 0.9, 0.09, 0.01: half way to equal sizes are 0.617, 0.212, 0.172 of 60.
  @Test func costa() throws {
    #expect(try sizes(classes, ["--total", "60", "--method", "costa:1/2"]) == ["37", "13", "10"])
    #expect(try sizes(classes, ["--total", "60", "--method", "costa:1"]) == ["54", "5", "1"])
    #expect(try sizes(classes, ["--total", "30", "--method", "costa:0"]) == ["10", "10", "10"])
  }

  /// X is 18, 9, 4 and CV 50, 10, 2.5: X^0.35 CV is 137.5, 21.6, 4.06; the second unit of C is
  /// worth 4.06²/2 = 8.2, the 51st of A 137.5²/(50 · 51) = 7.4.
  @Test func powerOfAnyExponent() throws {
    #expect(try sizes(classes, ["--total", "60", "--method", "power:0.35"]) == ["50", "8", "2"])
    #expect(try sizes(classes, ["--total", "60", "--method", "power:7/20"]) == ["50", "8", "2"])
  }

  /// With exponents 1/2, 0, 1/2 it is Neyman's, here N alone.
  @Test func general() throws {
    #expect(
      try sizes(classes, ["--total", "60", "--method", "general:1/2,0,1/2"])
        == (try sizes(classes, ["--total", "60", "--method", "variance"]))
    )
    #expect(
      try sizes(classes, ["--total", "30", "--method", "general:0,0,0"]) == ["10", "10", "10"]
    )
  }

  /// D is 18, 9, 4; the three probabilities to miss come as near to each other as they can.
  @Test func worstDetection() throws {
    let run = try run(classes, ["--total", "60", "--method", "worst-detection"])
    #expect(run.status == 0)
    // Of all splits, in fractions: 48, 10, 2 with C(882, 48)/C(900, 48).
    #expect(run.output.contains("objective 0.369259616243444"), "\(run.output)")
    let sizes = try sizes(classes, ["--total", "60", "--method", "worst-detection"])
    #expect(sizes == ["48", "10", "2"])
  }

  @Test(arguments: [
    "power:1.5", "power:1/101", "power:x", "costa:2", "general:1,1", "general:1/99,1/98,0",
    "compromise:1/0", "worst",
  ])
  func methodsThatAreNone(name: String) throws {
    let run = try run(classes, ["--total", "60", "--method", name])
    #expect(run.status == 64)
    #expect(run.standardError.contains("--method"))
  }

  @Test func capsBelowTheTotal() throws {
    let run = try run(classes, ["--rule", "≤5%", "--total", "60"])
    #expect(run.status == 1)
    #expect(run.standardError.contains("≤5% allows 45"), "\(run.standardError)")
    let all = try self.run(classes, ["--total", "1001"])
    #expect(all.status == 1)
    #expect(all.standardError.contains("the strata hold 1000 units"))
  }

  @Test func tablesWithoutAnAnswer() throws {
    let empty = try run("stratum,population\n", ["--rule", "10%"])
    #expect(empty.status == 65)
    #expect(empty.output.isEmpty)
    let twice = try run("stratum,population\nA,10\nA,20\n", ["--rule", "10%"])
    #expect(twice.status == 65)
    #expect(twice.standardError.contains("row 3"))
  }
}
