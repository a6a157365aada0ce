import Foundation
import Frames
import Testing

/// What `publish draw` writes: what is inspected now, each attempt, nothing of what is internal.
@Suite struct PublishDrawTests {
  private struct Document: Decodable {
    var schema: String
    var task: String
    var draw: [[String: String]]
    var attempts: [[String: String]]
  }

  private func run(_ office: WorkspaceRun, _ arguments: [String], status: Int32 = 0) throws
    -> ToolRun
  {
    let run = try office.run(arguments)
    #expect(run.status == status, "\(arguments) \(run.standardError)")
    return run
  }

  private func table(_ office: WorkspaceRun, _ path: String) throws -> [[String]] {
    let file = office.folder.appendingPathComponent(path)
    let table = try Table(bytes: Array(try Data(contentsOf: file)), file: path)
    return [table.header] + table.rows.map(\.cells)
  }

  @Test func everyAttemptAndWhatIsInspectedNow() throws {
    let office = try TaskCommandTests.office()
    let publish = ["publish", "draw", "1"]
    // Not committed to, not drawn: there is nothing to publish, and no file.
    _ = try run(office, publish + ["early"], status: 1)
    _ = try run(office, ["task", "commit", "1"] + TaskCommandTests.source)
    _ = try run(office, publish + ["early"], status: 1)
    #expect(!FileManager.default.fileExists(atPath: office.scratch.path("early/draw.csv")))
    let first = try office.head()
    _ = try run(office, ["task", "draw", "1", "--seed", TaskCommandTests.seed])
    _ = try run(
      office,
      ["task", "redraw", "1", "--reason", "遗漏", "--witness", "公证处"] + TaskCommandTests.source
    )
    // A draw that is to be made again is no draw to publish.
    _ = try run(office, publish + ["early"], status: 1)
    _ = try run(office, ["task", "draw", "1", "--seed", "0 0 0 0 0 0 0 0 0 1"])
    _ = try run(office, publish + ["before"])
    let before = try table(office, "before/draw.csv")
    let object = try #require(before.last?[0])
    _ = try run(office, ["task", "replace", "1", object, "--reason", "closed"])
    let published = try run(office, publish + ["public"])
    #expect(published.standardError.contains("corrects"), "\(published.standardError)")

    let rows = try table(office, "public/draw.csv")
    let ids = rows.dropFirst().map { $0[0] }
    #expect(before.count == 13 && ids.count == 12 && !ids.contains(object))
    #expect(ids == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(Set(before.dropFirst().map { $0[0] }).subtracting([object]).isSubset(of: ids))
    let book = office.scratch.path("public/draw.xlsx")
    #expect(try WorkbookOutputTests.rows(book, sheet: "List") == rows)
    let attempts = try table(office, "public/attempts.csv")
    #expect(try WorkbookOutputTests.rows(book, sheet: "Attempts") == attempts)
    let document = try JSONDecoder().decode(
      Document.self,
      from: Data(contentsOf: office.folder.appendingPathComponent("public/draw.json"))
    )
    #expect(document.schema == "spotcheck.published-draw/1" && document.task == "2024/1")
    let objects = document.draw.map { [$0["object"] ?? "", $0["name"] ?? ""] }
    #expect(objects == Array(rows.dropFirst()))
    #expect(document.attempts.map { $0["state"] } == ["superseded", "drawn"])
    #expect(document.attempts.map { $0["seed"] } == [TaskCommandTests.seed, "0 0 0 0 0 0 0 0 0 1"])
    #expect(document.attempts[0]["ledger"] == first)
    #expect(document.attempts.contains { $0["reason"] == "遗漏" })
    #expect(document.attempts.map { $0["commitment"] } == attempts.dropFirst().map { $0[5] })
    let page = try String(contentsOfFile: office.scratch.path("public/draw.html"), encoding: .utf8)
    for text in ids + attempts.dropFirst().map({ $0[5] }) + ["遗漏", first] {
      #expect(page.contains(text))
    }
    // No class in any of the files, and not the object that another stands in for.
    for name in ["draw.csv", "draw.json", "draw.html", "attempts.csv"] {
      let text = try String(contentsOfFile: office.scratch.path("public/\(name)"), encoding: .utf8)
      #expect(!text.contains("标记甲") && !text.contains("标记乙"))
      #expect(!text.contains("\(object)\"") && !text.contains("\(object),"))
    }
    // The names of the schema, no others.
    let schema = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Examples/published-draw.schema.json"),
      encoding: .utf8
    )
    for name in document.attempts.flatMap(\.keys) + document.draw.flatMap(\.keys) {
      #expect(schema.contains("\"\(name)\": {"))
    }
    #expect(document.attempts.allSatisfy { $0.count == 7 })
    #expect(try office.faults() == nil)
  }
}
