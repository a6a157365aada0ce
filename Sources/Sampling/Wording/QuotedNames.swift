extension Sentence {
  /// Names as each language quotes and lists them: `"A", "B"` and `“A”、“B”`.
  ///
  /// - Parameters:
  ///   - names: the names.
  ///   - limit: how many are shown; of more the number of all stands behind.
  /// - Returns: the list, a part of a sentence.
  /// - Complexity: O(shown).
  package static func quoting(_ names: some Collection<String>, atMost limit: Int = 12) -> Sentence
  {
    let shown = names.prefix(limit).map(\.excerpt)
    let english = shown.map { "\"\($0)\"" }.joined(separator: ", ")
    let chinese = shown.map { "“\($0)”" }.joined(separator: "、")
    guard names.count > limit else { return Sentence(english, chinese) }
    return Sentence("\(english), … (\(names.count))", "\(chinese)……（共 \(names.count) 个）")
  }
}
