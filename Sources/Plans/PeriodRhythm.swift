internal import Frames
internal import Sampling

extension PeriodParser {
  /// 每月, 每季度各抽查1次, and by when the draws of each quarter are due.
  mutating func rhythm(_ whole: String) -> PeriodReading? {
    guard ["每", "按月", "按季"].contains(where: whole.hasPrefix) else { return nil }
    let year = Period(
      start: .start(ofMonth: 1, in: planYear),
      end: .end(ofMonth: 12, in: planYear)
    )
    if ["抽取", "新建任务"].contains(where: { whole.holds($0) }) {
      return PeriodReading(remarks: [.drawTime(dueDays())])
    }
    let reading = CellReading(whole, as: .frequency)
    let frequency = reading.frequencies.count == 1 ? reading.frequencies[0].frequency : nil
    guard let frequency, let year, reading.rules.isEmpty else { return nil }
    return PeriodReading(periods: [year], frequency: frequency, remarks: [.rhythm])
  }

  /// 每个季度第一个月的15日内: the days of the year by which something is due.
  private mutating func dueDays() -> [CivilDate] {
    _ = scanner.take(anyOf: ["每一个", "每个", "每", "按"])
    let months: Int
    if scanner.take("半年") {
      months = 6
    } else if scanner.take(anyOf: ["季度", "季"]) {
      months = 3
    } else if scanner.take("月") {
      months = 1
    } else {
      return []
    }
    var month = 1
    if scanner.take(anyOf: ["首月", "首个月"]) {
      month = 1
    } else if scanner.take("第"),
      let number = scanner.takeChineseNumeral() ?? Ratio(decimal: scanner.takeDigits())
    {
      guard number.denominator == 1, (1...months).contains(number.numerator),
        scanner.take(anyOf: ["个月", "月"])
      else { return [] }
      month = number.numerator
    }
    _ = scanner.take("的")
    guard let day = Int(scanner.takeDigits()), scanner.take(anyOf: ["日", "号"]) else { return [] }
    return stride(from: month, through: 12, by: months).compactMap {
      CivilDate(year: planYear, month: $0, day: day)
    }
  }
}
