public import Sampling

/// Names that do not fit the strata of a pool or a table (exit status 65).
public struct StrataMismatch: ExplainedError, Hashable {
  /// The pool or table.
  public var file: String
  /// Strata for which nothing is said.
  public var unruled: [String]
  /// Names for which there is no stratum.
  public var unknown: [String]
  /// Names that fit more than one stratum.
  public var ambiguous: [AmbiguousName]
  /// The strata that there are.
  public var known: [String]

  /// What it is about.
  public var kind: ErrorKind { .data }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: a line for each kind of mismatch.
  public func explanation(in language: Language) -> String {
    func list(_ names: [String]) -> String {
      Sentence.quoting(names, atMost: 10).text(in: language)
    }
    let file = self.file == "-" ? language("standard input", "标准输入") : self.file
    let isWhole = known == [ProtocolText.everything.text]
    var lines: [String] = []
    if !unruled.isEmpty {
      lines.append(
        language(
          "\(file): no rule or size for the strata \(list(unruled));"
            + " add one, as in \(Setting.rule) \"\(unruled[0].excerpt): 10%\"",
          "\(file)：分类 \(list(unruled)) 没有规则或数量，请补充，例如 \(Setting.rule) \"\(unruled[0].excerpt): 10%\""
        )
      )
    }
    if !unknown.isEmpty {
      lines.append(
        language(
          isWhole
            ? "\(file): without \(Setting.stratum) COLUMN the pool is one stratum, and there is no"
              + " \(list(unknown)) in it"
            : "\(file): there is no stratum \(list(unknown)); there are \(list(known))",
          isWhole
            ? "\(file)：未用 \(Setting.stratum) 指定分类列，对象库视为一个分类，没有分类 \(list(unknown))"
            : "\(file)：没有分类 \(list(unknown))，现有分类为 \(list(known))"
        )
      )
    }
    lines += ambiguous.prefix(10).map { name in
      language(
        "\(file): \(name.explanation(in: .english)); there are \(list(known))",
        "\(file)：\(name.explanation(in: .chinese))，现有分类为 \(list(known))"
      )
    }
    return lines.joined(separator: "\n")
  }
}

extension StrataMismatch {
  /// Refuses names that fit no stratum or more than one, and strata of which nothing is said.
  ///
  /// - Parameters:
  ///   - names: the strata, after all names were looked for among them.
  ///   - unruled: strata without a rule or a size.
  ///   - file: the pool or table, for messages.
  /// - Throws: ``StrataMismatch``.
  public static func check(
    _ names: StratumNames,
    unruled: [ProtocolText] = [],
    file: String
  ) throws(StrataMismatch) {
    guard !unruled.isEmpty || !names.unknown.isEmpty || !names.ambiguous.isEmpty else { return }
    throw StrataMismatch(
      file: file,
      unruled: unruled.map(\.text),
      unknown: names.unknown.map(\.text),
      ambiguous: names.ambiguous,
      known: names.strata.map(\.text)
    )
  }
}

extension RuleSet {
  /// Strata in which no rule holds.
  ///
  /// A rule over all strata alone is a rule for each: they share in
  /// proportion.
  package func unruled(_ strata: [Stratum]) -> [ProtocolText] {
    let isEveryRuled = !everywhere.isEmpty || (byStratum.isEmpty && !overall.isEmpty)
    return isEveryRuled ? [] : strata.map(\.name).filter { byStratum[$0] == nil }
  }
}
