public import Sampling

/// A rule of a task, and what it holds for.
public struct PlanRule: Hashable, Sendable {
  /// The rule.
  public var rule: Rule
  /// For which objects it holds.
  public var reach: Reach
  /// For which span of time it holds, nil for the year of the plan.
  public var per: Interval?

  /// The objects that a rule holds for.
  public enum Reach: Hashable, Sendable {
    /// The scope as it is drawn: each stratum where the draw has strata.
    case everywhere
    /// All strata together, and not each.
    case overall
    /// One class.
    case stratum(ProtocolText)
    /// Every class that no other rule names; with the words that say so.
    case others(ProtocolText)
    /// Each place or class of this kind: 县区.
    case each(ProtocolText)
  }

  /// Makes a rule of a task.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - reach: for which objects it holds.
  ///   - per: for which span of time, nil for the year.
  public init(_ rule: Rule, for reach: Reach = .everywhere, per: Interval? = nil) {
    self.rule = rule
    self.reach = reach
    self.per = per
  }

  /// The class or place in which it holds.
  public var stratum: ProtocolText? {
    switch reach {
    case .stratum(let name), .others(let name), .each(let name): name
    case .everywhere, .overall: nil
    }
  }

  /// Whether it holds for all strata together.
  public var isOverall: Bool { reach == .overall }
}

extension PlanRule: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule, stratum, others, each, per
    case isOverall = "overall"
  }

  /// Reads `{"rule": "≥10%", "stratum": "A", "overall": false}`; all but the rule may be missing.
  ///
  /// - Parameter decoder: an object.
  /// - Throws: `DecodingError` that quotes the error of a rule or a name that is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> ProtocolText? {
      guard let name = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
      do {
        return try ProtocolText(name)
      } catch {
        throw PlanRule.corrupted(key, container, error)
      }
    }
    let written = try container.decode(String.self, forKey: .rule)
    do {
      rule = try Rule(parsing: written)
    } catch {
      throw PlanRule.corrupted(.rule, container, error)
    }
    per = try container.decodeIfPresent(Interval.self, forKey: .per)
    if let name = try text(.each) {
      reach = .each(name)
    } else if let name = try text(.stratum) {
      let isRest = try container.decodeIfPresent(Bool.self, forKey: .others) ?? false
      reach = isRest ? .others(name) : .stratum(name)
    } else {
      let isOverall = try container.decodeIfPresent(Bool.self, forKey: .isOverall) ?? false
      reach = isOverall ? .overall : .everywhere
    }
  }

  private static func corrupted(
    _ key: CodingKeys,
    _ container: KeyedDecodingContainer<CodingKeys>,
    _ error: any Error
  ) -> DecodingError {
    .dataCorruptedError(forKey: key, in: container, debugDescription: "\(error)")
  }

  /// Writes the rule in one spelling.
  ///
  /// - Parameter encoder: takes an object.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule.description, forKey: .rule)
    try container.encode(isOverall, forKey: .isOverall)
    try container.encodeIfPresent(per, forKey: .per)
    switch reach {
    case .everywhere, .overall: break
    case .stratum(let name): try container.encode(name.text, forKey: .stratum)
    case .others(let name):
      try container.encode(name.text, forKey: .stratum)
      try container.encode(true, forKey: .others)
    case .each(let name): try container.encode(name.text, forKey: .each)
    }
  }
}
