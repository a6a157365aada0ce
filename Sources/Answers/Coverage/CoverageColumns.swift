internal import Frames
internal import Reports
internal import Sampling

extension CoverageDocument {
  /// A year of a class: what a row of CSV has.
  private struct Year {
    var part: Class
    var place: Int
  }

  /// The years of a class; the table is of all classes together.
  private static var yearColumns: [Column<Year>] {
    [
      Column(csv: "stratum") { $0.part.stratum },
      .count("year", "year", "年度") { $0.place + 1 },
      Column(csv: "population") { "\($0.part.populations[$0.place])" },
      Column(csv: "size") { "\($0.part.sizes[$0.place])" },
      .share("independent_seen", "independent draws", "各年独立抽取") {
        $0.part.independent.seenByYear[$0.place]
      },
      .share("independent_frame_seen", "of that year's frame", "占当年对象库") {
        $0.part.independent.frameSeenByYear[$0.place]
      },
      .share("rotation_seen", "rotation", "轮换抽取") { $0.part.rotation.seenByYear[$0.place] },
      .share("rotation_frame_seen", "of that year's frame", "占当年对象库") {
        $0.part.rotation.frameSeenByYear[$0.place]
      },
    ]
  }

  private func yearRows(_ parts: [Class]) -> [Year] {
    parts.flatMap { part in (0..<years).map { Year(part: part, place: $0) } }
  }

  /// A row for each class and year, all classes together last.
  package var rows: [[String]] { CoverageDocument.yearColumns.saved(yearRows(strata + [total])) }

  func yearTable(_ language: Language) -> String {
    CoverageDocument.yearColumns.table(yearRows([total]), language).text
  }

  func classTable(_ language: Language) -> String {
    func share(_ value: Double?) -> String { value.map { ResultText.percent($0) } ?? "-" }
    let columns: [Column<Class>] = [
      Column(table: "class", "分类") { part, _ in part.stratum },
      Column(table: "units", "对象数", .number) { part, _ in "\(part.population)" },
      Column(table: "drawn a year", "每年抽取", .number) { part, _ in
        CoverageDocument.list(part.sizes)
      },
      Column(table: "seen in \(years) years", "\(years) 年内至少检查一次", .number) { part, _ in
        share(part.independent.seenByYear.last ?? nil)
      },
      Column(table: "in a rotation", "轮换", .number) { part, _ in
        share(part.rotation.seenByYear.last ?? nil)
      },
      Column(table: "distinct units", "不同对象数", .number) { part, _ in
        part.independent.distinct.map { ResultText.number($0.mean) } ?? "-"
      },
      Column(table: "90% of all cases", "90% 区间", .number) { part, _ in
        part.independent.distinct.map { "\($0.q05)–\($0.q95)" } ?? "-"
      },
      Column(table: "never seen", "从未检查", .number) { part, _ in
        ResultText.number(part.independent.neverSeen)
      },
    ]
    return columns.table(strata + [total], language).text
  }

  /// How long shares take, a line a class and design.
  func waitTable(_ language: Language) -> String {
    typealias Line = (part: Class, outlook: Outlook, design: Sentence)
    let shares = total.independent.yearsTo.map(\.share)
    let columns: [Column<Line>] =
      [
        Column(table: "years until", "达到所需年数") { line, _ in line.part.stratum },
        Column(table: "", "") { line, language in line.design.text(in: language) },
      ]
      + shares.enumerated().map { place, share in
        Column(table: share.percentage, share.percentage, .number) { line, _ in
          line.outlook.yearsTo[place].years.map(String.init) ?? "-"
        }
      }
      + [
        Column(table: "longest gap", "最长间隔", .number) { line, _ in
          ResultText.cell(line.outlook.longestGap)
        }
      ]
    let lines = (strata + [total]).flatMap { part -> [Line] in
      [
        (part, part.independent, Sentence("independent", "独立")),
        (part, part.rotation, Sentence("rotation", "轮换")),
      ]
    }
    return columns.table(lines, language).text
  }

  func drawTable(_ language: Language) -> String {
    let columns: [Column<Draw>] = [
      Column(table: "draw", "抽取") { draw, _ in draw.name.excerpt },
      Column(table: "listed", "名单", .number) { draw, _ in "\(draw.listed)" },
      Column(table: "in the frame", "在对象库中", .number) { draw, _ in "\(draw.inFrame)" },
      Column(table: "seen before", "此前已检查", .number) { draw, _ in "\(draw.seenBefore)" },
    ]
    return columns.table(draws, language).text
  }

  /// What the lists show of each class.
  func visitTable(_ language: Language) -> String {
    typealias Line = (part: Class, seen: Observed)
    func chance(_ value: Double?) -> String { value.map { ResultText.percent($0) } ?? "-" }
    let columns: [Column<Line>] = [
      Column(table: "class", "分类") { line, _ in line.part.stratum },
      Column(table: "seen", "已检查", .number) { line, _ in "\(line.seen.distinct)" },
      Column(table: "never", "从未检查", .number) { line, _ in "\(line.seen.neverSeen)" },
      Column(table: "as few by chance", "偶然不多于此的概率", .number) { line, _ in
        chance(line.seen.fewerByChance)
      },
      Column(table: "as many", "不少于此", .number) { line, _ in chance(line.seen.moreByChance) },
      Column(table: "longest gap", "最长间隔", .number) { line, _ in "\(line.seen.longestGap)" },
      Column(table: "units with it", "对象数", .number) { line, _ in
        "\(line.seen.unitsWithLongestGap)"
      },
    ]
    let lines = (strata + [total]).compactMap { part in part.observed.map { (part, $0) as Line } }
    return columns.table(lines, language).text
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
