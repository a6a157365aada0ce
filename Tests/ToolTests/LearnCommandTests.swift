import Foundation
import Testing

@Suite struct LearnCommandTests {
  private let strata = """
    stratum,population,inspected,violations
    A,500,30,0
    B,200,30,2
    C,50,20,5
    D,10,5,3

    """

  private func run(_ table: String, _ arguments: [String]) throws -> ToolRun {
    let scratch = try Scratch()
    return try ToolRun.run(["learn", try scratch.write(table, to: "strata.csv")] + arguments)
  }

  private func json(_ run: ToolRun) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: run.standardOutput)
    return try #require(object as? [String: Any])
  }

  /// Nothing found in A: its point estimate has no spread, so that plan leaves A at its floor, and
  /// the posterior, beta(1/2, 61/2), does not.
  @Test func twoPlansSideBySide() throws {
    let run = try run(
      strata,
      ["--total", "100", "--rule", "2%", "--power", "0", "--format", "json"]
    )
    #expect(run.status == 0, "\(run.standardError)")
    let document = try json(run)
    #expect(document["schema"] as? String == "spotcheck.posterior/2")
    #expect(document["prior"] as? String == "jeffreys")
    #expect(document["total"] as? Int == 100)
    #expect(document["total_at_point"] as? Int == 100)
    let classes = try #require(document["classes"] as? [[String: Any]])
    #expect(classes[0]["alpha"] as? String == "1/2")
    #expect(classes[0]["mean"] as? String == "1/62")
    #expect(classes[0]["size_at_point"] as? Int == 10)
    #expect(classes[0]["size"] as? Int ?? 0 > 30)
    let own = try #require(document["expected_variance"] as? Double)
    let other = try #require(document["expected_variance_at_point"] as? Double)
    #expect(other > own)
  }

  /// Every class keeps what tells it from the next one; the random part is never less.
  @Test func theFloorsAndTheRandomShare() throws {
    let scratch = try Scratch()
    let table = try scratch.write(strata, to: "strata.csv")
    let random = scratch.path("random.json")
    let run = try ToolRun.run([
      "learn", table, "--total", "400", "--random-share", "25%", "--random-sizes", random,
      "--format", "json",
    ])
    #expect(run.status == 0, "\(run.standardError)")
    let document = try json(run)
    let classes = try #require(document["classes"] as? [[String: Any]])
    let against = classes.compactMap { $0["test_against"] as? String }
    #expect(against == ["B", "C", "D", "C"])
    for item in classes {
      let size = try #require(item["size"] as? Int)
      let part = try #require(item["random"] as? Int)
      let floor = try #require(item["test_sample"] as? Int)
      #expect(size >= floor && part >= floor && 4 * part >= size)
      #expect(item["targeted"] as? Int == size - part)
    }
    let pool = try scratch.write(
      "id,class\n"
        + zip("ABCD", [500, 200, 50, 10]).flatMap { name, count in
          (1...count).map { "\(name)\($0),\(name)\n" }
        }.joined(),
      to: "pool.csv"
    )
    let draw = try ToolRun.run([
      "draw", pool, "--stratum", "class", "--sizes", random, "--seed", "x", "--label", "l",
    ])
    #expect(draw.status == 0, "\(draw.standardError)")
    let drawn = draw.output.split(separator: "\n").count - 1
    #expect(drawn == document["total_random"] as? Int)
    let text = try ToolRun.run(["learn", table, "--total", "400", "--random-share", "25%"])
    #expect(text.output.contains("purely at random"))
    #expect(text.output.contains("worse than C"))
  }

  @Test func aClassWithoutResultsIsThePriorAlone() throws {
    let run = try run(
      "stratum,population,inspected,violations\nA,100,40,1\nB,50,,\n",
      ["--total", "30", "--power", "0", "--prior", "1,19", "--format", "json"]
    )
    #expect(run.status == 0, "\(run.standardError)")
    let document = try json(run)
    let classes = try #require(document["classes"] as? [[String: Any]])
    #expect(classes[1]["mean"] as? String == "1/20")
    let reason = try #require(document["no_plan_at_point"] as? String)
    #expect(!reason.isEmpty && reason.utf8.allSatisfy { $0 < 0x80 })
    #expect(document["total_at_point"] is NSNull)
  }

  @Test func refusals() throws {
    func status(_ table: String, _ arguments: [String] = []) throws -> Int32 {
      try run(table, ["--total", "50"] + arguments).status
    }
    #expect(try status(strata) == 1)
    #expect(try status(strata, ["--power", "0", "--prior", "x"]) == 64)
    #expect(try status(strata, ["--power", "1"]) == 64)
    #expect(try status(strata, ["--power", "0", "--random-share", "most"]) == 64)
    #expect(try status("stratum,population\nA,9\n") == 65)
    #expect(try status("stratum,population,inspected\nA,9,3\n") == 65)
    let header = "stratum,population,inspected,violations\n"
    for row in ["A,9,3,4", "A,9,-3,0", "A,9,3,nan", "A,9,1.5,1", "A,9,3,", "A,9,1,0\nA,9,1,0"] {
      #expect(try status(header + row + "\n") == 65, "\(row)")
    }
    #expect(try status(header) == 65)
  }
}
