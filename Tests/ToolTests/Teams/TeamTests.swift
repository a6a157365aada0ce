import Foundation
import Sampling
import Testing

/// Inspectors drawn with the units: `commit --posts --inspectors`, `draw --assignment`, `verify --assignment`.
@Suite struct TeamTests {
  @Test(arguments: [[], ["--sealed"]])
  func teamsAreDrawnAndVerified(more: [String]) throws {
    let files = try TeamFiles()
    let (commit, draw) = try files.make(more, publishes: true)
    #expect(commit.status == 0 && draw.status == 0, "\(commit.standardError)\(draw.standardError)")
    #expect(commit.standardError.contains("1 lead: 60 posts, 3–4 eligible"))
    // Every selected unit has a lead and a member, two people, nobody whom the frame keeps away.
    let teams = try files.teams
    let selected = try files.selected
    #expect(Set(teams.map { $0[0] }) == Set(selected) && teams.count == 2 * selected.count)
    for unit in selected {
      let team = teams.filter { $0[0] == unit }
      #expect(team.map { $0[1] } == ["1 lead", "2 member"] && Set(team.map { $0[2] }).count == 2)
    }
    // The function itself gives the same.
    let record = try DrawRecord(parsing: try files.draw.text("one.record"))
    let own = try Assignment(
      of: try selected.map { try ProtocolText($0) },
      posts: try PostFrame(parsing: try files.draw.text("posts").utf8),
      inspectors: try InspectorFrame(parsing: try files.draw.text("inspectors").utf8),
      key: DrawKey(
        .inspectors,
        label: "lab",
        seed: CommittedDraw.seed,
        secret: record.secret?.hex ?? ""
      )
    )
    #expect(try own.text == files.draw.text("teams"))
    #expect(record.inspectors == 9 && record.assignment?.text == own.posts.recordField)
    #expect(try files.stated["sha256"] as? String == own.digest.hex)
    #expect(try files.draw.text("one.json").contains("spotcheck.receipt/2"))

    let verified = try files.verify()
    #expect(verified.status == 0, "\(verified.output)")
    #expect(verified.output.contains("assignment: ok: \(teams.count) places at \(selected.count)"))
    #expect(verified.output.contains("teams holds the same lines"))
    // What is confidential is private, and nothing published names an inspector or a frame.
    for name in ["teams", "one.json", "one.record"] {
      let mode = try FileManager.default.attributesOfItem(atPath: files.draw.path(name))
      #expect(mode[.posixPermissions] as? Int == 0o600, "\(name)")
    }
    let folder = files.draw.path("one.public")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      if name.hasSuffix(".html") {
        // The program that a page verifies itself by knows the protocol's words.
        let text = String(decoding: bytes, as: UTF8.self)
        bytes = Data(text.replacing(#/<script[\s\S]*?<\/script>/#, with: "").utf8)
      }
      for word in ["In1", "1 lead", "spotcheck-assign"] {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(name): \(word)")
      }
    }
  }

  @Test func anOutsiderChecksTheRest() throws {
    let files = try TeamFiles()
    _ = try files.make(publishes: true)
    for run in [try files.verify([]), try files.draw.verifyPublic()] {
      #expect(run.status == 2, "\(run.output)")
      #expect(run.output.hasSuffix("nothing differs; not checked: assignment\n"), "\(run.output)")
    }
    // The teams alone can be held against the receipt's digest, and not against the tickets.
    #expect(try files.verify(files.assignment).status == 2)
    _ = try files.draw.scratch.write("U01\t1 lead\tIn2\n", to: "teams")
    let other = try files.verify(files.assignment)
    #expect(other.status == 1 && other.output.contains("not the assignment that the receipt names"))
    // Whoever is given frames and teams checks them from what is public, too.
    _ = try files.draw.draw(files.frames + files.assignment)
    #expect(try files.draw.verifyPublic(files.frames + files.assignment).status == 0)
    #expect(try files.draw.verifyPublic(files.frames).status == 2)
  }

  @Test func aChangedTeamIsFound() throws {
    let files = try TeamFiles()
    _ = try files.make()
    let teams = try files.draw.text("teams")
    let first = try #require(files.teams.first)
    let forged = teams.replacing(
      first.joined(separator: "\t"),
      with: "\(first[0])\t\(first[1])\tIn9"
    )
    _ = try files.draw.scratch.write(forged, to: "teams")
    let run = try files.verify()
    #expect(run.status == 1 && run.output.contains("NOT verified: assignment"), "\(run.output)")
    #expect(run.output.contains("In9\" is not what the tickets give"))
    #expect(run.output.contains("lacks \"\(first.joined(separator: " · "))\""))
    // The same with the receipt brought into line.
    let digest = SHA256.digest(of: teams.utf8).hex
    let receipt = try files.draw.text("one.json")
      .replacing(digest, with: SHA256.digest(of: forged.utf8).hex)
    _ = try files.draw.scratch.write(receipt, to: "one.json")
    #expect(try files.verify().status == 1)
    #expect(try files.verify(files.frames).status == 1)
  }

  @Test(arguments: [
    ("\"missing\" : 0", "\"missing\" : 1"), ("\"places\" : ", "\"places\" : 1"),
    ("\"assignment\" : {", "\"assignment\" : null, \"was\" : {"),
  ])
  func aChangedReceiptIsFound(edit: (String, String)) throws {
    let files = try TeamFiles()
    _ = try files.make()
    let receipt = try files.draw.text("one.json")
    #expect(receipt.contains(edit.0))
    _ = try files.draw.scratch.write(receipt.replacing(edit.0, with: edit.1), to: "one.json")
    #expect(try files.verify().status == 1)
  }

  @Test(arguments: [
    // An inspector more, a mark more, a post less, another salt.
    ("inspectors", TeamFiles.inspectors(TeamFiles.people + ["In9\t0\t\t+1 lead"])),
    (
      "inspectors",
      TeamFiles.usualInspectors.replacing(
        "In5\t2\t\t+2 member",
        with: "In5\t2\t\t+1 lead\t+2 member"
      )
    ),
    (
      "posts",
      TeamFiles.usualPosts.replacing("U07\t1 lead\t1\t2 member\t1", with: "U07\t1 lead\t1")
    ),
    ("posts", TeamFiles.usualPosts.replacing("5a5a\tsalt", with: "5a5b\tsalt")),
  ])
  func whatIsAddedAfterTheCommitmentIsRefused(change: (String, String)) throws {
    let files = try TeamFiles()
    _ = try files.make()
    #expect(try files.draw.text(change.0) != change.1)
    _ = try files.draw.scratch.write(change.1, to: change.0)
    let draw = try files.draw.draw(files.frames)
    #expect(draw.status == 1 && draw.standardError.contains("not the one that was committed to"))
    let run = try files.verify()
    #expect(run.status == 1 && run.output.contains("assignment: DIFFERS"), "\(run.output)")
  }

  @Test func noAssignmentIsSaidAndVerified() throws {
    // In1 and In2 alone may lead, once more each, and ten units are drawn.
    let people = TeamFiles.people.enumerated().map { number, line in
      number < 2
        ? line.replacing("\(number + 1)\t\t", with: "\(number + 1)\t\(number + 2)\t")
        : line.replacing("\t+1 lead", with: "")
    }
    let files = try TeamFiles(inspectors: TeamFiles.inspectors(people))
    let (commit, draw) = try files.make()
    #expect(commit.status == 0, "\(commit.standardError)")
    #expect(draw.status == 1, "\(draw.standardError)")
    #expect(draw.standardError.contains("3 places can not all be filled"))
    #expect(draw.standardError.contains("can take 2 (In1 1, In2 1)"), "\(draw.standardError)")
    // The units are drawn, and the certificate is what the tickets leave.
    let missing = try #require(try files.stated["missing"] as? Int)
    #expect(try missing == files.selected.count - 2)
    #expect(try files.draw.text("teams").hasSuffix("3\t2\t\(missing)\n"))
    let verified = try files.verify()
    #expect(verified.status == 0 && verified.output.contains("there is no assignment: "))
    let chinese = try files.verify(files.frames + files.assignment + ["--language", "zh"])
    #expect(chinese.output.contains("人员分配：一致：不存在可行的分配：3 个岗位无法全部配齐"))
    // Teams all the same are a difference.
    let receipt = try files.draw.text("one.json")
    _ = try files.draw.scratch.write(
      receipt.replacing("\"missing\" : \(missing)", with: "\"missing\" : 0"),
      to: "one.json"
    )
    #expect(try files.verify().status == 1)
  }

  @Test func anAssignmentLaterThanItsDraw() throws {
    let files = try TeamFiles()
    #expect(try files.draw.commit(["--rule", "15%", "--reserves", "1"]).status == 0)
    #expect(try files.draw.draw().status == 0)
    // The selected and reserve units are the pool of a record of its own.
    let list = files.draw.path("one.csv")
    let later = ["--id", "id", "--rule", "100%", "--label", "teams"]
    let (record, receipt) = (files.draw.path("later.record"), files.draw.path("later.json"))
    let commit = try ToolRun.run(
      ["commit", list] + later + files.frames + [
        "--seed-source", "dice", "--seed-form", CommittedDraw.form, "--record", record, "--notice",
        files.draw.path("later.notice"),
      ]
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    func draw(_ more: [String]) throws -> ToolRun {
      try ToolRun.run(
        ["draw", list] + later + files.frames + files.assignment + [
          "--seed", CommittedDraw.seed, "--record", record, "--output",
          files.draw.path("later.csv"),
          "--plain", "--receipt", receipt,
        ] + more
      )
    }
    func verify(_ more: [String]) throws -> ToolRun {
      try ToolRun.run(
        ["verify", receipt, "--record", record, "--pool", list, "--seed", CommittedDraw.seed]
          + files.frames + files.assignment + more
      )
    }
    let made = try draw(["--teams-for", list])
    #expect(made.status == 0, "\(made.standardError)")
    #expect(try Set(files.teams.map { $0[0] }) == Set(files.selected))
    #expect(try verify(["--teams-for", list]).status == 0)
    let without = try verify([])
    #expect(without.status == 2 && without.output.contains("give its selection with --teams-for"))
    // Without the list everybody who was committed to gets a team, which is another assignment.
    #expect(try draw([]).status == 0)
    #expect(try Set(files.teams.map { $0[0] }).count == files.draw.rows().count)
    #expect(try verify([]).status == 0)
    #expect(try verify(["--teams-for", list]).status == 1)
    let stranger = try files.draw.scratch.write("id\nU99\n", to: "other.csv")
    let refused = try draw(["--teams-for", stranger])
    #expect(refused.status == 65 && refused.standardError.contains("row 2: \"U99\" is no unit"))
  }
}
