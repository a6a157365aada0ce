import Foundation
import Testing

/// A verification makes the selection anew by code that shares no reader with the draw beyond the scanner: a
/// fault of the draw's collector would else agree with itself.
@Suite struct IndependenceTests {
  /// What finds, orders and reads the selected units of a draw.
  static let collector = [
    "RowCollector", "RecordFetcher", "Census", "CensusTickets", "Selection", "Picks", "Shelf",
    "Shelves",
    "TicketEntry", "TicketWriter", "BucketOrder", "DrawnSample", "SelectedPiece",
  ]
  /// Functions that lead to it.
  static let calls = ["census", "draw", "selection", "ranked", "selected", "drawn"]

  static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources")

  /// The code of every file of a folder, without comments and texts.
  static func code(_ folder: String) throws -> [(file: String, code: String)] {
    let folder = sources.appendingPathComponent(folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.filter { $0.hasSuffix(".swift") }.map { name in
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      return (
        name, text.replacing(/\/\/[^\n]*/, with: "").replacing(/"(\\.|[^"\\\n])*"/, with: "\"\"")
      )
    }
  }

  /// The types of the collector that a code names, and the calls of a pool, a roster or a census that lead
  /// to it.
  static func uses(_ code: String) -> [String] {
    let words = Set(code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    let types = collector.filter { words.contains($0) }
    let called = calls.filter { name in
      code.contains("pool.\(name)(") || code.contains("roster.\(name)(")
        || code.contains("census.\(name)(") || code.contains("Roster.\(name)(")
    }
    return types + called
  }

  @Test func verificationSharesNoCollectorWithTheDraw() throws {
    let verifying = try Self.code("Frames/Recount") + Self.code("Draws/Verification")
    #expect(verifying.count > 10)
    for (file, code) in verifying {
      #expect(Self.uses(code).isEmpty, "\(file): \(Self.uses(code))")
    }
    // It does make a recount, and the draw's own code is recognised as what must not be there.
    #expect(verifying.contains { $0.code.contains("pool.recount(") })
    let drawing = try Self.code("Draws").filter { $0.file == "DrawRequest.swift" }
    #expect(drawing.flatMap { Self.uses($0.code) }.count > 2)
    let census = try Self.code("Frames/Pool").filter { $0.file == "Selection.swift" }
    #expect(census.contains { Self.uses($0.code).contains("RowCollector") })
  }

  /// The recount uses nothing of the draw's way but what the scanner found, the key and the reach.
  @Test func theRecountStandsOnTheScanner() throws {
    for (file, code) in try Self.code("Frames/Recount") {
      for word in ["FileManager", "pread(", "RecordScanner", "roster.units"] {
        #expect(!code.contains(word), "\(file): \(word)")
      }
    }
  }
}
