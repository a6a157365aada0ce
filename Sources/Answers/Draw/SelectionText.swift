public import Draws
internal import Reports
public import Sampling

extension SelectionDocument {
  /// The document as a table.
  ///
  /// - Parameter language: the language of the header.
  /// - Returns: stratum, rank, role and identifier of each unit.
  public func text(in language: Language) -> String {
    let header = [
      language("stratum", "分类"), language("rank", "顺序"), language("role", "类型"),
      language("identifier", "标识"),
    ]
    let rows = units.map { unit in
      let role = unit.role == "reserve" ? language("reserve", "候补") : language("selected", "抽中")
      return [unit.stratum, "\(unit.rank)", role, unit.id]
    }
    return TextTable(header: header, rows: rows, rightAligned: [1]).text
  }
}
