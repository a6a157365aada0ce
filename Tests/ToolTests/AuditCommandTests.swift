import Foundation
import Testing

@Suite struct AuditCommandTests {
  private func run(_ arguments: [String], folder: URL) throws -> ToolRun {
    try ToolRun.run(["audit"] + arguments + ["--language", "en"], folder: folder)
  }

  private func pool(_ scratch: Scratch, _ count: Int) throws {
    let rows = (0..<count).map { "u\($0),\($0 * 7919 % 31),\($0 % 3 == 0 ? "A" : "B")" }
    _ = try scratch.write("id,size,class\n" + rows.joined(separator: "\n") + "\n", to: "pool.csv")
  }

  private func list(_ scratch: Scratch, _ units: some Sequence<Int>, to name: String) throws {
    let rows = units.map { "u\($0)\n" }.joined()
    _ = try scratch.write("id\n" + rows, to: name)
  }

  @Test func everyThirdRowIsFound() throws {
    let scratch = try Scratch()
    try pool(scratch, 600)
    try list(scratch, stride(from: 1, to: 600, by: 3), to: "skip.csv")
    let run = try run(
      ["pool.csv", "--draw", "skip.csv", "--replicates", "1999"],
      folder: scratch.folder
    )
    #expect(run.status == 1)
    #expect(run.output.contains("! runs"))
    #expect(run.output.contains("one draw only"))
    #expect(run.output.contains("can not be found in one draw"))
    #expect(!run.output.contains("is random") && !run.output.contains("was random"))
  }

  /// What our own draw selects raises no alarm: the false-alarm rate is 1 %.
  @Test func ourOwnDraw() throws {
    let scratch = try Scratch()
    try pool(scratch, 600)
    for year in 2021...2024 {
      let draw = try ToolRun.run(
        [
          "draw", "pool.csv", "--stratum", "class", "--rule", "A: 30%", "--rule", "B: 10%",
          "--label", "audit \(year)", "--seed", "1 2 3 4 5 6", "--output", "\(year).csv",
        ],
        folder: scratch.folder
      )
      #expect(draw.status == 0)
    }
    let arguments = [
      "pool.csv", "--stratum", "class", "--draw", "2021=2021.csv", "--draw", "2022=2022.csv",
      "--draw", "2023=2023.csv", "--draw", "2024=2024.csv", "--numbers", "draw_ticket",
      "--replicates", "1999",
    ]
    let text = try run(arguments, folder: scratch.folder)
    #expect(text.status == 0)
    #expect(text.output.contains("that is no proof of chance"))
    let json = try run(arguments + ["--format", "json"], folder: scratch.folder)
    #expect(json.output.contains("\"schema\" : \"spotcheck.audit/1\""))
    #expect(json.output.contains("\"kind\" : \"evenness\""))
    #expect(json.output.contains("\"seed\" : \"1\""))
    // The same numbers again.
    #expect(
      try run(arguments + ["--format", "json"], folder: scratch.folder).output == json.output
    )
  }

  @Test func whatCanNotBeSaid() throws {
    let scratch = try Scratch()
    try pool(scratch, 60)
    try list(scratch, [3, 900, 5, 17, 5, 44], to: "strange.csv")
    try list(scratch, [900, 901], to: "other.csv")
    try list(scratch, [], to: "empty.csv")
    try list(scratch, 0..<60, to: "all.csv")
    let strange = try run(
      ["pool.csv", "--draw", "strange.csv", "--replicates", "199"],
      folder: scratch.folder
    )
    #expect(strange.status == 1)
    #expect(strange.output.contains("1 of 5 units are not in the frame pool.csv (\"u900\")"))
    #expect(strange.output.contains("1 rows name a unit again (\"u5\" …)"))
    let other = try run(["pool.csv", "--draw", "other.csv"], folder: scratch.folder)
    #expect(other.status == 65)
    #expect(other.standardError.contains("so nothing can be said of it"))
    let empty = try run(["pool.csv", "--draw", "empty.csv"], folder: scratch.folder)
    #expect(empty.status == 65)
    #expect(empty.standardError.contains("of an empty list nothing can be said"))
    let all = try run(["pool.csv", "--draw", "all.csv"], folder: scratch.folder)
    #expect(all.status == 0)
    #expect(all.output.contains("nothing was left to chance"))
    let named = try run(
      ["pool.csv", "--draw", "all.csv", "--named", "other.csv"],
      folder: scratch.folder
    )
    #expect(named.status == 0 || named.status == 65)
    let none = try run(["pool.csv"], folder: scratch.folder)
    #expect(none.status == 64)
    let alpha = try run(["pool.csv", "--draw", "all.csv", "--alpha", "0"], folder: scratch.folder)
    #expect(alpha.status == 64)
  }

  /// Units with a large measure are drawn more often, which is right in a draw by size and a bias in
  /// a simple one.
  @Test func drawsBySize() throws {
    let scratch = try Scratch()
    let rows = (0..<300).map { "u\($0),\(1 + $0 % 60 * ($0 % 60))" }
    _ = try scratch.write("id,turnover\n" + rows.joined(separator: "\n") + "\n", to: "pool.csv")
    let draw = try ToolRun.run(
      [
        "draw", "pool.csv", "--rule", "60户", "--design", "pareto", "--measure", "turnover",
        "--label", "by size", "--seed", "1 2 3 4 5 6", "--output", "sample.csv",
      ],
      folder: scratch.folder
    )
    #expect(draw.status == 0)
    let flat = try run(
      ["pool.csv", "--draw", "sample.csv", "--replicates", "1999"],
      folder: scratch.folder
    )
    #expect(flat.status == 1)
    let sized = try run(
      [
        "pool.csv", "--draw", "sample.csv", "--design", "pareto", "--measure", "turnover",
        "--replicates", "1999",
      ],
      folder: scratch.folder
    )
    #expect(sized.status == 0)
  }

  /// 200 objects, 10 officers by turns, without a frame.
  @Test func inspectorsByTurns() throws {
    let scratch = try Scratch()
    let rows = (0..<200).map { "u\($0),officer \($0 % 10),\($0 % 2)" }
    _ = try scratch.write(
      "id,inspector,result\n" + rows.joined(separator: "\n") + "\n",
      to: "v.csv"
    )
    let arguments = ["--assignments", "v.csv", "--replicates", "999"]
    let run = try run(arguments, folder: scratch.folder)
    #expect(run.status == 1)
    #expect(run.output.contains("! turns") && run.output.contains("! succession"))
    #expect(run.output.contains("loads from 20 to 20, 20 on average"))
    let json = try self.run(
      arguments + ["--finding", "result", "--format", "json"],
      folder: scratch.folder
    )
    #expect(json.output.contains("\"kind\" : \"findings\""))
    #expect(json.output.contains("\"frame\" : null"))
  }

  @Test func teamsAndAvoidances() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "id,inspector,day\nu1,王、李,1\nu2,张; 王,1\nu3,李,1\nu3,张,1\nu4,王、王,2\n",
      to: "v.csv"
    )
    _ = try scratch.write("id,inspector\nu2,王\n", to: "avoid.csv")
    let run = try run(
      [
        "--assignments", "v.csv", "--visit", "day", "--avoid", "avoid.csv", "--replicates", "199",
      ],
      folder: scratch.folder
    )
    #expect(run.status == 1)
    #expect(run.output.contains("1 visits are by an inspector who must avoid the unit (\"u2\" …)"))
    #expect(run.output.contains("1 teams have the same inspector twice (\"u4\" …)"))
    _ = try scratch.write("inspector\n王\n李\n", to: "roster.csv")
    let stranger = try self.run(
      ["--assignments", "v.csv", "--roster", "roster.csv"],
      folder: scratch.folder
    )
    #expect(stranger.status == 65)
    #expect(stranger.standardError.contains("张"))
    _ = try scratch.write("id,inspector\nu1,王\nu2, \n", to: "blank.csv")
    let blank = try self.run(["--assignments", "blank.csv"], folder: scratch.folder)
    #expect(blank.status == 65)
    #expect(blank.standardError.contains("row 3"))
    let alone = try self.run(["--within", "day"], folder: scratch.folder)
    #expect(alone.status == 64)
  }
}
