internal import Inference
package import Reports
package import Sampling

extension AuditDocument: PageDocument {
  /// The page for those who decide: what was looked for, what was found, what could have been.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - tool: the name and version of the program.
  /// - Returns: the page.
  package func page(_ language: Language, tool: String) -> Page {
    var sections: [Page.Section] = []
    if !facts.isEmpty {
      sections.append(
        .init(language("What is certain", "确定的问题"), notes: sentences(facts, language))
      )
    }
    if !findings.isEmpty {
      sections.append(
        .init(
          language("What was found", "检验发现"),
          notes: sentences(findings.map(\.sentence), language)
        )
      )
    }
    if !tests.isEmpty {
      sections.append(
        .init(
          language("What was looked for", "检验项目"),
          figures: [testFigure(language)],
          notes: [
            found == 0
              ? language(
                "No test finds a deviation. That is no proof of chance.",
                "各项检验均未发现偏差，但这并不证明抽取是随机的。"
              )
              : language(
                "\(found) of \(tests.count) tests find a deviation that chance leaves only rarely.",
                "\(tests.count) 项检验中有 \(found) 项发现偏差，偶然出现的可能性很小。"
              )
          ]
        )
      )
    }
    if !inclusion.isEmpty {
      sections.append(
        .init(
          language("Who was drawn how often", "被抽中次数"),
          figures: [inclusionFigure(language)],
          notes: [
            language(
              "This picture belongs to the tests of times drawn and of units never drawn above, and is"
                + " no further test.",
              "本图与上文“抽中次数”“从未抽中”两项检验相对应，不另行检验。"
            )
          ]
        )
      )
    }
    if let evenness {
      sections.append(
        .init(
          language("The published random numbers", "公布的随机数"),
          figures: [evennessFigure(evenness, language)]
        )
      )
    }
    if !inspectors.isEmpty {
      sections.append(
        .init(language("Inspectors", "检查人员"), figures: [inspectorFigure(language)])
      )
    }
    let rest = sentences(limits.map(\.sentence) + notes, language)
    if !rest.isEmpty {
      sections.append(.init(language("What could not be seen", "检验的局限"), notes: rest))
    }
    return Page(
      language: PageText.tag(language),
      title: language("Does it look like a lottery?", "抽取是否符合随机"),
      lead: draws.isEmpty
        ? language(
          "\(inspectors.count) inspectors and their visits.",
          "\(inspectors.count) 名检查人员的派员情况。"
        )
        : language(
          "\(draws.count) draws from a frame of \(frameSize) units, without their seed.",
          "对象库共 \(frameSize) 个对象，\(draws.count) 次抽取，无需种子。"
        ),
      notice: PageText.isInternal(naming: strata.map(\.stratum.text), language),
      facts: factTiles(language),
      sections: sections,
      method: method(language, tool: tool)
    )
  }

  var frameSize: Int { strata.reduce(0) { $0 + $1.population } }

  private func sentences(_ notes: [Sentence], _ language: Language) -> [String] {
    notes.map { PageText.sentence($0.text(in: language), language) }
  }

  private func factTiles(_ language: Language) -> [Page.Fact] {
    let level = PageText.level(alphaDecimal)
    var tiles = [
      Page.Fact(
        language("Deviations found", "发现偏差"),
        "\(found)",
        language("of \(tests.count) tests, level \(level)", "共 \(tests.count) 项检验，水平 \(level)")
      )
    ]
    if let least = tests.map(\.adjustedP).min() {
      tiles.append(
        Page.Fact(
          language("Smallest p-value", "最小 p 值"),
          PValue.text(least),
          language(
            "adjusted for \(tests.count) tests (\(correction.title))",
            "已按 \(tests.count) 项检验校正（\(correction.title)）"
          )
        )
      )
    }
    if !facts.isEmpty {
      tiles.append(
        Page.Fact(
          language("Certain", "确定的问题"),
          "\(facts.count)",
          language("see below", "见下文")
        )
      )
    }
    return tiles
  }

  private func formulas(_ language: Language) -> [String] {
    var formulas = [correction.formula]
    if !inclusion.isEmpty {
      formulas.append(
        language("units drawn j times: ", "抽中 j 次的对象数：")
          + "E_j = Σ_h N_h P(Σ_t B_{ht} = j),  B_{ht} ~ Bernoulli(n_{ht} / N_h)"
      )
      formulas.append(
        language("its limits: ", "波动范围：") + "X ~ binomial(N, E_j / N),  P(X < a), P(X > b) ≤ α / 2m"
      )
    }
    if evenness != nil {
      formulas.append(
        language("band: ", "灰色带：") + "P(max_x |F_n(x) − x| ≥ d) = α"
      )
    }
    return formulas
  }

  private func sources(_ language: Language) -> [String] {
    var sources = [correction.source]
    if !inclusion.isEmpty {
      sources.append(
        language(
          "Hoeffding, Annals of Mathematical Statistics 27, 1956, 713–721; Joag-Dev, Proschan, Annals"
            + " of Statistics 11, 1983, 286–295 (binomial limits hold; those of units never drawn are"
            + " exact)",
          "Hoeffding，Annals of Mathematical Statistics 27，1956，713–721；Joag-Dev、Proschan，"
            + "Annals of Statistics 11，1983，286–295（二项界限偏宽；从未抽中者为精确界限）"
        )
      )
    }
    if let evenness {
      sources.append(
        evenness.method == .exact
          ? language(
            "Marsaglia, Tsang, Wang, Journal of Statistical Software 8(18), 2003 (exact band)",
            "Marsaglia、Tsang、Wang，Journal of Statistical Software 8(18)，2003（精确带宽）"
          )
          : language(
            "Kolmogorov 1933, the limit for many numbers (band)",
            "Kolmogorov，1933，大样本极限（带宽）"
          )
      )
    }
    if inspectors.contains(where: { $0.findings != nil }) {
      sources.append(
        language(
          "Spiegelhalter, Statistics in Medicine 24, 2005, 1185–1202 (funnel plot)",
          "Spiegelhalter，Statistics in Medicine 24，2005，1185–1202（漏斗图）"
        )
      )
    }
    return sources
  }

  private func method(_ language: Language, tool: String) -> MethodCard {
    MethodCard(
      language("Method", "方法说明"),
      [
        .init(
          language("Formulas", "公式"),
          formulas: formulas(language)
        ),
        .init(
          language("Replicates", "重复抽取"),
          [
            language(
              "\(replicates) replicates with seed \"\(seed)\"; their smallest p-value is"
                + " \(PValue.text(smallestReplicatedP)).",
              "重复抽取 \(replicates) 次，种子“\(seed)”；其最小 p 值为"
                + " \(PValue.text(smallestReplicatedP))。"
            )
          ]
        ),
        .init(
          language("Assumptions", "前提"),
          [
            draws.isEmpty
              ? nil
              : language(
                "The lists are complete, and the frame is the one that was drawn from.",
                "名单完整，且对象库为抽取当时的对象库。"
              ),
            inspectors.isEmpty
              ? nil
              : language(
                "The assignments are complete and in the order of the list; within a field any of its"
                  + " inspectors could have been sent.",
                "派员名单完整且保持原有顺序；同一范围内的人员本可互换。"
              ),
          ].compactMap(\.self)
        ),
        .init(language("Sources", "出处"), sources(language)),
      ] + PageText.provenance(schema: schema, tool: tool, inputs: inputs, language)
    )
  }
}

extension Multiplicity {
  /// What the correction is called.
  var title: String {
    switch self {
    case .holm: "Holm"
    case .benjaminiHochberg: "Benjamini–Hochberg"
    }
  }

  fileprivate var formula: String {
    switch self {
    case .holm: "p_{(i)}^* = max_{j ≤ i} min(1, (m − j + 1) p_{(j)})"
    case .benjaminiHochberg: "p_{(i)}^* = min_{j ≥ i} min(1, m p_{(j)} / j)"
    }
  }

  fileprivate var source: String {
    switch self {
    case .holm: "Holm, Scandinavian Journal of Statistics 6, 1979, 65–70"
    case .benjaminiHochberg: "Benjamini, Hochberg, JRSS B 57, 1995, 289–300"
    }
  }
}
