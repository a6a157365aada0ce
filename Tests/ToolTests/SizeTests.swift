import Foundation
import Testing

@Suite struct SizeTests {
  @Test func strictRatioOfOneHundredEighty() throws {
    let scratch = try Scratch()
    let strata = try scratch.write("stratum,population,rule\nA,180,>35%\n", to: "strata.csv")
    let run = try ToolRun.run(["size", strata, "--format", "csv"])
    #expect(run.status == 0)
    #expect(run.output.contains("\nA,180,>35%,64,180,64,16/45,"))
  }

  @Test func aTotalBelowTheFloorsNamesTheRules() throws {
    let scratch = try Scratch()
    let strata = try scratch.write(
      "stratum,population,rule\nA,20,>35%\nB,25,>35%\n",
      to: "strata.csv"
    )
    let run = try ToolRun.run(["size", strata, "--total", "10"])
    #expect(run.status == 1)
    #expect(run.standardError.contains("7 units apart"))
    #expect(run.output.isEmpty)
  }
}
