package import Sampling

/// What an engine has counted before it draws.
package struct Preflight: Sendable {
  /// The engine's version, as it says it; nil where the result has no such line.
  package let version: String?
  /// The strata and their populations, by the bytes of their names.
  package let strata: [Stratum]

  /// Reads the result of the preflight.
  ///
  /// - Parameter path: the file.
  /// - Throws: `DataError` for what is no such result, and for units that a draw refuses; `InputError`.
  package init(_ path: String) throws {
    let table = try Table(
      try TableText(path),
      layout: TableLayout(delimiter: Delimiter.usual[0], heading: .plain)
    )
    guard table.header == EngineStatements.counted else {
      throw Preflight.problem(
        path,
        row: 1,
        "is no result of the preflight, whose columns are \(EngineStatements.counted.joined(separator: ","))",
        "不是预检语句的结果，其列应为 \(EngineStatements.counted.joined(separator: ","))"
      )
    }
    var version: String?
    var strata: [Stratum] = []
    for row in table.rows {
      let (check, name) = (row.cells[0], row.cells[1])
      if check == "engine" {
        version = name
        continue
      }
      guard let count = Int(row.cells[2]), count >= 0 else {
        throw Preflight.problem(
          path,
          row: row.number,
          "has a count that is no number",
          "数量不是数字"
        )
      }
      guard check == "stratum" else {
        if count > 0 { throw Preflight.found(check, count, path, row.number) }
        continue
      }
      if name.isEmpty {
        throw DataError(
          .init(file: path, row: row.number, reason: .emptyStratum(count: count))
        )
      }
      do throws(ProtocolTextError) {
        strata.append(Stratum(name: try ProtocolText(name), population: count))
      } catch {
        throw DataError(.init(file: path, row: row.number, value: name, reason: .text(error)))
      }
    }
    strata.sort { $0.name < $1.name }
    for (stratum, next) in zip(strata, strata.dropFirst()) where stratum.name == next.name {
      throw Preflight.problem(
        path,
        row: nil,
        "counts stratum \"\(stratum.name.text.excerpt)\" twice",
        "分类“\(stratum.name.text.excerpt)”出现两次"
      )
    }
    guard !strata.isEmpty else { throw DataError(.init(file: path, reason: .noRows)) }
    (self.version, self.strata) = (version, strata)
  }

  private static func found(_ check: String, _ count: Int, _ file: String, _ row: Int) -> DataError
  {
    let what: Sentence =
      switch check {
      case "empty": Sentence("units without an identifier", "个对象没有标识")
      case "repeated": Sentence("identifiers that stand more than once", "个标识重复")
      case "long": Sentence("identifiers of more than 1024 bytes", "个标识超过 1024 字节")
      case "control": Sentence("identifiers with a control character", "个标识含控制字符")
      case "blank": Sentence("identifiers with a blank at an end", "个标识首尾有空格")
      default: Sentence("identifiers that are not in form NFC", "个标识不是 NFC 形式")
      }
    return problem(
      file,
      row: row,
      "the engine has \(count) \(what.english); a draw refuses them: correct them there",
      "引擎中有 \(count) \(what.chinese)，抽取会拒绝，请在引擎中更正"
    )
  }

  private static func problem(
    _ file: String,
    row: Int?,
    _ english: String,
    _ chinese: String
  ) -> DataError {
    DataError(.init(file: file, row: row, reason: .other(Sentence(english, chinese))))
  }
}
