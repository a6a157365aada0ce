internal import Analysis
internal import Inference
package import Inspections
package import Reports
internal import Sampling

/// The figures of a year with the grade that they give: JSON `spotcheck.evaluation/1`.
package struct EvaluationDocument: ResultDocument, Sendable {
  /// `spotcheck.evaluation/1`.
  package var schema = "spotcheck.evaluation/1"
  /// The year.
  package var year: Int
  /// The day on which it was judged.
  package var on: String
  /// Where weights and thresholds come from.
  var scorecard: EnglishText
  /// The whole office, then each unit by name.
  package var parts: [Part]
  /// What counts against each figure.
  package var evidence: [String: [Evidence]]
  /// Years whose calendar is missing, so that some results could not be judged.
  package var missingCalendars: [Int]
  /// What the results say of the objects.
  package var rates: [Rate]

  let evaluation: Evaluation
  let before: Evaluation?
  let due: DueDocument?

  private enum CodingKeys: String, CodingKey {
    case schema, year, on, scorecard, parts, evidence, missingCalendars, rates
  }

  /// The figures of the office or a unit.
  package struct Part: Encodable, Sendable {
    /// The unit; empty for the whole office.
    package var unit: String
    /// The figures that are known.
    package var figures: [Figure]
    /// The score in per cent; null where no figure that counts is known.
    @Nullable package var score: Double?
    /// 优, 良, 中 or 差; null without a score.
    @Nullable package var grade: String?
    /// The score and grade of the year before; null where there is none.
    @Nullable package var scoreBefore: Double?
    @Nullable package var gradeBefore: String?
    let hundredths: Int?
    let gradeTitle: Sentence?
    let hundredthsBefore: Int?

    private enum CodingKeys: String, CodingKey {
      case unit, figures, score, grade, scoreBefore, gradeBefore
    }
  }

  /// One figure.
  package struct Figure: Encodable, Sendable {
    /// Its name.
    package var metric: String
    /// How many.
    package var count: Int
    /// Of how many.
    package var whole: Int
    /// Its weight; null where it does not count.
    @Nullable package var weight: Int?
    /// What it gives, the weight times the share; null where it does not count.
    @Nullable package var points: Double?
    /// The figure of the year before; null where there is none.
    @Nullable package var countBefore: Int?
    @Nullable package var wholeBefore: Int?
    let kind: Metric
    let hundredths: Int?
    let unit: String

    private enum CodingKeys: String, CodingKey {
      case metric, count, whole, weight, points, countBefore, wholeBefore
    }
  }

  /// What counts against a figure.
  package struct Evidence: Encodable, Sendable {
    /// The task; empty for none.
    package var task: String
    /// The object; empty for none.
    package var object: String
    /// The unit; empty for the whole office.
    package var unit: String
    /// The item; empty for none.
    package var item: String
  }

  /// How many objects of a task have a problem.
  package struct Rate: Encodable, Sendable {
    /// The task.
    package var task: String
    /// `all`, `unit` or `item`.
    package var by: String
    /// The unit or item; empty for all.
    package var name: String
    /// The class; null for all together.
    @Nullable package var stratum: String?
    /// Objects in the class, and inspected.
    @Nullable package var population: Int?
    @Nullable package var inspected: Int?
    /// The share with a problem, and its exact bounds.
    @Nullable package var share: Double?
    @Nullable package var lower: Double?
    @Nullable package var upper: Double?
    /// Why there is none; null where there is one.
    @Nullable package var refusal: String?
    let refusalSentence: Sentence?

    private enum CodingKeys: String, CodingKey {
      case task, by, name, stratum, population, inspected, share, lower, upper, refusal
    }
  }

  /// Makes the answer.
  ///
  /// - Parameters:
  ///   - evaluation: the year.
  ///   - before: the year before; nil where it has no task.
  ///   - card: weights and thresholds.
  ///   - day: the day on which it was judged.
  ///   - rates: what the results say.
  ///   - showsClasses: whether rates of single classes are told.
  ///   - due: what is still to be done, for the page.
  package init(
    _ evaluation: Evaluation,
    before: Evaluation?,
    card: Scorecard,
    on day: String,
    rates: [ProblemRate],
    showsClasses: Bool,
    due: DueDocument?
  ) {
    self.evaluation = evaluation
    self.before = before
    self.due = due
    year = evaluation.year
    on = day
    scorecard = EnglishText(card.source)
    let names = [""] + evaluation.units.keys.sorted()
    parts = names.map { name in
      EvaluationDocument.part(
        name,
        name.isEmpty ? evaluation.shares : evaluation.units[name] ?? [:],
        before: before.map { name.isEmpty ? $0.shares : $0.units[name] ?? [:] },
        card
      )
    }
    evidence = Dictionary(
      uniqueKeysWithValues: evaluation.evidence.map { metric, list in
        (
          metric.rawValue,
          list.map {
            Evidence(task: $0.task, object: $0.object, unit: $0.unit, item: $0.matter)
          }
        )
      }
    )
    missingCalendars = evaluation.missingYears.sorted()
    self.rates = rates.flatMap { EvaluationDocument.rates(of: $0, showsClasses: showsClasses) }
  }

  private static func part(
    _ unit: String,
    _ shares: [Metric: Evaluation.Share],
    before: [Metric: Evaluation.Share]?,
    _ card: Scorecard
  ) -> Part {
    let score = card.score(shares)
    let old = before.map(card.score)
    let figures = Metric.allCases.compactMap { metric -> Figure? in
      guard let share = shares[metric] else { return nil }
      let points = score.points[metric]
      return Figure(
        metric: metric.rawValue,
        count: share.count,
        whole: share.whole,
        weight: points?.weight,
        points: points.map { Double($0.hundredths) / 100 },
        countBefore: before?[metric]?.count,
        wholeBefore: before?[metric]?.whole,
        kind: metric,
        hundredths: points?.hundredths,
        unit: unit
      )
    }
    return Part(
      unit: unit,
      figures: figures,
      score: score.hundredths.map { Double($0) / 100 },
      grade: score.grade?.rawValue,
      scoreBefore: old?.hundredths.map { Double($0) / 100 },
      gradeBefore: old?.grade?.rawValue,
      hundredths: score.hundredths,
      gradeTitle: score.grade?.title,
      hundredthsBefore: old?.hundredths
    )
  }

  private static func rates(of rate: ProblemRate, showsClasses: Bool) -> [Rate] {
    let (by, name) =
      switch rate.part {
      case .whole: ("all", "")
      case .unit(let name): ("unit", name)
      case .item(let name): ("item", name)
      }
    func line(_ stratum: String?, _ line: EstimateLine?) -> Rate {
      Rate(
        task: rate.task,
        by: by,
        name: name,
        stratum: stratum,
        population: line?.estimate.population,
        inspected: line?.estimate.sample,
        share: line?.estimate.value,
        lower: line?.lower,
        upper: line?.upper,
        refusal: rate.refusal?.english,
        refusalSentence: rate.refusal
      )
    }
    guard let estimates = rate.estimates else { return [line(nil, nil)] }
    let classes =
      showsClasses && estimates.strata.count > 1
      ? estimates.strata.map { line($0.name, $0.estimates[.proportion]) } : []
    return [line(nil, estimates.overall[.proportion])] + classes
  }
}
