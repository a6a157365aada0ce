public import Sampling

/// Why inspectors are not committed to, or not assigned.
public enum TeamRefusal: ExplainedError, Hashable {
  /// The record commits to inspectors, and the frames are not given (64).
  case missing
  /// Frames are given, and nothing commits to them (64).
  case notCommitted
  /// A draw of positions or a year of a rotation, whose assignment has a record of its own (64).
  case ownRecord
  /// Teams for the units of an earlier draw, and the record does not select all its units (64).
  case notAll
  /// A frame is not the one that was committed to (1).
  case otherFrame(FrameError.Frame)
  /// Units without a line in the post frame (65).
  case noPosts([ProtocolText])
  /// Posts of which fewer inspectors are eligible than there are places (1).
  case nobody([Eligibility.Post])
  /// A list of units without their column (65).
  case noColumn(file: String, String)
  /// A row of a list that is no unit of the draw (65).
  case noUnit(file: String, row: Int, String)

  /// What it is about.
  public var kind: ErrorKind {
    switch self {
    case .missing, .notCommitted, .ownRecord, .notAll: .usage
    case .otherFrame, .nobody: .no
    case .noPosts, .noColumn, .noUnit: .data
    }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .missing:
      language(
        "the record commits to inspectors; give the frames that were committed to with \(Setting.posts) and"
          + " \(Setting.inspectors)",
        "记录已承诺检查人员的分配，请用 \(Setting.posts) 和 \(Setting.inspectors) 给出承诺时的岗位表和人员表"
      )
    case .notCommitted:
      language(
        "inspectors are drawn only where a record committed to their frames before the seed: commit with"
          + " \(Setting.posts) and \(Setting.inspectors), or leave them out",
        "只有在种子产生之前承诺过的岗位表和人员表才能用于抽取检查人员：请在 commit 时给出 \(Setting.posts) 和"
          + " \(Setting.inspectors)，或去掉这两项"
      )
    case .ownRecord:
      language(
        "after a draw of positions and in a rotation inspectors have a record and a seed of their own: commit to the"
          + " selected and reserve units as a pool, with the rule 100%, \(Setting.posts) and \(Setting.inspectors)",
        "编号抽取之后和轮换抽取中，检查人员须另作承诺、另取种子：请以抽中和候补对象为对象库，规则为 100%，并给出"
          + " \(Setting.posts) 和 \(Setting.inspectors)"
      )
    case .notAll:
      language(
        "\(Setting.teamsFor) goes with a record of all units of one stratum, as it is made for an assignment later than"
          + " its draw; leave it out: the selected units get their teams",
        "\(Setting.teamsFor) 只用于后作分配的记录（不分类、全部抽取）；请去掉，抽中的对象即得到检查组"
      )
    case .otherFrame(let frame):
      language(
        "the \(frame.name(in: .english)) is not the one that was committed to: a line, a mark, a count or the salt was"
          + " changed; give it as it was, or commit again as a new attempt",
        "\(frame.name(in: .chinese))与承诺时不同：有行、标记、数量或盐值被更改；请使用原表，或作为新的尝试重新承诺"
      )
    case .noPosts(let objects):
      language(
        "\(objects.count) units have no line in the post frame: \(TeamRefusal.few(objects.map(\.text), in: language));"
          + " add one for each, since nobody knows yet which will be selected",
        "\(objects.count) 个对象在岗位表中没有对应的行：\(TeamRefusal.few(objects.map(\.text), in: language))；"
          + "尚不知哪些会被抽中，请逐一补充"
      )
    case .nobody(let posts): short(posts, in: language)
    case .noColumn(let file, let name):
      language(
        "\(file) has no column \"\(name.excerpt)\" of the units; give the selection that the earlier draw wrote",
        "\(file) 没有对象标识列“\(name.excerpt)”，请使用此前抽取写出的结果"
      )
    case .noUnit(let file, let row, let cell):
      language(
        "\(file), row \(row): \"\(cell.excerpt)\" is no unit that was committed to; give the selection of the earlier"
          + " draw as it was",
        "\(file) 第 \(row) 行：“\(cell.excerpt)”不是承诺中的对象，请使用此前抽取的原结果"
      )
    }
  }

  private func short(_ posts: [Eligibility.Post], in language: Language) -> String {
    let list = TeamRefusal.few(
      posts.map { post in
        language(
          "\(post.object.text.excerpt), \(post.kind.text.excerpt): \(post.eligible) of \(post.count)",
          "\(post.object.text.excerpt) 的“\(post.kind.text.excerpt)”需 \(post.count) 人，可任 \(post.eligible) 人"
        )
      },
      in: language
    )
    return language(
      "at \(posts.count) posts fewer inspectors are eligible than are needed, so that these units could have no team under"
        + " any seed: \(list); name more inspectors or ask for fewer",
      "有 \(posts.count) 个岗位的可任人员少于所需人数，无论种子为何都无法配备：\(list)；请增加人员或减少人数"
    )
  }

  private static func few(_ texts: [String], in language: Language) -> String {
    let rest = texts.count - 6
    let separator = language("; ", "；")
    return texts.prefix(6).map(\.excerpt).joined(separator: separator)
      + (rest > 0 ? language(" and \(rest) more", " 等") : "")
  }
}
