public import Sampling

/// An input that can not be opened or read (exit status 66).
public enum InputError: ExplainedError, Hashable {
  /// There is no such file.
  case missing(file: String)
  /// The path names a folder.
  case directory(file: String)
  /// The file exists and can not be read.
  case unreadable(file: String, reason: String)
  /// A compressed file that is damaged or ends too early.
  case corrupt(file: String)
  /// A file that was written to while it was read.
  case changed(file: String)

  /// The sentence for a person, with the path and what to do.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .missing(let file):
      language(
        "\(file): there is no such file; check the path",
        "\(file)：文件不存在，请检查路径"
      )
    case .directory(let file):
      language("\(file): is a folder; name a file in it", "\(file)：是文件夹，请指定其中的文件")
    case .unreadable(let file, let reason):
      language(
        "\(file): can not be read (\(reason)); check its permissions",
        "\(file)：无法读取（\(reason)），请检查权限"
      )
    case .corrupt(let file):
      language(
        "\(file): the compressed data is damaged or ends too early; get the file again",
        "\(file)：压缩数据损坏或不完整，请重新获取文件"
      )
    case .changed(let file):
      language(
        "\(file): was changed while it was read; work on a copy that nobody writes to",
        "\(file)：读取过程中文件被改动，请使用无人写入的副本"
      )
    }
  }
}

/// An output that can not be created (exit status 73) or written (74).
public enum OutputError: ExplainedError, Hashable {
  /// The file can not be created: the folder is missing, not writable, or the name is a folder's.
  case cannotCreate(file: String, reason: String)
  /// The file was created and a write, flush or rename failed; nothing of it is left.
  case writeFailed(file: String, reason: String)

  /// The sentence for a person, with the path and what to do.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    func place(_ file: String) -> String {
      file == "-" ? language("standard output", "标准输出") : file
    }
    return switch self {
    case .cannotCreate(let file, let reason):
      language(
        "\(file): can not be created (\(reason)); check the folder and its permissions",
        "\(file)：无法创建（\(reason)），请检查文件夹及其权限"
      )
    case .writeFailed(let file, let reason):
      language(
        "\(place(file)): writing failed (\(reason)); no output of this run was kept",
        "\(place(file))：写入失败（\(reason)），本次运行的输出均未保留"
      )
    }
  }
}
