internal import Sampling

/// Units that are kept out of a draw and stay in the base of its ratios: inspected lately, at their
/// yearly cap.
///
/// A table with the pool's column of identifiers and a column `reason`.
public struct ExclusionList: Sendable {
  let table: Table
  let reasonColumn: Int

  /// The names of the column that says why.
  static let reasonNames = ["reason", "原因", "理由", "排除原因"]

  /// Takes a table.
  ///
  /// - Parameter table: the table.
  /// - Throws: ``DataError`` for one without a column of reasons.
  public init(_ table: Table) throws(DataError) {
    guard let column = UsualColumns.index(of: ExclusionList.reasonNames, in: table.header) else {
      throw DataError(
        .init(
          file: table.file,
          row: 1,
          reason: .missingColumn(name: ExclusionList.reasonNames[0], header: table.header)
        )
      )
    }
    self.table = table
    reasonColumn = column
  }
}

/// Which identifiers of a pool are kept out, and why.
struct ExclusionIndex: Sendable {
  let file: String
  /// The reasons that occur.
  private(set) var reasons: [RecordText] = []
  /// The number and the reason of each identifier.
  private var members = ByteTable<(number: Int, reason: Int)>()
  /// Row and text of each identifier, by its number.
  private var rows: [(row: Int, id: String)] = []

  var count: Int { rows.count }

  func member(_ id: UnsafeRawBufferPointer) -> (number: Int, reason: Int)? { members[id] }

  /// Reads the list with the pool's columns of identifiers.
  ///
  /// - Throws: ``DataError`` for a list without these columns, identifiers that a draw refuses or that
  ///   stand twice, and reasons that a record can not hold.
  init(
    _ list: ExclusionList,
    idColumns: [String],
    accept: (String) -> Result<ProtocolText, ProtocolTextError>
  ) throws(DataError) {
    let table = list.table
    file = table.file
    var columns = idColumns.compactMap { table.index(of: $0) }
    if columns.isEmpty { columns = [try table.requiredIndex(of: idColumns.first ?? "")] }
    var errors = DataError()
    var numbers: [RecordText: Int] = [:]
    for row in table.rows {
      let column = columns.first { !row.cells[$0].isEmpty } ?? columns[0]
      let reasonText = row.cells[list.reasonColumn]
      guard let reason = reasonText.isEmpty ? nil : try? RecordText(reasonText) else {
        errors.add(
          table.problem(
            row,
            list.reasonColumn,
            .other(
              Sentence("is no reason; say in one line why the unit is kept out", "不是排除原因，请用一行文字说明")
            )
          )
        )
        continue
      }
      switch accept(row.cells[column]) {
      case .failure(let error): errors.add(table.problem(row, column, .text(error)))
      case .success(let id):
        var text = id.text
        let isNew = text.withUTF8 { bytes in
          let key = UnsafeRawBufferPointer(bytes)
          guard members[key] == nil else { return false }
          let number = numbers[reason, default: reasons.count]
          if number == reasons.count {
            numbers[reason] = number
            reasons.append(reason)
          }
          members.update(key, (rows.count, number))
          return true
        }
        if isNew {
          rows.append((row.number, id.text))
        } else {
          let other = rows.first { $0.id.utf8.elementsEqual(id.text.utf8) }?.row ?? 0
          errors.add(table.problem(row, column, .duplicate(otherRow: other)))
        }
      }
    }
    try errors.throwIfAny()
  }

  /// What is wrong with a list of which some identifiers were not met in the pool.
  func problems(unmet numbers: some Sequence<Int>) -> DataError {
    var errors = DataError()
    for number in numbers {
      errors.add(
        .init(
          file: file,
          row: rows[number].row,
          value: rows[number].id,
          reason: .other(
            Sentence(
              "is not in the pool, so that it can not be kept out; correct or remove it",
              "不在对象库中，无法排除，请更正或删除"
            )
          )
        )
      )
    }
    return errors
  }
}

/// A unit of the base that is kept out, as one thread met it.
struct ExcludedUnit {
  var stratum: StratumRegistry.Code
  var reason: Int
  var id: [UInt8]
}

extension ExclusionIndex {
  /// The lines of a record for the units that were met.
  ///
  /// - Throws: ``DataError`` for a unit that the pool has twice.
  func lines(
    _ units: [ExcludedUnit],
    names: [ProtocolText],
    file: String
  ) throws(DataError) -> [DrawRecord.Excluded] {
    let sorted = units.sorted { $0.id.lexicographicallyPrecedes($1.id) }
    for (left, right) in zip(sorted, sorted.dropFirst()) where left.id == right.id {
      throw DataError(
        .init(
          file: file,
          value: String(decoding: left.id, as: UTF8.self),
          reason: .other(Sentence("stands twice in the pool; keep one row", "在对象库中出现两次，请保留一行"))
        )
      )
    }
    var groups: [[Int]: (hash: SHA256, count: Int)] = [:]
    for unit in sorted {
      var group = groups[[unit.stratum, unit.reason]] ?? (SHA256(), 0)
      group.hash.add(unit.id)
      group.hash.add(CollectionOfOne(0x0A))
      group.count += 1
      groups[[unit.stratum, unit.reason]] = group
    }
    return groups.map { key, group in
      DrawRecord.Excluded(
        stratum: names[key[0]],
        count: group.count,
        digest: group.hash.digest,
        reason: reasons[key[1]]
      )
    }.sorted { ($0.stratum, $0.reason) < ($1.stratum, $1.reason) }
  }
}
