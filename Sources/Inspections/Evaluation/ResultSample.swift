internal import Frames
internal import Sampling

/// The results of a task as a sample with the design of its draw: the two tables that `estimate` takes.
///
/// The units of a class are its selected objects and the reserves that were called in, which continue the same
/// random order; one that was closed or could not be reached is a unit too, with its disposition. What was kept out
/// of the draw is counted beside the population, and is not estimated.
package struct ResultSample: Sendable {
  /// Of whose results the outcome is made.
  package enum Part: Hashable, Sendable {
    /// All departments and items.
    case whole
    /// One department's.
    case unit(String)
    /// One item's.
    case item(String)
  }

  /// The rows of the sample, the heading first: `id`, `stratum`, `outcome`, `disposition`.
  package private(set) var sample = [["id", "stratum", "outcome", "disposition"]]
  /// The rows of the strata, the heading first: `stratum`, `population`, `excluded`.
  package private(set) var strata = [["stratum", "population", "excluded"]]
  /// Departments and items of the task, in the order of the plan.
  package private(set) var parts: [Part] = []
  /// Objects of the sample without a reviewed result.
  package private(set) var missing = 0

  /// The outcome of an object with a problem, and of one without.
  package static let problem = "problem"
  package static let noProblem = "none"

  /// The task.
  let task: String

  /// Makes the sample of a task that was drawn.
  ///
  /// - Throws: ``WorkspaceError`` for a task that there is not, or that was not drawn.
  package init(_ key: TaskKey, part: Part = .whole, of records: InspectionRecords) throws {
    guard let inspected = records.tasks.first(where: { $0.key == key })?.inspected else {
      throw TaskKey.unknown(key.text)
    }
    task = key.text
    guard let draw = inspected.draw else {
      throw WorkspaceError(
        .no,
        "task \(task) was not drawn yet, and has no objects; see spotcheck task draw",
        "任务 \(task) 尚未抽取，没有检查对象；请用 spotcheck task draw"
      )
    }
    let everything = ProtocolText.everything.text
    for stratum in draw.record.strata {
      let excluded = draw.record.excluded.filter { $0.stratum == stratum.name }
        .reduce(0) { $0 + $1.count }
      strata.append([
        stratum.name.text, "\(Int(clamping: stratum.population) + excluded)", "\(excluded)",
      ])
    }
    var seen: Set<Part> = []
    let visits = inspected.visits
    for visit in visits {
      for one in [Part.unit(visit.department), .item(visit.item)] where seen.insert(one).inserted {
        parts.append(one)
      }
    }
    for object in inspected.objects {
      let results = visits.filter { visit in
        switch part {
        case .whole: true
        case .unit(let name): visit.department == name
        case .item(let name): visit.item == name
        }
      }.compactMap { visit in
        records.results[
          ResultKey(
            task: task,
            object: object.key,
            department: visit.department,
            item: visit.item
          )
        ]
      }.filter(\.isReviewed)
      if results.isEmpty, !object.isStruck { missing += 1 }
      let outcome = ResultSample.outcome(results, isStruck: object.isStruck)
      sample.append([
        object.key, object.riskClass.isEmpty ? everything : object.riskClass, outcome.0, outcome.1,
      ])
    }
  }

  /// The outcome and the disposition of an object.
  private static func outcome(
    _ results: [InspectionRecord],
    isStruck: Bool
  ) -> (String, String) {
    let codes = results.flatMap(\.codes)
    if codes.contains(where: \.isInspected) {
      return (codes.contains(where: \.isProblem) ? problem : noProblem, "inspected")
    }
    if codes.contains(.noSuchBusiness) { return ("", "out of scope") }
    let gone: [InspectionResult] = [
      .closed, .deregistered, .licenceRevoked, .registrationRevoked, .moved,
    ]
    // What was struck without a result was closed or moved by the reason of its replacement.
    if codes.contains(where: gone.contains) || (codes.isEmpty && isStruck) { return ("", "closed") }
    return ("", "unreachable")
  }
}
