package import Frames
package import Sampling

/// How figures become a grade: a weight for each, and from which score on a grade holds.
///
/// The points of a figure are its weight times its share; the score is the sum of the points over the sum of the
/// weights of the figures that are known, in per cent. All is in hundredths, each rounded half up, so that a person
/// can add it up from what is printed.
package struct Scorecard: Sendable, Hashable {
  /// The grades, the best one first.
  package enum Grade: String, CaseIterable, Sendable {
    case excellent = "优"
    case good = "良"
    case fair = "中"
    case poor = "差"

    /// What it is called.
    package var title: Sentence {
      switch self {
      case .excellent: Sentence("excellent", "优")
      case .good: Sentence("good", "良")
      case .fair: Sentence("fair", "中")
      case .poor: Sentence("poor", "差")
      }
    }
  }

  /// The weight of each figure, from 0 to 1,000; one that is not there does not count.
  package var weights: [Metric: Int]
  /// From which score on a grade holds, in per cent; the last grade holds from 0.
  package var thresholds: [Grade: Int]
  /// Where it comes from.
  package var source: Sentence

  /// The card of this program: no public table of weights was found.
  package static let standard = Scorecard(
    weights: [
      .planNumbered: 5, .planPublished: 5, .tasksCompleted: 15, .inspectionsCompleted: 20,
      .teamsInTime: 5, .resultsInTime: 20, .resultsEntered: 5, .followUpsClosed: 10,
      .itemsCovered: 5, .jointVisits: 5, .drawnOnce: 5,
    ],
    thresholds: [.excellent: 90, .good: 80, .fair: 60],
    source: Sentence(
      "this program's own weights and thresholds; no public table was found",
      "本程序自拟的权重和分数线（未见公开的评分表）"
    )
  )

  /// What a figure gives.
  package struct Points: Sendable, Hashable {
    /// The weight.
    package var weight: Int
    /// The points, in hundredths.
    package var hundredths: Int
  }

  /// A score with its grade.
  package struct Score: Sendable, Hashable {
    /// What each figure gives.
    package var points: [Metric: Points]
    /// The score in hundredths of a per cent; nil where no figure that counts is known.
    package var hundredths: Int?
    /// The grade; nil where there is no score.
    package var grade: Grade?
  }

  /// The score of figures.
  package func score(_ shares: [Metric: Evaluation.Share]) -> Score {
    var points: [Metric: Points] = [:]
    var (sum, weights) = (0, 0)
    for metric in Metric.allCases {
      guard let weight = self.weights[metric], weight > 0, let share = shares[metric],
        share.whole > 0
      else { continue }
      let hundredths = (200 * weight * share.count + share.whole) / (2 * share.whole)
      points[metric] = Points(weight: weight, hundredths: hundredths)
      sum += hundredths
      weights += weight
    }
    guard weights > 0 else { return Score(points: points, hundredths: nil, grade: nil) }
    let score = (200 * sum + weights) / (2 * weights)
    let grade =
      Grade.allCases.first { grade in
        thresholds[grade].map { score >= $0 * 100 } ?? (grade == .poor)
      } ?? .poor
    return Score(points: points, hundredths: score, grade: grade)
  }
}

extension Scorecard {
  /// Reads a card: a table with the columns `name` and `value` (项目, 分值), a row for each weight and threshold.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - layout: how the table is read.
  /// - Throws: `InputError`; `DataError` for a name that is no figure or grade, one that stands twice, a value that
  ///   is no whole number, thresholds that do not fall, and a card without a weight.
  package init(_ path: String, layout: TableLayout) throws {
    let (names, values) = (["项目", "name", "metric", "指标"], ["分值", "value", "权重", "weight"])
    let rows = try TableRows(path, layout: layout, wanted: [names, values], monitor: WorkMonitor())
    var errors = DataError()
    func place(_ names: [String]) throws -> Int {
      guard let place = rows.columns(named: names).first else {
        throw DataError(
          .init(
            file: path,
            row: rows.headingRow,
            reason: .missingColumn(name: names[0], header: rows.header)
          )
        )
      }
      return place
    }
    let (name, value) = (try place(names), try place(values))
    weights = [:]
    thresholds = [:]
    source = Sentence(path.excerpt, path.excerpt)
    var seen: [String: Int] = [:]
    try rows.forEach(&errors) { row, errors in
      func refuse(_ column: Int, _ english: String, _ chinese: String) {
        errors.add(
          .init(
            file: path,
            row: row.number,
            column: rows.header[column],
            value: row.text(column),
            reason: .other(Sentence(english, chinese))
          )
        )
      }
      let text = row.text(name)
      if let other = seen.updateValue(row.number, forKey: text) {
        return refuse(name, "stands in row \(other) too; keep one", "与第 \(other) 行重复，请只保留一行")
      }
      guard let number = Int(row.text(value)), (0...1000).contains(number) else {
        return refuse(value, "is no whole number from 0 to 1000", "不是 0 至 1000 的整数")
      }
      if let metric = Metric.named(text) {
        weights[metric] = number
      } else if let grade = Grade.named(text), grade != .poor {
        thresholds[grade] = number
      } else {
        let known = Metric.allCases.map(\.rawValue).joined(separator: ", ")
        refuse(
          name,
          "is no figure, and no grade but the last, which holds from 0; there are \(known), 优, 良, 中",
          "不是已知的指标或等次（“差”从 0 分起，不必填写）；可填 "
            + Metric.allCases.map(\.title.chinese).joined(separator: "、") + "、优、良、中"
        )
      }
    }
    try errors.throwIfAny()
    let falling = Grade.allCases.compactMap { thresholds[$0] }
    guard falling.count == 3, zip(falling, falling.dropFirst()).allSatisfy({ $0 > $1 }),
      weights.values.contains(where: { $0 > 0 })
    else {
      throw DataError(
        .init(
          file: path,
          reason: .other(
            Sentence(
              "is no whole scorecard: it needs a weight above 0, and falling thresholds of 优, 良 and 中",
              "评分表不完整：至少一项权重大于 0，且优、良、中的分数线依次递减"
            )
          )
        )
      )
    }
  }
}

extension Metric {
  /// A figure by its name in any form.
  static func named(_ text: String) -> Metric? {
    allCases.first { [$0.rawValue, $0.title.chinese, $0.title.english].contains(text) }
  }
}

extension Scorecard.Grade {
  /// A grade by its name in any form.
  static func named(_ text: String) -> Scorecard.Grade? {
    allCases.first { [$0.rawValue, "\($0)", $0.title.english].contains(text) }
  }
}
