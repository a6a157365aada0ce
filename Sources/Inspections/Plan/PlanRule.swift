public import Sampling

/// A rule of a task, and what it holds for.
public struct PlanRule: Hashable, Sendable {
  /// The rule.
  public var rule: Rule
  /// The class in which it holds, nil for each.
  public var stratum: ProtocolText?
  /// Whether it holds for all strata together and not in each.
  public var isOverall: Bool

  /// Makes a rule of a task.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - stratum: the class in which it holds, nil for each.
  ///   - isOverall: whether it holds for all strata together.
  public init(_ rule: Rule, in stratum: ProtocolText? = nil, isOverall: Bool = false) {
    self.rule = rule
    self.stratum = stratum
    self.isOverall = isOverall
  }
}

extension PlanRule: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule, stratum
    case isOverall = "overall"
  }

  /// Reads `{"rule": "≥10%", "stratum": "A", "overall": false}`; the last two may be missing.
  ///
  /// - Parameter decoder: an object.
  /// - Throws: `DecodingError` that quotes the error of a rule or a name that is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    isOverall = try container.decodeIfPresent(Bool.self, forKey: .isOverall) ?? false
    let text = try container.decode(String.self, forKey: .rule)
    let name = try container.decodeIfPresent(String.self, forKey: .stratum)
    do {
      rule = try Rule(parsing: text)
      stratum = try name.map { name throws(ProtocolTextError) in try ProtocolText(name) }
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .rule,
        in: container,
        debugDescription: "\(error)"
      )
    }
  }

  /// Writes the rule in one spelling.
  ///
  /// - Parameter encoder: takes an object.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule.description, forKey: .rule)
    try container.encodeIfPresent(stratum?.text, forKey: .stratum)
    try container.encode(isOverall, forKey: .isOverall)
  }
}
