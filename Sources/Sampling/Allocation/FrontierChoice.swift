internal import BigInt

extension Frontier {
  /// What a chosen plan must reach.
  public enum Demand: Hashable, Sendable {
    /// It costs at most this.
    case cost(Ratio)
    /// Neyman's variance of the total is at most this.
    case variance(Ratio)
    /// In every class with violators one is found with at least this probability.
    case detection(Ratio)
    /// At least so many violations are expected to be found.
    case violations(Ratio)
    /// At least this share of all units is seen.
    case coverage(Ratio)
  }

  /// A point with a name.
  public enum Landmark: String, Hashable, Sendable, CaseIterable, Encodable, CodingKeyRepresentable
  {
    /// The first: what the rules demand.
    case least
    /// Where the return bends most: the point farthest from the straight line between the first and
    /// the last, in shares of what is spent and gained between them (Satopää et al. 2011,
    /// doi:10.1109/ICDCSW.2011.20).
    case knee
    /// The last: what the whole budget buys.
    case most
  }

  /// The point with a name.
  ///
  /// - Parameter landmark: the name.
  /// - Returns: its index in ``points``.
  /// - Complexity: O(points).
  public func index(of landmark: Landmark) -> Int {
    let last = points.count - 1
    switch landmark {
    case .least: return 0
    case .most: return last
    case .knee:
      let spent = points.map { $0.spent?.approximation ?? 0 }
      let worth = points.map(worth)
      let (width, height) = (spent[last] - spent[0], worth[last] - worth[0])
      guard width > 0, height != 0, height.isFinite else { return 0 }
      var best = (index: 0, distance: 0.0)
      for index in points.indices {
        let distance = (worth[index] - worth[0]) / height - (spent[index] - spent[0]) / width
        if distance > best.distance { best = (index, distance) }
      }
      return best.index
    }
  }

  /// The cheapest point that reaches demands; where none but costs are named, the best one.
  ///
  /// Every demand is decided exactly: a detection by the least sizes in integers, sums in fractions.
  ///
  /// - Parameter demands: what it must reach.
  /// - Returns: its index in ``points``; nil where none does.
  /// - Throws: ``AllocationError/missing(stratum:column:)`` where a demand needs a prevalence or a
  ///   spread that is not known; ``AllocationError/detection(_:)`` for a probability above 1.
  /// - Complexity: O(points · classes).
  public func index(reaching demands: [Demand]) throws(AllocationError) -> Int? {
    var limit: Ratio?
    var reached = Array(repeating: true, count: points.count)
    var isCostAlone = true
    for demand in demands {
      if case .cost(let cost) = demand {
        limit = min(limit ?? cost, cost)
        continue
      }
      isCostAlone = false
      let test = try test(demand)
      for (index, point) in points.enumerated() where reached[index] {
        reached[index] = test(point.sizes)
      }
    }
    let fitting = points.indices.filter { index in
      guard reached[index] else { return false }
      guard let limit else { return true }
      return points[index].spent.map { $0 <= limit } ?? false
    }
    return isCostAlone ? fitting.last : fitting.first
  }

  /// What the goal makes of a point, for drawing.
  private func worth(_ point: Point) -> Double {
    switch goal {
    case .coverage: point.coverage.approximation
    case .method: point.value?.approximation ?? .infinity
    }
  }

  /// Whether sizes reach a demand.
  private func test(_ demand: Demand) throws(AllocationError) -> ([Int]) -> Bool {
    switch demand {
    case .cost:
      return { _ in true }
    case .coverage(let share):
      let population = bounds.reduce(0) { $0 + $1.stratum.population }
      let least = share.minimumCount(of: population)
      return { sizes in least.map { sizes.reduce(0, +) >= $0 } ?? false }
    case .variance(let variance):
      let problem = try measures.variance.get()
      let limit = BigFraction(variance)
      return { problem.value(of: $0, isAtMost: limit) }
    case .violations(let count):
      let prevalences = try measures.prevalences.get()
      return { sizes in
        var sum = (top: BigUInt(0), bottom: BigUInt(1))
        for (share, size) in zip(prevalences, sizes) {
          let bottom = BigUInt(share.denominator)
          sum = (
            sum.top * bottom + BigUInt(share.numerator) * BigUInt(size) * sum.bottom,
            sum.bottom * bottom
          )
        }
        return sum.top * BigUInt(count.denominator) >= BigUInt(count.numerator) * sum.bottom
      }
    case .detection(let confidence):
      let prevalences = try measures.prevalences.get()
      var least: [Int?] = []
      do throws(DetectionError) {
        for (place, prevalence) in prevalences.enumerated() {
          let detection = try measures.detection(place, prevalence)
          let size = try detection.sampleSize(confidence: confidence)
          least.append(detection.violators == 0 ? 0 : size)
        }
      } catch {
        throw .detection(error)
      }
      return { sizes in
        zip(sizes, least).allSatisfy { size, least in least.map { size >= $0 } ?? false }
      }
    }
  }
}
