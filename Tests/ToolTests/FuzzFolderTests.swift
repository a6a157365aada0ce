import Foundation
import Testing

/// Every fuzzer has cases that it begins with: a folder that is missing or empty would test nothing.
@Suite struct FuzzFolderTests {
  static let fuzz = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzz")

  static func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fuzz.appendingPathComponent(folder).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func everyTargetHasCases() throws {
    let targets = try Self.names("Sources")
    #expect(!targets.isEmpty)
    #expect(try Self.names("Cases") == targets)
    for target in targets {
      let cases = try Self.names("Cases/\(target)")
      #expect(!cases.isEmpty, "\(target)")
      for name in cases {
        let file = Self.fuzz.appendingPathComponent("Cases/\(target)/\(name)")
        #expect(try !Data(contentsOf: file).isEmpty, "\(target)/\(name)")
      }
    }
    // The targets that are run, as the Makefile names them.
    let makefile = Self.fuzz.deletingLastPathComponent().appendingPathComponent("Makefile")
    let line = try String(contentsOf: makefile, encoding: .utf8).split(separator: "\n")
      .first { $0.hasPrefix("FUZZ_TARGETS = ") }
    let run = try #require(line).split(separator: " ").dropFirst(2).map(String.init).sorted()
    #expect(run == targets)
  }
}
