import Foundation
import Inference
import Sampling
import TestSupport
import Testing

/// The tables of `Inference.docc/Peers.md` and `IntervalCoverage.md`, computed anew: a row that is missing
/// there or differs is reported.
@Suite(.enabled(if: Shared.isAvailable)) struct PeerTableTests {
  private func expect(_ rows: [String], in page: String) throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appendingPathComponent("Sources/Inference/Inference.docc/\(page).md")
    let lines = Set(
      String(decoding: try Data(contentsOf: file), as: UTF8.self)
        .split(separator: "\n").map(String.init)
    )
    let missing = rows.filter { !lines.contains($0) }
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
  }

  private func row(_ cells: String...) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private func digits(_ value: Double?, _ places: Int = 5) -> String {
    value.map { String(format: "%.\(places)f", $0) } ?? "none"
  }

  @Test func detectionSizesOfEpiR() throws {
    var rows: [String] = []
    for item in try ReferenceCase.load("r_detection_freedom")
    where item.id.hasPrefix("detect_n_conf") {
      let (confidence, prevalence) = (try item.ratio("conf"), try item.ratio("pstar"))
      let theirs = item.output["epiR_n"].integers
      var differing = 0
      var greatest = (difference: 0, population: 0, theirs: 0, exact: 0)
      for (index, population) in item.input["N"].integers.enumerated() {
        let size = try Detection(population: population, prevalence: prevalence, rounding: .up)
          .sampleSize(confidence: confidence)
        let exact = try #require(size)
        let difference = theirs[index] - exact
        if difference != 0 { differing += 1 }
        if difference > greatest.difference {
          greatest = (difference, population, theirs[index], exact)
        }
      }
      rows.append(
        row(
          "\(confidence.percentage), \(prevalence.percentage)",
          "\(differing) of \(theirs.count)",
          "N = \(greatest.population): \(greatest.theirs)",
          "\(greatest.exact)",
          "+\(greatest.difference)"
        )
      )
    }
    #expect(rows.count == 20)
    try expect(rows, in: "Peers")
  }

  @Test func detectionProbabilitiesOfEpiR() throws {
    var rows: [String] = []
    for item in try ReferenceCase.load("r_detection_freedom") where item.id.hasPrefix("sep_") {
      let exact = try Detection(
        population: item.integer("N"),
        violators: item.integer("d")
      ).probability(sample: item.integer("n"))
      let theirs = try #require(item.output["epiR"].number)
      guard abs(theirs - exact) > 5e-6 else { continue }
      rows.append(
        row(
          "N = \(try item.integer("N")), n = \(try item.integer("n")), D = \(try item.integer("d"))",
          digits(theirs),
          digits(exact),
          digits(theirs - exact)
        )
      )
    }
    try expect(rows, in: "Peers")
  }

  @Test func imperfectSensitivityOfEpiR() throws {
    var rows: [String] = []
    for item in try ReferenceCase.load("r_detection_freedom")
    where item.id.hasPrefix("detect_n_imperfect") {
      guard let population = item.input["N"].integer else { continue }
      let detection = try Detection(
        population: population,
        prevalence: item.ratio("pstar"),
        rounding: .up,
        sensitivity: item.ratio("se_u")
      )
      let size = try detection.sampleSize(confidence: item.ratio("conf"))
      let exact = try #require(size)
      let theirs = try #require(item.output["n"].integer)
      rows.append(
        row(
          "N = \(population), s = \(try item.ratio("se_u").percentage)",
          "\(theirs)",
          "\(exact)",
          "\(theirs - exact)"
        )
      )
    }
    #expect(rows.count == 15)
    try expect(rows, in: "Peers")
  }

  /// jfa's population bound without pooling is a Monte Carlo figure below the exact one; its bounds
  /// of the strata are exact.
  @Test func stratifiedBoundsOfJFA() throws {
    var rows: [String] = []
    for item in try ReferenceCase.load("r_jfa") where item.id.hasPrefix("eval_strat_none") {
      let strata = try inspected(
        item.input["N"].integers,
        item.input["n"].integers,
        item.input["x"].integers
      )
      for (index, stratum) in strata.enumerated() {
        let interval = try ProportionInterval(
          found: stratum.found,
          sample: stratum.sample,
          population: stratum.population,
          confidence: Ratio(95, 100),
          side: .upper
        )
        #expect(agree(interval.upper, item.output["strata_ub"][index].number))
      }
      let bound = try StratifiedBound(.upper, strata: strata, confidence: Ratio(95, 100))
      let exact = Double(bound.count) / Double(bound.population)
      let theirs = try #require(item.output["pop_ub_monte_carlo"].number)
      rows.append(
        row(
          "found \(item.input["x"].integers)",
          digits(theirs),
          "\(digits(exact)) (\(bound.count) units)",
          digits(theirs - exact)
        )
      )
    }
    #expect(rows.count == 3)
    try expect(rows, in: "Peers")
  }

  /// The 18 settings in which hyperMCI 0.1.0 covers less than it says.
  @Test func defectiveIntervalsOfHyperMCI() throws {
    var rows: [String] = []
    let file = "reference/inference/py_hypergeometric_bartroff.json"
    for item in try Shared.json(file, as: ReferenceValue.self)["defective_cases"].list {
      let (input, output) = (item["input"], item["output"])
      let population = try #require(input["N"].integer)
      let sample = try #require(input["n"].integer)
      let alpha = try #require(input["alpha"].number.flatMap { Ratio(decimal: "\($0)") })
      let confidence = Ratio(alpha.denominator - alpha.numerator, alpha.denominator)
      let coverage = try Coverage(
        of: .hypergeometric,
        sample: sample,
        population: population,
        confidence: confidence
      )
      let theirs = try #require(output["min_coverage_checked_with_scipy"].number)
      #expect(theirs < confidence.approximation)
      #expect(coverage.minimum >= confidence.approximation)
      rows.append(
        row(
          "N = \(population), n = \(sample), \(confidence.percentage)",
          digits(theirs, 4),
          digits(coverage.minimum, 4),
          digits(theirs - coverage.minimum, 4)
        )
      )
    }
    #expect(rows.count == 18)
    try expect(rows, in: "Peers")
  }

  /// The worst coverage of each method in the nine populations of exact_coverage_srs.json.
  @Test func worstCoverage() throws {
    let cases = [
      (50, 25), (100, 20), (100, 45), (200, 59), (500, 59), (500, 250), (755, 50), (1_000, 300),
      (5_000, 59),
    ]
    var rows: [String] = []
    for (population, sample) in cases {
      let worst = try ProportionInterval.Method.allCases.map { method in
        let coverage = try Coverage(
          of: method,
          sample: sample,
          population: population,
          confidence: Ratio(95, 100)
        )
        return digits((coverage.minimum * 1_000).rounded(.down) / 1_000, 3)
      }
      rows.append("| \(population), \(sample) | " + worst.joined(separator: " | ") + " |")
    }
    try expect(rows, in: "IntervalCoverage")
  }
}
