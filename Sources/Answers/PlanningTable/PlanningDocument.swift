package import Analysis
internal import Reports
internal import Sampling

/// A table of sizes or limits as JSON, `spotcheck.planning/1`, as CSV and for people.
package struct PlanningDocument: ResultDocument {
  let schema = "spotcheck.planning/1"
  var table: PlanningTable
  @Nullable var population: Int?
  @Nullable var confidence: Ratio?
  var rounding: Detection.Rounding
  /// What heads the rows, and what the columns.
  var row: String
  var column: String
  var columns: [String]
  var values: [Line]

  struct Line: Encodable {
    var row: String
    var values: [String?]
  }

  package init(_ figures: PlanningFigures) {
    table = figures.table
    population = figures.population
    confidence = figures.confidence
    rounding = figures.rounding
    (row, column) =
      switch figures.table {
      case .sizes: ("expected", "tolerable")
      case .limits: ("sample", "found")
      case .lots: ("confidence", "level of detection")
      }
    columns = figures.columns.map(PlanningDocument.text)
    values = figures.rows.map { line in
      Line(
        row: PlanningDocument.text(line.heading),
        values: line.figures.map { figure in
          figure.map {
            switch $0 {
            case .count(let count): "\(count)"
            case .limit(let share): ResultText.percent(share, .up)
            }
          }
        }
      )
    }
  }

  private static func text(_ heading: PlanningFigures.Heading) -> String {
    switch heading {
    case .share(let share): share.percentage
    case .count(let count): "\(count)"
    }
  }
}
