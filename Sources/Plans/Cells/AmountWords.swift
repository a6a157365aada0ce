internal import Sampling

extension AmountScanner {
  private static let all = [
    "应查尽查", "应检尽检", "全覆盖", "全部", "全数", "全量", "全检", "全查", "逐户", "逐家",
  ]

  func everything(at start: Int) -> Amount? {
    guard let word = text.first(of: Self.all, at: start) ?? english(start) else { return nil }
    let end = start + word.unicodeScalars.count
    // 全部门 is a department.
    guard end <= limit, !(word == "全部" && text[end] == "门") else { return nil }
    return Amount(kind: .all, range: start..<end, lower: "100%")
  }

  private func english(_ start: Int) -> String? {
    let isWord =
      (start == 0 || text[start - 1]?.isLetter == false) && text[start + 3]?.isLetter != true
    return isWord ? text.first(of: ["all"], at: start) : nil
  }

  /// 二十户, 百分之十, 三成, 一半, 两次; nil where the numeral belongs to a word.
  func numeral(at start: Int) -> Hit? {
    if let word = text.first(of: ["一半", "半数", "过半数", "过半"], at: start) {
      var amount = Amount(kind: .share, range: start..<start, lower: "1/2")
      if word.hasPrefix("过") { amount.comparison = .moreThan }
      return finish(amount, start, start + word.unicodeScalars.count)
    }
    if text.sees("万分之".unicodeScalars, at: start) {
      return part(of: Ratio(10_000), start, start + 3)
    }
    guard let (value, length) = ChineseNumeral.match(text, start..<limit) else { return nil }
    let index = start + length
    if text.sees("分之".unicodeScalars, at: index) { return part(of: value, start, index + 2) }
    if text[index] == "年", length == 4, start + 4 < limit { return .other(end: index + 1) }
    if let before = start > 0 ? text[start - 1] : nil {
      // 第一批, 统一, 唯一一家: words, not numbers.
      if "第同统逐唯单任之归划专某不每".unicodeScalars.contains(before) { return .word(end: index) }
    }
    if text[index] == "成", value.denominator == 1, (1...10).contains(value.numerator),
      text.first(of: ["立", "员", "本", "果", "品", "套", "功"], at: index + 1) == nil
    {
      let amount = Amount(
        kind: .share,
        range: start..<start,
        lower: "\(Ratio(value.numerator, 10))"
      )
      return finish(amount, start, index + 1)
    }
    let more = text.first(of: ["余", "多", "来"], at: index)
    guard let (kind, _, end) = unit(at: index + (more == nil ? 0 : 1)), kind != .share,
      value.denominator == 1
    else { return .word(end: index) }
    if isPersonnel(end) { return .other(end: end) }
    // 一户一档, 一企一策.
    if value == Ratio(1), text[end] == "一", kind == .count { return .word(end: end) }
    var amount = Amount(kind: kind, range: start..<start, lower: "\(value.numerator)")
    amount.isMore = more != nil
    return finish(amount, start, end)
  }

  /// 百分之十, 千分之三点五, 三分之一, 百分之5.
  private func part(of base: Ratio, _ start: Int, _ index: Int) -> Hit? {
    var end = index
    var top: Ratio?
    if text.isDigit(end), end < limit {
      var hasBlank = false
      top = Ratio(decimal: number(&end, hasBlank: &hasBlank))
    } else if let (value, length) = ChineseNumeral.match(text, index..<limit) {
      top = value
      end += length
    }
    guard let top, base.denominator == 1, base.numerator > 0 else { return .word(end: end) }
    let (bottom, overflow) = top.denominator.multipliedReportingOverflow(by: base.numerator)
    guard !overflow else { return .word(end: end) }
    let share = Ratio(top.numerator, bottom)
    let amount = Amount(
      kind: .share,
      range: start..<start,
      lower: "\(share.numerator)/\(share.denominator)"
    )
    return finish(amount, start, end)
  }

  private func finish(_ amount: Amount, _ start: Int, _ end: Int) -> Hit {
    var (amount, index) = (amount, end)
    readBehind(&amount, &index)
    amount.range = start..<index
    return .amount(amount)
  }
}
