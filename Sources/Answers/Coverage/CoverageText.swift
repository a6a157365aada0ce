internal import Frames
internal import Inference
internal import Reports
public import Sampling

extension CoverageDocument {
  /// A row for each class and year, all classes together last.
  public var rows: [[String]] {
    let header = [
      "stratum", "year", "population", "size", "independent_seen", "independent_frame_seen",
      "rotation_seen", "rotation_frame_seen",
    ]
    let lines = (strata + [total]).flatMap { part in
      (0..<years).map { year in
        [
          part.stratum, "\(year + 1)", "\(part.populations[year])", "\(part.sizes[year])",
          ResultText.cell(part.independent.seenByYear[year].value),
          ResultText.cell(part.independent.frameSeenByYear[year].value),
          ResultText.cell(part.rotation.seenByYear[year].value),
          ResultText.cell(part.rotation.frameSeenByYear[year].value),
        ]
      }
    }
    return [header] + lines
  }

  /// The classes, the years of all of them together, and what can not be said.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  public func text(_ language: Language) -> String {
    var parts = [classTable(language), yearTable(language), waitTable(language)]
    if basis == .draws { parts += [drawTable(language), visitTable(language)] }
    if !notes.isEmpty {
      parts.append(notes.map { $0.text(in: language) + "\n" }.joined())
    }
    return parts.joined(separator: "\n")
  }

  private func classTable(_ language: Language) -> String {
    let header = [
      language("class", "分类"), language("units", "对象数"), language("drawn a year", "每年抽取"),
      language("seen in \(years) years", "\(years) 年内至少检查一次"), language("in a rotation", "轮换"),
      language("distinct units", "不同对象数"), language("90% of all cases", "90% 区间"),
      language("never seen", "从未检查"),
    ]
    let lines = (strata + [total]).map { part in
      let distinct = part.independent.distinct.value
      let share = { (value: Double?) in value.map { ResultText.percent($0) } ?? "-" }
      return [
        part.stratum, "\(part.population)", CoverageDocument.list(part.sizes),
        share(part.independent.seenByYear.last?.value), share(part.rotation.seenByYear.last?.value),
        distinct.map { ResultText.number($0.mean) } ?? "-",
        distinct.map { "\($0.q05)–\($0.q95)" } ?? "-",
        ResultText.number(part.independent.neverSeen),
      ]
    }
    return TextTable(header: header, rows: lines, rightAligned: Set(1...7)).text
  }

  private func yearTable(_ language: Language) -> String {
    let header = [
      language("year", "年度"), language("independent draws", "各年独立抽取"),
      language("of that year's frame", "占当年对象库"), language("rotation", "轮换抽取"),
      language("of that year's frame", "占当年对象库"),
    ]
    let lines = (0..<years).map { year in
      [
        total.independent.seenByYear, total.independent.frameSeenByYear,
        total.rotation.seenByYear, total.rotation.frameSeenByYear,
      ].map { $0[year].value.map { ResultText.percent($0) } ?? "-" }
    }
    let rows = lines.enumerated().map { ["\($0 + 1)"] + $1 }
    return TextTable(header: header, rows: rows, rightAligned: Set(0...4)).text
  }

  private func waitTable(_ language: Language) -> String {
    let shares = total.independent.yearsTo.map(\.percentage)
    let header =
      [language("years until", "达到所需年数"), ""] + shares
      + [language("longest gap", "最长间隔")]
    let lines = (strata + [total]).flatMap { part in
      [
        (part.independent, language("independent", "独立")),
        (part.rotation, language("rotation", "轮换")),
      ].map { outlook, design in
        [part.stratum, design] + outlook.yearsTo.map { $0.years.value.map(String.init) ?? "-" }
          + [ResultText.cell(outlook.longestGap.value)]
      }
    }
    return TextTable(header: header, rows: lines, rightAligned: Set(2...6)).text
  }

  private func drawTable(_ language: Language) -> String {
    let header = [
      language("draw", "抽取"), language("listed", "名单"), language("in the frame", "在对象库中"),
      language("seen before", "此前已检查"),
    ]
    let lines = draws.map {
      ["\($0.name.excerpt)", "\($0.listed)", "\($0.inFrame)", "\($0.seenBefore)"]
    }
    return TextTable(header: header, rows: lines, rightAligned: [1, 2, 3]).text
  }

  private func visitTable(_ language: Language) -> String {
    let header = [
      language("class", "分类"), language("seen", "已检查"), language("never", "从未检查"),
      language("as few by chance", "偶然不多于此的概率"), language("as many", "不少于此"),
      language("longest gap", "最长间隔"), language("units with it", "对象数"),
    ]
    let lines = (strata + [total]).compactMap { part -> [String]? in
      guard let seen = part.observed.value else { return nil }
      let chance = { (value: Double?) in value.map { ResultText.percent($0) } ?? "-" }
      return [
        part.stratum, "\(seen.distinct)", "\(seen.neverSeen)", chance(seen.fewerByChance.value),
        chance(seen.moreByChance.value), "\(seen.longestGap)", "\(seen.unitsWithLongestGap)",
      ]
    }
    return TextTable(header: header, rows: lines, rightAligned: Set(1...6)).text
  }

  /// Equal numbers once, others in a row.
  private static func list(_ sizes: [Int]) -> String {
    guard let first = sizes.first, sizes.contains(where: { $0 != first }) else {
      return sizes.first.map(String.init) ?? ""
    }
    guard sizes.count > 3, let last = sizes.last else {
      return sizes.map(String.init).joined(separator: ", ")
    }
    return "\(first), \(sizes[1]), … \(last)"
  }
}
