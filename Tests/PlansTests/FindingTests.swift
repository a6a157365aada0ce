import Frames
import Plans
import Sampling
import Testing

/// Each kind of finding is found where it is, and only then.
@Suite struct FindingTests {
  @Test func theFixtureItselfIsClean() throws {
    let report = try PlanFixture().report()
    #expect(report.findings.map(\.code) == [])
    #expect(report.tasks.map(\.ready) == [true, true])
    #expect(report.number == "示范自规文〔2024〕8号")
    #expect(report.issued == CivilDate("2024-03-08"))
  }

  @Test func eachChangeIsFoundAtItsPlace() throws {
    for change in FindingTests.all {
      var fixture = PlanFixture()
      change.edit(&fixture)
      let report = try fixture.report()
      let found = report.findings.filter { $0.code == change.code }
      let codes = report.findings.map { "\($0.code.rawValue) \($0.place.row ?? 0)" }
      let isThere = found.contains {
        $0.place.row == change.row && $0.place.column == change.column
      }
      #expect(isThere, "\(change.code.rawValue): \(codes), \(found.map(\.place))")
      #expect(report.hasErrors == report.findings.contains { $0.severity == .error })
      let columns = Set(found.compactMap(\.place.column))
      #expect(columns.isSubset(of: fixture.header), "\(change.code.rawValue): \(columns)")
    }
  }

  @Test func everyCodeHasAChange() {
    let tested = Set(FindingTests.all.map(\.code))
    #expect(FindingCode.allCases.filter { !tested.contains($0) }.map(\.rawValue) == [])
  }

  /// One line, no full stop, both languages, and never what it reports as personal.
  @Test func sentencesAreSentences() throws {
    for change in FindingTests.all {
      var fixture = PlanFixture()
      change.edit(&fixture)
      for finding in try fixture.report().findings {
        for sentence in [finding.message, finding.fix] {
          for text in Language.allCases.map(sentence.text(in:)) {
            #expect(!text.isEmpty && !text.contains(where: \.isNewline), "\(text)")
            #expect(text.last != "." && text.last != "。", "\(text)")
          }
        }
        for secret in ["13800000000", "00000000", "plan@", "190001010000", "张三", "李 四", "李四"] {
          #expect(!finding.message.english.contains(secret), "\(finding.message.english)")
          #expect(!finding.message.chinese.contains(secret), "\(finding.message.chinese)")
        }
      }
    }
  }

  @Test func placeholdersArePersonalToNobody() throws {
    var fixture = PlanFixture()
    fixture.notes = [
      ["联系人：某某，电话 1XX-XXXX-XXXX，邮箱 xxx@xxx.cn"], ["许可证号 91350100M000100Y43，编号 20240314001"],
      ["法定代表人（负责人）任职情况"], ["负责人、安全员和管理人员"], ["责任人任职资格"], ["负责人：区市场监管局"],
    ]
    #expect(try fixture.report().findings.map(\.code) == [])
  }

  /// Numbers, dates and addressees where titles have them; cited documents and 各股室 are neither.
  @Test func linesAroundTheTable() throws {
    for lines in [
      [["关于印发2024年度抽查计划的通知（示范自规文〔2024〕8号）"], ["2024 年 3 月 8 日"]],
      [["示范自规文〔2024〕8号", "", "2024年3月8日"], ["各股室、各中心所："]],
      [["文号：示范自规文〔2024〕8号　　印发日期：2024-03-08"], ["根据国办发〔2015〕58号"]],
      [["示范自规文〔2024〕8号 2024年3月8日"], ["2024年“双随机、一公开”随机抽查事项计划"]],
      [["依据国办发〔2015〕58号"], ["示范自规文〔2024〕8号\n2024年度计划\n2024年3月8日印发"]],
    ] {
      var fixture = PlanFixture()
      fixture.lines = lines
      let report = try fixture.report()
      #expect(report.findings.map(\.code) == [], "\(lines)")
      #expect(report.number == "示范自规文〔2024〕8号")
      #expect(report.issued == CivilDate("2024-03-08"))
    }
  }

  /// Items of real lists that begin like departments.
  @Test func itemsThatAreNoDepartments() throws {
    var fixture = PlanFixture()
    fixture.set("抽查事项", "经营场所（住所）的检查；登记证（营业执照）规范使用；培训中心（机构）：资质；业务（经营）范围")
    fixture.set("抽查事项", "1.法定代表人（负责人）任职情况\n2.营业场所（驻在场所）\n3.注册资本", task: 1)
    let report = try fixture.report()
    #expect(report.findings.map(\.code) == [])
    #expect(report.tasks.map(\.items.count) == [4, 3])
    #expect(report.tasks[0].items[1].text == "登记证（营业执照）规范使用")
  }

  /// A plan without number and day of issue is a draft, and a final one has an error in each.
  @Test func aDraftIsNoError() throws {
    var fixture = PlanFixture()
    fixture.lines = [["2024年度抽查工作计划（征求意见稿）"]]
    let draft = try fixture.report()
    #expect(draft.findings.map(\.code) == [.numberMissing, .issuedMissing])
    #expect(draft.findings.map(\.severity) == [.notice, .notice])
    #expect(!draft.hasErrors && draft.tasks.allSatisfy(\.ready))
    fixture.facts.isFinal = true
    let final = try fixture.report()
    #expect(final.findings.map(\.severity) == [.error, .error])
    #expect(final.hasErrors)
  }

  /// A question on which the number depends holds its task back, and the task says so.
  @Test func questionsHoldTheirTaskBack() throws {
    for change in FindingTests.all where change.code.holdsTask && change.row == 5 {
      var fixture = PlanFixture()
      change.edit(&fixture)
      let tasks = try fixture.report().tasks
      #expect(tasks.first?.ready == false, "\(change.code.rawValue)")
      #expect(tasks.first?.heldBy.contains(change.code) == true, "\(change.code.rawValue)")
    }
  }

  /// An error makes its own task unfit for a draw, and no other.
  @Test func anErrorHoldsItsTaskBack() throws {
    var fixture = PlanFixture()
    fixture.set("抽查起止时间", "4月1日 - 11月31日")
    #expect(try fixture.report().tasks.map(\.ready) == [false, true])
  }
}
