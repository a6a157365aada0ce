internal import Foundation

/// Where numbers lie on an axis, with ticks at round numbers that enclose the data.
///
/// ```
/// linear: (v − lower)/(upper − lower)     logarithmic: log(v/lower)/log(upper/lower)
/// ```
public struct Scale: Sendable, Hashable {
  /// How numbers are spread.
  public enum Kind: Sendable, Hashable {
    /// Equal differences are equally far apart.
    case linear
    /// Equal ratios are equally far apart; with a value of 0 or less the axis is linear.
    case logarithmic
  }

  /// How numbers are spread.
  public let kind: Kind
  /// The ticks, ascending; the first and the last are the ends of the axis.
  public let ticks: [Double]

  /// A scale for values.
  ///
  /// - Parameters:
  ///   - values: finite values; none gives an axis from 0 to 1.
  ///   - kind: how numbers are spread.
  ///   - count: about how many ticks fit, at least 2.
  ///   - isWhole: whether only whole numbers are ticks, as years and units.
  public init(covering values: [Double], kind: Kind = .linear, count: Int, isWhole: Bool = false) {
    var low = values.min() ?? 0
    var high = values.max() ?? 1
    if kind == .logarithmic, low > 0 {
      self.kind = .logarithmic
      ticks = Scale.logarithmicTicks(low, high, count)
    } else {
      self.kind = .linear
      // One value alone is shown by its distance from 0.
      if low == high { (low, high) = low == 0 ? (0, 1) : (min(low, 0), max(high, 0)) }
      ticks = Scale.linearTicks(low, high, count, isWhole: isWhole)
    }
  }

  /// The lower end.
  public var lower: Double { ticks[0] }
  /// The upper end.
  public var upper: Double { ticks[ticks.count - 1] }

  /// Where a value lies between the ends: 0 at the lower, 1 at the upper.
  ///
  /// - Parameter value: the value, above 0 on a logarithmic scale.
  /// - Returns: the share of the length, outside of 0…1 for a value outside of the ends.
  public func position(of value: Double) -> Double {
    switch kind {
    case .linear: (value - lower) / (upper - lower)
    case .logarithmic: log(value / lower) / log(upper / lower)
    }
  }

  /// m·10^e with m a whole number, computed without the error of a negative power.
  private static func decimal(_ mantissa: Double, _ exponent: Int) -> Double {
    exponent < 0 ? mantissa / pow(10, Double(-exponent)) : mantissa * pow(10, Double(exponent))
  }

  private static func linearTicks(
    _ low: Double,
    _ high: Double,
    _ count: Int,
    isWhole: Bool
  ) -> [Double] {
    let raw = (high - low) / Double(max(count - 1, 1))
    var exponent = Int(log10(raw).rounded(.down))
    var mantissa = 1.0
    for (index, step) in [1.0, 2, 5, 10].enumerated()
    where raw <= decimal(step, exponent) * (1 + 1e-9) {
      mantissa = step
      if index == 3 { (mantissa, exponent) = (1, exponent + 1) }
      break
    }
    if isWhole, exponent < 0 { (mantissa, exponent) = (1, 0) }
    let step = decimal(mantissa, exponent)
    let first = (low / step + 1e-9).rounded(.down)
    let last = max((high / step - 1e-9).rounded(.up), first + 1)
    return stride(from: first, through: last, by: 1).map { decimal($0 * mantissa, exponent) }
  }

  private static func logarithmicTicks(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    let decades = log10(high) - log10(low)
    let mantissas: [Double] =
      decades * 3 <= Double(count) ? [1, 2, 5] : decades * 2 <= Double(count) ? [1, 3] : [1]
    let first = Int(log10(low).rounded(.down))
    let last = Int(log10(high).rounded(.up))
    let every = max(1, Int((decades / Double(max(count, 1))).rounded(.up)))
    var ticks: [Double] = []
    // Of every k-th power the last is kept, so that probabilities end at 1.
    let lowest = last - (last - first + every - 1) / every * every
    for exponent in stride(from: lowest, through: last + every, by: every) {
      for mantissa in mantissas { ticks.append(decimal(mantissa, exponent)) }
    }
    let start = ticks.lastIndex { $0 <= low * (1 + 1e-9) } ?? 0
    let end = ticks.firstIndex { $0 >= high * (1 - 1e-9) } ?? ticks.count - 1
    return Array(ticks[start...max(end, start + 1)])
  }
}
