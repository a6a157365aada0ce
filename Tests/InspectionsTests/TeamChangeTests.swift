import GRDB
import Sampling
import Testing

@testable import Draws
@testable import Inspections

/// Teams after a draw: assigned, changed, counted, and held by the ledger.
@Suite struct TeamChangeTests {
  @Test func assignedAsTheFramesGive() throws {
    let office = try TeamOffice()
    let drawn = try office.draw()
    let outcome = try TeamChange.assign(TeamOffice.task, on: office.office.open(), by: "clerk")
    #expect(outcome.head != nil && outcome.unfilled.isEmpty && outcome.draw == "2024/1/1")
    let lines = try office.places().map { $0.joined(separator: "\t") + "\n" }.joined()
    #expect(lines == drawn.text && drawn.missing == 0 && drawn.places == 16)
    // Once more changes nothing.
    #expect(
      try TeamChange.assign(TeamOffice.task, on: office.office.open(), by: "clerk").head == nil
    )
    #expect(try office.office.verify().lines.allSatisfy { $0.state != .differs })
  }

  @Test func whoLeavesIsReplacedThereAlone() throws {
    let office = try TeamOffice()
    try office.draw()
    _ = try TeamChange.assign(TeamOffice.task, on: office.office.open(), by: "clerk")
    let before = try office.places()
    let (object, leaving) = (before[0][0], before[0][2])
    let outcome = try TeamChange.withdraw(
      leaving,
      from: object,
      of: TeamOffice.task,
      reason: .avoidance,
      on: office.office.open(),
      by: "clerk"
    )
    #expect(outcome.unfilled.isEmpty && outcome.head != nil)
    let after = try office.places()
    #expect(after.filter { $0[0] != object } == before.filter { $0[0] != object })
    let team = after.filter { $0[0] == object }
    #expect(
      team.count == 4 && !team.contains { $0[2] == leaving } && Set(team.map { $0[2] }).count == 4
    )
    // Nobody comes back: of four people of the department two more may leave, the next one not.
    var unfilled: [AssignmentCertificate] = []
    for _ in 0..<3 where unfilled.isEmpty {
      let person = try #require(office.places().first { $0[0] == object })[2]
      let next = try TeamChange.withdraw(
        person,
        from: object,
        of: TeamOffice.task,
        reason: .illness,
        on: office.office.open(),
        by: "clerk"
      )
      unfilled = next.unfilled.map(\.certificate)
    }
    #expect(unfilled.count == 1 && unfilled[0].missing == 1)
    // The object keeps the team that it had, and says who left it.
    let places = try TeamList(of: TeamOffice.task, in: office.office.open()).places
    #expect(places.count { $0.object == object } == 4)
    #expect(places.count { $0.object == object && $0.hasLeft } == 1)
    // Whoever has left can not leave again, nor somebody who was never there.
    let gone = try #require(places.first { $0.hasLeft })
    for person in [gone.inspector, "C99"] {
      let error = Office.sentences {
        _ = try TeamChange.withdraw(
          person,
          from: object,
          of: TeamOffice.task,
          reason: .absence,
          on: office.office.open(),
          by: "clerk"
        )
      }
      #expect(error.kind == .no && error.english.contains("is in no team"))
    }
    #expect(try office.office.verify().lines.allSatisfy { $0.state != .differs })
  }

  /// What stands in the rows gives the same as the events one after the other.
  @Test(arguments: 1...6) func rowsHoldAllThatMatters(seed: Int) throws {
    let office = try TeamOffice()
    let drawn = try office.draw(5, seed: "\(seed) 2 3")
    guard case .teams(let assignment) = drawn.answer else { return }
    var teams = AssignedTeams(assignment)
    _ = try TeamChange.assign(TeamOffice.task, on: office.office.open(), by: "clerk")
    for step in 0..<6 {
      let places = try TeamList(of: TeamOffice.task, in: office.office.open()).places
        .filter { !$0.hasLeft }
      let place = places[(step * 7 + seed) % places.count]
      _ = try TeamChange.withdraw(
        place.inspector,
        from: place.object,
        of: TeamOffice.task,
        reason: .transfer,
        on: office.office.open(),
        by: "clerk"
      )
      _ = try teams.apply(
        TeamEvent([
          .init(try ProtocolText(place.object), out: [try ProtocolText(place.inspector)])
        ])
      )
      let own = try office.places()
      #expect(own == teams.seats.map { [$0.object.text, $0.kind.text, $0.inspector.text] })
    }
  }

  @Test func anObjectThatComesInHasATeamDrawn() throws {
    let office = try TeamOffice()
    let drawn = try office.draw()
    _ = try TeamChange.assign(TeamOffice.task, on: office.office.open(), by: "clerk")
    let struck = drawn.objects[0].text
    let called = try #require(
      try office.office.open().read { database in
        try String.fetchOne(
          database,
          sql: """
            SELECT objects.key FROM drawn JOIN objects ON objects.version = CAST(drawn.object AS INTEGER)
            WHERE role = 'reserve'
            """
        )
      }
    )
    _ = try office.office.open().change("task replace", subject: "2024/1", by: "clerk") {
      database,
      entry in
      let log = try ChangeLog(database, entry: entry)
      let attempt = try #require(try DrawAttempt.all(of: TeamOffice.task, database).last)
      let certificate = try TeamChange.replace(
        struck,
        by: called,
        of: attempt,
        reason: "closed",
        database,
        entry: entry,
        log
      )
      #expect(certificate == nil)
      return log.payload([:])
    }
    let places = try office.places()
    #expect(!places.contains { $0[0] == struck } && places.count { $0[0] == called } == 4)
    #expect(places.count == 16)
  }

  @Test func loadsAndVisitsOfTheYearCount() throws {
    let office = try TeamOffice(staffing: "2024/1,2024-05-08,2,,否,,\n")
    try office.draw()
    _ = try TeamChange.assign(TeamOffice.task, on: office.office.open(), by: "clerk")
    let places = try office.places()
    _ = try office.office.open().change("task import", subject: "2024", by: "clerk") {
      database,
      entry in
      let writer = try LibraryWriter(database, .tasks, entry: entry)
      let cells = [String](repeating: "", count: LibraryKind.tasks.columns.count)
      for number in 2...4 { _ = try writer.put("2024/\(number)", cells, over: nil) }
      return writer.payload()
    }
    try office.office.take(
      .staffing,
      """
      任务,检查日期,同人免重复年数,年度任务上限
      2024/2,2024-11-08,1,9
      2024/3,2025-05-07,1,
      2024/4,2025-05-08,1,

      """
    )
    for (task, inYear, isApart) in [
      ("2024/2", true, true), ("2024/3", false, true), ("2024/4", false, false),
    ] {
      let plan = try office.plan(task)
      for person in ["C1", "C2", "C5"] {
        let own = places.filter { $0[2] == person }
        let line = try #require(TeamOffice.marks(person, plan))
        #expect(line.start == (inYear ? own.count : 0), "\(task) \(person)")
        #expect(line.avoided.map(\.text) == (isApart ? Set(own.map { $0[0] }).sorted() : []))
      }
    }
    #expect(TeamOffice.marks("C1", try office.plan("2024/2"))?.cap == 9)
  }

  @Test func noTeamsIsNoEntry() throws {
    // Two leads for one place each, and four objects.
    let people =
      (1...2).map { TeamOffice.person($0, "测绘股") }.joined()
      + (5...7).map { TeamOffice.person($0, TeamOffice.partner) }.joined()
    let office = try TeamOffice(people: people, staffing: "2024/1,2024-05-08,2,,否,1,\n")
    #expect(try office.draw().missing > 0)
    let before = try office.office.verify().head.count
    let error = Office.sentences {
      _ = try TeamChange.assign(TeamOffice.task, on: try office.office.open(), by: "clerk")
    }
    #expect(
      error.kind == .no && error.english.contains("can not all be filled"),
      "\(error.english)"
    )
    #expect(try office.office.verify().head.count == before)
  }

  @Test(arguments: [
    "UPDATE teams SET seats = replace(seats, 'C1', 'C2')", "UPDATE teams SET out = 'C1'",
    "UPDATE teams SET state = 'struck'", "UPDATE frames SET posts = replace(posts, '1', '2')",
    "UPDATE frames SET visit = '2024-05-09'", "UPDATE staffing SET people = '3'",
    "UPDATE absences SET last_day = ''", "DELETE FROM avoidances",
  ]) func aChangedCellIsFound(_ sql: String) throws {
    let office = try TeamOffice()
    try office.office.take(.absences, "人员,缺勤起,缺勤止\nC7,2024-06-08,2024-06-09\n")
    try office.office.take(.avoidances, "人员,对象,回避事由\nC1,\(TeamOffice.objects[0]),亲属\n")
    try office.draw()
    _ = try TeamChange.assign(TeamOffice.task, on: office.office.open(), by: "clerk")
    #expect(try office.office.verify().state != .differs)
    try office.office.tamper(sql)
    #expect(try office.office.verify().state == .differs)
  }

  @Test func anotherAssignmentThanTheReceiptNames() throws {
    let office = try TeamOffice()
    try office.draw()
    try office.office.tamper("UPDATE draws SET seed = '9 9 9'")
    let error = Office.sentences {
      _ = try TeamChange.assign(TeamOffice.task, on: try office.office.open(), by: "clerk")
    }
    #expect(error.kind == .no && error.english.contains("names another assignment"))
  }
}
