internal import Reports
internal import Sampling

/// The picture of what a plan can find.
extension FrontierDocument {
  /// How surely a violator is found in each class, by how many are inspected, and where the plan
  /// stands.
  func detectionFigure(_ plan: ShownPlan?, _ language: Language) -> Figure {
    let title = language(
      "The chance to find a violator, by how many are inspected.",
      "发现违法对象的概率与抽查数。"
    )
    let caption = language(
      "A line for each class: the probability that at least one violator is among the inspected, if the"
        + " class has as many as its prevalence says; point: the plan above. To the right each step"
        + " multiplies the number. Source: the table named below.",
      "每个分类一条线：若违法对象数与其违法率相符，至少抽中一个的概率；点为上述方案；横轴为对数刻度。来源：下列输入表。"
    )
    var marks: [Mark] = []
    var legend: [(series: Series, name: String)] = []
    var rows: [[String]] = []
    for (place, group) in classes.enumerated() {
      guard let curve = detection.first(where: { $0.stratum == group.stratum }) else { continue }
      let (series, size) = (Series(place), plan?.point.sizes[place] ?? 0)
      legend.append((series, group.stratum.text))
      marks.append(
        Mark(
          .line(zip(curve.sizes, curve.probabilities).map { (x: Double($0), y: $1) }),
          series,
          data: [
            "stratum": curve.stratum.text, "violators": "\(curve.violators)",
            "sizes": FrontierDocument.list(curve.sizes),
            "probabilities": FrontierDocument.list(curve.probabilities),
          ]
        )
      )
      let probability = curve.probability(of: size)
      rows.append([
        group.stratum.text, "\(group.population)", "\(curve.violators)", "\(size)",
        FrontierDocument.chance(
          probability ?? 0,
          isCertain: size > curve.population - curve.violators
        ),
      ])
      guard let probability else { continue }
      marks.append(
        Mark(
          .point(x: Double(size), y: probability),
          series,
          data: [
            "stratum": curve.stratum.text, "size": "\(size)", "probability": "\(probability)",
          ],
          hint: "\(group.stratum): \(size), \(ResultText.percent(probability, .down))"
        )
      )
    }
    return Figure(
      title,
      caption: caption,
      x: Axis(language("units inspected", "抽查数"), .logarithmic, including: [1]),
      y: Axis(
        language("chance to find at least one", "至少发现一个的概率"),
        format: .percent,
        including: [0, 1]
      ),
      marks: marks,
      legend: legend,
      table: TextTable(
        header: [
          language("class", "分类"), language("units", "对象数"),
          language("violators assumed", "假定违法数"), language("inspected", "抽查数"),
          language("chance to find one", "发现概率"),
        ],
        rows: rows,
        rightAligned: Set(1...4)
      ),
      file: PageText.file(
        "tune-detection",
        [["stratum", "population", "violators", "size", "probability"]]
          + detection.flatMap { curve in
            zip(curve.sizes, curve.probabilities).map {
              [
                curve.stratum.text, "\(curve.population)", "\(curve.violators)", "\($0)", "\($1)",
              ]
            }
          },
        language
      )
    )
  }

  /// A probability, which is 100 % only where it is certain.
  private static func chance(_ probability: Double, isCertain: Bool) -> String {
    isCertain || probability < 0.9999 ? ResultText.percent(probability, .down) : "> 99.99%"
  }
}
