package import Sampling

/// Where a pool lies in an engine: `ENGINE:SOURCE`, with a query or a table.
package struct EngineSource: Hashable, Sendable {
  /// The engine.
  package let engine: Engine
  /// What its client opens: a database's file, a service; empty for none.
  package let place: String
  /// What is read there.
  package let relation: EngineRelation

  /// Reads what `--from` names.
  ///
  /// - Parameters:
  ///   - text: `duckdb:pool.parquet`, `duckdb:SELECT …`, `duckdb:register.duckdb`, `postgres:service=register`.
  ///   - query: the query that is read; nil where a file or a table is.
  ///   - table: the table that is read.
  /// - Throws: ``EngineSourceError``.
  package init(_ text: String, query: String?, table: String?) throws(EngineSourceError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let engine = Engine(rawValue: String(parts[0])) else {
      throw .unknownEngine(text)
    }
    guard engine.isPulled else { throw .onlyPushed(engine) }
    guard query == nil || table == nil else { throw .queryAndTable }
    let place = String(parts[1])
    guard !place.utf8.contains(0) else { throw .noRelation(engine) }
    guard !EngineSource.holdsPassword(place) else { throw .password(engine) }
    self.engine = engine
    if let query {
      (self.place, relation) = (place, .query(try QueryGuard(query).query))
    } else if let table {
      (self.place, relation) = (place, .table(table))
    } else if engine == .duckdb, EngineSource.isQuery(place) {
      (self.place, relation) = ("", .query(try QueryGuard(place).query))
    } else if engine == .duckdb, let format = EngineFile(place) {
      (self.place, relation) = ("", .file(place, format))
    } else {
      throw .noRelation(engine)
    }
  }

  /// Whether a place of DuckDB is a query.
  private static func isQuery(_ text: String) -> Bool {
    let word = text.drop { $0.isWhitespace }.prefix { $0.isASCII && $0.isLetter }
    guard text.dropFirst(word.count).contains(where: \.isWhitespace) else { return false }
    return ["select", "with", "from", "values", "table"].contains(word.lowercased())
  }

  /// Whether something in the place reads like a password, which would stand in the list of processes.
  private static func holdsPassword(_ place: String) -> Bool {
    let lower = place.lowercased()
    if lower.contains(#/(password|passwd|pwd|secret|token)[a-z_]*\s*=/#) { return true }
    return lower.contains(#/^[a-z0-9+]+://[^/@]*:[^/@]*@/#)
  }

  /// The name for messages.
  package var name: String {
    switch relation {
    case .file(let path, _): "\(engine.rawValue):\(path)"
    case .query, .table: place.isEmpty ? engine.rawValue : "\(engine.rawValue):\(place)"
    }
  }
}

/// What is read in an engine.
package enum EngineRelation: Hashable, Sendable {
  /// A query, one that was looked at.
  case query(String)
  /// A table or view.
  case table(String)
  /// A file that the engine reads.
  case file(String, EngineFile)

  /// The relation as it stands behind FROM.
  func sql(_ engine: Engine) -> String {
    switch self {
    // On lines of its own: what is before and behind it stays whole.
    case .query(let text): "(\n\(text)\n)"
    case .table(let name): engine.identifier(name)
    case .file(let path, .parquet): "read_parquet(\(engine.literal(path)))"
    case .file(let path, .csv):
      "read_csv(\(engine.literal(path)), header = true, all_varchar = true)"
    }
  }

  /// The text as a receipt has it; nil for a file, whose path is no part of a draw.
  package var text: String? {
    switch self {
    case .query(let text): text
    case .table(let name): name
    case .file: nil
    }
  }
}

/// The kinds of files that DuckDB reads for us.
package enum EngineFile: Hashable, Sendable {
  case parquet, csv

  init?(_ path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".parquet") {
      self = .parquet
    } else if [".csv", ".tsv", ".csv.gz", ".csv.zst", ".tsv.gz", ".tsv.zst"]
      .contains(where: name.hasSuffix)
    {
      self = .csv
    } else {
      return nil
    }
  }
}

/// What an engine can not be asked (exit status 64).
package enum EngineSourceError: ExplainedError, Hashable {
  case unknownEngine(String)
  case onlyPushed(Engine)
  case queryAndTable
  case noRelation(Engine)
  case password(Engine)
  case query(QueryProblem)

  package var kind: ErrorKind { .usage }

  package func explanation(in language: Language) -> String {
    switch self {
    case .unknownEngine(let text):
      language(
        "\(Setting.from) \"\(text.excerpt)\" names no engine; write duckdb:pool.parquet, duckdb:\"SELECT …\" or"
          + " postgres:service=NAME",
        "\(Setting.from) “\(text.excerpt)”中没有引擎，请写 duckdb:pool.parquet、duckdb:\"SELECT …\" 或"
          + " postgres:service=名称"
      )
    case .onlyPushed(let engine):
      language(
        "\(engine.name) is not read row by row; print its statements with sql, and take the result with accept",
        "\(engine.name) 不逐行读取，请用 sql 生成语句、用 accept 接收结果"
      )
    case .queryAndTable:
      language(
        "give \(Setting.query) or \(Setting.table), not both",
        "\(Setting.query) 与 \(Setting.table) 只能用其一"
      )
    case .noRelation(let engine):
      language(
        engine == .duckdb
          ? "say what is read: duckdb:FILE.parquet, duckdb:FILE.csv, or a database with \(Setting.query) or"
            + " \(Setting.table)"
          : "say what is read in \(engine.name), with \(Setting.query) or \(Setting.table)",
        engine == .duckdb
          ? "请指明读取内容：duckdb:文件.parquet、duckdb:文件.csv，或数据库加 \(Setting.query) 或 \(Setting.table)"
          : "请用 \(Setting.query) 或 \(Setting.table) 指明在 \(engine.name) 中读取什么"
      )
    case .password(let engine):
      language(
        "\(Setting.from) holds a password, which everybody on this machine could read in the list of processes;"
          + " leave it to \(engine.name): ~/.pgpass, a service file or a secret",
        "\(Setting.from) 中含有密码，本机任何人都可在进程列表中看到；请交给 \(engine.name)"
          + " 自身保管：~/.pgpass、服务文件或其密钥设置"
      )
    case .query(let problem):
      language(
        "\(Setting.query) \(problem.sentence.english)",
        "\(Setting.query) \(problem.sentence.chinese)"
      )
    }
  }
}
