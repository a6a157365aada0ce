internal import Frames
package import Sampling

extension RoundsDocument {
  /// Rounds that have a column each at most; the sheet of all rounds has every one.
  private static let greatestColumns = 366

  /// The sizes of the rounds, a row a class; then all rounds, and a sheet for each class.
  package func sheets(_ language: Language) -> [ResultSheet] {
    let own = classes.count <= FrontierDocument.greatestSheets ? classes : []
    let rows = rows
    let all = ResultSheet(language("Rounds", "轮次"), csv: rows, language)
    let single = own.map { item in
      let name = item.stratum.text
      return ResultSheet(
        name,
        csv: rows.prefix(1)
          + rows.dropFirst().filter { $0.first?.utf8.elementsEqual(name.utf8) ?? false },
        language
      )
    }
    let count = roundsPerYear * years
    guard count <= RoundsDocument.greatestColumns else { return [all] + single }
    let header =
      [
        language("Class", "分类"), language("Population size", "对象数"),
        language("Visits a year", "年检查次数"),
      ] + (1...count).map { language("Round \($0)", "第 \($0) 轮") }
    let sizes = classes.map { item in
      [.text(item.stratum.text), .count(item.population), .number(item.visitsPerYearDecimal)]
        + item.sizes.map { WorkbookCell.count($0) }
    }
    return [ResultSheet(language("By class", "按分类"), header: header, rows: sizes), all] + single
  }
}
