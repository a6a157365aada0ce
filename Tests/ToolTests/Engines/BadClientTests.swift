import Foundation
import Testing

/// A client that stops, lies or changes its mind: never a short selection, never one of two states.
@Suite struct BadClientTests {
  /// A client that answers each reading by the next text.
  ///
  /// The last ends it. Before one of them it may do something.
  private static func draw(
    _ answers: [String],
    status: Int = 0,
    from source: [String] = ["duckdb:r.db", "--table", "t"],
    doing deed: (number: Int, python: String) = (-1, "pass")
  ) throws -> (ToolRun, Scratch) {
    let scratch = try Scratch()
    for (number, answer) in answers.enumerated() { _ = try scratch.write(answer, to: "\(number)") }
    let script = """
      #!/usr/bin/env python3
      import pathlib, re, sys
      folder = pathlib.Path(__file__).parent
      number = 0
      for line in sys.stdin:
          mark = re.match(r"COPY \\(SELECT '([0-9a-f]{64})'\\)", line)
          if not mark: continue
          answer = folder / str(number)
          if number == \(deed.number): \(deed.python)
          number += 1
          sys.stdout.write(answer.read_text())
          if not (folder / str(number)).exists():
              sys.stdout.flush()
              print("the server is gone", file=sys.stderr)
              sys.exit(\(status))
          sys.stdout.write(mark[1] + "\\n")
          sys.stdout.flush()

      """
    _ = try scratch.write(Self.units, to: "pool.csv")
    let client = try scratch.write(script, to: "duckdb")
    chmod(client, 0o755)
    let run = try ToolRun.run(
      [
        "draw", "--id", "id", "--stratum", "kind", "--rule", "1", "--label", "x", "--seed", "1",
        "-o",
        "o.csv", "--receipt", "r.json", "--from",
      ] + source,
      folder: scratch.folder,
      environment: ["LC_ALL": "C.UTF-8", "PATH": scratch.folder.path + ":/usr/bin:/bin"]
    )
    return (run, scratch)
  }

  private static let heading = "id,kind,name\n"
  private static let units = "id,kind\nU1,A\nU2,B\n"
  private static let rows = "id,kind,name\nU1,A,\"x\"\nU2,B,y\n"

  @Test func anHonestOneIsDrawnFrom() throws {
    let (run, scratch) = try Self.draw(["v1\n", Self.heading, Self.units, Self.rows, ""])
    #expect(run.status == 0, "\(run.standardError)")
    let text = try String(contentsOfFile: scratch.path("o.csv"), encoding: .utf8)
    // Quotes stand only where they are needed, whatever the client writes.
    #expect(text.contains(",U1,A,x\n") && text.contains(",U2,B,y\n"))
  }

  @Test(arguments: [
    "id,kind,name\nU1,B,x\nU2,B,y\n", "id,kind,name\nU1,A,x\n", "id,kind,name\nU1,A,x\nU3,B,y\n",
    "id,kind,name\n",
  ])
  func rowsThatHaveChangedAreRefused(rows: String) throws {
    let (run, scratch) = try Self.draw(["v1\n", Self.heading, Self.units, rows, ""])
    #expect(run.status == 66 || run.status == 65, "\(run.standardError)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("o.csv")))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("r.json")))
  }

  /// A unit that was not drawn may change, too: whoever writes to a file between its readings is found.
  @Test(arguments: [
    "(folder / 'pool.csv').open('a').write('U3,A\\n')",
    "(folder / '0').rename(folder / 'pool.csv')",
    "(folder / 'pool.csv').unlink()",
  ])
  func aFileThatIsWrittenToBetweenReadings(deed: String) throws {
    let answers = ["v1\n", Self.heading, Self.units, Self.rows, ""]
    let source = ["duckdb:pool.csv"]
    let (honest, _) = try Self.draw(answers, from: source)
    #expect(honest.status == 0, "\(honest.standardError)")
    for number in 2...3 {
      let (run, scratch) = try Self.draw(answers, from: source, doing: (number, deed))
      #expect(run.status == 66, "\(number): \(run.standardError)")
      #expect(run.standardError.contains("pool.csv"), "\(run.standardError)")
      #expect(!FileManager.default.fileExists(atPath: scratch.path("o.csv")))
    }
  }

  @Test(arguments: [0, 1, 3]) func oneThatStopsIsNoEnd(status: Int) throws {
    let whole = ["v1\n", Self.heading, Self.units, Self.rows]
    for count in 1...4 {
      // It writes what is right so far and ends without the mark.
      let (run, scratch) = try Self.draw(Array(whole.prefix(count)), status: status)
      #expect(run.status == 66, "\(count): \(run.standardError)")
      #expect(run.standardError.contains("the server is gone"), "\(run.standardError)")
      #expect(!FileManager.default.fileExists(atPath: scratch.path("o.csv")))
    }
  }
}
