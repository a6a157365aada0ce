public import Sampling

extension FrameReading {
  /// What a person should look at in the classes: names that differ in case, width or blanks alone, and a
  /// column that has nearly as many values as rows.
  ///
  /// Nothing of this is refused: classes are told apart by their bytes.
  ///
  /// - Parameter isSealed: whether no class may be named.
  /// - Returns: sentences, none where nothing is doubtful.
  /// - Complexity: O(strata).
  public func strataDoubts(isSealed: Bool) -> [Sentence] {
    guard let column = pool.stratumColumn else { return [] }
    var sentences: [Sentence] = []
    let groups = Dictionary(grouping: strata.map(\.name.text), by: ColumnNames.fold)
      .values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    if isSealed, !groups.isEmpty {
      sentences.append(
        Sentence(
          "\(groups.count) classes are written in more than one way (case, width or blanks) and are drawn"
            + " from apart; bring them into one form if they are one class",
          "有 \(groups.count) 个分类存在多种写法（大小写、全半角或空格），按不同分类分别抽取；如为同一分类请统一写法"
        )
      )
    } else {
      for group in groups.prefix(5) {
        let names = Sentence.quoting(Array(group.prefix(4)))
        sentences.append(
          Sentence(
            "the classes \(names.english) differ in case, width or blanks alone and are drawn"
              + " from apart; bring them into one form if they are one class",
            "分类 \(names.chinese) 仅大小写、全半角或空格不同，按不同分类分别抽取；如为同一分类请统一写法"
          )
        )
      }
    }
    if units >= 20, strata.count * 2 > units {
      sentences.append(
        Sentence(
          "the column \"\(column.excerpt)\" has \(strata.count) classes for \(units) units: it looks like a"
            + " name or a number of each; check \(Setting.stratum)",
          "“\(column.excerpt)”列有 \(strata.count) 个分类、\(units) 个对象，看似名称或编号列，请核对 \(Setting.stratum)"
        )
      )
    }
    return sentences
  }
}
