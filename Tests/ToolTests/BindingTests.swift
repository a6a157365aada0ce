import Foundation
import Sampling
import Testing

/// What a record binds beside frame and counts: the values that are shown, and the rules.
@Suite struct BindingTests {
  @Test func shownValuesAreBound() throws {
    let it = try CommittedDraw()
    let commit = try it.commit(["--rule", "20%", "--publish-columns", "id,name,status"])
    #expect(commit.status == 0, "\(commit.standardError)")
    let record = try it.text("one.record")
    // The identifier is shown in any case, and is no column beside itself.
    #expect(record.contains(/\nshown\t2\t[0-9a-f]{64}\tname\tstatus\n/))
    // The digest is that of the lines as the protocol says, made here by hand.
    let lines = CommittedDraw.rows.map { row in
      let cells = row.split(separator: ",")
      return "\(cells[0])\t\(cells[1])\t\(cells[3])\n"
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let digest = SHA256.digest(of: lines.joined().utf8)
    #expect(record.contains("\nshown\t2\t\(digest)\t"))

    #expect(try it.draw(publishes: true).status == 0)
    #expect(try it.text("one.public/selection.csv").hasPrefix("id,name,status\n"))
    #expect(try it.verify().status == 0)
    #expect(try it.verifyPublic().status == 0)
    let selected = try #require(try it.rows().first?[7])
    func edited(_ what: String, _ with: String, _ name: String) throws -> String {
      #expect(CommittedDraw.text.contains(what))
      return try it.scratch.write(CommittedDraw.text.replacing(what, with: with), to: name)
    }
    // Another value of a unit, selected or not: refused by a draw, found by every verification.
    for id in [selected, "U05"] {
      let number = Int(id.dropFirst()) ?? 0
      let other = try edited("\(id),Unit \(number),", "\(id),Friend \(number),", "other.csv")
      let draw = try it.draw(pool: other)
      #expect(draw.status == 1, "\(draw.standardError)")
      #expect(draw.standardError.contains("have other values than were committed"))
      for run in [try it.verify(pool: other), try it.verifyPublic(pool: other)] {
        #expect(run.status == 1, "\(run.output)")
        #expect(run.output.contains("frame: DIFFERS: the published columns have other values"))
      }
    }
    // What is not shown is free, and that the bytes are others is said.
    let free = try edited("U05,Unit 5,A,open,5", "U05,Unit 5,A,open,55", "free.csv")
    let draw = try it.draw(pool: free)
    #expect(draw.status == 0 && draw.standardError.contains("other bytes than were committed"))
    let run = try it.verify(pool: free)
    #expect(run.status == 0 && run.output.contains("in other bytes"), "\(run.output)")
  }

  @Test func otherColumnsThanCommitted() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(["--rule", "20%", "--publish-columns", "name,status"]).status == 0)
    for columns in ["name", "name,status,staff", "staff"] {
      let run = try it.draw(["--publish-columns", columns], publishes: true)
      #expect(run.status == 1, "\(columns): \(run.standardError)")
      #expect(run.standardError.contains("the record commits to publish the columns"))
    }
    // The same in another order, and the identifier among them, are no others.
    let run = try it.draw(["--publish-columns", "status,id,name"], publishes: true)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(try it.text("one.public/selection.csv").hasPrefix("id,name,status\n"))
    #expect(try it.verifyPublic().status == 0)
    for (columns, status, words) in [
      ("name,nope", 65, "\"nope\""), ("name,name", 64, "to be published twice"),
    ] {
      let refused = try it.commit(["--rule", "20%", "--publish-columns", columns], as: "two")
      #expect(refused.status == Int32(status) && refused.standardError.contains(words))
    }
  }

  /// A record that names no columns leaves them open, and a verification says so.
  @Test func columnsThatWereNotCommitted() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(["--rule", "20%"]).status == 0)
    #expect(try it.draw(["--publish-columns", "name"], publishes: true).status == 0)
    for run in [try it.verify(), try it.verifyPublic()] {
      #expect(run.status == 0, "\(run.output)")
      #expect(run.output.contains("does not say that the columns \"name\" would be published"))
    }
    let list = try it.text("one.public/selection.csv")
    let forged = try it.scratch.write(list.replacing("Unit ", with: "unit "), to: "forged.csv")
    let run = try it.verifyPublic(list: forged)
    #expect(run.status == 1 && run.output.contains("column \"name\": \"unit"), "\(run.output)")
  }

  /// Rules that are lowered in the receipt, or raised in a record whose counts stay: the authority can bring
  /// every digest into line, and the rule is not true of the counts.
  @Test(arguments: [
    ("rule\t\t≥50%", "rule\t\t≥60%", "stratum \"A\": ≥60% of 10 asks for 6…10, 5 are selected"),
    ("rule\t\t≥50%", "rule\t\t≥50%\nrule\tB\t≤5", "asks for 0…5, 10 are selected"),
    ("\nexcluded", "\noverall\t≥31\nexcluded", "overall ≥31 of 60 asks for 31…60, 30 are selected"),
    ("rule\t\t≥50%", "rule\t\t≥40%", "\"strata.0.rule\" of the receipt is \"≥50%\""),
  ])
  func rulesAreBound(_ change: (what: String, with: String, words: String)) throws {
    let it = try CommittedDraw()
    let exclude = try it.scratch.write("id,reason\nU01,a\nU11,b\n", to: "exclude.csv")
    let out = ["--exclude", exclude]
    #expect(try it.commit(["--rule", "50%"] + out).status == 0)
    #expect(try it.draw(out).status == 0)
    #expect(try it.verify(out).status == 0)
    try it.forge { record in
      #expect(record.contains(change.what))
      return record.replacing(change.what, with: change.with, maxReplacements: 1)
    }
    let run = try it.verify(out)
    #expect(run.status == 1, "\(run.output)")
    #expect(
      run.output.contains("sizes: DIFFERS: ") && run.output.contains(change.words),
      "\(run.output)"
    )
    #expect(run.output.contains("record: ok"))
  }

  /// Rules beside a record are those of the record.
  @Test func otherRulesAreNotDrawn() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(["--rule", "50%", "--overall", "40%"]).status == 0)
    #expect(try it.draw(["--rule", "50%", "--overall", "40%"]).status == 0)
    for rules in [
      ["--rule", "50%"], ["--rule", "49%", "--overall", "40%"],
      ["--rule", "A: 50%", "--rule", "50%"],
    ] {
      let run = try it.draw(rules)
      #expect(run.status == 1, "\(rules): \(run.standardError)")
      #expect(run.standardError.contains("leave the rules out"), "\(run.standardError)")
    }
  }

  /// A record written by hand with fewer units than there are, or others.
  @Test func countsAndFramesAreBound() throws {
    let it = try CommittedDraw()
    #expect(try it.commit(["--rule", "50%"]).status == 0)
    #expect(try it.draw().status == 0)
    let (record, receipt, notice) = (
      try it.text("one.record"), try it.text("one.json"), try it.text("one.notice")
    )
    for (what, with, status) in [
      ("stratum\tA\t10\t5", "stratum\tA\t10\t6", 1), ("srs", "pareto", 1),
      // Two strata of other sizes, the same sum.
      (
        "stratum\tA\t10\t5\t0\tsrs\t\nstratum\tB\t20",
        "stratum\tA\t11\t5\t0\tsrs\t\nstratum\tB\t19", 1
      ),
      // What contradicts itself is no record.
      ("stratum\tA\t10\t5", "stratum\tA\t9\t5", 65), ("units\t60", "units\t61", 65),
      ("\nstratum\tA\t10\t5\t0\tsrs\t", "", 65),
      ("\nrule\t", "\nfilter\tstatus = open\nrule\t", 1),
      // The notice says as much as the record does.
      ("label\tlab", "label\tother", 65), ("attempt\t1", "attempt\t2", 65),
      ("seed-source\tdice", "seed-source\tthe mayor's pocket", 65),
    ] {
      for (name, text) in [("one.record", record), ("one.json", receipt), ("one.notice", notice)] {
        _ = try it.scratch.write(text, to: name)
      }
      #expect(record.contains(what))
      try it.forge { $0.replacing(what, with: with) }
      let run = try it.verify()
      #expect(run.status == Int32(status), "\(with): \(run.output) \(run.standardError)")
    }
  }
}
