import Foundation
import Frames
import Sampling
import Testing

@testable import Draws

/// The lines of a seed log, however a person has saved it.
@Suite struct SeedLogTests {
  static let mine = Digest(words: (1, 2, 3, 4))
  static let other = Digest(words: (5, 6, 7, 8))

  static func seeds(_ text: String) throws -> [String] {
    try SeedLog(Array(text.utf8), path: "log", commitment: mine).seeds
  }

  @Test func lines() throws {
    let (mine, other) = (Self.mine.hex, Self.other.hex)
    #expect(try Self.seeds("").isEmpty)
    #expect(try Self.seeds("\(mine)\t1 2\n\(other)\t9\n\(mine)\t3\t4\n") == ["1 2", "3\t4"])
    // Saved with other line ends, or without the last one.
    #expect(try Self.seeds("\(mine)\t1 2\r\n\(mine)\t种子\r\n") == ["1 2", "种子"])
    #expect(try Self.seeds("\n\(mine)\t1 2\n\n\(mine)\t3") == ["1 2", "3"])
    #expect(throws: DataError.self) {
      try SeedLog([0x31, 0xFF], path: "log", commitment: Self.mine)
    }
  }

  @Test func aSeedIsAddedOnceAndNothingElseIsChanged() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("record.seeds").path
    func held() throws -> HeldSeedLog {
      try HeldSeedLog(path, commitment: Self.mine) { Issue.record("nobody holds it") }
    }
    // Made in vain, it goes away.
    _ = try held()
    #expect(!FileManager.default.fileExists(atPath: path))
    let old = "\(Self.other.hex)\t9\n\(Self.mine.hex)\t1"
    try Data(old.utf8).write(to: URL(fileURLWithPath: path))
    try held().note(try ProtocolText("1"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == old)
    try held().note(try ProtocolText("2"))
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == old + "\n\(Self.mine.hex)\t2\n"
    )
    #expect(try held().log.seeds == ["1", "2"])
    // What is no log is not written to.
    for text in ["id\n1\n", "\(Self.mine.hex)\n", "\t1\n", "\(Self.mine.hex) 1\n"] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: DataError.self) { try held() }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }
}
