import Foundation
import Testing

/// What a run reads is never written over, by whatever name, and no two outputs are one file.
@Suite struct GuardTests {
  /// Names of one file.
  enum Spelling: CaseIterable {
    case same, dot, absolute, link, linkOfLink, hardLink

    func name(of file: String, in office: Office) throws -> String {
      let files = FileManager.default
      func name(_ text: String) -> String { office.scratch.path(text) }
      switch self {
      case .same: return file
      case .dot: return "././\(file)"
      case .absolute: return name(file)
      case .link, .linkOfLink:
        try files.createSymbolicLink(atPath: name("link"), withDestinationPath: file)
        if self == .link { return "link" }
        try files.createSymbolicLink(atPath: name("second"), withDestinationPath: "./link")
        return "second"
      case .hardLink:
        try files.linkItem(atPath: name(file), toPath: name("hard"))
        return "hard"
      }
    }
  }

  @Test(arguments: Office.tasks) func noInputIsAnOutput(task: Office.Task) throws {
    let office = try Office()
    var spellings = Spelling.allCases
    for input in task.inputs {
      for output in task.outputs {
        let spelling = spellings.removeFirst()
        spellings.append(spelling)
        let before = try office.contents()
        let name = try spelling.name(of: input, in: office)
        let value = output == "-o" && spelling == .dot ? ["-o=\(name)"] : [output, name]
        let run = try office.run(task.arguments + more(task, but: output) + value)
        #expect(
          run.status == 64 && run.standardError.contains("write over")
            || run.standardError.contains("written over"),
          "\(output) \(name): \(run.status) \(run.standardError)"
        )
        for made in ["link", "second", "hard"] {
          try? FileManager.default.removeItem(atPath: office.scratch.path(made))
        }
        #expect(try office.contents() == before, "\(output) \(name)")
      }
    }
    // And with other names it is done.
    let run = try office.run(task.arguments + task.outputs.flatMap { [$0, "new\($0)"] } + ["-q"])
    #expect([0, 1].contains(run.status), "\(run.standardError)")
    for output in task.outputs {
      #expect(FileManager.default.fileExists(atPath: office.scratch.path("new\(output)")))
    }
  }

  /// The options that the one under test needs beside it.
  private func more(_ task: Office.Task, but output: String) -> [String] {
    task.outputs.filter { $0 != output && $0 != "--report" }.flatMap { [$0, "other\($0)"] }
  }

  @Test func everySpellingIsTold() throws {
    let office = try Office()
    for spelling in Spelling.allCases {
      let name = try spelling.name(of: "pool.csv", in: office)
      let before = try office.contents()
      for value in [["-o", name], ["-o=\(name)"], ["--output=\(name)"], ["--receipt", name]] {
        let run = try office.run(Office.draw + value)
        #expect(run.status == 64, "\(value): \(run.standardError)")
        // The pool by that name, the output by its own.
        let turned = ["draw", name] + Office.draw.dropFirst(2) + [value[0]]
        let other = value.count == 1 ? value : [value[0], "pool.csv"]
        #expect(try office.run(turned.dropLast() + other).status == 64, "\(value)")
      }
      #expect(try office.contents() == before)
      for made in ["link", "second", "hard"] {
        try? FileManager.default.removeItem(atPath: office.scratch.path(made))
      }
    }
  }

  /// Standard output that is appended to the pool, standard input that is an output.
  @Test func redirectedStreams() throws {
    let office = try Office()
    let before = try office.contents()
    let draw = "draw %@ --stratum class --rule 10%% --label x --seed 1 -q"
    func run(_ pool: String, _ end: String) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        "-c", "\"$0\" \(String(format: draw, pool)) \(end)", ToolRun.binary.path,
      ]
      process.currentDirectoryURL = office.folder
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(try run("pool.csv", ">> pool.csv") == 64)
    #expect(try run("-", "-o pool.csv < pool.csv") == 64)
    #expect(try run("/dev/stdin", "-o pool.csv < pool.csv") == 64)
    #expect(try run("pool.csv", "--receipt out > out") == 64)
    #expect(try Data() == Data(contentsOf: URL(fileURLWithPath: office.scratch.path("out"))))
    try FileManager.default.removeItem(atPath: office.scratch.path("out"))
    #expect(try office.contents() == before)
    #expect(try run("pool.csv", "--receipt - > out") == 0)
  }

  /// Two outputs of one name, there already or not.
  @Test(arguments: [false, true]) func noFileIsTwoOutputs(isThere: Bool) throws {
    let office = try Office()
    if isThere { _ = try office.scratch.write("old\n", to: "both") }
    let before = try office.contents()
    let cases = [
      Office.draw + ["-o", "both", "--receipt", "./both"],
      ["coverage", "strata.csv", "--rule", "10%", "-o", "both", "--report", "both"],
      [
        "coverage", "pool.csv", "--draw", "a.csv", "--never-seen", "both", "-o",
        office.scratch.path("both"),
      ],
      ["learn", "strata.csv", "--total", "40", "--sizes", "both", "-o", "both"],
      ["audit", "pool.csv", "--draw", "a.csv", "--report", "both", "-o", "./both"],
    ]
    for arguments in cases {
      let run = try office.run(arguments)
      #expect(
        run.status == 64 && run.standardError.contains("named twice"),
        "\(arguments): \(run.standardError)"
      )
      #expect(try office.contents() == before, "\(arguments)")
    }
    let commit = try office.run(Office.commit + ["--record", "new", "--notice", "./new"])
    #expect(commit.status == 64)
    let folder = try office.run(
      Office.draw + ["-o", "public/receipt.json", "--publish", "./public", "--open-strata"]
    )
    #expect(folder.status == 64)
    let list = try office.run(
      ["draw", "public/selection.csv"] + Office.draw.dropFirst(4) + ["--publish", "public"]
    )
    #expect(list.status == 64, "\(list.standardError)")
    #expect(try office.contents() == before)
  }

  /// The log of a record's seeds is no input, no output and no other file.
  @Test func theSeedLogIsAFileOfItsOwn() throws {
    let office = try Office()
    let before = try office.contents()
    let draw = Office.draw + ["--record", "record"]
    for (more, status) in [
      (["-o", "./record.seeds"], 64), (["--seed-log", "record"], 64),
      (["--seed-log", "log", "-o", "log"], 64), (["--receipt", "log", "--seed-log", "./log"], 64),
      // Other files, to which no line must be added.
      (["--seed-log", "pool.csv"], 65), (["--seed-log", "notice"], 65),
      (["--seed-log", "public"], 73),
      (["--seed-log", "/dev/null"], 73), (["--seed-log", "-"], 73),
    ] as [([String], Int32)] {
      let run = try office.run(draw + more)
      #expect(run.status == status, "\(more): \(run.standardError)")
      #expect(try office.contents() == before, "\(more)")
    }
  }

  @Test func noCommitmentReplacesAnything() throws {
    let office = try Office()
    let before = try office.contents()
    try FileManager.default.createSymbolicLink(
      atPath: office.scratch.path("link"),
      withDestinationPath: "record"
    )
    for name in ["record", "link", "pool.csv", "./notice"] {
      for (record, notice) in [(name, "new"), ("new", name)] {
        let run = try office.run(Office.commit + ["--record", record, "--notice", notice])
        #expect(run.status == 73 && run.standardError.contains("no commitment is replaced"))
      }
    }
    try FileManager.default.removeItem(atPath: office.scratch.path("link"))
    #expect(try office.contents() == before)
  }

  /// A database's journal belongs to it.
  @Test func aJournalIsPartOfItsDatabase() throws {
    let office = try Office()
    let python = """
      import sqlite3, os
      c = sqlite3.connect("a.db"); c.execute("pragma journal_mode = wal")
      c.execute("create table t(id text)"); c.executemany("insert into t values(?)", [("U1",), ("U2",)])
      c.commit(); os._exit(0)
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", python]
    process.currentDirectoryURL = office.folder
    try process.run()
    process.waitUntilExit()
    let before = try office.contents()
    #expect(before["a.db-wal"]?.isEmpty == false)
    let draw = ["draw", "a.db", "--table", "t", "--rule", "1", "--label", "x", "--seed", "1"]
    for name in ["a.db", "a.db-wal"] {
      let run = try office.run(draw + ["-o", name])
      #expect(run.status == 64, "\(run.standardError)")
    }
    #expect(try office.contents()["a.db-wal"] == before["a.db-wal"])
  }
}
