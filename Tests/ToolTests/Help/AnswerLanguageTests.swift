import Foundation
import Testing

/// Every answer and every page, of data in ASCII, is whole in either language: no sentence of the other one is on it.
@Suite struct AnswerLanguageTests {
  private static let pool =
    "id,class,district\n"
    + (1...400).map { "U\($0),\(["A", "B"][$0 % 2]),d\($0 % 12)\n" }.joined()

  /// Commands whose answers are read by people, the ones with a page with their page.
  private static let commands: [String] = [
    "strata pool.csv --stratum class", "size strata.csv --total 40 --method variance --sensitivity",
    "size strata.csv --rule 5% --cv 20%", "size strata.csv --budget 90 --method variance",
    "learn strata.csv --total 100 --random-share 20%", "rounds strata.csv --rounds 2 --years 2",
    "tune strata.csv --rule 5% --budget 140 --report page.html", "tune --presets",
    "tune strata.csv --rule 5% --budget 140 --at 1 --sizes x.json",
    "tune strata.csv --budget 1", "size strata.csv --total 1",
    "coverage strata.csv --years 3 --report page.html",
    "estimate strata.csv --report page.html", "classes strata.csv",
    "estimate sample.csv --stratum class --outcome r --event 1 --strata strata.csv --domain d --report page.html",
    "interval --found 3 --sample 30 --population 300", "detect --split strata.csv --total 200",
    "interval --coverage --sample 5 --population 50", "detect --strata strata.csv --prevalence 1%",
    "detect --population 100 --violators 2 --sample 9 --prior 0.5 --years 2",
    "detect --table sizes --population 500",
    "simulate pool.csv --stratum class --rule 10% --label x --seed 1 --replicates 50",
    "audit pool.csv --id id --stratum class --draw one=a.csv --columns district --report page.html",
    "audit --assignments assignments.csv --report page.html",
    "coverage pool.csv --id id --stratum class --draw one=a.csv --report page.html",
    "verify r.json --pool pool.csv --record r.txt --notice n.txt --seed 1234567890 --selection a.csv",
    "verify r.json --pool pool.csv --seed 1234567890",
    "verify public/receipt.json --notice n.txt --selection public/selection.csv",
    "draw pool.csv --id id --rule 200% --label x --seed 1",
    "draw bad.csv --id id --rule 10% --label x --seed 1",
    "draw none.csv --rule 10% --label x --seed 1", "plan check plan.csv --year 2024",
  ]

  /// What stands beside the commands: a table, a sealed draw with all its files, lists.
  private static func files(_ scratch: Scratch, _ language: String) throws {
    _ = try scratch.write(pool, to: "pool.csv")
    _ = try scratch.write("id,name\nU1,a\nU1,b\n,c\nU2,d,e\n", to: "bad.csv")
    _ = try scratch.write(
      "stratum,population,rule,prevalence,cost,sd,inspected,violations,sample,found\n"
        + "A,200,10%,0.01,1.25,3,40,1,40,1\nB,200,20%,0.1,1.5,5,30,4,30,4\n",
      to: "strata.csv"
    )
    _ = try scratch.write(
      "class,d,r\n" + (1...30).map { "\(["A", "B"][$0 % 2]),d\($0 % 11),\($0 % 5)\n" }.joined(),
      to: "sample.csv"
    )
    _ = try scratch.write(
      "id,inspector\n" + (1...60).map { "U\($0),I\($0 * 7 % 9)\n" }.joined(),
      to: "assignments.csv"
    )
    _ = try scratch.write("no,task,ratio\n1,food,5%\n", to: "plan.csv")
    let terms = ["pool.csv", "--id", "id", "--stratum", "class", "--rule", "10%", "--label", "x"]
    let commit = try ToolRun.run(
      ["commit"] + terms + [
        "--seed-source", "ten dice", "--seed-form", "##########", "--sealed", "--record", "r.txt",
        "--notice", "n.txt", "--language", language,
      ],
      folder: scratch.folder
    )
    try #require(commit.status == 0, "\(commit.standardError)")
    let draw = try ToolRun.run(
      ["draw"] + terms + [
        "--seed", "1234567890", "--record", "r.txt", "--output", "a.csv", "--receipt", "r.json",
        "--publish", "public", "--language", language,
      ],
      folder: scratch.folder
    )
    try #require(draw.status == 0, "\(draw.standardError)")
    try check(commit.standardError + draw.standardError, language, "commit and draw")
    for page in ["n.html", "public/selection.html"] { try check(page: page, scratch, language) }
  }

  /// The words of a page, without what is for browsers.
  private static func words(of html: String) -> String {
    html.replacing(
      #/<style>[\s\S]*?<\/style>|<script[\s\S]*?<\/script>|<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/#,
      with: "\n"
    )
    .replacing(#/<[^>]*>/#, with: "\n")
  }

  private static func check(page: String, _ scratch: Scratch, _ language: String) throws {
    let html = try String(contentsOfFile: scratch.path(page), encoding: .utf8)
    #expect(html.contains(language == "zh" ? "lang=\"zh-Hans\"" : "lang=\"en\""))
    try check(words(of: html), language, page)
  }

  /// What of a text is of the other language; journals, laws and books have their names.
  static func faults(_ text: String, _ language: String) -> [String] {
    if language == "en" {
      return text.split(separator: "\n").map(String.init).filter(SentenceTests.hasChinese)
    }
    let names = #/Scandinavian Journal of Statistics|Statistics in Medicine|Sampling Techniques/#
    return text.split(separator: "\n")
      .flatMap { SentenceTests.words(String($0).replacing(names, with: "|")) }
  }

  private static func check(_ text: String, _ language: String, _ place: String) throws {
    let faults = faults(text, language)
    #expect(faults.isEmpty, "\(place): \(faults.prefix(5))")
  }

  @Test(arguments: ["en", "zh"]) func everyAnswer(_ language: String) throws {
    let scratch = try Scratch()
    try Self.files(scratch, language)
    for command in Self.commands {
      let run = try ToolRun.run(
        command.split(separator: " ").map(String.init) + ["--language", language],
        folder: scratch.folder
      )
      #expect([0, 1, 2, 64, 65, 66].contains(run.status), "\(command): \(run.standardError)")
      // Names of documents, of their classes and columns are Chinese in English too.
      let isQuoting = command == "tune --presets" || command.hasPrefix("plan")
      if !isQuoting || language == "zh" {
        try Self.check(run.output + run.standardError, language, command)
      }
      guard command.contains("page.html") else { continue }
      try Self.check(page: "page.html", scratch, language)
      try FileManager.default.removeItem(atPath: scratch.path("page.html"))
    }
  }

  /// The check finds what it looks for.
  @Test func aFaultIsNoticed() {
    #expect(!Self.faults("各分类 the least of all plans", "zh").isEmpty)
    #expect(!Self.faults("total 合计", "en").isEmpty)
    #expect(Self.faults("方差最小 variance，见 Statistics in Medicine 24", "zh").isEmpty)
  }
}
