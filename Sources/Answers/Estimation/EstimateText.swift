internal import Reports
package import Sampling

extension EstimateDocument {
  /// The table, what became of the units, and what a reader has to know.
  package func text(_ language: Language) -> String {
    ([table(strata + domains, language).text]
      + (dispositionLines(language) + notes.map { $0.sentence.text(in: language) }).map {
        $0 + "\n"
      })
      .joined()
  }

  /// Units that were drawn and not inspected, a line a stratum and kind.
  func dispositionLines(_ language: Language) -> [String] {
    strata.flatMap { part in
      Fate.allCases.compactMap { fate in
        guard let words = fate.words, let count = part.dispositions[fate], count > 0 else {
          return nil
        }
        return language(
          "\(part.name): \(count) \(words.english)",
          "\(part.name)：\(words.chinese) \(count) 个"
        )
      }
    }
  }
}

extension EstimateDocument.Fate {
  /// What it is called; nil for a unit that was inspected.
  fileprivate var words: Sentence? {
    switch self {
    case .inspected: nil
    case .outOfScope: Sentence("out of scope", "不在范围")
    case .closed: Sentence("closed", "已注销或关闭")
    case .unreachable: Sentence("unreachable", "未能检查")
    }
  }
}
