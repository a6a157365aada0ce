import Foundation
import Sampling
import TestSupport
import Testing

/// `commit` over the pool of the protocol's vector gives its record, but for the secret, which is drawn anew.
@Suite struct RecordVectorTests {
  struct Vector: Decodable {
    var pool: String
    var id: String
    var stratum: String
    var shown: [String]
    var record: String
  }

  @Test func commitWritesTheVectorsRecord() throws {
    let vector = try Vectors.json("record2.json", as: Vector.self)
    let expected = try DrawRecord(parsing: vector.record)
    let scratch = try Scratch()
    let run = try ToolRun.run([
      "commit", try #require(Vectors.pool(vector.pool)), "--id", vector.id, "--stratum",
      vector.stratum,
      "--rule", ">35%", "--reserves", "2", "--label", expected.label.text, "--seed-source",
      expected.seedSource.text, "--seed-form", expected.seedForm.text.text, "--weak-seed",
      "--sealed",
      "--publish-columns", vector.shown.joined(separator: ","), "--record", scratch.path("record"),
      "--notice", scratch.path("notice"),
    ])
    #expect(run.status == 0, "\(run.standardError)")
    let text = try String(contentsOfFile: scratch.path("record"), encoding: .utf8)
    let secret = try #require(try DrawRecord(parsing: text).secret?.hex)
    let other = try #require(expected.secret?.hex)
    #expect(secret != other)
    #expect(text.replacing(secret, with: other).utf8.elementsEqual(vector.record.utf8))
  }
}
