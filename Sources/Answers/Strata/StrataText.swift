internal import Reports
package import Sampling

extension StrataDocument {
  /// The table for people.
  package func text(_ language: Language) -> String {
    let total = strata.reduce(0) { $0 + $1.population }
    return columns.table(strata, language).text
      + language(
        "\(strata.count) strata, \(total) units\n",
        "共 \(strata.count) 个分类，\(total) 个对象\n"
      )
  }
}
