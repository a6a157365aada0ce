internal import Sampling

/// Finds the numbers of a cell with their units.
///
/// Numbers that name something else are passed over: dates, documents, ordinals, inspectors, and
/// those that belong to a name (三级, 3A, 千吨以上).
struct AmountScanner {
  let text: CellText
  /// The end of the part that is read.
  let limit: Int

  /// What stands at a position.
  enum Hit {
    case amount(Amount)
    /// A number that names something else, up to here.
    case other(end: Int)
    /// A number whose unit is not known, up to here: part of a name, or not used.
    case word(end: Int)
  }

  /// What begins at a position, nil where no number does.
  func hit(at start: Int) -> Hit? {
    guard let scalar = text[start], start < limit else { return nil }
    if text.isDigit(start) { return digits(at: start) }
    if let all = everything(at: start) { return .amount(all) }
    return ChineseNumeral.holds(scalar) || scalar == "半" || scalar == "过" ? numeral(at: start) : nil
  }

  // MARK: Digits

  private func digits(at start: Int) -> Hit {
    if let end = DatePattern.end(text, start..<limit) { return .other(end: end) }
    var amount = Amount(kind: .number, range: start..<start, lower: "")
    var index = start
    amount.lower = number(&index, hasBlank: &amount.hasBlank)
    if let end = otherNumber(start, index) { return .other(end: end) }
    if text[index] == ".", text.isDigit(index + 1) { return .word(end: index + 1) }
    if let hit = ratio(amount, start, index) { return hit }
    let isMagnified = magnify(&amount.lower, &index)
    let more = text.first(of: ["余", "多", "来", "几"], at: index)
    let unitStart = index + (more == nil ? 0 : 1)
    if let (kind, suffix, end) = unit(at: unitStart) {
      if isPersonnel(end) { return .other(end: end) }
      amount.kind = kind
      amount.isMore = more != nil
      if kind == .share { amount.lower += suffix }
      index = end
    } else if more != nil {
      amount.isMore = true
      amount.kind = .count
      index = unitStart
    }
    if readRange(&amount, &index, isMagnified: isMagnified) == false { return .word(end: index) }
    if amount.kind == .number, !endsNumber(index) { return .word(end: index) }
    // GB50016 and 4S name something.
    if amount.kind == .number, start > 0, let before = text[start - 1], before.isLetter {
      return .word(end: index)
    }
    readBehind(&amount, &index)
    amount.range = start..<index
    return .amount(amount)
  }

  /// Digits, with commas or blanks between thousands and with a point.
  func number(_ index: inout Int, hasBlank: inout Bool) -> String {
    var digits = run(&index)
    for mark: Unicode.Scalar in [",", " "] where digits.count <= 3 {
      let thousands = self.thousands(at: index, mark: mark)
      guard !thousands.isEmpty else { continue }
      digits += thousands
      index += thousands.count / 3 * 4
      hasBlank = hasBlank || mark == " "
    }
    if text[index] == ".", text.isDigit(index + 1), index + 1 < limit {
      index += 1
      digits += "." + run(&index)
    }
    return digits
  }

  /// Groups of three digits, each behind a mark.
  private func thousands(at start: Int, mark: Unicode.Scalar) -> String {
    var digits = ""
    var index = start
    while text[index] == mark, index + 4 <= limit, !text.isDigit(index + 4),
      (1...3).allSatisfy({ text.isDigit(index + $0) })
    {
      digits += text.folded((index + 1)..<(index + 4))
      index += 4
    }
    return digits
  }

  private func run(_ index: inout Int) -> String {
    let start = index
    while index < limit, text.isDigit(index) { index += 1 }
    return text.folded(start..<index)
  }

  /// An ordinal (第2批, 第14条), a document's number (〔2024〕25号), a year in brackets.
  private func otherNumber(_ start: Int, _ end: Int) -> Int? {
    let before = start > 0 ? text[start - 1] : nil
    if before == "第" { return end }
    if text[end] == "号" { return end + 1 }
    if let before, "〔[【".unicodeScalars.contains(before) { return end }
    return nil
  }

  /// `1/3`, `1:5`, `1比5`; nil where it is neither.
  private func ratio(_ amount: Amount, _ start: Int, _ end: Int) -> Hit? {
    guard let mark = text[end], "/:比".unicodeScalars.contains(mark), text.isDigit(end + 1),
      end + 1 < limit
    else { return nil }
    var index = end + 1
    var hasBlank = false
    let second = number(&index, hasBlank: &hasBlank)
    var result = amount
    if mark == "/" {
      guard let top = Int(amount.lower), let bottom = Int(second), top <= bottom, bottom > 0,
        text[index] != "/"
      else { return nil }
      if let next = text[index], "年月季半次户家个%".unicodeScalars.contains(next), index < limit {
        return nil
      }
      result.kind = .share
      result.lower = "\(top)/\(bottom)"
    } else {
      if let next = text[index], "%‰户家个次".unicodeScalars.contains(next), index < limit {
        return nil
      }
      result.kind = .inspectors
      result.lower = "\(amount.lower):\(second)"
    }
    readBehind(&result, &index)
    result.range = start..<index
    return .amount(result)
  }

  // MARK: Units

  private static let magnitudes: [Unicode.Scalar: Int] = ["万": 4, "亿": 8, "千": 3, "百": 2]

  /// 13万, 0.39万, 1万2千, where a unit of objects or nothing follows.
  private func magnify(_ digits: inout String, _ index: inout Int) -> Bool {
    guard let scalar = text[index], index < limit, let places = Self.magnitudes[scalar] else {
      return false
    }
    if text.isDigit(index + 1), let sum = joined(digits, places, index + 1) {
      (digits, index) = sum
      return true
    }
    var behind = index + 1
    if text.first(of: ["余", "多", "来"], at: behind) != nil { behind += 1 }
    guard unit(at: behind)?.kind == .count || endsNumber(index + 1) else { return false }
    digits = Amount.shifted(digits, by: places)
    index += 1
    return true
  }

  /// 1万2千户: the rest behind the ten thousands, less than one of them.
  private func joined(_ digits: String, _ places: Int, _ start: Int) -> (String, Int)? {
    var index = start
    var rest = run(&index)
    guard rest.count <= 4, let first = Int(Amount.shifted(digits, by: places)) else { return nil }
    _ = magnify(&rest, &index)
    guard let second = Int(rest), second > 0, second < Int(Amount.shifted("1", by: places)) ?? 0,
      unit(at: index)?.kind == .count || endsNumber(index)
    else { return nil }
    let (sum, overflow) = first.addingReportingOverflow(second)
    return overflow ? nil : ("\(sum)", index)
  }

  private enum UnitWord {
    case share(String)
    case count, visits, times
  }

  /// Units; what is counted may have its own word, and a visit counts the objects met.
  private static let units = WordIndex<UnitWord>(
    [
      ("%", .share("%")), ("‰", .share("‰")), ("次", .times), ("轮次", .times), ("轮", .times),
      ("遍", .times), ("回", .times), ("units", .count), ("unit", .count), ("家户", .count),
      ("户(家)", .count), ("家(户)", .count), ("批次", .count), ("台套", .count),
    ]
      + [
        "户", "家", "个", "件", "名", "所", "处", "项", "宗", "座", "人", "批", "台", "辆", "条", "套", "组", "艘",
        "间", "栋", "幢", "份", "例", "起", "口", "支", "片", "块", "只", "站", "场", "企业", "单位", "机构", "对象",
        "项目",
      ].map { ($0, UnitWord.count) }
      + ["家次", "户次", "人次", "件次", "车次", "台次", "点次", "处次", "所次", "站次", "场次"].map {
        ($0, UnitWord.visits)
      }
  )

  /// The unit at a position: what is counted, the sign of a share, and the end.
  func unit(at index: Int) -> (kind: Amount.Kind, sign: String, end: Int)? {
    guard index < limit, let (word, length) = Self.units.match(text, index..<limit) else {
      return nil
    }
    let end = index + length
    switch word {
    case .share(let sign): return (.share, sign, end)
    case .visits: return (.visits, "", end)
    case .count:
      // 个月, 个工作日, 个季度 and 个百分点 count no objects.
      if text[index] == "个",
        text.first(of: ["月", "季", "年", "半年", "工作日", "百分点", "星期"], at: end) != nil
      {
        return nil
      }
      return (.count, "", end)
    case .times:
      // 一次性, 次数, 次日 and 轮值 are other words.
      let next = end < limit ? text[end] : nil
      if length == 1, let next, "性数日月要值候复".unicodeScalars.contains(next) { return nil }
      return (.times, "", end)
    }
  }

  /// 2名执法人员: people who inspect.
  func isPersonnel(_ end: Int) -> Bool {
    var index = end
    if let word = text.first(of: ["以上", "及以上", "(含)以上", "以上的"], at: index) {
      index += word.unicodeScalars.count
    }
    return text.first(
      of: ["执法", "行政执法", "检查人员", "工作人员", "检查员", "监管人员", "具有执法", "持证人员"],
      at: index
    ) != nil
  }

  /// Whether a number without unit may end here.
  private func endsNumber(_ index: Int) -> Bool {
    guard index < limit, let next = text[index] else { return true }
    if ",;。、:()/-–—~<>=≤≥+|! ".unicodeScalars.contains(next) { return true }
    return text.first(
      of: ["以上", "及以上", "以下", "及以下", "以内", "左右", "上下", "至", "到", "的", "且", "和"],
      at: index
    )
      != nil
  }

  // MARK: Ranges

  private static let dashes = ["--", "——", "-", "–", "—", "~", "至", "到"]

  /// The second end of a range; false where a dash leads to something that is no number.
  private func readRange(_ amount: inout Amount, _ index: inout Int, isMagnified: Bool) -> Bool {
    guard let dash = self.dash(at: index) else { return true }
    var end = index + dash
    guard text.isDigit(end), end < limit else { return true }
    var hasBlank = false
    var upper = number(&end, hasBlank: &hasBlank)
    let magnified = magnify(&upper, &end)
    // 1-2万户: the ten thousands hold for both.
    if magnified, !isMagnified, let scalar = text[end - 1], let places = Self.magnitudes[scalar] {
      amount.lower = Amount.shifted(amount.lower, by: places)
    }
    if let (kind, sign, unitEnd) = unit(at: end) {
      if amount.kind == .number {
        amount.kind = kind
        amount.lower += sign
      }
      upper += sign
      end = unitEnd
    }
    amount.hasBlank = amount.hasBlank || hasBlank
    amount.upper = upper
    index = end
    return true
  }

  /// The length of a dash; 一 is one only between a sign and a digit.
  private func dash(at index: Int) -> Int? {
    guard index < limit else { return nil }
    if let dash = text.first(of: Self.dashes, at: index) { return dash.unicodeScalars.count }
    guard text[index] == "一", index > 0, text.isDigit(index + 1), let before = text[index - 1],
      before == "%" || before == "‰" || text.isDigit(index - 1)
    else { return nil }
    return 1
  }

  // MARK: Words behind

  /// 以上, 左右, /年 in any order.
  func readBehind(_ amount: inout Amount, _ index: inout Int) {
    while index < limit {
      let found = Rule.Comparison.wordsBehind.first {
        text.sees($0.word.unicodeScalars, at: index)
      }
      if let found {
        if let first = amount.comparison, first != found.comparison {
          amount.isContradictory = true
        }
        amount.comparison = found.comparison
        index += found.word.unicodeScalars.count
      } else if let word = text.first(of: ["左右", "上下"], at: index) {
        amount.isApproximate = true
        index += word.unicodeScalars.count
      } else if amount.interval == nil, let (interval, length) = intervalBehind(amount, index) {
        amount.interval = interval
        index += length
      } else {
        return
      }
    }
  }

  /// `/年`, `每季度` at the end, and 年 behind 次.
  private func intervalBehind(_ amount: Amount, _ index: Int) -> (Interval, Int)? {
    func ends(_ index: Int) -> Bool {
      guard index < limit, let next = text[index] else { return true }
      return ",;。、()".unicodeScalars.contains(next)
    }
    if text[index] == "/" {
      guard let found = Interval.match(text, (index + 1)..<limit, isBehind: true) else {
        return nil
      }
      return (found.interval, found.length + 1)
    }
    let isDirect = amount.kind == .times && text[index] == "年"
    guard text[index] == "每" || isDirect,
      let found = Interval.match(text, index..<limit, isBehind: isDirect),
      ends(index + found.length)
    else { return nil }
    return (found.interval, found.length)
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter of the Latin alphabet, folded.
  var isLetter: Bool { ("a"..."z").contains(self) }
}
