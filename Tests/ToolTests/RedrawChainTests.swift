import Foundation
import Sampling
import Testing

/// Attempt by attempt: each names the one before and a reason, and has a seed of its own.
@Suite struct RedrawChainTests {
  static let seeds = ["4 6 1 1 3 5 2 6 6 1", "1 1 1 1 1 1 1 1 1 1", "2 2 2 2 2 2 2 2 2 2"]
  static let rules = ["--rule", "20%"]

  static func redraw(_ it: CommittedDraw, of name: String, reason: String = "the dice fell")
    -> [String]
  {
    rules + ["--redraw", it.path("\(name).record"), "--reason", reason]
  }

  @Test func threeAttempts() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(Self.rules).status == 0)
    #expect(try it.draw(seed: Self.seeds[0]).status == 0)
    #expect(try it.commit(Self.redraw(it, of: "one") + ["--attempt", "2"], as: "two").status == 0)
    let first = SHA256.digest(of: try it.text("one.record").utf8)
    let record = try it.text("two.record")
    #expect(
      record.contains(
        "\nattempt\t2\nprevious\t\(first)\nredraw\t\(first)\tthe dice fell\nafter\t\n"
      )
    )
    #expect(try it.text("two.notice").contains("\nattempt\t2\nprevious\t\(first)\n"))
    // The seed of the attempt before was known when this one was written.
    for more in [[], ["--correct-seed"]] {
      let run = try it.draw(more, as: "two", seed: Self.seeds[0])
      #expect(run.status == 1, "\(run.standardError)")
      #expect(run.standardError.contains("is the seed of an attempt before this one"))
    }
    #expect(!FileManager.default.fileExists(atPath: it.path("two.csv")))
    #expect(try it.draw(as: "two", seed: Self.seeds[1]).status == 0)
    let commit = try it.commit(Self.redraw(it, of: "two", reason: "a \"second\" time"), as: "three")
    #expect(commit.status == 0, "\(commit.standardError)")
    for seed in Self.seeds.prefix(2) {
      #expect(try it.draw(as: "three", seed: seed).status == 1)
    }
    #expect(try it.draw(as: "three", seed: Self.seeds[2]).status == 0)
    let verify = try it.verify(as: "three", seed: Self.seeds[2])
    #expect(verify.status == 0, "\(verify.output)")
    let second = SHA256.digest(of: record.utf8).hex.prefix(12)
    #expect(
      verify.output.contains(
        "this is attempt 3, previous record \(second)…; a redraw of \(second)…"
      )
    )
    #expect(verify.output.contains("because: a \"second\" time"))
    // Somebody draws elsewhere, without the log: whoever verifies with it sees the seed of before.
    let lone = try CommittedDraw()
    _ = try lone.scratch.write(record, to: "two.record")
    #expect(try lone.draw(as: "two", seed: Self.seeds[0]).status == 0)
    let seen = try it.verify(as: "two", receipt: lone.path("two.json"), seed: Self.seeds[0])
    #expect(seen.status == 1, "\(seen.output)")
    #expect(seen.output.contains("is the seed of an attempt before this one"), "\(seen.output)")
  }

  /// What would hide that it is a redraw, or leave something to choose.
  @Test func redrawsThatAreRefused() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(Self.rules).status == 0)
    let record = it.path("one.record")
    var other = it
    other.label = "other"
    for (run, words) in [
      (try it.commit(Self.rules + ["--previous", record], as: "two"), "--redraw"),
      (try it.commit(Self.rules + ["--redraw", record], as: "two"), "--reason"),
      (try it.commit(Self.rules + ["--reason", "x"], as: "two"), "--redraw"),
      (try it.commit(Self.redraw(it, of: "one", reason: " "), as: "two"), "--reason"),
      (
        try it.commit(Self.redraw(it, of: "one") + ["--attempt", "3"], as: "two"),
        "attempt 2, not 3"
      ),
      (try it.commit(Self.rules + ["--attempt", "2"], as: "two"), "attempt 1, not 2"),
      (try other.commit(Self.redraw(it, of: "one"), as: "two"), "keeps the label"),
    ] {
      #expect(run.status == 64 && run.standardError.contains(words), "\(run.standardError)")
      #expect(!FileManager.default.fileExists(atPath: it.path("two.record")))
    }
    #expect(try it.commit(Self.redraw(it, of: "nowhere"), as: "two").status == 66)
    // Another label after this record is an ordinary first attempt; then the label before is a redraw still.
    #expect(try other.commit(Self.rules + ["--previous", record], as: "two").status == 0)
    #expect(try it.text("two.record").contains("\nattempt\t1\nprevious\t"))
    let again = try it.commit(
      Self.redraw(it, of: "one") + ["--previous", it.path("two.record")],
      as: "three"
    )
    #expect(again.status == 0, "\(again.standardError)")
    let two = SHA256.digest(of: try it.text("two.record").utf8)
    let one = SHA256.digest(of: try it.text("one.record").utf8)
    #expect(try it.text("three.record").contains("previous\t\(two)\nredraw\t\(one)\t"))
  }

  /// A sealed attempt has a secret of its own, and a year of a rotation is not drawn again.
  @Test func secretsAndYears() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(Self.rules + ["--sealed"]).status == 0)
    #expect(try it.commit(Self.redraw(it, of: "one") + ["--sealed"], as: "two").status == 0)
    let secrets = try ["one", "two"].map { name in
      try DrawRecord(parsing: try it.text("\(name).record")).secret?.hex ?? ""
    }
    #expect(secrets[0].count == 64 && secrets[1].count == 64 && secrets[0] != secrets[1])
    // The reason is no part of a sealed notice.
    #expect(!(try it.text("two.notice")).contains("dice fell"))
    let secret = try it.commit(
      Self.redraw(it, of: "one") + ["--sealed", "--secret-of", it.path("one.record")],
      as: "three"
    )
    #expect(secret.status == 64 && secret.standardError.contains("every other secret is fresh"))
    #expect(try it.commit(Self.rules + ["--rotation", "--sealed"], as: "year").status == 0)
    let year = try it.commit(Self.redraw(it, of: "year"), as: "three")
    #expect(year.status == 64 && year.standardError.contains("begin a new rotation"))
  }
}
