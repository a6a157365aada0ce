package import Analysis
internal import Frames
package import Sampling

/// How many objects of a task's classes have a problem, with exact bounds: what `estimate` says of the sample that
/// the task's results are.
package struct ProblemRate: Sendable {
  /// The task.
  package var task: String
  /// Of whose results.
  package var part: ResultSample.Part
  /// What `estimate` says; nil where it says why not.
  package var estimates: Estimates?
  /// Why there is none; nil where there is one.
  package var refusal: Sentence?
  /// Objects without a reviewed result.
  package var missing: Int

  /// The rates of tasks: of all results of each, of each department's, of each item's.
  ///
  /// - Parameters:
  ///   - tasks: the tasks.
  ///   - records: what the workspace holds.
  /// - Returns: the rates, of each task that of all its results first.
  /// - Throws: ``WorkspaceError`` for a task that there is not, or that was not drawn.
  package static func all(
    _ tasks: [TaskKey],
    of records: InspectionRecords
  ) throws -> [ProblemRate] {
    try tasks.flatMap { task in
      let whole = try ResultSample(task, of: records)
      // One department with one item is the whole.
      let parts = [.whole] + (whole.parts.count > 2 ? whole.parts : [])
      return try parts.map { part in
        try rate(part, of: part == .whole ? whole : ResultSample(task, part: part, of: records))
      }
    }
  }

  private static func rate(
    _ part: ResultSample.Part,
    of sample: ResultSample
  ) throws -> ProblemRate {
    var rate = ProblemRate(
      task: sample.task,
      part: part,
      estimates: nil,
      refusal: nil,
      missing: sample.missing
    )
    do {
      rate.estimates = try sample.estimate()
    } catch let error as any ExplainedError {
      rate.refusal = Sentence(error.explanation(in: .english), error.explanation(in: .chinese))
    }
    return rate
  }
}

extension ResultSample {
  /// What `estimate` is asked for these tables.
  package static func request(sample: String, strata: String) -> EstimateRequest {
    var columns = EstimateRequest.Columns(outcome: "outcome")
    columns.stratum = "stratum"
    columns.id = "id"
    columns.disposition = "disposition"
    columns.events = [problem]
    return EstimateRequest(
      sample: sample,
      rows: EstimateRequest.Rows(strata: strata, columns: columns)
    )
  }

  /// Estimates.
  func estimate() throws -> Estimates {
    func text(_ rows: [[String]], _ name: String) -> TableText {
      TableText(bytes: Array(CSVText.lines(rows).utf8), file: name)
    }
    return try ResultSample.request(sample: "sample", strata: "strata").run(on: [
      "sample": text(sample, "sample"), "strata": text(strata, "strata"),
    ])
  }
}
