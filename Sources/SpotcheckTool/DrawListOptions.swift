import Analysis
import ArgumentParser
import Frames
import Sampling

/// Which lists of selected units are looked at.
struct DrawListOptions: ParsableArguments {
  @Option(
    name: .customLong("draw"),
    help: ArgumentHelp(
      "The list of one draw, in the order of time. May be repeated.",
      "一次抽取的名单，按时间先后；可多次给出",
      value: .namedFile
    )
  )
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file with the lists of several draws; --by names the column that tells them apart.",
      "多次抽取的名单合在一个文件中；用 --by 指定区分各次的列",
      value: .file
    )
  )
  var draws: String?

  @Option(
    help: ArgumentHelp(
      "The column of the draw's date, number or name in --draws; draws follow its order.",
      "--draws 中抽取的日期、编号或名称所在的列，并按其排序",
      value: .by
    )
  )
  var by: String?

  /// Whether no list was given.
  var isEmpty: Bool { files.isEmpty && draws == nil }

  /// Reads the lists.
  func read(frame: Pool) throws -> [DrawList] {
    guard (draws == nil) == (by == nil) else {
      throw UsageError("--draws and --by go together", "--draws 与 --by 须同时使用")
    }
    guard files.isEmpty || draws == nil else {
      throw UsageError("give --draw or --draws, not both", "--draw 与 --draws 只能用其一")
    }
    if let draws { return try DrawList.read(draws, by: by.map(DrawOrder.init), frame: frame) }
    var lists: [DrawList] = []
    for text in files {
      let (name, path) =
        text.contains("=") ? try DrawListOptions.split(text, of: "--draw") : (text, text)
      guard !lists.contains(where: { $0.name == name }) else {
        throw UsageError(
          "--draw \"\(text.excerpt)\": there are two draws of this name; write name=file",
          "--draw “\(text.excerpt)”：名称重复，请写成 名称=文件"
        )
      }
      lists += try DrawList.read(path, name: name, frame: frame)
    }
    return lists
  }

  /// Splits `NAME=FILE` at the first equals sign.
  static func split(_ text: String, of flag: String) throws -> (name: String, path: String) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex,
      text.index(after: sign) < text.endIndex
    else {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\": write name=file",
        "\(flag) “\(text.excerpt)”：请写成 名称=文件"
      )
    }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }
}
