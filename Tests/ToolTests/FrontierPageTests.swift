import Foundation
import Testing

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

    struct Detection: Decodable {
      var stratum: String
      var violators: Int
      var sizes: [Int]
      var probabilities: [Double]
    }

    var inputs: [String: String]
    var detection: [Detection]
    var classes: [Group]
    var frontiers: [Curve]
    var chosen: Chosen?
  }

  private func problems(_ page: PageSource, _ document: Document) throws -> [String] {
    var comparison = Comparison()
    let curves = document.frontiers.reduce(into: [:]) { $0[$1.goal] = $1.points }
    let populations = document.classes.reduce(into: [:]) { $0[$1.stratum] = $1.population }
    let detection = document.detection.reduce(into: [:]) { $0[$1.stratum] = $1 }
    let first = document.frontiers[0].points
    for mark in page.marks {
      if let measure = mark["measure"] {
        guard var points = mark["goal"].flatMap({ curves[$0] }) else {
          comparison.unknown(mark)
          continue
        }
        if let number = mark["number"].flatMap(Int.init) { points = [points[number - 1]] }
        comparison.equal(mark["spent"], list: points.map(\.spent), "spent")
        comparison.equal(mark["value"], list: points.compactMap { $0.value(of: measure) }, measure)
      } else if let curve = mark["stratum"].flatMap({ detection[$0] }), mark["population"] == nil {
        if let size = mark["size"] {
          let place = curve.sizes.firstIndex { "\($0)" == size }
          comparison.equal(mark["probability"], place.map { curve.probabilities[$0] }, "detection")
        } else {
          comparison.equal(mark["violators"], curve.violators, "violators")
          comparison.equal(mark["sizes"], list: curve.sizes, "sizes")
          comparison.equal(mark["probabilities"], list: curve.probabilities, "probabilities")
        }
      } else if let stratum = mark["stratum"] {
        let place = document.classes.firstIndex { $0.stratum == stratum } ?? 0
        comparison.equal(mark["population"], populations[stratum], "population")
        comparison.equal(mark["spent"], list: first.map(\.spent), "spent")
        comparison.equal(mark["sizes"], list: first.map { $0.sizes[place] }, "sizes")
      } else if mark.keys.sorted() != ["spent"] {
        comparison.unknown(mark)
      }
    }
    do {
      let file = "tune-plans.csv"
      for row in try page.rows(file) {
        guard let goal = row["goal"], let number = row["number"].flatMap(Int.init),
          let point = curves[goal]?[number - 1]
        else {
          comparison.unknown(row)
          continue
        }
        comparison.equal(row["spent_decimal"], point.spent, file)
        comparison.equal(row["worst_detection"], point.worst, file)
        comparison.equal(row["coverage_decimal"], point.coverage, file)
        for (place, group) in document.classes.enumerated() {
          comparison.equal(row["size:\(group.stratum)"], point.sizes[place], file)
        }
      }
    }
    for row in try page.rows("tune-detection.csv") {
      guard let curve = row["stratum"].flatMap({ detection[$0] }),
        let place = curve.sizes.firstIndex(where: { "\($0)" == row["size"] })
      else {
        comparison.unknown(row)
        continue
      }
      comparison.equal(row["probability"], curve.probabilities[place], "detection")
      comparison.equal(row["violators"], curve.violators, "violators")
      comparison.equal(row["population"], populations[curve.stratum], "population")
    }
    return comparison.problems
  }

  private func run(
    _ arguments: [String],
    budget: String,
    _ scratch: Scratch
  ) throws -> (page: PageSource, document: Document) {
    _ = try scratch.write(
      "stratum,population,prevalence,cost\nA,500,0.01,0.5\nB,200,0.05,1\nC,50,0.2,1.5\n",
      to: "strata.csv"
    )
    let run = try ToolRun.run(
      [
        "tune", "strata.csv", "--rule", "2%", "--budget", budget, "--report", "page.html",
        "--format", "json",
      ] + arguments,
      folder: scratch.folder
    )
    #expect(run.status == 0, "\(run.standardError)")
    let document = try JSONDecoder().decode(Document.self, from: run.standardOutput)
    return (try PageSource(path: scratch.path("page.html")), document)
  }

  /// Every line of every panel holds the numbers of the JSON, in both languages.
  @Test(arguments: ["en", "zh"], [false, true])
  func aFrontierShowsTheNumbersOfItsJSON(_ language: String, _ isChosen: Bool) throws {
    let scratch = try Scratch()
    let choice = isChosen ? ["--method", "variance", "--at", "31", "--sizes", "sizes.json"] : []
    let (page, document) = try run(["--language", language] + choice, budget: "50", scratch)
    #expect((document.chosen == nil) != isChosen && page.warnsOfClasses)
    #expect(try problems(page, document) == [])
    // Four goals in four panels and the ring in each, or one; three classes with their ratio, their detection
    // and the plan's point; the plan's cost. Of what is drawn for two widths points stand twice, lines once.
    let panels = isChosen ? 1 + 2 : 4 * (4 + 1)
    #expect(page.marks.count == panels + (3 + 2) + (3 + 2 * 3))
    let rings = page.marks.compactMap { $0["number"].flatMap(Int.init) }
    #expect(!isChosen || rings.allSatisfy { $0 == document.chosen?.number })
    let digest = try #require(document.inputs["strata"])
    #expect(page.html.contains(digest))
    #expect(try problems(page.forging(attribute: "value"), document).count == 1)
    #expect(try problems(page.forging(attribute: "probability"), document).count == 1)
    #expect(
      try problems(page.forging("probability", in: "tune-detection.csv"), document).count == 1
    )
  }

  /// What stands on the page in a table stands in the terminal to the last digit.
  @Test func thePageHasTheFiguresOfTheTerminal() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "stratum,population,prevalence,cost\nB,200,0.05,1.25\nA,500,0.01,0.5\nC,50,0.2,1.5\n",
      to: "strata.csv"
    )
    let run = try ToolRun.run(
      [
        "tune", "strata.csv", "--rule", "2%", "--budget", "70", "--report", "page.html",
        "--language", "zh",
      ],
      folder: scratch.folder
    )
    let page = try PageSource(path: scratch.path("page.html"))
    let rows = page.html.matches(of: /<tr(?: class="chosen")?>((?:<td[^>]*>[^<]*<\/td>)+)<\/tr>/)
      .map { $0.output.1.matches(of: /<td[^>]*>([^<]*)<\/td>/).map { String($0.output.1) } }
    // The plans with a name, of which two may be one, and the units of three classes with their sum.
    let shown = rows.filter { $0.count == 8 || $0.contains { $0.hasSuffix("%)") } }
    #expect(shown.count > 8 + 4)
    let terminal = run.output.split(separator: "\n")
      .map { $0.split(separator: " ").joined(separator: " ") }
    for row in shown {
      let figures = row.dropFirst(row.count == 8 ? 1 : 0).joined(separator: " ")
      #expect(terminal.contains { $0.contains(figures) }, "\(figures)")
    }
  }

  /// P(n) = 1 − C(N − D, n)/C(N, n): of B, with 10 violators in 200, one unit finds one with 1/20, two
  /// with 1 − (190 · 189)/(200 · 199).
  @Test func detectionIsThatOfTheUrn() throws {
    let scratch = try Scratch()
    let document = try run([], budget: "50", scratch).document
    let curve = try #require(document.detection.first { $0.stratum == "B" })
    #expect(curve.violators == 10 && curve.sizes.prefix(2) == [1, 2])
    #expect(abs(curve.probabilities[0] - 0.05) < 1e-12)
    #expect(abs(curve.probabilities[1] - (1 - 190.0 * 189 / (200 * 199))) < 1e-12)
    #expect((curve.probabilities.last ?? 0) >= 0.999)
    #expect(curve.sizes == curve.sizes.sorted() && curve.sizes.count < 60)
  }

  /// With many plans the page stays small: some of the points, and all that it speaks of.
  @Test func manyPlans() throws {
    let scratch = try Scratch()
    let (page, document) = try run(["--method", "coverage"], budget: "400", scratch)
    let points = document.frontiers[0].points
    #expect(points.count > 450)
    let rows = try page.rows("tune-plans.csv")
    #expect(rows.count < 130 && rows.count > 60)
    #expect(rows.first?["number"] == "1" && rows.last?["number"] == "\(points.count)")
    for row in rows {
      let point = try #require(row["number"].flatMap(Int.init).map { points[$0 - 1] })
      #expect(row["spent_decimal"].flatMap(Double.init) == point.spent)
    }
    let line = try #require(page.marks.first { $0["measure"] != nil && $0["number"] == nil })
    #expect(line["spent"]?.split(separator: " ").count == rows.count)
  }
}
