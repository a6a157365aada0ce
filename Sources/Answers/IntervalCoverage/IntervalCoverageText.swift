internal import Reports
package import Sampling

extension IntervalCoverageDocument {
  package func text(_ language: Language) -> String {
    IntervalCoverageDocument.columns.table(methods, language).text
  }
}
