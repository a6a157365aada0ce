/// Dates among other words, whose numbers are no amounts: 2022年底, 2024-03-31, 4月1日, 15日内.
enum DatePattern {
  /// The end of a date that begins with the digits at the start of a part; nil where none does.
  static func end(_ text: CellText, _ range: Range<Int>) -> Int? {
    let limit = range.upperBound
    func digits(at index: Int) -> Int {
      var end = index
      while end < limit, text.isDigit(end) { end += 1 }
      return end - index
    }
    func number(_ start: Int, _ length: Int) -> Int {
      Int(text.folded(start..<(start + length))) ?? 0
    }
    func sees(_ scalars: String, _ index: Int) -> Bool {
      index < limit && text[index].map { scalars.unicodeScalars.contains($0) } ?? false
    }
    let start = range.lowerBound
    let length = digits(at: start)
    var index = start + length
    if length == 4, (1900...2099).contains(number(start, 4)) {
      if sees("年", index) {
        index += 1
        let month = digits(at: index)
        if (1...2).contains(month), sees("月", index + month) {
          index = day(text, index + month + 1, limit)
        }
        return index
      }
      if sees("-/.", index), let mark = text[index] {
        let month = digits(at: index + 1)
        guard month == 4 || (1...2).contains(month) else { return nil }
        index += 1 + month
        if text[index] == mark, index < limit {
          let day = digits(at: index + 1)
          if (1...2).contains(day) { index += 1 + day }
        }
        // 2024-2026年, and no share or count of 2,024 to 2,026.
        if month == 4 { return sees("年", index) ? index + 1 : nil }
        return sees("%‰户家个", index) ? nil : index
      }
      return nil
    }
    guard (1...2).contains(length) else { return nil }
    if sees("月", index) { return day(text, index + 1, limit) }
    if sees("日号", index), (1...31).contains(number(start, length)) { return index + 1 }
    if sees("个", index), text.sees("工作日".unicodeScalars, at: index + 1) { return index + 4 }
    return nil
  }

  /// Past the day behind 月.
  private static func day(_ text: CellText, _ index: Int, _ limit: Int) -> Int {
    var end = index
    while end < limit, text.isDigit(end), end - index < 2 { end += 1 }
    guard end > index, end < limit, let mark = text[end], mark == "日" || mark == "号" else {
      return index
    }
    return end + 1
  }
}
