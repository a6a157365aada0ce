/// The form that a public seed will have, fixed before it exists: its text with `#` for a digit.
///
/// `双色球2024029 ## ## ## ## ## ## ##`: what the operator may write down is settled beforehand, down
/// to the spaces, so that no spelling can be chosen after the event.
public struct SeedForm: Hashable, Sendable {
  /// The text with `#` for each digit to come.
  public let text: ProtocolText

  /// Takes a form.
  ///
  /// - Parameter text: the text with `#` for a digit.
  public init(_ text: ProtocolText) {
    self.text = text
  }

  /// Whether a seed has this form: the same characters, with one ASCII digit for each `#`.
  ///
  /// - Parameter seed: the seed.
  /// - Returns: whether it may be used.
  public func matches(_ seed: ProtocolText) -> Bool {
    let form = text.text.utf8
    let given = seed.text.utf8
    return form.count == given.count
      && zip(form, given).allSatisfy { expected, found in
        expected == UInt8(ascii: "#") ? (0x30...0x39).contains(found) : expected == found
      }
  }

  /// The number of digits to come.
  public var digits: Int { text.text.utf8.count { $0 == UInt8(ascii: "#") } }

  /// Where the runs of `#` lie, as offsets of bytes.
  var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    for (offset, byte) in text.text.utf8.enumerated() where byte == UInt8(ascii: "#") {
      if let last = runs.last, last.upperBound == offset {
        runs[runs.count - 1] = last.lowerBound..<offset + 1
      } else {
        runs.append(offset..<offset + 1)
      }
    }
    return runs
  }

  /// 10 to the number of digits, where the digits are of one group; `UInt64.max` for more.
  ///
  /// One group is a single run, or digits written one by one, as ten dice are. Nil for several numbers of
  /// more digits: they need not be free of each other (the balls of a lottery are not), so that the form
  /// alone does not tell.
  public var outcomes: UInt64? {
    let runs = self.runs
    guard runs.count == 1 || runs.allSatisfy({ $0.count == 1 }) else { return nil }
    return (0..<digits).reduce(UInt64(1)) { product, _ in product.saturating(times: 10) }
  }
}

/// What is known of the event that gives a seed.
///
/// A source with few outcomes can be tried out beforehand: whoever chooses the label can then find one
/// that spares a certain unit under every outcome. The protocol asks for 2³².
public struct SeedSource: Hashable, Sendable {
  /// The text of the record.
  public let text: ProtocolText

  /// Fewer outcomes than this can be tried out.
  public static let advisedOutcomes: UInt64 = 1 << 32

  /// Takes a source.
  ///
  /// - Parameter text: the text of the record.
  public init(_ text: ProtocolText) { self.text = text }

  /// How many outcomes the seed has.
  ///
  /// Those of the known lotteries that the source names, multiplied where it names several; else the
  /// number that was declared; else those of the form (``SeedForm/outcomes``).
  ///
  /// - Parameters:
  ///   - form: the form of the seed.
  ///   - declared: the number that the record states.
  /// - Returns: the number, `UInt64.max` for more; nil where nothing tells.
  public func outcomes(of form: SeedForm, declared: UInt64?) -> UInt64? {
    let known = lotteries
    guard known.isEmpty else {
      return known.reduce(1) { product, lottery in product.saturating(times: lottery.outcomes) }
    }
    return declared ?? form.outcomes
  }

  /// Whether a seed lists its numbers as the source promises.
  ///
  /// Where the source says `ascending` (升序), another order of the same numbers is another seed, and
  /// could be chosen after the event. Of a known lottery each of its drums ascends by itself.
  ///
  /// - Parameters:
  ///   - seed: the seed, of the form.
  ///   - form: the form.
  /// - Returns: whether the order is as promised; true where none is.
  public func isInOrder(_ seed: ProtocolText, of form: SeedForm) -> Bool {
    let words = ["ascending", "升序", "从小到大"]
    let runs = form.runs
    guard words.contains(where: { folded.contains($0) }) else { return true }
    let bytes = Array(seed.text.utf8)
    let numbers = runs.map { Array(bytes[$0]) }
    var drums = lotteries.flatMap(\.drums)
    if drums.reduce(0, +) != numbers.count { drums = [numbers.count] }
    var start = 0
    for count in drums {
      let drum = numbers[start..<start + count]
      guard zip(drum, drum.dropFirst()).allSatisfy({ !SeedSource.exceeds($0, $1) }) else {
        return false
      }
      start += count
    }
    return true
  }

  private var folded: String { text.text.lowercased() }

  /// Whether a number is greater than another; both are digits.
  private static func exceeds(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let (left, right) = (left.drop { $0 == 0x30 }, right.drop { $0 == 0x30 })
    return left.count != right.count
      ? left.count > right.count : right.lexicographicallyPrecedes(left)
  }

  private var lotteries: [Lottery] {
    SeedSource.known.filter { lottery in lottery.names.contains { folded.contains($0) } }
  }

  private struct Lottery {
    var names: [String]
    var outcomes: UInt64
    /// How many numbers come from each drum, in the order in which they are published.
    var drums: [Int]
  }

  /// By the rules of the games: combinations of each drum, multiplied.
  private static let known = [
    // 6 of 33 and 1 of 16.
    Lottery(names: ["双色球"], outcomes: 17_721_088, drums: [6, 1]),
    // 5 of 35 and 2 of 12.
    Lottery(names: ["大乐透"], outcomes: 21_425_712, drums: [5, 2]),
    // 7 of 30; the special number is of the same drum.
    Lottery(names: ["七乐彩"], outcomes: 2_035_800, drums: [7, 1]),
    // 20 of 80.
    Lottery(names: ["快乐8", "快乐八"], outcomes: 3_535_316_142_212_174_320, drums: [20]),
    Lottery(names: ["福彩3d", "福彩 3d", "排列三", "排列3"], outcomes: 1_000, drums: [1, 1, 1]),
    Lottery(names: ["排列五", "排列5"], outcomes: 100_000, drums: [1, 1, 1, 1, 1]),
    // 5 of 69 and 1 of 26.
    Lottery(names: ["powerball"], outcomes: 292_201_338, drums: [5, 1]),
    // 5 of 50 and 2 of 12.
    Lottery(names: ["euromillions"], outcomes: 139_838_160, drums: [5, 2]),
    // 6 of 49.
    Lottery(names: ["6aus49", "6 aus 49"], outcomes: 13_983_816, drums: [6]),
  ]
}

extension UInt64 {
  /// The product, the greatest number where it is greater.
  fileprivate func saturating(times factor: UInt64) -> UInt64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
