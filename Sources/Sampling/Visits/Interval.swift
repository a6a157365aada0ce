/// A span of time for each of which something holds: a year, a quarter, three years.
public struct Interval: Hashable, Sendable {
  /// How many units, ≥ 1.
  public let every: Int
  /// The unit.
  public let unit: Frequency.Unit

  /// Makes an interval.
  ///
  /// - Parameters:
  ///   - every: how many units, ≥ 1.
  ///   - unit: the unit.
  public init(_ every: Int = 1, _ unit: Frequency.Unit) {
    self.every = every
    self.unit = unit
  }

  /// The year of the plan.
  package static let year = Interval(1, .year)

  /// Whether a year has several of them.
  package var isPart: Bool { unit != .year }
}

extension Interval: CustomStringConvertible {
  /// One spelling: `年`, `季度`, `3年`.
  public var description: String { (every == 1 ? "" : "\(every)") + unit.name }
}

extension Interval: Codable {
  /// The interval of its one spelling: `年`, `季度`, `3年`; nil for any other text.
  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard
      let unit = Frequency.Unit.allCases.first(where: { $0.name == text.dropFirst(digits.count) }),
      let every = digits.isEmpty ? 1 : Int(digits), every > 0
    else { return nil }
    self.init(every, unit)
  }

  /// Reads the spelling of ``description``.
  ///
  /// - Parameter decoder: a single text.
  /// - Throws: `DecodingError` where it is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let interval = Interval(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text)\" is no span of time"
      )
    }
    self = interval
  }

  /// Writes ``description``.
  ///
  /// - Parameter encoder: takes a single text.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
