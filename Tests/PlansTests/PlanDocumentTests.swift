import Foundation
import Frames
import Plans
import Reports
import Sampling
import Testing

/// The published form of tasks, and what a draw reads of it.
@Suite struct PlanDocumentTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func schema() throws -> JSONSchema {
    try JSONSchema(Data(contentsOf: root.appendingPathComponent("Examples/plan.schema.json")))
  }

  private static func json(_ report: PlanReport) throws -> Data {
    Data(try JSONText.encode(PlanDocument(report)).utf8)
  }

  /// Every finding and every kind of task in the form of the schema.
  @Test func documentsFollowTheSchema() throws {
    let schema = try Self.schema()
    for change in FindingTests.all {
      var fixture = PlanFixture()
      change.edit(&fixture)
      let problems = try schema.problems(in: Self.json(fixture.report()))
      #expect(problems == [], "\(change.code.rawValue)")
    }
    for text in [CleanPlanTests.classes, CleanPlanTests.joint, CleanPlanTests.twoTables] {
      #expect(try schema.problems(in: Self.json(PlanFixture.check(text))) == [])
    }
  }

  /// The check itself must fail where a document is wrong.
  @Test func theSchemaRefusesOtherDocuments() throws {
    let schema = try Self.schema()
    let good = String(decoding: try Self.json(PlanFixture().report()), as: UTF8.self)
    for (old, new) in [
      ("spotcheck.plan/1", "spotcheck.plan/2"), ("\"id\" : 1", "\"id\" : 0"),
      ("\"id\" : 1", "\"id\" : \"1\""), ("\"ready\" : true", "\"ready\" : null"),
      ("\"year\" : 2024", "\"jahr\" : 2024"), ("2024-04-01", "4月1日"), ("\"定向\"", "\"双向\""),
    ] {
      let text = good.replacing(old, with: new)
      #expect(text != good)
      #expect(try schema.problems(in: Data(text.utf8)) != [], "\(new)")
    }
  }

  private static func write(_ text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("spotcheck-plan-\(UUID().uuidString).json")
    try Data(text.utf8).write(to: file)
    return file.path
  }

  @Test func aDrawReadsRulesAndLabel() throws {
    let report = try PlanFixture.check(CleanPlanTests.classes)
    let path = try Self.write(String(decoding: try Self.json(report), as: UTF8.self))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let task = try PlanTask.read(from: path, number: 2)
    #expect(task == report.tasks[1])
    #expect(task.label == "示范经信发〔2024〕12号#2 加油站检查")
    let stratum = try ProtocolText("D")
    #expect(task.ruleSet.rules(in: stratum) == [.atLeast(.ratio(Ratio(1)))])
    #expect(task.ruleSet.everywhere == [])
    let overall = try PlanFixture.check(
      PlanFixture().text.replacing("10%", with: "整体不低于3%")
    )
    #expect(overall.tasks.first?.ruleSet.overall == [.atLeast(.ratio(Ratio(3, 100)))])
  }

  @Test func whatADrawCanNotTake() throws {
    var fixture = PlanFixture()
    fixture.set("抽查起止时间", "4月1日 - 11月31日")
    let text = String(decoding: try Self.json(fixture.report()), as: UTF8.self)
    let path = try Self.write(text)
    let other = try Self.write(text.replacing("spotcheck.plan/1", with: "spotcheck.sizes/1"))
    let broken = try Self.write(text.replacing("\"≥10%\"", with: "\"viel\""))
    let none = try Self.write("序号,名称\n")
    defer {
      for file in [path, other, broken, none] { try? FileManager.default.removeItem(atPath: file) }
    }
    let refusal = PlanTaskError.notReady(
      file: path,
      number: 1,
      name: "测绘资质检查",
      findings: ["date-impossible"]
    )
    #expect(throws: refusal) {
      try PlanTask.read(from: path, number: 1)
    }
    #expect(throws: PlanTaskError.noTask(file: path, number: 3, count: 2)) {
      try PlanTask.read(from: path, number: 3)
    }
    #expect(try PlanTask.read(from: path, number: 2).name == "矿山修复检查")
    for file in [other, broken, none] {
      let error = #expect(throws: PlanTaskError.self) { try PlanTask.read(from: file, number: 1) }
      #expect(error?.explanation(in: .english).contains("is no plan in JSON") == true)
    }
    #expect(throws: PlanTaskError.input(.missing(file: "/nowhere/plan.json"))) {
      try PlanTask.read(from: "/nowhere/plan.json", number: 1)
    }
  }

  @Test func references() {
    let reference = PlanReference("a#b/plan.json#12")
    #expect(reference?.path == "a#b/plan.json")
    #expect(reference?.number == 12)
    for text in ["plan.json", "plan.json#", "plan.json#0", "#1", "plan.json#x", "plan.json#-1"] {
      #expect(PlanReference(text) == nil, "\(text)")
    }
  }

  /// A label is one that a draw accepts, whatever the name holds.
  @Test func labelsAreAcceptable() throws {
    var fixture = PlanFixture()
    fixture.set("抽查任务名称", "测绘\u{200B}资质")
    fixture.set("抽查任务名称", String(repeating: "长", count: 400), task: 1)
    let labels = try fixture.report().tasks.map(\.label)
    #expect(labels == ["2024#1", "2024#2"])
    for label in labels { #expect(ProtocolText.problem(in: label) == nil) }
  }

  /// The issue's example: 10 % of 20.
  @Test func detectionNote() throws {
    let note = try #require(try PlanFixture().report().tasks.first?.detection)
    #expect((note.sample, note.sufficientSample) == (2, 16))
    #expect(abs(note.probability - 0.195) < 0.0005)
    #expect(note.explanation(in: .english).contains("19.5%"))
    #expect(note.explanation(in: .chinese).contains("需抽 16 个"))
  }

  /// The table of the example's page names every kind of finding.
  @Test func thePageListsEveryCode() throws {
    let page = try String(
      contentsOf: Self.root.appendingPathComponent("Examples/jianan-2024/plan/README.md"),
      encoding: .utf8
    )
    for code in FindingCode.allCases {
      let line = "| `\(code.rawValue)` | \(code.severity.rawValue) |"
      #expect(page.contains(line), "\(line)")
    }
  }
}
