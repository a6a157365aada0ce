import Foundation
import Frames
import GRDB
import TestSupport
import Testing

/// One pool in all its forms, the same selection from each: a made-up one, and where it is there that of Chicago.
@Suite struct SameDrawTests {
  /// A pool whose texts try what quotes and encodings do.
  struct Made {
    let scratch: Scratch
    var stratum = "class"
    var strata = ["高风险", "it's; --", "\"低\" 风险", "C, D"]
    var header = ["id", "class", "状态", "note"]
    var conditions = [[], ["--where", "状态 = 存续"], ["--where", "状态 not in (注销)"]]

    /// The real pool of Chicago.
    init(chicago text: String) throws {
      scratch = try Scratch()
      stratum = "risk_class"
      strata = ["1", "2", "3"]
      let table = try Table(bytes: Array(text.utf8), file: "chicago")
      header = table.header
      conditions = [[], ["--where", "ward = 42"], ["--where", "last_result in (Fail, Pass)"]]
      try write([header] + table.rows.map(\.cells))
    }

    init(_ random: inout Chance) throws {
      scratch = try Scratch()
      let odd = ["", "'", "\"", ",", "\\", ";", "㐀", "é", "𠮷", " x", "--", "`", "$$"]
      var rows = [header]
      for number in 0..<800 {
        let middle = random.pick(odd).trimmingCharacters(in: .whitespaces)
        rows.append(
          [
            "编\(middle)\(number)", random.pick(strata), random.pick(["存续", "注销", ""]),
            random.pick(["", "a\nb", " leading", "trailing ", "007", "1E+5", "NULL", "say \"hi\""]),
          ]
        )
      }
      try write(rows)
    }

    /// The pool as a file, packed, in another encoding, and as a table of SQLite.
    private func write(_ rows: [[String]]) throws {
      _ = try scratch.write(CSVText.lines(rows), to: "pool.csv")
      try shell("gzip -k pool.csv && iconv -f UTF-8 -t GB18030 pool.csv > gb.csv")
      let queue = try DatabaseQueue(path: scratch.path("pool.sqlite"))
      let columns = header.map { "\"\($0)\" TEXT" }.joined(separator: ", ")
      let marks = header.map { _ in "?" }.joined(separator: ", ")
      try queue.write { database in
        try database.execute(sql: "CREATE TABLE units (\(columns))")
        for row in rows.dropFirst() {
          try database.execute(
            sql: "INSERT INTO units VALUES (\(marks))",
            arguments: StatementArguments(row)
          )
        }
      }
      try queue.close()
    }

    func shell(_ line: String) throws {
      let run = try ToolRun.shell(line, folder: scratch.folder)
      #expect(run.status == 0, "\(run.standardError)")
    }
  }

  /// Puts a pool of texts into an engine.
  static func load(_ engine: String, _ file: String, columns: [String], folder: URL) throws
    -> String
  {
    let table = "pool_\(UUID().uuidString.prefix(8))"
    if engine == "duckdb" {
      try Engines.ask(
        duckdb: """
          CREATE TABLE "\(table)" AS
          FROM read_csv('\(file)', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
          """,
        database: "register.duckdb",
        folder: folder
      )
    } else {
      let names = columns.map { "\"\($0)\" text" }.joined(separator: ", ")
      let text = try String(
        contentsOf: folder.appendingPathComponent(file),
        encoding: .utf8
      )
      try Engines.ask(
        postgres: """
          CREATE TABLE "\(table)" (\(names));
          COPY "\(table)" FROM STDIN (FORMAT csv, HEADER true);
          \(text)\\.

          """
      )
    }
    return table
  }

  static func from(_ engine: String, _ table: String, folder: URL) throws -> [String] {
    let place =
      engine == "duckdb"
      ? folder.appendingPathComponent("register.duckdb").path
      : try #require(PostgresServer.shared).place
    return ["--from", "\(engine):\(place)", "--table", table]
  }

  /// Thirty rule sets with their seeds: file, gz, another encoding, SQLite, pull and push give one selection.
  @Test(arguments: 0..<5) func thirtyDrawsAreTheSame(part: Int) throws {
    var random = Chance(seed: UInt64(2024 + part))
    try Self.compare(try Made(&random), draws: 6, &random)
  }

  /// The same on the real pool; thirty in the long run.
  @Test(.enabled(if: Shared.isAvailable)) func chicago() throws {
    var random = Chance(seed: 24)
    let file = Shared.path("pools/chicago-food-establishments.csv")
    let made = try Made(chicago: try String(contentsOfFile: file, encoding: .utf8))
    try Self.compare(made, draws: ToolRun.isLong ? 30 : 1, &random)
  }

  private static func compare(_ made: Made, draws: Int, _ random: inout Chance) throws {
    let tables = try PullTests.engines.map { engine in
      let folder = made.scratch.folder
      return (engine, try load(engine, "pool.csv", columns: made.header, folder: folder))
    }
    for number in 0..<draws {
      let sizes = ["3", "10%", "≥25%", "1/3", "20 or all", "100%", "0"]
      var terms = made.strata.flatMap { ["--rule", "\($0): \(random.pick(sizes))"] }
      if random.hit(0.5) {
        // Of a whole stratum nothing is left for its reserve.
        terms = terms.map { text in
          ["100%", "all"].contains { text.hasSuffix($0) }
            ? "\(text.split(separator: ": ")[0]): 5" : text
        }
        terms += ["--reserves", random.pick(["1", "20%"])]
      }
      terms += ["--label", "第\(number)次", "--seed", "\(random.int(0...999_999))"]
      try compare(terms, random.pick(made.conditions), tables, made)
    }
  }

  private static func compare(
    _ terms: [String],
    _ condition: [String],
    _ tables: [(String, String)],
    _ made: Made
  ) throws {
    let folder = made.scratch.folder
    let columns = ["--id", "id", "--stratum", made.stratum]
    let all = columns + condition + terms
    func run(_ arguments: [String]) throws -> ToolRun { try Engines.run(arguments, folder: folder) }
    var pools: [(String, [String])] = [
      ("file", ["pool.csv"]), ("gz", ["pool.csv.gz"]), ("gb", ["gb.csv", "--encoding", "gb18030"]),
      ("sqlite", ["pool.sqlite", "--table", "units"]),
    ]
    for (engine, table) in tables {
      pools.append((engine, try from(engine, table, folder: folder)))
    }
    var first: String?
    for (name, pool) in pools {
      let drawn = try run(
        ["draw"] + pool + all + ["-o", "from-\(name).csv", "--receipt", "\(name).json"]
      )
      #expect(drawn.status == 0, "\(name) \(all) \(drawn.standardError)")
      let text = try String(contentsOfFile: made.scratch.path("from-\(name).csv"), encoding: .utf8)
      first = first ?? text
      #expect(text == first, "\(name) \(all)")
      guard pool.contains("--from") else { continue }
      let verified = try run(["verify", "\(name).json", "--selection", "from-\(name).csv"] + pool)
      #expect(verified.status == 0, "\(name) \(all) \(verified.output)\(verified.standardError)")
    }
    for (engine, table) in tables {
      let push = Push(engine, folder: folder, table: table, columns: columns + condition)
      try push.prepare()
      try push.draw(terms)
      let accepted = try push.accept(terms)
      #expect(accepted.status == 0, "\(engine) \(all) \(accepted.standardError)")
      let text = try String(contentsOfFile: made.scratch.path("push.csv"), encoding: .utf8)
      #expect(text == first, "\(engine) push \(all)")
      let verified = try run([
        "verify", "push.json", "--selection", "push.csv", "--pool", "pool.csv",
      ])
      #expect(verified.status == 0, "\(engine) \(all) \(verified.output)")
    }
  }
}
