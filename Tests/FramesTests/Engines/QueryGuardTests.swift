import Testing

@testable import Frames

/// What a client would take for more than one query, or for a command of its own.
@Suite struct QueryGuardTests {
  static let refused: [(String, QueryProblem)] = [
    ("", .empty), (" \n ", .empty),
    ("SELECT 1; SELECT 2", .secondStatement), ("SELECT 1;", .secondStatement),
    ("SELECT 1\n;", .secondStatement),
    ("SELECT 1\n.shell rm x", .clientCommand), (".shell rm x", .clientCommand),
    ("SELECT 1\n  .print x", .clientCommand), ("SELECT 1\r.print x", .clientCommand),
    ("\\! rm x", .backslash), ("SELECT 1 \\gexec", .backslash), ("SELECT E'\\'' ", .backslash),
    ("SELECT e'\\x'", .backslash), ("SELECT U&'\\0041'", .backslash),
    ("SELECT $$;$$", .dollar), ("SELECT $a$ x $a$", .dollar),
    ("SELECT 1 -- x", .comment), ("SELECT 1 /* x */", .comment), ("#x", .comment),
    ("SELECT 1) TO 'x' (", .brackets), ("SELECT (1", .brackets), ("SELECT (1]", .brackets),
    ("SELECT {'a': 1", .brackets), ("SELECT 1)", .brackets),
    ("SELECT 'a", .openQuote), ("SELECT \"a", .openQuote), ("SELECT 'a''", .openQuote),
    ("SELECT 1\u{0}", .control), ("SELECT '\u{0}'", .control), ("SELECT 1\u{8}", .control),
  ]

  @Test(arguments: refused) func isRefused(query: String, problem: QueryProblem) {
    #expect(throws: EngineSourceError.query(problem)) { try QueryGuard(query) }
  }

  static let taken = [
    "SELECT ';' FROM \"a;b\"", "SELECT '\\! rm' , \".shell\" FROM t", "SELECT '\\d+'",
    "SELECT 'it''s (' FROM t", "SELECT \"a\"\"--\" FROM t", "SELECT a - - 1, [1, 2], {'a': (1)}",
    "SELECT '--', '/* ' FROM t", "SELECT a || '；' AS 名称 FROM 对象", "SELECT '$$' FROM t",
    "SELECT 0.5, x.y FROM x", "SELECT '\n.shell' FROM t",
  ]

  @Test(arguments: taken) func isTaken(query: String) throws {
    #expect(try QueryGuard(query).query == query)
  }

  /// No line of a query begins where a client looks for a command.
  @Test func linesAreJoined() throws {
    #expect(try QueryGuard("SELECT a,\n\tb\r\nFROM t").query == "SELECT a,  b  FROM t")
    #expect(try QueryGuard("SELECT 1\ngo").query == "SELECT 1 go")
  }
}

/// What `--from` names.
@Suite struct EngineSourceTests {
  private func source(
    _ text: String,
    query: String? = nil,
    table: String? = nil
  ) throws(EngineSourceError) -> EngineSource {
    try EngineSource(text, query: query, table: table)
  }

  @Test func isRead() throws {
    #expect(try source("duckdb:a b.parquet").relation == .file("a b.parquet", .parquet))
    #expect(try source("duckdb:s3://b/*.parquet").relation == .file("s3://b/*.parquet", .parquet))
    #expect(try source("duckdb:pool.csv.gz").relation == .file("pool.csv.gz", .csv))
    #expect(try source("duckdb:select *\nfrom t").relation == .query("select * from t"))
    #expect(try source("duckdb:FROM t").relation == .query("FROM t"))
    let register = try source("duckdb:r.db", table: "a.b")
    #expect(register.place == "r.db" && register.relation.sql(.duckdb) == "\"a.b\"")
    #expect(try source("postgres:service=r", query: "SELECT 1").place == "service=r")
    #expect(try source("postgres:", query: "SELECT 1").place.isEmpty)
  }

  @Test func isRefused() {
    for text in ["pool.csv", "mysql:x", "", "DuckDB:x.parquet"] {
      #expect(throws: EngineSourceError.unknownEngine(text)) { try source(text) }
    }
    #expect(throws: EngineSourceError.onlyPushed(.spark)) { try source("spark:x") }
    #expect(throws: EngineSourceError.noRelation(.duckdb)) { try source("duckdb:register.db") }
    #expect(throws: EngineSourceError.noRelation(.postgres)) { try source("postgres:service=x") }
    #expect(throws: EngineSourceError.queryAndTable) {
      try source("postgres:x", query: "SELECT 1", table: "t")
    }
    for text in [
      "service=a password=b", "service=a PASSWORD = b", "sslpassword=x",
      "postgresql://me:secret@host/d", "postgresql://host/d?password=x", "dbname=d passwd=x",
    ] {
      #expect(throws: EngineSourceError.password(.postgres)) {
        try source("postgres:\(text)", table: "t")
      }
    }
    #expect(throws: Never.self) { try source("postgres:postgresql://me@host:5432/d", table: "t") }
  }
}

/// Names and texts stay in their quotes.
@Suite struct EngineQuotingTests {
  @Test func aQuoteIsDoubled() {
    #expect(Engine.duckdb.identifier("a\"b;--") == "\"a\"\"b;--\"")
    #expect(Engine.spark.identifier("a`b\"") == "`a``b\"`")
    #expect(Engine.duckdb.literal("it's \\ ;") == "'it''s \\ ;'")
    #expect(Engine.postgres.literal("it's") == "'it''s'")
    #expect(Engine.postgres.literal("\\'") == "E'\\\\'''")
    #expect(Engine.spark.literal("a';${x}\\\n") == "'a\\'\\u003B\\u0024{x}\\\\\\n'")
  }
}
