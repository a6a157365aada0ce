internal import Foundation
internal import GRDB
package import Sampling

/// Whether a workspace is sound: the file, its rows, what refers to what, the ledger, and what a crash left.
package struct WorkspaceCheck: Sendable {
  /// Something that is not as it should be.
  package var problems: [Sentence] = []
  /// Something to know, which is no fault.
  package var notes: [Sentence] = []
  /// The verification of the ledger.
  package var ledger: LedgerVerification

  /// Checks.
  ///
  /// - Throws: ``WorkspaceError`` where the file can not be read.
  /// - Complexity: O(bytes of the file).
  package init(of workspace: Workspace) throws {
    ledger = try LedgerVerification(of: workspace)
    let (integrity, foreign, schema) = try workspace.read { database in
      (
        try String.fetchAll(database, sql: "PRAGMA integrity_check(20)"),
        try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count,
        try WorkspaceCheck.schema(database)
      )
    }
    for line in integrity where line != "ok" {
      problems.append(Sentence("the file is damaged: \(line)", "文件损坏：\(line)"))
    }
    if foreign > 0 {
      problems.append(
        Sentence("\(foreign) rows refer to what is not there", "有 \(foreign) 行引用了不存在的内容")
      )
    }
    if try schema != WorkspaceCheck.expectedSchema() {
      problems.append(
        Sentence(
          "tables or triggers are not those of this version: another program has changed them",
          "数据表或触发器与本版本不一致：被其他程序改动"
        )
      )
    }
    for line in ledger.lines where line.state == .differs { problems += line.notes }
    if workspace.wasRolledBack {
      notes.append(
        Sentence(
          "a crash had left a change half done, which was taken back; what was acknowledged is all there",
          "上次异常中断留有未完成的更改，已撤销；已确认的更改均在"
        )
      )
    }
    look(at: workspace.path)
  }

  /// Looks at the file's permissions, and for what a killed run left beside it.
  private mutating func look(at path: String) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
      problems.append(
        Sentence(
          "others may read the file, which holds secrets of sealed draws; run chmod 600 \(path)",
          "文件可被他人读取，其中含有密封抽取的密钥；请运行 chmod 600 \(path)"
        )
      )
    }
    for ending in ["-wal", "-shm"] where stat(Workspace.real(path) + ending, &status) == 0 {
      problems.append(
        Sentence(
          "\(path)\(ending) lies beside it: another program has changed how the file is written",
          "存在 \(path)\(ending)：其他程序改变了文件的写入方式"
        )
      )
    }
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasSuffix(".spotcheck-part") {
      notes.append(
        Sentence(
          "\(name) was left by a run that was killed; the next run that writes there removes it",
          "\(name) 是被强行终止的运行遗留的文件，下次写入同一位置时会清除"
        )
      )
    }
  }

  private static func schema(_ database: Database) throws -> [String] {
    try String.fetchAll(
      database,
      sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    )
  }

  private static func expectedSchema() throws -> [String] {
    let queue = try DatabaseQueue()
    try WorkspaceSchema.migrator.migrate(queue)
    return try queue.read { try schema($0) }
  }
}
