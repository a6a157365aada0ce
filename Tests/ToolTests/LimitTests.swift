import Foundation
import Testing

/// Legal numbers at the ends of their ranges: an answer, or a refusal with the limit and its reason.
@Suite struct LimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var files: [String: String] = [:]
    /// The exit status, and words that are said with it.
    var status: Int32
    var words: [String] = []
    var testDescription: String { arguments.joined(separator: " ") }
  }

  private static let top = "9223372036854775807"

  static let cases: [Case] = [
    Case(
      arguments: ["rounds", "s.csv"],
      files: ["s.csv": "stratum,population,visits\nA,1,at most once in 3 years\n"],
      status: 0,
      words: ["100.00%"]
    ),
    Case(
      arguments: [
        "rounds", "s.csv", "--rounds", "366", "--years", "1000", "--visits", "1 per year",
      ],
      files: ["s.csv": "stratum,population\nA,10\nB,10\nC,10\n"],
      status: 64,
      words: ["3 classes in 366000 rounds", "1000000"]
    ),
    Case(
      arguments: ["rounds", "s.csv"],
      files: ["s.csv": "stratum,population,visits,cap\nA,10,1 per year,\(top)\n"],
      status: 65,
      words: ["row 2", "\"cap\"", "366"]
    ),
    Case(
      arguments: ["interval", "--found", "0", "--sample", "1", "--population", top],
      status: 0,
      words: ["8992787735933406411 units"]
    ),
    Case(
      arguments: ["interval", "--found", "3", "--sample", top],
      status: 0,
      words: ["clopper-pearson (exact)"]
    ),
    Case(
      arguments: [
        "interval", "--found", "4611686018427387904", "--sample", top, "--confidence", "0.9",
      ],
      status: 64,
      words: ["wilson or agresti-coull"]
    ),
    Case(
      arguments: ["interval", "--coverage", "--sample", "1000000", "--population", "10000000"],
      status: 64,
      words: ["too many", "smaller population or sample"]
    ),
    Case(
      arguments: [
        "interval", "--found", "0", "--sample", "20", "--confidence", "0.2", "--method",
        "agresti-coull", "--side", "upper", "--population", "1000000",
      ],
      status: 0,
      words: ["at most 0 units"]
    ),
    Case(
      arguments: ["detect", "--population", top, "--prevalence", "1%", "--confidence", "0.95"],
      status: 0,
      words: ["299"]
    ),
    Case(
      arguments: ["detect", "--population", top, "--prevalence", "1%", "--table", "lots"],
      status: 0
    ),
    Case(
      arguments: [
        "detect", "--population", "50", "--violators", "2", "--sample", "10", "--prior", "0.5",
        "--years", "9223372036854775806",
      ],
      status: 64,
      words: ["--years", "from 1 to 1000"]
    ),
    Case(
      arguments: [
        "detect", "--population", top, "--violators", "1000000000", "--confidence", "95%",
      ],
      status: 64,
      words: ["4194304 factors"]
    ),
    Case(
      arguments: ["detect", "--split", "s.csv", "--total", "1000000"],
      files: ["s.csv": "stratum,population,prevalence\nA,5000000,0.01\nB,900000,0.1\n"],
      status: 1,
      words: ["65536"]
    ),
    Case(
      arguments: ["size", "s.csv", "--rule", "1", "--bound-if-clean", "5%"],
      files: ["s.csv": "stratum,population\nA,4611686018427387904\n"],
      status: 0,
      words: ["59"]
    ),
    Case(
      arguments: ["size", "s.csv", "--detect", "95%"],
      files: ["s.csv": "stratum,population,prevalence\nA,\(top),0.01\n"],
      status: 0,
      words: ["299"]
    ),
    Case(
      arguments: ["size", "s.csv", "--cv", "5%", "--rule", "1"],
      files: ["s.csv": "stratum,population,sd,mean,cost\nA,100,3,5,1e18\nB,50,2,4,2\n"],
      status: 65,
      words: ["coarser unit"]
    ),
    Case(
      arguments: ["size", "s.csv", "--total", "2", "--method", "worst-error"],
      files: ["s.csv": "stratum,population,sd\nA,1,10\nB,10,3\nC,10,3\n"],
      status: 0,
      words: ["more than any number"]
    ),
    Case(
      arguments: ["size", "s.csv", "--total", "5000000000", "--method", "worst-detection"],
      files: ["s.csv": "stratum,population,prevalence\nA,1000000000000,0.01\nB,1000,0.1\n"],
      status: 64,
      words: ["too many"]
    ),
    Case(
      arguments: ["tune", "s.csv", "--budget", "100"],
      files: ["s.csv": "stratum,population,sd,cost\nA,37,1,2\nB,100,0,\(top)\nC,9,1,0.5\n"],
      status: 1
    ),
    Case(
      arguments: ["tune", "s.csv", "--budget", "30000", "--method", "coverage"],
      files: ["s.csv": "stratum,population\nA,1000000\nB,10\n"],
      status: 1,
      words: ["30001 plans", "20000"]
    ),
    Case(
      arguments: ["learn", "s.csv", "--total", "1", "--rule", "<1"],
      files: [
        "s.csv": "stratum,population,inspected,violations\nA,10,5,3\nB,9007199254740992,100,2\n"
      ],
      status: 65,
      words: ["9007199254740992 units"]
    ),
    Case(
      arguments: ["learn", "s.csv", "--total", "40"],
      files: ["s.csv": "stratum,population,inspected,violations\nA,100,200,5\n"],
      status: 65,
      words: ["row 2", "\"inspected\"", "100 units"]
    ),
    Case(
      arguments: ["coverage", "s.csv"],
      files: ["s.csv": "stratum,population,rule\nA,\(top),10%\n"],
      status: 65,
      words: ["9007199254740992"]
    ),
    Case(
      arguments: ["coverage", "s.csv", "--rule", "10%", "--years", "1000"],
      files: [
        "s.csv": "stratum,population\n" + (1...40).map { "s\($0),9\n" }.joined()
      ],
      status: 64,
      words: ["40 classes over 1000 years"]
    ),
    Case(
      arguments: ["coverage", "s.csv", "--rule", "10%", "--years", "3"],
      files: ["s.csv": "stratum,population\n" + (1...300).map { "s\($0),\($0)\n" }.joined()],
      status: 0
    ),
    Case(
      arguments: [
        "draw", "--population", "18446744073709551615", "--size", top, "--label", "l", "--seed",
        "sd",
      ],
      status: 64,
      words: ["10000000 are the limit"]
    ),
    Case(
      arguments: [
        "commit", "--population", "18446744073709551615", "--size", "1000000000", "--label", "l",
        "--seed-source", "dice", "--seed-form", "# # # # # # # # # #", "--record", "r", "--notice",
        "n",
      ],
      status: 64,
      words: ["10000000 are the limit"]
    ),
    Case(
      arguments: [
        "draw", "p.csv", "--rule", "1", "--label", "l", "--seed", "sd", "--threads", top,
      ],
      files: ["p.csv": "id\n1\n2\n"],
      status: 64,
      words: ["from 1 to 1024"]
    ),
    Case(
      arguments: [
        "draw", "p.csv", "--stratum", "c", "--design", "pareto", "--measure", "m", "--rule", "2",
        "--label", "l", "--seed", "sd",
      ],
      files: ["p.csv": "id,c,m\n1,A,5\n2,A,7\n3,B,0\n4,B,9\n"],
      status: 1,
      words: ["\"B\"", "2 units", "1 have a size above 0"]
    ),
    Case(
      arguments: [
        "simulate", "p.csv", "--rule", "=50%", "--replicates", "2", "--label", "x", "--seed", "1",
        "--load", "l",
      ],
      files: ["p.csv": "id,l\n1,3\n2,1e308\n"],
      status: 65,
      words: ["row 3", "\"l\"", "1e100"]
    ),
    Case(
      arguments: ["audit", "p.csv", "--draw", "d.csv", "--replicates", "99", "--alpha", "1e-17"],
      files: [
        "p.csv": "id\n" + (1...60).map { "\($0)\n" }.joined(),
        "d.csv": "id\n" + (1...9).map { "\($0 * 5)\n" }.joined(),
      ],
      status: 0
    ),
  ]

  @Test(arguments: cases)
  func anAnswerOrTheLimit(item: Case) throws {
    let scratch = try Scratch()
    for (name, text) in item.files { _ = try scratch.write(text, to: name) }
    for format in ["text", "json"]
    where !["draw", "commit"].contains(item.arguments[0]) || format == "text" {
      let form = ["draw", "commit"].contains(item.arguments[0]) ? [] : ["--format", format]
      let run = try ToolRun.run(
        item.arguments + form + ["--language", "en"],
        folder: scratch.folder
      )
      #expect(run.status == item.status, "\(run.standardError)")
      if format == "text" || item.status != 0 {
        for word in item.words {
          #expect((run.output + run.standardError).contains(word), "\(word): \(run.standardError)")
        }
      }
      if item.status != 0 { #expect(run.output.isEmpty && !run.standardError.isEmpty) }
      #expect(!run.output.contains(/\b(inf|nan)\b/))
    }
  }

  @Test func tables() throws {
    let scratch = try Scratch()
    var text = "stratum,population\n"
    for index in 0...200_000 { text += "s\(index),5\n" }
    let strata = try scratch.write(text, to: "s.csv")
    let run = try ToolRun.run(["size", strata, "--rule", "10%", "--language", "en"])
    #expect(run.status == 65)
    #expect(run.standardError.contains("has 200001 strata"))
    #expect(run.output.isEmpty)
  }

  /// A row of totals, or the heading again: 65 with its row in every command that reads strata or units,
  /// unless it is kept.
  @Test(arguments: [
    ["size", "s.csv", "--rule", "10%"], ["tune", "s.csv", "--rule", "10%", "--budget", "500"],
    ["learn", "s.csv", "--rule", "10%"], ["rounds", "s.csv", "--rule", "10%"],
    ["coverage", "s.csv", "--rule", "10%"], ["detect", "--split", "s.csv", "--total", "40"],
    ["detect", "--strata", "s.csv", "--prevalence", "1%"], ["estimate", "s.csv"],
    ["classes", "s.csv"], ["draw", "p.csv", "--rule", "1", "--label", "l", "--seed", "s"],
    ["draw", "p.csv", "--rule", "1", "--label", "l", "--seed", "s", "--stratum", "class"],
    [
      "draw", "p.csv", "--rule", "1", "--label", "l", "--seed", "s", "--design", "pareto",
      "--measure",
      "m",
    ],
    [
      "commit", "p.csv", "--rule", "1", "--label", "l", "--seed-source", "d", "--seed-form",
      "# # # # # # # # # #", "--record", "r", "--notice", "n",
    ],
    [
      "simulate", "p.csv", "--rule", "1", "--label", "l", "--seed", "s", "--replicates", "2",
    ],
    ["audit", "p.csv", "--draw", "d.csv", "--replicates", "99"],
    ["coverage", "p.csv", "--draw", "2024=d.csv"],
  ])
  func aRowOfTotals(arguments: [String]) throws {
    for (name, words) in [
      ("合 计：", "totals"), ("Total", "totals"), ("heading", "repeats the heading"),
    ] {
      let scratch = try Scratch()
      _ = try scratch.write(
        "stratum,population,sample,found,inspected,violations,prevalence\n"
          + "A,1000,100,3,100,3,0.02\nB,200,50,4,50,4,0.1\n"
          + "\(name == "heading" ? "stratum" : name),1200,150,7,150,7,0.03\n",
        to: "s.csv"
      )
      let unit = name == "heading" ? "id" : name
      _ = try scratch.write("id,class,m\nu1,A,3\nu2,A,4\nu3,B,5\n\(unit),B,12\n", to: "p.csv")
      _ = try scratch.write("id\nu1\nu3\n", to: "d.csv")
      let refused = try ToolRun.run(arguments + ["--language", "en"], folder: scratch.folder)
      #expect(refused.status == 65, "\(name): \(refused.standardError)")
      #expect(refused.standardError.contains(arguments.contains("p.csv") ? "row 5" : "row 4"))
      #expect(refused.standardError.contains(words))
      #expect(refused.output.isEmpty)
      let kept = try ToolRun.run(arguments + ["--keep-totals"], folder: scratch.folder)
      #expect(
        kept.status == 0 || kept.status == 1 && arguments[0] == "audit",
        "\(kept.standardError)"
      )
    }
    let scratch = try Scratch()
    // Two equal rows are no totals, whatever their sum.
    _ = try scratch.write(
      "stratum,population,sample,found,inspected,violations,prevalence\n"
        + "A,100,10,3,10,3,0.02\nB,100,10,3,10,3,0.02\nC,200,20,6,20,6,0.1\n",
      to: "s.csv"
    )
    _ = try scratch.write("id,class,m\nu1,A,3\nu2,A,3\nu3,B,6\n", to: "p.csv")
    _ = try scratch.write("id\nu1\nu3\n", to: "d.csv")
    let run = try ToolRun.run(arguments, folder: scratch.folder)
    #expect(run.status == 0 || run.status == 1 && arguments[0] == "audit", "\(run.standardError)")
  }
}
