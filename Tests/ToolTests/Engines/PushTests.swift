import Foundation
import Testing

/// A draw in an engine is that of the file, and an engine that lies is found out.
@Suite struct PushTests {
  private static func push(_ place: PullTests.Place, _ engine: String) -> Push {
    Push(
      engine,
      folder: place.draw.scratch.folder,
      table: place.from[3],
      columns: ["--stratum", "kind"]
    )
  }

  private static let terms = [
    "--rule", "20%", "--reserves", "1", "--label", "lab", "--seed", CommittedDraw.seed,
  ]

  @Test(arguments: PullTests.engines) func theDrawIsThatOfTheFile(engine: String) throws {
    let place = try PullTests.Place(engine)
    let push = Self.push(place, engine)
    let file = try place.run(
      ["draw", "pool.csv", "--stratum", "kind"] + Self.terms + ["-o", "file.csv"]
    )
    #expect(file.status == 0)
    try push.prepare()
    try push.draw(Self.terms)
    let accepted = try push.accept(Self.terms)
    #expect(accepted.status == 0, "\(accepted.standardError)")
    #expect(try place.draw.text("push.csv") == place.draw.text("file.csv"))
    let receipt = try place.draw.text("push.json")
    #expect(receipt.contains("\"way\" : \"push\"") && receipt.contains("\"name\" : \"\(engine)\""))
    for pool in [["--pool", "pool.csv"], ["--pool", "frame.csv"], place.from] {
      let list = pool == ["--pool", "frame.csv"] ? [] : ["--selection", "push.csv"]
      let run = try place.run(["verify", "push.json"] + list + pool)
      #expect(run.status == 0, "\(run.output)\(run.standardError)")
      #expect(run.output.contains("the pool has the same 60 units"), "\(run.output)")
    }
    // Without the frame it is taken, and said.
    let blind = try push.accept(Self.terms, ["--preflight", "preflight.csv"])
    #expect(blind.status == 2 && blind.standardError.contains("frame: NOT CHECKED"))
    #expect(try place.draw.text("push.csv") == place.draw.text("file.csv"))
    #expect(try place.run(["verify", "push.json", "--pool", "pool.csv"]).status == 0)
    #expect(try push.accept(Self.terms, []).status == 64)
  }

  /// Conditions, an empty class and shown columns go into the engine too.
  @Test(arguments: PullTests.engines) func aCommittedDrawIsTaken(engine: String) throws {
    let place = try PullTests.Place(engine)
    var push = Self.push(place, engine)
    let conditions = ["--where", "status != closed", "--where", "name not in ('a''b', 'Unit 2')"]
    push.columns += conditions
    let commit = try place.run(
      ["commit"] + place.from + conditions + [
        "--stratum", "kind", "--rule", "20%", "--label", "lab", "--seed-source", "dice",
        "--seed-form",
        CommittedDraw.form, "--record", "r", "--notice", "n.txt", "--publish-columns", "name",
      ]
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    try push.prepare(["--record", "r"])
    #expect(try place.draw.text("frame.csv").hasPrefix("id,kind,name,status\n"))
    let terms = ["--label", "lab", "--seed", CommittedDraw.seed, "--record", "r"]
    try Data(push.answer("draw", terms).utf8)
      .write(to: place.draw.scratch.folder.appendingPathComponent("result.csv"))
    let accepted = try push.accept(terms, ["--frame", "frame.csv", "--publish", "public"])
    #expect(accepted.status == 0, "\(accepted.standardError)")
    let verified = try place.run(
      [
        "verify", "push.json", "--record", "r", "--notice", "n.txt", "--selection", "push.csv",
        "--pool", "pool.csv", "--seed", CommittedDraw.seed,
      ]
    )
    #expect(verified.status == 0, "\(verified.output)\(verified.standardError)")
    // Another frame than was committed to is none.
    let frame = try place.draw.text("frame.csv").replacing(",Unit 4,", with: ",Unit four,")
    _ = try place.draw.scratch.write(frame, to: "other.csv")
    let other = try push.accept(terms, ["--frame", "other.csv"])
    #expect(other.status == 1, "\(other.standardError)")
  }

  /// One lie and what is said of it.
  struct Lie: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Changes the rows of the result, without its heading.
    var tell: @Sendable (inout [[String]]) -> Void
    var status: Int32
    var words: String
    /// The same without the frame; nil for the same words.
    var blind: String?
  }

  static let lies: [Lie] = [
    Lie(
      testDescription: "a ticket",
      tell: { $0[1][3] = String($0[1][3].reversed()) },
      status: 1,
      words: "row 3: the ticket of"
    ),
    Lie(
      testDescription: "a row left out",
      tell: { $0.remove(at: 1) },
      status: 1,
      words: "rank 2, is left out",
      blind: "stratum \"A\" has 2 rows, 3 were to be drawn"
    ),
    Lie(
      testDescription: "a row doubled",
      tell: { $0.insert($0[1], at: 1) },
      status: 65,
      words: "stands in row 3 too"
    ),
    Lie(
      testDescription: "another class",
      tell: {
        $0[1][2] = "B"
        $0[1][6] = "B"
      },
      status: 1,
      words: "is of stratum \"A\", not \"B\"",
      blind: "stratum \"A\" has 2 rows, 3 were to be drawn"
    ),
    Lie(
      testDescription: "another class in the row alone",
      tell: { $0[1][6] = "B" },
      status: 1,
      words: "the row's own columns say another"
    ),
    Lie(
      testDescription: "a blank in an identifier",
      tell: {
        $0[1][1] += " "
        $0[1][4] += " "
      },
      status: 65,
      words: "row 3, column \"id\""
    ),
    Lie(
      testDescription: "no class",
      tell: { $0[1][6] = "" },
      status: 65,
      words: "row 3, column \"kind\""
    ),
    Lie(
      testDescription: "two rows in another order",
      tell: { $0.swapAt(0, 1) },
      status: 1,
      words: "is next"
    ),
    Lie(
      testDescription: "a rank",
      tell: { $0[1][0] = "3" },
      status: 1,
      words: "has rank 2, not 3"
    ),
    Lie(
      testDescription: "another unit",
      tell: {
        $0[1][1] = "U99"
        $0[1][4] = "U99"
      },
      status: 1,
      words: "\"U99\" is not drawn",
      blind: "row 3"
    ),
  ]

  @Test(.enabled(if: Engines.hasDuckDB), arguments: lies) func aLieIsFound(lie: Lie) throws {
    let place = try PullTests.Place("duckdb")
    let push = Self.push(place, "duckdb")
    try push.prepare()
    try push.draw(Self.terms)
    let lines = try place.draw.text("result.csv").split(separator: "\n")
    var rows = lines.dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    lie.tell(&rows)
    let text = ([String(lines[0])] + rows.map { $0.joined(separator: ",") }).map { $0 + "\n" }
    _ = try place.draw.scratch.write(text.joined(), to: "lie.csv")
    let seen = try push.accept(Self.terms, result: "lie.csv")
    #expect(seen.status == lie.status, "\(seen.standardError)")
    #expect(seen.standardError.contains(lie.words), "\(seen.standardError)")
    let blind = try push.accept(Self.terms, ["--preflight", "preflight.csv"], result: "lie.csv")
    #expect(blind.status == lie.status, "\(blind.standardError)")
    #expect(blind.standardError.contains(lie.blind ?? lie.words), "\(blind.standardError)")
    #expect(!FileManager.default.fileExists(atPath: place.draw.path("push.csv")))
  }

  /// What an engine keeps back before it draws shows in its frame alone.
  @Test(.enabled(if: Engines.hasDuckDB)) func aUnitKeptBackShowsInTheFrame() throws {
    let place = try PullTests.Place("duckdb")
    var push = Self.push(place, "duckdb")
    try push.prepare()
    let whole = try place.draw.text("frame.csv")
    try push.draw(Self.terms)
    let first = try place.draw.text("result.csv").split(separator: "\n")[1].split(separator: ",")[1]
    push.columns += ["--where", "id != \(first)"]
    try push.prepare()
    try push.draw(Self.terms)
    push.columns.removeLast(2)
    // Nothing tells that there was one more.
    #expect(try push.accept(Self.terms, ["--preflight", "preflight.csv"]).status == 2)
    _ = try place.draw.scratch.write(whole, to: "whole.csv")
    let counted = try push.accept(
      Self.terms,
      ["--preflight", "preflight.csv", "--frame", "whole.csv"]
    )
    #expect(counted.status == 1 && counted.standardError.contains("other numbers of units"))
    let seen = try push.accept(Self.terms, ["--frame", "whole.csv"])
    #expect(
      seen.status == 1 && seen.standardError.contains("\"\(first)\""),
      "\(seen.standardError)"
    )
  }

  /// What the engine counts and a draw would refuse is told before anything is drawn.
  @Test(arguments: PullTests.engines) func thePreflightTells(engine: String) throws {
    let place = try PullTests.Place(engine)
    let rows = [
      ("NULL, 'A'", "units without an identifier"), ("'', 'A'", "units without an identifier"),
      ("'U01', 'A'", "stand more than once"), ("' U99', 'A'", "a blank at an end"),
      ("chr(9) || 'U99', 'A'", "a control character"), ("'e' || chr(769), 'A'", "not in form NFC"),
      ("repeat('x', 1025), 'A'", "more than 1024 bytes"), ("'U99', NULL", "no class in 1 rows"),
    ]
    for (row, words) in rows {
      let table = "t_\(UUID().uuidString.prefix(8))"
      let sql =
        "CREATE TABLE \"\(table)\" AS SELECT id, kind FROM \"\(place.from[3])\""
        + " UNION ALL SELECT \(row);"
      if engine == "duckdb" {
        try Engines.ask(duckdb: sql, database: "register.duckdb", folder: place.draw.scratch.folder)
      } else {
        try Engines.ask(postgres: sql)
      }
      let push = Push(
        engine,
        folder: place.draw.scratch.folder,
        table: table,
        columns: ["--stratum", "kind"]
      )
      try push.prepare()
      let run = try place.run(
        ["sql"] + push.columns + ["--only", "draw", "--preflight", "preflight.csv"] + Self.terms
      )
      #expect(run.status == 65 && run.standardError.contains(words), "\(row): \(run.standardError)")
    }
  }

  /// A preflight that is none, or counts what can not be, ends with a word and without a hang.
  @Test func whatIsNoPreflightIsRefused() throws {
    let scratch = try Scratch()
    let head = "draw_check,draw_name,draw_count\n"
    let greatest = "stratum,A,9223372036854775807\n"
    let refused = [
      ("", 65), ("a,b,c\n", 65), (head, 65), (head + "stratum,A,x\n", 65),
      (head + "stratum,A,-1\n", 65), (head + "stratum,A,1\nstratum,A,1\n", 65),
      (head + "stratum, A,1\n", 65), (head + greatest + "stratum,B,1\n", 65), (head + greatest, 0),
    ]
    for (text, status) in refused {
      _ = try scratch.write(text, to: "p.csv")
      let run = try ToolRun.run(
        [
          "sql", "--engine", "duckdb", "--table", "t", "--only", "draw", "--preflight", "p.csv",
          "--rule", "50%", "--label", "x", "--seed", "1",
        ],
        folder: scratch.folder
      )
      #expect(run.status == Int32(status), "\(text): \(run.standardError)")
    }
  }

  /// What SQL can not do as a draw does is refused with the reason.
  @Test func whatIsNotExactIsRefused() throws {
    let columns = ["--engine", "duckdb", "--table", "t", "--label", "x"]
    let refused = [
      (["--design", "pareto", "--measure", "staff"], "a draw by size is not made in SQL"),
      (["--normalize-ids"], "do not normalise"), (["--id", "a,b"], "name one column"),
      (["--where", "number:staff > 5"], "compares numbers or days"),
      (["--query", "SELECT 1"], "--query"), (["--only", "draw"], "--seed"),
      (["--only", "draw", "--seed", "1", "--rule", "1"], "needs the number of units"),
    ]
    for (arguments, words) in refused {
      let run = try ToolRun.run(["sql"] + columns + arguments)
      #expect(run.status == 64 && run.standardError.contains(words), "\(run.standardError)")
    }
    let spark = try ToolRun.run(
      ["sql", "--engine", "spark", "--table", "t", "--id", "a${x}", "--label", "x"]
    )
    #expect(spark.status == 64 && spark.standardError.contains("rename the column"))
  }

  /// The key of a sealed draw stands in no engine's log unless somebody says so.
  @Test func aSealedKeyStaysHere() throws {
    let draw = try CommittedDraw()
    #expect(try draw.commit(["--rule", "20%", "--sealed"]).status == 0)
    let arguments = [
      "sql", "--engine", "postgres", "--table", "t", "--stratum", "kind", "--record",
      draw.path("one.record"), "--label", "lab", "--seed", CommittedDraw.seed,
    ]
    let refused = try ToolRun.run(arguments + ["--only", "draw"])
    #expect(refused.status == 64 && refused.standardError.contains("--key-in-engine"))
    let said = try ToolRun.run(arguments + ["--only", "draw", "--key-in-engine"])
    #expect(said.status == 0 && said.standardError.contains("keep both as the record"))
  }

  /// The text of the statements, engine by engine.
  @Test(arguments: ["duckdb", "postgres", "spark"]) func theStatementsAreThoseOfTheFile(
    engine: String
  ) throws {
    let scratch = try Scratch()
    let counts =
      "draw_check,draw_name,draw_count\nengine,1,0\nstratum,it's,100000\nstratum,低\\风险;,40\n"
    _ = try scratch.write(counts, to: "preflight.csv")
    let run = try ToolRun.run(
      [
        "sql", "--engine", engine, "--query", "SELECT * FROM register", "--id", "编号", "--stratum",
        "a\"`b", "--unclassified", "其他", "--where", "状态 = '存续; --'", "--where", "note is empty",
        "--publish-columns", "name", "--preflight", "preflight.csv", "--rule", "10", "--start",
        "低\\风险;: \(String(repeating: "0f", count: 32))", "--label", "x", "--seed", "1",
      ],
      folder: scratch.folder
    )
    #expect(run.status == 0, "\(run.standardError)")
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/engines/\(engine).sql")
    #expect(run.output == (try? String(contentsOf: file, encoding: .utf8)))
  }
}
