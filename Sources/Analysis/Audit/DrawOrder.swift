internal import Frames
internal import Sampling

/// By which column lists of one file are told apart, and in which order they are.
///
/// Draws are looked at in the order of time: of 2024-9-1 and 2024-10-1 the bytes say otherwise. So the
/// column is named with what its cells are, `date:day`, `number:round`, `text:name`; without, an order of
/// bytes that is not the natural one is refused.
public struct DrawOrder: Hashable, Sendable {
  /// What cells are compared as.
  public enum Kind: String, Hashable, Sendable {
    /// Days, months and years of the calendar: `2024-9-1`, `2024/10/1`, `2024年9月`, `2024`.
    case date
    /// Exact decimals.
    case number
    /// Bytes.
    case text
  }

  /// The column.
  public let column: String
  /// What its cells are compared as; nil where that was not said.
  public let kind: Kind?

  /// Reads `date:COLUMN`, `number:COLUMN`, `text:COLUMN` or `COLUMN`.
  ///
  /// - Parameter text: the text.
  public init(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else {
      (column, kind) = (text, nil)
      return
    }
    (column, self.kind) = (String(parts[1]), kind)
  }

  /// The value of a cell, which tells draws apart and orders them; nil where it has none.
  func key(of cell: String) -> Key? {
    guard !cell.isEmpty else { return nil }
    switch kind {
    case .date: return Key.date(cell)
    case .number: return Key.number(cell)
    case .text, nil: return Key(parts: [.text(Array(cell.utf8))])
    }
  }

  /// What is wrong with a cell that has no value.
  var problem: DataProblem {
    switch kind {
    case .date:
      .notNumber(
        expected: "a date, such as 2024-9-1, 2024/9/1, 2024年9月1日, 2024-9 or 2024",
        expectedChinese: "日期（例如 2024-9-1、2024年9月1日、2024年9月、2024）"
      )
    case .number:
      .notNumber(expected: "a decimal number, such as 10", expectedChinese: "数字（例如 10）")
    case .text, nil:
      .other(Sentence("is empty; name the draw of the row", "为空，请填写该行所属的抽取"))
    }
  }

  /// Refuses names whose order is not sure: by bytes and by their numbers they follow otherwise, or two
  /// spellings have the same numbers.
  ///
  /// - Parameters:
  ///   - names: the names, each once, by bytes.
  ///   - file: the file, for messages.
  /// - Throws: `DataError`.
  func check(_ names: [String], file: String) throws(DataError) {
    guard kind == nil else { return }
    let keys = names.map { Key.natural($0) }
    for place in names.indices.dropFirst() where !(keys[place - 1] < keys[place]) {
      let (first, second) = (names[place - 1].excerpt, names[place].excerpt)
      throw DataError(
        .init(
          file: file,
          column: column,
          reason: .other(
            Sentence(
              "by bytes \"\(first)\" comes before \"\(second)\", by their numbers it does not, so"
                + " that the order of the draws is not sure; write \(Setting.by) date:\(column), \(Setting.by) number:\(column)"
                + " or, for bytes, \(Setting.by) text:\(column)",
              "按字节“\(first)”在“\(second)”之前，按其中的数字则不然，抽取的先后次序不明；"
                + "请写 \(Setting.by) date:\(column)、\(Setting.by) number:\(column)，或按字节 \(Setting.by) text:\(column)"
            )
          )
        )
      )
    }
  }
}

extension DrawOrder {
  /// A value that draws are ordered by: its parts, one after the other.
  struct Key: Hashable, Comparable {
    enum Part: Hashable, Comparable {
      /// A whole number or a fraction's digits, without zeros at the beginning.
      case digits([UInt8])
      case text([UInt8])

      static func < (left: Part, right: Part) -> Bool {
        switch (left, right) {
        case (.digits(let first), .digits(let second)):
          first.count == second.count
            ? first.lexicographicallyPrecedes(second) : first.count < second.count
        case (.text(let first), .text(let second)): first.lexicographicallyPrecedes(second)
        case (.digits, .text): true
        case (.text, .digits): false
        }
      }
    }

    var parts: [Part]
    /// Whether greater parts come first: below 0.
    var isNegative = false

    static func < (left: Key, right: Key) -> Bool {
      if left.isNegative != right.isNegative { return left.isNegative }
      return left.isNegative
        ? right.parts.lexicographicallyPrecedes(left.parts)
        : left.parts.lexicographicallyPrecedes(right.parts)
    }

    /// Runs of digits as numbers, all else as it stands.
    static func natural(_ name: String) -> Key {
      var parts: [Part] = []
      var run: [UInt8] = []
      var isDigits = false
      for byte in Array(name.utf8) + [0] {
        let isDigit = (0x30...0x39).contains(byte)
        if isDigit != isDigits || byte == 0 {
          if !run.isEmpty { parts.append(isDigits ? .digits(plain(run)) : .text(run)) }
          run = []
          isDigits = isDigit
        }
        run.append(byte)
      }
      return Key(parts: parts)
    }

    /// `-12.50`: whole part, and the digits behind the point without zeros at the end.
    static func number(_ cell: String) -> Key? {
      var bytes = Array(cell.utf8)[...]
      let isNegative = bytes.first == UInt8(ascii: "-")
      if isNegative { bytes.removeFirst() }
      let halves = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard halves.count <= 2, let whole = halves.first, !whole.isEmpty,
        halves.count == 1 || !halves[1].isEmpty,
        halves.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
      else { return nil }
      var fraction = halves.count == 2 ? Array(halves[1]) : []
      while fraction.last == 0x30 { fraction.removeLast() }
      let parts: [Part] = [.digits(plain(Array(whole))), .text(fraction)]
      let isZero = parts == [.digits([]), .text([])]
      return Key(parts: parts, isNegative: isNegative && !isZero)
    }

    /// A day, a month or a year.
    static func date(_ cell: String) -> Key? {
      if let date = CivilDate(cell) { return Key(days: [date.year, date.month, date.day]) }
      var scanner = FoldedScanner(cell)
      guard let year = Int(scanner.takeDigits()), (1...9999).contains(year) else { return nil }
      let isMarked = scanner.take(anyOf: ["年", "-", "/", "."])
      if scanner.isAtEnd { return Key(days: [year]) }
      guard isMarked, let month = Int(scanner.takeDigits()), (1...12).contains(month) else {
        return nil
      }
      _ = scanner.take("月")
      return scanner.isAtEnd ? Key(days: [year, month]) : nil
    }

    private init(days: [Int]) {
      self.init(parts: days.map { .digits(Array(String($0).utf8)) })
    }

    init(parts: [Part], isNegative: Bool = false) {
      self.parts = parts
      self.isNegative = isNegative
    }

    private static func plain(_ digits: [UInt8]) -> [UInt8] {
      Array(digits.drop { $0 == 0x30 })
    }
  }
}
