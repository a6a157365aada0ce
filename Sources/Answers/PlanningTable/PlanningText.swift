internal import Reports
package import Sampling

extension PlanningDocument {
  package func text(_ language: Language) -> String { lineColumns.table(values, language).text }
}
