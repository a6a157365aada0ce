import Frames
import Sampling
import Testing

@testable import Inspections

@Suite struct DueTests {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private func items(
    _ office: Office,
    _ kind: DueTerm.Kind,
    on day: String
  ) throws -> [DueList.Item] {
    try DueList(of: office.records(), on: self.day(day)).items.filter { $0.kind == kind }
  }

  /// 国发〔2019〕5号 as notices carry it out, and the county plan of 2024.
  @Test func termsAreThoseOfTheRules() {
    let terms = DueTerm.all.map { "\($0.kind.rawValue) \($0.workingDays) \($0.region)" }
    #expect(terms == ["publication 20 全国", "decision 7 全国", "teams 2 县"])
    #expect(DueTerm.all.allSatisfy { !$0.source.isEmpty })
  }

  @Test func whatIsNotDoneIsDue() throws {
    let office = try Office.inspected()
    let objects = try office.inspectedObjects(of: 1)
    let joint = try office.inspectedObjects(of: 2)
    // The second task has no number, and nothing was published.
    #expect(try items(office, .planIssued, on: "2024-03-15").map(\.due) == [day("2024-03-15")])
    let published = try #require(try items(office, .planPublished, on: "2024-03-15").first)
    #expect(try !published.isOverdue(on: day("2024-03-15")))
    #expect(try published.isOverdue(on: day("2024-03-16")))
    // 2024-03-15 was a Friday.
    #expect(
      try items(office, .teams, on: "2024-03-16").map(\.due) == [
        day("2024-03-19"), day("2024-03-19"),
      ]
    )
    let inspections = try items(office, .inspection, on: "2024-12-01")
    #expect(inspections.count == objects.count + 2 * joint.count)
    let (last, after) = (try day("2024-11-30"), try day("2024-12-01"))
    #expect(inspections.allSatisfy { $0.due == last && !$0.isOverdue(on: last) })
    #expect(inspections.allSatisfy { $0.isOverdue(on: after) })
    try office.results(
      [
        "2024/1,\(objects[0].key),甲局,资质,2024-09-20,C1,1,,,,,",
        "2024/1,\(objects[1].key),甲局,资质,2024-09-20,C1,A,责令整改,2024-10-08,,,2024-10-23",
      ],
      on: "2024-10-24"
    )
    #expect(try items(office, .inspection, on: "2024-10-24").count == inspections.count - 2)
    let publication = try items(office, .publication, on: "2024-10-24")
    #expect(try publication.map(\.due) == [day("2024-10-23")])
    #expect(publication[0].isOverdue(on: try day("2024-10-24")))
    #expect(!publication[0].isOverdue(on: try day("2024-10-23")))
    #expect(try items(office, .review, on: "2024-10-24").count == 2)
    #expect(try items(office, .followUp, on: "2024-10-24").map(\.due) == [day("2024-10-08")])
  }

  @Test func aMissingCalendarIsSaidOnItsRow() throws {
    let office = try Office.inspected()
    let one = try #require(try office.inspectedObjects(of: 1).first).key
    try office.results(["2024/1,\(one),甲局,资质,2026-12-20,C1,1,,,,,"], on: "2026-12-30")
    let list = try DueList(of: office.records(), on: day("2026-12-31"))
    let row = try #require(list.items.first { $0.kind == .publication })
    #expect(row.missingYear == 2027 && row.due == nil && list.missingYears == [2027])
    #expect(list.items.contains { $0.kind == .inspection && $0.due != nil })
    // With the year's calendar it has its day: all of 2027 is made up here, and stands in the workspace alone.
    let off = (1...11).map { "2027-02-\($0 < 10 ? "0" : "")\($0),放假,春节,测试\n" }.joined()
    try office.take(.calendar, "日期,安排,节日,依据\n" + off)
    let after = try DueList(of: office.records(), on: day("2026-12-31"))
    #expect(after.items.first { $0.kind == .publication }?.due == (try day("2027-01-15")))
    // A part of a year is refused, and a working Friday.
    let part = Office.sentences { try office.take(.calendar, "日期,安排,节日,依据\n2028-01-01,放假,元旦,测试\n") }
    #expect(part.english.contains("1 days off") && part.kind == .data)
    let friday = Office.sentences {
      try office.take(.calendar, "日期,安排,节日,依据\n2027-03-05,上班,元旦,测试\n")
    }
    #expect(friday.english.contains("is worked anyway"))
  }
}
