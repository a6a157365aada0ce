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
    for mark in page.marks {
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
    comparison.count(page.marks.count, 2 * parts.count + totals, "marks")
    for file in page.files.keys.sorted() {
      for row in try page.rows(file) {
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
