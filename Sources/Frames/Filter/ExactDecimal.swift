/// A decimal number of any length, compared digit by digit.
struct ExactDecimal: Hashable, Sendable {
  private let bytes: [UInt8]
  private let shape: Shape

  /// Where the digits of a number stand in its text.
  struct Shape: Hashable, Sendable {
    /// Whether it is less than 0; `-0` is not.
    let isNegative: Bool
    /// The digits before the point, without leading zeros.
    let whole: Range<Int>
    /// The digits behind the point, without trailing zeros.
    let fraction: Range<Int>

    /// Reads a number: ASCII digits, at most one point, perhaps a sign before; no exponent, no
    /// separator of thousands, no blank.
    ///
    /// - Parameter text: the text; nil is answered where it is no number.
    init?(_ text: UnsafeRawBufferPointer) {
      let isSigned = text.first == 0x2D || text.first == 0x2B
      let start = isSigned ? 1 : 0
      var point: Int?
      var digits = 0
      for index in start..<text.count {
        switch text[index] {
        case 0x30...0x39: digits += 1
        case 0x2E where point == nil: point = index
        default: return nil
        }
      }
      guard digits > 0 else { return nil }
      let end = point ?? text.count
      var first = start
      while first < end, text[first] == 0x30 { first += 1 }
      var last = text.count
      let second = min(end + 1, last)
      while last > second, text[last - 1] == 0x30 { last -= 1 }
      whole = first..<end
      fraction = second..<last
      isNegative = text.first == 0x2D && !(whole.isEmpty && fraction.isEmpty)
    }
  }

  /// Keeps a number, nil where the text is none.
  init?(_ text: [UInt8]) {
    guard let shape = text.withUnsafeBytes({ Shape($0) }) else { return nil }
    (bytes, self.shape) = (text, shape)
  }

  /// How this number stands to another: negative where it is less, 0 where both are the same.
  ///
  /// - Parameters:
  ///   - other: the text of the other number.
  ///   - otherShape: the shape of that text.
  /// - Returns: the order.
  func order(to other: UnsafeRawBufferPointer, _ otherShape: Shape) -> Int {
    guard shape.isNegative == otherShape.isNegative else { return shape.isNegative ? -1 : 1 }
    let order = bytes.withUnsafeBytes { own in
      // Without leading zeros more digits are more; without trailing ones a longer fraction is more
      // than its beginning.
      let length = shape.whole.count - otherShape.whole.count
      guard length == 0 else { return length }
      let whole = ExactDecimal.order(own[shape.whole], other[otherShape.whole])
      guard whole == 0 else { return whole }
      return ExactDecimal.order(own[shape.fraction], other[otherShape.fraction])
    }
    return shape.isNegative ? -order : order
  }

  private static func order(
    _ left: Slice<UnsafeRawBufferPointer>,
    _ right: Slice<UnsafeRawBufferPointer>
  ) -> Int {
    for (one, two) in zip(left, right) where one != two { return Int(one) - Int(two) }
    return left.count - right.count
  }
}

/// A day of the calendar, as a number that grows with it.
struct CalendarDay: Hashable, Sendable {
  /// Year, month and day as the decimal places of YYYYMMDD.
  let number: Int

  /// Reads `YYYY-MM-DD`, `YYYY/M/D` or `YYYY年M月D日`, and nothing else around it.
  ///
  /// - Parameter text: the text; nil is answered where it is none, or where the calendar has no such
  ///   day.
  init?(_ text: UnsafeRawBufferPointer) {
    var rest = text[...]
    func digits(_ allowed: ClosedRange<Int>) -> Int? {
      let found = rest.prefix(allowed.upperBound).prefix { (0x30...0x39).contains($0) }
      guard found.count >= allowed.lowerBound else { return nil }
      rest.removeFirst(found.count)
      return found.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    func take(_ mark: StaticString) -> Bool {
      let bytes = UnsafeRawBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
      guard rest.starts(with: bytes) else { return false }
      rest.removeFirst(bytes.count)
      return true
    }
    guard let year = digits(4...4) else { return nil }
    let length: ClosedRange<Int>
    let marks: (StaticString, StaticString)
    if take("-") {
      (length, marks) = (2...2, ("-", ""))
    } else if take("/") {
      (length, marks) = (1...2, ("/", ""))
    } else if take("年") {
      (length, marks) = (1...2, ("月", "日"))
    } else {
      return nil
    }
    guard let month = digits(length), take(marks.0), let day = digits(length), take(marks.1),
      rest.isEmpty, year > 0, (1...12).contains(month), day > 0,
      day <= CalendarDay.lastDay(ofMonth: month, in: year)
    else { return nil }
    number = (year * 100 + month) * 100 + day
  }

  private static func lastDay(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
