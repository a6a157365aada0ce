package import Frames
package import Inference
package import Sampling

/// What is to be audited, and how.
package struct AuditRequest: Sendable {
  /// The frame and the lists drawn from it; nil where inspectors alone are looked at.
  package var draws: (frame: AuditFrame, lists: [DrawList])?
  /// Who was sent where; nil where no inspectors are looked at.
  package var assignments: AssignmentList?
  /// How an honest lottery would have drawn.
  package var design = Design.srs
  /// Lists of units named before the draws were looked at.
  package var named: [DrawList] = []
  /// The column of published random numbers, in the frame or in the lists.
  package var numbers: String?
  /// The level of the whole family, in (0, 1).
  package var alpha = Ratio(1, 100)
  /// The power that the smallest bias is meant at, in (0, 1).
  package var power = Ratio(9, 10)
  /// How the p-values are adjusted.
  package var correction = Multiplicity.holm
  /// How often to draw again; nil for as often as the number of tests and the level need.
  package var replicates: Int?
  /// The seed of the replicates.
  package var seed = "1"
  /// Threads that work; the result does not depend on it.
  package var threads = Pool.usualThreads

  /// An empty request.
  package init() {}

  /// Audits.
  ///
  /// - Parameter monitor: told what is done, asked whether to stop.
  /// - Returns: what was found.
  /// - Throws: `DataError` for lists without a unit of the frame and for numbers that are none;
  ///   `SelectionError` where more units were drawn than have a size above 0; `Interruption`.
  /// - Complexity: as `DrawAudit`.
  package func run(monitor: WorkMonitor = WorkMonitor()) throws -> AuditResult {
    var tests: [DrawAudit.Test] = []
    var looked = AuditFindings()
    var result = AuditResult(self)
    if let draws {
      tests += try audit(draws.frame, draws.lists, into: &result, &looked, monitor)
    }
    if let assignments { tests += try audit(assignments, into: &result, &looked, monitor) }
    result.tests = family(tests)
    result.findings = looked.findings(result.tests)
    if result.smallestReplicatedP > alpha.approximation / Double(max(tests.count, 1)),
      tests.contains(where: { !$0.isExact })
    {
      result.notes.append(.tooFewReplicates(result.smallestReplicatedP))
    }
    return result
  }

  /// The p-values of all tests adjusted together.
  private func family(_ tests: [DrawAudit.Test]) -> [AuditResult.Test] {
    let adjusted = correction.adjusted(tests.map(\.pValue))
    let effect = SmallestBias(
      populations: [],
      sizes: [],
      alpha: alpha.approximation,
      tests: tests.count,
      power: power.approximation
    ).standardizedEffect
    return zip(tests, adjusted).map { test, adjusted in
      AuditResult.Test(
        test: test,
        adjustedP: adjusted,
        smallestEffect: test.deviation > 0 ? effect * test.deviation : nil,
        isFound: adjusted <= alpha.approximation
      )
    }
  }

  private func audit(
    _ frame: AuditFrame,
    _ lists: [DrawList],
    into result: inout AuditResult,
    _ looked: inout AuditFindings,
    _ monitor: WorkMonitor
  ) throws -> [DrawAudit.Test] {
    let file = frame.roster.pool.file
    var drawn: [[Int]] = []
    for list in lists {
      let places = list.ids.map { frame.place(of: $0) }
      let unknown = zip(list.ids, places).filter { $0.1 == nil }.map(\.0)
      guard unknown.count < list.ids.count else {
        throw AuditRequest.problem(
          list.file,
          "no unit of draw \"\(list.name.excerpt)\" is in the frame \(file), so nothing can be said of"
            + " it; name the frame that was drawn from, or the column of identifiers with \(Setting.id)",
          "抽取“\(list.name.excerpt)”的对象都不在对象库 \(file) 中，无法审计；请指定当时的对象库，"
            + "或用 \(Setting.id) 指定标识列"
        )
      }
      if !unknown.isEmpty {
        result.facts.append(
          .unknown(draw: list.name, units: unknown, listed: list.ids.count, frame: file)
        )
      }
      if !list.repeated.isEmpty {
        result.facts.append(.repeated(draw: list.name, units: list.repeated))
      }
      drawn.append(places.compactMap { $0 })
      result.draws.append(
        AuditResult.Draw(
          name: list.name,
          file: list.file,
          listed: list.ids.count,
          inFrame: list.ids.count - unknown.count,
          repeated: list.repeated.count
        )
      )
    }
    looked.frame = frame
    looked.draws = zip(lists, drawn).map { ($0.name, $1) }
    result.notes += frame.untested
    let sizes = drawn.map { draw in
      var sizes = [Int](repeating: 0, count: frame.roster.strata.count)
      for unit in draw { sizes[frame.units.strata[unit]] += 1 }
      return sizes
    }
    result.strata = frame.roster.strata.enumerated().map { index, stratum in
      (stratum, sizes.map { $0[index] })
    }
    if sizes.allSatisfy({ $0 == frame.roster.strata.map(\.population) }) {
      result.notes.append(.everything)
      return []
    }
    result.notes.append(lists.count == 1 ? .oneDraw : .sameFrame)
    if lists.count > 1 { result.notes.append(.redraws) }
    if lists.count > DrawAudit.greatestPairs {
      result.notes.append(.tooManyDraws)
    }
    let named = try self.named.map { list in
      let units = list.ids.compactMap { frame.place(of: $0) }
      guard units.count == list.ids.count else {
        throw AuditRequest.problem(
          list.file,
          "\(list.ids.count - units.count) of the named units are not in the frame \(file); a list"
            + " that is tested must be of units that could be drawn",
          "指定名单中有 \(list.ids.count - units.count) 个对象不在对象库 \(file) 中，只能检验可能被抽中的对象"
        )
      }
      return (name: list.name, units: units)
    }
    let uniformity = try numbers.flatMap { try spread(of: $0, frame, lists) }
    result.evenness = uniformity
    let evenness = uniformity?.tests(of: numbers ?? "") ?? []
    let family = 5 * frame.orders.count + named.count + (lists.count > 1 ? 4 : 0) + evenness.count
    let count = replicates ?? DrawAudit.replicates(tests: family, alpha: alpha)
    monitor.begin(.replicating, goal: count)
    let audit = try DrawAudit(
      frame: frame.units,
      draws: drawn,
      design: nullDesign(frame),
      orders: frame.orders,
      named: named,
      replicates: count,
      seed: seed,
      threads: threads,
      advance: { try monitor.advance($0) }
    )
    result.replicates = count
    result.smallestReplicatedP = DrawAudit.smallestP(replicates: count)
    guard design.sizeMethod == nil else {
      result.notes.append(.noLimitsBySize)
      return audit.tests + evenness
    }
    if lists.count > 1 {
      result.inclusion =
        InclusionHistogram(
          frame: frame.units,
          draws: drawn,
          risk: alpha.approximation,
          neverDrawn: audit.neverDrawn
        ).bins
    }
    result.limits = limits(
      SmallestBias(
        populations: frame.roster.strata.map(\.population),
        sizes: sizes,
        alpha: alpha.approximation,
        tests: audit.tests.count + evenness.count,
        power: power.approximation
      )
    )
    return audit.tests + evenness
  }

  private func audit(
    _ list: AssignmentList,
    into result: inout AuditResult,
    _ looked: inout AuditFindings,
    _ monitor: WorkMonitor
  ) throws -> [DrawAudit.Test] {
    looked.assignments = list
    let count =
      replicates ?? max(result.replicates, DrawAudit.replicates(tests: 8, alpha: alpha))
    monitor.begin(.replicating, goal: count)
    let audit = try InspectorAudit(
      list.assignments,
      replicates: count,
      seed: seed,
      threads: threads,
      advance: { try monitor.advance($0) }
    )
    looked.classCounts = audit.classCounts
    looked.districtCounts = audit.districtCounts
    looked.findingCounts = audit.findingCounts
    result.replicates = max(result.replicates, count)
    result.smallestReplicatedP = DrawAudit.smallestP(replicates: result.replicates)
    let loads = list.assignments.loads
    result.load = LoadSummary(loads)
    let counts = audit.findingCounts
    let visits = counts?.visits
    let limits = counts.map(FunnelLimits.all)
    result.inspectors = list.inspectors.indices.map { index in
      var findings: AuditResult.Findings?
      if let counts, let visits, let limits {
        findings = AuditResult.Findings(
          count: counts.observed[index],
          expected: counts.expected[index],
          visits: visits[index],
          limits: limits[index]
        )
      }
      return AuditResult.Inspector(
        inspector: list.inspectors[index],
        load: loads[index],
        findings: findings
      )
    }
    if !list.forbidden.isEmpty {
      result.facts.append(.forbidden(units: list.forbidden, file: list.file))
    }
    if !list.doubled.isEmpty {
      result.facts.append(.doubled(units: list.doubled, file: list.file))
    }
    if audit.tests.isEmpty { result.notes.append(.fewInspectors) }
    if audit.classCounts == nil, audit.districtCounts == nil {
      result.notes.append(.noPlaces)
    }
    if list.hasFindings { result.notes.append(.findingsAreNoProof) }
    return audit.tests
  }

  /// SHA-256 digests of everything that is read: `frame`, the bytes of the file, `unit_frame`, the
  /// same as a record has it, `draw:NAME` of the lists, or `draws` where they stand in one file,
  /// `named:NAME`; `assignments`, `avoid`, `roster`.
  package var inputs: [String: String] {
    var inputs = assignments?.inputs ?? [:]
    guard let draws else { return inputs }
    inputs["frame"] = draws.frame.roster.digest?.hex
    inputs["unit_frame"] = draws.frame.roster.frameDigest.hex
    for lists in [DrawList.inputs(draws.lists, as: "draw"), DrawList.inputs(named, as: "named")] {
      inputs.merge(lists) { first, _ in first }
    }
    return inputs
  }

  private func nullDesign(_ frame: AuditFrame) -> NullDesign {
    switch design.sizeMethod {
    case .some(let method): .sized(method, sizes: frame.measures)
    case nil: .simple
    }
  }

  /// The smallest bias that could have been found.
  private func limits(_ bias: SmallestBias) -> [AuditLimit] {
    [
      AuditLimit(bias: .sparedByName, number: bias.sparedByName),
      AuditLimit(bias: .sparedUnnamed, number: bias.sparedUnnamed),
      AuditLimit(bias: .drawsForTwentyUnnamed, number: bias.drawsToFind(sparedUnnamed: 20)),
    ]
  }

  private static func problem(_ file: String, _ english: String, _ chinese: String) -> DataError {
    DataError(.init(file: file, reason: .other(Sentence(english, chinese))))
  }
}
