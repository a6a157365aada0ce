internal import Analysis
internal import Inference
package import Reports
package import Sampling

extension EstimateDocument: PageDocument {
  /// The page for those who decide: the share and its bounds, class by class, and why.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - tool: the name and version of the program.
  /// - Returns: the page.
  package func page(_ language: Language, tool: String) -> Page {
    var sections: [Page.Section] = []
    let quantity = mainQuantity
    sections.append(
      .init(
        language("Class by class", "各分类结果"),
        figures: [figure(of: .stratum, strata, quantity, Sentence("class", "分类"), language)]
      )
    )
    if !domains.isEmpty {
      sections.append(
        .init(
          language("By domain", "分组结果"),
          figures: [figure(of: .domain, domains, quantity, Sentence("domain", "分组"), language)]
        )
      )
    }
    if !findings.isEmpty {
      sections.append(
        .init(language("Does one domain stand out?", "有无异常分组"), figures: [funnelFigure(language)])
      )
    }
    let remarks = dispositionLines(language) + notes.map { $0.sentence.text(in: language) }
    if !remarks.isEmpty {
      sections.append(
        .init(
          language("What to know when reading", "阅读须知"),
          notes: remarks.map { PageText.sentence($0, language) }
        )
      )
    }
    let all = overall[quantity]?.line.estimate
    let counts = all.map { ($0.sample, $0.population) } ?? (0, 0)
    return Page(
      language: PageText.tag(language),
      title: language("What the inspections say", "抽查结果推断"),
      lead: language(
        "\(counts.0) of \(counts.1) units were inspected; this is what follows for all of them.",
        "共 \(counts.1) 个对象，抽查 \(counts.0) 个，由此对总体作如下推断。"
      ),
      notice: PageText.isInternal(naming: strata.map(\.name), language),
      facts: facts(quantity, language),
      sections: sections,
      method: method(language, tool: tool)
    )
  }

  /// The quantity that the pictures show.
  private var mainQuantity: Quantity { overall[.proportion] == nil ? .mean : .proportion }

  private func facts(_ quantity: Quantity, _ language: Language) -> [Page.Fact] {
    let words = PageText.side(side, confidenceDecimal, language)
    return [quantity, .total, .ratio].compactMap { name in
      guard let line = overall[name] else { return nil }
      var remark = EstimateDocument.range(line, language)
      if !remark.isEmpty { remark += language("; ", "；") + words }
      return Page.Fact(name.longName(language), line.value, remark)
    }
  }

  /// The bounds in words.
  private static func range(_ line: Line, _ language: Language) -> String {
    switch (line.line.lower, line.line.upper) {
    case (nil, nil): ""
    case (nil, _): language("at most \(line.upper)", "至多 \(line.upper)")
    case (_, nil): language("at least \(line.lower)", "至少 \(line.lower)")
    default: language("\(line.lower) to \(line.upper)", "\(line.lower) 至 \(line.upper)")
    }
  }

  private func figure(
    of kind: PartKind,
    _ parts: [Part],
    _ quantity: Quantity,
    _ heading: Sentence,
    _ language: Language
  ) -> Figure {
    let isShare = quantity == .proportion
    let kindName = heading.text(in: language)
    let least = parts.map { $0.estimates[quantity]?.line.estimate.sample ?? 0 }.sorted(by: >)
      .dropFirst(PageText.greatestRows - 1).first
    let shown = parts.filter { ($0.estimates[quantity]?.line.estimate.sample ?? 0) >= least ?? 0 }
      .prefix(PageText.greatestRows)
    let left = PageText.left(parts.count - shown.count, language)
    var lines = shown.map { (name: $0.name, line: $0.estimates[quantity], isTotal: false) }
    lines.append((language("all", "合计"), overall[quantity], true))
    let rows = lines.map { entry in
      Axis.Row(entry.name, remark: entry.line?.value ?? "–", isTotal: entry.isTotal)
    }
    let marks = lines.enumerated().flatMap { index, entry in
      entry.line.map { EstimateDocument.marks($0, entry.name, row: Double(index)) } ?? []
    }
    let sample = overall[quantity]?.line.estimate
    let title = language("Estimate and interval by \(kindName).", "按\(kindName)的估计值与区间。")
    let methods = Set(lines.compactMap(\.line?.line.method))
    let word =
      methods == [.exact]
      ? language("exact interval", "精确区间")
      : methods == [.t] ? language("t interval", "t 区间") : language("interval", "区间")
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
        quantity.name(language),
        format: isShare ? .percent : .number,
        including: isShare ? [0] : []
      ),
      y: Axis(rows: rows),
      marks: marks,
      table: table(Array(shown), of: heading, language),
      file: PageText.file("estimate-\(kind.rawValue)", self.rows(of: [(kind, parts)]), language)
    )
  }

  private static func marks(_ line: Line, _ name: String, row: Double) -> [Mark] {
    let estimate = line.line.estimate
    var data = [
      "name": name, "estimate": "\(estimate.value)", "sample": "\(estimate.sample)",
      "population": "\(estimate.population)",
    ]
    data["lower"] = line.line.lower.map { "\($0)" }
    data["upper"] = line.line.upper.map { "\($0)" }
    let point = Mark(
      .point(x: estimate.value, y: row),
      data: data,
      hint: "\(name): \(line.value)"
    )
    guard line.line.lower != nil || line.line.upper != nil else { return [point] }
    return [Mark(.interval(from: line.line.lower, to: line.line.upper, y: row)), point]
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
    if bound != nil {
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

extension Quantity {
  /// What its estimate is called.
  fileprivate func longName(_ language: Language) -> String {
    switch self {
    case .proportion: language("Estimated share", "估计比例")
    case .mean: language("Estimated mean", "估计均值")
    case .ratio: language("Estimated ratio", "估计比率")
    case .total: language("Estimated total", "估计总数")
    }
  }
}
