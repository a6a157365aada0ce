import Foundation
import Testing

/// A program in Python that was written from the page on assignment alone says the same to random cases:
/// assignments, certificates and events.
///
/// `make test-long` (SPOTCHECK_LONG=1) asks 1,000 cases.
@Suite struct IndependentAssignmentTests {
  static let isLong = ProcessInfo.processInfo.environment["SPOTCHECK_LONG"] != nil
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  static let program = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Independent/assign.py").path

  static func run(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
  }

  @Test(.enabled(if: python != nil, "python3 is not installed: apt-get install python3"))
  func randomCases() throws {
    let count = IndependentAssignmentTests.isLong ? 1_000 : 100
    let data = try IndependentAssignmentTests.run(["random", "21", "\(count)"])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let cases = try decoder.decode(AssignmentCase.File.self, from: data).vectors
    #expect(cases.count == count)
    for random in cases { try random.check() }
    #expect(cases.count { $0.assignment != nil } > count / 3)
    #expect(cases.count { $0.certificate != nil } > count / 4)
  }

  /// The vectors of our own are what the program prints.
  @Test(.enabled(if: python != nil, "python3 is not installed: apt-get install python3"))
  func vectorsAreItsOwn() throws {
    let file = URL(fileURLWithPath: IndependentAssignmentTests.program)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Vectors/assignment-own.json")
    #expect(try IndependentAssignmentTests.run(["vectors"]) == Data(contentsOf: file))
  }
}
