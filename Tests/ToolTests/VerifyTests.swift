import Foundation
import Sampling
import TestSupport
import Testing

/// Every way of tampering that a verification must find, and name.
@Suite struct VerifyTests {
  struct Drawn {
    let scratch: Scratch
    let pool: String
    let receipt: String
    let selection: String

    init() throws {
      scratch = try Scratch()
      pool = try scratch.write(SmallPool.text, to: "pool.csv")
      receipt = scratch.path("receipt.json")
      selection = scratch.path("selection.csv")
      let run = try ToolRun.run(
        ["draw", pool, "--output", selection, "--receipt", receipt] + SmallPool.arguments
      )
      #expect(run.status == 0, "\(run.standardError)")
    }

    func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    func verify(
      receipt: String? = nil,
      pool: String? = nil,
      selection: String? = nil
    ) throws -> ToolRun {
      try ToolRun.run([
        "verify", receipt ?? self.receipt, "--pool", pool ?? self.pool, "--selection",
        selection ?? self.selection,
      ])
    }

    /// The identifier of the unit selected first in a stratum.
    func first(_ stratum: String) throws -> String {
      let line = try text(selection).split(separator: "\n").first { $0.hasPrefix("\(stratum),1,") }
      return String(try #require(line).split(separator: ",", maxSplits: 8)[7])
    }

    /// An identifier of a stratum that is not selected.
    func unselected(_ stratum: String) throws -> String {
      let list = try text(selection)
      let row = SmallPool.rows.first { row in
        let id = row.split(separator: ",")[0]
        return row.hasSuffix(",\(stratum)") && !list.contains(",\(id),")
      }
      return String(try #require(row).split(separator: ",")[0])
    }
  }

  @Test func anUntouchedDrawHolds() throws {
    let drawn = try Drawn()
    let run = try drawn.verify()
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("same bytes"))
    let chinese = try ToolRun.run(
      ["verify", drawn.receipt, "--pool", drawn.pool, "--language", "zh"])
    #expect(chinese.output.contains("验证通过"))
  }

  @Test func otherBytesOfTheSamePoolHold() throws {
    let drawn = try Drawn()
    let rows = [SmallPool.header] + SmallPool.rows.reversed()
    let pool = try drawn.scratch.write(rows.map { $0 + "\r\n" }.joined(), to: "other.csv")
    let run = try drawn.verify(pool: pool)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("other bytes"))
  }

  @Test func aDroppedUnit() throws {
    let drawn = try Drawn()
    let id = try drawn.first("B")
    let rows = [SmallPool.header] + SmallPool.rows.filter { !$0.hasPrefix("\(id),") }
    let pool = try drawn.scratch.write(rows.map { $0 + "\n" }.joined(), to: "other.csv")
    let run = try drawn.verify(pool: pool)
    #expect(run.status == 1)
    #expect(run.output.contains("stratum \"B\" has 19 units in the pool, the draw says 20"))
    #expect(run.output.contains("\"\(id)\" is not in the pool: dropped or renamed"))
  }

  @Test func anAddedUnit() throws {
    let drawn = try Drawn()
    // An identifier whose ticket comes first in its class, found by trying.
    let key = DrawKey(.units, label: "test", seed: "1 2 3")
    let id = try #require(
      (1...10_000).lazy.map { "N\($0)" }.first { key.ticket(of: $0.utf8).words.0 < 1 << 54 }
    )
    let pool = try drawn.scratch.write(SmallPool.text + "\(id),New,C\n", to: "other.csv")
    let run = try drawn.verify(pool: pool)
    #expect(run.status == 1)
    #expect(run.output.contains("stratum \"C\" has 31 units in the pool, the draw says 30"))
    #expect(run.output.contains("\"\(id)\" is selected and not in"))
  }

  @Test func aRenamedUnit() throws {
    let drawn = try Drawn()
    let id = try drawn.first("A")
    let pool = try drawn.scratch.write(
      SmallPool.text.replacing("\n\(id),", with: "\n\(id)-renamed,"),
      to: "other.csv"
    )
    let run = try drawn.verify(pool: pool)
    #expect(run.status == 1)
    #expect(run.output.contains("\"\(id)\" is not in the pool"))
  }

  @Test func aUnitMovedBetweenStrata() throws {
    let drawn = try Drawn()
    let id = try drawn.first("B")
    let row = try #require(SmallPool.rows.first { $0.hasPrefix("\(id),") })
    let pool = try drawn.scratch.write(
      SmallPool.text.replacing(row, with: row.dropLast() + "C"),
      to: "other.csv"
    )
    let run = try drawn.verify(pool: pool)
    #expect(run.status == 1)
    #expect(run.output.contains("moved between strata"))
  }

  @Test func anEditedSelection() throws {
    let drawn = try Drawn()
    let text = try drawn.text(drawn.selection)
    let id = try drawn.first("C")
    let other = try drawn.unselected("C")
    let swapped = try drawn.scratch.write(
      text.replacing(
        ",\(id),Unit \(id.dropFirst()),",
        with: ",\(other),Unit \(other.dropFirst()),"
      ),
      to: "swapped.csv"
    )
    let run = try drawn.verify(selection: swapped)
    #expect(run.status == 1)
    #expect(run.output.contains("\"\(other)\" is in the pool and not selected"))
    #expect(run.output.contains("\"\(id)\" is selected and not in"))
    let renamed = try drawn.scratch.write(
      text.replacing("Unit \(id.dropFirst()),C", with: "Friend,C"),
      to: "renamed.csv"
    )
    let cell = try drawn.verify(selection: renamed)
    #expect(cell.status == 1)
    #expect(cell.output.contains("column \"name\": \"Friend\" should be \"Unit"))
    let lines = text.split(separator: "\n")
    let shorter = try drawn.scratch.write(
      lines.dropLast().map { $0 + "\n" }.joined(),
      to: "shorter.csv"
    )
    #expect(try drawn.verify(selection: shorter).status == 1)
  }

  @Test func aWrongSeedAnotherSizeAnotherThreshold() throws {
    let drawn = try Drawn()
    let text = try drawn.text(drawn.receipt)
    let seed = try drawn.scratch.write(
      text.replacing("\"1 2 3\"", with: "\"1 2 4\""),
      to: "seed.json"
    )
    let run = try drawn.verify(receipt: seed)
    #expect(run.status == 1)
    #expect(run.output.contains("seed: DIFFERS"))
    let size = try drawn.scratch.write(
      text.replacing("\"size\" : 8", with: "\"size\" : 7"),
      to: "size.json"
    )
    let sized = try drawn.verify(receipt: size)
    #expect(sized.status == 1)
    #expect(sized.output.contains("stratum \"B\": >35% of 20 asks for 8…20, 7 are selected"))
    #expect(sized.output.hasSuffix("NOT verified: sizes, selection\n"), "\(sized.output)")
  }

  /// Strata twice or in another order: nothing is recomputed, and nothing holds.
  @Test func strataOutOfOrder() throws {
    let drawn = try Drawn()
    let text = try drawn.text(drawn.receipt)
    let object = try #require(
      text.firstMatch(of: /\{[^{}]*"stratum" : "A"[^{}]*\},/)
    ).output
    let digest = try #require(text.firstMatch(of: /"selected" : \{\s*"sha256" : "[0-9a-f]{8}/))
      .output
    for strata in [object + object, ""] {
      let forged = try drawn.scratch.write(
        text.replacing(object, with: strata)
          .replacing(digest, with: digest.dropLast(8) + "00000000"),
        to: "forged.json"
      )
      let run = try ToolRun.run(["verify", forged, "--pool", drawn.pool])
      #expect(run.status == 1, "\(run.output)")
    }
  }

  /// What a receipt says beside the draw must go with it.
  @Test(arguments: [
    ("\"measure\" : null", "\"measure\" : \"size\""),
    ("\"starts\" : null", "\"starts\" : {\"A\" : \"zz\"}"),
    ("\"normalized\" : null", "\"normalized\" : 1"),
    ("\"reserves\" : 0,\n  \"schema\"", "\"reserves\" : 1,\n  \"schema\""),
    ("\"units\" : 60", "\"units\" : 61"), ("\"units\" : 16", "\"units\" : 17"),
    ("\"rule\" : \">35%\"", "\"rule\" : \"≥45%\""),
  ])
  func whatGoesWithTheDraw(_ change: (what: String, with: String)) throws {
    let drawn = try Drawn()
    let pool = try drawn.scratch.write(
      SmallPool.text.replacing("\n", with: ",1\n").replacing("class,1", with: "class,size"),
      to: "sized.csv"
    )
    let text = try drawn.text(drawn.receipt)
    #expect(text.contains(change.what), "\(text)")
    let forged = try drawn.scratch.write(
      text.replacing(change.what, with: change.with),
      to: "forged.json"
    )
    let run = try ToolRun.run(["verify", forged, "--pool", pool])
    #expect(run.status == 1, "\(run.output)")
  }

  /// The record binds the rules, and by the digest of the frame whether identifiers were normalised.
  @Test func rulesAndNormalisingAreInTheRecord() throws {
    let it = try SealedTests.ceremony(sealed: true)
    let text = try it.text(it.receipt)
    let weaker = try it.scratch.write(
      text.replacing("\"≥30%\"", with: "\"≥10%\""),
      to: "weaker.json"
    )
    let rule = try it.audit(receipt: weaker)
    #expect(rule.status == 1 && rule.output.hasSuffix("NOT verified: sizes\n"), "\(rule.output)")
    #expect(try it.audit().output.contains("sizes: ok: every rule holds of the sizes"))

    let wide = try it.scratch.write("编号,名称\n１,甲\n２,乙\n３,丙\n", to: "wide.csv")
    let (record, receipt) = (it.scratch.path("wide-record"), it.scratch.path("wide.json"))
    let common = ["--normalize-ids", "--rule", "2", "--label", "全角", "--record", record]
    let commit = try ToolRun.run(
      ["commit", wide, "--seed-source", "dice", "--seed-form", "##########", "--notice"]
        + [it.scratch.path("wide-notice")] + common
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    let draw = try ToolRun.run(
      ["draw", wide, "--seed", "0123456789", "--receipt", receipt] + common
    )
    #expect(draw.status == 0, "\(draw.standardError)")
    func verify(_ receipt: String) throws -> ToolRun {
      try it.audit(receipt: receipt, pool: wide, record: record, seed: "0123456789")
    }
    #expect(try verify(receipt).status == 0)
    let claimed = try it.text(receipt).replacing(
      "\"normalized\" : 3",
      with: "\"normalized\" : null"
    )
    let raw = try verify(try it.scratch.write(claimed, to: "raw.json"))
    #expect(raw.status == 1)
    #expect(raw.output.contains("or whether identifiers were normalised"), "\(raw.output)")
  }

  @Test func aRotationGoesOnBehindTheLastDraw() throws {
    let drawn = try Drawn()
    let next = drawn.scratch.path("next.csv")
    let run = try ToolRun.run(
      [
        "draw", drawn.pool, "--after", drawn.receipt, "--output", next, "--receipt",
        drawn.scratch.path("next.json"),
      ] + SmallPool.arguments
    )
    #expect(run.status == 0, "\(run.standardError)")
    let before = Set(SmallPool.identifiers(of: try drawn.text(drawn.selection)))
    let after = Set(SmallPool.identifiers(of: try drawn.text(next)))
    #expect(before.count == 16 && after.count == 16)
    #expect(before.isDisjoint(with: after))
    func verify(_ more: [String]) throws -> ToolRun {
      try ToolRun.run(
        ["verify", drawn.scratch.path("next.json"), "--pool", drawn.pool, "--selection", next]
          + more
      )
    }
    let alone = try verify([])
    #expect(alone.status == 2, "\(alone.output)")
    #expect(alone.output.hasSuffix("nothing differs; not checked: rotation\n"), "\(alone.output)")
    let given = try verify(["--after", drawn.receipt])
    #expect(given.status == 2 && given.output.contains("fit the receipt"), "\(given.output)")
    let whole = try verify(["--after", drawn.receipt, "--after-pool", drawn.pool])
    #expect(whole.status == 0, "\(whole.output)")
    #expect(whole.output.contains("rotation: ok"))
    let otherSeed = try ToolRun.run(
      [
        "draw", drawn.pool, "--after", drawn.receipt, "--rule", "10%", "--stratum", "class",
        "--label", "test", "--seed", "9",
      ])
    #expect(otherSeed.status == 1)
  }
}
