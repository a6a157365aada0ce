package import Frames
internal import Inference
internal import Sampling

/// What the draws of past years have covered of today's frame.
package struct CoverageHistory: Sendable {
  /// Today's frame.
  package var frame: Roster
  /// The draws, in the order of time.
  package var draws: [DrawList]
  /// The frames that the draws were made from, by the names of the draws; a draw without one is
  /// taken to have been made from today's.
  package var frames: [String: Roster]

  /// Takes frame and draws.
  ///
  /// - Parameters:
  ///   - frame: today's frame.
  ///   - draws: the draws, in the order of time.
  ///   - frames: the frames of past draws, by the names of the draws.
  /// - Throws: `DataError` where a list has no unit of the frame that it is said to be drawn from.
  package init(
    frame: Roster,
    draws: [DrawList],
    frames: [String: Roster] = [:]
  ) throws(DataError) {
    self.frame = frame
    self.draws = draws
    self.frames = frames
    for draw in draws {
      let source = frames[draw.name] ?? frame
      guard draw.ids.contains(where: { source.unit($0) != nil }) else {
        throw DataError(
          .init(
            file: draw.file,
            reason: .other(
              Sentence(
                "no unit of draw \"\(draw.name.excerpt)\" is in the frame"
                  + " \(source.pool.file); name the right frame, or the column of identifiers with \(Setting.id)",
                "抽取“\(draw.name.excerpt)”的对象都不在对象库 \(source.pool.file) 中，"
                  + "请指定正确的对象库，或用 \(Setting.id) 指定标识列"
              )
            )
          )
        )
      }
    }
  }

  /// The units of today's frame that no draw has seen, by the bytes of their identifiers.
  ///
  /// - Complexity: O(draws · N + n), n the units of all lists.
  package var neverSeen: [Roster.Unit] {
    let visits = visits()
    return frame.units.indices.filter { visits[$0].isEmpty }.map { frame.units[$0] }
  }

  /// Looks at the draws.
  ///
  /// - Returns: what they have covered.
  /// - Throws: ``CoverageTooLarge``.
  /// - Complexity: O(draws² · N + n log N), n the units of all lists, and that of `RepeatedDraws`.
  package func run() throws -> CoverageResult {
    try CoverageTooLarge.check(classes: frame.strata.count, years: draws.count)
    let visits = visits()
    let exposures = exposures()
    let members = frame.strata.indices.map { stratum in
      frame.units.indices.filter { frame.units[$0].stratum == stratum }
    }
    let classes = try frame.strata.indices.map { stratum in
      try coverageClass(
        frame.strata[stratum].name,
        [members[stratum]],
        visits: visits,
        exposures: exposures
      )
    }
    return CoverageResult(
      basis: .draws,
      inputs: inputs,
      years: draws.count,
      hasTurnover: !frames.isEmpty,
      classes: classes,
      total: try coverageClass(nil, members, visits: visits, exposures: exposures),
      draws: counts(visits),
      notes: notes
    )
  }

  private var inputs: [String: String] {
    var inputs = DrawList.inputs(draws, as: "draw")
    inputs["unit_frame"] = frame.frameDigest.hex
    inputs["frame"] = frame.digest?.hex
    for (name, roster) in frames { inputs["frame:\(name)"] = roster.digest?.hex }
    return inputs
  }

  /// The draws that have each unit of today's frame, in their order.
  private func visits() -> [[Int]] {
    var visits = [[Int]](repeating: [], count: frame.units.count)
    for (number, draw) in draws.enumerated() {
      let listed = Set(draw.ids)
      for index in frame.units.indices where listed.contains(frame.units[index].id) {
        visits[index].append(number)
      }
    }
    return visits
  }

  /// The share drawn, in each draw, of the class that each unit of today's frame was in; nil where
  /// it was not in that frame.
  private func exposures() -> [[Double?]] {
    draws.map { draw in
      let source = frames[draw.name] ?? frame
      let listed = Set(draw.ids)
      var drawn = [Int](repeating: 0, count: source.strata.count)
      for unit in source.units where listed.contains(unit.id) { drawn[unit.stratum] += 1 }
      let shares = zip(drawn, source.strata).map { Double($0) / Double(max($1.population, 1)) }
      guard frames[draw.name] != nil else { return frame.units.map { shares[$0.stratum] } }
      return frame.units.map { unit in source.unit(unit.id).map { shares[$0.stratum] } }
    }
  }

  private func counts(_ visits: [[Int]]) -> [CoverageResult.Draw] {
    draws.indices.map { number in
      let met = visits.filter { $0.contains(number) }
      return CoverageResult.Draw(
        name: draws[number].name,
        listed: draws[number].ids.count,
        inFrame: met.count,
        seenBefore: met.count { ($0.first ?? number) < number }
      )
    }
  }

  /// One class, or all: the units of each stratum.
  private func coverageClass(
    _ name: ProtocolText?,
    _ strata: [[Int]],
    visits: [[Int]],
    exposures: [[Double?]]
  ) throws -> CoverageResult.Class {
    let members = strata.flatMap { $0 }
    let sizes = draws.indices.map { number in members.count { visits[$0].contains(number) } }
    let repeated = try strata.map { units in
      try RepeatedDraws(
        population: units.count,
        sizes: draws.indices.map { number in units.count { visits[$0].contains(number) } }
      )
    }
    let seen = draws.indices.map { number in
      members.isEmpty
        ? nil
        : members.reduce(0.0) { sum, unit in
          let never = exposures[...number].reduce(1.0) { $0 * (1 - ($1[unit] ?? 0)) }
          return sum + 1 - never
        } / Double(members.count)
    }
    let pace = try YearlyDraws(
      repeated.map { draw in
        let sum = draw.sizes.reduce(0, +)
        return YearlyDraws.Stratum(
          population: draw.population,
          size: (sum + draw.sizes.count / 2) / max(draw.sizes.count, 1)
        )
      }
    )
    var independent = CoverageOutlook(
      seenByYear: seen,
      frameSeenByYear: seen,
      distinct: nil,
      neverSeen: Double(members.count) * (1 - (seen.last.flatMap { $0 } ?? 1)),
      longestGap: nil,
      yearsTo: CoverageOutlook.shares.map { pace.years(toSee: $0) }
    )
    let turned = repeated.reduce(0) { $0 + $1.distinctInRotation }
    let rotated = draws.indices.map { number -> Double? in
      guard !members.isEmpty else { return nil }
      let seen = repeated.reduce(0) { sum, draw in
        sum + min(draw.sizes[...number].reduce(0, +), draw.population)
      }
      return Double(seen) / Double(members.count)
    }
    var rotation = CoverageOutlook(
      seenByYear: rotated,
      frameSeenByYear: rotated,
      distinct: nil,
      neverSeen: Double(members.count - turned),
      longestGap: nil,
      yearsTo: CoverageOutlook.shares.map { pace.rotationYears(toSee: $0) }
    )
    var observed = ObservedCoverage(members.map { visits[$0] }, draws: draws.count)
    if frames.isEmpty {
      independent.fill(repeated, of: frame.strata.count)
      rotation.fillRotation(repeated)
      let distinct = RepeatedDraws.distinct(of: repeated, ofAll: frame.strata.count)
      observed.fewerByChance = distinct?.lowerTail(observed.distinct)
      observed.moreByChance = distinct?.upperTail(observed.distinct)
    }
    return CoverageResult.Class(
      stratum: name,
      population: members.count,
      sizes: sizes,
      populations: draws.indices.map { number in
        members.count { exposures[number][$0] != nil }
      },
      independent: independent,
      rotation: rotation,
      observed: observed
    )
  }

  /// What can not be said.
  private var notes: [CoverageNote] {
    var notes: [CoverageNote] = draws.count == 1 ? [.oneDraw] : []
    for draw in draws {
      let gone = draw.ids.count { frame.unit($0) == nil }
      if gone > 0 {
        notes.append(.gone(draw: draw.name, units: gone, listed: draw.ids.count))
      }
      if let first = draw.repeated.first {
        notes.append(.repeated(draw: draw.name, rows: draw.repeated.count, first: first))
      }
    }
    if frames.isEmpty, draws.count > 1 { notes.append(.sameFrame) }
    return notes
  }
}
