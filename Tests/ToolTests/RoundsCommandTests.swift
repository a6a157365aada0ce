import Foundation
import Testing

@Suite struct RoundsCommandTests {
  private let strata = """
    stratum,population,visits,exclude,cap,rule
    A,500,at most once in 3 years,,,
    B,200,,2,,20%
    C,50,1次/年,,2,
    D,10,2 per year,,2,

    """

  private func run(_ table: String, _ arguments: [String]) throws -> ToolRun {
    let scratch = try Scratch()
    return try ToolRun.run(["rounds", try scratch.write(table, to: "strata.csv")] + arguments)
  }

  private func classes(_ run: ToolRun) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: run.standardOutput)
    let document = try #require(object as? [String: Any])
    #expect(document["schema"] as? String == "spotcheck.rounds/2")
    return try #require(document["classes"] as? [[String: Any]])
  }

  @Test func sizesAndYears() throws {
    let run = try run(strata, ["--rounds", "2", "--years", "3", "--format", "json"])
    #expect(run.status == 0, "\(run.standardError)")
    let classes = try classes(run)
    let sizes = classes.compactMap { $0["sizes"] as? [Int] }
    #expect(sizes[0] == [83, 83, 84, 83, 83, 84])
    #expect(sizes[1] == [20, 20, 20, 20, 20, 20])
    #expect(sizes[2] == [25, 25, 25, 25, 25, 25])
    #expect(sizes[3] == [10, 10, 10, 10, 10, 10])
    // B: 20 of 200, 180, 160, 140 and then always 120: (180 · 160 · 140 · 120 · 100²)/(200 · 180 · 160
    // · 140 · 120²) = 5/12 · 100/100.
    let random = try #require(classes[1]["random"] as? [String: Any])
    #expect((random["seen_by_year_exact"] as? [String])?.last == "7/12")
    let rotation = try #require(classes[1]["rotation"] as? [String: Any])
    let everyone = try #require(rotation["everyone_seen"] as? [[String: Any]])
    #expect(everyone[0]["rounds"] as? Int == 10)
    #expect(everyone[0]["years"] as? Int == 5)
    let first = try #require(classes[0]["random"] as? [String: Any])
    #expect((first["everyone_by_year"] as? [Double])?.last == 1)
  }

  @Test func optionsComeFirstAndARoundIsDrawn() throws {
    let scratch = try Scratch()
    let table = try scratch.write("stratum,population\nA,9\nD,4\n", to: "strata.csv")
    let sizes = scratch.path("round.json")
    let run = try ToolRun.run([
      "rounds", table, "--visits", "A: at most once in 3 years", "--visits", "2次/年", "--rounds",
      "2",
      "--round", "2", "--sizes", sizes, "--format", "csv",
    ])
    #expect(run.status == 0, "\(run.standardError)")
    let pool = try scratch.write(
      "id,class\n" + (1...9).map { "a\($0),A\n" }.joined() + (1...4).map { "d\($0),D\n" }.joined(),
      to: "pool.csv"
    )
    let draw = try ToolRun.run([
      "draw", pool, "--stratum", "class", "--sizes", sizes, "--seed", "x", "--label", "l",
    ])
    #expect(draw.status == 0, "\(draw.standardError)")
    // ⌊9/6 · 2⌋ − ⌊9/6⌋ = 2 of A, all of D.
    #expect(draw.output.split(separator: "\n").count - 1 == 2 + 4)
    // Lindian 2024: class A less than once a year, so at most once in two.
    let seldom = try ToolRun.run([
      "rounds", table, "--visits", "<1次/年", "--years", "2", "--format", "csv",
    ])
    #expect(seldom.output.contains("A,9,1,1,4,9,1,9/2,"))
    let text = try ToolRun.run(["rounds", table, "--visits", "1 per quarter", "--rounds", "4"])
    #expect(text.output.contains("the first 12 of 20 rounds"))
  }

  @Test func refusals() throws {
    func status(_ table: String, _ arguments: [String] = []) throws -> Int32 {
      try run(table, arguments).status
    }
    let twice = try run(strata, [])
    #expect(twice.status == 1)
    #expect(twice.standardError.contains("stratum D"))
    #expect(try status(strata, ["--rounds", "0"]) == 64)
    #expect(try status(strata, ["--rounds", "x"]) == 64)
    #expect(try status(strata, ["--rounds", "2", "--years", "0"]) == 64)
    #expect(try status(strata, ["--rounds", "2", "--visits", "often"]) == 64)
    #expect(try status(strata, ["--rounds", "2", "--cap", "0"]) == 64)
    #expect(try status(strata, ["--rounds", "2", "--round", "1"]) == 64)
    #expect(try status(strata, ["--rounds", "2", "--overall", "10%"]) == 64)
    #expect(try status("stratum,population,visits\nA,9,1 per year\n", ["--rule", "<5%"]) == 1)
    let header = "stratum,population,visits,exclude,cap\n"
    for row in [
      "A,9,sometimes,,", "A,9,,-1,", "A,9,,nan,", "A,9,,,0", "A,9,,,1.5", "A,-1,,,",
      "A,9,,,\nA,9,,,",
    ] {
      #expect(try status(header + row + "\n") == 65, "\(row)")
    }
    #expect(try status(header) == 65)
  }
}
