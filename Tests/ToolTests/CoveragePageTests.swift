import Foundation
import Sampling
import Testing

/// The page of `coverage`.
@Suite struct CoveragePageTests {
  private struct Document: Decodable {
    struct Distinct: Decodable {
      var mean: Double
      var q05: Int
      var q95: Int
    }

    struct Outlook: Decodable {
      var seenByYear: [Double?]
      var frameSeenByYear: [Double?]
      var distinct: Distinct?
    }

    struct Observed: Decodable { var distinct: Int }

    struct Group: Decodable {
      var stratum: String
      var population: Int
      var sizes: [Int]
      var independent: Outlook
      var rotation: Outlook
      var observed: Observed?
    }

    var inputs: [String: String]
    var strata: [Group]
    var total: Group
  }

  private func problems(_ page: PageSource, _ document: Document) throws -> [String] {
    var comparison = Comparison()
    let groups = (document.strata + [document.total]).reduce(into: [:]) { $0[$1.stratum] = $1 }
    for mark in page.marks {
      guard let group = mark["stratum"].flatMap({ groups[$0] }) else {
        comparison.unknown(mark)
        continue
      }
      if let design = mark["design"] {
        let outlook = design == "rotation" ? group.rotation : group.independent
        comparison.equal(mark["seen"], list: outlook.seenByYear.compactMap(\.self), "seen")
      } else if let rotation = mark["rotation"] {
        comparison.equal(rotation, group.rotation.distinct?.mean, "rotation")
      } else if let observed = mark["observed"] {
        comparison.equal(observed, group.observed?.distinct, "observed")
      } else {
        comparison.equal(mark["mean"], group.independent.distinct?.mean, "mean")
        comparison.equal(mark["q05"], group.independent.distinct?.q05, "q05")
        comparison.equal(mark["q95"], group.independent.distinct?.q95, "q95")
        comparison.equal(mark["population"], group.population, "population")
      }
    }
    for row in try page.rows("coverage-years.csv") {
      guard let group = row["stratum"].flatMap({ groups[$0] }),
        let year = row["year"].flatMap(Int.init)
      else {
        comparison.unknown(row)
        continue
      }
      comparison.equal(row["size"], group.sizes[year - 1], "size")
      for (name, outlook) in [("independent", group.independent), ("rotation", group.rotation)] {
        comparison.equal(row["\(name)_seen"], outlook.seenByYear[year - 1], name)
        comparison.equal(row["\(name)_frame_seen"], outlook.frameSeenByYear[year - 1], name)
      }
    }
    guard page.files["coverage-units.csv"] != nil else { return comparison.problems }
    for row in try page.rows("coverage-units.csv") {
      guard let group = row["stratum"].flatMap({ groups[$0] }) else {
        comparison.unknown(row)
        continue
      }
      comparison.equal(row["population"], group.population, "population")
      comparison.equal(row["mean"], group.independent.distinct?.mean, "mean")
      comparison.equal(row["q05"], group.independent.distinct?.q05, "q05")
      comparison.equal(row["q95"], group.independent.distinct?.q95, "q95")
      comparison.equal(row["rotation"], group.rotation.distinct?.mean, "rotation")
      comparison.equal(row["observed"], group.observed?.distinct, "observed")
    }
    return comparison.problems
  }

  private func run(
    _ arguments: [String],
    _ scratch: Scratch
  ) throws -> (page: PageSource, document: Document) {
    let run = try ToolRun.run(
      ["coverage"] + arguments + ["--report", "page.html", "--format", "json"],
      folder: scratch.folder
    )
    #expect(run.status == 0, "\(run.standardError)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let document = try decoder.decode(Document.self, from: run.standardOutput)
    let page = try PageSource(path: scratch.path("page.html"))
    for digest in document.inputs.values { #expect(page.html.contains(digest)) }
    return (page, document)
  }

  /// A plan: three rows in two panels, then two marks a row for two widths.
  @Test(arguments: ["en", "zh"]) func aPlan(_ language: String) throws {
    let scratch = try Scratch()
    let strata = "stratum,population,rule\nA,500,3%\nB,70,20%\n"
    _ = try scratch.write(strata, to: "s.csv")
    let (page, document) = try run(["s.csv", "--language", language], scratch)
    #expect(try problems(page, document) == [])
    #expect(page.marks.count == 3 * 2 + 3 * 2 * 2)
    #expect(document.inputs == ["strata": SHA256.digest(of: Array((strata).utf8)).hex])
    #expect(try problems(page.forging(attribute: "q95"), document).count == 1)
    #expect(
      try problems(page.forging("rotation_seen", in: "coverage-years.csv"), document).count == 1
    )
  }

  /// Sizes and moves are inputs too.
  @Test func everyTableIsNamedByItsDigest() throws {
    let scratch = try Scratch()
    let files = [
      "strata": "stratum,population\nA,500\nB,70\n", "sizes": "stratum,size\nA,20\nB,10\n",
      "moves": "from,to,yearly\nA,,0.1\n,A,50\n",
    ]
    for (name, content) in files { _ = try scratch.write(content, to: "\(name).csv") }
    let (page, document) = try run(
      ["strata.csv", "--sizes", "sizes.csv", "--moves", "moves.csv"],
      scratch
    )
    #expect(try problems(page, document) == [])
    #expect(document.inputs == (files.mapValues { SHA256.digest(of: Array(($0).utf8)).hex }))
  }

  /// Real lists: what was really seen is a third mark in each row.
  @Test func lists() throws {
    let scratch = try Scratch()
    let units = (1...20).map { "u\($0),\($0 <= 15 ? "A" : "B")\n" }.joined()
    _ = try scratch.write("id,class\n" + units, to: "pool.csv")
    _ = try scratch.write("id,class\nu1,A\n" + units, to: "old.csv")
    let lists = ["1": "id\nu1\nu2\nu16\n", "2": "id\nu2\nu3\nu17\n"]
    for (name, content) in lists { _ = try scratch.write(content, to: "\(name).csv") }
    let (page, document) = try run(
      [
        "pool.csv", "--id", "id", "--stratum", "class", "--draw", "1=1.csv", "--draw", "2=2.csv",
      ],
      scratch
    )
    #expect(try problems(page, document) == [])
    #expect(page.marks.count == 3 * 2 + 3 * 3 * 2)
    #expect(document.inputs["frame"] == (SHA256.digest(of: Array(("id,class\n" + units).utf8)).hex))
    #expect(document.inputs["draw:1"] == (SHA256.digest(of: Array((lists["1"] ?? "").utf8)).hex))
    #expect(document.inputs["draw:2"] == (SHA256.digest(of: Array((lists["2"] ?? "").utf8)).hex))
    #expect(Set(document.inputs.keys) == ["frame", "unit_frame", "draw:1", "draw:2"])
  }
}
