import Foundation
import Testing

@testable import Frames

/// What a run reads is not written over by it, and by another run it may be.
@Suite struct RunFilesTests {
  /// A folder with the file `list`.
  final class Folder: Sendable {
    let path: String
    init() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      path = folder.path
      try Data("old\n".utf8).write(to: folder.appendingPathComponent("list"))
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    var list: String { "\(path)/list" }
    func text(_ name: String = "list") throws -> String {
      try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }
  }

  static func write(_ text: String, to path: String) throws {
    let file = try OutputFile(path, isPrivate: true)
    try file.write(text)
    try file.commit()
  }

  @Test func aRunEnds() throws {
    let folder = try Folder()
    let list = folder.list
    func use() throws {
      #expect(try InputFile.bytes(of: list) == Array("old\n".utf8))
      try Self.write("new\n", to: list)
    }
    #expect(throws: OutputError.isInput(file: list, input: list)) {
      try RunFiles.$current.withValue(RunFiles()) { try use() }
    }
    #expect(try folder.text() == "old\n")
    // Outside of a run, and in another one.
    try use()
    try RunFiles.$current.withValue(RunFiles()) { try Self.write("newer\n", to: list) }
    #expect(try folder.text() == "newer\n")
  }

  /// An output that was opened first is not read, and what lies there may be looked at.
  @Test func anOutputIsNoInput() throws {
    let folder = try Folder()
    let list = folder.list
    try RunFiles.$current.withValue(RunFiles()) {
      let file = try OutputFile(list, isPrivate: true)
      #expect(throws: InputError.isOutput(file: list, output: list)) {
        try InputFile.bytes(of: list)
      }
      #expect(InputFile.earlierOutput(list) == Array("old\n".utf8))
      #expect(throws: OutputError.namedTwice(file: list, other: list)) {
        try RunFiles.current?.check(list)
      }
      try file.commit()
      #expect(RunFiles.current?.shown == [list])
    }
    #expect(try folder.text().isEmpty)
  }

  /// The second name is exchanged for a link to an input after the output was opened.
  @Test func namesThatAreExchangedMeanwhile() throws {
    let folder = try Folder()
    let output = "\(folder.path)/output"
    try RunFiles.$current.withValue(RunFiles()) {
      _ = try InputFile.bytes(of: folder.list)
      let file = try OutputFile(output, isPrivate: true)
      try file.write("new\n")
      #expect(symlink(folder.list, output) == 0)
      #expect(throws: OutputError.self) { try file.commit() }
    }
    #expect(try folder.text() == "old\n")
  }

  @Test func whatIsGivenUpIsRemoved() throws {
    let folder = try Folder()
    let names = { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    let files = RunFiles()
    try RunFiles.$current.withValue(files) {
      do {
        let file = try OutputFile("\(folder.path)/new", isPrivate: true)
        #expect(try names() == [".new.spotcheck-part", "list"])
        file.discard()
      }
      #expect(try names() == ["list"])
      let kept = try OutputFile("\(folder.path)/kept", isPrivate: true)
      try OutputFile.makeFolder("\(folder.path)/a/b")
      files.cleanUp()
      #expect(try names() == ["list"])
      withExtendedLifetime(kept) {}
    }
  }

  /// Outputs that belong together: where the second can not be shown, the first is, and is said.
  @Test func whatIsShownIsKnown() throws {
    let folder = try Folder()
    let files = RunFiles()
    let names = ["\(folder.path)/first", "\(folder.path)/second"]
    try RunFiles.$current.withValue(files) {
      let outputs = try names.map { try OutputFile($0, isPrivate: true, replaces: false) }
      for output in outputs { try output.write("new\n") }
      try Data().write(to: URL(fileURLWithPath: names[1]))
      #expect(throws: OutputError.exists(file: names[1])) { try OutputFile.commit(outputs) }
    }
    #expect(files.shown == [names[0]])
    #expect(try folder.text("first") == "new\n" && folder.text("second").isEmpty)
  }
}
