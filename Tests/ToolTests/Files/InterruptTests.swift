import Foundation
import Testing

/// A run that is told to end leaves nothing, whatever it does at the time; one that is told to go on
/// goes on.
@Suite struct InterruptTests {
  /// A pipe in the place of a file; a run that reads it waits.
  struct Pipe {
    let path: String

    init(inPlaceOf path: String) throws {
      self.path = path
      unlink(path)
      #expect(mkfifo(path, 0o600) == 0)
    }

    /// Opens it for writing once it is read.
    func open() throws -> FileHandle {
      for _ in 0..<2000 {
        let descriptor = Foundation.open(path, O_WRONLY | O_NONBLOCK)
        if descriptor >= 0 { return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true) }
        usleep(5000)
      }
      throw CocoaError(.fileReadUnknown)
    }
  }

  static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  @Test(arguments: Office.tasks) func nothingIsLeft(task: Office.Task) throws {
    var signals = Self.signals.shuffled()
    for input in task.inputs where input != "record.seeds" {
      let office = try Office()
      let pipe = try Pipe(inPlaceOf: office.scratch.path(input))
      var before = try office.contents()
      before[input] = nil
      let names = task.outputs.flatMap { [$0, "new\($0)"] }
      // A record from a pipe has no log beside it.
      let log = task.arguments[0] == "draw" && input == "record" ? ["--seed-log", "log"] : []
      let signal = signals.removeFirst()
      signals.append(signal)
      var handle: FileHandle?
      let run = try ToolRun.run(task.arguments + names + log, folder: office.folder) { process in
        // Open as long as the run reads.
        handle = try pipe.open()
        kill(process, signal)
      }
      try handle?.close()
      let what = "\(input), signal \(signal): \(run.status) \(run.standardError)"
      #expect(run.status == 130, "\(what)")
      #expect(run.standardError.hasSuffix("no output of this run was kept\n"), "\(what)")
      unlink(pipe.path)
      #expect(try office.contents() == before, "\(what)")
    }
  }

  /// The temporary file of a sealed record holds the secret.
  @Test(.enabled(if: Strace.isAvailable), arguments: signals)
  func theSecretIsNotLeft(signal: Int32) throws {
    let office = try Office()
    let before = try office.contents()
    let run = try Strace.run(
      "fsync:delay_enter=3000000:when=1",
      Office.commit + ["--sealed", "--record", "new-record", "--notice", "new-notice"],
      folder: office.folder
    ) { process in
      let part = office.scratch.path(".new-record.spotcheck-part")
      for _ in 0..<2000 {
        let bytes = FileManager.default.contents(atPath: part)
        if bytes?.isEmpty == false { break }
        usleep(5000)
      }
      #expect(FileManager.default.contents(atPath: part)?.isEmpty == false)
      kill(process, signal)
    }
    #expect(run.tool.status == 130, "\(run.tool.standardError)")
    #expect(try office.contents() == before)
  }

  /// What was put in its place before is said.
  @Test(.enabled(if: Strace.isAvailable)) func whatIsThereIsSaid() throws {
    let office = try Office()
    let run = try Strace.run(
      "close:delay_enter=3000000:when=1",
      on: [office.scratch.path("o")],
      Office.draw + ["-o", "o", "--receipt", "r", "-q", "--language", "zh"],
      folder: office.folder
    ) { process in
      for _ in 0..<2000 where !FileManager.default.fileExists(atPath: office.scratch.path("r")) {
        usleep(5000)
      }
      usleep(100_000)
      kill(process, SIGTERM)
    }
    #expect(run.tool.status == 130)
    #expect(run.tool.standardError.contains("本次运行已写出：o、r"), "\(run.tool.standardError)")
  }

  @Test(arguments: ["HUP", "TERM INT QUIT"]) func anIgnoredSignalStaysIgnored(names: String) throws
  {
    let office = try Office()
    let text = try Data(contentsOf: URL(fileURLWithPath: office.scratch.path("pool.csv")))
    let pipe = try Pipe(inPlaceOf: office.scratch.path("pipe"))
    let run = try ToolRun.run(
      [
        "-c", "trap '' \(names); exec \"$0\" draw pipe --rule 3 --label x --seed 1 -o o",
        ToolRun.binary.path,
      ],
      folder: office.folder,
      executable: URL(fileURLWithPath: "/bin/sh")
    ) { process in
      let handle = try pipe.open()
      for signal in names == "HUP" ? [SIGHUP] : [SIGTERM, SIGINT, SIGQUIT] {
        kill(process, signal)
      }
      usleep(100_000)
      try handle.write(contentsOf: text)
      try handle.close()
    }
    #expect(run.status == 0, "\(run.standardError)")
    #expect(FileManager.default.fileExists(atPath: office.scratch.path("o")))
  }
}
