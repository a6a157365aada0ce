import Foundation
import Testing

/// A misspelt class never gets a size of 0 in silence, in any command that takes rules or sizes.
@Suite struct NamedStrataTests {
  private let strata = """
    stratum,population,prevalence,inspected,violations
    A,100,0.01,50,1
    B,60,0.05,40,2
    C,40,0.1,30,3
    D,20,0.2,20,4

    """
  private let pool =
    "id,class\n"
    + (1...220).map { "u\($0),\($0 <= 100 ? "A" : $0 <= 160 ? "B" : $0 <= 200 ? "C" : "D")\n" }
    .joined()

  /// Every command that takes rules or sizes, where NAME is a stratum's name.
  private static let commands: [[String]] = [
    ["size", "strata.csv", "--rule", "10%", "--rule", "NAME: 30%"],
    ["size", "strata.csv", "--rule", "NAME: 30%", "--total", "60", "--method", "variance"],
    ["size", "strata.csv", "--rule", "NAME：30%", "--cv", "30%"],
    ["tune", "strata.csv", "--rule", "NAME: 30%", "--budget", "60"],
    ["learn", "strata.csv", "--rule", "2%", "--rule", "NAME: 30%"],
    ["rounds", "strata.csv", "--visits", "1 per year", "--rule", "NAME: 30%"],
    [
      "rounds", "strata.csv", "--visits", "1 per year", "--visits", "NAME: 2 per year", "--rounds",
      "2",
    ],
    ["rounds", "strata.csv", "--rule", "10%", "--exclude", "NAME: 1"],
    ["rounds", "strata.csv", "--visits", "1 per year", "--cap", "NAME: 1"],
    ["coverage", "strata.csv", "--rule", "10%", "--rule", "NAME: 30%"],
    ["coverage", "strata.csv", "--sizes", "sizes.csv"],
    [
      "draw", "pool.csv", "--stratum", "class", "--rule", "10%", "--rule", "NAME: 30%", "--label",
      "x", "--seed", "1",
    ],
    [
      "draw", "pool.csv", "--stratum", "class", "--rule", "10%", "--reserves", "NAME: 1", "--label",
      "x", "--seed",
      "1",
    ],
    [
      "draw", "pool.csv", "--stratum", "class", "--sizes", "sizes.csv", "--label", "x", "--seed",
      "1",
    ],
    [
      "draw", "pool.csv", "--stratum", "class", "--rule", "10%", "--rule", "NAME: 30%", "--label",
      "x", "--seed",
      "1", "--memory", "64M",
    ],
    [
      "commit", "pool.csv", "--stratum", "class", "--rule", "10%", "--rule", "NAME: 30%", "--label",
      "x",
      "--seed-source", "dice", "--seed-form", "# # # # # # # # # #", "--record", "record.txt",
      "--notice",
      "notice.txt", "--sealed",
    ],
    [
      "simulate", "pool.csv", "--stratum", "class", "--rule", "10%", "--rule", "NAME: 30%",
      "--label", "x",
      "--seed", "1", "--replicates", "5",
    ],
  ]

  private func run(_ command: [String], name: String) throws -> ToolRun {
    let scratch = try Scratch()
    _ = try scratch.write(strata, to: "strata.csv")
    _ = try scratch.write(pool, to: "pool.csv")
    _ = try scratch.write("stratum,size\nA,10\nB,6\nC,4\n\(name),7\n", to: "sizes.csv")
    return try ToolRun.run(
      command.map { $0.replacingOccurrences(of: "NAME", with: name) } + ["--language", "en"],
      folder: scratch.folder
    )
  }

  @Test(arguments: commands)
  func anUnknownNameIsAnErrorWithTheNamesThatThereAre(command: [String]) throws {
    for name in ["E", "高 险", "D-", "中风险"] {
      let run = try run(command, name: name)
      #expect(run.status == 65, "\(command) \(name): \(run.standardError)")
      #expect(run.standardError.contains("there is no stratum \"\(name)\""))
      #expect(run.standardError.contains("there are \"A\", \"B\", \"C\", \"D\""))
      #expect(run.output.isEmpty)
    }
  }

  /// The answer is that of the stratum's own name, and the reading is printed, of a sealed draw the
  /// fact alone.
  @Test(arguments: commands)
  func anotherNameOfTheSchemeIsUnderstood(command: [String]) throws {
    let plain = try run(command, name: "D")
    #expect(plain.status == 0, "\(command): \(plain.standardError)")
    for name in ["Ｄ", "D级", "高 风险"] {
      let run = try run(command, name: name)
      #expect(run.status == 0, "\(command) \(name): \(run.standardError)")
      #expect(run.output == plain.output)
      if command[0] == "commit" {
        #expect(run.standardError.contains("1 names of strata are written otherwise"))
        #expect(!run.standardError.contains(name))
      } else {
        #expect(run.standardError.contains("\"\(name)\" is read as the stratum \"D\""))
      }
    }
  }

  @Test func whatHasNoRuleIsNamed() throws {
    let scratch = try Scratch()
    let strata = try scratch.write(strata, to: "strata.csv")
    for command in [
      ["size", strata, "--rule", "A: 10%"], ["coverage", strata, "--rule", "A: 10%"],
      ["rounds", strata, "--visits", "A: 1 per year"], ["rounds", strata, "--rule", "A: 10%"],
      ["learn", strata, "--rule", "A: 10%", "--power", "0"],
    ] {
      let run = try ToolRun.run(command + ["--language", "en"])
      #expect(run.status == 65, "\(command): \(run.standardError)")
      #expect(run.standardError.contains("\"B\", \"C\", \"D\""))
      #expect(run.output.isEmpty)
    }
    for command in [["size", strata], ["rounds", strata], ["learn", strata, "--power", "0"]] {
      let run = try ToolRun.run(command + ["--language", "en"])
      #expect(run.status == 64, "\(command): \(run.standardError)")
      #expect(run.standardError.contains("nothing says how"))
      #expect(run.output.isEmpty)
    }
  }

  @Test func twoRowsOfSizesForOneStratumAreRefused() throws {
    let scratch = try Scratch()
    let pool = try scratch.write(pool, to: "pool.csv")
    let sizes = try scratch.write(
      "stratum,size\nA,10\nB,6\nC,4\nD,7\nＤ,9\n",
      to: "sizes.csv"
    )
    let run = try ToolRun.run([
      "draw", pool, "--stratum", "class", "--sizes", sizes, "--label", "x", "--seed", "1",
      "--language", "en",
    ])
    #expect(run.status == 65)
    #expect(run.standardError.contains("names the stratum \"D\" twice, also as \"Ｄ\""))
  }
}
