import ArgumentParser
import Draws
import Frames
import Plans
import Sampling

/// Texts given on the command line.
enum Text {
  /// A text that a draw accepts.
  static func name(_ text: String, of flag: String) throws -> ProtocolText {
    do {
      return try ProtocolText(text)
    } catch {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" \(error.explanation(in: .english))",
        "\(flag) “\(text.excerpt)”\(error.explanation(in: .chinese))"
      )
    }
  }

  /// A text that a record keeps.
  static func recordText(_ text: String, of flag: String) throws -> RecordText {
    do throws(ProtocolTextError) {
      guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
      return try RecordText(text)
    } catch {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" \(error.explanation(in: .english))",
        "\(flag) “\(text.excerpt)”\(error.explanation(in: .chinese))"
      )
    }
  }

  /// A reason, which is no blank.
  static func reason(_ text: String) throws -> String { try recordText(text, of: "--reason").text }

  /// A number of outcomes.
  static func outcomes(_ text: String) throws -> UInt64 {
    guard let number = UInt64(text), number > 0, String(number) == text else {
      throw UsageError(
        "--outcomes \"\(text.excerpt)\" is no whole number from 1 to \(UInt64.max); write the greatest for"
          + " more",
        "--outcomes “\(text.excerpt)”不是 1 到 \(UInt64.max) 之间的整数，更多时请写最大值"
      )
    }
    return number
  }

  /// The form of a seed, in which something is still to come.
  static func seedForm(_ text: String) throws -> SeedForm {
    let form = SeedForm(try name(text, of: "--seed-form"))
    guard form.digits > 0 else {
      throw UsageError(
        "--seed-form \"\(text.excerpt)\" has no # for a digit to come, so the seed is known"
          + " already; write # in half-width",
        "--seed-form “\(text.excerpt)”中没有代表数字的半角 #，种子已经可知"
      )
    }
    return form
  }

  /// Splits `COLUMN=VALUE` at the first sign.
  static func assignment(_ text: String) throws -> (column: String, value: String) {
    guard let sign = text.firstIndex(of: "=") else {
      throw UsageError(
        "\"\(text.excerpt)\" sets nothing; write COLUMN=VALUE",
        "“\(text.excerpt)”缺少等号，请写成“列名=值”"
      )
    }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }

  /// Splits `STRATUM: VALUE` at the last colon: a stratum's name may hold one itself.
  static func split(_ text: String) -> (name: String?, value: String) {
    guard let colon = text.lastIndex(where: { $0 == ":" || $0 == "：" }) else {
      return (nil, trim(text[...]))
    }
    return (trim(text[..<colon]), trim(text[text.index(after: colon)...]))
  }

  /// The size of a numbered pool.
  static func population(_ text: String) throws -> UInt64 {
    guard let number = UInt64(text), number > 0, String(number) == text else {
      throw UsageError(
        "--population \"\(text.excerpt)\" is no whole number from 1 to \(UInt64.max)",
        "--population “\(text.excerpt)”不是 1 到 \(UInt64.max) 之间的整数"
      )
    }
    return number
  }

  /// A whole number within a range.
  static func count(
    _ text: String,
    of flag: String,
    in range: ClosedRange<Int> = 0...Int.max
  ) throws -> Int {
    guard let value = Ratio(decimal: text), value.denominator == 1,
      range.contains(value.numerator)
    else {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" is no whole number from \(range.lowerBound) to"
          + " \(range.upperBound); correct it",
        "\(flag) “\(text.excerpt)”不是 \(range.lowerBound) 到 \(range.upperBound) 之间的整数，请更正"
      )
    }
    return value.numerator
  }

  /// A number of years, from 1 to 1,000.
  static func years(_ text: String) throws -> Int { try count(text, of: "--years", in: 1...1_000) }

  /// An amount of memory: bytes, or with K, M or G behind the number thousands, millions, milliards.
  static func memory(_ text: String) throws -> Memory {
    let suffixes: [Character: Int] = ["K": 1_000, "M": 1_000_000, "G": 1_000_000_000]
    var digits = text.uppercased()
    if digits.hasSuffix("B") { digits.removeLast() }
    let factor = digits.last.flatMap { suffixes[$0] } ?? 1
    if factor > 1 { digits.removeLast() }
    guard let number = Int(digits), number > 0,
      case (let bytes, let overflow) = number.multipliedReportingOverflow(by: factor), !overflow,
      bytes >= Memory.least
    else {
      throw UsageError(
        "--memory \"\(text.excerpt)\": write at least \(Memory.least / 1_000_000)M, for example 256M",
        "--memory “\(text.excerpt)”：至少为 \(Memory.least / 1_000_000)M，例如 256M"
      )
    }
    return .limited(bytes)
  }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
