internal import Reports
public import Sampling

extension RoundsDocument {
  /// One row a class and round.
  public var rows: [[String]] {
    var rows = [
      [
        "stratum", "population", "round", "year", "size", "eligible", "left_out_rounds",
        "visits_per_year", "seen_random", "seen_rotation",
      ]
    ]
    for item in classes {
      for (place, size) in item.sizes.enumerated() {
        let year = place / roundsPerYear
        let isLast = (place + 1) % roundsPerYear == 0
        rows.append(
          [
            item.stratum, "\(item.population)", "\(place + 1)", "\(year + 1)", "\(size)",
            "\(item.eligible[place])", "\(item.leftOutRounds)", item.visitsPerYear,
            isLast ? "\(item.random.seenByYear[year])" : "",
            isLast ? "\(item.rotation.seenByYear[year])" : "",
          ]
        )
      }
    }
    return rows
  }

  /// The tables for people: the sizes of the rounds, then what is seen.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  public func text(_ language: Language) -> String {
    // A terminal has no room for more; CSV and JSON have every round.
    let count = min(roundsPerYear * years, 12)
    let header =
      [
        language("stratum", "分类"), language("population", "对象数"),
        language("a year", "每年次数"), language("left out", "间隔轮数"),
      ] + (1...count).map { language("round \($0)", "第\($0)轮") } + [language("why", "原因")]
    let sizes = classes.map { item in
      [item.stratum, "\(item.population)", item.visitsPerYear, "\(item.leftOutRounds)"]
        + item.sizes.prefix(count).map { "\($0)" } + [item.reason]
    }
    let numbers = Set(1..<header.count - 1)
    let more =
      count < roundsPerYear * years
      ? language(
        "the first \(count) of \(roundsPerYear * years) rounds; --format csv or json has every one\n",
        "仅显示 \(roundsPerYear * years) 轮中的前 \(count) 轮；--format csv 或 json 输出全部\n"
      ) : ""
    return TextTable(header: header, rows: sizes, rightAligned: numbers).text + more + "\n"
      + seen(language)
  }

  private func seen(_ language: Language) -> String {
    let header = [
      language("stratum", "分类"),
      language("seen in \(years) years", "\(years) 年内覆盖概率"),
      language("everyone", "全部覆盖概率"), language("95% of a unit", "单个达 95%"),
      language("everyone, 95%", "全部达 95%"),
      language("rotation, seen", "轮换覆盖"), language("rotation, everyone", "轮换全部覆盖"),
    ]
    func span(_ until: Until?) -> String {
      guard let until, let years = until.years else { return "-" }
      return (until.isBound ? "≤" : "") + language("\(years) y", "\(years) 年")
    }
    let place = RoundsDocument.probabilities.firstIndex(of: Ratio(19, 20)) ?? 0
    let rows = classes.map { item in
      [
        item.stratum, ResultText.percent(item.random.seenByYear.last ?? 0, .down),
        item.random.everyoneByYear?.last.map { ResultText.percent($0, .down) } ?? "-",
        span(item.random.unitSeen[place]), span(item.random.everyoneSeen[place]),
        ResultText.percent(item.rotation.seenByYear.last ?? 0, .down),
        span(item.rotation.everyoneSeen.first),
      ]
    }
    return TextTable(header: header, rows: rows, rightAligned: Set(1...6)).text
      + language(
        "a rotation (draw --after) sees everyone before it visits a unit again; the other columns are"
          + " of draws at random among the units not left out\n",
        "轮换抽取（draw --after）在全部覆盖之前不重复检查；其余各列为在未间隔对象中随机抽取的结果\n"
      )
  }
}
