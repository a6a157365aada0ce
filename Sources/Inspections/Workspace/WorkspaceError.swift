internal import GRDB
package import Sampling

/// What is wrong with a workspace, or with what was asked of it.
package struct WorkspaceError: ExplainedError, Hashable {
  /// What it is about.
  package var kind: ErrorKind
  /// What is wrong and what to do.
  package var sentence: Sentence

  /// Makes an error.
  package init(_ kind: ErrorKind, _ english: String, _ chinese: String) {
    self.kind = kind
    sentence = Sentence(english, chinese)
  }

  /// The sentence for a person.
  package func explanation(in language: Language) -> String { sentence.text(in: language) }
}

extension WorkspaceError {
  /// What SQLite says, in words and with the status that a full disk or a damaged file has.
  init(_ error: DatabaseError, file: String) {
    // A copy that fails leaves no message of its own.
    let message = error.message == "not an error" ? nil : error.message
    let reason = message ?? "\(error.extendedResultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .cannotCreate,
        "\(file): another program is changing the workspace and did not end in time; nothing was changed, try"
          + " again",
        "\(file)：另一程序正在修改工作区且未及时结束；未做任何更改，请稍后重试"
      )
    case .SQLITE_FULL, .SQLITE_IOERR:
      self.init(
        .writeFailed,
        "\(file): reading or writing failed (\(reason)); nothing was changed, look after the disk",
        "\(file)：读写失败（\(reason)）；未做任何更改，请检查磁盘"
      )
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(
        .data,
        "\(file): is damaged or no workspace (\(reason)); take the last backup",
        "\(file)：文件损坏或不是工作区（\(reason)），请使用最近的备份"
      )
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_NOLFS:
      self.init(
        .cannotCreate,
        "\(file): can not be opened for writing (\(reason)); check the file's and the folder's permissions",
        "\(file)：无法以可写方式打开（\(reason)），请检查文件及其文件夹的权限"
      )
    default:
      self.init(
        .data,
        "\(file): does not hold what a workspace holds (\(reason)); take the last backup, and look at the"
          + " ledger with another copy",
        "\(file)：内容不符合工作区要求（\(reason)），请使用最近的备份，并另取副本核对台账"
      )
    }
  }
}

/// Runs a step on the database, whose errors become sentences.
func explained<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as DatabaseError {
    throw WorkspaceError(error, file: file)
  }
}
