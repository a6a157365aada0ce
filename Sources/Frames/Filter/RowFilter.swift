/// One condition of `--where`, `COLUMN OP VALUE`: a draw counts and selects only rows that meet it.
///
/// Operators are `= != < <= > >=`, `in (v, …)`, `not in (…)`, `is empty` and `is not empty`. Without
/// more they compare bytes, and `!=` and `not in` hold for empty cells too. With `number:` or
/// `date:` before the column they compare values: exact decimals of any length
/// (`-12`, `3.50`), days (`2024-03-05`, `2024/3/5`, `2024年3月5日`). Then a cell that is none is
/// refused, and an empty one meets no condition. Only so can values be ordered.
///
/// ```
/// 登记状态 = 存续
/// 登记状态 not in (注销, 吊销)
/// number:注册资本 >= 500
/// "面积(>100)" is not empty
/// ```
///
/// A column, an operator and a value; `number:` and `date:` before the column compare numbers or days
/// instead of texts. The text is what record and receipt hold, so it is a text that a record can hold:
/// form C, without invisible characters, at most 1,024 bytes.
public struct RowFilter: Hashable, Sendable {
  /// The condition as given, blanks included.
  public let text: String
  /// The name of the column, without quotes and prefix.
  public let column: String
  let condition: Condition

  /// What is asked of a cell, ready to be answered.
  enum Condition: Hashable, Sendable {
    /// Whether empty cells are kept, or all others.
    case emptiness(isEmpty: Bool)
    /// Whether cells with the bytes of a value are kept, or all others.
    case bytes([[UInt8]], isKept: Bool)
    /// A comparison of decimals.
    case decimals(Comparison, [ExactDecimal])
    /// A comparison of days.
    case days(Comparison, [CalendarDay])
  }

  /// How a cell is compared: with one value, or with each of a list for `=` and `!=`.
  enum Comparison: Hashable, Sendable {
    case equal, unequal, less, lessOrEqual, greater, greaterOrEqual

    /// Whether it holds for a cell.
    ///
    /// - Parameters:
    ///   - values: the values.
    ///   - order: how the cell stands to one of them: negative below, 0 the same.
    /// - Returns: whether it holds.
    @inline(__always)
    func holds<Value>(for values: [Value], order: (Value) -> Int) -> Bool {
      switch self {
      case .equal: values.contains { order($0) == 0 }
      case .unequal: !values.contains { order($0) == 0 }
      case .less: values.contains { order($0) < 0 }
      case .lessOrEqual: values.contains { order($0) <= 0 }
      case .greater: values.contains { order($0) > 0 }
      case .greaterOrEqual: values.contains { order($0) >= 0 }
      }
    }
  }

  /// Reads a condition.
  ///
  /// - Parameter text: the condition.
  /// - Throws: ``RowFilterError``, what is wrong and what would be right (exit status 64).
  /// - Complexity: O(length).
  public init(parsing text: String) throws(RowFilterError) {
    var parser = RowFilterParser(text)
    (column, condition) = try parser.parse()
    self.text = text
  }

  /// What a condition says of a cell.
  public enum Answer: Hashable, Sendable {
    /// The row belongs to the draw.
    case kept
    /// The row does not belong to it.
    case leftOut
    /// The cell is no number, or no day, where the condition compares them; the row and the column
    /// are for the caller to add.
    case refused(DataProblem)

    init(_ isKept: Bool) { self = isKept ? .kept : .leftOut }
  }

  /// Answers for a row.
  ///
  /// - Parameter cell: the cell of ``column``: its text in UTF-8, without the quotes of the file.
  /// - Returns: whether the row is kept.
  /// - Complexity: O(length of the cell, times the number of values); nothing is allocated.
  public func answer(for cell: UnsafeRawBufferPointer) -> Answer {
    switch condition {
    case .emptiness(let isEmpty):
      return Answer(cell.isEmpty == isEmpty)
    case .bytes(let values, let isKept):
      return Answer(values.contains { $0.count == cell.count && cell.elementsEqual($0) } == isKept)
    case .decimals(let comparison, let values):
      guard !cell.isEmpty else { return .leftOut }
      guard let shape = ExactDecimal.Shape(cell) else { return .refused(.notDecimal) }
      return Answer(comparison.holds(for: values) { -$0.order(to: cell, shape) })
    case .days(let comparison, let values):
      guard !cell.isEmpty else { return .leftOut }
      guard let day = CalendarDay(cell) else { return .refused(.notDay) }
      return Answer(comparison.holds(for: values) { day.number - $0.number })
    }
  }
}
