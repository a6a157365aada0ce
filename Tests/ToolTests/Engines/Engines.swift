import Foundation
import Testing

/// The engines that tests ask: DuckDB's client, and a PostgreSQL server of the tests' own.
enum Engines {
  /// The folder of the checkout.
  private static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// DuckDB's client as `make setup` brings it: the program inside the wheel, not its Python wrapper.
  static let duckdb: String? = {
    let library = top.appendingPathComponent(".build/engines/lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    return versions.map { library.path + "/\($0)/site-packages/duckdb_cli/duckdb" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The server's programs, as Debian lays them.
  static let postgresPrograms: String? = {
    let folder = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(folder)/\($0)/bin" }
      .first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
  }()

  static let hasDuckDB = duckdb != nil
  static let hasPostgres = postgresPrograms != nil

  /// The environment in which both clients are found.
  static var environment: [String: String] {
    let folder = duckdb.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } ?? ""
    return [
      "LC_ALL": "C.UTF-8", "SPOTCHECK_LANGUAGE": "en", "PATH": "\(folder):/usr/bin:/bin",
      "PGUSER": "postgres", "HOME": "/nonexistent",
    ]
  }

  /// Runs `spotcheck` where both clients are found.
  static func run(
    _ arguments: [String],
    folder: URL? = nil,
    during: (pid_t) throws -> Void = { _ in }
  ) throws -> ToolRun {
    try ToolRun.run(arguments, folder: folder, environment: environment, during: during)
  }

  /// Runs SQL in DuckDB and answers what it prints.
  @discardableResult
  static func ask(duckdb sql: String, database: String = ":memory:", folder: URL) throws -> ToolRun
  {
    let run = try ToolRun.run(
      ["-batch", "-bail", "-no-init", "-csv", database],
      input: Data(sql.utf8),
      folder: folder,
      environment: environment,
      executable: URL(fileURLWithPath: try #require(duckdb))
    )
    #expect(run.status == 0, "\(run.standardError)\n\(sql)")
    return run
  }

  /// Runs SQL in PostgreSQL and answers what it prints.
  @discardableResult
  static func ask(postgres sql: String) throws -> ToolRun {
    let run = try ToolRun.run(
      [
        "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", try #require(PostgresServer.shared).place, "-f",
        "-",
      ],
      input: Data(sql.utf8),
      environment: environment,
      executable: URL(fileURLWithPath: "/usr/bin/psql")
    )
    #expect(run.status == 0, "\(run.standardError)\n\(sql)")
    return run
  }
}

/// A server in a temporary folder, reached by a socket in it, which ends with the process of the tests.
final class PostgresServer: Sendable {
  static let shared = try? PostgresServer()

  private let folder: String
  /// Holds the server: it ends when nobody holds this any more.
  private let hold: FileHandle

  /// The server as a client names it.
  var place: String { "host=\(folder) dbname=postgres" }

  /// What a clean machine has no locale for is sorted by ICU: not by bytes, as an office's server.
  private init() throws {
    guard let programs = Engines.postgresPrograms else { throw CocoaError(.fileNoSuchFile) }
    var template = Array("/tmp/spotcheck-pg-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // The server refuses to be run by root.
    let user = geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --init-groups" : ""
    let script = """
      set -e
      cd /
      if [ "$(id -u)" = 0 ]; then chown postgres "$1"; fi
      \(user) "$2/initdb" -D "$1/data" -A trust -U postgres -E UTF8 --no-sync --locale=C.UTF-8 \
        --locale-provider=icu --icu-locale=en-US >/dev/null
      \(user) "$2/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off >"$1/log" 2>&1 3<&- &
      server=$!
      for try in $(seq 200); do
        if \(user) "$2/pg_isready" -q -h "$1"; then break; fi
        sleep 0.05
      done
      echo ready
      cat >/dev/null
      kill -QUIT $server
      wait $server || true
      rm -rf "$1"
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script, "sh", folder, programs]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    hold = input.fileHandleForWriting
    _ = fcntl(hold.fileDescriptor, F_SETFD, FD_CLOEXEC)
    let said = output.fileHandleForReading.availableData
    guard said.starts(with: Data("ready".utf8)) else { throw CocoaError(.fileReadUnknown) }
  }
}

/// What this machine must have, where it is one that decides.
@Suite struct EngineSetUpTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["CI"] != nil))
  func theEnginesAreThere() {
    #expect(Engines.hasDuckDB, "make test-swift installs it")
    #expect(Engines.hasPostgres, "make setup installs it")
    #expect(PostgresServer.shared != nil)
  }
}
