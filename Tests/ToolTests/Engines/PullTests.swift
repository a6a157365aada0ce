import Foundation
import Frames
import Testing

/// A pool in an engine, read by its client: the same draw as from the file.
@Suite struct PullTests {
  static let engines: [String] =
    (Engines.hasDuckDB ? ["duckdb"] : []) + (Engines.hasPostgres ? ["postgres"] : [])

  /// A pool as CSV and in an engine.
  struct Place {
    let draw: CommittedDraw
    /// What `--from` is given.
    let from: [String]

    init(_ engine: String) throws {
      draw = try CommittedDraw()
      let name = "pool_\(UUID().uuidString.prefix(8))"
      if engine == "duckdb" {
        try Engines.ask(
          duckdb: """
            CREATE TABLE "\(name)" AS FROM read_csv('pool.csv', header = true, all_varchar = true);
            """,
          database: "register.duckdb",
          folder: draw.scratch.folder
        )
        from = ["--from", "duckdb:\(draw.path("register.duckdb"))", "--table", name]
      } else {
        let columns = CommittedDraw.header.split(separator: ",").map { "\($0) text" }
        let rows = CommittedDraw.rows.map { row in
          "('" + row.split(separator: ",").joined(separator: "', '") + "')"
        }
        try Engines.ask(
          postgres: """
            CREATE TABLE "\(name)" (\(columns.joined(separator: ", ")));
            INSERT INTO "\(name)" VALUES \(rows.joined(separator: ", "));
            """
        )
        from = ["--from", "postgres:\(try #require(PostgresServer.shared).place)", "--table", name]
      }
    }

    func run(_ arguments: [String]) throws -> ToolRun {
      try Engines.run(arguments, folder: draw.scratch.folder)
    }
  }

  static let rules = ["--stratum", "kind", "--rule", "20%", "--reserves", "1"]
  static let draw = rules + ["--label", "lab", "--seed", CommittedDraw.seed]

  @Test(arguments: engines) func theDrawIsThatOfTheFile(engine: String) throws {
    let place = try Place(engine)
    let file = try place.run(
      ["draw", "pool.csv"] + Self.draw + ["-o", "file.csv", "--receipt", "file.json"]
    )
    let pulled = try place.run(
      ["draw"] + place.from + Self.draw + ["-o", "pull.csv", "--receipt", "pull.json"]
    )
    #expect(file.status == 0 && pulled.status == 0, "\(pulled.standardError)")
    #expect(try place.draw.text("pull.csv") == place.draw.text("file.csv"))
    let receipt = try place.draw.text("pull.json")
    #expect(receipt.contains("\"name\" : \"\(engine)\"") && receipt.contains("\"way\" : \"pull\""))
    #expect(receipt.contains("spotcheck.receipt/2") && !receipt.contains("register.duckdb"))
    for pool in [place.from, ["--pool", "pool.csv"]] {
      let verified = try place.run(["verify", "pull.json", "--selection", "pull.csv"] + pool)
      #expect(verified.status == 0, "\(verified.output)\(verified.standardError)")
      #expect(verified.output.contains("the pool has the same 60 units and strata"))
      #expect(verified.output.contains("pull.csv holds the same rows"))
    }
    // Another pool is no surprise to anybody.
    let other = CommittedDraw.text.replacing("U60", with: "U61")
    _ = try place.draw.scratch.write(other, to: "other.csv")
    let differs = try place.run(["verify", "pull.json", "--pool", "other.csv"])
    #expect(!differs.output.contains("the same 60 units"), "\(differs.output)")
  }

  @Test(arguments: engines) func aCommittedDrawIsVerified(engine: String) throws {
    let place = try Place(engine)
    let commit = try place.run(
      ["commit"] + place.from + Self.rules + [
        "--label", "lab", "--seed-source", "dice", "--seed-form", CommittedDraw.form, "--record",
        "r",
        "--notice", "n.txt", "--where", "status = open", "--publish-columns", "name",
      ]
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    let record = try place.draw.text("r")
    #expect(record.contains("pool\t\n") && record.contains("shown\t1\t"))
    let arguments = [
      "--stratum", "kind", "--label", "lab", "--seed", CommittedDraw.seed, "--record", "r", "-o",
      "s.csv", "--receipt", "r.json", "--publish", "public",
    ]
    let draw = try place.run(["draw"] + place.from + arguments)
    #expect(draw.status == 0, "\(draw.standardError)")
    #expect(try place.draw.text("public/selection.csv").hasPrefix("id,name\nU"))
    for pool in [place.from, ["--pool", "pool.csv"]] {
      let verified = try place.run(
        [
          "verify", "r.json", "--record", "r", "--notice", "n.txt", "--selection", "s.csv",
          "--seed",
          CommittedDraw.seed,
        ] + pool
      )
      #expect(verified.status == 0, "\(verified.output)\(verified.standardError)")
      let outside = try place.run(
        [
          "verify", "public/receipt.json", "--notice", "n.txt", "--selection",
          "public/selection.csv", "--seed", CommittedDraw.seed,
        ] + pool
      )
      #expect(outside.status == 0, "\(outside.output)\(outside.standardError)")
    }
  }

  @Test(arguments: engines) func whatTheEngineRefusesIsSaidInItsWords(engine: String) throws {
    let place = try Place(engine)
    let from = Array(place.from.prefix(2))
    let missing = try place.run(["draw"] + from + ["--table", "no such"] + Self.draw)
    #expect(missing.status == 66 && missing.standardError.contains("no such"))
    let column = try place.run(["draw"] + place.from + Self.draw + ["--id", "code"])
    #expect(column.status == 65 && column.standardError.contains("\"code\""))
    let two = try place.run(["draw"] + from + ["--query", "SELECT 1; DROP TABLE x"] + Self.draw)
    #expect(two.status == 64 && two.standardError.contains("--query has a ;"))
    let write = try place.run(
      ["draw"] + from + ["--query", "DELETE FROM \"\(place.from[3])\" RETURNING *"] + Self.draw
    )
    #expect(write.status == 66, "\(write.standardError)")
    #expect(!FileManager.default.fileExists(atPath: place.draw.path("selection.csv")))
    for bad in [["--encoding", "utf-8"], ["--sheet", "x"], ["--header-row", "1"]] {
      #expect(try place.run(["draw"] + place.from + Self.draw + bad).status == 64)
    }
    #expect(try place.run(["draw", "pool.csv"] + place.from + Self.draw).status == 64)
  }

  /// Names that would leave their quotes are names.
  @Test(arguments: engines) func namesStayInTheirQuotes(engine: String) throws {
    let place = try Place(engine)
    let pieces = [
      "\"", "'", ";", "--", "/*", "*/", "\\", "\\!", ")", "(", "$$", "`", ".", "x", " ", "名",
    ]
    var random = Chance(seed: 24)
    for _ in 0..<12 {
      let parts = (0..<4).map { _ in random.pick(pieces) }
      let name = "n" + parts.joined() + "n"
      let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
      let header = CommittedDraw.header.replacing("id,", with: CSVText.field(name) + ",")
      let text = ([header] + CommittedDraw.rows).map { $0 + "\n" }.joined()
      _ = try place.draw.scratch.write(text, to: "odd.csv")
      let table = "t" + name
      let sql =
        "CREATE TABLE \"\(table.replacing("\"", with: "\"\""))\" AS "
        + "SELECT id AS \(quoted), name, kind, status, staff FROM \"\(place.from[3])\";"
      if engine == "duckdb" {
        try Engines.ask(duckdb: sql, database: "register.duckdb", folder: place.draw.scratch.folder)
      } else {
        try Engines.ask(postgres: sql)
      }
      let arguments = Self.draw + ["--id", name]
      let file = try place.run(["draw", "odd.csv"] + arguments)
      let from = Array(place.from.prefix(2)) + ["--table", table]
      let pulled = try place.run(["draw"] + from + arguments)
      #expect(pulled.status == 0 && file.status == 0, "\(name) \(pulled.standardError)")
      #expect(pulled.output == file.output, "\(name)")
    }
  }

  @Test func aClientThatIsNotThereIs69() throws {
    let draw = try CommittedDraw()
    for from in ["duckdb:pool.parquet", "postgres:service=x"] {
      let run = try ToolRun.run(
        ["draw", "--from", from] + (from.hasPrefix("p") ? ["--table", "t"] : []) + Self.draw,
        folder: draw.scratch.folder,
        environment: ["LC_ALL": "C", "PATH": "/nowhere"]
      )
      #expect(run.status == 69 && run.standardError.contains("not in PATH"), "\(run.standardError)")
    }
  }

  @Test(.enabled(if: Engines.hasPostgres)) func aDeadServerIs69WithItsWords() throws {
    let run = try Engines.run(
      ["draw", "--from", "postgres:host=/nowhere dbname=x", "--table", "t"] + Self.draw
    )
    #expect(
      run.status == 69 && run.standardError.contains("/nowhere/.s.PGSQL"),
      "\(run.standardError)"
    )
  }

  /// A client that is told to end leaves nothing behind, whatever it was doing.
  @Test(arguments: engines, [SIGINT, SIGTERM]) func anInterruptLeavesNoChild(
    engine: String,
    signal: Int32
  ) throws {
    let place = try Place(engine)
    let mark = "spotcheck_\(UUID().uuidString.prefix(8))"
    // Long enough to be met, and known by its name.
    let query =
      engine == "duckdb"
      ? "SELECT count(*) AS id, 'a' AS kind FROM range(100000) a, range(100000) b, range(1000) c"
      : "SELECT pg_sleep(60)::text AS id, '\(mark)' AS kind"
    let from = engine == "duckdb" ? ["--from", "duckdb:"] : Array(place.from.prefix(2))
    var children: [pid_t] = []
    let run = try Engines.run(["draw"] + from + ["--query", query] + Self.draw) { process in
      for _ in 0..<400 where children.isEmpty {
        usleep(10_000)
        children = Children.all(of: process)
      }
      usleep(200_000)
      children = Children.all(of: process)
      #expect(!children.isEmpty)
      kill(process, signal)
    }
    #expect(run.status == 130, "\(run.standardError)")
    for _ in 0..<200 where children.contains(where: Children.isAlive) { usleep(10_000) }
    #expect(!children.contains(where: Children.isAlive))
  }
}

/// Child processes, as the system lists them.
enum Children {
  static func all(of parent: pid_t) -> [pid_t] {
    let list = try? String(
      contentsOfFile: "/proc/\(parent)/task/\(parent)/children",
      encoding: .utf8
    )
    if let list, !list.isEmpty { return list.split(separator: " ").compactMap { pid_t($0) } }
    // A thread may have begun them.
    let threads =
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
    return threads.flatMap { thread in
      ((try? String(contentsOfFile: "/proc/\(parent)/task/\(thread)/children", encoding: .utf8))
        ?? "")
        .split(separator: " ").compactMap { pid_t($0) }
    }
  }

  /// Whether it still does something; one that nobody has waited for yet does not.
  static func isAlive(_ process: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return false
    }
    return text.split(separator: ")").last?.split(separator: " ").first != "Z"
  }
}
