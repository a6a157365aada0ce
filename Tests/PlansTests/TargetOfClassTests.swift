import Foundation
import Frames
import Plans
import Reports
import Sampling
import TestSupport
import Testing

/// The number of each class in a plan that a draw takes: a class that no draw can have is refused.
@Suite struct TargetOfClassTests {
  static func read(_ target: String) throws -> PlanTask {
    let report = try PlanFixture.check(CleanPlanTests.classes)
    let text = try JSONText.encode(PlanDocument(report))
      .replacing("\"target_by_class\" : null,", with: "")
    let range = try #require(text.range(of: "\"ready\" : true"))
    let with = "\"ready\" : true, \"target_by_class\" : [\(target)]"
    let file = try ScratchFile(text.replacingCharacters(in: range, with: with))
    return try PlanTask.read(from: file.path, number: 1)
  }

  @Test func isOneOfTheRules() throws {
    let task = try Self.read("{\"stratum\" : \"甲\", \"count\" : 3}")
    let name = try ProtocolText("甲")
    #expect(task.ruleSet.byStratum[name]?.map(\.description) == ["=3"])
  }

  @Test(arguments: [
    "{\"stratum\" : \" 甲\", \"count\" : 3}", "{\"stratum\" : \"\", \"count\" : 3}",
    "{\"stratum\" : \"甲\", \"count\" : 3}, {\"stratum\" : \"甲\\u200b\", \"count\" : 3}",
    "{\"stratum\" : \"甲\", \"count\" : -3}",
  ])
  func isRefused(target: String) throws {
    let error = try #require(throws: PlanTaskError.self) { try Self.read(target) }
    guard case .form(_, "target_by_class") = error else {
      Issue.record("\(error)")
      return
    }
  }
}
