import Foundation
import Testing

/// The page of `estimate`.
@Suite struct EstimatePageTests {
  private let counts = "stratum,population,sample,found\nA,120,60,9\nB,900,90,5\nC,4200,84,0\n"

  /// What is compared of an estimate; `JSONSerialization` would lose the last digits.
  private struct Document: Decodable {
    struct Line: Decodable {
      var estimate: Double
      var standardError: Double?
      var lower: Double?
      var upper: Double?
      var sample: Int
      var population: Int

      enum CodingKeys: String, CodingKey {
        case estimate, lower, upper
        case standardError = "standard_error"
        case sample = "n"
        case population = "N"
      }
    }

    struct Part: Decodable {
      var name: String
      var estimates: [String: Line]
    }

    struct Findings: Decodable {
      var domain: String
      var inspected: Int
      var found: Int
      var expected: Double
      var usual: [Int]
      var rare: [Int]
    }

    var findings: [Findings]
    var inputs: [String: String]
    var overall: [String: Line]
    var strata: [Part]
    var domains: [Part]
  }

  private func problems(_ page: PageSource, _ document: Document) throws -> [String] {
    var comparison = Comparison()
    let parts = document.strata + document.domains
    var lines = parts.reduce(into: [:]) { $0[$1.name] = $1.estimates["proportion"] }
    lines["合计"] = document.overall["proportion"]
    lines["all"] = document.overall["proportion"]
    let findings = document.findings.reduce(into: [:]) { $0[$1.domain] = $1 }
    for mark in page.marks {
      if let row = mark["domain"].flatMap({ findings[$0] }) {
        comparison.equal(mark["visits"], row.inspected, "inspected")
        comparison.equal(mark["findings"], row.found, "found")
        comparison.equal(mark["expected"], row.expected, "expected")
        comparison.equal(mark["usual"], list: row.usual, "usual")
        comparison.equal(mark["rare"], list: row.rare, "rare")
        continue
      }
      guard let line = mark["name"].flatMap({ lines[$0] }) else {
        comparison.unknown(mark)
        continue
      }
      comparison.equal(mark["estimate"], line.estimate, "estimate")
      comparison.equal(mark["lower"], line.lower, "lower")
      comparison.equal(mark["upper"], line.upper, "upper")
      comparison.equal(mark["sample"], line.sample, "sample")
      comparison.equal(mark["population"], line.population, "population")
    }
    let totals = 2 * (document.domains.isEmpty ? 1 : 2)
    let own = page.marks.count { $0["domain"] == nil }
    comparison.count(own, 2 * parts.count + totals, "marks")
    for file in page.files.keys.sorted() {
      for row in try page.rows(file) {
        if let findings = row["domain"].flatMap({ findings[$0] }) {
          comparison.equal(row["inspected"], findings.inspected, file)
          comparison.equal(row["found"], findings.found, file)
          comparison.equal(row["expected"], findings.expected, file)
          comparison.equal(row["usual_lower"], findings.usual[0], file)
          comparison.equal(row["rare_upper"], findings.rare[1], file)
          continue
        }
        let own = parts.first { $0.name == row["name"] }?.estimates
        let estimates = row["kind"] == "overall" ? document.overall : own
        guard let line = row["quantity"].flatMap({ estimates?[$0] }) else {
          comparison.unknown(row)
          continue
        }
        comparison.equal(row["estimate"], line.estimate, "\(file), estimate")
        comparison.equal(row["standard_error"], line.standardError, "\(file), standard error")
        comparison.equal(row["lower"], line.lower, "\(file), lower")
        comparison.equal(row["upper"], line.upper, "\(file), upper")
        comparison.equal(row["n"], line.sample, "\(file), n")
        comparison.equal(row["N"], line.population, "\(file), N")
      }
    }
    return comparison.problems
  }

  private func run(
    _ arguments: [String],
    _ scratch: Scratch,
    report: String = "page.html"
  ) throws -> (page: PageSource, document: Document) {
    let path = scratch.path(report)
    let run = try ToolRun.run(
      ["estimate"] + arguments + ["--report", path, "--format", "json"],
      folder: scratch.folder
    )
    #expect(run.status == 0, "\(run.standardError)")
    let document = try JSONDecoder().decode(Document.self, from: run.standardOutput)
    return (try PageSource(path: path), document)
  }

  @Test(arguments: ["en", "zh"], ["two", "upper", "lower"])
  func anEstimateShowsTheNumbersOfItsJSON(_ language: String, _ side: String) throws {
    let scratch = try Scratch()
    _ = try scratch.write(counts, to: "counts.csv")
    let (page, document) = try run(
      ["counts.csv", "--language", language, "--side", side],
      scratch
    )
    #expect(page.html.contains("<html lang=\"\(language == "zh" ? "zh-Hans" : "en")\">"))
    #expect(try problems(page, document) == [])
    #expect(try page.rows("estimate-stratum.csv").count == 8)
    let digest = try #require(document.inputs["sample"])
    #expect(page.html.contains(digest) && page.html.contains("spotcheck 0.1.0"))
  }

  /// A forged number is noticed, in the picture and in the file.
  @Test(arguments: ["estimate", "upper", "population"]) func aForgedNumber(_ name: String) throws {
    let scratch = try Scratch()
    _ = try scratch.write(counts, to: "counts.csv")
    let (page, document) = try run(["counts.csv"], scratch)
    #expect(try problems(page.forging(attribute: name), document).count == 1)
    #expect(try problems(page.forging("upper", in: "estimate-stratum.csv"), document).count == 1)
  }

  /// Two classes in two districts.
  ///
  /// Of class A 12 of 40 units fail, 30 of them in the east; of class B 6 of 30, 10 of them in the east.
  /// Expected there: 30 · 12/40 + 10 · 6/30 = 11, between limits that hold 95 % and no less.
  @Test func districtsAgainstEachOther() throws {
    let scratch = try Scratch()
    let units = (0..<70).map { number in
      let isA = number < 40
      let isEast = isA ? number < 30 : number < 50
      let fails = isA ? number % 10 < 3 : number % 5 == 0
      return "\(number),\(isA ? "A" : "B"),\(isEast ? "east" : "west"),\(fails ? "Fail" : "Pass")\n"
    }
    _ = try scratch.write("id,class,district,result\n" + units.joined(), to: "sample.csv")
    _ = try scratch.write("stratum,population\nA,400\nB,300\n", to: "strata.csv")
    let (page, document) = try run(
      [
        "sample.csv", "--strata", "strata.csv", "--stratum", "class", "--outcome", "result",
        "--event", "Fail", "--domain", "district",
      ],
      scratch
    )
    #expect(try problems(page, document) == [])
    let east = try #require(document.findings.first { $0.domain == "east" })
    #expect(east.inspected == 40 && east.found == 9 + 2 && document.findings.count == 2)
    #expect(abs(east.expected - 11) < 1e-9)
    // The distribution of the sum of two urns, summed up plainly.
    func urn(_ all: Int, _ marked: Int, _ drawn: Int) -> [Double] {
      func choose(_ n: Int, _ k: Int) -> Double {
        k < 0 || k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
      }
      return (0...marked).map {
        choose(marked, $0) * choose(all - marked, drawn - $0) / choose(all, drawn)
      }
    }
    let (first, second) = (urn(40, 12, 30), urn(30, 6, 10))
    var sum = [Double](repeating: 0, count: 19)
    for (i, a) in first.enumerated() { for (j, b) in second.enumerated() { sum[i + j] += a * b } }
    for (limits, tail) in [(east.usual, 0.025), (east.rare, 0.001)] {
      #expect(sum[..<limits[0]].reduce(0, +) <= tail && sum[...limits[0]].reduce(0, +) > tail)
      #expect(sum[(limits[1] + 1)...].reduce(0, +) <= tail && sum[limits[1]...].reduce(0, +) > tail)
    }
    #expect(try problems(page.forging(attribute: "usual"), document).count == 1)
    #expect(try problems(page.forging("found", in: "estimate-findings.csv"), document).count == 1)
  }

  /// 1 of 30 and 29 of 30: Student's interval would reach below the one that was found and above the one
  /// that was clean.
  @Test func sharesStayBetweenNoneAndAll() throws {
    let scratch = try Scratch()
    let units = (0..<60).map { number in
      let fails = number < 30 ? number == 0 : number != 59
      return "\(number),\(number < 30 ? "few" : "most"),\(fails ? 1 : 0)\n"
    }
    _ = try scratch.write("id,domain,result\n" + units.joined(), to: "sample.csv")
    _ = try scratch.write("stratum,population\nall,600\n", to: "strata.csv")
    let document = try run(
      [
        "sample.csv", "--strata", "strata.csv", "--outcome", "result", "--event", "1", "--domain",
        "domain",
      ],
      scratch
    ).document
    #expect(document.domains[0].estimates["proportion"]?.lower == 1.0 / 300)
    #expect(document.domains[0].estimates["total"]?.lower == 1)
    #expect(document.domains[1].estimates["proportion"]?.upper == 299.0 / 300)
  }

  /// With many classes the picture and its table have those with the most inspections, the file all.
  @Test func manyClasses() throws {
    let scratch = try Scratch()
    let rows = (1...200).map { "c\($0),1000,\($0 < 10 ? 900 : 100),1\n" }
    _ = try scratch.write("stratum,population,sample,found\n" + rows.joined(), to: "counts.csv")
    let (page, document) = try run(["counts.csv", "--interval", "t"], scratch)
    #expect(page.marks.count == 2 * (60 + 1) && document.strata.count == 200)
    #expect(page.html.contains("140 more are in the file of the numbers."))
    #expect(try page.rows("estimate-stratum.csv").count == 2 * (200 + 1))
  }

  /// Excel needs the mark for Chinese names; without them there is none.
  @Test func aByteOrderMarkOnlyWhereExcelNeedsIt() throws {
    let scratch = try Scratch()
    _ = try scratch.write(counts, to: "counts.csv")
    _ = try scratch.write(counts.replacing("A,", with: "餐饮,"), to: "chinese.csv")
    let ascii = try run(["counts.csv"], scratch).page.files["estimate-stratum.csv"]
    #expect(ascii?.starts(with: Array("kind,".utf8)) == true)
    let chinese = try run(["chinese.csv"], scratch).page.files["estimate-stratum.csv"]
    #expect(chinese?.starts(with: Array("\u{FEFF}kind,".utf8)) == true)
  }

  /// The same input makes the same bytes, and a hostile name stays text.
  @Test func pagesAreTheSameAndHostileNamesStayText() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "stratum,population,sample,found\n<img src=x>&,120,60,9\n",
      to: "counts.csv"
    )
    let pages = try (0..<2).map { number in
      let path = scratch.path("page\(number).html")
      let run = try ToolRun.run(["estimate", scratch.path("counts.csv"), "--report", path])
      #expect(run.status == 0)
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
