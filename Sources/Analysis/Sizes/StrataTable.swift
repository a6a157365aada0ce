public import Frames
public import Inference
internal import Plans
public import Sampling

/// The table of strata that `size`, `tune` and `rounds` read: one row a stratum.
///
/// `stratum` and `population` must be there. Everything else may be: `rule` (several with
/// semicolons), `sd` or `variance`, `prevalence`, `mean`, `weight`, `cost`, `setup`, last year's
/// `inspected` and `violations`, and `visits`, `exclude` and `cap`. For further variables the columns are `sd.NAME`,
/// `variance.NAME`, `mean.NAME` and `prevalence.NAME`, and `domain.NAME` says to which domain a
/// stratum belongs. A blank cell says nothing.
public struct StrataTable: Sendable {
  /// One row.
  public struct Row: Sendable {
    /// The stratum.
    public var stratum: Stratum
    /// The rules of its own.
    public var rules: [Rule]
    /// What is known about its units.
    public var traits: StratumTraits
    /// c_h, what one inspection costs.
    public var cost: Ratio
    /// s_h, what the first inspection of the class costs beside its price.
    public var setup: Ratio
    /// What last year's inspections found, nil where the table does not say.
    public var results: ClassResults?
    /// How often its units are visited, nil where the table does not say.
    public var visits: Frequency?
    /// For how many years a visited unit is left out, nil where the table does not say.
    public var exclusion: Ratio?
    /// The visits of one unit that a year may have at most, nil where the table does not say.
    public var cap: Int?
  }

  /// The rows.
  public private(set) var rows: [Row] = []
  /// What is known about each variable with a name, in each stratum.
  public private(set) var variables: [String: [ProtocolText: StratumTraits]] = [:]
  /// The domain of each stratum in each column of domains.
  public private(set) var domains: [String: [ProtocolText: String]] = [:]
  /// The file, for messages.
  public let file: String
  /// The SHA-256 of the file's bytes.
  public let digest: Digest

  /// Reads and checks a table.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - layout: what the file does not tell by itself.
  ///   - keepsTotals: whether rows that read like totals, or repeat the heading, are strata.
  /// - Throws: `InputError`; `DataError` with every bad cell: a number that is none or out of range,
  ///   a stratum that is named twice, a row of totals, populations that add up to more than 2⁶³−1.
  /// - Complexity: O(bytes).
  public init(
    path: String,
    layout: TableLayout = TableLayout(),
    keepsTotals: Bool = false
  ) throws {
    let text = try TableText(path, sheet: layout.sheet)
    digest = text.digest
    let table = try Table(text, layout: layout, columns: ["stratum", "population"])
    file = path
    let nameColumn = try table.requiredIndex(of: "stratum")
    let populationColumn = try table.requiredIndex(of: "population")
    guard !table.rows.isEmpty else { throw DataError(.init(file: path, reason: .noRows)) }
    let names = StrataTable.names(after: ["sd.", "variance.", "mean.", "prevalence."], in: table)
    let domainNames = StrataTable.names(after: ["domain."], in: table)
    var cells = StrataCells(table)
    var seen: [ProtocolText: Int] = [:]
    var units = 0
    for row in table.rows {
      cells.row = row
      let name: ProtocolText
      do {
        name = try ProtocolText(row.cells[nameColumn])
      } catch {
        cells.fail(nameColumn, .text(error))
        continue
      }
      if !keepsTotals, let problem = table.totalsProblem(row, nameColumn) {
        cells.fail(nameColumn, problem)
        continue
      }
      if let other = seen.updateValue(row.number, forKey: name) {
        cells.fail(nameColumn, .duplicate(otherRow: other))
      }
      let population = cells.count(populationColumn) ?? 0
      let (sum, overflow) = units.addingReportingOverflow(population)
      if overflow { cells.fail(populationColumn, StrataCells.tooMany) }
      units = overflow ? 0 : sum
      rows.append(
        Row(
          stratum: Stratum(name: name, population: population),
          rules: cells.rules(),
          traits: cells.traits(),
          cost: cells.number("cost", StrataCells.price) { $0 > Ratio(0) } ?? Ratio(1),
          setup: cells.number("setup", StrataCells.anyNumber) ?? Ratio(0),
          results: cells.results(population: population),
          visits: cells.visits(),
          exclusion: cells.number("exclude", StrataCells.anyNumber),
          cap: cells.number("cap", StrataCells.visits) {
            $0.denominator == 1 && (Ratio(1)...Ratio(366)).contains($0)
          }?.numerator
        )
      )
      for variable in names {
        variables[variable, default: [:]][name] = cells.traits(of: ".\(variable)")
      }
      for domain in domainNames {
        domains[domain, default: [:]][name] = cells.domain(domain)
      }
    }
    try cells.errors.throwIfAny()
    try check(atMost: StrataTable.greatestCount)
  }

  /// The names behind the prefixes of columns, as they stand in the header.
  private static func names(after prefixes: [String], in table: Table) -> [String] {
    var result: [String] = []
    for column in table.header {
      guard let prefix = prefixes.first(where: { column.hasPrefix($0) }) else { continue }
      let name = String(column.dropFirst(prefix.count))
      if !name.isEmpty, !result.contains(name) { result.append(name) }
    }
    return result
  }

  /// Refuses a table with more strata than a question can be answered for in some seconds.
  ///
  /// - Parameter limit: the greatest number.
  /// - Throws: `DataError`.
  public func check(atMost limit: Int) throws(DataError) {
    guard rows.count > limit else { return }
    throw DataError(
      .init(
        file: file,
        reason: .other(
          Sentence(
            "has \(rows.count) strata, and for \(limit) this is answered in some seconds; join"
              + " strata, or ask for parts of the table",
            "有 \(rows.count) 个分类，数秒内可计算的上限为 \(limit) 个，请合并分类或分批计算"
          )
        )
      )
    )
  }

  /// The strata that a table has at most.
  public static let greatestCount = 200_000

  /// The strata.
  public var strata: [Stratum] { rows.map(\.stratum) }

  /// What is known about the strata, by name.
  public var traits: [ProtocolText: StratumTraits] {
    Dictionary(uniqueKeysWithValues: rows.map { ($0.stratum.name, $0.traits) })
  }

  /// The strata with all variables and domains.
  public var design: StudyDesign {
    var all: [String?: [ProtocolText: StratumTraits]] = [nil: traits]
    for (name, traits) in variables { all[name] = traits }
    return StudyDesign(strata, variables: all, domains: domains)
  }

  /// The table with other traits of the variable without a name.
  ///
  /// - Parameter traits: the new traits, from a stratum's name and its old ones.
  /// - Returns: the table.
  func replacingTraits(
    _ traits: (ProtocolText, StratumTraits) -> StratumTraits
  ) -> StrataTable {
    var result = self
    for place in rows.indices {
      result.rows[place].traits = traits(rows[place].stratum.name, rows[place].traits)
    }
    return result
  }

  /// Rules with those of the table's own, under the names of its strata.
  ///
  /// - Parameter rules: the rules to begin with.
  /// - Returns: all rules, and the names that were read as those of strata whose own they are not.
  /// - Throws: ``StrataMismatch`` for a rule without a stratum and a name that fits two.
  public func ruleSet(
    _ rules: RuleSet
  ) throws(StrataMismatch) -> (rules: RuleSet, matches: [StratumNameMatch]) {
    var names = StratumNames(rows.map(\.stratum.name))
    var result = rules.named(by: &names)
    try StrataMismatch.check(names, file: file)
    for row in rows {
      for rule in row.rules { result.add(rule, in: row.stratum.name) }
    }
    return (result, names.matches)
  }

  /// Refuses rules that say nothing of a stratum, which would then be drawn at 0 in silence.
  ///
  /// - Parameter rules: all rules, under the names of the strata.
  /// - Throws: ``StrataMismatch``.
  public func checkEveryRuled(_ rules: RuleSet) throws(StrataMismatch) {
    let names = StratumNames(rows.map(\.stratum.name))
    try StrataMismatch.check(names, unruled: rules.unruled(strata), file: file)
  }

  /// A budget with the prices of the table.
  ///
  /// - Parameter budget: what may be spent.
  /// - Returns: the budget with the prices.
  public func spending(_ budget: Ratio) -> Spending {
    Spending(
      budget: budget,
      prices: Dictionary(uniqueKeysWithValues: rows.map { ($0.stratum.name, $0.cost) }),
      setups: Dictionary(uniqueKeysWithValues: rows.map { ($0.stratum.name, $0.setup) })
    )
  }
}

/// The cells of one row, read by the names of their columns, with what is wrong about them.
private struct StrataCells {
  private let table: Table
  /// The row that is read.
  var row: Table.Row
  private(set) var errors = DataError()

  init(_ table: Table) {
    self.table = table
    row = table.rows[0]
  }

  static let anyNumber = DataProblem.notNumber(
    expected: "a decimal number of 0 or more, of at most 18 digits",
    expectedChinese: "不小于 0、不超过 18 位的十进制数"
  )
  static let share = DataProblem.notNumber(
    expected: "a share from 0 to 1, such as 0.05",
    expectedChinese: "0 到 1 之间的比例（例如 0.05）"
  )
  static let price = DataProblem.notNumber(
    expected: "a decimal number above 0, of at most 18 digits",
    expectedChinese: "大于 0、不超过 18 位的十进制数"
  )
  static let visits = DataProblem.notNumber(
    expected: "a whole number of visits a year from 1 to 366",
    expectedChinese: "1 到 366 之间的整数（每年次数）"
  )
  static let tooMany = DataProblem.notNumber(
    expected: "possible: the populations add up to more than \(Int.max)",
    expectedChinese: "可能的数值：对象总数超过 \(Int.max)"
  )

  mutating func fail(_ column: Int, _ reason: DataProblem) {
    errors.add(table.problem(row, column, reason))
  }

  /// A whole number.
  mutating func count(_ column: Int) -> Int? {
    guard let number = table.number(row, column), number.denominator == 1 else {
      fail(column, .notInteger(limit: .max))
      return nil
    }
    return number.numerator
  }

  /// The number of a column; nil where there is no such column or a blank cell.
  mutating func number(
    _ name: String,
    _ expected: DataProblem,
    where fits: (Ratio) -> Bool = { _ in true }
  ) -> Ratio? {
    guard let column = table.index(of: name), !row.cells[column].isEmpty else { return nil }
    guard let number = table.number(row, column), fits(number) else {
      fail(column, expected)
      return nil
    }
    return number
  }

  /// What is known about the units, from the columns with this ending.
  mutating func traits(of ending: String = "") -> StratumTraits {
    StratumTraits(
      deviation: number("sd\(ending)", StrataCells.anyNumber),
      prevalence: number("prevalence\(ending)", StrataCells.share) { $0 <= Ratio(1) },
      weight: (ending.isEmpty ? number("weight", StrataCells.anyNumber) : nil) ?? Ratio(1),
      variance: number("variance\(ending)", StrataCells.anyNumber),
      mean: number("mean\(ending)", StrataCells.anyNumber)
    )
  }

  mutating func rules() -> [Rule] {
    guard let column = table.index(of: "rule") else { return [] }
    var result: [Rule] = []
    for text in row.cells[column].split(whereSeparator: { ";；".contains($0) })
    where !text.allSatisfy(\.isWhitespace) {
      do {
        result.append(try Rule(parsing: String(text)))
      } catch {
        fail(column, .rule(error))
      }
    }
    return result
  }

  mutating func domain(_ name: String) -> String {
    guard let column = table.index(of: "domain.\(name)") else { return "" }
    if row.cells[column].isEmpty {
      fail(
        column,
        .other(Sentence("is blank; name the domain that the stratum belongs to", "为空，请填写该分类所属的分域"))
      )
    }
    return row.cells[column]
  }

  /// Last year's results; both columns, or none.
  mutating func results(population: Int) -> ClassResults? {
    let columns = ["inspected", "violations"].compactMap { table.index(of: $0) }
    guard columns.count == 2 else {
      if let column = columns.first {
        fail(
          column,
          .other(
            Sentence(
              "needs the other of the columns inspected and violations; add it",
              "缺少 inspected、violations 中的另一列，请补充"
            )
          )
        )
      }
      return nil
    }
    guard columns.contains(where: { !row.cells[$0].isEmpty }) else { return nil }
    guard let inspected = count(columns[0]), let found = count(columns[1]) else { return nil }
    guard inspected <= population else {
      fail(
        columns[0],
        .notNumber(
          expected: "a number up to the \(population) units of the class; correct one of them",
          expectedChinese: "不超过该分类 \(population) 个对象的数，请更正其一"
        )
      )
      return nil
    }
    guard found <= inspected else {
      fail(
        columns[1],
        .notNumber(
          expected: "a number up to the \(inspected) inspected",
          expectedChinese: "不超过检查数 \(inspected) 的数"
        )
      )
      return nil
    }
    return ClassResults(inspected: inspected, violations: found)
  }

  mutating func visits() -> Frequency? {
    guard let column = table.index(of: "visits"), !row.cells[column].isEmpty else { return nil }
    do {
      return try Frequency(visits: row.cells[column])
    } catch {
      fail(
        column,
        .notNumber(
          expected: "a frequency, such as 2次/年, ≤1次/3年 or 2 per year",
          expectedChinese: "频次（例如 2次/年、≤1次/3年、每季度1次）"
        )
      )
      return nil
    }
  }
}
