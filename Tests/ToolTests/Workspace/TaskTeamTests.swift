import Foundation
import TestSupport
import Testing

/// The inspectors of a task, through the program: frozen with its commitment, drawn, changed, verified.
@Suite struct TaskTeamTests {
  private static let seed = "4 6 1 1 3 5 2 6 6 1"

  /// The tasks' office with two departments of five inspectors, and one avoidance.
  static func office() throws -> WorkspaceRun {
    let office = try TaskCommandTests.office()
    let people = (1...10).map { number in
      "C\(number),标记人员\(number),公务员,\(number <= 5 ? "甲局" : "乙局"),均可,2028-12-31\n"
    }
    for (name, text) in [
      ("inspectors", "执法证号,姓名,人员类别,所属单位,角色,有效期止\n" + people.joined()),
      ("absences", "人员,缺勤起,缺勤止\nC10,2024-05-01,2024-05-31\n"),
      ("avoidances", "人员,对象,回避事由\nC1,项目:P1,亲属关系\nC1,项目:P2,亲属关系\n"),
      ("staffing", "任务,检查日期\n2024/1,2024-05-08\n"),
    ] {
      _ = try office.scratch.write(text, to: "\(name).csv")
      let run = try office.run(["library", "import", name, "\(name).csv"])
      #expect(run.status == 0, "\(run.standardError)")
    }
    return office
  }

  private static func draw(_ office: WorkspaceRun) throws -> ToolRun {
    let commit = try office.run([
      "task", "commit", "1", "--seed-source", "ten ten-sided dice, hall", "--seed-form",
      "# # # # # # # # # #",
    ])
    #expect(commit.status == 0, "\(commit.standardError)")
    let draw = try office.run(["task", "draw", "1", "--seed", seed])
    #expect(draw.status == 0, "\(draw.standardError)")
    return commit
  }

  private static func teams(_ run: ToolRun) -> [[String]] {
    run.output.split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func frozenDrawnChangedAndVerified() throws {
    let office = try Self.office()
    let commit = try Self.draw(office)
    #expect(
      commit.standardError.contains("1 主检 甲局: 60 posts, 4–5 eligible"),
      "\(commit.standardError)"
    )
    #expect(commit.standardError.contains("1 inspectors can have no post: absent on the day"))
    let assigned = try office.run(["task", "assign", "1", "--format", "csv"])
    #expect(assigned.status == 0, "\(assigned.standardError)")
    let teams = Self.teams(assigned)
    #expect(teams.count == 12 * 4 && teams.allSatisfy { $0[4].hasPrefix("标记人员") })
    // The files that lie there are verified by the commands without a workspace.
    let verified = try ToolRun.shell(
      """
      cd task-2024-1 && $S verify receipt.json --pool frame.csv --record record.txt --seed "\(Self.seed)" \
      --posts posts.txt --inspectors inspectors.txt --assignment teams.txt
      """,
      folder: office.folder
    )
    #expect(
      verified.status == 0 && verified.output.contains("assignment: ok: 48 places"),
      "\(verified.output)"
    )
    // Only the owner reads them, and nothing that is public names an inspector.
    for name in ["posts.txt", "inspectors.txt", "teams.txt"] {
      let path = office.folder.appendingPathComponent("task-2024-1/\(name)").path
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
    let published = try ToolRun.shell(
      "grep -rlE --exclude='*.xlsx' '标记人员|亲属|主检|\\bC[0-9]+\\b' task-2024-1/public task-2024-1/notice.*",
      folder: office.folder
    )
    #expect(published.output.isEmpty, "\(published.output)")

    let (object, person) = (teams[0][0], teams[0][3])
    let left = try office.run(
      ["task", "withdraw", "1", object, person, "--reason", "回避", "--format", "csv"]
    )
    #expect(left.status == 0, "\(left.standardError)")
    let team = Self.teams(left)
    #expect(team.count == 4 && !team.contains { $0[3] == person })
    let after = Self.teams(try office.run(["task", "assign", "1", "--format", "csv"]))
    #expect(after.filter { $0[0] != object } == teams.filter { $0[0] != object })
    // A reserve that comes in has a team drawn.
    let other = try #require(after.first { $0[0] != object })[0]
    let replaced = try office.run(["task", "replace", "1", other, "--reason", "closed"])
    #expect(replaced.status == 0, "\(replaced.standardError)")
    let last = Self.teams(try office.run(["task", "assign", "1", "--format", "csv"]))
    #expect(last.count == 48 && !last.contains { $0[0] == other })
    #expect(try office.faults() == nil)
  }

  @Test func whatIsRefused() throws {
    let office = try Self.office()
    #expect(try office.run(["task", "assign", "1"]).status == 1)
    _ = try Self.draw(office)
    #expect(try office.run(["task", "withdraw", "1", "项目:P1", "C1", "--reason", "回避"]).status == 1)
    #expect(
      try office.run(["task", "withdraw", "1", "项目:P1", "C1", "--reason", "boredom"]).status == 64
    )
    #expect(try office.run(["task", "assign", "1"]).status == 0)
    let nobody = try office.run(["task", "withdraw", "1", "项目:P1", "C99", "--reason", "absence"])
    #expect(nobody.status == 1 && nobody.standardError.contains("is in no team"))
    // A task of which nobody said what its teams are has none, as before.
    let commit = try office.run([
      "task", "commit", "2", "--seed-source", "ten ten-sided dice, hall", "--seed-form",
      "# # # # # # # # # #",
    ])
    #expect(commit.status == 0)
    #expect(try office.run(["task", "draw", "2", "--seed", "0 0 0 0 0 0 0 0 0 1"]).status == 0)
    let assign = try office.run(["task", "assign", "2"])
    #expect(assign.status == 1 && assign.standardError.contains("committed to without inspectors"))
  }

  /// Assignments and withdrawals that are killed at any moment are made or they are not.
  @Test func killedAtRandomMoments() throws {
    let office = try Self.office()
    _ = try Self.draw(office)
    var random = SeededGenerator(seed: 11)
    var runs = KilledRuns(seed: 12)
    var (entries, made) = (try office.count(), 0)
    for round in 0..<WorkspaceRun.rounds(short: 20, long: 500) {
      let teams =
        made == 0 ? [] : Self.teams(try office.run(["task", "assign", "1", "--format", "csv"]))
      let staying = teams.filter { $0[5].isEmpty }
      let place = staying.isEmpty ? nil : staying.randomElement(using: &random)
      let arguments =
        place.map { ["withdraw", "1", $0[0], $0[3], "--reason", "illness"] } ?? ["assign", "1"]
      let (isMade, fault) = try runs.change(["task"] + arguments, of: office, entries: &entries)
      #expect(fault == nil, "round \(round)")
      if isMade { made += 1 }
      guard !ToolRun.isLong || round % 10 == 0 else { continue }
      #expect(try office.faults() == nil, "round \(round)")
    }
    #expect(runs.killed > 0)
    #expect(try office.faults() == nil)
  }
}
