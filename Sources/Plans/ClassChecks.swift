internal import Sampling

extension PlanChecker {
  /// Gaps, overlaps and order of the ratios of classes.
  mutating func checkClasses(_ rules: [CellReading.ClassRule], at place: Finding.Place) {
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
    let isLettered = rules.allSatisfy { [.letters, .ratings].contains($0.riskClass.scheme) }
    // Behind AAA and AA comes A.
    let hasRatings = rules.contains { $0.riskClass.scheme == .ratings }
    func order(_ rule: CellReading.ClassRule) -> Int {
      rule.riskClass.order + (hasRatings && rule.riskClass.scheme == .letters ? 9 : 0)
    }
    let shares = rules.sorted { order($0) < order($1) }.map(\.rule.share)
    let rises = zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 }
    let falls = zip(shares, shares.dropFirst()).allSatisfy { $0 >= $1 }
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
    case .countOrAll(let count): Ratio(count)
    }
  }
}
