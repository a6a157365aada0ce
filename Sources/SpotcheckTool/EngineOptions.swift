import ArgumentParser
import Draws
import Frames
import Sampling

/// A pool that lies in an engine, in place of a file.
struct EngineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read the pool from DuckDB or PostgreSQL by their own client: duckdb:pool.parquet, duckdb:\"SELECT …\","
        + " duckdb:register.duckdb or postgres:service=NAME with --query or --table.",
      "通过 DuckDB 或 PostgreSQL 自身的客户端读取对象库：duckdb:对象库.parquet、duckdb:\"SELECT …\"，或"
        + " duckdb:名录.duckdb、postgres:service=名称 加 --query 或 --table",
      value: .engineSource
    )
  )
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The query that is the pool in the engine: one SELECT, without ; and comments.",
      "作为对象库的查询：一条 SELECT，不带分号和注释",
      value: .query
    )
  )
  var query: String?

  /// Where the pool lies in an engine; nil where it is a file, or none.
  ///
  /// - Parameters:
  ///   - pool: the file that was named.
  ///   - columns: what else was said of the pool.
  ///   - input: what was said of a file.
  /// - Returns: where it lies.
  /// - Throws: `UsageError`; `EngineSourceError`.
  func source(
    besides pool: String?,
    columns: PoolOptions,
    input: InputOptions
  ) throws -> EngineSource? {
    guard let from else {
      guard query == nil else {
        throw UsageError("--query goes with --from", "--query 须与 --from 同时使用")
      }
      return nil
    }
    guard pool == nil else {
      throw UsageError(
        "the pool is a file or lies in an engine: give one of them and --from",
        "对象库或为文件，或在引擎中：文件与 --from 只能用其一"
      )
    }
    guard columns.encoding == nil, input.sheet == nil, input.headerRow == nil else {
      throw UsageError(
        "--encoding, --sheet and --header-row are of files; leave them out with --from",
        "--encoding、--sheet、--header-row 用于文件，使用 --from 时请去掉"
      )
    }
    return try EngineSource(from, query: query, table: columns.table)
  }
}

extension Engine: ExpressibleByArgument {}

/// What is read in an engine that draws by itself.
struct RelationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The engine: duckdb, postgres or spark.",
      "引擎：duckdb、postgres 或 spark",
      value: .engine
    )
  )
  var engine: Engine

  @Option(
    help: ArgumentHelp(
      "The query that is the pool in the engine: one SELECT, without ; and comments.",
      "作为对象库的查询：一条 SELECT，不带分号和注释",
      value: .query
    )
  )
  var query: String?

  /// What is read.
  func relation(_ columns: PoolOptions) throws -> EngineRelation {
    switch (query, columns.table) {
    case (let query?, nil): return .query(try QueryGuard(query).query)
    case (nil, let table?): return .table(table)
    default:
      throw UsageError(
        "say what is read in the engine: --query \"SELECT …\" or --table NAME",
        "请用 --query \"SELECT …\" 或 --table 名称 指明在引擎中读取什么"
      )
    }
  }
}

/// A pool as the command line names it, not open yet.
enum PoolPlace {
  case file(String)
  case engine(EngineSource)

  init?(_ pool: String?, _ engine: EngineSource?) {
    if let engine {
      self = .engine(engine)
    } else if let pool {
      self = .file(pool)
    } else {
      return nil
    }
  }

  /// Opens the pool.
  func open(_ layout: PoolLayout, monitor: WorkMonitor) throws -> Pool {
    switch self {
    case .file(let path): try Pool(path, layout: layout, monitor: monitor)
    case .engine(let source): try Pool(source, layout: layout, monitor: monitor)
    }
  }

  /// The pool as evidence.
  func evidence(_ layout: PoolLayout) -> Evidence.PoolFile {
    switch self {
    case .file(let path): Evidence.PoolFile(path, layout: layout)
    case .engine(let source): Evidence.PoolFile(source, layout: layout)
    }
  }
}
