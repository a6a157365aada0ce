internal import Sampling

/// A number as it begins at a place of a text, looked at as one of a person: each reading answers the place
/// behind the number, nil where it is none.
///
/// Works on folded scalars (``PersonalData/plain(_:)``): digits of any script are 0 to 9, signs and letters
/// have half width, letters are small.
struct PersonalNumber {
  private let scalars: [Unicode.Scalar]
  private let start: Int

  /// Looks at a place.
  ///
  /// - Parameters:
  ///   - scalars: the text, folded.
  ///   - start: the place of a digit or of the bracket before an area code.
  init(_ scalars: [Unicode.Scalar], from start: Int) {
    (self.scalars, self.start) = (scalars, start)
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }

  // MARK: Identity numbers

  /// Eighteen places with a province, a date of birth and the check of ISO 7064 MOD 11-2 (GB 11643-1999), alone
  /// or in groups.
  var identity: Int? {
    guard let (places, end) = datedPlaces, PersonalNumber.hasCheck(places) else { return nil }
    let values = places.dropLast().map { Int($0.value) - 0x30 }
    // Of a foreigner: 9, the province, the nationality. Codes of firms begin with 91 to 93.
    let isForeign = values[0] == 9
    guard PersonalNumber.isProvince(isForeign ? values[1...2] : values[0...1]) else { return nil }
    return isForeign && PersonalNumber.isCreditCode(places) ? nil : end
  }

  /// The same with another check and any province: an identity number that was mistyped or made up, or a number
  /// with a date in it.
  var dated: Int? { datedPlaces?.end }

  /// Eighteen places of which the seventh to the fourteenth are a date, and the place behind them.
  private var datedPlaces: (places: [Unicode.Scalar], end: Int)? {
    guard !follows({ PersonalNumber.isDigit($0) }) else { return nil }
    var places: [Unicode.Scalar] = []
    var index = start
    while index < scalars.count, places.count < 18 {
      let scalar = scalars[index]
      if PersonalNumber.isDigit(scalar) || (scalar == "x" && places.count == 17) {
        places.append(scalar)
      } else if !isSeparator(at: index) {
        return nil
      }
      index += 1
    }
    guard places.count == 18, index == scalars.count || !PersonalNumber.isDigit(scalars[index])
    else {
      return nil
    }
    let values = places.dropLast().map { Int($0.value) - 0x30 }
    let year = PersonalNumber.value(values[6...9])
    let date = CivilDate(
      year: year,
      month: PersonalNumber.value(values[10...11]),
      day: PersonalNumber.value(values[12...13])
    )
    return date == nil || !(1900...2099).contains(year) ? nil : (places, index)
  }

  /// Fifteen digits with a date of birth in the twentieth century.
  ///
  /// Registration numbers of firms have fifteen digits too; their last one is a check (ISO 7064
  /// MOD 11,10; GS 15-2006), which tells them apart in nine of ten cases.
  var oldIdentity: Int? {
    guard let values = run(of: 15), PersonalNumber.isProvince(values[0...1]),
      CivilDate(
        year: 1900 + PersonalNumber.value(values[6...7]),
        month: PersonalNumber.value(values[8...9]),
        day: PersonalNumber.value(values[10...11])
      ) != nil
    else { return nil }
    let digits = values.map { UInt8(0x30 + $0) }
    return RegistrationNumber.check(of: digits[..<14]) == digits[14] ? nil : start + 15
  }

  private static func isProvince(_ digits: ArraySlice<Int>) -> Bool {
    switch value(digits) {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
    default: false
    }
  }

  private static func value(_ digits: ArraySlice<Int>) -> Int { digits.reduce(0) { $0 * 10 + $1 } }

  private static func hasCheck(_ places: [Unicode.Scalar]) -> Bool {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(places, weights).reduce(0) { $0 + (Int($1.0.value) - 0x30) * $1.1 }
    return Array("10x98765432".unicodeScalars)[sum % 11] == places[17]
  }

  /// Whether digits, perhaps with an X at the end, have the check of a unified social credit code.
  private static func isCreditCode(_ places: [Unicode.Scalar]) -> Bool {
    // X, the only letter that both checks have, is written small here.
    let code = places.map { $0 == "x" ? UInt8(ascii: "X") : UInt8(truncatingIfNeeded: $0.value) }
    return CreditCode.check(of: code[..<17]) == code[17]
  }

  // MARK: Telephone numbers

  /// A mobile number, a landline with its area code, or digits behind a word for a telephone.
  var telephone: Int? { mobile ?? landline ?? labelled }

  /// 13 to 19 and nine digits: at once, or in groups of which the first has at least three.
  private var mobile: Int? {
    guard scalars[start] == "1", !follows({ PersonalNumber.isDigit($0) }) || isBehindCountry else {
      return nil
    }
    let (digits, groups, end) = grouped(limit: 11)
    guard digits.count == 11, digits[1] >= 3, groups[0] >= 3, groups.allSatisfy({ $0 >= 2 }),
      end == scalars.count || !PersonalNumber.isDigit(scalars[end])
    else { return nil }
    return isAmount(end) || isInCode(end) ? nil : end
  }

  /// Whether 86 stands before, itself not behind a digit.
  private var isBehindCountry: Bool {
    let before = scalars[..<start]
    return before.suffix(2).elementsEqual(["8", "6"])
      && !(before.dropLast(2).suffix(1).first.map {
        PersonalNumber.isDigit($0) && !before.dropLast(2).suffix(2).elementsEqual(["0", "0"])
      } ?? false)
  }

  /// 010, 02x or 03xx to 09xx, perhaps in brackets, and a subscriber's number of seven or eight
  /// digits.
  private var landline: Int? {
    guard !follows({ PersonalNumber.isDigit($0) }) || isBehindCountry else { return nil }
    var index = start
    if scalars[index] == "(" { index += 1 }
    var area: [Int] = []
    guard index < scalars.count else { return nil }
    // Behind the country's code the 0 is left out.
    let isAbroad = isBehindCountry || isAfterCountry
    if scalars[index] == "0" {
      index += 1
    } else if !isAbroad {
      return nil
    }
    while index < scalars.count, area.count < 3, PersonalNumber.isDigit(scalars[index]) {
      area.append(Int(scalars[index].value) - 0x30)
      index += 1
      if area == [1, 0] || (area.count == 2 && area[0] == 2) { break }
    }
    guard area == [1, 0] || (area.count == 2 && area[0] == 2) || (area.count == 3 && area[0] >= 3)
    else { return nil }
    while index < scalars.count, index - start < 9, scalars[index] == ")" || isSeparator(at: index)
    {
      index += 1
    }
    guard index < scalars.count, ("2"..."9").contains(scalars[index]) else { return nil }
    let (digits, groups, end) = PersonalNumber(scalars, from: index).grouped(limit: 8)
    guard (area.count == 2 ? 8...8 : 7...8).contains(digits.count), groups.allSatisfy({ $0 >= 3 }),
      end == scalars.count || !PersonalNumber.isDigit(scalars[end])
    else { return nil }
    return isAmount(end) || isInCode(end) ? nil : end
  }

  /// Whether +86 or 0086 and a separator stand before.
  private var isAfterCountry: Bool {
    var end = start
    while end > 0, isSeparator(at: end - 1) || scalars[end - 1] == ")" { end -= 1 }
    let before = scalars[..<end]
    return end < start
      && (before.suffix(3).elementsEqual(["+", "8", "6"])
        || before.suffix(4).elementsEqual(["0", "0", "8", "6"]))
  }

  /// Seven or eight digits behind 电话, 手机, 座机, 传真, 联系方式 or tel, or near 联系人.
  private var labelled: Int? {
    guard !follows({ PersonalNumber.isDigit($0) }) else { return nil }
    let (digits, groups, end) = grouped(limit: 8)
    guard digits.count >= 7, groups.allSatisfy({ $0 >= 3 }),
      end == scalars.count || !PersonalNumber.isDigit(scalars[end])
    else { return nil }
    let before = scalars[..<start].suffix(12).filter { !" :.()号码为是".unicodeScalars.contains($0) }
    let label = PersonalNumber.text(before)
    let isLabelled =
      ["电话", "手机", "座机", "传真", "联系方式"].contains { label.hasSuffix($0) }
      || ["tel", "phone", "telephone", "fax"].contains(PersonalNumber.lastWord(before[...]))
      || label.suffix(6).contains("联系人")
    return isLabelled ? end : nil
  }

  // MARK: What stands around

  /// Whether a scalar before the number is one of these.
  private func follows(_ isOne: (Unicode.Scalar) -> Bool) -> Bool {
    start > 0 && isOne(scalars[start - 1])
  }

  private func isSeparator(at index: Int) -> Bool { scalars[index] == " " || scalars[index] == "-" }

  /// A run of so many digits and no more, no letter beside it.
  private func run(of length: Int) -> [Int]? {
    let end = start + length
    guard end <= scalars.count, scalars[start..<end].allSatisfy(PersonalNumber.isDigit),
      !follows({ PersonalNumber.isDigit($0) || PersonalNumber.isLetter($0) }),
      end == scalars.count
        || !(PersonalNumber.isDigit(scalars[end]) || PersonalNumber.isLetter(scalars[end]))
    else { return nil }
    return scalars[start..<end].map { Int($0.value) - 0x30 }
  }

  /// The next digits up to a limit, with at most two separators between groups; the lengths of the
  /// groups, and the place behind.
  private func grouped(limit: Int) -> (digits: [Int], groups: [Int], end: Int) {
    var digits: [Int] = []
    var groups = [0]
    var index = start
    var end = start
    while index < scalars.count, digits.count < limit {
      if PersonalNumber.isDigit(scalars[index]) {
        if index - end > 2 { break }
        if index > end { groups.append(0) }
        digits.append(Int(scalars[index].value) - 0x30)
        groups[groups.count - 1] += 1
        end = index + 1
      } else if !isSeparator(at: index) {
        break
      }
      index += 1
    }
    return (digits, groups, end)
  }

  /// Whether the digits are those of an amount: behind a currency or a decimal point, before a
  /// fraction or a unit.
  private func isAmount(_ end: Int) -> Bool {
    if follows({ "¥￥$€.".unicodeScalars.contains($0) }), !isLabelledByPoint { return true }
    let behind = scalars[end...]
    if behind.first == ".", behind.dropFirst().first.map(PersonalNumber.isDigit) == true {
      return true
    }
    return behind.drop { $0 == " " }.first.map { "元万亿%㎡吨".unicodeScalars.contains($0) } ?? false
  }

  /// „Tel.138…“: the point ends a word and is no decimal one.
  private var isLabelledByPoint: Bool {
    start > 1 && scalars[start - 1] == "." && !PersonalNumber.isDigit(scalars[start - 2])
  }

  /// Whether letters beside the digits make them part of a code: what is no word for a telephone.
  private func isInCode(_ end: Int) -> Bool {
    if end < scalars.count, PersonalNumber.isLetter(scalars[end]) { return true }
    let word = PersonalNumber.lastWord(scalars[..<start])
    return !word.isEmpty && !PersonalNumber.labels.contains(word)
  }

  private static let labels: Set<String> = [
    "tel", "phone", "telephone", "mobile", "mob", "cell", "m", "t", "p", "wx", "wechat", "fax",
  ]

  /// The letters at the end.
  private static func lastWord(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    text(scalars.suffix(12).reversed().prefix { isLetter($0) }.reversed())
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
