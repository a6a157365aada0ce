internal import Sampling

extension PlanChecker {
  /// Puts what was remarked on a ratio cell in words.
  mutating func add(_ remark: RatioReading.Remark, _ text: String, _ place: Finding.Place) {
    let shown = text.shown
    let example = Sentence("write 10%, >35%, 5%-20% or 20户", "请写成 10%、>35%、5%-20% 或 20户")
    switch remark {
    case .empty:
      break
    case .undetermined:
      log.add(
        .ratioUndetermined,
        at: place,
        "\"\(shown)\" leaves the ratio open",
        "“\(shown)”没有确定比例或数量",
        fix: example
      )
    case .frequencyUndetermined:
      log.add(
        .frequencyUndetermined,
        at: place,
        "\"\(shown)\" leaves the frequency open",
        "“\(shown)”没有确定抽查频次",
        fix: Sentence("write 1次/年 or >=1次/年", "请写成“1次/年”或“>=1次/年”")
      )
    case .syntax(let error):
      let code: FindingCode =
        place.column.flatMap(PlanColumn.init(heading:)) == .base
        ? .baseUnread : .ratioUnread
      log.add(
        code,
        at: place,
        error.explanation(in: .english),
        error.explanation(in: .chinese),
        fix: code == .baseUnread
          ? Sentence("write the number of objects, 120", "请只写对象总数，例如 120")
          : fix(for: error) ?? example
      )
    case .bareNumber(let number):
      log.add(
        .ratioBareNumber,
        at: place,
        "\"\(shown)\": \(number) of what? per cent, objects and times look the same",
        "“\(shown)”：\(number) 后面没有单位，无法判断是百分比、户数还是次数",
        fix: Sentence(
          "write \(number)%, \(number)户 or \(number)次/年",
          "请写成 \(number)%、\(number)户或\(number)次/年"
        )
      )
    case .leftover(let words, let read):
      log.add(
        .ratioLeftover,
        at: place,
        "\"\(shown)\" is read as \(read); the words \"\(words.shown)\" are not applied",
        "“\(shown)”按 \(read) 读取，其中“\(words.shown)”未作为规则处理",
        fix: Sentence(
          "keep the ratio here and put the words into the scope or a remark",
          "请在本格只写比例，将其余文字移到对象范围或备注"
        )
      )
    case .severalGroups(let groups):
      log.add(
        .ratioSeveralGroups,
        at: place,
        "one cell holds ratios of \(groups.count) groups: \(groups.map(\.shown).joined(separator: "; "))",
        "一个单元格内有 \(groups.count) 个比例：\(groups.map(\.shown).joined(separator: "；"))",
        fix: Sentence(
          "give each group a row of its own, or write classes: A类1%，B类2%",
          "请每类对象单列一行，或按分类写成“A类1%，B类2%”"
        )
      )
    case .provisional(let count):
      log.add(
        .ratioProvisional,
        at: place,
        "\"\(shown)\": the number \(count) is only provisional",
        "“\(shown)”：数量 \(count) 只是暂定数",
        fix: Sentence(
          "write the number or the ratio that holds",
          "请写明确定的数量或比例"
        )
      )
    case .risesByClass:
      log.add(
        .ratioRisesByClass,
        at: place,
        "\"\(shown)\": the ratio is to rise by class, and no numbers are given",
        "“\(shown)”：要求按分类递增比例，但没有写各类的比例",
        fix: Sentence(
          "write the ratio of each class: A类1%，B类2%，C类10%，D类30%",
          "请写明各类比例，例如“A类1%，B类2%，C类10%，D类30%”"
        )
      )
    case .perPeriod(let period):
      log.add(
        .ratioPerPeriod,
        at: place,
        "\"\(shown)\" holds for a part of the year (\(period)), but the task is one draw",
        "“\(shown)”是\(period)的比例，而一项任务只抽取一次",
        fix: Sentence(
          "give each period a row with its own time",
          "请按时段分列几行，各写起止时间"
        )
      )
    case .perInspector(let ratio):
      log.add(
        .ratioPerInspector,
        at: place,
        "\"\(shown)\": \(ratio.shown) relates inspectors to objects and gives no number to draw",
        "“\(shown)”：\(ratio.shown) 是人员与对象之比，不能得出抽取数",
        fix: Sentence(
          "compute the number of objects and write it, 20户",
          "请按人员数算出抽取数量，写成“20户”"
        )
      )
    case .otherFrequency(let frequency):
      log.add(
        .frequencySeveral,
        at: place,
        "\"\(shown)\": \(frequency) is a second frequency; the task keeps the first",
        "“\(shown)”：\(frequency) 是第二个频次，任务只保留第一个",
        fix: Sentence(
          "give each class or frequency a row of its own",
          "频次不同的分类请各列一行"
        )
      )
    case .zero:
      log.add(
        .ratioZero,
        at: place,
        "\"\(shown)\" asks for no object at all",
        "“\(shown)”等于不抽查任何对象",
        fix: Sentence(
          "write a ratio above 0; nobody is exempt from the draw by class",
          "请写大于 0 的比例；任何分类都不应免于抽查"
        )
      )
    }
  }

  /// 0.1, as spreadsheets export 10 %, has a fix of its own.
  private func fix(for error: RuleSyntaxError) -> Sentence? {
    guard case .bareDecimal(let written) = error.reason, let value = Ratio(decimal: written),
      value <= Ratio(1)
    else { return nil }
    return Sentence(
      "write \(value.percentage) if that is meant",
      "如指 \(value.percentage)，请写成“\(value.percentage)”"
    )
  }

  /// Gaps, overlaps and order of the ratios of classes.
  mutating func checkClasses(_ rules: [RatioReading.ClassRule], at place: Finding.Place) {
    classes += rules.map { ($0.riskClass, place) }
    for (first, second) in zip(rules, rules.dropFirst()) {
      let ascends = first.rule.share <= second.rule.share
      let (lower, upper) = ascends ? (first, second) : (second, first)
      let names = "\(lower.riskClass.name) (\(lower.rule)), \(upper.riskClass.name) (\(upper.rule))"
      switch ClassSeam.between(lower.rule, upper.rule) {
      case .gap(let end, let start):
        log.add(
          .classGap,
          at: place,
          "\(names): ratios between \(end) and \(start) belong to no class",
          "\(names)：\(end) 与 \(start) 之间的比例不属于任何一类",
          fix: Sentence(
            "write >\(end) as the lower end of the higher class",
            "请将较高一类的下限写成“>\(end)”"
          )
        )
      case .overlap(let end):
        log.add(
          .classOverlap,
          at: place,
          "\(names): \(end) belongs to both classes",
          "\(names)：\(end) 同时属于两类",
          fix: Sentence("write <\(end) or >\(end) for one of them", "请将其中一类写成“<\(end)”或“>\(end)”")
        )
      case nil: break
      }
    }
    let shares = rules.sorted { $0.riskClass.order < $1.riskClass.order }.map(\.rule.share)
    let rises = zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 }
    let falls = zip(shares, shares.dropFirst()).allSatisfy { $0 >= $1 }
    let isLettered = rules.allSatisfy { $0.riskClass.scheme == .letters }
    guard !rises, !(isLettered && falls) else { return }
    log.add(
      .classOrder,
      at: place,
      "the ratios do not rise with the risk of the classes",
      "各类的抽查比例没有随风险升高而提高",
      fix: Sentence(
        "give the higher risk the higher ratio",
        "请按“风险越高、比例越高”调整"
      )
    )
  }

  /// 中/中高 and 一般/较高 are two schemes of names for the same classes.
  mutating func checkClassNames() {
    guard
      let old = classes.first(where: { $0.riskClass.scheme == .lowMiddleHigh }),
      let new = classes.first(where: { $0.riskClass.scheme == .lowGeneralHigh })
    else { return }
    log.add(
      .classNamesMixed,
      at: new.place,
      "\(new.riskClass.name) here and \(old.riskClass.name) elsewhere: two schemes of class names in"
        + " one plan",
      "此处用“\(new.riskClass.name)”，别处用“\(old.riskClass.name)”，同一计划混用两套分类名称",
      fix: Sentence(
        "use one: 低、一般、较高、高, or 低、中、中高、高",
        "请统一为一套：低、一般、较高、高，或低、中、中高、高"
      )
    )
  }
}

extension Rule {
  /// The share or number by which classes are compared.
  fileprivate var share: Ratio {
    switch self {
    case .atLeast(let quantity), .moreThan(let quantity), .atMost(let quantity),
      .lessThan(let quantity), .exactly(let quantity), .range(_, let quantity):
      switch quantity {
      case .ratio(let ratio): ratio
      case .count(let count): Ratio(count)
      }
    }
  }
}
