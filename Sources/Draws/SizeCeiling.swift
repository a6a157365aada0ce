internal import Frames
internal import Sampling

extension DrawRequest {
  /// What is known of the sizes before the populations are; nil where nothing is.
  ///
  /// Doubles serve here, because only the speed of a draw depends on a ceiling.
  var ceiling: (@Sendable (ProtocolText) -> CountCeiling?)? {
    switch terms.sizing {
    case .rules(let rules):
      // What holds for all strata together is shared out once they are counted.
      guard rules.overall.isEmpty else { return nil }
      return { [terms] stratum in
        Ceiling(rules.possible(in: stratum))
          .withReserves(terms.reserves.reserveRule(in: stratum))
          .count(from: terms.starts.start(in: stratum))
      }
    case .sizes(let table):
      // A row under another name may be meant.
      let greatest = table.sizes.values.map(\.size).max() ?? 0
      return { [terms] stratum in
        Ceiling(units: Double(table.sizes[stratum]?.size ?? greatest))
          .withReserves(terms.reserves.reserveRule(in: stratum))
          .count(from: terms.starts.start(in: stratum))
      }
    case nil:
      guard let record else { return nil }
      let strata = Dictionary(record.strata.map { ($0.name, $0) }) { first, _ in first }
      return { [terms] name in
        guard let stratum = strata[name] else { return nil }
        let units = Double(stratum.size) + Double(stratum.reserves)
        let start =
          if case .none = terms.starts { stratum.start } else { terms.starts.start(in: name) }
        return Ceiling(units: units).count(from: start)
      }
    }
  }
}

/// At most `share`·N + `units`.
private struct Ceiling {
  var share = 0.0
  var units = 0.0

  init(units: Double) { self.units = units }

  /// The greatest of what the rules demand at least; a ratio may be rounded up, or exceeded by one.
  init(_ rules: [Rule]) {
    for rule in rules {
      switch rule.least {
      case .ratio(let ratio):
        share = max(share, Double(ratio.numerator) / Double(ratio.denominator))
        units = max(units, 1)
      case .count(let count): units = max(units, Double(count) + 1)
      case nil: break
      }
    }
  }

  /// With the reserves that a rule demands of a size.
  func withReserves(_ rule: Rule) -> Ceiling {
    let reserves = Ceiling([rule])
    var sum = self
    sum.share += reserves.share * share
    sum.units += reserves.share * units + reserves.units
    return sum
  }

  func count(from start: Digest?) -> CountCeiling {
    CountCeiling(share: share, units: units, start: start)
  }
}

extension RuleSet {
  /// The rules that may hold in a stratum, whose name a rule may spell in another way.
  fileprivate func possible(in stratum: ProtocolText) -> [Rule] {
    byStratum[stratum] == nil ? everywhere + byStratum.values.joined() : rules(in: stratum)
  }
}

extension Rule {
  /// What the rule demands at least; nil where it only limits.
  fileprivate var least: Quantity? {
    switch self {
    case .atLeast(let quantity), .moreThan(let quantity), .exactly(let quantity): quantity
    case .range(let lower, _): lower
    case .countOrAll(let count): .count(count)
    case .atMost, .lessThan: nil
    }
  }
}
