/// Why a post frame or an inspector frame is refused (exit status 65).
public struct FrameError: ExplainedError, Hashable {
  /// Which of the two frames.
  public enum Frame: Sendable, Hashable {
    /// What each object needs.
    case posts
    /// Who may do it.
    case inspectors

    /// The frame as a sentence names it.
    ///
    /// - Parameter language: the language to say it in.
    /// - Returns: its name.
    public func name(in language: Language) -> String {
      switch self {
      case .posts: language("post frame", "岗位表")
      case .inspectors: language("inspector frame", "检查人员表")
      }
    }
  }

  /// Where in it.
  public enum Place: Sendable, Hashable {
    /// A line of the frame's text, from 1.
    case line(Int)
    /// One of the values that a program gives, from 1, in their order.
    case row(Int)
    /// All of it.
    case whole
  }

  /// What is wrong there.
  public enum Problem: Sendable, Hashable {
    /// The text ends without LF.
    case noLineEnd
    /// A line without a byte.
    case emptyLine
    /// The line should stand before the one above it.
    case lineOrder
    /// The id stands in another line too.
    case idTwice(String)
    /// Not `id, kind, count [, kind, count]…`, or not `id, start, cap [, mark]…`.
    case shape
    /// Not an integer from a least number to 2³¹−1, without sign or leading zero.
    case number(Number, String)
    /// A kind that should stand before the one to its left.
    case kindOrder(String)
    /// A kind twice in a line.
    case kindTwice(String)
    /// A mark that begins with neither `+` nor `-`.
    case mark(String)
    /// A mark that should stand before the one to its left.
    case markOrder(String)
    /// A mark twice in a line.
    case markTwice(String)
    /// A text that a draw refuses.
    case text(String, ProtocolTextError)
    /// A number of lines of salt other than one.
    case salts(Int)
    /// A line of salt that holds something else than it should.
    case saltLine
  }

  /// The numbers of a line.
  public enum Number: Sendable, Hashable {
    /// The places of a post, ≥ 1.
    case count
    /// The load that an inspector has.
    case start
    /// The most load that an inspector may have.
    case cap
  }

  /// Which frame.
  public var frame: Frame
  /// Where.
  public var place: Place
  /// What.
  public var problem: Problem

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - frame: which frame.
  ///   - place: where in it.
  ///   - problem: what is wrong there.
  public init(_ frame: Frame, _ place: Place, _ problem: Problem) {
    self.frame = frame
    self.place = place
    self.problem = problem
  }

  /// What it is about.
  public var kind: ErrorKind { .data }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let position =
      switch place {
      case .line(let number): language(", line \(number)", "第 \(number) 行")
      case .row(let number): language(", row \(number)", "第 \(number) 条")
      case .whole: ""
      }
    return frame.name(in: language) + position + language(": ", "：") + sentence(in: language)
  }

  private func sentence(in language: Language) -> String {
    switch problem {
    case .noLineEnd:
      language("the text ends within a line; end it with LF", "文本末行没有换行符，请补上")
    case .emptyLine:
      language("an empty line; remove it", "空行，请删除")
    case .lineOrder:
      language(
        "stands behind a line that is greater; sort the lines by their bytes",
        "排在更大的行之后，请按字节顺序排列各行"
      )
    case .idTwice(let id):
      language("\"\(id.excerpt)\" has a line already; keep one", "“\(id.excerpt)”已有一行，请只保留一行")
    case .shape: shape(in: language)
    case .number(let number, let text): self.number(number, text, in: language)
    case .kindOrder(let kind):
      language(
        "the kind \"\(kind.excerpt)\" stands behind a greater one; sort the kinds by their bytes",
        "岗位类别“\(kind.excerpt)”排在更大的类别之后，请按字节顺序排列"
      )
    case .kindTwice(let kind):
      language(
        "the kind \"\(kind.excerpt)\" stands twice; add the counts up",
        "岗位类别“\(kind.excerpt)”出现两次，请合并人数"
      )
    case .mark(let mark):
      language(
        "the mark \"\(mark.excerpt)\" begins with neither + (a kind) nor - (an object); write one of them",
        "标记“\(mark.excerpt)”既不以 +（岗位类别）也不以 -（对象）开头，请改正"
      )
    case .markOrder(let mark):
      language(
        "the mark \"\(mark.excerpt)\" stands behind a greater one; sort the marks by their bytes",
        "标记“\(mark.excerpt)”排在更大的标记之后，请按字节顺序排列"
      )
    case .markTwice(let mark):
      language(
        "the mark \"\(mark.excerpt)\" stands twice; keep one",
        "标记“\(mark.excerpt)”出现两次，请只保留一个"
      )
    case .text(let text, let error):
      "\"\(text.excerpt)\" " + error.explanation(in: language)
    case .salts(let count):
      language(
        "\(count) lines of salt; a frame that is committed to has exactly one, whose identifier is salt: and 64 random"
          + " digits of hex",
        "有 \(count) 行盐值；须承诺的表应恰有一行，其标识为 salt: 加 64 位随机十六进制数字"
      )
    case .saltLine:
      switch frame {
      case .posts:
        language(
          "a line of salt with other posts; write the kind \"salt\" and the count 1",
          "盐值行的岗位不符，应为类别“salt”、人数 1"
        )
      case .inspectors:
        language(
          "a line of salt with another start, cap or mark; write 0, 0 and no mark",
          "盐值行的起始数、上限或标记不符，应为 0、0 且无标记"
        )
      }
    }
  }

  private func shape(in language: Language) -> String {
    switch frame {
    case .posts:
      language(
        "is not an object with kinds and counts; write id, kind, count [, kind, count]… between TABs",
        "不是“对象、岗位类别、人数〔、岗位类别、人数〕…”，各项之间须为制表符"
      )
    case .inspectors:
      language(
        "is not an inspector; write id, start, cap [, mark]… between TABs, the cap empty for no limit",
        "不是“人员、起始数、上限〔、标记〕…”，各项之间须为制表符，无上限时上限留空"
      )
    }
  }

  private func number(_ number: Number, _ text: String, in language: Language) -> String {
    let least = number == .count ? 1 : 0
    let name =
      switch number {
      case .count: language("count", "人数")
      case .start: language("start", "起始数")
      case .cap: language("cap", "上限")
      }
    return language(
      "the \(name) is \"\(text.excerpt)\"; write an integer from \(least) to 2147483647",
      "\(name)为“\(text.excerpt)”，应为 \(least) 至 2147483647 的整数"
    )
  }
}
