internal import Frames
internal import Sampling

/// Reads one period cell: its parts between 、 and 和, each a span from one point to another.
struct PeriodParser {
  let planYear: Int
  private let role: PeriodReading.Role
  var scanner: FoldedScanner
  /// What stands in brackets.
  private var asides: [String] = []
  private var remarks: [PeriodReading.Remark] = []
  /// The year of the part before, which holds on.
  private var year: PeriodPoint.Year?

  init(_ text: String, year: Int, role: PeriodReading.Role) {
    planYear = year
    self.role = role
    var outside = ""
    var inside = ""
    var depth = 0
    for character in text {
      let folded = character.unicodeScalars.first.map(FoldedText.fold)
      if folded == "(" { depth += 1 }
      // A blank in its place keeps the places of the other characters.
      outside.append(depth > 0 || "“”\"‘’".contains(character) ? " " : character)
      if depth > 0, folded != "(", folded != ")" { inside.append(character) }
      guard folded == ")", depth > 0 else { continue }
      depth -= 1
      asides.append(inside)
      inside = ""
    }
    if !inside.isEmpty { asides.append(inside) }
    scanner = FoldedScanner(outside)
  }

  mutating func reading() throws(PeriodError) -> PeriodReading {
    guard scanner.text.scalars.count <= CellReading.greatestLength else {
      throw .unreadable(position: CellReading.greatestLength)
    }
    guard !scanner.isAtEnd else {
      guard let aside = asides.first else { throw .empty }
      var inner = PeriodParser(aside, year: planYear, role: role)
      return try inner.reading()
    }
    let whole = scanner.text.text
    if ["/", "-", "—", "--", "无"].contains(whole) { throw .empty }
    if let serial = serial(whole) { throw .serial(serial) }
    if !whole.hasPrefix("每年"), let reading = rhythm(whole) { return reading }
    var periods: [Period] = []
    var words: [String] = []
    do throws(PeriodError) {
      try readParts(&periods, &words)
    } catch {
      // 五一、国庆节前 begins like a number.
      if case .unreadable = error, !whole.contains(where: \.isDigit), failure(whole) == .event {
        throw .event
      }
      throw error
    }
    if periods.isEmpty, let reading = rhythm(whole) { return reading }
    let isDraw = ["抽取工作", "任务抽取", "新建任务", "抽取任务", "完成抽取"].contains { whole.holds($0) }
    if isDraw { remarks.append(.drawTime([])) }
    guard !periods.isEmpty else { throw failure(whole) }
    for word in words where !isDraw { remarks.append(.words(word)) }
    let joined = joined(periods)
    for aside in asides where aside.contains(where: \.isDigit) {
      // 第二季度(4-6月) says it twice.
      let same = (try? PeriodReading(parsing: aside, year: planYear))?.periods == joined
      if !same { remarks.append(.words(aside)) }
    }
    return try finish(joined)
  }

  /// Why nothing was read.
  private func failure(_ whole: String) -> PeriodError {
    let isEvent = [
      "春", "夏", "秋", "冬", "开学", "中考", "高考", "节日", "节假日", "汛期", "旺季", "两会", "期间", "出库时间", "五一", "国庆",
      "元旦", "春节", "中秋", "端午", "清明", "节前",
    ]
    .contains { whole.holds($0) }
    let isOpen = VagueWording.isUndetermined(whole)
    // 根据政策性粮食出库时间确定 is left open, 春秋季开学 is an event.
    if isEvent, !isOpen || whole.holds("季") { return .event }
    if isOpen { return .undetermined }
    return .unreadable(position: scanner.text.positions[0])
  }

  /// 45383 is 2024-04-01 to a spreadsheet: the days from 1899-12-30 on.
  private func serial(_ whole: String) -> CivilDate? {
    guard whole.utf8.count == 5, let number = Int(whole), (36_526...73_050).contains(number) else {
      return nil
    }
    return CivilDate(year: 2000, month: 1, day: 1)?.adding(days: number - 36_526)
  }

  // MARK: Parts

  private static let marks = ["、", ",", ";", "和", "及", "与", "以及", "。", "+"]

  private mutating func readParts(
    _ periods: inout [Period],
    _ words: inout [String]
  ) throws(PeriodError) {
    while !scanner.isAtEnd {
      skipLeads()
      if scanner.isAtEnd { return }
      let start = scanner.index
      if let period = try span() {
        periods.append(period)
        skipTrails()
      } else {
        // Words up to the next mark; a number among them is not understood.
        guard let word = takeWords() else { throw unreadable() }
        if scanner.index == start { throw unreadable() }
        if !word.isEmpty { words.append(word) }
      }
      while scanner.take(anyOf: Self.marks) {}
    }
  }

  private static let leads = [
    "检查时间", "抽查时间", "实施时间", "计划时间", "时间", "计划于", "拟于", "定于", "初步定于", "安排在", "安排于", "预计", "初步",
    "原则上",
    "每年度", "每年", "于", "在", "计划", "拟", "集中在", ":",
  ]
  private static let trails = [
    "期间", "之间", "集中", "开展", "实施", "进行", "检查", "抽查", "组织", "完成", "结束", "内", "分批", "分阶段", "陆续", "每年",
    "随机",
    "工作", "任务", "并",
  ]

  private mutating func skipLeads() {
    while true {
      let start = scanner.index
      if scanner.take(anyOf: ["暂定于", "暂定", "大约", "约"]) {
        remarks.append(.words(scanner.text(from: start, to: scanner.index)))
      } else if !scanner.take(anyOf: Self.leads) {
        return
      }
    }
  }

  private mutating func skipTrails() {
    while scanner.take(anyOf: Self.trails) {}
    // 2021/12/20/: a stroke too many.
    if scanner.index == scanner.text.scalars.count - 1, scanner.take(anyOf: ["/", "-", ".", "~"]) {
      remarks.append(.slip)
    }
  }

  private mutating func takeWords() -> String? {
    let start = scanner.index
    while let next = scanner.next, !",;、。".unicodeScalars.contains(next) {
      if ("0"..."9").contains(next) { return nil }
      scanner.index += 1
    }
    return scanner.text(from: start, to: scanner.index)
  }

  // MARK: One span

  private static let dashes = ["--", "——", "-", "–", "—", "~", "至", "到", "一"]
  private static let before = ["之前", "以前", "前"]

  /// A point, or two with a range sign between; nil where none begins here.
  private mutating func span() throws(PeriodError) -> Period? {
    let start = scanner.index
    let isUntil = scanner.take(anyOf: [
      "截止到", "截至", "截止", "不晚于", "不迟于", "最迟", "至", "到",
    ])
    _ = scanner.take(anyOf: ["自", "从"])
    guard var first = point() else {
      scanner.index = start
      return nil
    }
    first.year = first.year ?? year
    year = first.year
    let isFrom = scanner.take(anyOf: ["起", "开始", "以后", "之后", "以来"])
    if isUntil || scanner.take(anyOf: Self.before) {
      return try until(first)
    }
    let beforeDash = scanner.index
    if isFrom { _ = scanner.take(",") }
    if scanner.take(anyOf: Self.dashes) || isFrom, var last = point() {
      _ = scanner.take(anyOf: Self.before)
      _ = scanner.take(anyOf: ["止", "期间"])
      try share(&first, &last)
      year = last.year == .following ? first.year : last.year ?? first.year
      return try period(first, last)
    }
    scanner.index = beforeDash
    if scanner.sees("-") || scanner.sees("—") || scanner.sees("至") || scanner.sees("到") {
      guard role != .period || scanner.index < scanner.text.scalars.count - 1 else {
        // Nothing follows the range sign.
        scanner.index += 1
        throw unreadable()
      }
    }
    if let bare = first.bare {
      // 3、5、9月: the unit stands behind the last.
      guard let unit = unitAhead() else {
        scanner.index = beforeDash
        throw unreadable()
      }
      first.bare = nil
      if unit == "季度" {
        guard (1...4).contains(bare) else { throw unreadable() }
        first.months = bare * 3 - 2...bare * 3
      } else {
        first.month = bare
      }
    }
    return try single(first, isFrom: isFrom)
  }

  private mutating func point() -> PeriodPoint? {
    if let point = scanner.takePeriodPoint(planYear: planYear) { return point }
    // 二、三季度: a numeral whose unit stands behind the last.
    let start = scanner.index
    _ = scanner.take("第")
    guard let numeral = scanner.takeChineseNumeral(), numeral.denominator == 1,
      scanner.sees("、") || scanner.sees("和"), unitAhead() != nil
    else {
      scanner.index = start
      return nil
    }
    return PeriodPoint(bare: numeral.numerator)
  }

  /// The unit behind the numbers of a list.
  private func unitAhead() -> String? {
    var ahead = scanner
    while ahead.take(anyOf: ["、", ",", "和", "及", "与", "-", "—", "~", "至", "到"]) {
      _ = ahead.take("第")
      let digits = ahead.takeDigits()
      if digits.isEmpty, ahead.takeChineseNumeral() == nil { return nil }
      if ahead.take(anyOf: ["季度", "季"]) { return "季度" }
      if ahead.take("月") { return "月" }
    }
    return nil
  }

  private func number(_ year: PeriodPoint.Year?) -> Int {
    switch year {
    case .number(let year): year
    case .following: planYear + 1
    case nil: planYear
    }
  }

  private func date(_ point: PeriodPoint, isEnd: Bool, year: Int) throws(PeriodError) -> CivilDate {
    guard let date = try point.date(isEnd: isEnd, year: year) else { throw unreadable() }
    return date
  }

  /// 11月底前.
  private mutating func until(_ point: PeriodPoint) throws(PeriodError) -> Period? {
    if case .thirds(let thirds) = point.part, thirds.upperBound < 3, let month = point.month {
      throw .unclearThird(month: month)
    }
    guard point.bare == nil else { throw unreadable() }
    let end = try date(point, isEnd: true, year: number(point.year))
    return Period(start: nil, end: end)
  }

  private mutating func single(_ point: PeriodPoint, isFrom: Bool) throws(PeriodError) -> Period? {
    let year = number(point.year)
    let (start, end) = (
      try date(point, isEnd: false, year: year), try date(point, isEnd: true, year: year)
    )
    if isFrom { return Period(start: start, end: nil) }
    switch role {
    case .start: return Period(start: start, end: nil)
    case .end: return Period(start: nil, end: end)
    case .effective:
      return start == end ? Period(start: start, end: nil) : Period(start: start, end: end)
    case .period: break
    }
    switch point.part {
    case .lastDay:
      remarks.append(.endOrUntil)
      return Period(start: nil, end: end)
    case .firstDay: return Period(start: start, end: nil)
    default:
      if start == end { remarks.append(.oneDay) }
      return Period(start: start, end: end)
    }
  }

  private mutating func period(
    _ first: PeriodPoint,
    _ last: PeriodPoint
  ) throws(PeriodError) -> Period? {
    let startYear = number(first.year)
    let endYear: Int
    switch last.year {
    case .number(let year): endYear = year
    case .following: endYear = startYear + 1
    case nil: endYear = startYear
    }
    let start = try date(first, isEnd: false, year: startYear)
    let end = try date(last, isEnd: true, year: endYear)
    guard start <= end else { throw .reversed(start: start, end: end) }
    return Period(start: start, end: end)
  }

  /// Gives a number without a unit the unit, and a day without a month the month, of the other end.
  private mutating func share(
    _ first: inout PeriodPoint,
    _ last: inout PeriodPoint
  ) throws(PeriodError) {
    if let bare = first.bare {
      first.bare = nil
      if let months = last.months, months.count == 3, first.month == nil, (1...4).contains(bare) {
        // 2-4季度
        first.months = bare * 3 - 2...bare * 3
      } else if case .day = last.part, last.month == nil || first.month != nil {
        first.part = .day(bare)
      } else {
        guard last.month != nil || last.part != nil, first.month == nil else { throw unreadable() }
        if case .day = last.part { throw unreadable() }
        first.month = bare
      }
    }
    if let bare = last.bare {
      last.bare = nil
      remarks.append(.unitAssumed)
      if case .day = first.part {
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

  // MARK: All together

  /// Periods of which one begins on the day after the other are one.
  private func joined(_ periods: [Period]) -> [Period] {
    var result: [Period] = []
    for period in periods {
      if let last = result.last, let end = last.end, let start = period.start,
        end.adding(days: 1) == start, let whole = Period(start: last.start, end: period.end)
      {
        result[result.count - 1] = whole
      } else if result.last != period {
        result.append(period)
      }
    }
    return result
  }

  private mutating func finish(_ periods: [Period]) throws(PeriodError) -> PeriodReading {
    if periods.count > 1 { remarks.append(.several) }
    let days = periods.flatMap { [$0.start, $0.end].compactMap { $0 } }
    if let first = days.first, first.year != planYear { remarks.append(.otherYear(first.year)) }
    for period in periods {
      if let start = period.start, let end = period.end, end.year > start.year {
        remarks.append(.crossesYear)
      }
    }
    if let only = periods.first, periods.count == 1, !remarks.contains(.endOrUntil) {
      if only.start == nil { remarks.append(.openStart) }
      if only.end == nil { remarks.append(.openEnd) }
    }
    return PeriodReading(periods: periods, remarks: remarks)
  }

  private func unreadable() -> PeriodError { .unreadable(position: scanner.position) }
}
