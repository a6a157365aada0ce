import Foundation
import Sampling
import TestSupport
import Testing

/// What a draw refuses: status, a sentence with place, value and remedy, and no output file.
@Suite struct RefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var pool: String
    var rules = ["10%"]
    var stratum: String? = "class"
    var status: Int32
    var words: [String]
    var testDescription: String { name }
  }

  static let long = String(repeating: "x", count: 1025)
  static let cases: [Case] = [
    Case(name: "empty file", pool: "", status: 65, words: ["is empty"]),
    Case(name: "header only", pool: "id,class\n", status: 65, words: ["header and no row"]),
    Case(
      name: "missing column",
      pool: "id,kind\n1,A\n",
      status: 65,
      words: ["row 1", "\"class\"", "\"kind\""]
    ),
    Case(name: "no known id", pool: "x,class\n1,A\n", status: 65, words: ["--id"]),
    Case(
      name: "empty id",
      pool: "id,class\n1,A\n,A\n",
      status: 65,
      words: ["row 3", "column \"id\"", "is empty"]
    ),
    Case(
      name: "duplicate id",
      pool: "id,class\n1,A\n2,B\n1,B\n",
      status: 65,
      words: ["row 4", "\"1\"", "row 2"]
    ),
    Case(
      name: "over-long id",
      pool: "id,class\n\(long),A\n",
      status: 65,
      words: ["row 2", "1025"]
    ),
    Case(
      name: "control character",
      pool: "id,class\na\u{1}b,A\n",
      status: 65,
      words: ["row 2", "U+0001"]
    ),
    Case(
      name: "not NFC",
      pool: "id,class\ne\u{301},A\n",
      status: 65,
      words: ["row 2", "--normalize-ids"]
    ),
    Case(
      name: "empty strata",
      pool: "id,class\n1,\n2,A\n3,\n",
      status: 65,
      words: ["row 2", "2 rows", "--unclassified"]
    ),
    Case(
      name: "stratum without rule",
      pool: "id,class\n1,A\n2,B\n",
      rules: ["A: 10%"],
      status: 65,
      words: ["\"B\"", "--rule"]
    ),
    Case(
      name: "rule without stratum",
      pool: "id,class\n1,A\n",
      rules: ["A: 10%", "Z: 10%"],
      status: 65,
      words: ["\"Z\"", "\"A\""]
    ),
    Case(
      name: "NUL",
      pool: "id,class\n1,A\n2,A\0\n3\0,A\n",
      status: 65,
      words: ["row 3, column \"class\": holds a NUL", "row 4, column \"id\": holds a NUL"]
    ),
    Case(
      name: "NUL in the header",
      pool: "id,cl\0ss\n1,A\n",
      status: 65,
      words: ["row 1: holds a NUL"]
    ),
    Case(
      name: "open quote",
      pool: "id,class\n1,A\n\"2,A\n3,A\n",
      status: 65,
      words: ["row 3", "never closed"]
    ),
    Case(
      name: "stray quote",
      pool: "id,class\n1,A\n2\"x,A\n",
      status: 65,
      words: ["row 3", "inside a field"]
    ),
    Case(
      name: "ragged row",
      pool: "id,class\n1,A\n2\n3,A,x\n",
      status: 65,
      words: ["row 3", "1 fields", "row 4", "3 fields"]
    ),
    Case(
      name: "blank line within",
      pool: "id,class\n1,A\n\n3,A\n",
      status: 65,
      words: ["row 3"]
    ),
    Case(
      name: "over 100 %",
      pool: "id,class\n1,A\n",
      rules: [">100%"],
      status: 64,
      words: ["100%"]
    ),
    Case(name: "negative", pool: "id,class\n1,A\n", rules: ["-5%"], status: 64, words: ["\"-\""]),
    Case(
      name: "two percent signs",
      pool: "id,class\n1,A\n",
      rules: ["35%%"],
      status: 64,
      words: ["character 4"]
    ),
    Case(name: "120 %", pool: "id,class\n1,A\n", rules: ["120%"], status: 64, words: ["120%"]),
    Case(
      name: "count over population",
      pool: "id,class\n1,A\n2,A\n",
      rules: ["A: 3"],
      status: 1,
      words: ["A", "3", "2 units"]
    ),
    Case(
      name: "rules that collide",
      pool: "id,class\n1,A\n2,A\n3,A\n",
      rules: ["≥50%", "≤10%"],
      status: 1,
      words: ["collide", "≥50%", "≤10%"]
    ),
  ]

  @Test(arguments: cases) func refused(_ example: Case) throws {
    let scratch = try Scratch()
    let pool = try scratch.write(example.pool, to: "pool.csv")
    let outputs = ["out.csv", "receipt.json"]
    var arguments = [
      "draw", pool, "--label", "x", "--seed", "1", "--output", scratch.path(outputs[0]),
      "--receipt", scratch.path(outputs[1]), "--publish", scratch.path("public"),
      "--open-strata",
    ]
    for rule in example.rules { arguments += ["--rule=\(rule)"] }
    if let stratum = example.stratum { arguments += ["--stratum", stratum] }
    let run = try ToolRun.run(arguments)
    #expect(run.status == example.status, "\(run.standardError)")
    for word in example.words {
      #expect(run.standardError.contains(word), "\(word) in \(run.standardError)")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(left == ["pool.csv"])
    let chinese = try ToolRun.run(arguments + ["--language", "zh"])
    #expect(chinese.status == example.status)
    #expect(chinese.standardError.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
  }

  /// Sizes are read as the frame text writes them: whoever hashes the cells gets the same digest.
  @Test(arguments: ["007", "+7", "-7", "7.0", "", " 7", "1e3", "9007199254740993"])
  func measuresThatAreNone(measure: String) throws {
    let run = try ToolRun.run(
      ["draw", "-", "--rule", "1", "--label", "x", "--seed", "1"]
        + ["--design", "pareto", "--measure", "size"],
      input: Data("id,size\na,5\nb,\(measure)\nc,9007199254740992\n".utf8)
    )
    #expect(run.status == 65, "\(run.standardError)")
    #expect(run.standardError.contains("row 3, column \"size\""), "\(run.standardError)")
    #expect(!run.standardError.contains("row 4"))
  }

  @Test func aRowWithNULInASmallTable() throws {
    let run = try ToolRun.run(
      ["size", "-"],
      input: Data("stratum,population,rule\nA,10,10%\nB,1\00,10%\n".utf8)
    )
    #expect(run.status == 65)
    #expect(run.standardError.contains("row 3, column \"population\": holds a NUL"))
  }

  @Test func binaryFile() throws {
    let scratch = try Scratch()
    var random = SeededGenerator(seed: 4)
    let bytes = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
    try Data(bytes).write(to: scratch.folder.appendingPathComponent("pool.csv"))
    let run = try ToolRun.run([
      "draw", scratch.path("pool.csv"), "--rule", "10%", "--label", "x", "--seed", "1",
    ])
    #expect(run.status == 65, "\(run.standardError)")
  }

  @Test func everyProblemIsCounted() throws {
    let run = try ToolRun.run(
      ["draw", "-", "--rule", "10%", "--label", "x", "--seed", "1"],
      input: Data(("id,class\n" + (1...30).map { _ in ",A\n" }.joined()).utf8)
    )
    #expect(run.status == 65)
    // Of one cause: one line, with the first rows and how many more.
    #expect(run.standardError.split(separator: "\n").count == 1, "\(run.standardError)")
    #expect(run.standardError.contains("so do 29 more, in rows 3, 4, 5"), "\(run.standardError)")
  }

  @Test func missingUnreadableFolder() throws {
    let scratch = try Scratch()
    let common = ["--rule", "10%", "--label", "x", "--seed", "1"]
    let missing = try ToolRun.run(["draw", scratch.path("none.csv")] + common)
    #expect(missing.status == 66)
    #expect(missing.standardError.contains("none.csv"))
    let folder = try ToolRun.run(["draw", scratch.folder.path] + common)
    #expect(folder.status == 66)
    if getuid() != 0 {
      let closed = try scratch.write("id\n1\n", to: "closed.csv")
      chmod(closed, 0)
      #expect(try ToolRun.run(["draw", closed] + common).status == 66)
    }
  }

  @Test func outputsThatCanNotBeCreatedOrWritten() throws {
    let scratch = try Scratch()
    let pool = try scratch.write(SmallPool.text, to: "pool.csv")
    for flag in ["--output", "--receipt"] {
      let missing = try ToolRun.run(
        ["draw", pool] + SmallPool.arguments + [flag, scratch.path("none/file")]
      )
      #expect(missing.status == 73, "\(flag): \(missing.standardError)")
      let full = try ToolRun.run(["draw", pool] + SmallPool.arguments + [flag, "/dev/full"])
      #expect(full.status == 74, "\(flag): \(full.standardError)")
    }
    let standard = try ToolRun.run(
      ["draw", pool] + SmallPool.arguments + ["--publish", "/dev/full/x", "--open-strata"]
    )
    #expect(standard.status == 73)
    let record = try ToolRun.run([
      "commit", pool, "--stratum", "class", "--rule", "10%", "--label", "x", "--seed-source",
      "dice", "--seed-form", "##########", "--record", "/dev/full", "--notice",
      scratch.path("notice"), "--open-strata",
    ])
    #expect(record.status == 74)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("notice")))
    let notice = try ToolRun.run([
      "commit", pool, "--stratum", "class", "--rule", "10%", "--label", "x", "--seed-source",
      "dice", "--seed-form", "##########", "--record", scratch.path("record"), "--notice",
      "/dev/full", "--open-strata",
    ])
    #expect(notice.status == 74)
    // Standard output is an output too, of every command.
    let strata = try scratch.write("stratum,population,rule\nA,10,10%\n", to: "strata.csv")
    for arguments in [
      ["draw", pool] + SmallPool.arguments, ["size", strata],
      ["draw", "--population", "9", "--size", "3", "--label", "x", "--seed", "1"],
    ] {
      let process = Process()
      process.executableURL = ToolRun.binary
      process.arguments = arguments
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      process.standardError = FileHandle(forWritingAtPath: "/dev/null")
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 74, "\(arguments[0])")
    }
    try FileManager.default.removeItem(atPath: strata)
    var status = stat()
    #expect(stat("/dev/full", &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFCHR)
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(left == ["pool.csv"])
  }
}
