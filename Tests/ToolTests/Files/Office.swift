import Foundation
import Testing

/// A folder with every kind of file that a command reads, made once, and what is done with them.
struct Office {
  let scratch: Scratch
  var folder: URL { scratch.folder }

  static let seed = "3 1 4 1 5 9 2 6 5 3"
  /// A committed draw of the pool, but for its outputs.
  static let draw = [
    "draw", "pool.csv", "--stratum", "class", "--rule", "10%", "--label", "lab", "--seed", seed,
  ]
  static let commit = [
    "commit", "pool.csv", "--stratum", "class", "--rule", "10%", "--label", "lab", "--seed-source",
    "dice", "--seed-form", "# # # # # # # # # #", "--open-strata",
  ]

  /// The folder as it was made, once for all tests.
  private static let made = Result { try Office(made: Scratch()) }

  /// A copy of its own.
  init() throws {
    let made = try Office.made.get()
    scratch = try Scratch()
    for name in try FileManager.default.contentsOfDirectory(atPath: made.folder.path) {
      try FileManager.default.copyItem(
        atPath: made.scratch.path(name),
        toPath: scratch.path(name)
      )
    }
  }

  private init(made scratch: Scratch) throws {
    self.scratch = scratch
    let units = 1...60
    try write("pool.csv", "id,class,size", units.map { "U\($0),\($0 % 2 == 0 ? "A" : "B"),\($0)" })
    try write(
      "strata.csv",
      "stratum,population,inspected,violations,prevalence,sd,sample",
      ["A,30,10,2,0.1,1,3", "B,30,10,5,0.3,2,3"]
    )
    for name in ["a.csv", "b.csv"] { try write(name, "id", (1...12).map { "U\($0)" }) }
    try write("moves.csv", "from,to,yearly", ["A,B,0.1"])
    try write("visits.csv", "id,inspector", (1...40).map { "U\($0),I\($0 % 4)" })
    try write("avoid.csv", "id,inspector", ["U1,I3"])
    try write("roster.csv", "inspector", (0...4).map { "I\($0)" })
    try write(
      "results.csv",
      "id,class,found",
      (1...20).map { "U\($0),\($0 % 2 == 0 ? "A" : "B"),\($0 % 3 == 0 ? 1 : 0)" }
    )
    try write(
      "plan.csv",
      "任务序号,任务名称,抽查事项,抽查对象,抽查比例,抽查时间,频次,责任股室",
      ["1,测绘,1.资质；2.质量,测绘单位,10%,4月1日-6月30日,1次/年,测绘股"]
    )
    try write("items.csv", "抽查事项", ["资质"])
    _ = try run([
      "plan", "check", "plan.csv", "--year", "2024", "--format", "json", "-o", "plan.json",
    ])
    let made = [
      ["size", "strata.csv", "--total", "12", "--format", "json", "-o", "sizes.json"],
      Office.commit + ["--record", "record", "--notice", "notice"],
      Office.draw + [
        "--record", "record", "-o", "selection", "--receipt", "receipt", "--publish", "public",
        "--open-strata",
      ],
    ]
    for arguments in made {
      let run = try run(arguments)
      #expect(run.status == 0, "\(arguments[0]): \(run.standardError)")
    }
  }

  private func write(_ name: String, _ header: String, _ rows: [String]) throws {
    _ = try scratch.write(([header] + rows).map { $0 + "\n" }.joined(), to: name)
  }

  func run(_ arguments: [String]) throws -> ToolRun {
    try ToolRun.run(arguments, folder: folder)
  }

  /// Every file of the folder with its bytes.
  func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      contents[name] = FileManager.default.contents(atPath: scratch.path(name)) ?? Data()
    }
    return contents
  }

  /// A command that can be run here, the files that it reads, and the options that name outputs.
  struct Task: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var inputs: [String]
    var outputs = ["-o"]
    var testDescription: String { arguments.prefix(3).joined(separator: " ") }
  }

  /// Every command that reads a file.
  static let tasks = [
    Task(
      arguments: ["plan", "check", "plan.csv", "--year", "2024", "--items", "items.csv"],
      inputs: ["plan.csv", "items.csv"]
    ),
    Task(arguments: ["size", "strata.csv", "--total", "12"], inputs: ["strata.csv"]),
    Task(
      arguments: ["learn", "strata.csv", "--total", "40", "--random-share", "20%"],
      inputs: ["strata.csv"],
      outputs: ["-o", "--sizes", "--random-sizes"]
    ),
    Task(
      arguments: [
        "tune", "strata.csv", "--budget", "20", "--rule", "10%", "--method", "variance",
        "--choose", "1", "--sizes", "new.json",
      ],
      inputs: ["strata.csv"],
      outputs: ["-o", "--report"]
    ),
    Task(
      arguments: [
        "rounds", "strata.csv", "--rule", "10%", "--visits", "1次/年", "--rounds", "2", "--round",
        "1",
      ],
      inputs: ["strata.csv"],
      outputs: ["--sizes"]
    ),
    Task(
      arguments: draw + ["--record", "record"],
      inputs: ["pool.csv", "record", "record.seeds"],
      outputs: ["-o", "--receipt"]
    ),
    Task(
      arguments: [
        "draw", "pool.csv", "--stratum", "class", "--sizes", "sizes.json", "--label", "lab",
        "--seed", seed, "--after", "receipt", "--used", "selection",
      ],
      inputs: ["pool.csv", "sizes.json", "receipt", "selection"],
      outputs: ["-o", "--receipt"]
    ),
    Task(
      arguments: ["draw", "pool.csv", "--task", "plan.json#1", "--label", "x", "--seed", "1"],
      inputs: ["pool.csv", "plan.json"],
      outputs: ["-o", "--receipt"]
    ),
    Task(
      arguments: [
        "verify", "receipt", "--pool", "pool.csv", "--selection", "selection", "--record",
        "record", "--notice", "notice", "--seed", seed,
      ],
      inputs: ["receipt", "pool.csv", "selection", "record", "notice", "record.seeds"]
    ),
    Task(
      arguments: [
        "estimate", "results.csv", "--strata", "strata.csv", "--stratum", "class", "--outcome",
        "found",
      ],
      inputs: ["results.csv", "strata.csv"],
      outputs: ["-o", "--report"]
    ),
    Task(
      arguments: ["coverage", "strata.csv", "--sizes", "sizes.json", "--moves", "moves.csv"],
      inputs: ["strata.csv", "sizes.json", "moves.csv"],
      outputs: ["-o", "--report"]
    ),
    Task(
      arguments: [
        "coverage", "pool.csv", "--stratum", "class", "--draw", "2024=a.csv", "--draw",
        "2025=b.csv", "--frame", "2024=pool.csv",
      ],
      inputs: ["pool.csv", "a.csv", "b.csv"],
      outputs: ["-o", "--report", "--never-seen"]
    ),
    Task(
      arguments: ["audit", "pool.csv", "--draw", "2024=a.csv", "--named", "friends=b.csv"],
      inputs: ["pool.csv", "a.csv", "b.csv"],
      outputs: ["-o", "--report"]
    ),
    Task(
      arguments: [
        "audit", "--assignments", "visits.csv", "--avoid", "avoid.csv", "--roster", "roster.csv",
      ],
      inputs: ["visits.csv", "avoid.csv", "roster.csv"]
    ),
    Task(
      arguments: [
        "simulate", "pool.csv", "--stratum", "class", "--rule", "10%", "--label", "x", "--seed",
        "1", "--replicates", "10",
      ],
      inputs: ["pool.csv"]
    ),
    Task(arguments: ["classes", "strata.csv"], inputs: ["strata.csv"]),
    Task(
      arguments: ["detect", "--strata", "strata.csv", "--prevalence", "10%"],
      inputs: ["strata.csv"]
    ),
  ]
}
