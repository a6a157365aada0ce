public import Inference
internal import Reports
internal import Sampling

/// One estimate as a document shows it.
public struct EstimateLine: Encodable, Sendable {
  /// `proportion`, `mean`, `total` or `ratio`.
  public var quantity: String
  /// The estimate with its standard error.
  public var estimate: Estimate
  /// The lower bound, nil where there is none.
  public var lower: Double?
  /// The upper bound, nil where there is none.
  public var upper: Double?
  /// How the bounds were computed: `exact`; `bracket`, the safe ends of what the search for the exact
  /// ones left; `conditional`, exact given the estimated number of units in scope or in the domain;
  /// `t`; or nil where there are none.
  public var method: String?

  /// The line with bounds that go no further than what is possible.
  func within(_ possible: ClosedRange<Double>) -> EstimateLine {
    var line = self
    line.lower = lower.map { min(max($0, possible.lowerBound), possible.upperBound) }
    line.upper = upper.map { max(min($0, possible.upperBound), possible.lowerBound) }
    return line
  }

  private enum Field: Encodable {
    case count(Int)
    case number(Double?)
    case text(String?)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .count(let value): try value.encode(to: encoder)
      case .number(let value): try Nullable(value).encode(to: encoder)
      case .text(let value): try Nullable(value).encode(to: encoder)
      }
    }
  }

  /// Encodes a dictionary, whose names stay as they are: n is the sample and N the population.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    let fields: [String: Field] = [
      "estimate": .number(estimate.value),
      "standard_error": .number(estimate.standardError),
      "lower": .number(lower),
      "upper": .number(upper),
      "method": .text(method),
      "n": .count(estimate.sample),
      "N": .count(estimate.population),
      "degrees_of_freedom": .count(estimate.openDegreesOfFreedom),
      "satterthwaite": .number(estimate.satterthwaite),
      "t_degrees_of_freedom": .number(method == "t" ? estimate.effectiveDegreesOfFreedom : nil),
    ]
    var container = encoder.singleValueContainer()
    try container.encode(fields)
  }

  /// The cells of a row of CSV.
  func cells(_ kind: String, _ name: String) -> [String] {
    [
      kind, name, quantity, "\(estimate.value)", ResultText.cell(estimate.standardError),
      ResultText.cell(lower), ResultText.cell(upper), ResultText.cell(method),
      "\(estimate.sample)", "\(estimate.population)",
    ]
  }

  static let columns = [
    "kind", "name", "quantity", "estimate", "standard_error", "lower", "upper", "method", "n", "N",
  ]

  /// How the bounds were computed, in a word.
  func methodName(_ language: Language) -> String {
    switch method {
    case "exact": language("exact", "精确")
    case "bracket": language("bracket", "保守")
    case "conditional": language("conditional", "条件精确")
    case .some: "t"
    case nil: "-"
    }
  }

  /// The cells of a row for people: estimate, standard error, lower, upper.
  var texts: [String] {
    func text(_ value: Double?, _ rounding: ResultText.Rounding) -> String {
      value.map {
        quantity == "proportion"
          ? ResultText.percent($0, rounding) : ResultText.number($0, rounding)
      } ?? "-"
    }
    return [
      text(estimate.value, .nearest), text(estimate.standardError, .up), text(lower, .down),
      text(upper, .up),
    ]
  }
}
