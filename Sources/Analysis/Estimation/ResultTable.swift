internal import Foundation
public import Frames
public import Inference
package import Sampling

/// A table of strata or of inspected units, read cell by cell with every problem collected.
public struct ResultTable: Sendable {
  package let table: Table
  /// The SHA-256 of the file's bytes.
  package let digest: Digest
  package private(set) var errors = DataError()
  /// Whether rows that read like totals, or repeat the heading, are strata.
  public var keepsTotals = false
  /// The sum of the populations read.
  private var units = 0

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - layout: what the file does not tell by itself.
  /// - Throws: `InputError`, or `DataError` for what is no table or has no row.
  public init(path: String, layout: TableLayout = TableLayout()) throws {
    try self.init(path: path, layout: layout, holding: [])
  }

  /// Reads a file whose heading is found by its columns.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - layout: what the file does not tell by itself.
  ///   - columns: columns that the file must have.
  /// - Throws: as ``init(path:layout:)``.
  package init(path: String, layout: TableLayout, holding columns: [String]) throws {
    try self.init(TableText(path, sheet: layout.sheet), layout: layout, holding: columns)
  }

  /// Reads a table that is in memory.
  init(_ text: TableText, layout: TableLayout, holding columns: [String]) throws {
    digest = text.digest
    let table = try Table(text, layout: layout, columns: columns)
    self.table = table
    guard !table.rows.isEmpty else { throw DataError(.init(file: text.file, reason: .noRows)) }
  }

  /// A cell as the name of a stratum.
  mutating func name(_ row: Table.Row, _ column: Int) -> ProtocolText? {
    do {
      return try ProtocolText(row.cells[column])
    } catch {
      fail(row, column, .text(error))
      return nil
    }
  }

  /// A cell as a whole number.
  mutating func whole(_ row: Table.Row, _ column: Int) -> Int? {
    if let value = table.number(row, column), value.denominator == 1 {
      return value.numerator
    }
    fail(row, column, .notInteger(limit: .max))
    return nil
  }

  /// A cell as a decimal number ≥ 0, read exactly.
  mutating func ratio(_ row: Table.Row, _ column: Int) -> Ratio? {
    if let value = table.number(row, column) { return value }
    fail(row, column, .notNumber(expected: "a decimal number", expectedChinese: "小数"))
    return nil
  }

  /// A cell as a measured value: a decimal number with or without a sign, not NaN or infinite.
  package mutating func value(_ row: Table.Row, _ column: Int) -> Double? {
    let text = table.plainNumber(row, column)
    let digits = text.utf8.first == 0x2D ? text.dropFirst() : text[...]
    let isDecimal =
      digits.utf8.contains { (0x30...0x39).contains($0) }
      && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    if isDecimal, let value = Double(text), value.isFinite {
      if abs(value) <= FigureText.greatest { return value }
      contradict(
        row,
        column,
        "is beyond 1e100, above which squares leave the range of the arithmetic; give it in a larger"
          + " unit",
        "超过 1e100，其平方超出计算范围，请改用更大的单位"
      )
      return nil
    }
    fail(row, column, .notNumber(expected: "a number", expectedChinese: "数字"))
    return nil
  }

  /// The greatest sum of populations: beyond it counts are not exact in what is written.
  package static let greatestPopulation = 1 << 53

  /// A population that leaves the sum of those before within what is exact.
  private mutating func population(_ row: Table.Row, _ column: Int) -> Int? {
    guard let all = whole(row, column) else { return nil }
    guard all <= ResultTable.greatestPopulation - units else {
      contradict(
        row,
        column,
        "makes more than \(ResultTable.greatestPopulation) units, beyond which counts are not exact;"
          + " correct it",
        "使对象总数超过 \(ResultTable.greatestPopulation)，超过后计数不再精确，请更正"
      )
      return nil
    }
    units += all
    return all
  }

  /// Notes a problem of a cell.
  package mutating func fail(_ row: Table.Row, _ column: Int, _ reason: DataProblem) {
    errors.add(table.problem(row, column, reason))
  }

  /// Notes a cell that contradicts another.
  package mutating func contradict(
    _ row: Table.Row,
    _ column: Int,
    _ english: String,
    _ chinese: String
  ) {
    fail(row, column, .other(Sentence(english, chinese)))
  }

  /// The strata of a file, each row made into something; a stratum stands in one row.
  private mutating func strata<Row>(
    _ make: (inout ResultTable, Table.Row, ProtocolText) -> Row?
  ) throws -> [Row] {
    let column = try table.requiredIndex(of: "stratum")
    var seen: [ProtocolText: Int] = [:]
    var result: [Row] = []
    for row in table.rows {
      guard let name = name(row, column) else { continue }
      if !keepsTotals, let problem = table.totalsProblem(row, column) {
        fail(row, column, problem)
        continue
      }
      if let other = seen.updateValue(row.number, forKey: name) {
        fail(row, column, .duplicate(otherRow: other))
      }
      if let value = make(&self, row, name) { result.append(value) }
    }
    try errors.throwIfAny()
    return result
  }

  /// Columns `stratum`, `population` and perhaps `excluded`: what was not in the draw is no part of
  /// the population that the sample speaks of.
  package mutating func frame() throws -> (strata: [Stratum], excluded: Int) {
    let population = try table.requiredIndex(of: "population")
    let excluded = table.index(of: "excluded")
    var left = 0
    let result = try strata { table, row, name -> Stratum? in
      guard let all = table.population(row, population) else { return nil }
      guard let column = excluded else { return Stratum(name: name, population: all) }
      guard let out = table.whole(row, column) else { return nil }
      if out > all {
        table.contradict(
          row,
          column,
          "is more than the population of \(all)",
          "超过对象总数 \(all)"
        )
      }
      left += out
      return Stratum(name: name, population: max(all - out, 0))
    }
    return (result, left)
  }

  /// Columns `stratum`, `population`, `sample` and perhaps `risk`.
  ///
  /// - Returns: the strata, in the order of the file.
  /// - Throws: `DataError` with every bad cell.
  public mutating func riskStrata() throws -> [RiskDesign.Stratum] {
    let population = try table.requiredIndex(of: "population")
    let sample = try table.requiredIndex(of: "sample")
    let risk = table.index(of: "risk")
    return try strata { table, row, name in
      guard let all = table.population(row, population),
        let size = table.sample(row, sample, of: all),
        let relative = risk.map({ table.ratio(row, $0) }) ?? Ratio(1)
      else { return nil }
      if let risk, relative.numerator == 0 {
        table.contradict(row, risk, "is not above 0", "必须大于 0")
      }
      return RiskDesign.Stratum(
        name: name,
        population: all,
        sample: size,
        relativeRisk: relative
      )
    }
  }

  /// Columns `stratum`, `population`, `sample` and `found`.
  package mutating func counts() throws -> [InspectedStratum] {
    let population = try table.requiredIndex(of: "population")
    let sample = try table.requiredIndex(of: "sample")
    let found = try table.requiredIndex(of: "found")
    return try strata { table, row, name in
      guard let all = table.population(row, population),
        let size = table.sample(row, sample, of: all),
        let count = table.whole(row, found)
      else { return nil }
      if count > size {
        table.contradict(
          row,
          found,
          "is more than the \(size) inspected; correct one of them",
          "超过检查数 \(size)，请更正"
        )
      }
      return try? InspectedStratum(name: name, population: all, sample: size, found: count)
    }
  }

  /// Columns `stratum`, `population`, `sample`, `mean` and `sd`.
  package mutating func summaries() throws -> [StratumSummary] {
    let population = try table.requiredIndex(of: "population")
    let sample = try table.requiredIndex(of: "sample")
    let mean = try table.requiredIndex(of: "mean")
    let deviation = try table.requiredIndex(of: "sd")
    return try strata { table, row, name in
      guard let all = table.population(row, population),
        let size = table.sample(row, sample, of: all),
        let value = table.value(row, mean),
        let spread = table.value(row, deviation)
      else { return nil }
      if spread < 0 { table.contradict(row, deviation, "is below 0", "小于 0") }
      return try? StratumSummary(
        name: name,
        population: all,
        sample: size,
        mean: value,
        variance: spread * spread
      )
    }
  }

  /// A sample of at most N units.
  private mutating func sample(_ row: Table.Row, _ column: Int, of population: Int) -> Int? {
    guard let size = whole(row, column) else { return nil }
    if size > population {
      contradict(
        row,
        column,
        "is more than the population of \(population); correct one of them",
        "超过对象总数 \(population)，请更正"
      )
      return nil
    }
    return size
  }
}
