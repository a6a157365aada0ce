package import Analysis
internal import Reports
internal import Sampling

/// What each budget buys, `spotcheck.frontier/2`: the value from which `tune` makes its JSON, its
/// CSV, its table and its page.
///
/// There is a curve for each goal. Every point of every curve is a whole plan, with what it costs,
/// its sizes and what it is worth by each measure, so that one curve can be drawn in the panel of
/// another. Exact numbers are texts, beside their nearest doubles.
package struct FrontierDocument: ResultDocument {
  let schema = "spotcheck.frontier/2"
  /// The SHA-256 of each input: `strata`.
  var inputs: [String: String]
  /// The published ratios that the rules were taken from, if any.
  @Nullable var preset: Preset?
  /// Where the curves begin, null where with what the rules demand.
  @Nullable var from: Ratio?
  /// Where the curves end, in the unit of the prices.
  var budget: Ratio
  var budgetDecimal: Double
  /// The classes, in the order of the table; the sizes of a point are in their order.
  var classes: [Class]
  /// The curves, in the order of the goals.
  var frontiers: [Curve]
  /// The goals that have no curve, and why.
  var leftOut: [LeftOut]
  /// The plan that was chosen, if any.
  @Nullable var chosen: Chosen?
  /// How surely a violator is found in each class, by its size; of classes with a prevalence alone.
  var detection: [Detections]

  /// A published scheme of ratios.
  struct Preset: Encodable {
    /// The name, as `--preset` takes it.
    var name: String
    /// Where it was published, and when.
    var source: EnglishText
  }

  /// A class: what is known about it and what the rules make of it.
  struct Class: Encodable {
    var stratum: ProtocolText
    /// N_h.
    var population: Int
    /// The rules, joined by semicolons.
    var rule: String
    /// m_h, what the rules demand.
    var minimum: Int
    /// M_h, what the rules allow.
    var maximum: Int
    /// p_h, null where it is not known.
    @Nullable var prevalence: Ratio?
    /// S_h, null where it is not given.
    @Nullable var sd: Ratio?
    /// c_h, what one inspection costs.
    var cost: Ratio
    /// s_h, what the first inspection costs beside.
    var setup: Ratio
  }

  /// The best plans for one goal.
  struct Curve: Encodable {
    var goal: FrontierGoal
    /// What to draw over the budget.
    var measure: Measure
    /// The numbers of the points with a name.
    var landmarks: [Frontier.Landmark: Int]
    /// The points, by rising spending, each better than those before; between two of them no plan is
    /// better than the first.
    var points: [Point]
    /// The numbers of the points that have a name or were chosen, ascending; not in the JSON.
    var named: [Int]

    private enum CodingKeys: String, CodingKey { case goal, measure, landmarks, points }

    /// The names of a point, by the alphabet.
    func names(of number: Int) -> [Frontier.Landmark] {
      landmarks.filter { $0.value == number }.keys.sorted { $0.rawValue < $1.rawValue }
    }
  }

  /// A measure of a plan, by the name that it has in a point.
  enum Measure: String, Encodable, CaseIterable {
    /// ``Point/varianceDecimal``; less is better.
    case variance
    /// ``Point/worstDetection``; more is better.
    case worstDetection = "worst_detection"
    /// ``Point/expectedViolationsDecimal``; more is better.
    case expectedViolations = "expected_violations"
    /// ``Point/coverageDecimal``; more is better.
    case coverage
    /// ``Point/objectiveDecimal``; less is better.
    case objective
  }

  /// One plan.
  struct Point: Encodable {
    /// The number within the curve, from 1.
    var number: Int
    /// What the plan costs; null beyond 63 bits.
    @Nullable var spent: Ratio?
    @Nullable var spentDecimal: Double?
    /// Σ n_h.
    var total: Int
    /// The objective of the goal with its risk weights, in 30 digits; null where it is not finite.
    ///
    /// For `detection` it is the greatest probability to miss, 1 less ``worstDetection``.
    @Nullable var objective: ExactValue?
    @Nullable var objectiveDecimal: Double?
    /// The variance of the estimated total, in 30 digits; null where a class without a unit, or of
    /// unknown spread, leaves it open.
    @Nullable var variance: ExactValue?
    @Nullable var varianceDecimal: Double?
    /// The least probability, over the classes, to find a violator if the class has ⌈N_h p_h⌉.
    @Nullable var worstDetection: Double?
    /// Σ p_h n_h exactly, in 30 digits.
    @Nullable var expectedViolations: ExactValue?
    @Nullable var expectedViolationsDecimal: Double?
    /// The share of all units that are seen.
    var coverage: Ratio
    var coverageDecimal: Double
    /// By how much another plan of the same cost can be better at most; 0 is the proof of none.
    var gap: Double
    /// n_h, in the order of ``FrontierDocument/classes``.
    var sizes: [Int]

    /// A measure of the point, nil where it has none.
    func value(of measure: Measure) -> Double? {
      switch measure {
      case .variance: varianceDecimal
      case .worstDetection: worstDetection
      case .expectedViolations: expectedViolationsDecimal
      case .coverage: coverageDecimal
      case .objective: objectiveDecimal
      }
    }
  }

  /// A goal without a curve.
  struct LeftOut: Encodable {
    var goal: FrontierGoal
    /// Why there is no curve.
    var reason: EnglishText
  }

  /// The plan that was chosen.
  struct Chosen: Encodable {
    /// The goal of its curve.
    var goal: FrontierGoal
    /// Its number within the curve.
    var number: Int
  }

  /// How surely a violator of a class is found.
  struct Detections: Encodable {
    var stratum: ProtocolText
    /// N.
    var population: Int
    /// ⌈N p⌉.
    var violators: Int
    /// Some sizes, ascending, among them those of the plans with a name.
    var sizes: [Int]
    /// The probability of each to find one.
    var probabilities: [Double]

    /// The probability of a size that a plan with a name has; nil for none inspected.
    func probability(of size: Int) -> Double? {
      sizes.firstIndex(of: size).map { probabilities[$0] }
    }
  }

  package init(_ tuning: Tuning) {
    inputs = ["strata": tuning.digest.hex]
    preset = tuning.preset.map { Preset(name: $0.name, source: EnglishText($0.source)) }
    from = tuning.from
    budget = tuning.budget
    budgetDecimal = tuning.budget.approximation
    let order = ClassOrder(tuning.order)
    let places = order.indices(of: tuning.classes.map(\.bounds.stratum.name))
    classes = places.map { Class(tuning.classes[$0]) }
    frontiers = tuning.found.frontiers.map { frontier in
      Curve(frontier, named: tuning.named(frontier), places: places)
    }
    leftOut = tuning.found.leftOut.map {
      LeftOut(goal: $0.goal, reason: EnglishText(Sentence($0.reason.explanation)))
    }
    chosen = tuning.chosen.map { Chosen(goal: $0.goal, number: $0.number) }
    let detection = tuning.detection.map { curve in
      Detections(
        stratum: curve.stratum.name,
        population: curve.stratum.population,
        violators: curve.violators,
        sizes: curve.sizes,
        probabilities: curve.probabilities
      )
    }
    self.detection = order.sorted(detection) { $0.stratum }
  }
}

extension FrontierDocument.Class {
  fileprivate init(_ item: Tuning.Class) {
    stratum = item.bounds.stratum.name
    population = item.bounds.stratum.population
    rule = item.bounds.rules.map(\.description).joined(separator: "; ")
    minimum = item.bounds.minimum
    maximum = item.bounds.maximum
    prevalence = item.traits.prevalence
    sd = item.traits.deviation
    cost = item.cost
    setup = item.setup
  }
}

extension FrontierDocument.Curve {
  fileprivate init(_ frontier: Frontier, named: [Int], places: [Int]) {
    goal = frontier.goal
    measure =
      switch frontier.goal {
      case .detection: .worstDetection
      case .coverage: .coverage
      case .method(.violations): .expectedViolations
      case .method(.variance): .variance
      case .method: .objective
      }
    landmarks = Dictionary(
      uniqueKeysWithValues: Frontier.Landmark.allCases.map { ($0, frontier.index(of: $0) + 1) }
    )
    points = frontier.points.enumerated().map {
      FrontierDocument.Point($1, number: $0 + 1, places: places)
    }
    self.named = named
  }
}

extension FrontierDocument.Point {
  fileprivate init(_ point: Frontier.Point, number: Int, places: [Int]) {
    self.number = number
    spent = point.spent
    spentDecimal = point.spent?.approximation
    total = point.total
    objective = point.value
    objectiveDecimal = point.value?.approximation
    variance = point.variance
    varianceDecimal = point.variance?.approximation
    worstDetection = point.worstDetection
    expectedViolations = point.expectedViolations
    expectedViolationsDecimal = point.expectedViolations?.approximation
    coverage = point.coverage
    coverageDecimal = point.coverage.approximation
    gap = point.gap
    sizes = places.map { point.sizes[$0] }
  }
}
