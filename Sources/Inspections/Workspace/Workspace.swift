internal import Foundation
internal import Frames
internal import GRDB
internal import Sampling

/// What an office keeps for years, in one SQLite file: lists, libraries and the ledger of every change to them.
///
/// One connection with a rollback journal that is synced before, after and when it is removed (`synchronous =
/// EXTRA`): what is acknowledged has reached the disk. Several programs may use one file; who changes it waits for
/// another for half a minute.
package struct Workspace: Sendable {
  /// The file.
  package let path: String
  /// Whether it was made to try things out: its clock may be set, and every page of it says so.
  package let isDemo: Bool
  /// Whether a crash had left a change half done, which was taken back when the file was opened.
  package let wasRolledBack: Bool
  let queue: DatabaseQueue
  private let clock: WorkspaceClock

  /// How long a change waits for another program's.
  private static let patience = 30.0

  /// Opens a workspace.
  ///
  /// A file of an earlier version is brought up to this one, as an entry of its own.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - now: the time to take instead of the clock's, in a workspace for trying out alone.
  /// - Throws: `InputError` where there is no such file; ``WorkspaceError`` for what is no workspace, one of a
  ///   later version, one on a network file system.
  package init(_ path: String, now: String? = nil) throws {
    try Workspace.checkPlace(path)
    let journal = path + "-journal"
    var status = stat()
    wasRolledBack = stat(journal, &status) == 0 && status.st_size > 0
    for file in [path, journal] { try InputFile.note(file) }
    self.path = path
    let isWritable = access(path, W_OK) == 0
    (queue, isDemo) = try explained(path) {
      let queue = try DatabaseQueue(
        path: path,
        configuration: Workspace.configuration(isReadOnly: !isWritable)
      )
      let isDemo = try queue.read { database in
        try Workspace.checkVersion(database, path)
        return try String.fetchOne(
          database,
          sql: "SELECT value FROM workspace WHERE name = 'demo'"
        ) == "1"
      }
      return (queue, isDemo)
    }
    clock = try WorkspaceClock(isDemo ? now : nil)
    try explained(path) { try bringUp() }
  }

  private init(path: String, queue: DatabaseQueue, isDemo: Bool, clock: WorkspaceClock) {
    self.path = path
    self.queue = queue
    self.isDemo = isDemo
    self.clock = clock
    wasRolledBack = false
  }

  /// The copy of a workspace in a file of its own.
  init(copy queue: DatabaseQueue, of original: Workspace) {
    self.init(path: original.path, queue: queue, isDemo: original.isDemo, clock: original.clock)
  }

  /// Makes a workspace, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: the file, where none may be yet.
  ///   - isDemo: whether it is for trying out.
  ///   - now: the time to take instead of the clock's, where it is for trying out.
  ///   - actor: who makes it.
  /// - Returns: the head of its ledger.
  /// - Throws: `OutputError`; ``WorkspaceError``.
  package static func create(
    _ path: String,
    isDemo: Bool,
    now: String?,
    actor: String
  ) throws -> LedgerHead {
    try NetworkFileSystem.refuse(path)
    let output = try OutputFile(path, isPrivate: true, replaces: false)
    guard let temporary = output.temporaryPath else { throw Workspace.notRegular(path) }
    let head = try explained(path) {
      var configuration = Workspace.configuration(isReadOnly: false)
      // Nobody sees the file before it is whole: its journal would only be left behind.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
      let queue = try DatabaseQueue(path: temporary, configuration: configuration)
      try WorkspaceSchema.migrator.migrate(queue)
      let workspace = Workspace(
        path: path,
        queue: queue,
        isDemo: isDemo,
        clock: try WorkspaceClock(isDemo ? now : nil)
      )
      let head = try workspace.change("workspace init", subject: "workspace", by: actor) {
        database,
        _ in
        try database.execute(
          sql: "INSERT INTO workspace VALUES ('demo', ?)",
          arguments: [isDemo ? "1" : "0"]
        )
        return LedgerPayload([
          "demo": .integer(isDemo ? 1 : 0), "version": .text(WorkspaceSchema.version),
        ])
      }
      try queue.close()
      return head
    }
    try output.commit()
    return head ?? LedgerHead()
  }

  static func notRegular(_ path: String) -> WorkspaceError {
    WorkspaceError(
      .usage,
      "\(path): is no regular file, and no database can be there; name a file",
      "\(path)：不是普通文件，无法存放数据库，请指定文件"
    )
  }

  /// Refuses what is not there, or lies where no workspace can be.
  private static func checkPlace(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw InputError.missing(file: path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw InputError.directory(file: path)
    case S_IFREG: break
    default: throw notRegular(path)
    }
    guard status.st_size > 0 else {
      throw WorkspaceError(
        .data,
        "\(path): is empty and no workspace; make one with spotcheck workspace init",
        "\(path)：为空文件，不是工作区；请用 spotcheck workspace init 新建"
      )
    }
    try NetworkFileSystem.refuse(path)
  }

  static func configuration(isReadOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { database in
      // Last, so that nothing sets it back. EXTRA is FULL and syncs the folder when the journal goes.
      try database.execute(sql: "PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON")
      try database.execute(sql: "PRAGMA cache_size = -65536")
    }
    return configuration
  }

  private static func checkVersion(_ database: Database, _ path: String) throws {
    let id = try Int.fetchOne(database, sql: "PRAGMA application_id")
    guard id == WorkspaceSchema.applicationID else {
      throw WorkspaceError(
        .data,
        "\(path): is a database, but no workspace; name one that spotcheck workspace init has made",
        "\(path)：是数据库，但不是工作区；请指定由 spotcheck workspace init 建立的文件"
      )
    }
    guard try !WorkspaceSchema.migrator.hasBeenSuperseded(database) else {
      throw WorkspaceError(
        .data,
        "\(path): was made by a newer version of spotcheck, which this one would damage; install the newer one",
        "\(path)：由更新版本的 spotcheck 建立，当前版本会损坏它；请安装新版本"
      )
    }
  }

  /// Brings a file of an earlier version up to this one.
  func bringUp(with migrator: DatabaseMigrator = WorkspaceSchema.migrator) throws {
    let isCurrent = try queue.read { try migrator.hasCompletedMigrations($0) }
    if !isCurrent { try migrator.migrate(queue) }
  }

  /// Makes one change: all of it with its entry in the ledger, or nothing.
  ///
  /// - Parameters:
  ///   - action: the words of the command.
  ///   - subject: what it is done to.
  ///   - actor: who does it.
  ///   - body: makes the change in the entry of a number, and answers what to say of it; nil to leave all as it
  ///     was.
  /// - Returns: the head after it; nil where nothing was changed.
  /// - Throws: what the body throws; ``WorkspaceError``.
  func change(
    _ action: String,
    subject: String,
    by actor: String,
    _ body: (Database, Int) throws -> LedgerPayload?
  ) throws -> LedgerHead? {
    try explained(path) {
      try queue.writeWithoutTransaction { database in
        var head: LedgerHead?
        try database.inTransaction(.immediate) {
          var ledger = try LedgerWriter(database)
          let number = try ledger.begin(action, at: clock.now)
          guard let payload = try body(database, number) else { return .rollback }
          head = try ledger.finish(payload, actor: actor, subject: subject)
          return .commit
        }
        return head
      }
    }
  }

  /// Reads, while nothing changes.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try explained(path) { try queue.read(body) }
  }
}

/// The clock of a workspace.
struct WorkspaceClock: Sendable {
  private let fixed: String?

  /// A clock that stands at a time, or goes.
  ///
  /// - Throws: ``WorkspaceError`` for what is no time as the ledger writes it.
  init(_ time: String?) throws(WorkspaceError) {
    if let time, WorkspaceClock.date(time) == nil {
      throw WorkspaceError(
        .usage,
        "SPOTCHECK_NOW \"\(time.excerpt)\" is no time; write it as 2024-03-14T09:00:00Z",
        "SPOTCHECK_NOW“\(time.excerpt)”不是有效时间，请写成 2024-03-14T09:00:00Z"
      )
    }
    fixed = time
  }

  /// The time in UTC, as the ledger writes it.
  var now: String { fixed ?? WorkspaceClock.system }

  /// The system's time.
  static var system: String { Date.now.formatted(.iso8601) }

  private static func date(_ time: String) -> Date? {
    guard time.utf8.count == 20, let date = try? Date(time, strategy: .iso8601),
      date.formatted(.iso8601) == time
    else { return nil }
    return date
  }
}
