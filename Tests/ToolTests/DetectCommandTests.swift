import Foundation
import Testing

@Suite struct DetectCommandTests {
  @Test func theSmallestSample() throws {
    // n(N = 1000, 1 %, 95 %) = 258.
    let run = try ToolRun.run([
      "detect", "--population", "1000", "--prevalence", "1%", "--confidence", "95%", "--format",
      "json",
    ])
    #expect(run.status == 0)
    let document = try json(run)
    #expect(document["sample"] as? Int == 258)
    #expect(document["violators"] as? Int == 10)
    #expect(document["rounding"] as? String == "up")
    #expect(try #require(document["probability"] as? Double) >= 0.95)
  }

  @Test func anOfficialNote() throws {
    let run = try ToolRun.run([
      "detect", "--population", "20", "--prevalence", "0.1", "--sample", "2",
    ])
    #expect(run.output.contains("if 2 of 20 violate (10% rounded up)"))
    #expect(run.output.contains("19.47%"))
  }

  /// ISPM 31 rounds down: 5 % of 25 is one unit, which takes 24 of 25.
  @Test func roundingDown() throws {
    let arguments = ["detect", "--population", "25", "--prevalence", "5%", "--confidence", "95%"]
    #expect(try ToolRun.run(arguments).output.contains("a sample of 19 "))
    #expect(try ToolRun.run(arguments + ["--round-down"]).output.contains("a sample of 24 "))
  }

  @Test func outOfReach() throws {
    let run = try ToolRun.run([
      "detect", "--population", "50", "--violators", "1", "--sensitivity", "0.9", "--confidence",
      "0.95",
    ])
    #expect(run.status == 1)
    #expect(run.standardError.contains("not even all 50 units reach 95%"))
  }

  @Test func aDesignOfThreeStrata() throws {
    let scratch = try Scratch()
    let design = try scratch.write(
      "stratum,population,sample,risk\nA,100,20,5\nB,200,10,3\nC,700,5,1\n",
      to: "design.csv"
    )
    let run = try ToolRun.run([
      "detect", "--strata", design, "--prevalence", "5%", "--sensitivity", "0.9", "--format",
      "json",
    ])
    let document = try json(run)
    // FreedomTests: the product in fractions.
    #expect(abs(try #require(document["probability"] as? Double) - 0.979_909_640_567_460_2) < 1e-12)
    #expect((document["strata"] as? [[String: Any]])?.count == 3)
  }

  @Test func freedomOverTheYears() throws {
    let arguments = [
      "detect", "--population", "1000", "--prevalence", "1%", "--sensitivity", "0.9", "--prior",
      "0.7", "--introduction", "0.01", "--format", "json",
    ]
    let size = try json(ToolRun.run(arguments + ["--free", "0.95"]))
    #expect(size["sample"] as? Int == 213)
    let years = try json(ToolRun.run(arguments + ["--sample", "213", "--years", "3"]))
    let rows = try #require(years["years"] as? [[String: Any]])
    #expect(rows.count == 3)
    #expect(try #require(rows[0]["after"] as? Double) >= 0.95)
  }

  @Test func tablesForThePopulation() throws {
    let lots = try ToolRun.run([
      "detect", "--table", "lots", "--population", "1000", "--round-down", "--format", "csv",
    ])
    // ispm31_table1.json, N = 1000.
    #expect(lots.output.contains("95%,57,138,258,450,950\n"))
    let sizes = try ToolRun.run(["detect", "--table", "sizes", "--format", "csv"])
    // AICPA table A-1, first row.
    #expect(sizes.output.contains("0%,149,99,74,59,49,42,36,32,29,19,14\n"))
    let limits = try ToolRun.run([
      "detect", "--table", "limits", "--population", "100", "--format", "csv",
    ])
    // jfa's table for N = 100: 20 inspected.
    #expect(limits.output.contains("20,12,19,26,32,38,43,48,53,58,63,68\n"))
  }

  @Test(arguments: [
    (["--population", "10", "--violators", "11", "--sample", "3"], "11 violators"),
    (["--population", "10", "--violators", "1"], "give one of --sample, --confidence and --free"),
    (["--population", "10", "--sample", "3"], "give one of --violators and --prevalence"),
    (["--violators", "1", "--sample", "3"], "--population is missing"),
    (["--population", "10", "--prevalence", "150%", "--sample", "3"], "prevalence 150%"),
    (["--population", "10", "--prevalence", "x", "--sample", "3"], "is no decimal number"),
    (["--population", "10", "--violators", "1", "--sample", "11"], "a sample of 11"),
    (["--table", "lots"], "add --population"),
  ])
  func refusals(arguments: [String], message: String) throws {
    let run = try ToolRun.run(["detect"] + arguments)
    #expect(run.status == 64)
    #expect(run.standardError.contains(message), "\(run.standardError)")
  }

  @Test func badDesign() throws {
    let scratch = try Scratch()
    let design = try scratch.write(
      "stratum,population,sample,risk\nA,10,20,5\nB,200,10,0\nB,7,x,1\n",
      to: "design.csv"
    )
    let run = try ToolRun.run(["detect", "--strata", design, "--prevalence", "5%"])
    #expect(run.status == 65)
    #expect(run.standardError.contains("row 2, column \"sample\": \"20\" is more than"))
    #expect(run.standardError.contains("row 3, column \"risk\": \"0\" is not above 0"))
    #expect(run.standardError.contains("row 4, column \"stratum\": \"B\" stands in row 3 too"))
    #expect(run.standardError.contains("row 4, column \"sample\": \"x\" is no whole number"))
  }

  /// The first case of detection_allocation.json: 10 of 10 are certain, unit by unit finds 0.706.
  @Test func aSplitAcrossClasses() throws {
    let scratch = try Scratch()
    let classes = try scratch.write(
      "stratum,population,prevalence\nA,10,0.1\nB,100,0.11\n",
      to: "classes.csv"
    )
    let arguments = ["detect", "--split", classes, "--language", "en"]
    let known = try ToolRun.run(arguments + ["--total", "10"])
    #expect(known.status == 0)
    #expect(known.output.contains("with probability 1.0 (nothing: 0)"))
    #expect(known.output.contains("known exactly (rounded up)"))
    #expect(known.output.contains("unit by unit would find one with probability 0.706"))
    let csv = try ToolRun.run(arguments + ["--total", "10", "--format", "csv"])
    #expect(csv.output.contains("A,10,1/10,0,10,10\nB,100,11/100,0,100,0\n"))
    let uncertain = try ToolRun.run(
      arguments + ["--total", "10", "--strength", "20", "--format", "json"]
    )
    let document = try json(uncertain)
    #expect(document["belief"] as? String == "20")
    #expect(document["greedy_fails"] as? Bool == false)
    let least = try json(
      ToolRun.run(arguments + ["--confidence", "95%", "--strength", "20", "--format", "json"])
    )
    #expect(try #require(least["probability"] as? Double) >= 0.95)
    let both = try ToolRun.run(arguments + ["--total", "10", "--confidence", "95%"])
    #expect(both.status == 64)
    let tooMany = try ToolRun.run(arguments + ["--total", "111"])
    #expect(tooMany.status == 1)
    #expect(tooMany.standardError.contains("not between 0 and 110"))
    let never = try ToolRun.run(arguments + ["--confidence", "100%", "--strength", "20"])
    #expect(never.status == 1)
  }
}
