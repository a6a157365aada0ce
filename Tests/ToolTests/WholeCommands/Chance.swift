import TestSupport

/// Chances of one random run.
struct Chance {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func hit(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  mutating func double(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &generator)
  }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[int(0...items.count - 1)] }

  /// Some of the items, each with a share, in their order.
  mutating func some<Item>(_ items: [Item], _ share: Double = 0.4) -> [Item] {
    var result: [Item] = []
    for item in items where hit(share) { result.append(item) }
    return result
  }

  /// A number of units over all magnitudes, the edges of the integers and of doubles among them.
  mutating func units() -> Int {
    let edges = [
      0, 1, 2, 3, 5, 10, 99, 100, 12_345, 1_000_000, 1_000_000_000, 1_000_000_000_000,
      (1 << 53) - 1, 1 << 53, 1_000_000_000_000_000_000, 1 << 62, Int.max - 1, Int.max,
    ]
    if hit(0.4) { return pick(edges) }
    let exponent = hit(0.6) ? double(0...6) : double(0...18.9)
    return Int(power(exponent))
  }

  /// A number of units as an office has them.
  mutating func fewUnits() -> Int { hit(0.5) ? int(1...60) : Int(power(double(0...5))) }

  /// A decimal number ≥ 0.
  mutating func number() -> String {
    if hit(0.7) { return pick(["1", "2", "0.5", "3", "10", "100", "0.01", "12.5"]) }
    let extremes = [
      "0", "1e18", "0.000000000000000001", "123456789012345678", "9223372036854775807", "1e-18",
    ]
    return hit(0.5) ? pick(extremes) : digits(power(double(-17...18)))
  }

  /// A share from 0 to 1 without a sign of per cent.
  mutating func share() -> String {
    if hit(0.7) { return pick(["0.5", "0.01", "0.05", "0.1", "0.2", "0.02"]) }
    let extremes = ["0", "1", "0.000001", "0.999999999999999999", "1e-18", "0.3333333333333333"]
    return hit(0.5) ? pick(extremes) : digits(power(double(-12...0)))
  }

  /// A probability strictly between 0 and 1.
  mutating func confidence() -> String {
    if hit(0.7) { return pick(["95%", "0.9", "80%", "99%"]) }
    return pick([
      "50%", "99.9999%", "0.999999999999999999", "1e-17", "0.2", digits(double(0.01...0.99)),
    ])
  }

  mutating func rule() -> String {
    if hit(0.85) {
      return pick([
        "10%", ">35%", "5%-20%", "1/3", "1%", "3‰", "≥2%", "1", "0", "100%", ">0.1%", "全部",
      ])
    }
    return pick([
      "9223372036854775807", ">9223372036854775806", "0.0000000000001%", "1/9223372036854775807",
      "<1", "=50%", "≤5%", "20户",
    ])
  }

  /// 10 to a power.
  private func power(_ exponent: Double) -> Double {
    var (result, rest) = (1.0, exponent)
    while rest >= 1 { (result, rest) = (result * 10, rest - 1) }
    while rest < 0 { (result, rest) = (result / 10, rest + 1) }
    // Between powers a straight line is random enough.
    return result * (1 + 9 * rest)
  }

  /// Some digits, as a person types them.
  private func digits(_ value: Double) -> String {
    let text = "\(value)"
    guard let mark = text.firstIndex(of: "e") else { return String(text.prefix(6)) }
    return String(text[..<mark].prefix(5)) + text[mark...]
  }
}
