internal import Frames
internal import Sampling

/// One end of a period as written.
struct PeriodPoint {
  var year: Year?
  var month: Int?
  var part: Part?
  /// A number whose unit stands at the other end.
  var bare: Int?
  /// First and last month of a quarter, half or whole year.
  var months: ClosedRange<Int>?

  enum Year: Equatable {
    case number(Int)
    case following
  }
  enum Part: Equatable {
    case day(Int)
    /// Thirds of a month: 上旬, 中下旬.
    case thirds(ClosedRange<Int>)
    case firstDay, lastDay
  }

  /// The day that it means as a start or as an end.
  ///
  /// - Parameters:
  ///   - isEnd: whether it is an end.
  ///   - year: its year.
  /// - Returns: the day; nil where there is no month.
  /// - Throws: ``PeriodError`` where the calendar has no such month or day.
  func date(isEnd: Bool, year: Int) throws(PeriodError) -> CivilDate? {
    if let months {
      return isEnd
        ? CivilDate.end(ofMonth: months.upperBound, in: year)
        : CivilDate.start(ofMonth: months.lowerBound, in: year)
    }
    guard let month else { return nil }
    guard (1...12).contains(month), (1...9999).contains(year) else { throw .noSuchMonth(month) }
    let lastDay = CivilDate.lastDay(ofMonth: month, in: year)
    let day: Int
    switch part {
    case .day(let number): day = number
    case .thirds(let thirds):
      let last = thirds.upperBound
      day = isEnd ? (last == 3 ? lastDay : last * 10) : thirds.lowerBound * 10 - 9
    case .firstDay: day = 1
    case .lastDay: day = lastDay
    case nil: day = isEnd ? lastDay : 1
    }
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw .noSuchDay(year: year, month: month, day: day, lastDay: lastDay)
    }
    return date
  }
}

extension FoldedScanner {
  /// Goes past one end of a period; nil where none comes.
  ///
  /// - Parameter planYear: the plan's year, for 本年.
  /// - Returns: the point, or nil.
  mutating func takePeriodPoint(planYear: Int) -> PeriodPoint? {
    if let date = takeNumericDate() { return date }
    let start = index
    var point = PeriodPoint()
    point.year = takeYear(planYear)
    _ = take("的")
    if let months = takeSpanOfMonths() {
      point.months = months
      return point
    }
    if point.year != nil, take(anyOf: ["底", "末"]) {
      point.month = 12
      point.part = .lastDay
      return point
    }
    if point.year != nil, take(anyOf: ["年初", "初"]) {
      point.month = 1
      point.part = .firstDay
      return point
    }
    let numberStart = index
    guard let number = takePeriodNumber() else {
      // A year by itself is the whole year.
      guard point.year != nil else {
        index = start
        return nil
      }
      point.months = 1...12
      return point
    }
    if take(anyOf: ["月份", "月"]) {
      point.month = number
      takeDay(of: &point)
    } else if take(anyOf: ["日", "号"]) {
      point.part = .day(number)
    } else {
      // Not a numeral one that is a dash.
      guard ("0"..."9").contains(text.scalars[numberStart]) else {
        index = start
        return nil
      }
      point.bare = number
    }
    return point
  }

  private mutating func takeDay(of point: inout PeriodPoint) {
    if let part = takePartOfMonth() {
      point.part = part
      return
    }
    let start = index
    guard let day = takePeriodNumber() else { return }
    if take(anyOf: ["日", "号"]) {
      point.part = .day(day)
    } else if ("0"..."9").contains(text.scalars[start]) {
      point.bare = day
    } else {
      // 3月一11月, 4月二: no day.
      index = start
    }
  }

  private mutating func takeYear(_ planYear: Int) -> PeriodPoint.Year? {
    if take(anyOf: ["次年度", "次年", "翌年", "第二年", "明年", "下一年度", "下一年", "下年度"]) {
      return .following
    }
    if take(anyOf: ["本年度", "本年", "当年", "今年", "计划年度"]) { return .number(planYear) }
    let start = index
    let digits = takeDigits()
    if digits.count == 4, let year = Int(digits), take(anyOf: ["年度", "年"]) { return .number(year) }
    // 24年
    if digits.count == 2, let year = Int(digits), year > 12, take("年") {
      return .number(2000 + year)
    }
    index = start
    let numerals = text.scalars[index...].prefix { Self.yearDigits[$0] != nil }
    if numerals.count == 4 {
      index += 4
      if take(anyOf: ["年度", "年"]) {
        return .number(numerals.reduce(0) { $0 * 10 + (Self.yearDigits[$1] ?? 0) })
      }
      index = start
    }
    return nil
  }

  private static let yearDigits: [Unicode.Scalar: Int] = [
    "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]

  /// 全年, 上半年, 下半年, 第三季度, 年底.
  private mutating func takeSpanOfMonths() -> ClosedRange<Int>? {
    if take(anyOf: ["全年度", "全年", "年内", "常年", "长期", "年度内", "整年"]) { return 1...12 }
    if take(anyOf: ["上、下半年", "上下半年"]) { return 1...12 }
    if take("上半年") { return 1...6 }
    if take("下半年") { return 7...12 }
    if take(anyOf: ["年底", "年末"]) { return 12...12 }
    if take("年初") { return 1...1 }
    let start = index
    _ = take(anyOf: ["第", "q"])
    if let quarter = takePeriodNumber(), (1...4).contains(quarter),
      take(anyOf: ["季度", "季"]) || text.scalars[start] == "q"
    {
      return quarter * 3 - 2...quarter * 3
    }
    index = start
    return nil
  }

  private mutating func takePartOfMonth() -> PeriodPoint.Part? {
    for (word, thirds) in [
      ("上中旬", 1...2), ("中下旬", 2...3), ("上旬", 1...1), ("中旬", 2...2), ("下旬", 3...3),
    ] where take(word) {
      return .thirds(thirds)
    }
    if take(anyOf: ["底", "末"]) { return .lastDay }
    return take("初") ? .firstDay : nil
  }

  /// `2024-04-01`, `2024/4/1`, `2024.4`, `20240401`, `202404`, `4.1`, `4/1`.
  private mutating func takeNumericDate() -> PeriodPoint? {
    let start = index
    let first = takeDigits()
    if first.count == 8 || first.count == 6, ["19", "20"].contains(first.prefix(2)),
      let year = Int(first.prefix(4)), let month = Int(first.dropFirst(4).prefix(2))
    {
      let day = Int(first.dropFirst(6))
      return PeriodPoint(year: .number(year), month: month, part: day.map { .day($0) })
    }
    guard let number = Int(first), let mark = next, "-/.".unicodeScalars.contains(mark) else {
      index = start
      return nil
    }
    let sign = String(Character(mark))
    index += 1
    let second = takeDigits()
    // 6-12月 and 1-3 are ranges, not dates.
    guard let month = Int(second), second.count <= 2, first.count == 4 || sign != "-",
      first.count <= 4, next != "月"
    else {
      index = start
      return nil
    }
    guard first.count == 4 else { return PeriodPoint(month: number, part: .day(month)) }
    let afterMonth = index
    if take(sign) {
      let third = takeDigits()
      if let day = Int(third), third.count <= 2 {
        _ = take("日")
        return PeriodPoint(year: .number(number), month: month, part: .day(day))
      }
      index = afterMonth
    }
    return PeriodPoint(year: .number(number), month: month)
  }

  /// At most four digits, or a numeral.
  private mutating func takePeriodNumber() -> Int? {
    let digits = takeDigits()
    if !digits.isEmpty { return digits.count <= 4 ? Int(digits) : nil }
    let start = index
    guard let numeral = takeChineseNumeral(), numeral.denominator == 1 else {
      index = start
      return nil
    }
    return numeral.numerator
  }
}
