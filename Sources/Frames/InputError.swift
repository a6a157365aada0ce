public import Sampling

/// An input that can not be opened or read (exit status 66; 64 where the run writes to it).
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
  /// A file that the run writes to: the same as an output, by whatever name.
  case isOutput(file: String, output: String)

  /// What it is about.
  public var kind: ErrorKind {
    if case .isOutput = self { .usage } else { .missing }
  }

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
    case .isOutput(let file, let output):
      OutputError.isInput(file: output, input: file).explanation(in: language)
    }
  }
}

/// An output that can not be created (exit status 73; 64 where the run reads or writes the file
/// already) or written (74).
public enum OutputError: ExplainedError, Hashable {
  /// The file can not be created: the folder is missing, not writable, or the name is a folder's.
  case cannotCreate(file: String, reason: String)
  /// The path is a link to a file that is not there.
  case danglingLink(file: String)
  /// Another run is writing the file.
  case busy(file: String)
  /// Where the temporary file would be lies something else.
  case inTheWay(file: String, other: String)
  /// The file exists and must not be replaced.
  case exists(file: String)
  /// The file is an input of the run, by whatever name (64).
  case isInput(file: String, input: String)
  /// The file is another output of the run, by whatever name (64).
  case namedTwice(file: String, other: String)
  /// A write, flush or rename failed (74).
  case writeFailed(file: String, reason: String)

  /// What it is about.
  public var kind: ErrorKind {
    switch self {
    case .cannotCreate, .danglingLink, .busy, .inTheWay, .exists: .cannotCreate
    case .isInput, .namedTwice: .usage
    case .writeFailed: .writeFailed
    }
  }

  /// The sentence for a person, with the path and what to do.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .cannotCreate(let file, let reason):
      language(
        "\(file): can not be created (\(reason)); check the folder and its permissions",
        "\(file)：无法创建（\(reason)），请检查文件夹及其权限"
      )
    case .danglingLink(let file):
      language(
        "\(file): is a link to a file that is not there; name that file itself",
        "\(file)：是指向不存在文件的链接，请直接指定该文件"
      )
    case .busy(let file):
      language(
        "\(file): another run is writing it; wait for it or name another file",
        "\(file)：另一程序正在写入，请等待其结束或指定另一个文件"
      )
    case .inTheWay(let file, let other):
      language(
        "\(file): \(other) is in the way and no leftover of a draw; remove or rename it",
        "\(file)：临时文件位置已被 \(other) 占用，且不是抽取遗留的文件，请移除或改名"
      )
    case .exists(let file):
      language(
        "\(file): exists, and no commitment is replaced; name another file",
        "\(file)：已存在，承诺不得被替换，请指定另一个文件"
      )
    case .isInput(let file, let input):
      language(
        "\(output(file, language)): would write over \(input == "-" ? "standard input" : input), which"
          + " is read; name another file",
        "\(output(file, language))：会覆盖正在读取的\(input == "-" ? "标准输入" : " \(input)")，请指定另一个文件"
      )
    case .namedTwice(let file, let other):
      language(
        "\(output(file, language)): is named twice\(also(other, file, language)) and would be written"
          + " over; name another file",
        "\(output(file, language))：出现两次\(also(other, file, language))，会被再次覆盖，请指定另一个文件"
      )
    case .writeFailed(let file, let reason):
      language(
        "\(output(file, language)): writing failed (\(reason))",
        "\(output(file, language))：写入失败（\(reason)）"
      )
    }
  }

  /// The other name of a file.
  private func also(_ other: String, _ file: String, _ language: Language) -> String {
    other == file
      ? ""
      : language(", also as \(output(other, language)),", "（另作 \(output(other, language))）")
  }

  private func output(_ file: String, _ language: Language) -> String {
    file == "-" ? language("standard output", "标准输出") : file
  }
}
