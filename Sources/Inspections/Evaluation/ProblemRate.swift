package import Analysis
internal import Foundation
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

  /// The rates of a task: of all its results, of each department's, of each item's.
  ///
  /// - Parameters:
  ///   - task: the task.
  ///   - workspace: where.
  /// - Returns: the rate of all results first.
  /// - Throws: ``WorkspaceError`` for a task that there is not, or that was not drawn; `OutputError`.
  package static func all(_ task: TaskKey, of workspace: Workspace) throws -> [ProblemRate] {
    let whole = try ResultSample(task, of: workspace)
    // One department with one item is the whole.
    let parts = [.whole] + (whole.parts.count > 2 ? whole.parts : [])
    return try parts.map { part in
      let sample = part == .whole ? whole : try ResultSample(task, part: part, of: workspace)
      var rate = ProblemRate(
        task: task.text,
        part: part,
        estimates: nil,
        refusal: nil,
        missing: sample.missing
      )
      do {
        rate.estimates = try sample.estimate()
      } catch let error as any ExplainedError {
        rate.refusal = Sentence(
          error.explanation(in: .english),
          error.explanation(in: .chinese)
        )
      }
      return rate
    }
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

  /// Estimates, through files that only their owner reads and that are removed.
  func estimate() throws -> Estimates {
    let folder = FileManager.default.temporaryDirectory.path + "/spotcheck-\(UUID().uuidString)"
    try OutputFile.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = [(folder + "/sample.csv", sample), (folder + "/strata.csv", strata)]
    for (path, rows) in files {
      let file = try OutputFile(path, isPrivate: true)
      try file.write(CSVText.lines(rows))
      try file.commit()
    }
    return try ResultSample.request(sample: files[0].0, strata: files[1].0).run()
  }
}
