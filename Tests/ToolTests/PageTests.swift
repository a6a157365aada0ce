import Foundation
import Testing

/// The pages of commands, compared with their JSON.
@Suite struct ReportPageTests {
  private let counts = "stratum,population,sample,found\nA,120,60,9\nB,900,90,5\nC,4200,84,0\n"

  /// What is compared of an estimate; `JSONSerialization` would lose the last digits.
  private struct Document: Decodable {
    struct Line: Decodable {
      var estimate: Double
      var lower: Double?
      var upper: Double?
      var sample: Int
      var population: Int

      enum CodingKeys: String, CodingKey {
        case estimate, lower, upper
        case sample = "n"
        case population = "N"
      }
    }

    struct Part: Decodable {
      var name: String
      var estimates: [String: Line]
    }

    var inputs: [String: String]
    var overall: [String: Line]
    var strata: [Part]
  }

  /// The marks of a page: the data attributes of each.
  static func marks(_ html: String) -> [[String: String]] {
    html.matches(of: /<(?:circle|rect|polygon|polyline|path)((?: [a-z0-9-]+="[^"]*")+)>/).compactMap
    { match in
      let pairs = match.output.1.matches(of: /data-([a-z0-9-]+)="([^"]*)"/)
      return pairs.isEmpty
        ? nil
        : Dictionary(uniqueKeysWithValues: pairs.map { (String($0.output.1), String($0.output.2)) })
    }
  }

  /// What every page has to fulfil, whatever it shows.
  static func check(_ path: String, isInternal: Bool) throws -> String {
    let html = try String(contentsOfFile: path, encoding: .utf8)
    for reference in ["http:", "https:", "url(", "@import", "src=", "href=", "<link", "<script"] {
      #expect(!html.contains(reference), "\(reference)")
    }
    if isInternal {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      #expect(html.contains("it must not be published") || html.contains("不得公开"))
    }
    #expect(html.contains("viewport") && html.contains("size:A4"))
    return html
  }

  @Test(arguments: ["en", "zh"], ["two", "upper", "lower"])
  func anEstimateShowsTheNumbersOfItsJSON(_ language: String, _ side: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write(counts, to: "counts.csv")
    let path = scratch.path("page.html")
    let run = try ToolRun.run([
      "estimate", file, "--report", path, "--language", language, "--side", side, "--format",
      "json",
    ])
    #expect(run.status == 0)
    let html = try ReportPageTests.check(path, isInternal: true)
    #expect(html.contains("<html lang=\"\(language == "zh" ? "zh-Hans" : "en")\">"))
    let document = try JSONDecoder().decode(Document.self, from: run.standardOutput)
    var lines = document.strata.reduce(into: [:]) { $0[$1.name] = $1.estimates["proportion"] }
    lines[language == "zh" ? "合计" : "all"] = document.overall["proportion"]
    let marks = ReportPageTests.marks(html)
    // Four rows, in the wide and in the narrow picture.
    #expect(marks.count == 8)
    for mark in marks {
      let name = try #require(mark["name"])
      let line = try #require(lines[name])
      #expect(mark["estimate"].flatMap(Double.init) == line.estimate)
      #expect(mark["lower"].flatMap(Double.init) == line.lower)
      #expect(mark["upper"].flatMap(Double.init) == line.upper)
      #expect(mark["sample"].flatMap(Int.init) == line.sample)
      #expect(mark["population"].flatMap(Int.init) == line.population)
    }
    let digest = try #require(document.inputs["sample"])
    #expect(html.contains(digest) && html.contains("spotcheck 0.1.0"))
  }

  /// The same input makes the same bytes, and a hostile name stays text.
  @Test func pagesAreTheSameAndHostileNamesStayText() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "stratum,population,sample,found\n<img src=x>&,120,60,9\n",
      to: "counts.csv"
    )
    let pages = try (0..<2).map { number in
      let path = scratch.path("page\(number).html")
      #expect(try ToolRun.run(["estimate", file, "--report", path]).status == 0)
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    #expect(pages[0] == pages[1])
    #expect(!pages[0].contains("<img") && pages[0].contains("&lt;img src=x&gt;&amp;"))
  }

  @Test func aPageThatCanNotBeCreated() throws {
    let scratch = try Scratch()
    let file = try scratch.write(counts, to: "counts.csv")
    let run = try ToolRun.run(["estimate", file, "--report", scratch.path("none/page.html")])
    #expect(run.status == 73)
  }
}

/// The page of `tune`.
@Suite struct FrontierPageTests {
  private struct Document: Decodable {
    struct Point: Decodable {
      var number: Int
      var spent: Double
      var variance: Double
      var worst: Double
      var violations: Double
      var coverage: Double
      var sizes: [Int]

      enum CodingKeys: String, CodingKey {
        case number, sizes
        case spent = "spent_decimal"
        case variance = "variance_decimal"
        case worst = "worst_detection"
        case violations = "expected_violations_decimal"
        case coverage = "coverage_decimal"
      }

      func value(of measure: String) -> Double? {
        switch measure {
        case "variance": variance
        case "worst_detection": worst
        case "expected_violations": violations
        case "coverage": coverage
        default: nil
        }
      }
    }

    struct Curve: Decodable {
      var goal: String
      var points: [Point]
    }

    struct Group: Decodable {
      var stratum: String
      var population: Int
    }

    struct Chosen: Decodable {
      var goal: String
      var number: Int
    }

    var inputs: [String: String]
    var classes: [Group]
    var frontiers: [Curve]
    var chosen: Chosen?
  }

  /// Every line of every panel holds the numbers of the JSON, in both languages.
  @Test(arguments: ["en", "zh"], [false, true])
  func aFrontierShowsTheNumbersOfItsJSON(_ language: String, _ isChosen: Bool) throws {
    let scratch = try Scratch()
    let table = try scratch.write(
      "stratum,population,prevalence,cost\nA,500,0.01,0.5\nB,200,0.05,1\nC,50,0.2,1.5\n",
      to: "strata.csv"
    )
    let path = scratch.path("page.html")
    let choice =
      isChosen ? ["--method", "variance", "--at", "31", "--sizes", scratch.path("sizes.json")] : []
    let run = try ToolRun.run(
      [
        "tune", table, "--rule", "2%", "--budget", "50", "--report", path, "--language", language,
        "--format", "json",
      ] + choice
    )
    #expect(run.status == 0, "\(run.standardError)")
    let html = try ReportPageTests.check(path, isInternal: true)
    let document = try JSONDecoder().decode(Document.self, from: run.standardOutput)
    #expect((document.chosen == nil) != isChosen)
    let curves = document.frontiers.reduce(into: [:]) { $0[$1.goal] = $1.points }
    let populations = document.classes.reduce(into: [:]) { $0[$1.stratum] = $1.population }
    let first = try #require(document.frontiers.first)
    let marks = ReportPageTests.marks(html)
    func numbers(_ text: String?) -> [Double] {
      (text ?? "").split(separator: " ").compactMap { Double($0) }
    }
    var lines = 0
    for mark in marks {
      if let measure = mark["measure"] {
        let goal = try #require(mark["goal"])
        var points = try #require(curves[goal])
        if let number = mark["number"].flatMap(Int.init) {
          points = [points[number - 1]]
          #expect(!isChosen || number == document.chosen?.number)
        }
        #expect(numbers(mark["spent"]) == points.map(\.spent))
        #expect(numbers(mark["value"]) == points.compactMap { $0.value(of: measure) })
        lines += 1
      } else if let stratum = mark["stratum"] {
        let place = try #require(document.classes.firstIndex { $0.stratum == stratum })
        #expect(mark["population"].flatMap(Int.init) == populations[stratum])
        #expect(numbers(mark["spent"]) == first.points.map(\.spent))
        #expect(numbers(mark["sizes"]) == first.points.map { Double($0.sizes[place]) })
        lines += 1
      }
    }
    // Four goals in four panels and the ring in each, or one drawn for two widths; three classes.
    #expect(lines == (isChosen ? 2 * (1 + 1) : 4 * (4 + 1)) + 2 * 3)
    let digest = try #require(document.inputs["strata"])
    #expect(html.contains(digest))
  }
}

/// The page of `coverage`.
@Suite struct CoveragePageTests {
  private struct Document: Decodable {
    struct Distinct: Decodable {
      var mean: Double
      var q05: Int
      var q95: Int
    }

    struct Outlook: Decodable {
      var seen: [Double?]
      var distinct: Distinct?

      enum CodingKeys: String, CodingKey {
        case distinct
        case seen = "seen_by_year"
      }
    }

    struct Observed: Decodable { var distinct: Int }

    struct Group: Decodable {
      var stratum: String
      var population: Int
      var independent: Outlook
      var rotation: Outlook
      var observed: Observed?
    }

    var strata: [Group]
    var total: Group
  }

  private func check(_ run: ToolRun, _ path: String, marks count: Int) throws {
    #expect(run.status == 0, "\(run.standardError)")
    let html = try ReportPageTests.check(path, isInternal: true)
    let document = try JSONDecoder().decode(Document.self, from: run.standardOutput)
    let groups = (document.strata + [document.total]).reduce(into: [:]) { $0[$1.stratum] = $1 }
    let marks = ReportPageTests.marks(html)
    #expect(marks.count == count)
    for mark in marks {
      let name = try #require(mark["stratum"])
      let group = try #require(groups[name])
      if let design = mark["design"] {
        let outlook = design == "rotation" ? group.rotation : group.independent
        let seen = (mark["seen"] ?? "").split(separator: " ").compactMap { Double($0) }
        #expect(seen == outlook.seen.compactMap { $0 })
      } else if let rotation = mark["rotation"] {
        #expect(Double(rotation) == group.rotation.distinct?.mean)
      } else if let observed = mark["observed"] {
        #expect(Int(observed) == group.observed?.distinct)
      } else {
        #expect(mark["mean"].flatMap(Double.init) == group.independent.distinct?.mean)
        #expect(mark["q05"].flatMap(Int.init) == group.independent.distinct?.q05)
        #expect(mark["q95"].flatMap(Int.init) == group.independent.distinct?.q95)
        #expect(mark["population"].flatMap(Int.init) == group.population)
      }
    }
  }

  /// A plan: three rows in two panels, then two marks a row for two widths.
  @Test(arguments: ["en", "zh"]) func aPlan(_ language: String) throws {
    let scratch = try Scratch()
    let table = try scratch.write("stratum,population,rule\nA,500,3%\nB,70,20%\n", to: "s.csv")
    let path = scratch.path("page.html")
    let run = try ToolRun.run([
      "coverage", table, "--report", path, "--language", language, "--format", "json",
    ])
    try check(run, path, marks: 3 * 2 + 3 * 2 * 2)
  }

  /// Real lists: what was really seen is a third mark in each row.
  @Test func lists() throws {
    let scratch = try Scratch()
    let pool = try scratch.write(
      "id,class\n" + (1...20).map { "u\($0),\($0 <= 15 ? "A" : "B")\n" }.joined(),
      to: "pool.csv"
    )
    let first = try scratch.write("id\nu1\nu2\nu16\n", to: "a.csv")
    let second = try scratch.write("id\nu2\nu3\nu17\n", to: "b.csv")
    let path = scratch.path("page.html")
    let run = try ToolRun.run([
      "coverage", pool, "--id", "id", "--stratum", "class", "--draw", "1=\(first)", "--draw",
      "2=\(second)", "--report", path, "--format", "json",
    ])
    try check(run, path, marks: 3 * 2 + 3 * 3 * 2)
  }
}
