import Frames
import Reports
import Sampling

/// A frontier as JSON, `spotcheck.frontier/1`, CSV and text.
struct FrontierDocument: Codable {
  var schema = "spotcheck.frontier/1"
  var method: String
  var preset: String?
  var presetSource: String?
  var strata: [String]
  var points: [Point]

  struct Point: Codable {
    var number: Int
    var spent: String?
    var total: Int
    var objective: String?
    var worstDetection: Double?
    var expectedViolations: Double?
    var coverage: String
    var coverageDecimal: Double
    var gap: Double
    var sizes: [Int]
  }

  init(_ frontier: Frontier, preset: RatioScheme?) {
    method = frontier.method.description
    self.preset = preset?.name
    presetSource = preset?.source
    strata = frontier.bounds.map(\.stratum.name.text)
    points = frontier.points.enumerated().map { index, point in
      Point(
        number: index + 1,
        spent: point.spent?.description,
        total: point.total,
        objective: point.value?.description,
        worstDetection: point.worstDetection,
        expectedViolations: point.expectedViolations,
        coverage: point.coverage.description,
        coverageDecimal: point.coverage.approximation,
        gap: point.gap,
        sizes: point.sizes
      )
    }
  }

  func json() throws -> String { try JSONText.encode(self) }

  /// One row a point, with a column for the size of each class.
  var csv: String {
    let header =
      [
        "number", "spent", "total", "objective", "worst_detection", "expected_violations",
        "coverage", "coverage_decimal", "gap",
      ] + strata.map { "size:\($0)" }
    let rows = points.map { point in
      [
        "\(point.number)", point.spent ?? "", "\(point.total)", point.objective ?? "",
        point.worstDetection.map { "\($0)" } ?? "",
        point.expectedViolations.map { "\($0)" } ?? "", point.coverage,
        "\(point.coverageDecimal)", "\(point.gap)",
      ] + point.sizes.map { "\($0)" }
    }
    return ([header] + rows).map { $0.map(CSVText.field).joined(separator: ",") + "\n" }.joined()
  }

  /// The table for a terminal.
  func text(_ language: Language) -> String {
    let header = [
      language("no.", "序号"), language("spent", "花费"), language("total", "总数"),
      language("objective", "目标值"), language("worst detection", "最差发现概率"),
      language("expected violations", "预期发现"), language("coverage", "覆盖率"),
    ]
    let rows = points.map { point in
      [
        "\(point.number)", point.spent ?? "-", "\(point.total)",
        point.objective.map { String($0.prefix(14)) } ?? "-",
        point.worstDetection.map { FrontierDocument.rounded($0) } ?? "-",
        point.expectedViolations.map { FrontierDocument.rounded($0) } ?? "-",
        FrontierDocument.rounded(point.coverageDecimal),
      ]
    }
    let table = TextTable(header: header, rows: rows, rightAligned: Set(0...6)).text
    guard let preset, let presetSource else { return table }
    return table + "\n\(preset): \(presetSource)\n"
  }

  private static func rounded(_ value: Double) -> String {
    "\((value * 10_000).rounded() / 10_000)"
  }
}
