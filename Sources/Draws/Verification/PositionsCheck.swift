internal import Frames
internal import Sampling

extension DrawVerification {
  /// Draws positions again and compares receipt and list.
  func verifyPositions(
    _ terms: VerifiedTerms,
    _ verification: inout Verification
  ) throws {
    guard let stratum = terms.strata[.everything], terms.strata.count == 1,
      case .internal(let own) = receipt.content
    else {
      verification.add(
        .receipt,
        .differs,
        "a draw of positions has one stratum, named *, and nothing to publish",
        "编号抽取只有一个分类 *，没有公开文件"
      )
      return
    }
    let draw: PositionDraw
    do {
      draw = try PositionDraw(
        population: stratum.population,
        size: stratum.count.size,
        reserves: stratum.count.reserves,
        label: try ProtocolText(terms.record?.label.text ?? receipt.label),
        seed: try ProtocolText(receipt.seed),
        key: terms.key
      )
    } catch let error as any ExplainedError {
      verification.add(.sizes, .differs, error)
      return
    }
    var expected = draw.receipt(tool: own.tool)
    expected.sealed = terms.record?.isSealed ?? own.sealed
    expected.commitment = terms.record?.commitment.hex ?? own.commitment
    checkReceipt(expected, &verification)
    if expected.selected == own.selected {
      verification.add(
        .selection,
        .holds,
        "\(draw.size) positions recomputed, the same",
        "复算得到相同的 \(draw.size) 个编号"
      )
    }
    guard let given = evidence.selection else { return }
    let table = try given.table()
    let comparison = SelectionComparison(
      given: table,
      isJSON: given.isJSON,
      pool: nil,
      isSealed: isDiscreet
    )
    verification.add(
      .selection,
      differences: given.isJSON
        ? try comparison.differences(from: draw.document, document: given.document())
        : try differences(comparison, draw, in: given.sheetLanguage),
      "\(given.path) holds the same rows",
      "\(given.path) 与复算结果逐行相同"
    )
  }
}

/// What differs in a list of positions, which is for people where it has the headings of a language.
private func differences(
  _ comparison: SelectionComparison,
  _ draw: PositionDraw,
  in language: Language?
) throws -> [Sentence] {
  let expected = language.map { draw.sheet(in: $0) } ?? draw.table
  return try comparison.differences(from: expected, ids: expected.header.suffix(1))
}

extension PositionDraw {
  /// The selection as a sheet for people has it.
  fileprivate func sheet(in language: Language) -> Table {
    Table(
      header: PositionDraw.header(in: language),
      rows: rows(in: language).map { $0.map(\.text) },
      file: "*"
    )
  }

  /// The selection as a table.
  fileprivate var table: Table {
    var rows: [[String]] = []
    for unit in document.units {
      // A position has no ticket.
      rows.append(Array(unit.cells.dropLast(2)) + [unit.id])
    }
    return Table(header: PositionDraw.columns, rows: rows, file: "*")
  }
}
