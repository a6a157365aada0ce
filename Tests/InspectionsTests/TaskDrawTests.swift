import Draws
import Foundation
import Frames
import GRDB
import Sampling
import Testing

@testable import Inspections

/// Objects are drawn from the library as it was on the day, by class; nobody leaves the base, nothing happens in
/// silence.
@Suite struct TaskDrawTests {
  /// Twenty of A, ten of B.
  private static let classes =
    [String](repeating: "A", count: 20) + .init(repeating: "B", count: 10)

  private static func office(_ more: String = "") throws -> Office {
    let office = try Office()
    try office.projects(classes)
    try office.plan("任务一,全部,A: 10%;B: >35%,候补=50%" + more)
    return office
  }

  @Test func theSnapshotIsThatOfTheDay() throws {
    let office = try Self.office()
    let frozen = try office.commit("1")
    #expect(frozen.draw.record.isSealed && frozen.attempt == "2024/1/1")
    #expect(frozen.draw.record.strata.map(\.population) == [20, 10])
    #expect(frozen.draw.record.strata.map(\.size) == [2, 4])
    // What happens to the library afterwards is of no matter to the draw.
    try office.projects([String](repeating: "B", count: 40))
    _ = try LibraryEdit.end("项目:P1", in: nil, reason: "x", on: office.open(), by: "clerk")
    let drawn = try office.draw("1")
    #expect(drawn.head != nil)
    let objects = try office.objects(of: 1)
    #expect(
      objects.filter { $0.role == .selected }.map(\.riskClass) == ["A", "A", "B", "B", "B", "B"]
    )
    #expect(objects.filter { $0.role == .reserve }.map(\.riskClass) == ["A", "B", "B"])
    #expect(objects.filter { $0.riskClass == "B" }.map(\.rank) == Array(1...6))
    // The same units as by label, seed and secret in memory.
    let record = try #require(try office.attempts(of: 1).last?.record)
    let key = DrawKey(
      .units,
      label: record.label.text,
      seed: "4 6 1 1 3 5 2 6 6 1",
      secret: record.secret?.hex ?? ""
    )
    let expected = (1...20).map { "项目:P\($0)" }.sorted {
      key.ticket(of: $0.utf8) < key.ticket(of: $1.utf8)
    }
    #expect(objects.filter { $0.riskClass == "A" }.map(\.key) == Array(expected.prefix(3)))
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
    let left = try FileManager.default.contentsOfDirectory(atPath: office.folder.path)
    #expect(!left.contains { $0.contains("frame") || $0.contains("part") })
  }

  @Test func withoutClassesItIsOpen() throws {
    let office = try Office()
    try office.projects([String](repeating: "", count: 20))
    try office.plan("任务一,全部,10%")
    let record = try office.commit("1").draw.record
    #expect(!record.isSealed && record.strata.map(\.name) == [.everything])
    try office.draw("1")
    #expect(try office.objects(of: 1).map(\.riskClass) == ["", ""])
    // A condition on a class tells it.
    try office.projects(Self.classes)
    try office.plan("任务一,全部,10%", "任务二,风险等级 = B,10%")
    let second = try office.commit("2").draw.record
    #expect(second.isSealed && second.units == 10)
    #expect(second.previous == record.commitment)
  }

  @Test func objectsWithoutAClassAreNeverDropped() throws {
    let office = try Office()
    try office.projects(["A", "A", "", "B", ""])
    try office.plan("任务一,全部,50%", "任务二,全部,50%;未分类: 100%")
    let said = Office.sentences { try office.commit("1") }
    #expect(said.kind == .data && said.english.contains("2 of 5 objects"))
    #expect(said.chinese.contains("5 个对象中有 2 个"))
    let record = try office.commit("2").draw.record
    #expect(record.strata.map(\.name.text).contains("未分类") && record.units == 5)
    try office.draw("2")
    #expect(try office.objects(of: 2).count { $0.riskClass == "未分类" } == 2)
    // A class without a rule, and a rule without a class.
    try office.plan("任务一,全部,A: 50%;未分类: 1", "任务三,全部,50%;C: 1;未分类: 1")
    for task in ["1", "3"] {
      #expect(Office.sentences { try office.commit(task) }.kind == .data)
    }
  }

  @Test func whoWasDrawnLatelyIsKeptOutAndStaysInTheBase() throws {
    let office = try Office()
    try office.projects([String](repeating: "A", count: 20))
    try office.plan("任务一,全部,25%,候补=1", "任务二,全部,25%,window=1年", "任务三,全部,80%,cap=1")
    try office.commit("1")
    try office.draw("1", on: "2024-04-01")
    let first = Set(try office.objects(of: 1).filter { $0.role == .selected }.map(\.key))
    #expect(first.count == 5)
    // 80 % of 20 are 16, where 15 or fewer are left.
    let said = Office.sentences { try office.commit("3", on: "2024-05-01") }
    #expect(said.kind == .no && said.english.contains("20 objects"))
    #expect(said.english.contains("上限") && said.chinese.contains("不足以抽取 16 个"))
    try office.plan("任务三,全部,50%,cap=1")
    let capped = try office.commit("3", on: "2024-05-01").draw.record
    #expect(capped.excluded.map(\.count) == [5] && capped.units == 15)
    #expect(capped.strata[0].size == 10)
    try office.draw("3", "2 2 2 2 2 2 2 2 2 2", on: "2024-05-01")
    let objects = try office.objects(of: 3)
    #expect(Set(objects.filter { $0.role == .excluded }.map(\.key)) == first)
    #expect(first.isDisjoint(with: objects.filter { $0.role == .selected }.map(\.key)))
    let record = try office.commit("2", on: "2025-04-01").draw.record
    // The second draw is within a year, the first one was on the same day a year before.
    #expect(record.excluded.map(\.count) == [10] && record.units == 10)
    try office.draw("2", "1 1 1 1 1 1 1 1 1 1", on: "2025-04-01")
  }

  /// The day a year before is out of the window, the day after it within.
  @Test(arguments: [("2025-03-31", 5), ("2025-04-01", 0)])
  func theWindow(_ day: String, _ excluded: Int) throws {
    let office = try Office()
    try office.projects([String](repeating: "A", count: 20))
    try office.plan("任务一,全部,25%", "任务二,全部,25%,window=1年")
    try office.commit("1")
    try office.draw("1", on: "2024-04-01")
    let record = try office.commit("2", on: day).draw.record
    #expect(record.excluded.reduce(0) { $0 + $1.count } == excluded)
  }

  @Test func otherVisitsCountButForSomeReasons() throws {
    let office = try Office()
    try office.projects([String](repeating: "A", count: 20))
    try office.plan("任务一,全部,10%,cap=1,uncounted=投诉举报；转办")
    let path = try office.write(
      "标识,日期,原因\n项目:P1,2024-02-01,专项检查\n项目:P2,2024-02-02,投诉举报\n项目:P3,2023-12-31,专项检查\n"
        + "项目:P4,2024-03-16,专项检查\n",
      to: "visits.csv"
    )
    let record = try office.commit("1") { $0.visits = try ObjectVisit.read(path) }.draw.record
    #expect(record.excluded.map(\.count) == [1])
    #expect(try office.objects(of: 1).map(\.key) == ["项目:P1"])
    let bad = try office.write("标识,日期,原因\n项目:P1,2024-02-30,x\n", to: "bad.csv")
    #expect(Office.sentences { _ = try ObjectVisit.read(bad) }.kind == .data)
  }

  @Test func nothingIsDrawnTwiceOrInSilence() throws {
    let office = try Self.office()
    #expect(Office.sentences { try office.draw("1") }.english.contains("no commitment"))
    try office.commit("1")
    #expect(Office.sentences { try office.commit("1") }.english.contains("waits for its seed"))
    #expect(Office.sentences { try office.draw("1", "4 6 1") }.kind != nil)
    try office.draw("1")
    let head = try office.open().head
    #expect(try office.draw("1").head == nil)
    #expect(try office.open().head == head)
    let other = Office.sentences { try office.draw("1", "9 9 9 9 9 9 9 9 9 9") }
    #expect(
      other.kind == .no && other.english.contains("redraw") && other.chinese.contains("redraw")
    )
    #expect(Office.sentences { try office.commit("1") }.english.contains("task redraw"))
    #expect(try office.open().head == head)
  }

  @Test func aRedrawIsCountedAndHasASeedOfItsOwn() throws {
    let office = try Self.office(",window=1年")
    let redraw = TaskCommit.Redraw(reason: try RecordText("遗漏一镇"), witness: "公证处")
    #expect(
      Office.sentences { try office.commit("1") { $0.redraw = redraw } }.english.contains("never")
    )
    let first = try office.commit("1").draw.record
    try office.draw("1")
    let second = try office.commit("1") { $0.redraw = redraw }.draw.record
    #expect(second.attempt == 2 && second.redraw?.attempt == first.commitment)
    #expect(second.redraw?.reason.text == "遗漏一镇" && second.secret != first.secret)
    #expect(second.label == first.label && second.previous == first.commitment)
    // The attempt before counts for no window: its objects were not inspected by it.
    #expect(second.excluded.isEmpty)
    let said = Office.sentences { try office.draw("1") }
    #expect(said.kind == .no && said.english.contains("attempt before"))
    try office.draw("1", "0 0 0 0 0 0 0 0 0 1")
    let attempts = try office.attempts(of: 1)
    #expect(attempts.map(\.state) == [.superseded, .drawn] && attempts[1].witness == "公证处")
    #expect(attempts.map(\.number) == [1, 2])
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }

  @Test func anAttemptThatIsGivenUpStaysCounted() throws {
    let office = try Self.office()
    func abandon() throws {
      _ = try TaskChange.abandon(
        TaskKey(year: 2024, number: 1),
        reason: "无人见证",
        on: try office.open(),
        by: "clerk"
      )
    }
    #expect(Office.sentences { try abandon() }.kind == .no)
    try office.commit("1")
    try abandon()
    #expect(Office.sentences { try abandon() }.kind == .no)
    #expect(Office.sentences { try office.draw("1") }.kind == .no)
    #expect(Office.sentences { try office.commit("1") }.english.contains("redraw"))
    try office.commit("1") {
      $0.redraw = TaskCommit.Redraw(reason: try RecordText("重来"), witness: "公证处")
    }
    #expect(try office.attempts(of: 1).map(\.state) == [.abandoned, .committed])
    #expect(try office.attempts(of: 1).last?.record.attempt == 2)
    try office.draw("1")
  }

  @Test func reservesStandInByRankWithinTheirClass() throws {
    let office = try Self.office()
    let key = TaskKey(year: 2024, number: 1)
    func replace(_ object: String, _ reason: TaskChange.Reason = .closed) throws
      -> TaskChange.Replacement
    {
      try TaskChange.replace(object, of: key, reason: reason, on: try office.open(), by: "clerk")
    }
    try office.commit("1")
    #expect(Office.sentences { _ = try replace("项目:P1") }.english.contains("not drawn"))
    try office.draw("1")
    let drawn = try office.objects(of: 1)
    let selected = drawn.filter { $0.riskClass == "B" && $0.role == .selected }
    let reserves = drawn.filter { $0.riskClass == "B" && $0.role == .reserve }
    let first = try replace(selected[2].key)
    #expect(first.called.key == reserves[0].key && first.left == 1)
    // Twice the same, a reserve that waits, and one that nobody knows.
    for object in [selected[2].key, reserves[1].key, "项目:P99", ""] {
      #expect(Office.sentences { _ = try replace(object) }.kind == .no)
    }
    // Who stands in may be closed too.
    #expect(try replace(reserves[0].key, .moved).called.key == reserves[1].key)
    let head = try office.open().head
    let said = Office.sentences { _ = try replace(selected[0].key) }
    #expect(said.english.contains("no reserve is left") && said.chinese.contains("没有可替换"))
    #expect(try office.open().head == head)
    let after = try office.objects(of: 1)
    #expect(after.filter(\.isInspected).count == 6)
    let struck = try #require(after.first { $0.key == selected[2].key })
    #expect(struck.state == .struck && struck.reason == "closed")
    #expect(after.first { $0.key == reserves[0].key }?.state == .struck)
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }

  /// A rotation goes round: nobody is drawn again before everybody was, and who stood in counts.
  @Test func aRotationGoesOnBehindTheYearBefore() throws {
    let office = try Office()
    try office.projects([String](repeating: "A", count: 12))
    try office.plan("任务一,all,A: =4,候补=1,rotation=first")
    let first = try office.commit("2024/1").draw.record
    #expect(first.rotation == .first && first.isSealed)
    try office.draw("2024/1")
    let selected = try office.objects(of: 1).filter { $0.role == .selected }
    _ = try TaskChange.replace(
      selected[0].key,
      of: TaskKey(year: 2024, number: 1),
      reason: .closed,
      on: try office.open(),
      by: "clerk"
    )
    let reserve = try #require(try office.objects(of: 1).first { $0.state == .called })
    try office.plan("任务一,全部,A: =4,rotation=2024/1", year: 2025)
    let second = try office.commit("2025/1", on: "2025-03-15").draw.record
    #expect(second.label == first.label && second.secret == first.secret)
    guard case .later(_, let used, let changed) = second.rotation else {
      Issue.record("the second year goes on")
      return
    }
    #expect(used.map(\.count) == [1] && changed.isEmpty)
    // No new seed in such a year.
    #expect(Office.sentences { try office.draw("2025/1", "1 1 1 1 1 1 1 1 1 1") }.kind != nil)
    try office.draw("2025/1", on: "2025-03-15")
    let next = Set(try office.objects(of: 1, year: 2025).map(\.key))
    #expect(next.count == 4 && next.isDisjoint(with: selected.map(\.key) + [reserve.key]))
    #expect(try office.attempts(of: 1).count == 1)
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
    // Another source than the first year's, a task that is not drawn, and a year that is drawn again.
    try office.plan("任务一,全部,A: =4,rotation=2025/1", year: 2026)
    let other = Office.sentences {
      try office.commit("2026/1") { $0.seedSource = try ProtocolText("别的十枚十面骰") }
    }
    #expect(other.kind == .usage && other.english.contains("the source"))
    try office.set("2026/1", [("rotation", "2025/9")])
    #expect(Office.sentences { try office.commit("2026/1") }.english.contains("is not drawn"))
    let again = Office.sentences {
      try office.commit("2025/1") {
        $0.redraw = TaskCommit.Redraw(reason: try RecordText("再抽"), witness: "公证处")
      }
    }
    #expect(again.kind == .usage && again.english.contains("is not drawn again"))
  }

  /// An erased object takes nothing from the chain; its draw is no longer made again.
  @Test func anErasedObjectLeavesTheDraw() throws {
    let office = try Self.office()
    try office.commit("1")
    let entry = try #require(
      try LedgerList(of: try office.open()).entries.first { $0.action == "library import" }
    )
    _ = try LedgerErasure.erase(
      entry.number,
      key: "项目:P3",
      reason: "本人申请",
      on: try office.open(),
      by: "clerk"
    )
    let said = Office.sentences { try office.draw("1") }
    #expect(said.kind == .no && said.english.contains("was erased"))
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
    let commit = try #require(
      try LedgerList(of: try office.open()).entries.first { $0.action == "task commit" }
    )
    #expect(throws: WorkspaceError.self) {
      try LedgerErasure.erase(commit.number, key: nil, reason: "x", on: office.open(), by: "c")
    }
  }
}
