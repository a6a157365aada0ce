internal import Frames
internal import Inference
public import Reports
public import Sampling

/// Whether the results bear out the risk classes: JSON `spotcheck.classes/1`, CSV and text.
public struct ClassesDocument: ResultDocument, Sendable {
  /// `spotcheck.classes/1`.
  public var schema = "spotcheck.classes/1"
  /// The classes, from the lowest risk to the highest.
  public var classes: [ClassLine]
  /// The share of violators in the whole frame, estimated.
  public var overall: Double
  /// P of a rise at least as clear, if the classes did not differ.
  public var trendP: Double
  /// `exact`, or `normal` where so many classes and findings are too much for the exact distribution.
  public var trendMethod: String
  /// P of a fall at least as clear.
  public var oppositeP: Double
  /// The level.
  public var alphaDecimal: Double
  /// The power that the smallest rise is meant at.
  public var powerDecimal: Double
  /// The least odds ratio from class to class that these inspections could have seen; null where
  /// none.
  public var smallestOddsRatio: Nullable<Double>
  /// The power to see odds that double from class to class.
  public var powerForDoubledOdds: Double
  /// What may be changed; a person decides.
  public var suggestions: [ClassSuggestion]
}

/// One class.
public struct ClassLine: Encodable, Sendable {
  /// Its name.
  public var stratum: String
  /// N_h.
  public var population: Int
  /// Units inspected at random.
  public var inspected: Int
  /// Those of them in violation.
  public var violations: Int
  /// Their share; null where none was inspected.
  public var share: Nullable<Double>
  /// The exact lower bound of the share in the class.
  public var lower: Nullable<Double>
  /// The exact upper bound.
  public var upper: Nullable<Double>
  /// The share over the share in the whole frame.
  public var lift: Nullable<Double>
  /// The share that the class model says; null where it says none.
  public var predicted: Nullable<Double>
  /// The exact two-sided p-value of that; null where it says none.
  public var calibrationP: Nullable<Double>
  /// The same adjusted after Holm.
  public var adjustedCalibrationP: Nullable<Double>
  /// P of so large a rise from the class before, if the two did not differ; null for the first.
  public var riseP: Nullable<Double>
  /// The same adjusted after Holm.
  public var adjustedRiseP: Nullable<Double>
}

/// A change of a class's ratio that may be worth it.
public struct ClassSuggestion: Encodable, Sendable {
  /// The class.
  public var stratum: String
  /// n_h/N_h now.
  public var presentRatio: Double
  /// The ratio in proportion to the rising share that fits the results best, with as many
  /// inspections in all; at most 1.
  public var suggestedRatio: Double
  /// Why, in a sentence.
  public var reason: Sentence
  /// What a person decided; null until then.
  public var decision: Nullable<String>
}
