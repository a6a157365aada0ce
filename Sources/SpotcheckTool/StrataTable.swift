import Frames
import Sampling

/// The table of strata that `size` and `tune` read.
struct StrataTable {
  /// One row.
  struct Row {
    var stratum: Stratum
    var rules: [Rule]
    var traits: StratumTraits
    /// c_h, what one inspection costs.
    var cost: Ratio
    /// s_h, what the first inspection of the class costs beside its price.
    var setup: Ratio
  }

  var rows: [Row]
  /// The SHA-256 of the file's bytes.
  let digest: Digest

  /// Reads and checks the table.
  init(path: String, delimiter: UInt8) throws {
    let bytes = try InputFile.bytes(of: path)
    digest = SHA256.digest(of: bytes)
    let table = try Table(bytes: bytes, file: path, delimiter: delimiter)
    let nameColumn = try table.requiredIndex(of: "stratum")
    let populationColumn = try table.requiredIndex(of: "population")
    let ruleColumn = table.index(of: "rule")
    let deviationColumn = table.index(of: "sd")
    let prevalenceColumn = table.index(of: "prevalence")
    let weightColumn = table.index(of: "weight")
    let costColumn = table.index(of: "cost")
    let setupColumn = table.index(of: "setup")
    var units = 0
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
      let (sum, overflow) = units.addingReportingOverflow(population?.numerator ?? 0)
      if overflow {
        fail(
          populationColumn,
          .notNumber(
            expected: "possible: the populations add up to more than \(Int.max)",
            expectedChinese: "可能的数值：对象总数超过 \(Int.max)"
          )
        )
      }
      units = overflow ? 0 : sum
      /// A blank cell says nothing.
      func number(_ column: Int?, _ expected: DataProblem, where fits: (Ratio) -> Bool) -> Ratio? {
        guard let column, !row.cells[column].isEmpty else { return nil }
        let number = Ratio(decimal: row.cells[column])
        guard let number, fits(number) else {
          fail(column, expected)
          return nil
        }
        return number
      }
      let anyNumber = DataProblem.notNumber(
        expected: "a decimal number of 0 or more, of at most 18 digits",
        expectedChinese: "不小于 0、不超过 18 位的十进制数"
      )
      let share = DataProblem.notNumber(
        expected: "a share from 0 to 1, such as 0.05",
        expectedChinese: "0 到 1 之间的比例（例如 0.05）"
      )
      let price = DataProblem.notNumber(
        expected: "a decimal number above 0, of at most 18 digits",
        expectedChinese: "大于 0、不超过 18 位的十进制数"
      )
      rows.append(
        Row(
          stratum: Stratum(name: name, population: population?.numerator ?? 0),
          rules: rules,
          traits: StratumTraits(
            deviation: number(deviationColumn, anyNumber) { _ in true },
            prevalence: number(prevalenceColumn, share) { $0 <= Ratio(1) },
            weight: number(weightColumn, anyNumber) { _ in true } ?? Ratio(1)
          ),
          cost: number(costColumn, price) { $0 > Ratio(0) } ?? Ratio(1),
          setup: number(setupColumn, anyNumber) { _ in true } ?? Ratio(0)
        )
      )
    }
    try errors.throwIfAny()
  }

  /// What is known about the strata, by name.
  var traits: [ProtocolText: StratumTraits] {
    Dictionary(uniqueKeysWithValues: rows.map { ($0.stratum.name, $0.traits) })
  }

  /// A budget with the prices of the table.
  func spending(_ budget: Ratio) -> Spending {
    Spending(
      budget: budget,
      prices: Dictionary(uniqueKeysWithValues: rows.map { ($0.stratum.name, $0.cost) }),
      setups: Dictionary(uniqueKeysWithValues: rows.map { ($0.stratum.name, $0.setup) })
    )
  }
}
