package import Sampling

/// An engine that did not do what it was asked.
package enum EngineError: ExplainedError, Hashable {
  /// Its client is not on this machine (69).
  case noClient(Engine)
  /// Its client could not reach it (69), with the client's words.
  case unreachable(Engine, words: String)
  /// It refused a statement (66), with its words.
  case refused(source: String, words: String)

  package var kind: ErrorKind {
    switch self {
    case .noClient, .unreachable: .unavailable
    case .refused: .missing
    }
  }

  package func explanation(in language: Language) -> String {
    switch self {
    case .noClient(let engine):
      language(
        "\(engine.name) is asked by its own client, \(engine.client), which is not in PATH; install \(engine.package)",
        "向 \(engine.name) 取数需要其客户端 \(engine.client)，但 PATH 中没有，请安装 \(engine.package)"
      )
    case .unreachable(let engine, let words):
      language(
        "\(engine.name) can not be reached: \(words)",
        "无法连接 \(engine.name)：\(words)"
      )
    case .refused(let source, let words):
      language("\(source): \(words)", "\(source)：\(words)")
    }
  }
}

extension Engine {
  /// The program that asks it.
  var client: String { self == .postgres ? "psql" : "duckdb" }

  /// What brings the program.
  fileprivate var package: String {
    self == .postgres ? "postgresql-client (Debian)" : "duckdb-cli (PyPI)"
  }
}
