internal import Frames
internal import Sampling

/// What must hold between the cells of one result.
enum ResultRules {
  /// Whether a row was not filled in: it names what was to be inspected, and says nothing of it.
  static func isUnfilled(_ cells: [String]) -> Bool {
    (ResultColumn.date.rawValue...ResultColumn.note.rawValue).allSatisfy { cells[$0].isEmpty }
  }

  /// A result that was changed is no longer the one that was reviewed.
  static func keepReview(of old: [String], in cells: inout [String]) {
    let isSame = ResultColumn.allCases.allSatisfy {
      $0 == .reviewed || old[$0].utf8.elementsEqual(cells[$0].utf8)
    }
    cells[.reviewed] = isSame ? old[.reviewed] : ""
  }

  /// Checks a result.
  ///
  /// - Throws: what does not go together, and in which column.
  static func check(_ cells: [String]) throws(RecordProblem) {
    guard let date = CivilDate(cells[.date]) else {
      throw RecordProblem(
        .date,
        "is empty; write the day on which the inspection ended",
        "为空，请填写检查完成日期"
      )
    }
    let codes = InspectionResult.list(cells[.codes])
    guard !codes.isEmpty else {
      throw RecordProblem(
        .codes,
        "is empty; write the result, \(InspectionResult.noProblem.rawValue) where nothing was found",
        "为空，请填写检查结果；未发现问题的填“\(InspectionResult.noProblem.rawValue)”"
      )
    }
    guard codes.count == 1 || !codes.contains(.noProblem) else {
      throw RecordProblem(
        .codes,
        "says that no problem was found, and something else besides; keep one of both",
        "“未发现问题”不能与其他结果并列，请更正"
      )
    }
    try checkFollowUp(cells, codes, date)
    try checkOrder(cells, date)
  }

  private static func checkFollowUp(
    _ cells: [String],
    _ codes: [InspectionResult],
    _ date: CivilDate
  ) throws(RecordProblem) {
    let measures = cells[.measure].split(separator: "；").compactMap {
      FollowUp(rawValue: String($0))
    }
    guard measures.count <= 1 || !measures.contains(.none) else {
      throw RecordProblem(
        .measure,
        "says that nothing follows, and something besides; keep one of both",
        "“无须后续”不能与其他处理并列，请更正"
      )
    }
    let isOpen = measures.contains { $0 != .none }
    if codes == [.noProblem], isOpen {
      throw RecordProblem(
        .measure,
        "follows where no problem was found; correct the one or the other",
        "结果为“未发现问题”，不应有后续处理，请更正"
      )
    }
    if codes.contains(.problemPending), !isOpen {
      throw RecordProblem(
        .measure,
        "is empty, and the problem is to be handled; say what follows",
        "结果为“发现问题待后续处理”，请填写后续处理"
      )
    }
    if !isOpen, let column = [.measureDue, .measureDone].first(where: { !cells[$0].isEmpty }) {
      throw RecordProblem(column, "is a day of a follow-up, and none is named", "填有日期，但未填写后续处理")
    }
  }

  /// Nothing of an inspection comes before it.
  private static func checkOrder(_ cells: [String], _ date: CivilDate) throws(RecordProblem) {
    let later: [ResultColumn] = [
      .measureDue, .measureDone, .decided, .decisionPublished, .entered, .published,
    ]
    for column in later {
      if let day = CivilDate(cells[column]), day < date {
        throw RecordProblem(
          column,
          "is before the inspection (\(date)); correct one of both",
          "早于检查日期（\(date)），请更正"
        )
      }
    }
    if let published = CivilDate(cells[.decisionPublished]) {
      guard let decided = CivilDate(cells[.decided]) else {
        throw RecordProblem(
          .decided,
          "is empty, and the decision is published; write its day",
          "为空，但填有公示日期，请填写决定日期"
        )
      }
      guard published >= decided else {
        throw RecordProblem(
          .decisionPublished,
          "is before the decision (\(decided)); correct one of both",
          "早于决定日期（\(decided)），请更正"
        )
      }
    }
  }
}

extension RecordProblem {
  /// A problem of a result.
  fileprivate init(_ column: ResultColumn, _ english: String, _ chinese: String) {
    self.init(column.rawValue, english, chinese)
  }
}
