internal import CTickets
import Foundation
internal import Sampling

/// Reads the units of block after block, one scanner a thread.
final class UnitScanner {
  private let columns: PoolColumns
  private let registry: StratumRegistry
  private var records: RecordScanner
  /// The cells seen in the stratum column.
  private var cache = ByteTable<StratumMeaning>()
  private let shortCells = ShortCells()
  private var cell: [UInt8] = []
  /// Units of the last block.
  let batch = UnitBatch()
  /// What was found wrong, and rows counted, in all blocks of this thread.
  var findings = ScanFindings()
  /// End of the rewritten identifiers behind the block's text.
  private var scratchEnd = 0

  init(columns: PoolColumns, registry: StratumRegistry) {
    self.columns = columns
    self.registry = registry
    records = RecordScanner(delimiter: columns.delimiter)
  }

  /// Reads a block into ``batch``.
  ///
  /// - Throws: ``NotUTF8`` where the text is not UTF-8, before anything else is looked at.
  func scan(_ block: Block) throws(NotUTF8) {
    scratchEnd = block.capacity
    let text = block.text
    let result = records.scan(text)
    batch.begin(capacity: result.recordCount)
    if !result.isASCII {
      guard UTF8Check.firstInvalid(in: text) == nil else {
        throw NotUTF8(isFirst: !findings.hasSeenUTF8)
      }
      findings.hasSeenUTF8 = true
    }
    if !result.hasQuote, !result.hasNUL, records.isRegular(result, width: columns.count, in: text),
      columns.count > 1, columns.ids.count == 1, columns.measure == nil, columns.takesEveryRow
    {
      scanRegular(block, rows: result.recordCount)
    } else {
      scanAny(block, result)
    }
  }

  /// Reads a block whose records all have their fields and no quotes: the usual case, in which
  /// field f of record r ends at separator r·width + f.
  private func scanRegular(_ block: Block, rows: Int) {
    let width = columns.count
    let idColumn = columns.ids[0]
    let stratumColumn = columns.stratum
    guard let base = block.memory.baseAddress else { return }
    let (batch, shortCells) = (self.batch, self.shortCells)
    let refusesTotals = columns.layout.refusesTotals
    let refusesCodes = columns.layout.refusesDamage && !columns.layout.keepsCodes
    let heading = columns.header[idColumn]
    let bytes = UnsafePointer(base.assumingMemoryBound(to: UInt8.self))
    records.withSeparators { separators in
      var start = 0
      var row = 0
      while row < rows {
        row += batch.appendRun { [first = row] offset in
          let row = first + offset
          guard row < rows else { return nil }
          let ends = separators + row * width
          let idStart = idColumn == 0 ? start : Int(ends[idColumn - 1]) + 1
          let idLength = Int(ends[idColumn]) - idStart
          var code = 0
          if let stratumColumn {
            let cell = stratumColumn == 0 ? start : Int(ends[stratumColumn - 1]) + 1
            code = shortCells.code(of: bytes + cell, length: Int(ends[stratumColumn]) - cell)
          }
          // A carriage return before the line feed is not plain either.
          guard code >= 0, ct_is_plain(bytes + idStart, idLength) else { return nil }
          if refusesCodes, ShortenedCode.mayBeOne(bytes + idStart, idLength) { return nil }
          // Nearly all identifiers end with a digit; a name is looked at more closely.
          if refusesTotals, bytes[idStart + idLength - 1] &- 0x30 > 9,
            TotalsRow.mayBeName(bytes + idStart, idLength) || heading.utf8.count == idLength
          {
            return nil
          }
          let id = IdentifierRange(offset: UInt64(idStart), length: UInt32(idLength))
          let end = Int(ends[width - 1])
          defer { start = end + 1 }
          return UnitBatch.Unit(id: id, stratum: code, offset: start, length: end - start)
        }
        guard row < rows else { break }
        // The first of its stratum, or an identifier that needs a closer look.
        let fields = UnsafeBufferPointer(start: separators + row * width, count: width)
        unit(Record(start: start, ends: fields, block: block.text), row, block)
        start = Int(separators[row * width + width - 1]) + 1
        row += 1
      }
    }
    var summary = BlockSummary(index: block.index)
    summary.rows = rows
    summary.endBlanks()
    findings.blocks.append(summary)
  }

  /// Reads a block record by record.
  private func scanAny(_ block: Block, _ result: RecordScanner.Result) {
    let text = block.text
    var summary = BlockSummary(index: block.index)
    records.forEachRecord(in: text) { record in
      let number = summary.rows
      summary.rows += 1
      if record.isBlank {
        summary.addBlank()
        return
      }
      summary.endBlanks()
      if let stray = result.strayQuote, record.start <= stray,
        stray < record.start + record.bytes.count
      {
        findings.add(.strayQuote, block: block.index, record: number)
        return
      }
      if result.hasNUL, let field = (0..<record.count).first(where: { record.raw($0).contains(0) })
      {
        let column = record.count == columns.count ? field : nil
        findings.add(.nul, block: block.index, record: number, column: column)
        return
      }
      guard record.count == columns.count else {
        let reason = DataProblem.ragged(fields: record.count, header: columns.count)
        findings.add(reason, block: block.index, record: number)
        return
      }
      unit(record, number, block)
    }
    if result.openQuote != nil {
      findings.add(.openQuote, block: block.index, record: summary.rows)
    }
    findings.blocks.append(summary)
  }

  /// Reads one unit; a problem is noted and the unit left out.
  private func unit(_ record: Record, _ number: Int, _ block: Block) {
    guard isKept(record, number, block) else { return }
    guard let id = identifier(record, number, block) else { return }
    var stratum = 0
    if let column = columns.stratum {
      guard let code = self.stratum(record, column, number, block) else { return }
      stratum = code
    }
    if let member = exclusion(of: id, block) {
      findings.metExclusions.insert(member.number)
      let bytes = block.memory[Int(id.offset)..<Int(id.offset) + Int(id.length)]
      findings.excluded.append(
        ExcludedUnit(
          stratum: stratum,
          reason: member.reason,
          id: Array(bytes)
        )
      )
      return
    }
    if let column = columns.measure {
      guard let measure = measure(record, column, number, block) else { return }
      batch.measures.append(measure)
    }
    batch.append(.init(id: id, stratum: stratum, offset: record.start, length: record.length))
  }

  /// Whether all conditions hold of a row; of one that is left out nothing else is looked at.
  private func isKept(_ record: Record, _ number: Int, _ block: Block) -> Bool {
    var isKept = true
    for (column, filter) in columns.filters {
      cell.removeAll(keepingCapacity: true)
      record.append(column, to: &cell)
      switch cell.withUnsafeBytes({ filter.answer(for: $0) }) {
      case .kept: break
      case .leftOut: isKept = false
      case .refused(let reason):
        let value = String(decoding: cell, as: UTF8.self)
        findings.add(reason, block: block.index, record: number, column: column, value: value)
        return false
      }
    }
    guard !isKept else { return true }
    findings.leftOut += 1
    if let exclusions = columns.exclusions,
      case .success(let id) = columns.accepted(record.text(columns.identifierColumn(of: record)))
    {
      // It may stand on the list all the same.
      var text = id.text
      let member = text.withUTF8 { exclusions.member(UnsafeRawBufferPointer($0)) }
      if let member { findings.metExclusions.insert(member.number) }
    }
    return false
  }

  private func exclusion(of id: IdentifierRange, _ block: Block) -> (number: Int, reason: Int)? {
    guard let exclusions = columns.exclusions else { return nil }
    let bytes = block.memory[Int(id.offset)..<Int(id.offset) + Int(id.length)]
    return exclusions.member(UnsafeRawBufferPointer(rebasing: bytes))
  }

  private func identifier(_ record: Record, _ number: Int, _ block: Block) -> IdentifierRange? {
    let column = columns.identifierColumn(of: record)
    let raw = record.raw(column)
    if raw.first != 0x22, let base = raw.baseAddress, let start = block.memory.baseAddress,
      ct_is_plain(base.assumingMemoryBound(to: UInt8.self), raw.count)
    {
      let bytes = base.assumingMemoryBound(to: UInt8.self)
      if columns.layout.refusesTotals, bytes[raw.count - 1] &- 0x30 > 9,
        TotalsRow.mayBeName(bytes, raw.count) || columns.header[column].utf8.count == raw.count,
        !isUnit(String(decoding: raw, as: UTF8.self), column, number, block)
      {
        return nil
      }
      if columns.layout.refusesDamage, !columns.layout.keepsCodes, ShortenedCode.isOne(raw) {
        let text = String(decoding: raw, as: UTF8.self)
        findings.add(.shortened, block: block.index, record: number, column: column, value: text)
        return nil
      }
      return IdentifierRange(
        offset: UInt64(base - UnsafeRawPointer(start)),
        length: UInt32(raw.count)
      )
    }
    cell.removeAll(keepingCapacity: true)
    record.append(column, to: &cell)
    let text = String(decoding: cell, as: UTF8.self)
    if let damage = damage(in: text) {
      findings.add(damage, block: block.index, record: number, column: column, value: text)
      return nil
    }
    switch columns.accepted(text) {
    case .failure(let error):
      if error == .empty, (0..<record.count).allSatisfy({ NoteRows.isEmpty([record.text($0)]) }) {
        findings.add(.emptyRow, block: block.index, record: number)
        return nil
      }
      findings.add(
        columns.problem(error, in: text),
        block: block.index,
        record: number,
        column: column,
        value: text
      )
      return nil
    case .success(let accepted):
      if accepted.text.utf8.count != cell.count || !accepted.text.utf8.elementsEqual(cell) {
        findings.normalized += 1
      }
      guard isUnit(accepted.text, column, number, block) else { return nil }
      findings.doubts.look(at: accepted.text)
      let bytes = accepted.text.utf8
      let range = IdentifierRange(offset: UInt64(scratchEnd), length: UInt32(bytes.count))
      UnsafeMutableRawBufferPointer(rebasing: block.memory[scratchEnd...]).copyBytes(from: bytes)
      scratchEnd += bytes.count
      return range
    }
  }

  /// Whether an identifier is that of a unit, and neither of a row of totals nor the heading again.
  private func isUnit(_ id: String, _ column: Int, _ number: Int, _ block: Block) -> Bool {
    guard columns.layout.refusesTotals else { return true }
    let isHeading = id.utf8.elementsEqual(columns.header[column].utf8)
    guard isHeading || TotalsRow.isName(id) else { return true }
    findings.add(
      isHeading ? .repeatedHeading : .totals,
      block: block.index,
      record: number,
      column: column,
      value: id
    )
    return false
  }

  /// What was done to a text before, where a draw must not be made from it.
  private func damage(in text: String) -> DataProblem? {
    guard columns.layout.refusesDamage else { return nil }
    if text.unicodeScalars.contains("\u{FFFD}") { return .damaged }
    return !columns.layout.keepsCodes && ShortenedCode.isOne(text.utf8) ? .shortened : nil
  }

  private func stratum(
    _ record: Record,
    _ column: Int,
    _ number: Int,
    _ block: Block
  ) -> StratumRegistry.Code? {
    let raw = record.raw(column)
    let meaning: StratumMeaning
    if let known = cache[raw] {
      meaning = known
    } else {
      meaning = self.meaning(of: record.text(column))
      cache.update(raw, meaning)
      if case .stratum(let code) = meaning { shortCells.remember(raw, as: code) }
    }
    switch meaning {
    case .stratum(let code): return code
    case .empty:
      findings.addEmptyStratum(block: block.index, record: number)
    case .totals:
      findings.add(
        .totals,
        block: block.index,
        record: number,
        column: column,
        value: record.text(column)
      )
    case .refused(let error):
      findings.add(
        columns.problem(error, in: record.text(column)),
        block: block.index,
        record: number,
        column: column,
        value: record.text(column)
      )
    case .damaged:
      findings.add(
        .damaged,
        block: block.index,
        record: number,
        column: column,
        value: record.text(column)
      )
    case .tooMany:
      findings.add(
        .tooManyStrata(limit: StratumRegistry.greatestCount),
        block: block.index,
        record: number,
        column: column,
        value: record.text(column)
      )
    }
    return nil
  }

  private func meaning(of text: String) -> StratumMeaning {
    let isEmpty = columns.layout.normalizes ? text.allSatisfy(\.isWhitespace) : text.isEmpty
    if isEmpty {
      guard let name = columns.layout.unclassified else { return .empty }
      return registry.code(of: name).map { .stratum($0) } ?? .tooMany
    }
    if text.unicodeScalars.contains("\u{FFFD}"), columns.layout.refusesDamage { return .damaged }
    switch columns.accepted(text) {
    case .failure(let error): return .refused(error)
    case .success(let name) where columns.layout.refusesTotals && TotalsRow.isName(name.text):
      return .totals
    case .success(let name): return registry.code(of: name).map { .stratum($0) } ?? .tooMany
    }
  }

  private func measure(
    _ record: Record,
    _ column: Int,
    _ number: Int,
    _ block: Block
  ) -> Int? {
    let text = record.text(column)
    // As the frame text writes it, so that whoever hashes the cells gets the same digest.
    guard let value = Int(text), (0...ProportionalToSize.maximumSize).contains(value),
      String(value) == text
    else {
      findings.add(
        .notMeasure(limit: ProportionalToSize.maximumSize),
        block: block.index,
        record: number,
        column: column,
        value: text
      )
      return nil
    }
    return value
  }
}

/// Bytes that are not UTF-8.
struct NotUTF8: Error {
  /// Whether no other character outside ASCII was seen before, so that the text may be GB18030.
  var isFirst: Bool
}
