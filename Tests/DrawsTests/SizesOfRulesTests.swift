import Draws
import Foundation
import Frames
import Reports
import Sampling
import TestSupport
import Testing

/// Sizes that a receipt gives with a rule: within its bounds they are verified, their ends included.
@Suite struct SizesOfRulesTests {
  static func answer(_ size: Int, rule: String) throws -> Verification.Answer {
    let pool = try ScratchFile("id,class\n" + (1...20).map { "u\($0),A\n" }.joined())
    let sizes = try ScratchFile(
      """
      {"schema": "spotcheck.sizes/1",
      "strata": [{"stratum": "A", "size": \(size), "rule": "\(rule)"}]}
      """,
      name: ".json"
    )
    var layout = PoolLayout()
    layout.stratumColumn = "class"
    let terms = DrawTerms(
      label: try ProtocolText("x"),
      sizing: .sizes(try SizesFile(sizes.path))
    )
    let request = DrawRequest(terms, seed: try ProtocolText("1"))
    let opened = try Pool(pool.path, layout: layout)
    let sample = try opened.draw(request)
    var summary = SelectionSummary(sample.outcome.plans)
    var part = SummaryPart(of: summary, units: 20)
    try sample.selection.forEachUnit { part.add($0) }
    summary.add(part)
    let receipt = try Receipt(
      sample.outcome,
      request: request,
      pool: opened,
      summary: summary,
      tool: "x"
    ).json
    var evidence = Evidence()
    evidence.pool = Evidence.PoolFile(pool.path, layout: layout)
    let given = try GivenReceipt(Array(receipt.utf8), file: "receipt")
    return try DrawVerification(given, evidence: evidence).run().answer
  }

  @Test(arguments: [
    ("≥5", 5, true), ("≥5", 4, false), ("≤5", 5, true), ("≤5", 6, false), ("<5", 4, true),
    ("<5", 5, false), (">5", 6, true), (">5", 5, false), ("=5", 5, true), ("=5", 6, false),
    ("≥10%", 2, true), ("≥10%", 1, false), (">10%", 3, true), (">10%", 2, false),
    ("≤10%", 2, true), ("≤10%", 3, false),
  ])
  func boundsOfARule(rule: String, size: Int, holds: Bool) throws {
    #expect(try Self.answer(size, rule: rule) == (holds ? .verified : .notVerified))
  }
}
