import ArgumentParser
import Sampling

/// What the sizes must reach: a total, a budget or a precision, and what each class must prove.
struct SizeGoal: ParsableArguments {
  @Option(help: "The sum of all sizes; the rest above the rules is given by the method.")
  var total: String?

  @Option(
    help: "What may be spent, in the unit of the columns cost and setup, instead of a total."
  )
  var budget: String?

  @Option(help: "The least sizes whose total has at most this variance (columns sd or prevalence).")
  var variance: String?

  @Option(help: "The least sizes whose number of violations has at most this CV: 5%.")
  var cv: String?

  @Option(
    help: "In each class, find a violator with this probability if its prevalence holds: 95%."
  )
  var detect: String?

  @Option(help: "In each class, if nothing is found, prove at most this share of violators: 5%.")
  var boundIfClean: String?

  @Option(help: "The confidence of --bound-if-clean.")
  var confidence = "95%"

  /// Whether the total is left to a budget or a precision.
  var isInverse: Bool { budget != nil || variance != nil || cv != nil }

  /// The rules of the classes with what each must prove.
  func rules(_ rules: RuleSet, table: StrataTable) throws -> RuleSet {
    var result = rules
    var targets: [DetectionTarget] = []
    if let detect { targets.append(.confidence(try Text.ratio(detect, of: "--detect"))) }
    if let boundIfClean {
      targets.append(
        .boundIfClean(
          share: try Text.ratio(boundIfClean, of: "--bound-if-clean"),
          confidence: try Text.ratio(confidence, of: "--confidence")
        )
      )
    }
    let strata = table.rows.map(\.stratum)
    for target in targets {
      for (stratum, rule) in try target.rules(strata, traits: table.traits) {
        result.add(rule, in: stratum)
      }
    }
    return result
  }

  /// The sizes.
  func allocation(
    _ table: StrataTable,
    rules: RuleSet,
    method: AllocationMethod
  ) throws -> Allocation {
    let strata = table.rows.map(\.stratum)
    guard [total, budget, variance, cv].compactMap(\.self).count <= 1 else {
      throw UsageError(
        "--total, --budget, --variance and --cv each set the total; keep one",
        "--total、--budget、--variance、--cv 都会确定总数，请只保留一个"
      )
    }
    if let budget {
      guard rules.overall.isEmpty else {
        throw UsageError(
          "--budget sets the total itself; leave out --overall",
          "--budget 会自行确定总数，请去掉 --overall"
        )
      }
      return try Allocation(
        strata,
        traits: table.traits,
        rules: rules,
        spending: table.spending(try Text.ratio(budget, of: "--budget")),
        method: method
      )
    }
    if let target = try target() {
      guard method == .variance || method == .proportional else {
        throw UsageError(
          "--variance and --cv go with --method variance; leave --method out",
          "--variance、--cv 仅适用于 --method variance，请去掉 --method"
        )
      }
      return try Allocation(strata, traits: table.traits, rules: rules, target: target)
    }
    return try Allocation(
      strata,
      traits: table.traits,
      rules: rules,
      total: try total.map { try Text.count($0, of: "--total") },
      method: method
    )
  }

  private func target() throws -> PrecisionTarget? {
    if let variance { return .variance(try Text.ratio(variance, of: "--variance")) }
    return try cv.map { .variation(try Text.ratio($0, of: "--cv")) }
  }
}
