internal import Sampling

extension Interval {
  /// The interval that a text begins with, and its length.
  ///
  /// 每年, 全年, 年度, 每个季度, 每3年, 三年, 三年内, 同一年度, 半年.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - range: the part to look at.
  ///   - isBehind: whether it stands behind a stroke, where 年 alone is enough.
  /// - Returns: the interval and the number of scalars, nil where none comes.
  static func match(
    _ text: CellText,
    _ range: Range<Int>,
    isBehind: Bool = false
  ) -> (interval: Interval, length: Int)? {
    var index = range.lowerBound
    let end = range.upperBound
    func take(_ words: [String]) -> String? {
      guard let word = text.first(of: words, at: index), index + word.unicodeScalars.count <= end
      else { return nil }
      index += word.unicodeScalars.count
      return word
    }
    if take(["年内", "当年"]) != nil { return (.year, index - range.lowerBound) }
    if take(["上、下半年", "上下半年"]) != nil || take(["上半年", "下半年"]) != nil {
      return (Interval(1, .halfYear), index - range.lowerBound)
    }
    if take(Self.quarters) != nil { return (Interval(1, .quarter), index - range.lowerBound) }
    let lead = take(Self.leads)
    var every = lead?.hasSuffix("一") == true || lead == "一个" ? 1 : nil
    let start = index
    while index < end, text.isDigit(index) { index += 1 }
    if index > start {
      guard index - start <= 2, let number = Int(text.folded(start..<index)), number > 0 else {
        return nil
      }
      every = number
    } else if let (value, length) = ChineseNumeral.match(text, index..<end) {
      guard value.denominator == 1, (1...99).contains(value.numerator) else { return nil }
      every = value.numerator
      index += length
    }
    let hasNumber = every != nil
    let isCounted = take(["个"]) != nil
    guard let name = take(Self.words), let unit = Self.units[name] else { return nil }
    if let next = text[index], index < end {
      // 年底, 季节 and 月份 are other words; 年 alone needs one behind that says what is done.
      if unit == .year, "底末初报均以".unicodeScalars.contains(next), name == "年" { return nil }
      if name == "季", next == "节" { return nil }
      if unit == .month, "底末初份".unicodeScalars.contains(next), !isCounted { return nil }
    }
    let isSaid = lead != nil || hasNumber || isBehind
    switch name {
    case "年度", "季度", "半年", "半年度", "月度": break
    case "年":
      let starts = ["抽", "检", "度"].contains { text.sees($0.unicodeScalars, at: index) }
      guard isSaid || starts else { return nil }
    case "月", "季", "周", "星期", "天", "日":
      // 3月 is a month and no interval.
      guard
        isBehind || ["每", "按", "逐"].contains(where: { lead?.hasPrefix($0) == true }) || isCounted
          || ["周", "天"].contains(name) && hasNumber
      else { return nil }
    default: break
    }
    // 2季度 is the second quarter.
    if name == "季度", hasNumber, lead == nil, !isCounted, !isBehind { return nil }
    if unit == .year, hasNumber, every != 1 || lead == nil { _ = take(["之内", "内"]) }
    return (Interval(every ?? 1, unit), index - range.lowerBound)
  }

  /// Whether a text names one half-year or quarter, and not each.
  static func isNamed(_ text: CellText, _ range: Range<Int>) -> Bool {
    let isHalf = ["上半年", "下半年"].contains { text.sees($0.unicodeScalars, at: range.lowerBound) }
    return isHalf || quarters.contains { text.sees($0.unicodeScalars, at: range.lowerBound) }
  }

  /// The interval that a text ends with, and its length.
  static func match(end text: CellText, _ range: Range<Int>) -> (interval: Interval, length: Int)? {
    for length in stride(from: min(6, range.count), through: 2, by: -1) {
      let start = range.upperBound - length
      if let found = match(text, start..<range.upperBound), found.length == length { return found }
    }
    return nil
  }

  /// Longer names before the shorter ones that begin them.
  private static let names: [(name: String, unit: Frequency.Unit)] = [
    ("半年度", .halfYear), ("半年", .halfYear), ("年度", .year), ("年", .year), ("季度", .quarter),
    ("季", .quarter), ("月度", .month), ("月", .month), ("星期", .week), ("周", .week),
    ("天", .day), ("日", .day),
  ]
  private static let quarters = ["第一", "第二", "第三", "第四", "一", "二", "三", "四", "1", "2", "3", "4"]
    .flatMap { ["\($0)季度"] }
  private static let leads = [
    "每一个", "每一", "每个", "每", "同一个", "同一", "一个", "整个", "全", "本", "当", "按", "逐",
  ]
  private static let words = names.map(\.name)
  private static let units = Dictionary(uniqueKeysWithValues: names.map { ($0.name, $0.unit) })
}

/// Numbers in Chinese characters.
enum ChineseNumeral {
  private static let scalars = Set("零〇一二两三四五六七八九十百千万点".unicodeScalars)

  /// Whether a scalar belongs to a numeral.
  static func holds(_ scalar: Unicode.Scalar) -> Bool { scalars.contains(scalar) }

  /// The numeral that a part begins with, and its length.
  static func match(_ text: CellText, _ range: Range<Int>) -> (value: Ratio, length: Int)? {
    let length = range.prefix { scalars.contains(text.scalars[$0]) }.count
    guard length > 0 else { return nil }
    let end = range.lowerBound + length
    var scanner = FoldedScanner(text.folded(range.lowerBound..<end))
    guard let value = scanner.takeChineseNumeral() else { return nil }
    return (value, scanner.index)
  }
}
