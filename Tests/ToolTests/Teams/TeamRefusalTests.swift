import Foundation
import Testing

/// What is refused before a seed exists, and what is given and could not be used.
@Suite struct TeamRefusalTests {
  private func refusal(
    posts: String = TeamFiles.usualPosts,
    inspectors: String = TeamFiles.usualInspectors,
    _ more: [String] = []
  ) throws -> ToolRun {
    let files = try TeamFiles(posts: posts, inspectors: inspectors)
    let run = try files.draw.commit(["--rule", "10%"] + files.frames + more)
    #expect(
      run.status == 0 || !FileManager.default.fileExists(atPath: files.draw.path("one.record"))
    )
    return run
  }

  @Test func framesThatNoDrawCouldUse() throws {
    let salt = TeamFiles.salt
    let unsalted = try refusal(
      posts: TeamFiles.usualPosts.replacing("salt:\(salt)\tsalt\t1\n", with: "")
    )
    #expect(unsalted.status == 65 && unsalted.standardError.contains("post frame: 0 lines of salt"))
    let people = TeamFiles.usualInspectors.replacing(
      "salt:\(salt)\t0\t0",
      with: "salt:\(salt)\t0\t1"
    )
    #expect(try refusal(inspectors: people).status == 65)
    // A unit without posts, also one that is a line of another object alone.
    let lacking = try refusal(
      posts: TeamFiles.posts(TeamFiles.units.dropLast().map { "\($0)\t1 lead\t1" })
    )
    #expect(
      lacking.status == 65
        && lacking.standardError.contains("1 units have no line in the post frame: U60")
    )
    // More lines than units are none.
    let more = TeamFiles.posts((TeamFiles.units + ["V1"]).map { "\($0)\t1 lead\t1" })
    #expect(try refusal(posts: more).status == 0)
    // Fewer people than places.
    let crowd = TeamFiles.usualPosts.replacing("U09\t1 lead\t1", with: "U09\t1 lead\t5")
    let short = try refusal(posts: crowd)
    #expect(short.status == 1 && short.standardError.contains("U09, 1 lead: 4 of 5"))
    // Exactly as many are no lottery, and said.
    let exact = try refusal(
      posts: TeamFiles.usualPosts.replacing("U09\t1 lead\t1", with: "U09\t1 lead\t4")
    )
    #expect(exact.status == 0 && exact.standardError.contains("no lottery at 1 posts"))
    #expect(exact.standardError.contains("U09 1 lead"))
  }

  @Test func whereInspectorsHaveARecordOfTheirOwn() throws {
    #expect(try refusal(["--rotation", "--sealed"]).status == 64)
    let files = try TeamFiles()
    let positions = try ToolRun.run(
      [
        "commit", "--population", "100", "--size", "3", "--label", "lab", "--seed-source", "dice",
        "--seed-form", CommittedDraw.form, "--record", files.draw.path("r"), "--notice",
        files.draw.path("n"),
      ] + files.frames
    )
    #expect(
      positions.status == 64 && positions.standardError.contains("a record and a seed of their own")
    )
  }

  @Test func whatIsMissingOrTooMuch() throws {
    let files = try TeamFiles()
    #expect(
      try files.draw.commit(["--rule", "10%", "--posts", files.draw.path("posts")]).status == 64
    )
    _ = try files.make()
    // Draw without the frames that the record names; teams for another draw's units.
    let without = try files.draw.draw()
    #expect(
      without.status == 64 && without.standardError.contains("the record commits to inspectors")
    )
    #expect(try files.draw.draw(files.assignment).status == 64)
    let list = ["--teams-for", try files.draw.scratch.write("id\nU01\n", to: "list.csv")]
    let other = try files.draw.draw(files.frames + list)
    #expect(
      other.status == 64
        && other.standardError.contains("--teams-for goes with a record of all units")
    )
    #expect(try files.draw.draw(list).status == 64)
    // Verify: frames need record and pool.
    let base = ["verify", files.draw.path("one.json")]
    #expect(try ToolRun.run(base + files.frames).status == 64)
    #expect(
      try ToolRun.run(base + files.frames + ["--record", files.draw.path("one.record")]).status
        == 64
    )
    let unchecked = try ToolRun.run(base + ["--record", files.draw.path("one.record")])
    #expect(unchecked.status == 2 && unchecked.output.contains("assignment: NOT CHECKED"))

    // A draw without inspectors has no use for frames.
    let plain = try CommittedDraw()
    #expect(try plain.commit(["--rule", "10%"]).status == 0)
    let refused = try plain.draw(files.frames)
    #expect(refused.status == 64 && refused.standardError.contains("before the seed"))
    #expect(try plain.draw().status == 0)
    #expect(try plain.verify(files.frames).status == 64)
    #expect(try plain.verify(files.assignment).status == 64)
    let uncommitted = try ToolRun.run(
      ["draw", plain.pool, "--rule", "10%", "--label", "x", "--seed", "1"] + files.frames
    )
    #expect(uncommitted.status == 64)
  }
}
