internal import Inspections
package import Reports
package import Sampling

extension EvaluationDocument: PageDocument {
  /// The report of a year, and its bulletin before the end: grades, progress, what is due, what was found.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - tool: the name and version of the program.
  /// - Returns: the page.
  package func page(_ language: Language, tool: String) -> Page {
    var sections = [grades(language), progress(language)]
    if let due { sections.append(dueSection(due, language)) }
    if let table = rateTable(language) { sections.append(rateSection(table, language)) }
    sections += Metric.allCases.compactMap { evidenceSection($0, language) }
    let office = parts[0]
    return Page(
      language: PageText.tag(language),
      title: language("Inspections of \(year)", "\(year) 年度“双随机、一公开”工作评价"),
      lead: language("As of \(on).", "截至 \(on)。"),
      notice: PageText.isInternal(naming: rates.compactMap(\.stratum), language),
      facts: [
        Page.Fact(
          language("Score", "得分"),
          office.hundredths.map(EvaluationDocument.decimal) ?? "–",
          office.gradeTitle?.text(in: language) ?? ""
        ),
        Page.Fact(
          language("Inspected", "已检查"),
          "\(evaluation.funnel.inspected)",
          language(
            "of \(evaluation.funnel.drawn) objects drawn",
            "抽中对象 \(evaluation.funnel.drawn) 个"
          )
        ),
        Page.Fact(
          language("Overdue", "逾期"),
          "\(due?.overdue ?? 0)",
          language("of \(due?.items.count ?? 0) to do", "待办 \(due?.items.count ?? 0) 项")
        ),
      ],
      sections: sections,
      method: method(language, tool: tool)
    )
  }

  private func grades(_ language: Language) -> Page.Section {
    Page.Section(
      language("Figures and grades", "指标与等次"),
      figures: [
        Reports.Figure(
          language("What was reached.", "各项指标完成情况。"),
          caption: language(
            "Each figure is a count of a whole; points are the weight times the share.",
            "各指标为数量与总数之比，得分为权重乘以比率。"
          ),
          plots: [],
          table: table(parts.flatMap(\.figures), language),
          file: PageText.file("evaluation", rows, language)
        )
      ],
      notes: parts.map { PageText.sentence(line($0, language), language) }
    )
  }

  private func progress(_ language: Language) -> Page.Section {
    var sum = 0
    let points = evaluation.months.enumerated().map { month, count in
      sum += count
      return (x: Double(month + 1), y: Double(sum))
    }
    let months = Reports.Figure(
      language("Results over the year.", "全年检查进度。"),
      caption: language(
        "Reviewed results by the month of the inspection, added up.",
        "按检查完成月份累计的已复核结果数。"
      ),
      plots: [
        Plot(
          language("Results", "检查结果"),
          description: language("A line over twelve months.", "十二个月的累计折线。"),
          x: Axis(language("month", "月份"), including: [1, 12]),
          y: Axis(language("results", "结果数"), including: [0]),
          marks: [Mark(.line(points), Series(0), data: [:])]
        )
      ],
      table: TextTable(
        header: [language("month", "月份"), language("results", "结果数"), language("in all", "累计")],
        rows: points.enumerated().map {
          ["\($0 + 1)", "\(evaluation.months[$0])", "\(Int($1.y))"]
        },
        rightAligned: [0, 1, 2]
      ),
      file: PageText.file(
        "months",
        [["month", "results"]] + evaluation.months.enumerated().map { ["\($0 + 1)", "\($1)"] },
        language
      )
    )
    let funnel = evaluation.funnel
    let steps: [(String, Int)] = [
      (language("drawn", "抽中"), funnel.drawn), (language("inspected", "已检查"), funnel.inspected),
      (language("published", "已公示"), funnel.published),
      (language("of these with a problem", "其中发现问题"), funnel.withProblem),
      (language("of these all followed up", "其中后续处理完结"), funnel.closed),
    ]
    let way = Reports.Figure(
      language("The way of the objects.", "对象检查流程。"),
      caption: language("Objects at each step.", "各环节对象数。"),
      plots: [],
      table: TextTable(
        header: [language("step", "环节"), language("objects", "对象数")],
        rows: steps.map { [$0.0, "\($0.1)"] },
        rightAligned: [1]
      ),
      file: PageText.file(
        "funnel",
        [["step", "objects"]] + steps.map { [$0.0, "\($0.1)"] },
        language
      )
    )
    return Page.Section(language("Progress", "进度"), figures: [months, way])
  }

  private func dueSection(_ due: DueDocument, _ language: Language) -> Page.Section {
    Page.Section(
      language("To do", "待办与逾期"),
      figures: [
        Reports.Figure(
          language("What each unit has to do.", "各单位待办情况。"),
          caption: language("On \(due.on).", "截至 \(due.on)。"),
          plots: [],
          table: due.counts(language),
          file: PageText.file("due", due.rows, language)
        )
      ]
    )
  }

  private func rateSection(_ table: TextTable, _ language: Language) -> Page.Section {
    Page.Section(
      language("What the results say", "检查结果分析"),
      figures: [
        Reports.Figure(
          language("Objects with a problem.", "发现问题的对象比例。"),
          caption: language(
            "Estimates of whole classes from the draw's own design, with exact two-sided 95% bounds; what was"
              + " kept out of a draw is not estimated.",
            "按抽取设计推断全部对象，精确双侧 95% 界限；排除在抽取之外的对象不作推断。"
          ),
          plots: [],
          table: table,
          file: PageText.file("rates", rateRows, language)
        )
      ]
    )
  }

  private var rateRows: [[String]] {
    [["task", "by", "name", "stratum", "population", "inspected", "share", "lower", "upper"]]
      + rates.map { rate in
        [
          rate.task, rate.by, rate.name, rate.stratum ?? "", ResultText.cell(rate.population),
          ResultText.cell(rate.inspected), ResultText.cell(rate.share), ResultText.cell(rate.lower),
          ResultText.cell(rate.upper),
        ]
      }
  }

  /// How much evidence the page shows of a figure; the file has all.
  private func evidenceSection(_ metric: Metric, _ language: Language) -> Page.Section? {
    guard let list = evidence[metric.rawValue], !list.isEmpty else { return nil }
    let rows = list.map { [$0.task, $0.object, $0.unit, $0.item] }
    let shown = rows.prefix(PageText.greatestRows)
    let title = metric.title.text(in: language)
    return Page.Section(
      language("Evidence: \(title)", "依据：\(title)"),
      figures: [
        Reports.Figure(
          language("What counts against it.", "未达到该指标的记录。"),
          caption: PageText.left(rows.count - shown.count, language),
          plots: [],
          table: TextTable(
            header: [
              language("task", "任务"), language("object", "对象标识"), language("unit", "单位"),
              language("item", "事项"),
            ],
            rows: Array(shown)
          ),
          file: PageText.file(
            metric.rawValue,
            [["task", "object", "unit", "item"]] + rows,
            language
          )
        )
      ]
    )
  }

  private func method(_ language: Language, tool: String) -> MethodCard {
    let definitions = Metric.allCases.map {
      $0.title.text(in: language) + language(": ", "：") + $0.definition.text(in: language)
    }
    return MethodCard(
      language("How it was computed", "计算方法"),
      [
        .init(language("Figures", "指标"), definitions),
        .init(
          language("Weights", "权重"),
          [scorecard.sentence.text(in: language)]
        ),
      ] + PageText.provenance(schema: schema, tool: tool, inputs: [:], language)
    )
  }
}
