package import Analysis
internal import Inference
internal import Reports
internal import Sampling

/// Whether the results bear out the risk classes: JSON `spotcheck.classes/1`, CSV and text.
package struct ClassesDocument: ResultDocument {
  let schema = "spotcheck.classes/1"
  /// The classes, from the lowest risk to the highest.
  var classes: [Line]
  /// The share of violators in the whole frame, estimated.
  var overall: Double
  /// P of a rise at least as clear, if the classes did not differ.
  var trendP: Double
  var trendMethod: TrendMethod
  /// P of a fall at least as clear.
  var oppositeP: Double
  /// The level.
  var alphaDecimal: Double
  /// The power that the smallest rise is meant at.
  var powerDecimal: Double
  /// The least odds ratio from class to class that these inspections could have seen; null where
  /// none.
  @Nullable var smallestOddsRatio: Double?
  /// The power to see odds that double from class to class.
  var powerForDoubledOdds: Double
  /// What may be changed; a person decides.
  var suggestions: [Suggestion]

  /// Whose p-values those of the trend are.
  enum TrendMethod: String, Encodable {
    case exact
    /// Of a normal distribution, where so many classes and findings are too much for the exact one.
    case normal
  }

  /// One class.
  struct Line: Encodable {
    var stratum: ProtocolText
    /// N_h.
    var population: Int
    /// Units inspected at random.
    var inspected: Int
    /// Those of them in violation.
    var violations: Int
    /// Their share; null where none was inspected.
    @Nullable var share: Double?
    /// The exact bounds of the share in the class.
    @Nullable var lower: Double?
    @Nullable var upper: Double?
    /// The share over the share in the whole frame.
    @Nullable var lift: Double?
    /// The share that the class model says; null where it says none.
    @Nullable var predicted: Double?
    /// The exact two-sided p-value of that, and the same adjusted after Holm; null where it says none.
    @Nullable var calibrationP: Double?
    @Nullable var adjustedCalibrationP: Double?
    /// P of so large a rise from the class before, if the two did not differ, and the same adjusted after
    /// Holm; null for the first.
    @Nullable var riseP: Double?
    @Nullable var adjustedRiseP: Double?
  }

  /// A change of a class's ratio that may be worth it.
  struct Suggestion: Encodable {
    var stratum: ProtocolText
    /// n_h/N_h now.
    var presentRatio: Double
    /// The ratio in proportion to the rising share that fits the results best; at most 1.
    var suggestedRatio: Double
    /// Why.
    var reason: Sentence
    /// What a person decided; null until then.
    @Nullable var decision: String?
  }

  package init(_ result: ClassCheckResult) {
    classes = result.classes.map(Line.init)
    overall = result.overall
    trendP = result.trend.pValue
    trendMethod = result.trend.isExact ? .exact : .normal
    oppositeP = result.trend.oppositePValue
    alphaDecimal = result.alpha.approximation
    powerDecimal = result.power.approximation
    smallestOddsRatio = result.smallestOddsRatio
    powerForDoubledOdds = result.powerForDoubledOdds
    suggestions = result.suggestions.map { suggestion in
      Suggestion(
        stratum: suggestion.stratum,
        presentRatio: suggestion.presentRatio,
        suggestedRatio: suggestion.suggestedRatio,
        reason: suggestion.reason.sentence,
        decision: nil
      )
    }
  }
}

extension ClassesDocument.Line {
  fileprivate init(_ item: ClassCheckResult.Class) {
    stratum = item.stratum.name
    population = item.stratum.population
    inspected = item.results.inspected
    violations = item.results.violations
    share = item.results.share
    lower = item.interval?.lower
    upper = item.interval?.upper
    lift = item.lift
    predicted = item.predicted?.approximation
    calibrationP = item.calibration.pValue
    adjustedCalibrationP = item.calibration.adjusted
    riseP = item.rise.pValue
    adjustedRiseP = item.rise.adjusted
  }
}
