public import Frames
internal import Sampling

/// The verification of a draw: everything is made anew from record, pool and seed, and compared whole
/// with what was given out.
///
/// ``Verification`` has a line for each thing that record, receipt or caller has. What a caller forgot
/// to give is never a difference; what he gives and would not be looked at is an error.
public struct DrawVerification: Sendable {
  let receipt: GivenReceipt
  let evidence: Evidence

  /// Takes a receipt and what stands beside it.
  ///
  /// - Parameters:
  ///   - receipt: the receipt, internal or public.
  ///   - evidence: the rest.
  /// - Throws: ``UnusedEvidence`` for something that would not be looked at.
  public init(_ receipt: GivenReceipt, evidence: Evidence) throws(UnusedEvidence) {
    self.receipt = receipt
    self.evidence = evidence
    try checkUse()
  }

  /// Whether no stratum may be named: where record or receipt is of a sealed draw.
  var isDiscreet: Bool { receipt.isSealed || evidence.binding?.isSealed == true }

  /// Makes the draw anew and compares.
  ///
  /// - Parameter monitor: told what is done, asked whether to stop.
  /// - Returns: a line for each thing looked at.
  /// - Throws: `DataError` for a pool, list or filter that can not be read; `InputError`.
  /// - Complexity: one pass over the pool, and the units that were selected.
  public func run(monitor: WorkMonitor = WorkMonitor()) throws -> Verification {
    do {
      return try verified(monitor: monitor)
    } catch  where isDiscreet {
      throw SealedDrawError.withoutClasses(error, stratum: stratumColumn)
    }
  }

  private var stratumColumn: String? {
    switch receipt.content {
    case .internal(let own): own.columns?.stratum
    case .published(let own): own.stratum ?? evidence.pool?.layout.stratumColumn
    }
  }

  private func verified(monitor: WorkMonitor) throws -> Verification {
    var verification = Verification()
    if let repeated = receipt.repeatedKey {
      // The keys of the starts are names of strata.
      let key = isDiscreet ? "…" : repeated.excerpt
      verification.add(
        .receipt,
        .differs,
        "the key \"\(key)\" stands twice in one object, and readers differ in which of the values they take",
        "键“\(key)”在同一对象中出现两次，不同程序会取不同的值"
      )
      return verification
    }
    checkRecord(&verification)
    checkSeed(&verification)
    guard let terms = terms(&verification) else { return verification }
    checkSizes(terms, &verification)
    if terms.design == .positions {
      try verifyPositions(terms, &verification)
    } else if let pool = try open(terms, monitor: monitor, &verification) {
      try compare(terms, pool: pool, monitor: monitor, &verification)
    } else if evidence.binding.map({ $0.inspectors > 0 }) ?? false {
      reportUncheckedTeams(&verification)
    }
    checkTeamsRecord(&verification)
    checkNotice(&verification)
    try checkRotation(terms, monitor: monitor, &verification)
    return verification
  }

  /// What determines the draw; nil where nothing does.
  private func terms(_ verification: inout Verification) -> VerifiedTerms? {
    if let record = evidence.binding {
      return VerifiedTerms(record, seed: receipt.seed, receipt: receipt, list: evidence.selection)
    }
    switch receipt.content {
    case .internal(let own):
      if let terms = VerifiedTerms(own) { return terms }
      verification.add(
        .receipt,
        .differs,
        "the design, the key, a stratum, a start, a condition or what is kept out of the receipt is none",
        "回执中的抽取方法、密钥、分类、起点、筛选条件或排除对象无效"
      )
    case .published(let own):
      checkForm(own, &verification)
    }
    return nil
  }

  /// Opens the pool; nil where it can not be read as it was drawn from.
  private func open(
    _ terms: VerifiedTerms,
    monitor: WorkMonitor,
    _ verification: inout Verification
  ) throws -> Pool? {
    guard let file = evidence.pool else {
      reportUnchecked(
        "no pool was given; name it with \(Setting.pool)",
        "未提供对象库，请用 \(Setting.pool) 指定",
        &verification
      )
      return nil
    }
    guard terms.excluded.isEmpty || evidence.exclusions != nil else {
      reportUnchecked(
        "units were kept out of this draw; give the list with \(Setting.exclude)",
        "本次抽取排除了部分对象，请用 \(Setting.exclude) 给出名单",
        &verification
      )
      return nil
    }
    return try Pool(file.path, layout: try layout(of: file, terms), monitor: monitor)
  }

  /// How the pool is read: by the columns that the receipt names and the conditions of the terms.
  func layout(of file: Evidence.PoolFile, _ terms: VerifiedTerms) throws -> PoolLayout {
    var layout = file.layout
    switch receipt.content {
    case .internal(let own): layout = own.layout(file.layout)
    case .published(let own):
      // What the public receipt names; version 1 named nothing, and a list begins with the identifier.
      if layout.idColumns.isEmpty {
        layout.idColumns = own.id ?? evidence.selection?.firstColumn ?? []
      }
      if layout.stratumColumn == nil { layout.stratumColumn = own.stratum }
    }
    layout.filters = try terms.filters.map { text in
      do throws(RowFilterError) {
        return try RowFilter(parsing: text.text)
      } catch {
        throw DataError(
          .init(
            file: receipt.file,
            value: text.text,
            reason: .other(Sentence(of: error))
          )
        )
      }
    }
    layout.exclusions = evidence.exclusions
    return layout
  }

  private func reportUnchecked(
    _ english: String,
    _ chinese: String,
    _ verification: inout Verification
  ) {
    verification.add(.frame, .unchecked, english, chinese)
    verification.add(
      .selection,
      .unchecked,
      "it can not be made anew without the frame",
      "没有对象库无法复算"
    )
  }

  /// Reads the pool; a second time with normalised identifiers, which a public receipt does not tell,
  /// where these alone give the frame of the record.
  private func recounted(
    _ pool: Pool,
    _ terms: VerifiedTerms,
    _ options: RecountOptions,
    monitor: WorkMonitor
  ) throws -> (Pool, Recount) {
    let recount = try pool.recount(key: terms.key, options: options, monitor: monitor)
    guard receipt.isPublished, let record = terms.record, let file = evidence.pool,
      recount.reading.frameDigest != record.unitFrame, !pool.layout.normalizes
    else { return (pool, recount) }
    var layout = pool.layout
    layout.normalizes = true
    do {
      let other = try Pool(file.path, layout: layout, monitor: monitor)
      let second = try other.recount(key: terms.key, options: options, monitor: monitor)
      return second.reading.frameDigest == record.unitFrame ? (other, second) : (pool, recount)
    } catch is DataError {
      return (pool, recount)
    }
  }

  /// Draws again and compares frame, receipt and lists.
  private func compare(
    _ terms: VerifiedTerms,
    pool: Pool,
    monitor: WorkMonitor,
    _ verification: inout Verification
  ) throws {
    var options = RecountOptions()
    options.threads = evidence.threads
    options.wantsFrame = terms.record != nil
    options.keepsRecords = evidence.selection != nil
    if let record = terms.record, !record.shown.columns.isEmpty {
      options.shown = ShownColumns(record.shown.columns.map(\.text), wantsFrame: true)
    }
    if terms.design.sizeMethod == nil {
      let strata = terms.strata
      options.claim = { name in
        strata[name].map { stratum in
          let (wanted, overflow) = stratum.count.size
            .addingReportingOverflow(stratum.count.reserves)
          return RecountOptions.Claim(
            population: Int(clamping: stratum.population),
            wanted: overflow ? .max : wanted,
            start: stratum.count.start
          )
        }
      }
    }
    let (pool, recount) = try recounted(pool, terms, options, monitor: monitor)
    let reading = recount.reading
    guard let plans = terms.plans(for: reading) else {
      checkStrata(terms, reading, &verification)
      return
    }
    checkFrame(terms, reading, &verification)
    let selection: RecountedSelection
    do {
      selection =
        if let method = terms.design.sizeMethod {
          try recount.selected(plans.map(\.count), method: method)
        } else {
          try recount.ranked(plans.map(\.count), monitor: monitor)
        }
    } catch let error as SelectionError {
      verification.add(.selection, .differs, error)
      return
    }
    let draw = RegeneratedDraw(
      terms: terms,
      isDiscreet: isDiscreet,
      outcome: DrawOutcome(
        plans: plans,
        design: terms.design,
        reading: reading,
        frameDigest: pool.isTable ? reading.frameDigest : reading.digest,
        targets: selection.targets,
        spreads: selection.spreads
      ),
      selection: selection
    )
    let comparison = try draw.compare(evidence.selection, isPublished: receipt.isPublished)
    var found = Verification()
    let teams = try checkTeams(terms, draw, &found)
    let expected = draw.receipt(comparison.summary, given: receipt, terms, teams: teams)
    checkReceipt(expected, &verification)
    reportSelection(comparison, draw, &verification)
    verification.add(found)
  }
}
