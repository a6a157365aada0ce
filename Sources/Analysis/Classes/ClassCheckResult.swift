package import Inference
package import Sampling

/// Whether the results bear out the risk classes.
package struct ClassCheckResult: Sendable {
  /// The classes, from the lowest risk to the highest.
  package let classes: [Class]
  /// The share of violators in the whole frame, estimated.
  package let overall: Double
  /// The test of a rise from class to class.
  package let trend: TrendTest
  /// The level of the tests.
  package let alpha: Ratio
  /// The power that the smallest rise is meant at.
  package let power: Ratio
  /// The least odds ratio from class to class that these inspections could have seen, nil where none.
  package let smallestOddsRatio: Double?
  /// The power to see odds that double from class to class.
  package let powerForDoubledOdds: Double
  /// What may be changed; a person decides.
  package let suggestions: [Suggestion]

  /// One class.
  package struct Class: Sendable {
    package let stratum: Stratum
    /// What was inspected at random, and found.
    package let results: ClassResults
    /// The exact interval of the share, 95 %; nil where nothing was inspected.
    package let interval: ProportionInterval?
    /// The share over the share in the whole frame.
    package let lift: Double?
    /// The share that the class model says, nil where it says none.
    package let predicted: Ratio?
    /// The test of what the model says.
    package let calibration: Test
    /// The test of a rise from the class before.
    package let rise: Test
  }

  /// A p-value and the same adjusted after Holm, nil where there is no test.
  package struct Test: Sendable {
    package let pValue: Double?
    package let adjusted: Double?

    init(_ pValue: Double?, adjusted: Double?) {
      self.pValue = pValue
      self.adjusted = adjusted
    }
  }

  /// A change of a class's ratio that may be worth it.
  package struct Suggestion: Sendable {
    package let stratum: ProtocolText
    /// n_h/N_h now.
    package let presentRatio: Double
    /// The ratio in proportion to the rising share that fits the results best, with as many
    /// inspections in all; at most 1.
    package let suggestedRatio: Double
    package let reason: Reason

    /// Why a ratio may be changed.
    package enum Reason: Sendable {
      /// Nothing was found, which leaves a share up to a bound open.
      case nothingFound(inspected: Int, upper: Double)
      /// The results are not above those of the class before; the share of both together.
      case notAbove(share: Double)
      /// The share, beside that of the whole frame.
      case share(Double, overall: Double)
    }
  }
}
