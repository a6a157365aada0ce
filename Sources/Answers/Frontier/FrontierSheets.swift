internal import Frames
package import Sampling

extension FrontierDocument {
  /// Classes that have a sheet of their own at most.
  static let greatestSheets = 100

  /// The plan of each class, to be pasted into the document of a plan: of the chosen plan, else of those with a
  /// name; then all plans, and a sheet for each class.
  package func sheets(_ language: Language) -> [ResultSheet] {
    let named = frontiers.flatMap(namedPlans)
    let chosen = named.filter(\.isChosen)
    let own = classes.count <= FrontierDocument.greatestSheets ? Array(classes.indices) : []
    return [
      unitsSheet(chosen.isEmpty ? named : chosen, language),
      ResultSheet(language("Plans", "方案"), csv: rows, language),
    ] + own.map { classSheet($0, named, language) }
  }

  /// A row for each class, two columns for each plan.
  private func unitsSheet(_ plans: [Plan], _ language: Language) -> ResultSheet {
    let header =
      [
        language("Class", "分类"), language("Population size", "对象数"), language("Rule", "规则"),
        language("Minimum", "下限数"),
      ]
      + plans.flatMap { plan in
        let name =
          plans.count == 1
          ? "" : "\(FrontierWords.goal(plan.curve.goal, language)) \(plan.name(language)) "
        return [name + language("Sample size", "抽取数"), name + language("Share drawn", "抽取占比")]
      }
    func cells(_ size: Int, of population: Int) -> [WorkbookCell] {
      [.count(size), .share(population == 0 ? 0 : Double(size) / Double(population))]
    }
    let rows = classes.enumerated().map { place, item in
      [.text(item.stratum.text), .count(item.population), .text(item.rule), .count(item.minimum)]
        + plans.flatMap { cells($0.point.sizes[place], of: item.population) }
    }
    let population = classes.reduce(0) { $0 + $1.population }
    let sum: [WorkbookCell] =
      [
        .text(language("Total", "合计")), .count(population), .empty,
        .count(classes.reduce(0) { $0 + $1.minimum }),
      ] + plans.flatMap { cells($0.point.total, of: population) }
    return ResultSheet(language("By class", "按分类"), header: header, rows: rows + [sum])
  }

  /// A row for each plan with a name: what it does in one class.
  private func classSheet(_ place: Int, _ plans: [Plan], _ language: Language) -> ResultSheet {
    let item = classes[place]
    let curve = detection.first { $0.stratum == item.stratum }
    return ResultSheet(
      item.stratum.text,
      header: [
        language("Best for", "目标"), language("Plan", "方案"), language("Spent", "花费"),
        language("Population size", "对象数"), language("Sample size", "抽取数"),
        language("Share drawn", "抽取占比"), language("Finds one", "发现概率"),
      ],
      rows: plans.map { plan in
        let size = plan.point.sizes[place]
        let share = item.population == 0 ? 0 : Double(size) / Double(item.population)
        let chance = size == 0 ? 0 : curve?.probability(of: size)
        return [
          .text(FrontierWords.goal(plan.curve.goal, language)), .text(plan.name(language)),
          plan.point.spentDecimal.map { .number($0) } ?? .empty, .count(item.population),
          .count(size), .share(share), curve == nil ? .empty : chance.map { .share($0) } ?? .empty,
        ]
      }
    )
  }
}
