import Foundation
import Testing

/// Modes, links, names and streams of what is written.
@Suite struct OutputTests {
  private static func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  /// Nobody is given more than the mask leaves, and nobody but the owner what is internal.
  @Test(arguments: [("022", 0o644), ("077", 0o600), ("027", 0o640), ("000", 0o644)])
  func theMaskIsRespected(mask: String, open: Int) throws {
    let office = try Office()
    // A leftover of another mode has no say.
    _ = try office.scratch.write("", to: ".new-notice.spotcheck-part")
    let quoted = (Office.commit + ["--record", "new-record", "--notice", "new-notice"])
      .map { "'\($0)'" }.joined(separator: " ")
    let draw = (Office.draw + ["-o", "o", "--receipt", "r", "--publish", "pub", "--open-strata"])
      .map { "'\($0)'" }.joined(separator: " ")
    let run = try ToolRun.shell("umask \(mask); $S \(quoted) && $S \(draw)", folder: office.folder)
    #expect(run.status == 0, "\(run.standardError)")
    for name in ["new-notice", "pub/selection.csv", "pub/receipt.json"] {
      #expect(try Self.mode(office.scratch.path(name)) == open, "\(name)")
    }
    for name in ["new-record", "o", "r"] {
      #expect(try Self.mode(office.scratch.path(name)) == 0o600, "\(name)")
    }
  }

  /// A link to a file is followed, one to nothing refused.
  @Test func links() throws {
    let office = try Office()
    let files = FileManager.default
    _ = try office.scratch.write("old\n", to: "old")
    for (link, target) in [("link", "old"), ("dangling", "nowhere"), ("loop", "loop")] {
      try files.createSymbolicLink(atPath: office.scratch.path(link), withDestinationPath: target)
    }
    #expect(try office.run(Office.draw + ["-o", "link"]).status == 0)
    #expect(try files.destinationOfSymbolicLink(atPath: office.scratch.path("link")) == "old")
    #expect(try String(contentsOfFile: office.scratch.path("old"), encoding: .utf8) != "old\n")
    let before = try office.contents()
    for name in ["dangling", "loop"] {
      for more in [
        ["-o", name], ["--receipt", name], ["--record", "record", "--seed-log", name],
      ] {
        let run = try office.run(Office.draw + more)
        #expect(run.status == 73, "\(more): \(run.standardError)")
      }
      let commit = try office.run(Office.commit + ["--record", name, "--notice", "new"])
      #expect(commit.status == 73)
    }
    #expect(try office.contents() == before)
  }

  /// Names as long as the system takes them, and such as nobody can write.
  @Test func names() throws {
    let office = try Office()
    let long = String(repeating: "计", count: 85)
    #expect(long.utf8.count == 255)
    #expect(try office.run(Office.draw + ["-o", long]).status == 0)
    for name in ["", "new/", "nowhere/o", "pool.csv/o", long + "x", "public", "."] {
      let before = try office.contents()
      #expect(try office.run(Office.draw + ["-o", name]).status == 73, "\(name)")
      #expect(try office.contents() == before)
    }
  }

  /// The name of the temporary file is taken by something that is nobody's leftover.
  @Test func whatIsInTheWayIsNotTouched() throws {
    let office = try Office()
    let part = office.scratch.path(".o.spotcheck-part")
    let pool = office.scratch.path("pool.csv")
    // The pool itself; a second name of a file; a link; a pipe.
    try FileManager.default.copyItem(atPath: pool, toPath: part)
    let own = ["draw", ".o.spotcheck-part"] + Office.draw.dropFirst(2) + ["-o", "o"]
    let before = try office.contents()
    #expect(try office.run(own).status == 73)
    #expect(try office.contents() == before)
    for make in [
      "ln pool.csv .o.spotcheck-part", "ln -s pool.csv .o.spotcheck-part",
      "mkfifo .o.spotcheck-part", "mkdir .o.spotcheck-part",
    ] {
      #expect(
        try ToolRun.shell("rm -rf .o.spotcheck-part; \(make)", folder: office.folder).status == 0
      )
      let run = try office.run(Office.draw + ["-o", "o"])
      #expect(run.status == 73 && run.standardError.contains("in the way"), "\(make)")
    }
  }

  /// A plan is read once, so that a pipe can bring it.
  @Test func aPlanFromAPipe() throws {
    let office = try Office()
    let run = try ToolRun.shell(
      "cat plan.json | $S draw pool.csv --task /dev/stdin#1 --label x --seed 1 -o o",
      folder: office.folder
    )
    #expect(run.status == 0, "\(run.standardError)")
    #expect(FileManager.default.fileExists(atPath: office.scratch.path("o")))
  }

  /// Help and version are outputs too.
  @Test(arguments: ["--version", "help", "help draw", "draw --help", "", "plan"])
  func aFullDiskIsAnErrorForHelp(arguments: String) throws {
    let office = try Office()
    let full = try ToolRun.shell("$S \(arguments) > /dev/full", folder: office.folder)
    #expect(full.status == 74 && full.standardError.contains("standard output"))
    let run = try ToolRun.shell("$S \(arguments)", folder: office.folder)
    #expect(run.status == 0 && run.output.hasSuffix("\n"))
  }

  /// A limit on the length of files is a full disk, and not the end by a signal.
  @Test func aLimitOfLength() throws {
    let office = try Office()
    let rows = (1...60_000).map { "\($0),A\n" }.joined()
    _ = try office.scratch.write("id,class\n" + rows, to: "long.csv")
    let before = try office.contents()
    let run = try ToolRun.shell(
      "ulimit -f 100; $S draw long.csv --rule 100% --label x --seed 1 -o o --receipt r",
      folder: office.folder
    )
    #expect(run.status == 74, "\(run.status) \(run.standardError)")
    #expect(try office.contents() == before)
  }

  /// A named pipe and a device are written straight.
  @Test func pipesAndDevices() throws {
    let office = try Office()
    let run = try ToolRun.shell(
      "mkfifo pipe; cat pipe > copy & $S draw pool.csv --rule 3 --label x --seed 1 -q -o pipe"
        + " && wait && $S draw pool.csv --rule 3 --label x --seed 1 -q > whole && cmp copy whole"
        + " && test -p pipe",
      folder: office.folder
    )
    #expect(run.status == 0, "\(run.standardError)")
    let full = try ToolRun.shell(
      "$S size strata.csv --total 12 -o /dev/full",
      folder: office.folder
    )
    #expect(full.status == 74 && full.standardError.contains("no output of this run was kept"))
  }

  /// A commitment that appears while another one is made is not replaced.
  @Test func aCommitmentAppearingMeanwhileIsNotReplaced() throws {
    for name in ["new-record", "new-notice"] {
      let office = try Office()
      let text = try Data(contentsOf: URL(fileURLWithPath: office.scratch.path("pool.csv")))
      let pipe = try InterruptTests.Pipe(inPlaceOf: office.scratch.path("pipe"))
      let run = try ToolRun.run(
        ["commit", "pipe"] + Office.commit.dropFirst(2) + [
          "--sealed", "--record", "new-record", "--notice", "new-notice",
        ],
        folder: office.folder
      ) { _ in
        let handle = try pipe.open()
        _ = try office.scratch.write("another's\n", to: name)
        try handle.write(contentsOf: text)
        try handle.close()
      }
      #expect(run.status == 73, "\(run.standardError)")
      #expect(
        try String(contentsOfFile: office.scratch.path(name), encoding: .utf8) == "another's\n"
      )
      // Whoever is left with a record only is told so.
      let isAlone = name == "new-notice"
      #expect(run.standardError.contains("there are already: new-record") == isAlone)
      let left = try office.contents().keys.filter { $0.hasSuffix("-part") }
      #expect(left.isEmpty)
    }
  }
}
