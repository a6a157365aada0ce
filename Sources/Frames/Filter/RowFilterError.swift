public import Sampling

/// A text that is no condition of `--where`: what is wrong, and what would be right
/// (exit status 64).
public struct RowFilterError: ExplainedError, Hashable {
  /// The prefix of a column by which values are compared instead of bytes.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Exact decimals.
    case number
    /// Days of the calendar.
    case date
  }

  /// What is wrong with the text.
  public enum Reason: Hashable, Sendable {
    /// A record can not hold the text.
    case text(ProtocolTextError)
    /// No operator stands in it.
    case noOperator
    /// `in` or `is` that is no operator as it stands.
    case word(String)
    /// A sign that the grammar does not have, and the one that was meant: `==`, `<>`, `≥`, `＝`.
    case spelling(found: String, right: String)
    /// Nothing stands before the operator.
    case noColumn
    /// A quotation mark within a column's name that is not quoted.
    case quoteInColumn
    /// A column whose name begins with `number:` or `date:` and is not quoted.
    case prefixInColumn(String)
    /// A quote that is opened and never closed.
    case openQuote(String)
    /// Something behind what ends the condition, or behind a value.
    case trailing(String, behind: String)
    /// Nothing stands behind the operator, or between two commas.
    case noValue
    /// A sign that no value without quotes begins with.
    case valueStart(String)
    /// A sign that no value without quotes holds in a list.
    case signInList(String)
    /// White space other than blanks at the end of a name or value without quotes.
    case whiteSpace(UInt32)
    /// No list behind `in`.
    case noList(String)
    /// A list that is not closed.
    case openList
    /// An operator that orders, without `number:` or `date:`.
    case unordered(String)
    /// A value that is no decimal, behind `number:`.
    case notDecimal(String)
    /// A value that is no day, behind `date:`.
    case notDay(String)
    /// `is empty` or `is not empty` behind a prefix, where an empty cell meets no condition.
    case emptiness(Kind)
  }

  /// The text as given.
  public let text: String
  /// What is wrong with it.
  public let reason: Reason

  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person, with the text and a remedy.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "\"\(text.excerpt)\" is no condition for \(Setting.where): \(sentence(in: language))",
      "“\(text.excerpt)”不是有效的 \(Setting.where) 条件：\(sentence(in: language))"
    )
  }

  private func sentence(in language: Language) -> String {
    switch reason {
    case .text(let error): error.explanation(in: language)
    case .noOperator:
      language(
        "no operator follows the column; write COLUMN = VALUE, or one of != < <= > >=, in (a, b),"
          + " not in (a, b), is empty, is not empty",
        "列名之后没有运算符，请写成“列名 = 值”，或使用 != < <= > >=、in (a, b)、not in (a, b)、is empty、is not empty"
      )
    case .word(let word):
      language(
        "\"\(word.excerpt)\" is no operator as it stands; write in (a, b), not in (a, b), is empty or"
          + " is not empty, in lower case with blanks around",
        "“\(word.excerpt)”不构成运算符，请写成 in (a, b)、not in (a, b)、is empty 或 is not empty，一律小写，前后加空格"
      )
    case .spelling(let found, let right):
      language(
        "\"\(found)\" is no sign of it; write \(right) (and quote what belongs to a name or value)",
        "不识别“\(found)”，请改为 \(right)（如属于列名或值，请用引号括起）"
      )
    case .noColumn:
      language(
        "no column stands before the operator; write COLUMN = VALUE",
        "运算符前没有列名，请写成“列名 = 值”"
      )
    case .quoteInColumn:
      language(
        "a name that holds \" stands in \"…\", with its own doubled: \"a \"\"b\"\"\" = 1",
        "列名含有 \" 时应用 \"…\" 括住，并将其中的 \" 写成两个：\"a \"\"b\"\"\" = 1"
      )
    case .prefixInColumn(let name):
      language(
        "a name that begins with number: or date: stands in quotes; write \"\(name.excerpt)\"",
        "以 number: 或 date: 开头的列名应加引号，请写成 \"\(name.excerpt)\""
      )
    case .openQuote(let quote):
      language(
        "a \(quote) opens and is never closed; close it, and double one that belongs to the text",
        "\(quote) 没有配对，请补上；属于文字本身的请写成两个"
      )
    case .trailing(let rest, let part):
      language(
        "nothing may follow \(part); remove \"\(rest.excerpt)\"",
        "\(part) 之后不得再有内容，请去掉“\(rest.excerpt)”"
      )
    case .noValue:
      language(
        "a value is missing; write '' for an empty one, or is empty",
        "缺少值；如指空值，请写 '' 或 is empty"
      )
    case .valueStart(let sign):
      language(
        "a value that begins with \(sign) stands in '…'",
        "以 \(sign) 开头的值应写在 '…' 中"
      )
    case .signInList(let sign):
      language(
        "a value that holds \(sign) stands in '…' in a list",
        "列表中含有 \(sign) 的值应写在 '…' 中"
      )
    case .whiteSpace(let value):
      language(
        "U+\(hex(value)) is no blank and stands at the end of a part; remove it, or quote the part",
        "一端有空白字符 U+\(hex(value))（不是普通空格），请删除，或用引号括住该部分"
      )
    case .noList(let word):
      language(
        "a list in brackets follows \(word): \(word) (a, b)",
        "\(word) 之后应为括号列表，请写成 \(word) (a, b)"
      )
    case .openList:
      language("the list is not closed; write ) behind it", "列表没有结束，请在末尾加 )")
    case .unordered(let sign):
      language(
        "\(sign) compares numbers or days; write number: or date: before the column",
        "\(sign) 只能比较数或日期，请在列名前加 number: 或 date:"
      )
    case .notDecimal(let value):
      language(
        "\"\(value.excerpt)\" is no decimal number; write one such as -12 or 3.50",
        "“\(value.excerpt)”不是十进制数，请写成 -12、3.50 等"
      )
    case .notDay(let value):
      language(
        "\"\(value.excerpt)\" is no day; write 2024-03-05, 2024/3/5 or 2024年3月5日",
        "“\(value.excerpt)”不是有效日期，请写成 2024-03-05、2024/3/5 或 2024年3月5日"
      )
    case .emptiness(let kind):
      language(
        "an empty cell is no \(kind.rawValue); leave \(kind.rawValue): out",
        "空单元格没有可比较的值，请去掉 \(kind.rawValue):"
      )
    }
  }

  private func hex(_ value: UInt32) -> String {
    let hex = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(4 - hex.count, 0)) + hex
  }
}
