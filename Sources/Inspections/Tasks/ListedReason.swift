package import Sampling

/// A reason that is one of a list, known by its name in commands or in Chinese.
package protocol ListedReason: CaseIterable, RawRepresentable<String>, Sendable {
  /// In words.
  var sentence: Sentence { get }
}

extension ListedReason {
  /// A reason by its name in commands, or in Chinese; nil for none of the list.
  package init?(name: String) {
    guard
      let reason = Self.allCases.first(where: {
        $0.rawValue == name || $0.sentence.chinese == name
      })
    else { return nil }
    self = reason
  }
}
