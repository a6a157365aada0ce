internal import Frames
internal import Reports
internal import Sampling

extension FrontierDocument {
  /// A point of a curve: what a row has.
  struct Plan {
    var curve: Curve
    var point: Point
    var isChosen: Bool

    /// Its number and the names that it has.
    func name(_ language: Language) -> String {
      let names = curve.names(of: point.number).map { FrontierWords.landmark($0, language) }
      let mark = isChosen ? [language("chosen", "选定")] : []
      return (["\(point.number)"] + names + mark).joined(separator: " ")
    }
  }

  /// Classes that a list of plans has room for; others stand in the tables of units and in CSV.
  static let greatestListed = 8

  /// A plan of a curve.
  func plan(_ curve: Curve, _ number: Int) -> Plan {
    let isChosen = chosen.map { $0.goal == curve.goal && $0.number == number } ?? false
    return Plan(curve: curve, point: curve.points[number - 1], isChosen: isChosen)
  }

  /// The plans of a curve that have a name or were chosen, by their numbers.
  func namedPlans(_ curve: Curve) -> [Plan] { curve.named.map { plan(curve, $0) } }

  /// What a plan costs and is worth: the same figures in the terminal and on the page.
  private static var figures: [Column<Plan>] {
    [
      Column("spent", "spent", "花费", .number) {
        $0.point.spent?.description ?? ""
      } shown: { plan, _ in
        plan.point.spent?.decimal ?? "-"
      },
      Column(csv: "spent_decimal") { ResultText.cell($0.point.spentDecimal) },
      .count("total", "total", "总数") { $0.point.total },
      Column(csv: "objective") { $0.point.objective?.description ?? "" },
      Column("variance", "variance", "方差", .number) {
        $0.point.variance?.description ?? ""
      } shown: { plan, _ in
        plan.point.varianceDecimal.map { ResultText.number($0) } ?? "-"
      },
      .share("worst_detection", "worst detection", "最差发现概率", .down) { $0.point.worstDetection },
      Column("expected_violations", "expected violations", "预期发现", .number) {
        $0.point.expectedViolations?.description ?? ""
      } shown: { plan, _ in
        plan.point.expectedViolationsDecimal.map { ResultText.number($0) } ?? "-"
      },
      Column("coverage", "coverage", "覆盖率", .number) {
        $0.point.coverage.description
      } shown: { plan, _ in
        ResultText.percent(plan.point.coverageDecimal)
      },
      Column(csv: "coverage_decimal") { "\($0.point.coverageDecimal)" },
      Column(csv: "gap") { "\($0.point.gap)" },
    ]
  }

  /// The columns of a list of plans; of several goals the table names them.
  private func columns(isSummary: Bool) -> [Column<Plan>] {
    let goal: Column<Plan> =
      isSummary
      ? Column("goal", "best for", "目标") {
        $0.curve.goal.description
      } shown: { plan, language in
        FrontierWords.method(plan.curve.goal, language)
      }
      : Column(csv: "goal") { $0.curve.goal.description }
    let number = Column<Plan>("number", "no.", "序号", .number) {
      "\($0.point.number)"
    } shown: { plan, language in
      plan.name(language)
    }
    let isListed = classes.count <= FrontierDocument.greatestListed
    let sizes = classes.enumerated().map { place, item in
      let name = item.stratum.text
      let size = { (plan: Plan) in "\(plan.point.sizes[place])" }
      return isListed
        ? Column<Plan>("size:\(name)", name.excerpt, name.excerpt, .number, size)
        : Column<Plan>(csv: "size:\(name)", size)
    }
    return [goal, number] + FrontierDocument.figures + sizes
  }

  /// A row for each point of each curve.
  package var rows: [[String]] { rows(of: frontiers) { $0.points } }

  /// The rows of some points of some curves.
  func rows(of curves: [Curve], _ points: (Curve) -> [Point]) -> [[String]] {
    columns(isSummary: false).saved(
      curves.flatMap { curve in points(curve).map { plan(curve, $0.number) } }
    )
  }

  /// The plans of one goal, or those with a name of several.
  func table(_ language: Language) -> String {
    let isSummary = frontiers.count > 1
    let plans = frontiers.flatMap { curve in
      isSummary ? namedPlans(curve) : curve.points.map { plan(curve, $0.number) }
    }
    return columns(isSummary: isSummary).table(plans, language).text
  }

  /// The plans with a name, as the page has them.
  func pageTable(_ plans: [Plan], _ language: Language) -> TextTable {
    let goal = Column<Plan>(table: "best for", "目标") { plan, language in
      FrontierWords.goal(plan.curve.goal, language)
    }
    let name = Column<Plan>(table: "plan", "方案") { plan, language in plan.name(language) }
    return ([goal, name] + FrontierDocument.figures).table(plans, language)
  }

  /// How many units each class has in some plans, and which share of it they are.
  func unitsTable(_ plans: [Plan], _ language: Language) -> TextTable {
    var columns: [Column<Int>] = [
      Column(table: "stratum", "分类") { place, _ in classes[place].stratum.text.excerpt },
      Column(table: "population", "对象数", .number) { place, _ in "\(classes[place].population)" },
    ]
    columns += plans.map { plan in
      Column(table: plan.name(.english), plan.name(.chinese), .number) { place, _ in
        let size = plan.point.sizes[place]
        return FrontierDocument.units(size, of: classes[place].population)
      }
    }
    let population = classes.reduce(0) { $0 + $1.population }
    let sum =
      [language("total", "合计"), "\(population)"]
      + plans.map { FrontierDocument.units($0.point.total, of: population) }
    return columns.table(Array(classes.indices), ending: [sum], language)
  }

  private static func units(_ size: Int, of population: Int) -> String {
    let share = population == 0 ? 0 : Double(size) / Double(population)
    return "\(size) (\(ResultText.percent(share)))"
  }
}
