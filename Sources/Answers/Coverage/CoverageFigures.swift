internal import Analysis
internal import Reports
internal import Sampling

/// The pictures of a coverage.
extension CoverageDocument {
  /// The classes and, last, all of them together.
  private func parts(_ language: Language) -> [(name: String, part: Class, isTotal: Bool)] {
    strata.map { ($0.stratum, $0, false) } + [(language("all", "合计"), total, true)]
  }

  func yearFigure(_ language: Language) -> Figure {
    let parts = parts(language)
    let designs: [(String, String, (Class) -> Outlook)] = [
      ("independent", language("independent draws", "各年独立抽取"), { $0.independent }),
      ("rotation", language("a rotation", "轮换抽取"), { $0.rotation }),
    ]
    let plots = designs.map { key, name, outlook in
      Plot(
        language("Seen at least once: \(name)", "至少检查一次：\(name)"),
        description: language(
          "A line for each of \(strata.count) classes and all together over \(years) years.",
          "\(strata.count) 个分类及合计在 \(years) 年内的变化。"
        ),
        x: Axis(language("year", "年度"), including: [0]),
        y: Axis(name, format: .percent, including: [0, 1]),
        marks: parts.enumerated().flatMap { place, entry in
          CoverageDocument.marks(
            outlook(entry.part).seenByYear,
            entry.isTotal ? .reference : Series(place),
            data: ["stratum": entry.part.stratum, "design": key]
          )
        }
      )
    }
    let names = [
      language("class", "分类"), language("units", "对象数"),
      language("independent, year \(years)", "独立，第 \(years) 年"),
      language("rotation, year \(years)", "轮换，第 \(years) 年"),
      language("never seen (independent)", "从未检查（独立）"),
      language("years to 95%", "覆盖 95% 年数"),
    ]
    let rows = parts.map { entry in
      let share = { (value: Double?) in value.map { ResultText.percent($0) } ?? "–" }
      let wait = { (outlook: Outlook) in
        outlook.yearsToNearlyAll?.years.map(String.init) ?? "–"
      }
      return [
        entry.name, "\(entry.part.population)",
        share(entry.part.independent.seenByYear.last ?? nil),
        share(entry.part.rotation.seenByYear.last ?? nil),
        ResultText.number(entry.part.independent.neverSeen),
        wait(entry.part.independent) + " / " + wait(entry.part.rotation),
      ]
    }
    return Figure(
      language("The chance of a unit to have been seen.", "对象至少被检查一次的概率。"),
      caption: language(
        "First: a draw of its own each year; second: one draw that goes on where it stopped."
          + " N = \(total.population); computed from the sizes, not simulated.",
        "前图：各年独立抽取；后图：轮换抽取，每年从上次停止处继续。N = \(total.population)，由抽取数直接计算，非模拟。"
      ),
      plots: plots,
      legend: parts.enumerated().map { ($1.isTotal ? .reference : Series($0), $1.name) },
      table: TextTable(header: names, rows: rows, rightAligned: Set(1...5)),
      file: PageText.file("coverage-years", self.rows, language)
    )
  }

  /// A line from nothing in year 0, with a point each year where there are few.
  private static func marks(
    _ shares: [Double?],
    _ series: Series,
    data: [String: String]
  ) -> [Mark] {
    let known = shares.enumerated().compactMap { year, share in
      share.map { (x: Double(year + 1), y: $0) }
    }
    guard !known.isEmpty else { return [] }
    var numbers = data
    numbers["year"] = known.map { "\(Int($0.x))" }.joined(separator: " ")
    numbers["seen"] = known.map { "\($0.y)" }.joined(separator: " ")
    var marks = [Mark(.line([(x: 0, y: 0)] + known), series, data: numbers)]
    if known.count <= 12, series != .reference {
      marks += known.map { Mark(.point(x: $0.x, y: $0.y), series, hint: ResultText.percent($0.y)) }
    }
    return marks
  }

  func distinctFigure(_ language: Language) -> Figure {
    let parts = parts(language).filter { $0.part.population > 0 }
    var marks: [Mark] = []
    for (row, entry) in parts.enumerated() {
      let all = Double(entry.part.population)
      guard let distinct = entry.part.independent.distinct else { continue }
      let place = Double(row)
      marks.append(
        Mark(.interval(from: Double(distinct.q05) / all, to: Double(distinct.q95) / all, y: place))
      )
      marks.append(
        Mark(
          .point(x: distinct.mean / all, y: place),
          data: [
            "stratum": entry.part.stratum, "population": "\(entry.part.population)",
            "mean": "\(distinct.mean)", "q05": "\(distinct.q05)", "q95": "\(distinct.q95)",
          ]
        )
      )
      if let rotation = entry.part.rotation.distinct {
        marks.append(
          Mark(
            .point(x: rotation.mean / all, y: place, isHollow: true),
            Series(1),
            data: ["stratum": entry.part.stratum, "rotation": "\(rotation.mean)"]
          )
        )
      }
      if let seen = entry.part.observed {
        marks.append(
          Mark(
            .point(x: Double(seen.distinct) / all, y: place),
            Series(2),
            data: ["stratum": entry.part.stratum, "observed": "\(seen.distinct)"]
          )
        )
      }
    }
    var legend = [
      (Series(0), language("independent draws, 90% of all cases", "独立抽取，90% 区间")),
      (Series(1), language("rotation", "轮换抽取")),
    ]
    if basis == .draws { legend.append((Series(2), language("really seen", "实际已检查"))) }
    let count = { (value: Double?) in value.map { ResultText.number($0) } ?? "–" }
    return Figure(
      language("Different units seen in \(years) years.", "\(years) 年内检查过的不同对象。"),
      caption: language(
        "Share of the class; line: from the 5% to the 95% quantile of independent draws.",
        "占该分类的比例；线为独立抽取的 5% 至 95% 分位数。"
      ),
      x: Axis(
        language("share of the class", "占该分类的比例"),
        format: .percent,
        including: [0]
      ),
      y: Axis(
        rows: parts.map {
          Axis.Row(
            $0.name,
            remark: ResultText.percent(
              ($0.part.independent.distinct?.mean ?? 0) / Double($0.part.population)
            ),
            isTotal: $0.isTotal
          )
        }
      ),
      marks: marks,
      legend: legend,
      table: TextTable(
        header: [
          language("class", "分类"), language("units", "对象数"), language("expected", "预期"),
          language("90% of all cases", "90% 区间"), language("rotation", "轮换"),
        ] + (basis == .draws ? [language("really seen", "实际")] : []),
        rows: parts.map { entry in
          let distinct = entry.part.independent.distinct
          return [
            entry.name, "\(entry.part.population)", count(distinct?.mean),
            distinct.map { "\($0.q05)–\($0.q95)" } ?? "–",
            count(entry.part.rotation.distinct?.mean),
          ] + (entry.part.observed.map { ["\($0.distinct)"] } ?? [])
        },
        rightAligned: Set(1...5)
      ),
      file: PageText.file("coverage-units", distinctRows, language)
    )
  }

  private var distinctRows: [[String]] {
    let header = ["stratum", "population", "mean", "q05", "q95", "rotation", "observed"]
    return [header]
      + (strata + [total]).map { part in
        let distinct = part.independent.distinct
        return [
          part.stratum, "\(part.population)", ResultText.cell(distinct?.mean),
          ResultText.cell(distinct?.q05), ResultText.cell(distinct?.q95),
          ResultText.cell(part.rotation.distinct?.mean),
          ResultText.cell(part.observed?.distinct),
        ]
      }
  }
}
