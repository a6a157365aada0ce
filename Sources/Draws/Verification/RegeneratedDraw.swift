internal import Frames
internal import Sampling

/// A draw that was made anew.
struct RegeneratedDraw {
  let terms: VerifiedTerms
  /// Whether no stratum may be named.
  let isDiscreet: Bool
  let outcome: DrawOutcome
  let selection: RecountedSelection
  /// The pool that the selection's records belong to: the one that was read, or whole rows of an engine's.
  let pool: Pool

  /// What making the selection anew gave.
  struct Comparison {
    var summary: SelectionSummary
    /// What differs in the list that was given out; nil where none was given.
    var differences: [Sentence]?
  }

  /// What a run of units becomes.
  private struct Piece: Sendable {
    var summary: SummaryPart
    var lines: ByteText
  }

  /// Makes the selection anew, and the list beside it.
  ///
  /// - Parameters:
  ///   - given: the list as it was given out; nil where there is none.
  ///   - isPublished: whether it should be the list that was published.
  /// - Returns: what a receipt says of the selection, and what differs in the list.
  /// - Throws: `DataError` for a list that can not be read; `InputError`.
  func compare(_ given: GivenSelection?, isPublished: Bool) throws -> Comparison {
    var summary = SelectionSummary(outcome.plans)
    let shape = given.map { $0.shape(header: pool.header) }
    let isWhole = shape == .whole && !isPublished
    let stream = isPublished ? nil : try given?.stream()
    let rows = try stream.map { _ in try SelectionFile(outcome, pool: pool, isPlain: !isWhole) }
    if let rows { try stream?.take(Array(rows.header.utf8)) }
    let sizes = outcome.plans.map(\.count.size)
    try selection.forEachPiece { [summary] forEachUnit in
      var piece = Piece(summary: SummaryPart(of: summary, units: 4096), lines: ByteText())
      guard let rows else {
        try forEachUnit { piece.summary.add($0) }
        return piece
      }
      try forEachUnit { unit in
        piece.summary.add(unit)
        // Reserves are neither published nor written by --plain.
        if isWhole || unit.rank <= sizes[unit.stratum] { rows.append(unit, to: piece.lines) }
      }
      return piece
    } take: { piece in
      summary.add(piece.summary)
      try stream?.take(piece.lines.bytes)
    }
    guard let given else { return Comparison(summary: summary) }
    if let stream, try stream.isSame { return Comparison(summary: summary, differences: []) }
    return Comparison(
      summary: summary,
      differences: try differences(in: given, isPublished: isPublished)
    )
  }

  /// What differs in a list that is not the same to the byte.
  private func differences(
    in given: GivenSelection,
    isPublished: Bool
  ) throws -> [Sentence] {
    let comparison = SelectionComparison(
      given: try given.table(),
      isJSON: given.isJSON,
      pool: pool,
      isSealed: isDiscreet
    )
    let sizes = outcome.plans.map(\.count.size)
    if given.isJSON {
      var units = SelectionDocument()
      selection.forEachUnit { units.add([outcome.listed($0)]) }
      return try comparison.differences(from: units, document: given.document())
    }
    let shape = isPublished ? .list : given.shape(header: pool.header)
    if shape == .list {
      return try comparison.differences(fromList: try list())
    }
    if case .sheet(let language) = shape {
      return try comparison.differences(from: try sheet(language), ids: pool.idColumns)
    }
    let rows = try SelectionFile(outcome, pool: pool, isPlain: shape == .plain)
    let text = ByteText()
    text.append(Array(rows.header.utf8))
    selection.forEachUnit { unit in
      if shape == .whole || unit.rank <= sizes[unit.stratum] { rows.append(unit, to: text) }
    }
    let expected = try Table(
      bytes: Array(text.bytes),
      file: pool.file,
      delimiter: pool.delimiter,
      allowsRepeated: true
    )
    return try comparison.differences(from: expected, ids: pool.idColumns)
  }

  /// The selection as a sheet for people has it.
  private func sheet(_ language: Language) throws -> Table {
    let sheet = try SelectionSheet(
      outcome,
      pool: pool,
      isPlain: false,
      sortedBy: [],
      language: language
    )
    var rows: [[String]] = []
    selection.forEachUnit { rows.append(sheet.row(of: $0).cells.map(\.text)) }
    return Table(header: sheet.header, rows: rows, file: pool.file)
  }

  /// The list that is published, by the bytes of the identifiers.
  private func list() throws -> Table {
    // A column that the pool has not is told with the frame.
    let columns = terms.shown.filter { name in
      !name.utf8.elementsEqual(pool.idColumns[0].utf8)
        && pool.header.contains { $0.utf8.elementsEqual(name.utf8) }
    }
    let indices = columns.compactMap { name in
      pool.header.firstIndex { $0.utf8.elementsEqual(name.utf8) }
    }
    let sizes = outcome.plans.map(\.count.size)
    var rows: [(id: [UInt8], cells: [String])] = []
    selection.forEachUnit { unit in
      guard unit.rank <= sizes[unit.stratum] else { return }
      let cells = indices.isEmpty ? [] : pool.cells(of: unit.record)
      rows.append(
        (
          Array(unit.id),
          [String(decoding: unit.id, as: UTF8.self)] + indices.map { cells[$0] }
        )
      )
    }
    rows.sort { $0.id.lexicographicallyPrecedes($1.id) }
    return Table(
      header: [pool.idColumns[0]] + columns,
      rows: rows.map(\.cells),
      file: pool.file
    )
  }

  /// The receipt of the draw.
  ///
  /// - Parameters:
  ///   - summary: what it says of the selection.
  ///   - given: the receipt as it is given, whose tool is shown and not compared.
  ///   - terms: what determines the draw.
  ///   - teams: what it says of the teams.
  /// - Returns: the receipt.
  func receipt(
    _ summary: SelectionSummary,
    given: GivenReceipt,
    _ terms: VerifiedTerms,
    teams: Receipt.Teams?
  ) -> Receipt {
    var own = DrawTerms(
      label: terms.record?.label ?? ProtocolText.unchecked(given.label),
      sizing: nil
    )
    own.shown = terms.shown
    own.starts = terms.kept.isEmpty ? .none : .rotation(terms.kept)
    var request = DrawRequest(own, seed: ProtocolText.unchecked(given.seed))
    request.record = terms.record
    var receipt = Receipt(outcome, request: request, pool: pool, summary: summary, tool: "")
    receipt.key = terms.key.digest.hex
    if case .later(let after, _, _) = terms.record?.rotation { receipt.after = after.hex }
    if case .internal(let own) = given.content {
      receipt.tool = own.tool
      // The pool was read by it, and gave what is compared.
      receipt.reading = own.reading
      receipt.engine = own.engine
      if terms.record == nil {
        // Nobody else says it.
        (receipt.sealed, receipt.commitment, receipt.after) = (
          own.sealed, own.commitment, own.after
        )
      }
      // A digest that was not wanted is no difference, and another one is told with the frame.
      if own.frame.sha256 == nil || own.frame.sha256.flatMap({ Digest(hex: $0) }) != nil {
        receipt.frame.sha256 = own.frame.sha256
      }
    }
    receipt.assignment = teams
    receipt.schema = Receipt.schemaName(isPlain: receipt.isPlain)
    return receipt
  }
}

extension ProtocolText {
  /// A text of a receipt, which was checked when it was read.
  fileprivate static func unchecked(_ text: String) -> ProtocolText {
    (try? ProtocolText(text)) ?? .everything
  }
}
