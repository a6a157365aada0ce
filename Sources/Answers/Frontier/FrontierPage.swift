package import Reports
package import Sampling

extension FrontierDocument: PageDocument {
  /// The page for those who decide: what each budget buys, and who is inspected for it.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - tool: the name and version of the program.
  /// - Returns: the page.
  package func page(_ language: Language, tool: String) -> Page {
    let plan = shownPlan
    let units = classes.reduce(0) { $0 + $1.population }
    var notes = leftOut.map { goal in
      language(
        "Without \(FrontierWords.goal(goal.goal, language)): \(goal.reason.sentence.english).",
        "未计算“\(FrontierWords.goal(goal.goal, language))”：\(goal.reason.sentence.chinese)。"
      )
    }
    let count = frontiers.reduce(0) { $0 + $1.points.count }
    notes.append(
      language(
        "The table has the plans with a name; all \(count) are in the CSV and the JSON of the same"
          + " command. Between two of them no plan is better than the first.",
        "表中只列出有名称的方案；全部 \(count) 个方案见同一命令输出的 CSV 或 JSON。相邻两点之间没有更好的方案。"
      )
    )
    var sections = [
      Page.Section(
        language("What each budget buys", "预算与效果"),
        figures: [measureFigure(plan, language)],
        notes: notes
      )
    ]
    if let plan {
      sections.append(
        .init(language("Who is inspected", "各分类抽查比例"), figures: [sizesFigure(plan, language)])
      )
    }
    if !detection.isEmpty {
      sections.append(
        .init(
          language("What can be found", "发现能力"),
          figures: [detectionFigure(plan, language)],
          notes: [
            language(
              "The prevalences are those of the table, taken as known. Where they come from last year's"
                + " results, spotcheck learn plans with what those leave open.",
              "违法率取自输入表，视为已知。若来自上年检查结果，可用 spotcheck learn 计入其不确定性。"
            )
          ]
        )
      )
    }
    return Page(
      language: PageText.tag(language),
      title: language("What each budget buys", "抽查预算与方案"),
      lead: language(
        "\(units) units in \(PageText.classes(classes.count, language)); every point is the best plan for what it costs.",
        "\(classes.count) 个分类，共 \(units) 个对象；图中每一点都是同等花费下的最优方案。"
      ),
      notice: PageText.isInternal(naming: classes.map(\.stratum.text), language),
      facts: plan.map { facts($0, language) } ?? [],
      sections: sections,
      method: method(language, tool: tool)
    )
  }

  /// A plan that the page speaks of: the chosen one, or the first curve's knee.
  struct ShownPlan {
    var curve: Curve
    var number: Int
    var isChosen: Bool

    var point: Point { curve.points[number - 1] }
  }

  private var shownPlan: ShownPlan? {
    if let chosen, let curve = frontiers.first(where: { $0.goal == chosen.goal }) {
      return ShownPlan(curve: curve, number: chosen.number, isChosen: true)
    }
    guard let curve = frontiers.first, let knee = curve.landmarks[.knee] else { return nil }
    return ShownPlan(curve: curve, number: knee, isChosen: false)
  }

  private func facts(_ plan: ShownPlan, _ language: Language) -> [Page.Fact] {
    let point = plan.point
    let goal = FrontierWords.goal(plan.curve.goal, language)
    let which =
      plan.isChosen
      ? language("the chosen plan, best for \(goal)", "选定方案，目标为“\(goal)”")
      : language("where the return bends (knee), best for \(goal)", "收益转折点，目标为“\(goal)”")
    let share = ResultText.percent(point.coverageDecimal)
    var facts = [
      Page.Fact(
        language("Cost", "花费"),
        point.spent?.decimal ?? "–",
        which
      ),
      Page.Fact(
        language("Inspections", "抽查数"),
        "\(point.total)",
        language("\(share) of all units", "占全部对象的 \(share)")
      ),
    ]
    if let detection = point.worstDetection {
      facts.append(
        Page.Fact(
          language("Worst class", "最差分类"),
          ResultText.percent(detection, .down),
          language("chance to find a violator there", "至少发现一个违法对象的概率")
        )
      )
    }
    if let violations = point.expectedViolationsDecimal {
      facts.append(
        Page.Fact(
          language("Violations expected", "预期发现"),
          ResultText.number(violations),
          language("found by this plan", "按该方案可发现的违法数")
        )
      )
    }
    return facts
  }

  private func method(_ language: Language, tool: String) -> MethodCard {
    let gap = frontiers.flatMap(\.points).map(\.gap).max() ?? 0
    var sources = [
      language(
        "Neyman, JRSS 97, 1934, 558–625 (variance); exact search over whole units",
        "Neyman，JRSS 97，1934，558–625（方差）；对整数样本量精确搜索"
      ),
      language(
        "Satopää et al., ICDCSW 2011 (knee)",
        "Satopää 等，ICDCSW 2011（收益转折点）"
      ),
    ]
    if let preset {
      sources.append(
        language(
          "Ratios: \(preset.name), \(preset.source.sentence.english)",
          "比例：\(preset.name)，\(preset.source.sentence.chinese)"
        )
      )
    }
    return MethodCard(
      language("Method", "方法说明"),
      [
        .init(
          language("Formulas", "公式"),
          formulas: [
            language("variance = ", "方差 = ") + "Σ N_h^2 (1 − n_h / N_h) S_h^2 / n_h",
            language("worst detection = ", "最差发现概率 = ")
              + "min_h 1 − C(N_h − D_h, n_h) / C(N_h, n_h)",
            language("violations expected = ", "预期发现 = ") + "Σ p_h n_h",
            language("coverage = ", "覆盖率 = ") + "Σ n_h / Σ N_h",
          ]
        ),
        .init(
          language("Assumptions", "前提"),
          [
            language(
              "Prevalences and spreads are as in the table; a class has as many violators as its"
                + " prevalence times its units, rounded up.",
              "违法率与标准差以输入表为准；各分类的违法对象数为违法率乘以对象数，向上取整。"
            ),
            language(
              "Costs are those of the table; a plan keeps every rule of its class.",
              "成本以输入表为准；各方案均满足各分类的比例规定。"
            ),
          ]
        ),
        .init(
          language("Proof", "最优性"),
          [
            gap == 0
              ? language(
                "Every point is the exact optimum in whole units (gap 0).",
                "每一点均为整数最优解（差距为 0）。"
              )
              : language(
                "No plan of the same cost is better by more than \(gap).",
                "同等花费的其他方案最多再改进 \(gap)。"
              )
          ]
        ),
        .init(language("Sources", "出处"), sources),
      ]
        + PageText.provenance(schema: schema, tool: tool, inputs: inputs, language)
    )
  }
}
