internal import Inference
public import Reports
public import Sampling

extension EstimateDocument: PageDocument {
  /// The page for those who decide: the share and its bounds, class by class, and why.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - tool: the name and version of the program.
  /// - Returns: the page.
  public func page(_ language: Language, tool: String) -> Page {
    var sections: [Page.Section] = []
    let quantity = mainQuantity
    sections.append(
      .init(
        language("Class by class", "各分类结果"),
        figures: [figure(of: "stratum", strata, quantity, language("class", "分类"), language)]
      )
    )
    if !domains.isEmpty {
      sections.append(
        .init(
          language("By domain", "分组结果"),
          figures: [figure(of: "domain", domains, quantity, language("domain", "分组"), language)]
        )
      )
    }
    if !findings.isEmpty {
      sections.append(
        .init(language("Does one domain stand out?", "有无异常分组"), figures: [funnelFigure(language)])
      )
    }
    let remarks = dispositionLines(language).map { String($0.dropLast()) } + notes
    if !remarks.isEmpty {
      sections.append(
        .init(
          language("What to know when reading", "阅读须知"),
          notes: remarks.map { PageText.sentence($0, language) }
        )
      )
    }
    let all = overall[quantity]?.estimate
    let counts = all.map { ($0.sample, $0.population) } ?? (0, 0)
    return Page(
      language: PageText.tag(language),
      title: language("What the inspections say", "抽查结果推断"),
      lead: language(
        "\(counts.0) of \(counts.1) units were inspected; this is what follows for all of them.",
        "共 \(counts.1) 个对象，抽查 \(counts.0) 个，由此对总体作如下推断。"
      ),
      notice: PageText.isInternal(language),
      facts: facts(quantity, language),
      sections: sections,
      method: method(language, tool: tool)
    )
  }

  /// The quantity that the pictures show.
  private var mainQuantity: String { overall["proportion"] == nil ? "mean" : "proportion" }

  private func facts(_ quantity: String, _ language: Language) -> [Page.Fact] {
    let words = PageText.side(side, confidenceDecimal, language)
    return [quantity, "total", "ratio"].compactMap { name in
      guard let line = overall[name] else { return nil }
      let texts = line.texts
      var remark = EstimateDocument.range(line, language)
      if !remark.isEmpty { remark += language("; ", "；") + words }
      return Page.Fact(EstimateDocument.longName(of: name, language), texts[0], remark)
    }
  }

  private static func longName(of quantity: String, _ language: Language) -> String {
    switch quantity {
    case "proportion": language("Estimated share", "估计比例")
    case "mean": language("Estimated mean", "估计均值")
    case "ratio": language("Estimated ratio", "估计比率")
    default: language("Estimated total", "估计总数")
    }
  }

  /// The bounds in words.
  private static func range(_ line: EstimateLine, _ language: Language) -> String {
    let texts = line.texts
    return switch (line.lower, line.upper) {
    case (nil, nil): ""
    case (nil, _): language("at most \(texts[3])", "至多 \(texts[3])")
    case (_, nil): language("at least \(texts[2])", "至少 \(texts[2])")
    default: language("\(texts[2]) to \(texts[3])", "\(texts[2]) 至 \(texts[3])")
    }
  }

  private func figure(
    of kind: String,
    _ parts: [Part],
    _ quantity: String,
    _ kindName: String,
    _ language: Language
  ) -> Figure {
    let isShare = quantity == "proportion"
    let least = parts.map { $0.estimates[quantity]?.estimate.sample ?? 0 }.sorted(by: >)
      .dropFirst(PageText.greatestRows - 1).first
    let shown = parts.filter { ($0.estimates[quantity]?.estimate.sample ?? 0) >= least ?? 0 }
      .prefix(PageText.greatestRows)
    let left = PageText.left(parts.count - shown.count, language)
    var lines = shown.map { (name: $0.name, line: $0.estimates[quantity], isTotal: false) }
    lines.append((language("all", "合计"), overall[quantity], true))
    let rows = lines.map { entry in
      Axis.Row(entry.name, remark: entry.line?.texts[0] ?? "–", isTotal: entry.isTotal)
    }
    let marks = lines.enumerated().flatMap { index, entry in
      entry.line.map { EstimateDocument.marks($0, entry.name, row: Double(index)) } ?? []
    }
    let sample = overall[quantity]?.estimate
    let title = language("Estimate and interval by \(kindName).", "按\(kindName)的估计值与区间。")
    let methods = Set(lines.compactMap(\.line?.method))
    let word =
      methods == ["exact"]
      ? language("exact interval", "精确区间")
      : methods == ["t"] ? language("t interval", "t 区间") : language("interval", "区间")
    let caption = language(
      "Point: estimate; line: \(word), \(PageText.side(side, confidenceDecimal, language));"
        + " n = \(sample?.sample ?? 0) of N = \(sample?.population ?? 0). \(left)"
        + "Source: the sample named below.",
      "点为估计值，线为\(word)，\(PageText.side(side, confidenceDecimal, language))，"
        + "n = \(sample?.sample ?? 0)，N = \(sample?.population ?? 0)。\(left)来源：下列样本文件。"
    )
    return Figure(
      title,
      caption: caption,
      x: Axis(
        EstimateDocument.name(of: quantity, language),
        format: isShare ? .percent : .number,
        including: isShare ? [0] : []
      ),
      y: Axis(rows: rows),
      marks: marks,
      table: table(Array(shown), of: kindName, language),
      file: PageText.file("estimate-\(kind)", self.rows(of: [(kind, parts)]), language)
    )
  }

  private static func marks(_ line: EstimateLine, _ name: String, row: Double) -> [Mark] {
    var data = [
      "name": name, "estimate": "\(line.estimate.value)", "sample": "\(line.estimate.sample)",
      "population": "\(line.estimate.population)",
    ]
    data["lower"] = line.lower.map { "\($0)" }
    data["upper"] = line.upper.map { "\($0)" }
    let point = Mark(
      .point(x: line.estimate.value, y: row),
      data: data,
      hint: "\(name): \(line.texts[0])"
    )
    guard line.lower != nil || line.upper != nil else { return [point] }
    return [Mark(.interval(from: line.lower, to: line.upper, y: row)), point]
  }

  private func method(_ language: Language, tool: String) -> MethodCard {
    var formulas = [
      "Ŷ = Σ N_h ȳ_h,  ȳ = Ŷ / N", "v(Ŷ) = Σ N_h^2 (1 − n_h / N_h) s_h^2 / n_h",
    ]
    var sources = [
      language(
        "Cochran, Sampling Techniques, 3rd ed. 1977, chapter 5 (estimates and standard errors)",
        "Cochran，Sampling Techniques，第 3 版，1977，第 5 章（估计值与标准误）"
      )
    ]
    if bound.value != nil {
      formulas.append("max Σ M_h :  P(Σ N_h X_h / n_h ≤ Σ N_h x_h / n_h | M_1 … M_H) > α")
      sources.append(
        language(
          "Wendell and Schmee, JASA 91, 1996, 825–830 (exact bound over all classes);"
            + " hypergeometric bounds within a class",
          "Wendell、Schmee，JASA 91，1996，825–830（全部分类的精确界限）；分类内为超几何界限"
        )
      )
    }
    if !findings.isEmpty {
      formulas.append(
        language("findings of a domain by chance: ", "各分组偶然发现数：") + "X_d = Σ_h H(n_h, x_h, n_{hd})"
      )
      sources.append(
        language(
          "Spiegelhalter, Statistics in Medicine 24, 2005, 1185–1202 (funnel plot)",
          "Spiegelhalter，Statistics in Medicine 24，2005，1185–1202（漏斗图）"
        )
      )
    }
    return MethodCard(
      language("Method", "方法说明"),
      [
        .init(language("Formulas", "公式"), formulas: formulas),
        .init(
          language("Assumptions", "前提"),
          [
            language(
              "Units were drawn at random within each class; sizes are those realised.",
              "各分类内随机抽取，样本量按实际检查数计。"
            ),
            language(
              "An inspection finds what there is; inspections for cause are left out.",
              "检查能够发现实际存在的问题；有因检查不计入。"
            ),
          ]
        ),
        .init(language("Sources", "出处"), sources),
      ]
        + PageText.provenance(schema: schema, tool: tool, inputs: inputs, language)
    )
  }
}
