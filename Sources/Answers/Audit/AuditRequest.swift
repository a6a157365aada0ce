public import Analysis
public import Frames
public import Inference
internal import Reports
public import Sampling

/// What is to be audited, and how.
public struct AuditRequest: Sendable {
  /// The frame and the lists drawn from it; nil where inspectors alone are looked at.
  public var draws: (frame: AuditFrame, lists: [DrawList])?
  /// Who was sent where; nil where no inspectors are looked at.
  public var assignments: AssignmentList?
  /// How an honest lottery would have drawn.
  public var design = Design.srs
  /// Lists of units named before the draws were looked at.
  public var named: [DrawList] = []
  /// The column of published random numbers, in the frame or in the lists.
  public var numbers: String?
  /// The level of the whole family, in (0, 1).
  public var alpha = Ratio(1, 100)
  /// The power that the smallest bias is meant at, in (0, 1).
  public var power = Ratio(9, 10)
  /// How the p-values are adjusted.
  public var correction = Multiplicity.holm
  /// How often to draw again; nil for as often as the number of tests and the level need.
  public var replicates: Int?
  /// The seed of the replicates.
  public var seed = "1"
  /// Threads that work; the result does not depend on it.
  public var threads = Pool.usualThreads

  /// An empty request.
  public init() {}

  /// Audits.
  ///
  /// - Parameter monitor: told what is done, asked whether to stop.
  /// - Returns: the answer.
  /// - Throws: `DataError` for lists without a unit of the frame and for numbers that are none;
  ///   `SelectionError` where more units were drawn than have a size above 0; `Interruption`.
  /// - Complexity: as `DrawAudit`.
  public func document(monitor: WorkMonitor = WorkMonitor()) throws -> AuditDocument {
    var tests: [DrawAudit.Test] = []
    var looked = AuditFindings()
    var document = AuditDocument(
      inputs: inputs,
      frame: Nullable(draws?.frame.roster.pool.file),
      strata: [],
      draws: [],
      design: Nullable(draws == nil ? nil : design.rawValue),
      alpha: alpha.description,
      alphaDecimal: alpha.approximation,
      powerDecimal: power.approximation,
      correction: correction,
      seed: seed,
      replicates: 0,
      smallestReplicatedP: 1,
      tests: [],
      found: 0,
      findings: [],
      inclusion: [],
      evenness: Nullable(nil),
      facts: [],
      limits: [],
      notes: [],
      inspectors: [],
      load: Nullable(nil)
    )
    if let draws {
      tests += try audit(draws.frame, draws.lists, into: &document, &looked, monitor)
    }
    if let assignments { tests += try audit(assignments, into: &document, &looked, monitor) }
    document.fill(tests, alpha: alpha, power: power, correction: correction)
    document.findings = looked.findings(document.tests, tests)
    if document.smallestReplicatedP > alpha.approximation / Double(max(tests.count, 1)),
      tests.contains(where: { !$0.isExact })
    {
      document.notes.append(AuditSentences.tooFewReplicates(document.smallestReplicatedP))
    }
    return document
  }

  private func audit(
    _ frame: AuditFrame,
    _ lists: [DrawList],
    into document: inout AuditDocument,
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
            + " it; name the frame that was drawn from, or the column of identifiers with --id",
          "抽取“\(list.name.excerpt)”的对象都不在对象库 \(file) 中，无法审计；请指定当时的对象库，"
            + "或用 --id 指定标识列"
        )
      }
      if !unknown.isEmpty {
        document.facts.append(AuditSentences.unknown(list, unknown, frame: file))
      }
      if !list.repeated.isEmpty { document.facts.append(AuditSentences.repeated(list)) }
      drawn.append(places.compactMap { $0 })
      document.draws.append(
        AuditDraw(
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
    document.notes += frame.untested
    let sizes = drawn.map { draw in
      var sizes = [Int](repeating: 0, count: frame.roster.strata.count)
      for unit in draw { sizes[frame.units.strata[unit]] += 1 }
      return sizes
    }
    document.strata = frame.roster.strata.enumerated().map { index, stratum in
      AuditStratum(
        stratum: stratum.name.text,
        population: stratum.population,
        sizes: sizes.map { $0[index] }
      )
    }
    if sizes.allSatisfy({ $0 == frame.roster.strata.map(\.population) }) {
      document.notes.append(AuditSentences.everything)
      return []
    }
    document.notes.append(lists.count == 1 ? AuditSentences.oneDraw : AuditSentences.sameFrame)
    if lists.count > 1 { document.notes.append(AuditSentences.redraws) }
    if lists.count > DrawAudit.greatestPairs {
      document.notes.append(AuditSentences.tooManyDraws)
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
    if let uniformity, let numbers {
      document.evenness = Nullable(
        AuditEvenness(uniformity, column: numbers, risk: alpha.approximation)
      )
    }
    let evenness = uniformity?.tests(of: numbers ?? "") ?? []
    let family = 5 * frame.orders.count + named.count + (lists.count > 1 ? 4 : 0) + evenness.count
    let count = replicates ?? AuditRequest.replicates(tests: family, alpha: alpha)
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
    document.replicates = count
    document.smallestReplicatedP = 2 / Double(count + 1)
    guard design.sizeMethod == nil else {
      document.notes.append(AuditSentences.noLimitsBySize)
      return audit.tests + evenness
    }
    if lists.count > 1 {
      document.inclusion = InclusionHistogram(
        frame: frame.units,
        draws: drawn,
        risk: alpha.approximation,
        neverDrawn: audit.neverDrawn
      ).bins.map(AuditInclusion.init)
    }
    document.limits = limits(
      SmallestBias(
        populations: frame.roster.strata.map(\.population),
        sizes: sizes,
        alpha: alpha.approximation,
        tests: audit.tests.count + evenness.count,
        power: power.approximation
      ),
      draws: lists.count
    )
    return audit.tests + evenness
  }

  private func audit(
    _ list: AssignmentList,
    into document: inout AuditDocument,
    _ looked: inout AuditFindings,
    _ monitor: WorkMonitor
  ) throws -> [DrawAudit.Test] {
    looked.assignments = list
    let count =
      replicates ?? max(document.replicates, AuditRequest.replicates(tests: 8, alpha: alpha))
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
    document.replicates = max(document.replicates, count)
    document.smallestReplicatedP = 2 / Double(document.replicates + 1)
    let loads = list.assignments.loads
    document.load = Nullable(AuditLoad(LoadSummary(loads)))
    let visits = audit.findingCounts?.visits
    let usual = audit.findingCounts?.limits(risk: Funnel.risks.usual)
    let rare = audit.findingCounts?.limits(risk: Funnel.risks.rare)
    document.inspectors = list.inspectors.indices.map { index in
      AuditInspector(
        inspector: list.inspectors[index],
        load: loads[index],
        findings: Nullable(audit.findings?[index]),
        expectedFindings: Nullable(audit.expectedFindings?[index]),
        knownVisits: Nullable(visits?[index]),
        usualFindings: Nullable(usual.map { [$0[index].lowerBound, $0[index].upperBound] }),
        rareFindings: Nullable(rare.map { [$0[index].lowerBound, $0[index].upperBound] })
      )
    }
    if !list.forbidden.isEmpty {
      document.facts.append(AuditSentences.forbidden(list.forbidden, file: list.file))
    }
    if !list.doubled.isEmpty {
      document.facts.append(AuditSentences.doubled(list.doubled, file: list.file))
    }
    if audit.tests.isEmpty { document.notes.append(AuditSentences.fewInspectors) }
    if audit.classCounts == nil, audit.districtCounts == nil {
      document.notes.append(AuditSentences.noPlaces)
    }
    if list.hasFindings { document.notes.append(AuditSentences.findingsAreNoProof) }
    return audit.tests
  }

  private var inputs: [String: String] {
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

  /// So many replicates that a test alone can fall below the level, twice over; never more than
  /// ``mostReplicates``.
  static func replicates(tests: Int, alpha: Ratio) -> Int {
    let needed = 4 * Double(max(tests, 1)) / alpha.approximation
    return max(1, Int((min(needed, Double(mostReplicates)) / 10_000).rounded(.up))) * 10_000 - 1
  }

  /// Replicates above which none are drawn unless they are asked for.
  static let mostReplicates = 100_000

  static func problem(_ file: String, _ english: String, _ chinese: String) -> DataError {
    DataError(.init(file: file, reason: .other(Sentence(english, chinese))))
  }
}

extension AuditDocument {
  /// Adjusts the p-values of all tests together.
  mutating func fill(
    _ tests: [DrawAudit.Test],
    alpha: Ratio,
    power: Ratio,
    correction: Multiplicity
  ) {
    let adjusted = correction.adjusted(tests.map(\.pValue))
    let effect = SmallestBias(
      populations: [],
      sizes: [],
      alpha: alpha.approximation,
      tests: tests.count,
      power: power.approximation
    ).standardizedEffect
    self.tests = zip(tests, adjusted).map { test, adjusted in
      AuditLine(
        kind: test.kind.rawValue,
        subject: test.subject,
        value: test.value,
        expected: test.expected,
        deviation: test.deviation,
        pValue: test.pValue,
        adjustedP: adjusted,
        method: test.isExact ? "exact" : "replicates",
        smallestEffect: Nullable(test.deviation > 0 ? effect * test.deviation : nil),
        isFound: adjusted <= alpha.approximation,
        looksFor: test.kind.looksFor
      )
    }
    found = self.tests.count { $0.isFound }
  }
}
