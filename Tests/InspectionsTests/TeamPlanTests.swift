import Sampling
import Testing

@testable import Inspections

/// Rules of the office become kinds, marks, starts and caps.
@Suite struct TeamPlanTests {
  private static let leadPost = "1 主检 \(TeamOffice.lead)"
  private static let memberPost = "2 检查 \(TeamOffice.lead)"
  private static let partnerPost = "2 检查 \(TeamOffice.partner)"

  private func kinds(_ person: String, _ plan: TeamPlan) -> [String] {
    TeamOffice.marks(person, plan)?.kinds.map(\.text) ?? ["not in the frame"]
  }

  @Test func postsOfEachDepartment() throws {
    let plan = try TeamOffice().plan()
    let posts = try #require(plan.posts[try ProtocolText(TeamOffice.objects[0])]).posts
    #expect(posts.map(\.kind.text) == [Self.leadPost, Self.partnerPost, Self.memberPost])
    #expect(posts.map(\.count) == [1, 2, 1])
    // A section is of its bureau, whatever the bureau's names; everybody has a line, and each frame its salt.
    #expect(kinds("C1", plan) == [Self.leadPost, Self.memberPost])
    #expect(kinds("C5", plan) == [Self.partnerPost])
    try plan.posts.checkSalt()
    try plan.inspectors.checkSalt()
    #expect(plan.barred.isEmpty && plan.inspectors.inspectors.count == 8)
    // Salt is fresh: the same libraries have other digests each time.
    #expect(try TeamOffice().plan().posts.digest != plan.posts.digest)
  }

  @Test func whoCanHaveNoPost() throws {
    let people =
      TeamOffice.person(1, "测绘股", role: "组员") + TeamOffice.person(2, "测绘股", role: "组长")
      + TeamOffice.person(3, "测绘股", until: "2024-05-07")
      + TeamOffice.person(4, "测绘股", until: "2024-05-08")
      + TeamOffice.person(5, "测绘股", until: "") + TeamOffice.person(6, "测绘股", status: "离岗")
      + TeamOffice.person(7, "测绘股", category: "日常监管人员") + TeamOffice.person(8, "某县林业局")
      + TeamOffice.person(9, "测绘股", role: "") + TeamOffice.person(10, "自然资源局")
    let office = try TeamOffice(people: people)
    try office.office.take(.absences, "人员,缺勤起,缺勤止\nC10,2024-05-08,2024-05-08\nC4,2024-05-09,\n")
    let plan = try office.plan()
    #expect(kinds("C1", plan) == [Self.memberPost] && kinds("C2", plan) == [Self.leadPost])
    #expect(kinds("C4", plan).count == 2 && kinds("C9", plan) == [Self.memberPost])
    for person in ["C3", "C5", "C6", "own:S7", "C8", "C10"] { #expect(kinds(person, plan).isEmpty) }
    #expect(
      plan.barred == [.invalid: 2, .offDuty: 1, .uncertified: 1, .department: 1, .absent: 1]
    )
  }

  @Test func specialityAndDistrict() throws {
    let people =
      TeamOffice.person(1, "测绘股", district: "东街") + TeamOffice.person(2, "测绘股")
      + TeamOffice.person(3, "测绘股", speciality: "土地")
      + TeamOffice.person(5, TeamOffice.partner, speciality: "", district: "西街")
    let plan = try TeamOffice(people: people, staffing: "2024/1,2024-05-08,3,测绘,是,7,\n").plan()
    let posts = try #require(plan.posts[try ProtocolText(TeamOffice.objects[0])]).posts
    #expect(posts.first?.kind.text == "\(Self.leadPost) 测绘 东街" && posts.map(\.count) == [1, 3, 2])
    #expect(kinds("C1", plan) == ["\(Self.leadPost) 测绘 东街", "\(Self.memberPost) 测绘 东街"])
    // Without a district somebody inspects everywhere; the speciality is the lead department's alone.
    #expect(kinds("C2", plan).count == 4 && kinds("C3", plan).isEmpty)
    #expect(kinds("C5", plan) == ["\(Self.partnerPost) 西街"] && plan.barred == [.speciality: 1])
    #expect(TeamOffice.marks("C1", plan)?.cap == 7)
  }

  @Test func relationsReachLinkedObjects() throws {
    let office = try TeamOffice()
    let objects = TeamOffice.objects
    try office.office.take(.avoidances, "人员,对象,回避事由\nC1,\(objects[0]),亲属\nC2,\(objects[5]),其他\n")
    try office.office.take(.links, "对象一,对象二,关系\n\(objects[0]),\(objects[1]),分支机构\n")
    let plan = try office.plan()
    #expect(TeamOffice.marks("C1", plan)?.avoided.map(\.text) == [objects[0], objects[1]].sorted())
    #expect(TeamOffice.marks("C2", plan)?.avoided.map(\.text) == [objects[5]])
    // The ground stands in no frame.
    let text = String(decoding: plan.inspectors.text + plan.posts.text, as: UTF8.self)
    #expect(!text.contains("亲属") && !text.contains("人员1"))
  }

  @Test func whatCanNotBe() throws {
    let office = try TeamOffice()
    for (kind, table, words) in [
      (
        LibraryKind.absences, "人员,缺勤起,缺勤止\nC99,2024-05-08,\n",
        "is no key of the library of inspectors"
      ),
      (.absences, "人员,缺勤起,缺勤止\nC1,2024-05-08,2024-05-07\n", "before the first day"),
      (.avoidances, "人员,对象,回避事由\nC1,XYZ,其他\n", "is no key of the library of objects"),
      (.staffing, "任务,检查日期,每部门人数\n2024/1,2024-05-08,1\n", "two certified officers"),
      (.staffing, "任务,检查日期\n2024/1,\n", "on which day the visit is"),
      (.staffing, "任务,检查日期\n2024/9,2024-05-08\n", "is no key of the tasks"),
    ] {
      let (english, chinese, error) = Office.sentences { try office.office.take(kind, table) }
      #expect(english.contains(words) && error == .data, "\(english)")
      #expect(!chinese.contains("is no key"))
    }
  }
}
