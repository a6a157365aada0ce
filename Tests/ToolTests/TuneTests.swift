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
      "tune", table, "--preset", "henan-2021", "--budget", "30", "--format", "csv", "--method",
      "variance",
    ])
    #expect(run.status == 0)
    let rows = run.output.split(separator: "\n")
    #expect(rows[1].hasPrefix("variance,1,20,20.0,17,"))
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
    #expect(try status(["--budget", "30", "--method", "proportional"]) == 64)
    #expect(try status(["--budget", "30", "--choose", "1", "--at", "20", "--sizes", "x"]) == 64)
    #expect(try status(["--budget", "30", "--at", "20"]) == 64)
    #expect(try status(["--budget", "1", "--rule", "50%"]) == 1)
    let sizes = scratch.path("sizes.json")
    #expect(try status(["--budget", "30", "--choose", "999", "--sizes", sizes]) == 1)
    #expect(!FileManager.default.fileExists(atPath: sizes))
  }

  /// Every goal has its curve, each beginning with what the rules demand; a choice is from the first.
  @Test func allGoalsInOneDocument() throws {
    let scratch = try Scratch()
    let table = try scratch.write(strata, to: "strata.csv")
    let sizes = scratch.path("sizes.json")
    let run = try ToolRun.run([
      "tune", table, "--preset", "henan-2021", "--budget", "60", "--format", "json", "--choose",
      "knee", "--sizes", sizes,
    ])
    #expect(run.status == 0, "\(run.standardError)")
    let object = try JSONSerialization.jsonObject(with: run.standardOutput)
    let json = try #require(object as? [String: Any])
    #expect(json["schema"] as? String == "spotcheck.frontier/2")
    let curves = try #require(json["frontiers"] as? [[String: Any]])
    let goals = curves.compactMap { $0["goal"] as? String }
    #expect(goals == ["variance", "detection", "violations", "coverage"])
    let measures = curves.compactMap { $0["measure"] as? String }
    #expect(measures == ["variance", "worst_detection", "expected_violations", "coverage"])
    for curve in curves {
      let points = try #require(curve["points"] as? [[String: Any]])
      #expect(points.first?["sizes"] as? [Int] == [5, 4, 5, 3])
    }
    let chosen = try #require(json["chosen"] as? [String: Any])
    #expect(chosen["goal"] as? String == "variance")
    let landmarks = try #require(curves[0]["landmarks"] as? [String: Int])
    #expect(chosen["number"] as? Int == landmarks["knee"])
    #expect(FileManager.default.fileExists(atPath: sizes))
  }

  /// Without a prevalence three goals say why they have no curve; a range begins where it is told to.
  @Test func whatIsNotKnownIsLeftOut() throws {
    let scratch = try Scratch()
    let table = try scratch.write("stratum,population\nA,30\nB,9\n", to: "strata.csv")
    let run = try ToolRun.run([
      "tune", table, "--budget", "20", "--from", "12", "--format", "csv",
    ])
    #expect(run.status == 0)
    let rows = run.output.split(separator: "\n")
    #expect(rows.count == 1 + 9)
    #expect(rows[1].hasPrefix("coverage,1,12,12.0,12,"))
    let text = try ToolRun.run(["tune", table, "--budget", "20"])
    #expect(text.output.contains("without detection:"))
    #expect(
      try ToolRun.run(["tune", table, "--budget", "20", "--method", "detection"]).status == 65
    )
  }

  /// 税总发〔2015〕104号: at least a fifth of the key firms, at most 3 % and 1 % of the others.
  @Test func aPresetWithItsOwnClasses() throws {
    let scratch = try Scratch()
    let table = try scratch.write(
      "stratum,population\n重点税源企业,101\nother,1000\nnon-enterprise,250\n",
      to: "strata.csv"
    )
    let run = try ToolRun.run([
      "tune", table, "--preset", "tax-2015", "--budget", "900", "--format", "csv",
    ])
    let rows = run.output.split(separator: "\n")
    #expect(rows.first?.hasSuffix("size:重点税源企业,size:other,size:non-enterprise") == true)
    #expect(rows[1].hasSuffix(",21,0,0"))
    #expect(rows.last?.hasSuffix(",101,30,2") == true)
    let other = try scratch.write("stratum,population\nA,5\n", to: "other.csv")
    #expect(try ToolRun.run(["tune", other, "--preset", "tax-2015", "--budget", "9"]).status == 64)
  }

  /// What planners ask first: the schemes with their ratios, 河南 as it was published.
  @Test func thePresetsWithTheirRatios() throws {
    let run = try ToolRun.run(["tune", "--presets", "--format", "csv", "--language", "zh"])
    #expect(run.status == 0)
    #expect(run.output.contains("henan-2021,D; 高风险,≥30%,河南省级抽查"))
    let text = try ToolRun.run(["tune", "--presets", "--language", "zh"])
    #expect(text.output.contains("tobacco-retail") && text.output.contains("各分类"))
    let scratch = try Scratch()
    let table = try scratch.write(strata, to: "strata.csv")
    #expect(try ToolRun.run(["tune", table, "--presets"]).status == 64)
    #expect(try ToolRun.run(["tune", table]).status == 64)
    #expect(try ToolRun.run(["tune", "--budget", "3"]).status == 64)
  }

  /// Units and shares of each class, classes in the order of the table, money as decimals: of C, 50 units, 2 %
  /// is one.
  @Test func unitsOfEachClass() throws {
    let scratch = try Scratch()
    let table = try scratch.write(
      "stratum,population,prevalence,cost\nC,50,0.2,1.25\nA,500,0.01,0.5\n",
      to: "strata.csv"
    )
    let run = try ToolRun.run([
      "tune", table, "--rule", "2%", "--budget", "9", "--method", "variance", "--language", "zh",
    ])
    let lines = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines[0].suffix(2) == ["C", "A"])
    #expect(lines[1].prefix(4) == ["1", "最少", "6.25", "11"])
    let head = try #require(lines.firstIndex { $0.first == "分类" })
    #expect(lines[head + 1].prefix(4) == ["C", "50", "1", "(2.00%)"])
    #expect(lines[head + 2].prefix(4) == ["A", "500", "10", "(2.00%)"])
    #expect(lines[head + 3].prefix(4) == ["合计", "550", "11", "(2.00%)"])
    #expect(!run.output.contains(#/[0-9]\/[0-9]/#))
  }

  /// A demand that no plan meets is answered with what the plans reach, which then is met.
  @Test func whatIsWithinReach() throws {
    let scratch = try Scratch()
    let table = try scratch.write(strata, to: "strata.csv")
    let sizes = scratch.path("sizes.xlsx")
    let arguments = ["tune", table, "--rule", "2%", "--budget", "60", "--sizes", sizes]
    for (option, value) in [
      ("--detect", "99.9%"), ("--violations", "900"), ("--coverage", "90%"), ("--variance", "1"),
      ("--at", "1"),
    ] {
      let run = try ToolRun.run(arguments + [option, value, "--language", "en"])
      #expect(run.status == 1, "\(option)")
      let reach = try #require(
        run.standardError.firstMatch(of: #/within reach: [^0-9]*([0-9.]+%?)/#)
      )
      let again = try ToolRun.run(arguments + [option, String(reach.output.1), "--format", "csv"])
      #expect(again.status == 0, "\(option) \(reach.output.1): \(again.standardError)")
    }
    // A workbook of sizes is one that a draw takes.
    let classes = ["A": 500, "B": 200, "C": 50, "D": 10]
    let units = classes.map { name, count in
      (1...count).map { "\(name)\($0),\(name)\n" }.joined()
    }
    let pool = try scratch.write("id,class\n" + units.joined(), to: "pool.csv")
    let draw = try ToolRun.run([
      "draw", pool, "--stratum", "class", "--sizes", sizes, "--label", "x", "--seed", "1",
    ])
    #expect(draw.status == 0, "\(draw.standardError)")
  }

  /// A bad cell is named with its column, whatever the goal.
  @Test(
    arguments: [
      ("A,5,-0.1,1,1", "sd"), ("A,5,nan,1,1", "sd"), ("A,5,1,1.5,1", "prevalence"),
      ("A,5,1,0.5,0", "cost"), ("A,5,1,0.5,1\nA,6,1,0.5,1", "stratum"),
      ("A,x,1,0.5,1", "population"),
    ]
  )
  func badCells(row: String, column: String) throws {
    let scratch = try Scratch()
    let header = "stratum,population,sd,prevalence,cost\n"
    let table = try scratch.write(header + row + "\n", to: "strata.csv")
    let run = try ToolRun.run(["tune", table, "--budget", "9"])
    #expect(run.status == 65)
    #expect(run.standardError.contains(column))
    let empty = try scratch.write(header, to: "empty.csv")
    #expect(try ToolRun.run(["tune", empty, "--budget", "9"]).status == 65)
  }
}
