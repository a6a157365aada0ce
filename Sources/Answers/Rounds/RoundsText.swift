package import Sampling

extension RoundsDocument {
  /// Rounds that a terminal has room for; CSV and JSON have every one.
  private static let greatestRounds = 12

  /// The sizes of the rounds, then what is seen.
  package func text(_ language: Language) -> String {
    let all = roundsPerYear * years
    let count = min(all, RoundsDocument.greatestRounds)
    let more =
      count < all
      ? language(
        "the first \(count) of \(all) rounds; \(Setting.format) csv or json has every one\n",
        "仅显示 \(all) 轮中的前 \(count) 轮；\(Setting.format) csv 或 json 输出全部\n"
      ) : ""
    return sizesTable(first: count, language) + more + "\n" + seenTable(language)
      + language(
        "a rotation (draw \(Setting.after)) sees everyone before it visits a unit again; the other columns are"
          + " of draws at random among the units not left out\n",
        "轮换抽取（draw \(Setting.after)）在全部覆盖之前不重复检查；其余各列为在未间隔对象中随机抽取的结果\n"
      )
  }
}
