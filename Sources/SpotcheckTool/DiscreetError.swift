import Frames
import Sampling

/// An error of a sealed draw, whose sentence is held back where it would name a stratum: others may see the
/// screen.
struct DiscreetError: ExplainedError {
  /// The error, which decides the exit status.
  let hidden: any ExplainedError
  private let names: [ProtocolText]

  init(_ error: any ExplainedError, names: [ProtocolText]) {
    hidden = error
    self.names = names
  }

  var kind: ErrorKind { hidden.kind }

  func explanation(in language: Language) -> String {
    let text = hidden.explanation(in: language)
    guard names.contains(where: { text.names($0.text) }) else { return text }
    let problem = (hidden as? DataError)?.problems.first
    let place = [
      problem?.file, problem?.row.map { language("row \($0)", "第 \($0) 行") },
      problem?.column.map { language("column \"\($0.excerpt)\"", "“\($0.excerpt)”列") },
    ].compactMap { $0 }.joined(separator: language(", ", "，"))
    return (place.isEmpty ? "" : place + language(": ", "："))
      + language(
        "what is wrong would name a stratum of the sealed draw, so that it is not shown; leave rules, sizes,"
          + " reserves, starts and conditions out, and the record's are taken",
        "具体问题涉及密封抽取的分类名称，不予显示；请去掉规则、数量、候补、起点和筛选参数，以记录为准"
      )
  }
}

extension String {
  /// Whether a name stands in the text: anywhere, or between quotes or before a colon where it has a
  /// single character and may stand in any word.
  fileprivate func names(_ name: String) -> Bool {
    guard name.count == 1 else { return contains(name) }
    return ["\"\(name)\"", "“\(name)”", "\"\(name):", "“\(name):", "\"\(name)：", "“\(name)："]
      .contains { contains($0) }
  }
}
