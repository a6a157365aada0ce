import Frames
import Sampling

/// The table of strata that `size` and `tune` read.
struct StrataTable {
  /// One row.
  struct Row {
    var stratum: Stratum
    var rules: [Rule]
  }

  var rows: [Row]

  /// Reads and checks the table.
  init(path: String, delimiter: UInt8) throws {
    let table = try Table(
      bytes: try InputFile.bytes(of: path),
      file: path,
      delimiter: delimiter
    )
    let nameColumn = try table.requiredIndex(of: "stratum")
    let populationColumn = try table.requiredIndex(of: "population")
    let ruleColumn = table.index(of: "rule")
    guard !table.rows.isEmpty else { throw DataError(.init(file: path, reason: .noRows)) }
    rows = []
    var errors = DataError()
    var seen: [ProtocolText: Int] = [:]
    for row in table.rows {
      func fail(_ column: Int, _ reason: DataProblem) {
        errors.add(
          .init(
            file: path,
            row: row.number,
            column: table.header[column],
            value: row.cells[column],
            reason: reason
          )
        )
      }
      let name: ProtocolText
      do {
        name = try ProtocolText(row.cells[nameColumn])
      } catch {
        fail(nameColumn, .text(error))
        continue
      }
      if let other = seen.updateValue(row.number, forKey: name) {
        fail(nameColumn, .duplicate(otherRow: other))
      }
      let population = Ratio(decimal: row.cells[populationColumn])
      if population?.denominator != 1 { fail(populationColumn, .notInteger(limit: .max)) }
      var rules: [Rule] = []
      let texts = ruleColumn.map { row.cells[$0].split { ";；".contains($0) } } ?? []
      for text in texts where !text.allSatisfy(\.isWhitespace) {
        do {
          rules.append(try Rule(parsing: String(text)))
        } catch {
          fail(ruleColumn ?? 0, .rule(error))
        }
      }
      rows.append(
        Row(stratum: Stratum(name: name, population: population?.numerator ?? 0), rules: rules)
      )
    }
    try errors.throwIfAny()
  }
}
