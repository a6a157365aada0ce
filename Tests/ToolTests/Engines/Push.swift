import Foundation
import Testing

/// A draw that is made in an engine: the statements of `sql`, run by its client, taken by `accept`.
struct Push {
  let engine: String
  let folder: URL
  /// The table of the pool in the engine.
  let table: String
  /// What both commands say of the pool.
  var columns: [String]

  init(_ engine: String, folder: URL, table: String, columns: [String]) {
    (self.engine, self.folder, self.table) = (engine, folder, table)
    self.columns = ["--engine", engine, "--table", table] + columns
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// What the engine answers to a statement.
  func answer(_ only: String, _ more: [String] = []) throws -> String {
    let sql = try Engines.run(["sql"] + columns + ["--only", only] + more, folder: folder)
    #expect(sql.status == 0, "\(sql.standardError)")
    return engine == "duckdb"
      ? try Engines.ask(duckdb: sql.output, database: "register.duckdb", folder: folder).output
      : try Engines.ask(postgres: sql.output).output
  }

  /// Asks for the counts and the frame: `preflight.csv`, `frame.csv`.
  func prepare(_ more: [String] = []) throws {
    for statement in ["preflight", "frame"] {
      try Data(answer(statement, more).utf8).write(
        to: URL(fileURLWithPath: path("\(statement).csv"))
      )
    }
  }

  /// Draws: `result.csv`.
  func draw(_ terms: [String]) throws {
    let text = try answer("draw", ["--preflight", "preflight.csv"] + terms)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path("result.csv")))
  }

  /// Takes the result: `push.csv`, `push.json`.
  func accept(
    _ terms: [String],
    _ more: [String] = ["--preflight", "preflight.csv", "--frame", "frame.csv"],
    result: String = "result.csv"
  ) throws -> ToolRun {
    try Engines.run(
      ["accept", result] + columns + terms + ["-o", "push.csv", "--receipt", "push.json"] + more,
      folder: folder
    )
  }
}
