/// What the plans of a frontier are best for.
public enum FrontierGoal: Hashable, Sendable {
  /// The objective of a method: a sum, or the worst class for ``AllocationMethod/worstError``,
  /// ``AllocationMethod/equalPrecision`` and ``AllocationMethod/worstDetection``.
  case method(AllocationMethod)
  /// The greatest share of all units that are seen, Σ n_h / Σ N_h.
  case coverage

  /// The surest detection in the worst class.
  public static let detection = FrontierGoal.method(.worstDetection)

  /// The four that planners ask for, in the order in which they are shown.
  public static let all: [FrontierGoal] = [
    .method(.variance), .detection, .method(.violations), .coverage,
  ]

  /// The method whose weights the goal takes; one that needs no data where it takes none.
  var method: AllocationMethod {
    if case .method(let method) = self { method } else { .proportional }
  }
}

extension FrontierGoal: CustomStringConvertible {
  /// The name: `detection`, `coverage`, or that of the method.
  public var description: String {
    switch self {
    case .detection: "detection"
    case .method(let method): method.description
    case .coverage: "coverage"
    }
  }

  /// Reads a name; nil where it is none, and for `proportional` and `costa`, by which no plan is
  /// better than another.
  ///
  /// - Parameter name: `variance`, `detection`, `violations`, `coverage`, `power:1/2`.
  public init?(_ name: String) {
    switch name {
    case "detection": self = .detection
    case "coverage": self = .coverage
    default:
      guard let method = AllocationMethod(name), method.curve != .quota else { return nil }
      self = .method(method)
    }
  }
}

extension FrontierGoal: Encodable {
  /// Encodes the name.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
