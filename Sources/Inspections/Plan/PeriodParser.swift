internal import Sampling

/// Reads one period cell from left to right.
struct PeriodParser {
  private var scanner: FoldedScanner
  private let planYear: Int
  private var remarks: [PeriodReading.Remark] = []

  /// One end as written.
  private struct Endpoint {
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
      case third(Int)
      case firstDay, lastDay
    }
  }

  init(_ text: String, year: Int) {
    scanner = FoldedScanner(text)
    planYear = year
  }

  private static let dashes = ["--", "——", "-", "–", "—", "~", "至", "到", "一"]

  mutating func reading() throws(PeriodError) -> PeriodReading {
    guard !scanner.isAtEnd else { throw .empty }
    guard !VagueWording.isUndetermined(scanner.text.text) else { throw .undetermined }
    _ = scanner.take(anyOf: ["自", "从"])
    var first = try endpoint()
    let isFrom = scanner.take(anyOf: ["起", "开始"])
    if scanner.isAtEnd, isFrom {
      remarks.append(.openEnd)
      let start = try date(first, isEnd: false, year: number(first.year))
      return try reading(start, CivilDate.end(ofMonth: 12, in: start.year))
    }
    if scanner.take(anyOf: ["底前", "末前"]) {
      first.part = .lastDay
      return try openStart(first)
    }
    if scanner.take(anyOf: ["前", "之前", "以前"]) { return try openStart(first) }
    if scanner.isAtEnd {
      guard first.bare == nil else { throw unreadable() }
      let year = number(first.year)
      return try reading(
        try date(first, isEnd: false, year: year),
        try date(first, isEnd: true, year: year)
      )
    }
    _ = scanner.take(",")
    guard scanner.take(anyOf: Self.dashes) || isFrom else { throw unreadable() }
    var last = try endpoint()
    _ = scanner.take(anyOf: ["底前", "之前", "以前", "前"])
    _ = scanner.take(anyOf: ["止", "期间", "完成", "结束"])
    guard scanner.isAtEnd else { throw unreadable() }
    try share(&first, &last)
    let startYear = number(first.year)
    let endYear: Int
    switch last.year {
    case .number(let year): endYear = year
    case .following: endYear = startYear + 1
    case nil: endYear = startYear
    }
    return try reading(
      try date(first, isEnd: false, year: startYear),
      try date(last, isEnd: true, year: endYear)
    )
  }

  private mutating func openStart(_ end: Endpoint) throws(PeriodError) -> PeriodReading {
    _ = scanner.take(anyOf: ["完成", "结束"])
    guard scanner.isAtEnd, end.bare == nil else { throw unreadable() }
    remarks.append(.openStart)
    let end = try date(end, isEnd: true, year: number(end.year))
    return try reading(CivilDate.start(ofMonth: 1, in: end.year), end)
  }

  private mutating func reading(
    _ start: CivilDate,
    _ end: CivilDate
  ) throws(PeriodError) -> PeriodReading {
    guard start <= end else { throw .reversed(start: start, end: end) }
    if start.year != planYear { remarks.append(.otherYear(start.year)) }
    if end.year > start.year { remarks.append(.crossesYear) }
    return PeriodReading(period: Period(start: start, end: end), remarks: remarks)
  }

  /// Gives a number without a unit the unit, and a day without a month the month, of the other end.
  private mutating func share(_ first: inout Endpoint, _ last: inout Endpoint) throws(PeriodError) {
    if let bare = first.bare {
      guard last.month != nil || last.part != nil else { throw unreadable() }
      first.bare = nil
      if case .day = last.part, last.month == nil || first.month != nil {
        first.part = .day(bare)
      } else {
        guard last.part == nil, first.month == nil else { throw unreadable() }
        first.month = bare
      }
    }
    if let bare = last.bare {
      last.bare = nil
      remarks.append(.unitAssumed)
      if case .day = first.part {
        guard last.month != nil else { throw unreadable() }
        last.part = .day(bare)
      } else {
        guard first.part == nil, first.month != nil, last.month == nil else { throw unreadable() }
        last.month = bare
      }
    }
    if case .day = last.part, last.month == nil { last.month = first.month }
    if last.months != nil || first.months != nil { return }
    guard first.month != nil, last.month != nil else { throw unreadable() }
  }

  private func number(_ year: Endpoint.Year?) -> Int {
    switch year {
    case .number(let year): year
    case .following: planYear + 1
    case nil: planYear
    }
  }

  private func date(_ point: Endpoint, isEnd: Bool, year: Int) throws(PeriodError) -> CivilDate {
    if let months = point.months {
      return isEnd
        ? CivilDate.end(ofMonth: months.upperBound, in: year)
        : CivilDate.start(ofMonth: months.lowerBound, in: year)
    }
    guard let month = point.month else { throw unreadable() }
    guard (1...12).contains(month) else { throw .noSuchMonth(month) }
    let lastDay = CivilDate.lastDay(ofMonth: month, in: year)
    let day: Int
    switch point.part {
    case .day(let number): day = number
    case .third(let third): day = isEnd ? (third == 3 ? lastDay : third * 10) : third * 10 - 9
    case .firstDay: day = 1
    case .lastDay: day = lastDay
    case nil: day = isEnd ? lastDay : 1
    }
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw .noSuchDay(year: year, month: month, day: day, lastDay: lastDay)
    }
    return date
  }

  private func unreadable() -> PeriodError { .unreadable(position: scanner.position) }

  private mutating func endpoint() throws(PeriodError) -> Endpoint {
    var point = Endpoint()
    if let date = try numericDate() { return date }
    point.year = takeYear()
    if let months = takeSpan() {
      point.months = months
      return point
    }
    if point.year != nil, takeYearEnd(&point) { return point }
    let start = scanner.index
    guard let number = takeNumber() else {
      // A year by itself is the whole year.
      guard case .number = point.year else { throw unreadable() }
      point.months = 1...12
      return point
    }
    if scanner.take(anyOf: ["月份", "月"]) {
      point.month = number
      if let part = takePartOfMonth() {
        point.part = part
      } else {
        let dayStart = scanner.index
        if let day = takeNumber() {
          if scanner.take(anyOf: ["日", "号"]) {
            point.part = .day(day)
          } else if scanner.text.scalars[dayStart] == "一" {
            scanner.index = dayStart
          } else {
            point.bare = day
          }
        }
      }
    } else if scanner.take(anyOf: ["日", "号"]) {
      point.part = .day(number)
    } else {
      // Not a numeral one that is a dash.
      guard ("0"..."9").contains(scanner.text.scalars[start]) else {
        scanner.index = start
        throw unreadable()
      }
      point.bare = number
    }
    return point
  }

  private mutating func takeYear() -> Endpoint.Year? {
    if scanner.take(anyOf: ["次年", "翌年", "第二年", "明年", "下一年"]) { return .following }
    if scanner.take(anyOf: ["本年度", "本年", "当年", "今年"]) { return .number(planYear) }
    let start = scanner.index
    let digits = scanner.takeDigits()
    if digits.count == 4, let year = Int(digits), scanner.take(anyOf: ["年度", "年"]) {
      return .number(year)
    }
    scanner.index = start
    return nil
  }

  /// 年底, 年末: the last day of December.
  private mutating func takeYearEnd(_ point: inout Endpoint) -> Bool {
    guard scanner.take(anyOf: ["底", "末"]) else { return false }
    point.month = 12
    point.part = .lastDay
    return true
  }

  /// 全年, 上半年, 下半年, 第三季度, 年底.
  private mutating func takeSpan() -> ClosedRange<Int>? {
    if scanner.take(anyOf: ["全年", "年内"]) { return 1...12 }
    if scanner.take("上半年") { return 1...6 }
    if scanner.take("下半年") { return 7...12 }
    if scanner.take(anyOf: ["年底", "年末"]) { return 12...12 }
    let start = scanner.index
    _ = scanner.take("第")
    if let quarter = takeNumber(), (1...4).contains(quarter), scanner.take(anyOf: ["季度", "季"]) {
      return quarter * 3 - 2...quarter * 3
    }
    scanner.index = start
    return nil
  }

  private mutating func takePartOfMonth() -> Endpoint.Part? {
    for (word, third) in [("上旬", 1), ("中旬", 2), ("下旬", 3)] where scanner.take(word) {
      return .third(third)
    }
    // 底前 says by when; it is read where deadlines are.
    if scanner.sees("底前") || scanner.sees("末前") { return nil }
    if scanner.take(anyOf: ["底", "末"]) { return .lastDay }
    return scanner.take("初") ? .firstDay : nil
  }

  /// `2024-04-01`, `2024/4/1`, `2024.4`, `4.1`, `4/1`.
  private mutating func numericDate() throws(PeriodError) -> Endpoint? {
    let start = scanner.index
    let first = scanner.takeDigits()
    guard let number = Int(first), let mark = scanner.next, "-/.".unicodeScalars.contains(mark)
    else {
      scanner.index = start
      return nil
    }
    let sign = String(Character(mark))
    scanner.index += 1
    let second = scanner.takeDigits()
    // `6-12月` and `1-3` are ranges, not dates.
    guard let month = Int(second), second.count <= 2, first.count == 4 || sign != "-" else {
      scanner.index = start
      return nil
    }
    guard first.count == 4 else {
      return Endpoint(month: number, part: .day(month))
    }
    let afterMonth = scanner.index
    if scanner.take(sign) {
      let third = scanner.takeDigits()
      if let day = Int(third), third.count <= 2 {
        return Endpoint(year: .number(number), month: month, part: .day(day))
      }
      scanner.index = afterMonth
    }
    return Endpoint(year: .number(number), month: month)
  }

  private mutating func takeNumber() -> Int? {
    let digits = scanner.takeDigits()
    if !digits.isEmpty { return digits.count <= 4 ? Int(digits) : nil }
    guard let numeral = scanner.takeChineseNumeral(), numeral.denominator == 1 else { return nil }
    return numeral.numerator
  }
}
