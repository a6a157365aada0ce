internal import Analysis
package import Sampling

extension CoverageDocument {
  /// The classes, the years of all of them together, and what can not be said.
  package func text(_ language: Language) -> String {
    var parts = [classTable(language), yearTable(language), waitTable(language)]
    if basis == .draws { parts += [drawTable(language), visitTable(language)] }
    if !notes.isEmpty {
      parts.append(notes.map { $0.text(in: language) + "\n" }.joined())
    }
    return parts.joined(separator: "\n")
  }
}
