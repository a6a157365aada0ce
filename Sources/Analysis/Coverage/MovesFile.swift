public import Frames
public import Inference
public import Sampling

/// A table of what happens to the units of each class from one year to the next.
///
/// Columns `from`, `to` and `yearly`: the share of the units of `from` that become `to`; with an
/// empty `to` the share that leaves the frame; with an empty `from` the number of new units.
public enum MovesFile {
  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - layout: what the file does not tell by itself.
  ///   - strata: the names of the classes.
  /// - Returns: the moves, whose classes are places in `strata`, the SHA-256 of the file's bytes, and the
  ///   names that were read as those of strata whose own they are not.
  /// - Throws: `InputError`; `DataError` for a class that is none, a share above 1, shares of one
  ///   class that sum to more than 1, a number that is none.
  public static func read(
    _ path: String,
    layout: TableLayout = TableLayout(),
    strata: [ProtocolText]
  ) throws -> (moves: [CoverageProjection.Move], digest: Digest, matches: [StratumNameMatch]) {
    let text = try TableText(path, sheet: layout.sheet)
    let table = try Table(text, layout: layout, columns: ["from", "to", "yearly"])
    let columns = (
      from: try table.requiredIndex(of: "from"), to: try table.requiredIndex(of: "to"),
      yearly: try table.requiredIndex(of: "yearly")
    )
    var errors = DataError()
    var moves: [CoverageProjection.Move] = []
    var leaving = [Double](repeating: 0, count: strata.count)
    var names = StratumNames(strata)
    let places = Dictionary(uniqueKeysWithValues: zip(strata, strata.indices))
    let known = Sentence.quoting(strata.map(\.text), atMost: 10)
    for row in table.rows {
      func fail(_ column: Int, _ english: String, _ chinese: String) {
        errors.add(table.problem(row, column, .other(Sentence(english, chinese))))
      }
      func place(_ column: Int) -> Int? {
        guard !row.cells[column].isEmpty else { return nil }
        let name = (try? ProtocolText(row.cells[column])).flatMap { names.stratum($0) }
        if let place = name.flatMap({ places[$0] }) { return place }
        fail(
          column,
          "is no class of the strata, which are \(known.english); correct the name",
          "不是已有的分类（\(known.chinese)），请更正名称"
        )
        return nil
      }
      let isNew = row.cells[columns.from].isEmpty
      let (from, to) = (place(columns.from), place(columns.to))
      if isNew, row.cells[columns.to].isEmpty {
        fail(
          columns.to,
          "is empty and so is from; name the class that units leave or enter",
          "与 from 同时为空，请填写迁出或迁入的分类"
        )
      }
      guard let yearly = table.number(row, columns.yearly),
        isNew || yearly <= Ratio(1)
      else {
        fail(
          columns.yearly,
          isNew ? "is no number of new units" : "is no share from 0 to 1, such as 0.05",
          isNew ? "不是新增对象数" : "不是 0 到 1 之间的比例（例如 0.05）"
        )
        continue
      }
      if let from {
        leaving[from] += yearly.approximation
        if leaving[from] > 1 + 1e-12 {
          fail(
            columns.yearly,
            "makes more than all units of \"\(strata[from].text.excerpt)\" leave in a year;"
              + " lower a share",
            "使“\(strata[from].text.excerpt)”一年内迁出超过全部对象，请降低比例"
          )
        }
      }
      moves.append(CoverageProjection.Move(from: from, to: to, yearly: yearly.approximation))
    }
    try errors.throwIfAny()
    return (moves, text.digest, names.matches)
  }
}
