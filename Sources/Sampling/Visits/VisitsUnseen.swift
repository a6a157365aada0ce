internal import BigInt

/// The probability that a unit has not been seen, in a schedule whose rounds draw at random among the
/// units that are not left out.
public struct Unseen: Hashable, Sendable {
  /// The probability in double precision.
  public var value: Double
  /// The same exactly; nil where it is longer than 63 bits over 63 bits.
  public var exact: Ratio?
}

extension VisitSchedule {
  /// The probability that a unit has not been seen by the end of each of some years.
  ///
  /// ```
  /// Π_t (E_t − n_t)/E_t,   E_t the eligible units of round t
  /// ```
  ///
  /// A unit that was never seen is never left out, so that the product is exact. Where nobody is
  /// eligible everybody was seen.
  ///
  /// - Parameter years: how many years, ≥ 0.
  /// - Returns: one probability a year; 0 for an empty class.
  /// - Complexity: O(rounds).
  public func unseen(byYear years: Int) -> [Unseen] {
    guard demand.stratum.population > 0 else {
      return Array(repeating: Unseen(value: 0, exact: Ratio(0)), count: max(years, 0))
    }
    var result: [Unseen] = []
    var value = 1.0
    var exact: Fraction? = Fraction()
    for year in 0..<max(years, 0) {
      for round in year * roundsPerYear + 1...(year + 1) * roundsPerYear {
        let (missed, eligible) = missed(round: round)
        value *= Double(missed) / Double(eligible)
        exact = exact?.times(missed, over: eligible)
      }
      result.append(Unseen(value: value, exact: exact?.ratio))
    }
    return result
  }

  /// The first rounds by whose end a unit has been seen with at least each of some probabilities,
  /// decided exactly.
  ///
  /// - Parameter probabilities: each from 0 to 1.
  /// - Returns: a round for each probability; nil where none does within ``horizon`` rounds.
  /// - Complexity: O(rounds), all probabilities in one pass.
  public func rounds(toSee probabilities: [Ratio]) -> [Int?] {
    var result = probabilities.map { probability -> Int? in
      demand.stratum.population == 0 || probability == Ratio(0) ? 0 : nil
    }
    guard demand.stratum.population > 0, visitsPerYear > Ratio(0) else { return result }
    var open = probabilities.indices.filter { result[$0] == nil && probabilities[$0] <= Ratio(1) }
    var product = DoubleDouble(1)
    for round in 1...VisitSchedule.horizon {
      guard !open.isEmpty else { break }
      let (missed, eligible) = missed(round: round)
      product = product * (DoubleDouble(missed) / DoubleDouble(eligible))
      open = open.filter { place in
        let risk = probabilities[place]
        guard isUnseen(product, after: round, atMost: risk.denominator - risk.numerator, of: risk)
        else { return true }
        result[place] = round
        return false
      }
    }
    return result
  }

  /// The rounds that are looked at until a unit has been seen: at twelve a year, eight thousand years.
  public static let horizon = 100_000

  /// Whether a product, known in doubles, is at most a risk: in integers where doubles leave it open.
  private func isUnseen(
    _ product: DoubleDouble,
    after round: Int,
    atMost risk: Int,
    of probability: Ratio
  ) -> Bool {
    let left = product * DoubleDouble(probability.denominator)
    let right = DoubleDouble(risk)
    let difference = (left - right).approximation
    let margin =
      max(left.approximation, right.approximation) * 8 * Double(round + 4) * DoubleDouble.unit
    if abs(difference) > margin || product.approximation == 0 { return difference <= 0 }
    let (top, bottom) = fraction(of: 1...round)
    return top * BigUInt(probability.denominator) <= bottom * BigUInt(risk)
  }

  /// E_t − n_t and E_t, 0 of 1 where nobody is eligible.
  private func missed(round: Int) -> (missed: Int, eligible: Int) {
    let eligible = eligible(round: round)
    return eligible > 0 ? (eligible - size(round: round), eligible) : (0, 1)
  }

  /// The product over some rounds, in halves, so that the factors are of like length.
  private func fraction(of rounds: ClosedRange<Int>) -> (top: BigUInt, bottom: BigUInt) {
    guard rounds.count > 1 else {
      let (missed, eligible) = missed(round: rounds.lowerBound)
      return (BigUInt(missed), BigUInt(eligible))
    }
    let middle = rounds.lowerBound + rounds.count / 2
    let first = fraction(of: rounds.lowerBound...middle - 1)
    let second = fraction(of: middle...rounds.upperBound)
    return (first.top * second.top, first.bottom * second.bottom)
  }
}

/// A fraction in lowest terms that is given up when it grows long.
private struct Fraction {
  private var top = BigUInt(1)
  private var bottom = BigUInt(1)

  /// The greatest denominator, in bits, from which a product may come back to 63.
  private static let limit = 1_024

  /// The product with another fraction; nil where it is too long.
  func times(_ numerator: Int, over denominator: Int) -> Fraction? {
    var result = Fraction()
    let first = top.greatestCommonDivisor(with: BigUInt(denominator))
    let second = bottom.greatestCommonDivisor(with: BigUInt(numerator))
    result.top = top / first * (BigUInt(numerator) / second)
    result.bottom = bottom / second * (BigUInt(denominator) / first)
    return result.bottom.bitWidth > Fraction.limit ? nil : result
  }

  /// The fraction where it fits 63 bits over 63 bits.
  var ratio: Ratio? {
    guard let numerator = Int(exactly: top), let denominator = Int(exactly: bottom) else {
      return nil
    }
    return Ratio(numerator, denominator)
  }
}
