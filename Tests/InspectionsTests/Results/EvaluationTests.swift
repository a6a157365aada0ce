import Analysis
import Foundation
import Frames
import GRDB
import Inference
import Sampling
import TestSupport
import Testing

@testable import Inspections

@Suite struct EvaluationTests {
  /// Figures that a query of their own gives again, on random results.
  @Test func figuresAgreeWithQueries() throws {
    let count = ProcessInfo.processInfo.environment["SPOTCHECK_LONG"] == nil ? 10 : 200
    var random = SeededGenerator(seed: 20_241_130)
    for _ in 0..<count {
      let office = try Office.inspected()
      try Self.fill(office, &random)
      let on = try #require(CivilDate("2024-11-15"))
      let evaluation = Evaluation(2024, of: try office.records(), on: on)
      let queue = try DatabaseQueue(path: office.path)
      for (metric, sql) in Self.queries {
        let row = try #require(try queue.read { try Row.fetchOne($0, sql: sql) })
        let share = evaluation.shares[metric] ?? Evaluation.Share()
        let (count, whole): (Int, Int) = (row[0], row[1])
        #expect(share.count == count && share.whole == whole, "\(metric)")
        let evidence = evaluation.evidence[metric]?.count ?? 0
        if metric != .objectsCovered { #expect(evidence == share.whole - share.count, "\(metric)") }
      }
    }
  }

  /// Some results of both tasks, reviewed or not.
  private static func fill(_ office: Office, _ random: inout SeededGenerator) throws {
    var rows: [String] = []
    for (task, visits) in [
      (1, [("甲局", "资质")]), (2, [("甲局", "资质"), ("乙局", "质量")]),
    ] {
      for object in try office.inspectedObjects(of: task) {
        for (unit, item) in visits where Int.random(in: 0..<4, using: &random) > 0 {
          let day = Int.random(in: 10..<30, using: &random)
          let (code, measure) =
            [("1", ""), ("A", "责令整改"), ("E", ""), ("7", "")][Int.random(in: 0..<4, using: &random)]
          let done = measure.isEmpty || Bool.random(using: &random) ? "" : "2024-10-11"
          let entered = Bool.random(using: &random) ? "2024-10-12" : ""
          let published = ["", "2024-10-13", "2024-11-12"][Int.random(in: 0..<3, using: &random)]
          rows.append(
            "2024/\(task),\(object.key),\(unit),\(item),2024-09-\(day),C1,\(code),\(measure),,\(done),\(entered),\(published)"
          )
        }
      }
    }
    guard !rows.isEmpty else { return }
    try office.results(rows, on: "2024-11-15")
    for task in [1, 2] where Int.random(in: 0..<3, using: &random) > 0 {
      let key = TaskKey(year: 2024, number: task)
      _ = try? ResultReview.run(key, object: nil, on: office.open(on: "2024-11-15"), by: "Li")
    }
  }

  /// Reviewed results, objects to be inspected, and results that are due.
  private static let counted = """
    WITH r AS (SELECT * FROM results WHERE until = 0 AND reviewed <> ''),
    d AS (SELECT draws.task, objects.key AS object FROM drawn
      JOIN draws ON draws.key = drawn.draw AND draws.until = 0 AND draws.state = 'drawn'
      JOIN objects ON objects.version = drawn.object
      WHERE drawn.until = 0 AND ((drawn.role = 'selected' AND drawn.state <> 'struck')
        OR drawn.state = 'called')),
    due AS (SELECT task, object, '甲局' AS department, '资质' AS item FROM d
      UNION ALL SELECT task, object, '乙局', '质量' FROM d WHERE task = '2024/2')

    """

  private static let queries: [(Metric, String)] = [
    (
      .inspectionsCompleted,
      counted + """
        SELECT count(r.key), count(*) FROM due
        LEFT JOIN r ON r.task = due.task AND r.object = due.object
          AND r.department = due.department AND r.item = due.item
        """
    ),
    (.resultsEntered, counted + "SELECT count(nullif(entered, '')), count(*) FROM r"),
    (
      .followUpsClosed,
      counted
        + "SELECT count(nullif(measure_done, '')), count(*) FROM r WHERE measure NOT IN ('', '无须后续')"
    ),
    (
      .tasksCompleted,
      counted + """
        SELECT sum(x), count(*) FROM (SELECT due.task, count(r.key) = count(*) AS x FROM due
          LEFT JOIN r ON r.task = due.task AND r.object = due.object
            AND r.department = due.department AND r.item = due.item GROUP BY due.task)
        """
    ),
    (
      .objectsCovered,
      counted
        + "SELECT count(DISTINCT object), (SELECT count(*) FROM objects WHERE until = 0) FROM r"
    ),
    (.itemsCovered, counted + "SELECT count(DISTINCT item), 3 FROM r"),
    (
      .jointVisits,
      counted
        + "SELECT count(DISTINCT CASE WHEN task = '2024/2' THEN object END), count(DISTINCT task || object) FROM r"
    ),
    (
      .resultsInTime,
      // The ends of 20 working days by chinesecalendar 1.11.0 (PyPI); all are over on 2024-11-15.
      counted + """
        , terms(date, last) AS (VALUES ('2024-09-10', '2024-10-14'), ('2024-09-11', '2024-10-15'), ('2024-09-12', '2024-10-16'),
          ('2024-09-13', '2024-10-17'), ('2024-09-14', '2024-10-18'), ('2024-09-15', '2024-10-18'),
          ('2024-09-16', '2024-10-18'), ('2024-09-17', '2024-10-18'), ('2024-09-18', '2024-10-21'),
          ('2024-09-19', '2024-10-22'), ('2024-09-20', '2024-10-23'), ('2024-09-21', '2024-10-23'),
          ('2024-09-22', '2024-10-23'), ('2024-09-23', '2024-10-24'), ('2024-09-24', '2024-10-25'),
          ('2024-09-25', '2024-10-28'), ('2024-09-26', '2024-10-29'), ('2024-09-27', '2024-10-30'),
          ('2024-09-28', '2024-10-30'), ('2024-09-29', '2024-10-31'))
        SELECT count(*) FILTER (WHERE published <> '' AND published <= last), count(*)
        FROM r JOIN terms ON terms.date = r.date
        """
    ),
    (.planNumbered, "SELECT 1, 2"), (.drawnOnce, "SELECT 2, 2"),
  ]

  @Test func aScoreIsTheSumOfItsPoints() throws {
    let card = Scorecard(
      weights: [.tasksCompleted: 2, .resultsInTime: 1, .jointVisits: 5],
      thresholds: [.excellent: 90, .good: 80, .fair: 60],
      source: Sentence("", "")
    )
    // 2 · 1/3 is 0.67, 1 · 1/1 is 1.00: 1.67 of 3 is 55.67 %; nothing is known of joint visits.
    let score = card.score([
      .tasksCompleted: .init(count: 1, whole: 3), .resultsInTime: .init(count: 4, whole: 4),
      .jointVisits: .init(count: 0, whole: 0),
    ])
    #expect(score.points[.tasksCompleted] == .init(weight: 2, hundredths: 67))
    #expect(score.hundredths == 5567 && score.grade == .poor)
    func grade(_ count: Int) -> Scorecard.Grade? {
      card.score([.tasksCompleted: .init(count: count, whole: 100)]).grade
    }
    #expect(
      [100, 90, 89, 80, 79, 60, 59, 0].map(grade) == [
        .excellent, .excellent, .good, .good, .fair, .fair, .poor, .poor,
      ]
    )
    #expect(card.score([:]).grade == nil)
    #expect(Scorecard.standard.weights.values.reduce(0, +) == 100)
  }

  @Test func aScorecardIsReadOrRefused() throws {
    let office = try Office()
    func read(_ text: String) throws -> Scorecard {
      try Scorecard(office.write(text, to: "card.csv"), layout: TableLayout())
    }
    let whole = "项目,分值\n任务完成率,30\nresults-in-time,70\n优,95\n良,85\n中,70\n"
    let card = try read(whole)
    #expect(card.weights == [.tasksCompleted: 30, .resultsInTime: 70])
    #expect(card.thresholds == [.excellent: 95, .good: 85, .fair: 70])
    for (text, word) in [
      (whole + "任务完成率,5\n", "stands in row 2 too"), (whole + "完成度,5\n", "is no figure"),
      (whole + "jointvisits,5\n", "is no figure"), ("项目,分值\n任务完成率,1.5\n", "no whole number"),
      ("项目,分值\n任务完成率,5\n优,80\n良,80\n中,70\n", "falling thresholds"),
      ("项目,分值\n优,95\n良,85\n中,70\n", "a weight above 0"),
    ] {
      #expect(Office.sentences { _ = try read(text) }.english.contains(word), "\(text)")
    }
  }

  /// The bounds are those of `estimate` on the sample that is written.
  @Test func ratesAreThoseOfTheSample() throws {
    let office = try Office.inspected()
    let objects = try office.inspectedObjects(of: 1)
    try office.results(
      objects.enumerated().map { place, object in
        let code = ["A", "1", "7"][place % 3]
        return "2024/1,\(object.key),甲局,资质,2024-09-20,C1,\(code),\(code == "A" ? "移送" : ""),,,,"
      }
    )
    let key = TaskKey(year: 2024, number: 1)
    _ = try ResultReview.run(key, object: nil, on: office.open(on: "2024-10-20"), by: "Li")
    let rate = try #require(try ProblemRate.all([key], of: office.records()).first)
    let sample = try ResultSample(key, of: office.records())
    #expect(
      sample.strata == [
        ["stratum", "population", "excluded"], ["A", "20", "0"], ["B", "10", "0"],
      ]
    )
    #expect(sample.sample.count == objects.count + 1 && sample.missing == 0)
    let request = ResultSample.request(
      sample: try office.write(CSVText.lines(sample.sample), to: "sample.csv"),
      strata: try office.write(CSVText.lines(sample.strata), to: "strata.csv")
    )
    let line = try #require(try request.run().overall[.proportion])
    let own = try #require(rate.estimates?.overall[.proportion])
    #expect(own.estimate.value == line.estimate.value)
    #expect(own.lower == line.lower && own.upper == line.upper && own.lower != nil)
  }
}
