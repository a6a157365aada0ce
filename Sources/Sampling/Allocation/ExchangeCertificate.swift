/// The proof that sizes are optimal: no unit moved from one stratum to another helps.
///
/// ```
/// optimal  ⇔  the greatest worth of one more unit ≤ the least worth of a unit taken, in other strata
/// unique   ⇔  <
/// ```
///
/// For a separable convex objective no better plan exists when no exchange of one unit is better
/// (Ibaraki and Katoh 1988, theorem 4.1.1). The two units named decide it: with a pocket calculator
/// for three strata, w_h/(n(n+1)) each.
public struct ExchangeCertificate: Hashable, Sendable {
  /// Where one more unit is worth most; nil where every stratum is full, or no exchange exists.
  public var gainStratum: Int?
  /// Where one unit less costs least.
  public var lossStratum: Int?
  /// What the one more unit is worth; may be infinite, 0 without a stratum.
  public var gain: Double
  /// What the unit taken away was worth; infinite without a stratum.
  public var loss: Double
  /// Whether no exchange improves the objective, decided in integers.
  public var isOptimal: Bool
  /// Whether every exchange worsens it: no other sizes are as good.
  public var isUnique: Bool
}

extension SeparableAllocation {
  /// The proof that sizes are the optimum for their sum, or that they are not.
  ///
  /// - Precondition: one size a stratum, within the bounds.
  /// - Parameter sizes: n_h.
  /// - Returns: the best exchange, and what follows from it.
  /// - Complexity: O(H).
  public func certificate(_ sizes: [Int]) -> ExchangeCertificate {
    precondition(sizes.count == weights.count, "one size a stratum")
    var gains = Leaders(problem: self, sign: 1)
    var losses = Leaders(problem: self, sign: -1)
    for (stratum, size) in sizes.enumerated() {
      if size < maximums[stratum] {
        gains.meet(UnitWorth(stratum: stratum, size: size, worth: worth(stratum, at: size)))
      }
      if size > minimums[stratum] {
        let worth = worth(stratum, at: size - 1)
        losses.meet(UnitWorth(stratum: stratum, size: size - 1, worth: worth))
      }
    }
    var best: (gain: UnitWorth, loss: UnitWorth)?
    var order = -1
    for gain in gains.units {
      for loss in losses.units where gain.stratum != loss.stratum {
        order = max(order, compare(gain, loss, by: curve))
        if let other = best, loss.worth - gain.worth >= other.loss.worth - other.gain.worth {
          continue
        }
        best = (gain, loss)
      }
    }
    guard let best else {
      return ExchangeCertificate(gain: 0, loss: .infinity, isOptimal: true, isUnique: true)
    }
    return ExchangeCertificate(
      gainStratum: best.gain.stratum,
      lossStratum: best.loss.stratum,
      gain: best.gain.worth,
      loss: best.loss.worth,
      isOptimal: order <= 0,
      isUnique: order < 0
    )
  }

  /// The two best units met: where the best to add and the best to take away lie in the same stratum,
  /// the next best make the exchange.
  private struct Leaders {
    var problem: SeparableAllocation
    /// 1 where the greatest worth is best, −1 where the least is.
    var sign: Double
    var units: [UnitWorth] = []
    /// The signed worth below which a unit is surely none of the best.
    private var bar = -Double.infinity

    init(problem: SeparableAllocation, sign: Double) {
      self.problem = problem
      self.sign = sign
    }

    @inline(__always)
    mutating func meet(_ unit: UnitWorth) {
      if sign * unit.worth >= bar { insert(unit) }
    }

    private mutating func insert(_ unit: UnitWorth) {
      let place =
        units.firstIndex { Double(problem.compare(unit, $0, by: problem.curve)) * sign > 0 }
        ?? units.count
      guard place < 2 else { return }
      units.insert(unit, at: place)
      if units.count > 2 { units.removeLast() }
      guard units.count == 2, units[1].worth.isFinite, problem.curve != .miss else { return }
      bar = sign * units[1].worth - units[1].worth * 2 * problem.margin
    }
  }
}
