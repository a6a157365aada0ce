internal import Reports
internal import Sampling

/// The pictures of a frontier.
extension FrontierDocument {
  /// Points that a curve is drawn with at most, besides the plans with a name: a panel is about 280 pixels wide,
  /// and more steps would lie within three of each other.
  private static let drawnPoints = 120

  /// The points of a curve that are drawn: every k-th, the last, and the plans with a name.
  private func drawn(_ curve: Curve) -> [Point] {
    let every =
      (curve.points.count + FrontierDocument.drawnPoints - 1) / FrontierDocument.drawnPoints
    let named = Set(curve.named + [curve.points.count])
    return curve.points.filter { ($0.number - 1) % every == 0 || named.contains($0.number) }
  }

  /// Says how many plans are drawn where it is not all of them.
  private func drawnRemark(_ curves: [Curve], _ language: Language) -> String {
    let all = curves.reduce(0) { $0 + $1.points.count }
    let shown = curves.reduce(0) { $0 + drawn($1).count }
    guard shown < all else { return "" }
    return language(
      " \(shown) of \(all) plans are drawn.",
      "共 \(all) 个方案，图中画出 \(shown) 个。"
    )
  }

  /// A panel for each measure, with the curves of all goals in each.
  func measureFigure(_ plan: ShownPlan?, _ language: Language) -> Figure {
    var measures: [Measure] = []
    for curve in frontiers where !measures.contains(curve.measure) {
      measures.append(curve.measure)
    }
    let title = language("What plans achieve, by what they cost.", "各方案的效果与花费。")
    let caption = language(
      "Each line holds the best plans for one goal; each panel shows one measure of them,"
        + " budgets up to \(budget.decimal). Ring: the plan above. Source: the table named below."
        + drawnRemark(frontiers, language),
      "每条线为一个目标下的最优方案，每幅小图为一个指标，预算上限 \(budget.decimal)。圆环为上述方案。来源：下列输入表。"
        + drawnRemark(frontiers, language)
    )
    let plots = measures.map { measure in
      Plot(
        FrontierWords.measure(measure, language),
        description: language(
          "Step lines of \(FrontierWords.measure(measure, .english)) over cost, one for each goal.",
          "各目标下“\(FrontierWords.measure(measure, .chinese))”随花费变化的阶梯线。"
        ),
        x: Axis(language("cost", "花费")),
        y: Axis(
          FrontierWords.measure(measure, language),
          scale(of: measure),
          format: measure == .worstDetection || measure == .coverage ? .percent : .number,
          including: measure == .variance || measure == .objective ? [] : [0]
        ),
        marks: marks(measure, plan)
      )
    }
    let plans = frontiers.flatMap(namedPlans)
    let chosen = plans.firstIndex {
      plan?.curve.goal == $0.curve.goal && plan?.number == $0.point.number
    }
    return Figure(
      title,
      caption: caption,
      plots: plots,
      legend: frontiers.enumerated().map {
        (Series($0), FrontierWords.goal($1.goal, language))
      },
      table: pageTable(plans, language),
      file: PageText.file("tune-plans", rows(of: frontiers, drawn), language),
      chosenRow: chosen
    )
  }

  /// A variance that falls over more than a decade is read on a logarithmic axis.
  private func scale(of measure: Measure) -> Scale.Kind {
    guard measure == .variance || measure == .objective else { return .linear }
    let values = frontiers.flatMap(\.points).compactMap { $0.value(of: measure) }
    guard let low = values.min(), let high = values.max(), low > 0 else { return .linear }
    return high / low > 10 ? .logarithmic : .linear
  }

  /// The curves of all goals by one measure, the goal's own last and so on top.
  private func marks(_ measure: Measure, _ plan: ShownPlan?) -> [Mark] {
    let curves = frontiers.enumerated().sorted { left, right in
      (left.element.measure == measure ? 1 : 0) < (right.element.measure == measure ? 1 : 0)
    }
    var marks: [Mark] = []
    for (number, curve) in curves {
      for run in FrontierDocument.runs(drawn(curve), measure) {
        marks.append(
          Mark(
            .step(run.map { (x: $0.spent, y: $0.value) }),
            Series(number),
            data: [
              "goal": curve.goal.description, "measure": measure.rawValue,
              "spent": FrontierDocument.list(run.map(\.spent)),
              "value": FrontierDocument.list(run.map(\.value)),
            ]
          )
        )
      }
    }
    if let plan, let spent = plan.point.spentDecimal, let value = plan.point.value(of: measure) {
      marks.append(
        Mark(
          .point(x: spent, y: value, isHollow: true),
          Series(frontiers.firstIndex { $0.goal == plan.curve.goal } ?? 0),
          data: [
            "goal": plan.curve.goal.description, "measure": measure.rawValue,
            "number": "\(plan.number)",
            "spent": "\(spent)", "value": "\(value)",
          ],
          hint: "\(plan.number)"
        )
      )
    }
    return marks
  }

  /// The stretches of a curve on which a measure has values.
  private static func runs(
    _ points: [Point],
    _ measure: Measure
  ) -> [[(spent: Double, value: Double)]] {
    var runs: [[(spent: Double, value: Double)]] = []
    var isOpen = false
    for point in points {
      guard let spent = point.spentDecimal, let value = point.value(of: measure) else {
        isOpen = false
        continue
      }
      if !isOpen { runs.append([]) }
      isOpen = true
      runs[runs.count - 1].append((spent, value))
    }
    return runs
  }

  static func list(_ values: [some CustomStringConvertible]) -> String {
    values.map(\.description).joined(separator: " ")
  }

  /// The ratio of each class along the curve of the plan.
  func sizesFigure(_ plan: ShownPlan, _ language: Language) -> Figure {
    let goal = FrontierWords.goal(plan.curve.goal, language)
    let title = language("The ratio of each class, by what the plan costs.", "各分类抽查比例随花费的变化。")
    let points = drawn(plan.curve).filter { $0.spentDecimal != nil }
    var marks: [Mark] = []
    for (place, group) in classes.enumerated() where group.population > 0 {
      let ratio = { (point: Point) in Double(point.sizes[place]) / Double(group.population) }
      marks.append(
        Mark(
          .step(points.compactMap { point in point.spentDecimal.map { ($0, ratio(point)) } }),
          Series(place),
          data: [
            "stratum": group.stratum.text, "population": "\(group.population)",
            "spent": FrontierDocument.list(points.compactMap(\.spentDecimal)),
            "sizes": FrontierDocument.list(points.map { $0.sizes[place] }),
          ]
        )
      )
    }
    if let spent = plan.point.spentDecimal {
      marks.append(Mark(.vertical(x: spent), .reference, data: ["spent": "\(spent)"]))
    }
    return Figure(
      title,
      caption: language(
        "Best plans for \(goal), each at the cost where it becomes the best; the dotted line is the"
          + " plan above. Source: the table named below." + drawnRemark([plan.curve], language),
        "目标为“\(goal)”的最优方案；虚线为上述方案。来源：下列输入表。"
          + drawnRemark([plan.curve], language)
      ),
      x: Axis(language("cost", "花费")),
      y: Axis(language("share inspected", "抽查比例"), format: .percent, including: [0]),
      marks: marks,
      legend: classes.enumerated().map { (Series($0), $1.stratum.text) },
      table: unitsTable(namedPlans(plan.curve), language)
    )
  }
}
