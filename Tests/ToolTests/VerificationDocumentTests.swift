import Foundation
import Testing

/// The answer of a verification as JSON: the lines of the text, in both languages, whatever the terminal's.
@Suite struct VerificationDocumentTests {
  struct Document: Decodable {
    struct Line: Decodable {
      struct Finding: Decodable {
        var en: String
        var zh: String
      }
      var subject: String
      var outcome: String
      var finding: Finding
    }
    var schema: String
    var answer: String
    var lines: [Line]
  }

  @Test func everyAnswer() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(["--rule", "20%", "--sealed", "--publish-columns", "name"]).status == 0)
    #expect(try it.draw(publishes: true).status == 0)
    let whole = [
      "verify", it.path("one.json"), "--record", it.path("one.record"), "--pool", it.pool,
    ]
    let published = [
      "verify", it.path("one.public/receipt.json"), "--notice", it.path("one.notice"),
      "--selection", it.path("one.public/selection.csv"),
    ]
    for (arguments, status, answer) in [
      (whole + ["--seed", CommittedDraw.seed], 0, "verified"), (whole, 2, "not_checked"),
      (whole + ["--seed", "1 1 1 1 1 1 1 1 1 1"], 1, "not_verified"), (published, 0, "form_holds"),
    ] {
      var texts: [String] = []
      for language in ["en", "zh"] {
        let run = try ToolRun.run(arguments + ["--format", "json", "--language", language])
        #expect(run.status == Int32(status), "\(run.standardError)")
        texts.append(run.output)
      }
      #expect(texts[0] == texts[1])
      let document = try JSONDecoder().decode(Document.self, from: Data(texts[0].utf8))
      #expect(document.schema == "spotcheck.verification/1" && document.answer == answer)
      let outcomes = [
        "holds": "ok", "differs": "DIFFERS", "not_checked": "NOT CHECKED", "note": "note",
      ]
      let text = try ToolRun.run(arguments).output.split(separator: "\n").dropLast()
      #expect(text.count == document.lines.count)
      for (line, own) in zip(text, document.lines) {
        let outcome = try #require(outcomes[own.outcome])
        let subject = own.subject.replacing("_", with: " ")
        #expect(line == "\(subject): \(outcome): \(own.finding.en)")
        #expect(own.finding.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
      }
      // The outcomes give the answer.
      let found = Set(document.lines.map(\.outcome))
      #expect(found.contains("differs") == (answer == "not_verified"))
      #expect(found.contains("not_checked") == (answer == "not_checked"))
    }
  }

  @Test func intoAFile() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(["--rule", "20%"]).status == 0)
    #expect(try it.draw().status == 0)
    let file = it.path("answer.json")
    let run = try it.verify(["--format", "json", "--bom", "--output", file])
    #expect(run.status == 0 && run.output.isEmpty)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    let document = try JSONDecoder().decode(Document.self, from: Data(bytes.dropFirst(3)))
    #expect(document.answer == "verified")
  }
}
