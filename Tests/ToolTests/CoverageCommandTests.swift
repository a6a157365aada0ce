import Foundation
import Testing

@Suite struct CoverageCommandTests {
  private func run(_ arguments: [String], folder: URL) throws -> ToolRun {
    try ToolRun.run(["coverage"] + arguments + ["--language", "en"], folder: folder)
  }

  /// One in ten a year: 41.0 % in 5 years, 95 % after 29, a rotation sees half in 5 years and all in 10.
  @Test func aTenthEachYear() throws {
    let scratch = try Scratch()
    _ = try scratch.write("stratum,population,rule\nA,1000,10%\n", to: "strata.csv")
    let text = try run(["strata.csv", "--years", "5"], folder: scratch.folder)
    #expect(text.status == 0)
    #expect(text.output.contains("40.95%"))
    #expect(text.output.contains("50.00%"))
    #expect(text.output.contains("\n*            independent   16   22   29   44"))
    #expect(text.output.contains("\n*            rotation       8    9   10   10"))
    let csv = try run(["strata.csv", "--format", "csv"], folder: scratch.folder)
    #expect(csv.output.hasPrefix("stratum,year,population,size,independent_seen,"))
    #expect(csv.output.contains("\nA,5,1000,100,0.4095"))
    let json = try run(["strata.csv", "--format", "json"], folder: scratch.folder)
    #expect(json.output.contains("\"schema\" : \"spotcheck.coverage/1\""))
    #expect(json.output.contains("\"share\" : \"19/20\""))
    #expect(json.output.contains("\"observed\" : null"))
  }

  /// The strata of a plan with its rules; the sizes are the smallest that the rules allow.
  @Test func unitsComeGoAndChangeTheirClass() throws {
    let scratch = try Scratch()
    _ = try scratch.write("stratum,population\nB,200\nA,1000\n", to: "strata.csv")
    _ = try scratch.write("from,to,yearly\nA,B,0.1\nB,,0.05\n,A,50\n", to: "moves.csv")
    let arguments = ["strata.csv", "--rule", "A: 10%", "--rule", "B: 50%", "--moves", "moves.csv"]
    let csv = try run(arguments + ["--format", "csv", "--years", "2"], folder: scratch.folder)
    #expect(csv.status == 0)
    // 1000 − 100 + 50 and 200 − 10 + 100.
    #expect(csv.output.contains("\nA,2,950,95,"))
    #expect(csv.output.contains("\nB,2,290,145,"))
    _ = try scratch.write("from,to,yearly\nA,B,0.7\nA,,0.4\nX,A,0.1\n,,3\n", to: "bad.csv")
    let bad = try run(
      ["strata.csv", "--rule", "10%", "--moves", "bad.csv"],
      folder: scratch.folder
    )
    #expect(bad.status == 65)
    #expect(
      bad.standardError.contains("row 3") && bad.standardError.contains("more than all units")
    )
    #expect(bad.standardError.contains("row 4") && bad.standardError.contains("is no class"))
    #expect(bad.standardError.contains("row 5") && bad.standardError.contains("and so is from"))
  }

  /// Four units, three draws: u1 thrice, u2 once, u3 and u4 never; u9 has left.
  @Test func theDrawsOfPastYears() throws {
    let scratch = try Scratch()
    _ = try scratch.write("id,class\nu1,A\nu2,A\nu3,A\nu4,B\n", to: "pool.csv")
    _ = try scratch.write("id\nu1\n", to: "a.csv")
    _ = try scratch.write("id\nu1\nu9\nu1\n", to: "b.csv")
    _ = try scratch.write("id\nu1\nu2\n", to: "c.csv")
    let arguments = [
      "pool.csv", "--stratum", "class", "--draw", "2021=a.csv", "--draw", "2022=b.csv",
      "--draw", "2023=c.csv", "--never-seen", "rest.csv",
    ]
    let text = try run(arguments, folder: scratch.folder)
    #expect(text.status == 0)
    #expect(
      try String(contentsOfFile: scratch.path("rest.csv"), encoding: .utf8)
        == "id,stratum\nu3,A\nu4,B\n"
    )
    #expect(text.output.contains("1 of 2 units are not in today's frame"))
    #expect(text.output.contains("1 rows name a unit again"))
    let json = try run(arguments + ["--format", "json"], folder: scratch.folder)
    #expect(json.output.contains("\"never_seen\" : 2"))
    #expect(json.output.contains("\"seen_before\" : 1"))
    // One file for all draws, told apart by a column.
    _ = try scratch.write("year,id\n2022,u1\n2021,u1\n2023,u1\n2023,u2\n", to: "all.csv")
    let all = try run(
      ["pool.csv", "--draws", "all.csv", "--by", "year", "--format", "json"],
      folder: scratch.folder
    )
    #expect(all.status == 0)
    #expect(all.output.contains("\"distinct\" : 2"))
  }

  /// u3 came after the first draw; with the frame of the time it could not be missed then.
  @Test func framesOfTheTime() throws {
    let scratch = try Scratch()
    _ = try scratch.write("id\nu1\nu2\nu3\n", to: "pool.csv")
    _ = try scratch.write("id\nu1\nu2\n", to: "old.csv")
    _ = try scratch.write("id\nu1\n", to: "a.csv")
    _ = try scratch.write("id\nu3\n", to: "b.csv")
    let run = try run(
      [
        "pool.csv", "--draw", "x=a.csv", "--draw", "y=b.csv", "--frame", "x=old.csv",
        "--format", "csv",
      ],
      folder: scratch.folder
    )
    // u1 and u2: 1 − (1/2)(2/3) = 2/3; u3: 1/3; on average 5/9.
    #expect(run.status == 0)
    #expect(run.output.contains("\n*,2,3,1,0.5555555555555"))
    #expect(run.output.contains("\n*,1,2,1,0.3333333333333"))
  }

  @Test func whatCanNotBeSaid() throws {
    let scratch = try Scratch()
    _ = try scratch.write("id\nu1\nu2\n", to: "pool.csv")
    _ = try scratch.write("id\nx1\nx2\n", to: "other.csv")
    _ = try scratch.write("id\n", to: "empty.csv")
    _ = try scratch.write("id\nu1\n", to: "one.csv")
    let other = try run(["pool.csv", "--draw", "other.csv"], folder: scratch.folder)
    #expect(other.status == 65)
    #expect(other.standardError.contains("no unit of draw \"other.csv\" is in the frame"))
    let empty = try run(["pool.csv", "--draw", "empty.csv"], folder: scratch.folder)
    #expect(empty.status == 65)
    #expect(empty.standardError.contains("of an empty list nothing can be said"))
    let one = try run(["pool.csv", "--draw", "one.csv"], folder: scratch.folder)
    #expect(one.status == 0)
    #expect(one.output.contains("one draw only"))
    let twice = try run(
      ["pool.csv", "--draw", "one.csv", "--draw", "one.csv"],
      folder: scratch.folder
    )
    #expect(twice.status == 64)
    let both = try run(["pool.csv", "--draw", "one.csv", "--rule", "10%"], folder: scratch.folder)
    #expect(both.status == 64)
    _ = try scratch.write("stratum,population\nA,10\n", to: "strata.csv")
    let none = try run(["strata.csv"], folder: scratch.folder)
    #expect(none.status == 64)
  }
}
