internal import Analysis
internal import Reports
internal import Sampling

extension RoundsDocument {
  /// One round of a class: what a row of CSV has.
  private struct Round {
    var item: Class
    var place: Int
    var roundsPerYear: Int

    var year: Int { place / roundsPerYear }
    var isLast: Bool { (place + 1) % roundsPerYear == 0 }
  }

  private static var roundColumns: [Column<Round>] {
    [
      Column(csv: "stratum") { $0.item.stratum.text },
      Column(csv: "population") { "\($0.item.population)" },
      Column(csv: "round") { "\($0.place + 1)" },
      Column(csv: "year") { "\($0.year + 1)" },
      Column(csv: "size") { "\($0.item.sizes[$0.place])" },
      Column(csv: "eligible") { "\($0.item.eligible[$0.place])" },
      Column(csv: "left_out_rounds") { "\($0.item.leftOutRounds)" },
      Column(csv: "visits_per_year") { $0.item.visitsPerYear.description },
      Column(csv: "seen_random") { $0.isLast ? "\($0.item.random.seenByYear[$0.year])" : "" },
      Column(csv: "seen_rotation") { $0.isLast ? "\($0.item.rotation.seenByYear[$0.year])" : "" },
    ]
  }

  /// A row for each class and round.
  package var rows: [[String]] {
    RoundsDocument.roundColumns.saved(
      classes.flatMap { item in
        item.sizes.indices.map { Round(item: item, place: $0, roundsPerYear: roundsPerYear) }
      }
    )
  }

  /// The sizes of the first rounds, a row a class.
  func sizesTable(first count: Int, _ language: Language) -> String {
    var columns: [Column<Class>] = [
      Column(table: "stratum", "分类") { row, _ in row.stratum.text },
      Column(table: "population", "对象数", .number) { row, _ in "\(row.population)" },
      Column(table: "a year", "每年次数", .number) { row, _ in row.visitsPerYear.decimal },
      Column(table: "left out", "间隔轮数", .number) { row, _ in "\(row.leftOutRounds)" },
    ]
    columns += (0..<count).map { place in
      Column(table: "round \(place + 1)", "第\(place + 1)轮", .number) { row, _ in
        "\(row.sizes[place])"
      }
    }
    columns.append(
      Column(table: "why", "原因") { row, language in row.reason.sentence.text(in: language) }
    )
    return columns.table(classes, language).text
  }

  /// By when units are seen, a row a class.
  func seenTable(_ language: Language) -> String {
    func share(_ value: Double?) -> String { value.map { ResultText.percent($0, .down) } ?? "-" }
    func span(_ until: Until?, _ language: Language) -> String {
      guard let until, let years = until.years else { return "-" }
      return (until.isBound ? "≤" : "") + language("\(years) y", "\(years) 年")
    }
    let place = VisitOutlook.probabilities.firstIndex(of: Ratio(19, 20)) ?? 0
    let columns: [Column<Class>] = [
      Column(table: "stratum", "分类") { row, _ in row.stratum.text },
      Column(table: "seen in \(years) years", "\(years) 年内覆盖概率", .number) { row, _ in
        share(row.random.seenByYear.last ?? 0)
      },
      Column(table: "everyone", "全部覆盖概率", .number) { row, _ in
        share(row.random.everyoneByYear?.last)
      },
      Column(table: "95% of a unit", "单个达 95%", .number) { row, language in
        span(row.random.unitSeen[place], language)
      },
      Column(table: "everyone, 95%", "全部达 95%", .number) { row, language in
        span(row.random.everyoneSeen[place], language)
      },
      Column(table: "rotation, seen", "轮换覆盖", .number) { row, _ in
        share(row.rotation.seenByYear.last ?? 0)
      },
      Column(table: "rotation, everyone", "轮换全部覆盖", .number) { row, language in
        span(row.rotation.everyoneSeen.first, language)
      },
    ]
    return columns.table(classes, language).text
  }
}
