import Foundation
import Frames
import Sampling
import Testing

@testable import Inspections

extension Office {
  /// Two drawn tasks of 2024: one of a single department over all projects, one joint over two of them.
  static func inspected() throws -> Office {
    let office = try Office()
    try office.projects([String](repeating: "A", count: 20) + .init(repeating: "B", count: 10))
    try office.take(.items, "事项编码,抽查事项\nI1,资质\nI2,质量\nI3,安全\n")
    try office.take(
      .inspectors,
      "执法证号,姓名,人员类别,所属单位\nC1,甲,公务员,甲局\nC2,乙,公务员,乙局\n"
    )
    try office.plan(
      "任务一,全部,A: 10%;B: >35%,候补=50%,发起部门=甲局,抽查事项=资质,文号=文〔2024〕1号,完成期限=2024-11-30",
      "任务二,标识 != 项目:P30,10%,发起部门=甲局,配合部门=乙局,抽查事项=甲局：资质\n乙局：质量"
    )
    for task in ["1", "2"] {
      try office.commit(task)
      try office.draw(task)
    }
    return office
  }

  /// The objects of a task that are to be inspected.
  func inspectedObjects(of task: Int) throws -> [DrawnObject] {
    try objects(of: task).filter(\.isInspected)
  }

  /// What evaluation and deadlines look at.
  func records() throws -> InspectionRecords { try InspectionRecords(of: open()) }

  /// Imports results of 2024-09-20 on a day: each a row of cells behind the task and the object.
  @discardableResult
  func results(_ rows: [String], on day: String = "2024-10-20") throws -> LibraryImport.Outcome {
    let heading = "任务编号,对象标识,检查部门,检查事项,检查日期,检查人员,检查结果,后续处理,处理期限,处理完成日期,平台录入日期,结果公示日期\n"
    let file = try write(heading + rows.map { $0 + "\n" }.joined(), to: "results.csv")
    return try LibraryImport(.results, file, layout: TableLayout())
      .run(on: open(on: day), by: "clerk")
  }

  /// What is said of results that can not be.
  func refused(_ row: String, on day: String = "2024-10-20") -> String {
    Office.sentences { try results([row], on: day) }.english
  }
}

@Suite struct ResultTests {
  @Test func aTemplateIsFilledInAndImported() throws {
    let office = try Office.inspected()
    let template = try ResultTemplate(TaskKey(year: 2024, number: 2), of: office.open())
    let objects = try office.inspectedObjects(of: 2)
    #expect(template.rows.count == 2 * objects.count && template.objects == objects.count)
    #expect(template.rows.allSatisfy { $0.dropFirst(5).allSatisfy(\.isEmpty) })
    // Nothing filled in: nothing imported, and that is said.
    let rows = [ResultTemplate.header.map(\.chinese)] + template.rows
    let file = try office.write(CSVText.lines(rows), to: "filled.csv")
    let request = LibraryImport(.results, file, layout: TableLayout())
    let empty = try request.run(on: office.open(on: "2024-10-20"), by: "clerk")
    #expect(empty.head == nil && empty.unfilled == rows.count - 1)
    var filled = rows
    let (date, codes) = (5, 8)
    #expect(filled[0][date] == "检查日期" && filled[0][codes] == "检查结果")
    (filled[1][date], filled[1][codes]) = ("2024/9/20", "1")
    _ = try office.write(CSVText.lines(filled), to: "filled.csv")
    let outcome = try request.run(on: office.open(on: "2024-10-20"), by: "clerk")
    #expect(outcome.counts == [.new: 1] && outcome.unfilled == rows.count - 2)
    let kept = try office.list(.results)
    #expect(kept[0][5] == "2024-09-20" && kept[0][8] == "未发现问题")
    #expect(try request.run(on: office.open(on: "2024-10-20"), by: "clerk").head == nil)
  }

  @Test func aResultThatCanNotBeIsRefused() throws {
    let office = try Office.inspected()
    let one = try #require(try office.inspectedObjects(of: 1).first).key
    let drawn = Set(try office.objects(of: 1).filter(\.isInspected).map(\.key))
    let other = try #require((1...30).map { "项目:P\($0)" }.first { !drawn.contains($0) })
    let cases: [(row: String, word: String)] = [
      ("2024/9,\(one),甲局,资质,2024-09-20,C1,1", "is no task"),
      ("2024/1,\(other),甲局,资质,2024-09-20,C1,1", "was not drawn for task 2024/1"),
      ("2024/1,\(one),乙局,资质,2024-09-20,C1,1", "takes no part"),
      ("2024/1,\(one),甲局,质量,2024-09-20,C1,1", "is no item of this department"),
      ("2024/1,\(one),甲局,资质,2024-03-14,C1,1", "is before the draw (2024-03-15)"),
      ("2024/1,\(one),甲局,资质,2024-10-21,C1,1", "is still to come (today is 2024-10-20)"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C9,1", "names C9"),
      ("2024/1,\(one),甲局,资质,,C1,1", "write the day"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C1,", "write the result"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C1,1；A", "no problem was found, and something else"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C1,好", "is none of"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C1,A", "say what follows"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C1,1,责令限期整改", "follows where no problem was found"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C1,A,无；移送", "keep one of both"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C1,A,责令整改,2024-09-01", "is before the inspection"),
      ("2024/1,\(one),甲局,资质,2024-09-20,C1,1,,2024-10-01", "none is named"),
      ("2024/1,\(one),甲局,资质,45555,C1,1", "spreadsheet's number of a day"),
    ]
    for (row, word) in cases {
      let row = row + String(repeating: ",", count: 11 - row.count { $0 == "," })
      let said = office.refused(row)
      #expect(said.contains(word), "\(row): \(said)")
    }
    #expect(try office.list(.results).isEmpty)
    // One bad row, and nothing of the file is kept.
    let good = "2024/1,\(one),甲局,资质,2024-09-20,C1；C2,1,,,,,"
    #expect(throws: (any Error).self) { try office.results([good, good]) }
    #expect(try office.list(.results).isEmpty)
    try office.results([good])
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }

  @Test func aSecondPersonReviewsAndACorrectionWaitsAgain() throws {
    let office = try Office.inspected()
    let objects = try office.inspectedObjects(of: 1)
    let rows = objects.map { "2024/1,\($0.key),甲局,资质,2024-09-20,C1,1,,,,," }
    try office.results(rows)
    let key = TaskKey(year: 2024, number: 1)
    func review(_ who: String, _ object: String? = nil) throws -> ResultReview.Outcome {
      try ResultReview.run(key, object: object, on: office.open(on: "2024-10-20"), by: who)
    }
    #expect(try review("clerk").own == objects.count)
    #expect(try review("Li", objects[0].key).reviewed == 1)
    #expect(try review("Li").reviewed == objects.count - 1)
    #expect(try review("Li").head == nil)
    let edit = ResultEdit(
      task: key,
      object: objects[0].key,
      department: nil,
      item: nil,
      values: [("检查结果", "E"), ("后续处理", "责令整改")],
      reason: "更正"
    )
    let outcome = try edit.run(on: office.open(on: "2024-10-20"), by: "clerk")
    let changed = try #require(outcome.change).cells.map {
      LibraryKind.results.columns[$0.column].name
    }
    #expect(changed == ["codes", "measure", "reviewed"])
    #expect(try review("clerk").own == 1 && review("Li").reviewed == 1)
    let history = try LibraryHistory(
      try #require(outcome.change).key,
      in: .results,
      showsClasses: false,
      of: office.open()
    )
    #expect(history.versions.count == 4)
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
    try office.tamper("UPDATE results SET codes = '未发现问题' WHERE until = 0")
    #expect(try office.verify().state == .differs)
  }

  @Test func aClosedObjectCallsForAReserve() throws {
    let office = try Office.inspected()
    let one = try #require(try office.inspectedObjects(of: 1).first).key
    try office.results(["2024/1,\(one),甲局,资质,2024-09-20,C1,7,,,,,"])
    let found = try ResultReplacement.all(in: office.open())
    #expect(found.map(\.object) == [one] && found[0].reason.english == "closed")
  }
}
