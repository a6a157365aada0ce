import Foundation
import Frames
import Sampling
import TestSupport
import Testing

@testable import Draws

/// Every refusal of a receipt, internal or public, where it is read and where a rotation goes on from it.
@Suite struct ReceiptRefusalTests {
  static let hex = String(repeating: "ab", count: 32)
  static let receipt = """
    {"schema": "spotcheck.receipt/1", "protocol": "spotcheck-draw-v1", "tool": "x", "label": "a label",
    "seed": "1 2 3", "sealed": false, "commitment": null, "key": "\(hex)",
    "columns": {"id": ["id"], "stratum": null, "unclassified": null}, "normalized": null,
    "design": "srs", "measure": null, "starts": {"A": "\(hex)"}, "reserves": 0,
    "frame": {"sha256": null, "units": 9},
    "strata": [{"stratum": "A", "population": 9, "rule": "=2", "size": 2, "reserves": 0,
    "threshold": "\(hex)"}], "selected": {"sha256": "\(hex)", "units": 2}}
    """
  static let published = """
    {"schema": "spotcheck.public-receipt/2", "protocol": "spotcheck-draw-v1", "label": "a label",
    "seed": "1 2 3", "commitment": null, "selected": 2, "sealed": false, "id": ["id"], "shown": [],
    "units": 9, "key": "\(hex)"}
    """

  /// What is replaced, by what, and what the sentence holds.
  typealias Row = (own: String, other: String, says: String)

  static let rows: [Row] = [
    ("\"reserves\": 0,\n", "", "is no receipt of a draw: reserves"),
    ("\"size\": 2", "\"size\": \"2\"", "is no receipt of a draw: strata.[0].size"),
    ("\"units\": 9", "\"units\": -9", "is no receipt of a draw: "),
    ("{\"schema\"", "[\"schema\"", "is no receipt of a draw: JSON"),
    ("receipt/1", "receipt/3", "version spotcheck.receipt/3, spotcheck-draw-v1"),
    ("draw-v1", "draw-v2", "version spotcheck.receipt/1, spotcheck-draw-v2"),
    ("a label", " label", "begins or ends with white space"),
    ("1 2 3", "", "is empty"),
    ("\"stratum\": \"A\"", "\"stratum\": \"\"", "is empty"),
    ("\"size\": 2", "\"size\": -1", "stratum \"A\" has a size or reserves that are no number"),
    ("\"size\": 2, \"reserves\": 0", "\"size\": 2, \"reserves\": -1", "no number of units"),
    (
      "\"size\": 2, \"reserves\": 0",
      "\"size\": 9223372036854775807, \"reserves\": 1", "no number of units"
    ),
  ]
  static let publicRows: [Row] = [
    ("draw-v1", "draw-v2", "is no public receipt of spotcheck-draw-v1"),
    ("\"selected\": 2", "\"selected\": -1", "is no public receipt of spotcheck-draw-v1"),
    ("\"selected\": 2, ", "", "is no public receipt of spotcheck-draw-v1"),
    ("a label", "a\\tlabel", "control character"),
    ("1 2 3", "1 2 3 ", "begins or ends with white space"),
  ]
  static let rotationRows: [Row] = [
    ("\"label\"", "\"seed\": \"9\", \"label\"", "stands twice"),
    ("\"A\": \"\(hex)\"", "\"A\": \"\(hex)0\"", "a start or a threshold that is no ticket"),
    ("\"A\": \"\(hex)\"", "\"A \": \"\(hex)\"", "a start or a threshold that is no ticket"),
    ("\"threshold\": \"\(hex)\"", "\"threshold\": \"\(hex.uppercased())\"", "is no ticket"),
    ("\"threshold\": \"\(hex)\"", "\"threshold\": \"\"", "is no ticket"),
    ("\"design\": \"srs\"", "\"design\": \"pareto\"", "the draw before was pareto"),
    ("\"key\": \"\(hex)\"", "\"key\": \"\(hex)0\"", "the draw before was srs"),
    ("\"reserves\": 0,\n", "\"reserves\": 3,\n", "the draw before had 3 reserves"),
  ]

  static func edited(_ text: String, _ row: Row) throws -> [UInt8] {
    let range = try #require(text.range(of: row.own))
    return Array(text.replacingCharacters(in: range, with: row.other).utf8)
  }

  static func sentence(_ read: () throws -> Void) throws -> String {
    let error = try #require(throws: (any Error).self, performing: read)
    let explained = try #require(error as? any ExplainedError)
    let chinese = explained.explanation(in: .chinese)
    #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    return explained.explanation(in: .english)
  }

  private static func rotation(_ bytes: [UInt8]) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: path)
    defer { unlink(path.path) }
    _ = try RotationStart(receipt: path.path, used: nil)
  }

  @Test func theReceiptsAreRead() throws {
    let receipt = try Receipt(Array(Self.receipt.utf8), file: "r")
    #expect(receipt.strata[0].threshold == Self.hex)
    #expect(try PublicReceipt(Array(Self.published.utf8), file: "r")?.units == 9)
    // Another schema is no public receipt, and no damaged one.
    #expect(try PublicReceipt(Array(Self.receipt.utf8), file: "r") == nil)
    try Self.rotation(Array(Self.receipt.utf8))
  }

  @Test(arguments: rows.indices) func isRefused(row: Int) throws {
    let row = Self.rows[row]
    let bytes = try Self.edited(Self.receipt, row)
    let said = try Self.sentence { _ = try Receipt(bytes, file: "r.json") }
    #expect(said.contains(row.says) && said.hasPrefix("r.json"), "\(said)")
  }

  @Test(arguments: publicRows.indices) func isRefusedWherePublic(row: Int) throws {
    let row = Self.publicRows[row]
    let bytes = try Self.edited(Self.published, row)
    let said = try Self.sentence { _ = try PublicReceipt(bytes, file: "r.json") }
    #expect(said.contains(row.says) && said.hasPrefix("r.json"), "\(said)")
  }

  @Test(arguments: rotationRows.indices) func noRotationGoesOnFromIt(row: Int) throws {
    let row = Self.rotationRows[row]
    let bytes = try Self.edited(Self.receipt, row)
    let said = try Self.sentence { try Self.rotation(bytes) }
    #expect(said.contains(row.says), "\(said)")
  }

  /// Of a sealed draw neither a stratum nor a value is named.
  @Test func aSealedReceiptIsDiscreet() throws {
    for (own, other) in [("\"A\"", "\"\u{200B}PLANTED\""), ("\"size\": 2", "\"size\": -1")] {
      let sealed = Self.receipt.replacing("\"sealed\": false", with: "\"sealed\": true")
        .replacing("\"stratum\": \"A\"", with: "\"stratum\": \"PLANTED\"")
        .replacing(
          "\"stratum\": \"PLANTED\"",
          with: own == "\"A\"" ? "\"stratum\": \(other)" : "\"stratum\": \"PLANTED\""
        )
        .replacing(own, with: other)
      let said = try Self.sentence { _ = try Receipt(Array(sealed.utf8), file: "r.json") }
      #expect(!said.contains("PLANTED"), "\(said)")
    }
  }

  /// A refusal that is added has no row yet.
  @Test func everyRefusalHasARow() throws {
    var said: [String] = []
    for row in Self.rows {
      let bytes = try Self.edited(Self.receipt, row)
      said.append(try Self.sentence { _ = try Receipt(bytes, file: "r.json") })
    }
    for row in Self.publicRows {
      let bytes = try Self.edited(Self.published, row)
      said.append(try Self.sentence { _ = try PublicReceipt(bytes, file: "r.json") })
    }
    for (name, count) in [("Receipt", 3), ("PublicReceipt", 1)] {
      let source = try SourceTexts(
        "Sources/Draws/\(name).swift",
        behind: [#"Sentence\(\s*"#],
        testedIn: #filePath
      )
      #expect(source.texts.count == count)
      #expect(source.missing(in: said).isEmpty)
    }
  }
}
