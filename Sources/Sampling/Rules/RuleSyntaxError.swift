/// A text that is no rule: what stands where, and what would be right.
public struct RuleSyntaxError: ExplainedError, Hashable {
  /// What is wrong with the text.
  public enum Reason: Hashable, Sendable {
    /// Nothing is written.
    case empty
    /// A number is expected here.
    case numberExpected
    /// This does not belong to a rule.
    case unexpected(String)
    /// A ratio above 100 %, or one that must be more than 100 % or less than 0.
    case outOfReach(String)
    /// A number with more digits than 63 bits hold.
    case tooManyDigits
    /// A bare decimal such as `0.35`, which could be a share or a percentage.
    case bareDecimal(String)
    /// Two comparisons that say different things: `≤5%以上`.
    case twoComparisons
    /// A range whose lower end is above the upper.
    case reversedRange
    /// A range between a share and a number of units.
    case mixedRange
    /// An approximate number: `约10%`, `10%左右`.
    case approximate
  }

  /// The text as given.
  public let text: String
  /// The place in the text, counted in characters from 1.
  public let position: Int
  /// What is wrong there.
  public let reason: Reason

  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person, with the text, the place and a remedy.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let shown = text.excerpt
    return language(
      "\"\(shown)\" is no rule: character \(position): \(sentence(in: language))",
      "“\(shown)”不是有效的比例规则：第\(position)个字符：\(sentence(in: language))"
    )
  }

  private func sentence(in language: Language) -> String {
    switch reason {
    case .empty:
      language("nothing is written; write 10%, >35% or 20", "内容为空，请写成 10%、>35% 或 20 等")
    case .numberExpected:
      language("a number is expected, as in 10%, >35% or 20", "此处应为数字，例如 10%、>35%、20")
    case .unexpected(let found):
      language(
        "\"\(found.excerpt)\" does not belong here;"
          + " write 10%, >35%, 5%-20%, 1/3 or 20",
        "此处不应出现“\(found.excerpt)”，请写成 10%、>35%、5%-20%、1/3 或 20"
      )
    case .outOfReach(let found):
      language(
        "\(found) can not be met; a share lies between 0 and 100%",
        "\(found) 无法满足，比例应在 0 到 100% 之间"
      )
    case .tooManyDigits:
      language(
        "the number has too many digits; at most 18 are read",
        "数字位数过多，最多支持 18 位"
      )
    case .bareDecimal(let found):
      language(
        "\(found) is ambiguous; write it as a percentage or as a fraction",
        "\(found) 含义不明，请写成百分数或分数"
      )
    case .twoComparisons:
      language(
        "two comparisons contradict each other; keep one",
        "前后两个比较词互相矛盾，请保留一个"
      )
    case .reversedRange:
      language(
        "the range ends below its start; write the lower ratio first",
        "范围的上限小于下限，请将较小的比例写在前面"
      )
    case .mixedRange:
      language(
        "a range joins a share and a number; give both ends the same unit",
        "范围两端单位不同，请统一为比例或数量"
      )
    case .approximate:
      language(
        "an approximate number sets no minimum; write the exact one",
        "约数不能作为规则，请写明确切的数字"
      )
    }
  }
}
