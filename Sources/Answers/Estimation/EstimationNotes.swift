internal import Analysis
internal import Frames
internal import Inference
internal import Reports
internal import Sampling

/// What a reader of the figures has to know.
extension Estimation {
  /// Says which events no row has, which is often a misspelling, and what else counted as no event.
  mutating func noteOutcomes(_ input: EstimateInput, _ columns: EstimateRequest.Columns) {
    guard input.isEvent else { return }
    let others = input.outcomes.filter { !columns.events.contains($0.key) }
    let order = others.sorted {
      let (left, right) = (
        input.mixedOutcomes.contains($0.key), input.mixedOutcomes.contains($1.key)
      )
      if left != right { return left }
      if $0.value != $1.value { return $0.value > $1.value }
      return $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    func list(_ outcomes: some Collection<(key: String, value: Int)>) -> String {
      outcomes.prefix(8).map { "\"\($0.key.excerpt)\" (\($0.value))" }.joined(separator: ", ")
        + (outcomes.count > 8 ? " …" : "")
    }
    if !input.missingEvents.isEmpty {
      let missing = input.missingEvents.map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
      let seen = input.outcomes.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(8)
        .map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
      notes.append(
        input.missingEvents.count == columns.events.count
          ? language(
            "no row has the event; the outcomes are \(seen)",
            "没有任何一行出现该结果，现有结果为：\(seen)"
          )
          : language(
            "no row has the event \(missing); the outcomes are \(seen)",
            "没有任何一行出现结果 \(missing)，现有结果为：\(seen)"
          )
      )
    }
    let mixed = order.filter { input.mixedOutcomes.contains($0.key) }
    if !mixed.isEmpty {
      let rows = mixed.reduce(0) { $0 + $1.value }
      notes.append(
        language(
          "\(rows) rows have several results in a cell and an event among them, and count as no event:"
            + " \(list(mixed)); name what separates them: --separator \",;、\"",
          "有 \(rows) 行在一格中有多个结果且含有该结果，但未计入：\(list(mixed))；请用 --separator \",;、\" 指定分隔符"
        )
      )
    }
    let missed = order.filter { outcome in
      !OutcomeCodes(events: columns.events, separators: columns.separators).isEvent(outcome.key)
    }
    guard !missed.isEmpty else { return }
    let rows = missed.reduce(0) { $0 + $1.value }
    notes.append(
      language(
        "\(rows) rows count as no event: \(list(missed))",
        "有 \(rows) 行不计为该结果：\(list(missed))"
      )
    )
  }

  /// What limits the standard error, and the degrees of freedom where they are not n − H.
  mutating func note(_ estimate: Estimate, isStudent: Bool) {
    for reason in estimate.reasons { notes.append(reason.explanation(in: language)) }
    guard isStudent, estimate.isUneven, estimate.standardError ?? 0 > 0 else { return }
    let freedom = ResultText.number((estimate.effectiveDegreesOfFreedom * 10).rounded() / 10)
    notes.append(
      language(
        "Student's t has \(freedom) degrees of freedom (Satterthwaite): few units carry most of the"
          + " sampling error",
        "t 区间的自由度为 \(freedom)（Satterthwaite），因抽样误差主要来自少数对象"
      )
    )
  }

  mutating func noteExcluded(_ excluded: Int) {
    guard excluded > 0 else { return }
    notes.append(
      language(
        "\(excluded) units were excluded from the draw: all figures are of the eligible part",
        "\(excluded) 个对象被排除在抽取之外，以上结果只针对可抽取部分"
      )
    )
  }

  /// Says that the number of units in scope is an estimate too.
  mutating func noteScope(_ input: EstimateInput) {
    guard !input.isInScope else { return }
    let isExact = input.isEvent && !input.hasUnequalWeights && request.interval == .exact
    notes.append(
      language(
        "means are of the units in scope, whose number is itself estimated"
          + (isExact
            ? "; bounds of totals are exact, those of shares are exact given that number" : ""),
        "均值和比例只针对范围内的对象，其数量也是估计值"
          + (isExact ? "；总数的界限是精确界限，比例的界限以该数量为条件" : "")
      )
    )
  }

  /// Says why a domain has no interval.
  mutating func noteNoInterval(_ name: String, _ estimate: Estimate, kind: String) {
    let shown = name.isEmpty ? language("(empty)", "（空）") : name.excerpt
    let reason =
      estimate.sample == 1
      ? language("one unit of it was inspected", "只检查了其中一个对象")
      : estimate.openDegreesOfFreedom == 0
        ? language("no stratum has a second unit of it", "没有任何分类含有其第二个对象")
        : language("its units are alike", "其对象结果完全相同")
    notes.append(
      language(
        "domain \"\(shown)\": no interval of the \(kind), since \(reason)",
        "分组“\(shown)”：因\(reason)，无法给出区间"
      )
    )
  }
}
