internal import Analysis
package import Reports
package import Sampling

extension CoverageDocument: PageDocument {
  /// The page for those who decide: who will have been seen by when, and what a rotation changes.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - tool: the name and version of the program.
  /// - Returns: the page.
  package func page(_ language: Language, tool: String) -> Page {
    var sections = [
      Page.Section(
        language("Seen at least once, year by year", "逐年至少检查一次的比例"),
        figures: [yearFigure(language)],
        notes: notes.map { PageText.sentence($0.text(in: language), language) }
      )
    ]
    if (strata + [total]).contains(where: { $0.independent.distinct != nil }) {
      sections.append(
        .init(
          language("How many different units", "实际覆盖的对象数"),
          figures: [distinctFigure(language)]
        )
      )
    }
    return Page(
      language: PageText.tag(language),
      title: language("What is seen over the years", "多年覆盖情况"),
      lead: basis == .draws
        ? language(
          "\(years) draws from a frame of \(total.population) units, and what was to be expected.",
          "对象库共 \(total.population) 个对象，已抽取 \(years) 次，与理论预期比较。"
        )
        : language(
          "\(total.population) units in \(PageText.classes(strata.count, language)) over \(years) years.",
          "\(strata.count) 个分类，共 \(total.population) 个对象，展望 \(years) 年。"
        ),
      notice: PageText.isInternal(naming: strata.map(\.stratum), language),
      facts: facts(language),
      sections: sections,
      method: method(language, tool: tool)
    )
  }

  private func facts(_ language: Language) -> [Page.Fact] {
    let share = { (value: Double?) in value.map { ResultText.percent($0) } ?? "–" }
    var facts = [
      Page.Fact(
        language("Independent draws", "各年独立抽取"),
        share(total.independent.seenByYear.last ?? nil),
        language("seen at least once in \(years) years", "\(years) 年内至少检查一次")
      ),
      Page.Fact(
        language("A rotation", "轮换抽取"),
        share(total.rotation.seenByYear.last ?? nil),
        language("seen at least once in \(years) years", "\(years) 年内至少检查一次")
      ),
    ]
    if let seen = total.observed {
      facts.append(
        Page.Fact(
          language("Really seen", "实际已检查"),
          "\(seen.distinct)",
          language("\(seen.neverSeen) units in no list", "\(seen.neverSeen) 个对象从未被抽中")
        )
      )
    }
    if let wait = total.independent.yearsToNearlyAll {
      let rotation = total.rotation.yearsToNearlyAll?.years
      let none = language("not reached", "无法达到")
      facts.append(
        Page.Fact(
          language("Years until 95% are seen", "覆盖 95% 所需年数"),
          wait.years.map(String.init) ?? none,
          language(
            "in a rotation: \(rotation.map(String.init) ?? none)",
            "轮换抽取：\(rotation.map(String.init) ?? none)"
          )
        )
      )
    }
    return facts
  }

  /// Whether quantiles of a large class are those of a normal distribution.
  private var isApproximate: Bool {
    (strata + [total]).contains { $0.independent.distinct?.isExact == false }
  }

  private func approximation(_ language: Language) -> String {
    language(
      "Above 200,000 units the 90% range is that of a normal distribution with the exact moments.",
      "对象超过 200,000 个时，90% 区间按同均值同方差的正态分布计算。"
    )
  }

  private func method(_ language: Language, tool: String) -> MethodCard {
    MethodCard(
      language("Method", "方法说明"),
      [
        .init(
          language("Formulas", "公式"),
          formulas: [
            language("independent: ", "独立：") + "P = 1 − Π_t (1 − n_t / N_t)",
            language("rotation: ", "轮换：") + "P = min(1, Σ_t n_t / N_t)",
            language("different units: ", "不同对象数：")
              + "P(U_t = v) = Σ_u P(U_{t−1} = u) H(v − u | N, N − u, n_t)",
          ]
        ),
        .init(
          language("Assumptions", "前提"),
          [
            language(
              "Every draw is a simple random sample of its class.",
              "每次抽取均为分类内简单随机抽样。"
            ),
            hasTurnover
              ? basis == .draws
                ? language(
                  "Units come, go and change their class as the frames of the draws show.",
                  "对象的新增、注销和类别变动以各次抽取时的对象库为准。"
                )
                : language(
                  "Units come, go and change their class as the table of moves says.",
                  "对象的新增、注销和类别变动按变动表计算。"
                )
              : language("No unit comes, goes or changes its class.", "对象不增减、不变更类别。"),
          ]
        ),
        .init(
          language("Sources", "出处"),
          [
            language(
              "Cochran, Sampling Techniques, 3rd ed. 1977, chapter 2 (simple random samples); the"
                + " formulas follow from it without an approximation",
              "Cochran，Sampling Techniques，第 3 版，1977，第 2 章（简单随机抽样），公式由此直接推出，无近似"
            )
          ] + (isApproximate ? [approximation(language)] : [])
        ),
      ] + PageText.provenance(schema: schema, tool: tool, inputs: inputs, language)
    )
  }
}
