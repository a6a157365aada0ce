internal import Foundation
internal import Frames
internal import GRDB
internal import Sampling

extension Workspace {
  /// Copies the workspace while others may use it, and verifies the copy before it is shown.
  ///
  /// - Parameter path: the file of the copy; what lies there is replaced.
  /// - Returns: the head of the copy's ledger.
  /// - Throws: `OutputError`; ``WorkspaceError``, also where the copy does not verify.
  package func backUp(to path: String) throws -> LedgerHead {
    let output = try OutputFile(path, isPrivate: true)
    guard let temporary = output.temporaryPath else { throw Workspace.notRegular(path) }
    let copy = try explained(path) {
      var configuration = Workspace.configuration(isReadOnly: false)
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
      let copy = try DatabaseQueue(path: temporary, configuration: configuration)
      try queue.backup(to: copy)
      return copy
    }
    let workspace = Workspace(copy: copy, of: self)
    let check = try LedgerVerification(of: workspace)
    let integrity = try workspace.read {
      try String.fetchAll($0, sql: "PRAGMA integrity_check(1)")
    }
    guard check.state != .differs, integrity == ["ok"] else {
      throw WorkspaceError(
        .no,
        "\(path): the copy does not verify, and was not kept; look at the workspace with spotcheck workspace check",
        "\(path)：副本未通过核验，未保留；请用 spotcheck workspace check 检查工作区"
      )
    }
    try explained(path) { try copy.close() }
    try output.commit()
    return check.head
  }
}
