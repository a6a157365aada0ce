/// A non-negative rational number in lowest terms.
///
/// Legal ratios, confidences, costs and prevalences are kept as ratios, never as floating point:
/// `0.35` is 7/20 and 7 % of 100 is 7.
///
/// Numerator and denominator fit an `Int` (63 bits); products are formed in 128 bits, so that
/// counts are right for every population up to 2⁶³−1.
public struct Ratio: Hashable, Sendable {
  /// The numerator, ≥ 0.
  public let numerator: Int
  /// The denominator, > 0, without a factor in common with the numerator.
  public let denominator: Int

  /// Makes a ratio and reduces it.
  ///
  /// - Precondition: `numerator ≥ 0`, `denominator > 0`. Numbers that come from a file or a flag go
  ///   through ``init(decimal:)`` or a ``Rule``, which report instead of stopping.
  /// - Parameters:
  ///   - numerator: the numerator, ≥ 0.
  ///   - denominator: the denominator, > 0.
  public init(_ numerator: Int, _ denominator: Int = 1) {
    precondition(numerator >= 0 && denominator > 0, "a ratio is not negative")
    let divisor = max(Ratio.greatestCommonDivisor(numerator, denominator), 1)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// Reads a decimal number exactly: `0.95`, `12`, `.5`, `1e-3`.
  ///
  /// Nil when the text is no such number or does not fit 63 bits over a power of ten.
  ///
  /// - Parameter decimal: ASCII digits, at most one point, and an optional exponent; no sign.
  public init?(decimal: some StringProtocol) {
    var digits = 0
    var scale = 0
    var seenDigit = false
    var seenPoint = false
    var rest = Substring(decimal)
    while let character = rest.unicodeScalars.first {
      if character == ".", !seenPoint {
        seenPoint = true
      } else if ("0"..."9").contains(character) {
        seenDigit = true
        let (shifted, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carry) = shifted.addingReportingOverflow(Int(character.value) - 48)
        guard !overflow, !carry else { return nil }
        digits = sum
        if seenPoint { scale += 1 }
      } else {
        break
      }
      rest.unicodeScalars.removeFirst()
    }
    guard seenDigit else { return nil }
    if let mark = rest.unicodeScalars.first {
      guard mark == "e" || mark == "E", let exponent = Int(rest.dropFirst()),
        (-30...30).contains(exponent)
      else { return nil }
      scale -= exponent
    }
    var numerator = digits
    var denominator = 1
    while scale > 0, numerator != 0, numerator % 10 == 0 {
      numerator /= 10
      scale -= 1
    }
    guard numerator != 0 else {
      self.init(0)
      return
    }
    while scale != 0 {
      let (value, overflow) = (scale > 0 ? denominator : numerator)
        .multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      if scale > 0 { denominator = value } else { numerator = value }
      scale += scale > 0 ? -1 : 1
    }
    self.init(numerator, denominator)
  }

  /// The least count that reaches this share of a population.
  ///
  /// ```
  /// least n in 0…N with n/N ≥ ratio      (n/N > ratio where strict)
  /// ```
  ///
  /// An empty population needs 0 under any rule.
  ///
  /// - Parameters:
  ///   - population: N, ≥ 0.
  ///   - strict: whether the share must be exceeded.
  /// - Returns: n, or nil where no count up to N does.
  /// - Complexity: O(1), in 128-bit integers.
  public func minimumCount(of population: Int, strict: Bool = false) -> Int? {
    precondition(population >= 0, "a population is not negative")
    guard population > 0 else { return 0 }
    let product = Int128(numerator) * Int128(population)
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: Int128(denominator))
    let count = strict ? quotient + 1 : quotient + (remainder == 0 ? 0 : 1)
    return count <= Int128(population) ? Int(count) : nil
  }

  /// The greatest count that stays within this share of a population.
  ///
  /// ```
  /// greatest n in 0…N with n/N ≤ ratio   (n/N < ratio where strict)
  /// ```
  ///
  /// - Parameters:
  ///   - population: N, ≥ 0.
  ///   - strict: whether the share itself is excluded.
  /// - Returns: n, 0 for an empty population, or nil where no count does.
  /// - Complexity: O(1), in 128-bit integers.
  public func maximumCount(of population: Int, strict: Bool = false) -> Int? {
    precondition(population >= 0, "a population is not negative")
    guard population > 0 else { return 0 }
    let product = Int128(numerator) * Int128(population)
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: Int128(denominator))
    let count = strict && remainder == 0 ? quotient - 1 : quotient
    return count < 0 ? nil : Int(min(count, Int128(population)))
  }

  /// The ratio times a whole number, ≥ 0; nil beyond 63 bits.
  func multiplied(by factor: Int) -> Ratio? {
    let reduced = Ratio(factor, denominator)
    let (top, overflow) = numerator.multipliedReportingOverflow(by: reduced.numerator)
    return overflow ? nil : Ratio(top, reduced.denominator)
  }

  /// The difference of two ratios, the greater first; nil beyond 63 bits, or below 0.
  func subtracting(_ other: Ratio) -> Ratio? {
    let (first, one) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (second, two) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (bottom, three) = denominator.multipliedReportingOverflow(by: other.denominator)
    return one || two || three || first < second ? nil : Ratio(first - second, bottom)
  }

  /// The nearest double, for display and for inference; never for a count.
  public var approximation: Double { Double(numerator) / Double(denominator) }

  /// The greatest common divisor, by Euclid.
  static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}

extension Ratio: Comparable {
  /// Compares by value, exactly.
  public static func < (left: Ratio, right: Ratio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}

extension Ratio: CustomStringConvertible {
  /// The fraction in lowest terms, `7/20`, or the whole number, `1`.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  /// The percentage where it is a finite decimal, `35%` or `0.5%`; otherwise the fraction, `1/3`.
  public var percentage: String {
    guard let places else { return description }
    return Ratio.decimal(scaled(to: places) * 100, places: places) + "%"
  }

  /// Money, days and visits as people write them, `536.25`: exactly where that is a finite decimal, otherwise
  /// rounded to four places, halves up, `0.3333`.
  public var decimal: String {
    if let places { return Ratio.decimal(scaled(to: places), places: places) }
    let doubled = Int128(numerator) * 20_000 / Int128(denominator) + 1
    return Ratio.decimal(doubled / 2, places: 4)
  }

  /// The places of the finite decimal, at most 18; nil where there is none.
  private var places: Int? {
    var rest = denominator
    var scale = 0
    while rest % 10 == 0 { (rest, scale) = (rest / 10, scale + 1) }
    while rest % 5 == 0 { (rest, scale) = (rest / 5, scale + 1) }
    while rest % 2 == 0 { (rest, scale) = (rest / 2, scale + 1) }
    return rest == 1 && scale <= 18 ? scale : nil
  }

  private static func power(of places: Int) -> Int {
    (0..<places).reduce(1) { power, _ in power * 10 }
  }

  /// The numerator over 10 to so many places.
  private func scaled(to places: Int) -> Int128 {
    Int128(numerator) * Int128(Ratio.power(of: places) / denominator)
  }

  /// A number of units of the last place, without zeros at its end.
  private static func decimal(_ scaled: Int128, places: Int) -> String {
    let power = Int128(power(of: places))
    let whole = scaled / power
    var fraction = String(scaled % power)
    fraction = String(repeating: "0", count: max(places - fraction.count, 0)) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? "\(whole)" : "\(whole).\(fraction)"
  }
}

extension Ratio: Encodable {
  /// Encodes the ratio as text in lowest terms, `7/20`.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
