import ArgumentParser
import Draws
import Frames
import Sampling

/// The frames from which inspectors are assigned.
struct TeamFrameOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The posts of every unit: lines \"id TAB post TAB number …\" by bytes, one of them salt; confidential.",
      "每个对象的岗位表：各行为“标识 制表符 岗位 制表符 人数…”，按字节排序，含一行盐值；须保密",
      value: .file
    )
  )
  var posts: String?

  @Option(
    help: ArgumentHelp(
      "Who may be assigned: lines \"id TAB load TAB most TAB +post … -unit …\" by bytes, one of them salt;"
        + " confidential.",
      "检查人员表：各行为“编号 制表符 已有任务数 制表符 上限 制表符 +岗位… -对象…”，按字节排序，含一行盐值；须保密",
      value: .file
    )
  )
  var inspectors: String?

  /// The frames; nil where neither is given.
  func read() throws -> TeamFrames? {
    guard let posts, let inspectors else {
      guard posts == nil, inspectors == nil else {
        throw UsageError(
          "--posts and --inspectors go together",
          "--posts 和 --inspectors 须同时给出"
        )
      }
      return nil
    }
    return try TeamFrames(
      posts: try InputFile.bytes(of: posts),
      inspectors: try InputFile.bytes(of: inspectors)
    )
  }
}

/// The frames, and the teams that are made of them.
struct TeamOptions: ParsableArguments {
  @OptionGroup var frames: TeamFrameOptions

  @Option(
    help: ArgumentHelp(
      "Where inspectors are drawn later than the units: the selection of that draw, whose reserves get no team.",
      "检查人员在对象之后另行抽取时：对象的抽取结果，其中的候补不配备检查组",
      value: .file
    )
  )
  var teamsFor: String?

  @Option(
    help: ArgumentHelp(
      "The teams, lines \"id TAB post TAB inspector\": draw writes them here, verify compares them.",
      "检查组，各行为“标识 制表符 岗位 制表符 人员”：draw 写入此文件，verify 与之比较",
      value: .file
    )
  )
  var assignment: String?

  /// The frames; nil where none are given.
  func read() throws -> TeamFrames? {
    var teams = try frames.read()
    guard teams != nil || teamsFor == nil else {
      throw UsageError(
        "--teams-for goes with --posts and --inspectors",
        "--teams-for 须与 --posts 和 --inspectors 同时使用"
      )
    }
    teams?.earlier = try teamsFor.map { try GivenSelection($0) }
    return teams
  }
}
