import Foundation

/// How a sheet shows the number in a cell, as far as that changes its text.
enum CellFormat: Equatable {
  /// As it is.
  case general
  /// A hundred times, with the sign.
  case percent
  /// A day, a time of day, or both.
  case date(hasDay: Bool, hasTime: Bool)
  /// With zeros before it: 000042.
  case zeros(Int)

  /// A format by its number among the built-in ones.
  init(builtIn number: Int) {
    switch number {
    case 9, 10: self = .percent
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .date(hasDay: true, hasTime: false)
    case 18...21, 32...35, 45...47, 55, 56: self = .date(hasDay: false, hasTime: true)
    case 22: self = .date(hasDay: true, hasTime: true)
    default: self = .general
    }
  }

  /// A format by its code, such as `yyyy/m/d;@`, `0.00%` or `000000`.
  init(code: String) {
    var isQuoted = false
    var letters = ""
    var rest = Substring(code)
    while let character = rest.popFirst() {
      switch character {
      case "\"": isQuoted.toggle()
      case _ where isQuoted: break
      case "\\", "_", "*": _ = rest.popFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inside.count + 1)
        // [h] counts hours; colours, conditions and languages are left out.
        if ["h", "hh", "m", "mm", "s", "ss"].contains(inside.lowercased()) { letters += "h" }
      default: letters.append(contentsOf: character.lowercased())
      }
    }
    let first = letters.prefix { $0 != ";" }
    if first.contains("%") {
      self = .percent
    } else if first != "general", first.contains(where: { "ymdhs年月日".contains($0) }) {
      let hasTime = first.contains { "hs".contains($0) }
      self = .date(hasDay: first.contains { "yd年日".contains($0) } || !hasTime, hasTime: hasTime)
    } else if first.count > 1, first.allSatisfy({ $0 == "0" }) {
      self = .zeros(first.count)
    } else {
      self = .general
    }
  }
}

/// Writes numbers of cells as the sheet holds them.
///
/// A spreadsheet keeps fifteen digits: what is longer has lost the rest, and is written with its
/// exponent, by which it is known.
struct CellNumber {
  /// Whether days are counted from 1904.
  var is1904 = false

  /// Adds the text of a number.
  ///
  /// - Returns: false where it is none.
  func append(
    _ raw: UnsafeRawBufferPointer,
    _ format: CellFormat,
    to text: ByteText
  ) -> Bool {
    let isInteger = raw.count <= 15 && raw.allSatisfy { $0 &- 0x30 <= 9 }
    if isInteger, format == .general, raw.first != 0x30 || raw.count == 1 {
      text.append(raw)
      return true
    }
    guard !raw.isEmpty, raw.count < 64 else { return false }
    var digits = Array(raw)
    digits.append(0)
    let value: Double? = digits.withUnsafeBytes { bytes in
      guard let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return nil }
      var end: UnsafeMutablePointer<CChar>?
      let value = strtod(start, &end)
      return end.map { UnsafePointer($0) - start } == raw.count && value.isFinite ? value : nil
    }
    guard let value else { return false }
    switch format {
    case .date(let hasDay, let hasTime):
      if let date = date(value, hasDay: hasDay, hasTime: hasTime) {
        text.append(Array(date.utf8))
        return true
      }
    case .percent:
      text.append(Array((CellNumber.text(value * 100) + "%").utf8))
      return true
    case .zeros(let count):
      let number = CellNumber.text(value)
      if number.count < count, number.utf8.allSatisfy({ $0 &- 0x30 <= 9 }) {
        text.append([UInt8](repeating: 0x30, count: count - number.count))
      }
      text.append(Array(number.utf8))
      return true
    case .general: break
    }
    text.append(Array(CellNumber.text(value).utf8))
    return true
  }

  /// A number with fifteen digits at most; above 10¹⁵ with its exponent, `9.14101E+17`.
  static func text(_ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 40)
    let isLong = abs(value) >= 1e15
    let count = withVaList([value]) {
      vsnprintf(&buffer, buffer.count, isLong ? "%.14E" : "%.15g", $0)
    }
    var text = String(
      decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    if isLong, let mark = text.firstIndex(of: "E") {
      var mantissa = text[..<mark]
      while mantissa.last == "0", mantissa.dropLast().last != "." { mantissa.removeLast() }
      text = String(mantissa + text[mark...])
    }
    return text == "-0" ? "0" : text
  }

  private func date(_ value: Double, hasDay: Bool, hasTime: Bool) -> String? {
    guard value >= 0, value < 2_958_466 else { return nil }
    var day = Int(value)
    var seconds = Int(((value - Double(day)) * 86_400).rounded())
    if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if !hasDay, day == 0 { return time }
    // Excel has a 29 February 1900, which is day 60.
    let epoch = is1904 ? 1_462 : day < 60 ? 1 : 0
    let civil = CellNumber.civil(day + epoch - 25_569)
    let date = "\(civil.year)-\(two(civil.month))-\(two(civil.day))"
    return hasTime || seconds > 0 ? "\(date) \(time)" : date
  }

  /// The civil date of a day counted from 1970-01-01 (proleptic Gregorian calendar).
  static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    // Years begin with March, so that the leap day is the last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    let isNext = month >= 10
    return (year + era * 400 + (isNext ? 1 : 0), isNext ? month - 9 : month + 3, day)
  }
}
