import Foundation
import Sampling
import Testing

@testable import Analysis
@testable import Answers

/// A key of a schema is always there, null where there is no value, and nothing depends on the language.
@Suite struct NullTests {
  private func object(_ document: some Encodable) throws -> [String: Any] {
    let data = Data(try document.checkedJSON().utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The keys, and those that are null.
  private func keys(_ document: some Encodable) throws -> (all: Set<String>, null: Set<String>) {
    let object = try object(document)
    return (Set(object.keys), Set(object.filter { $0.value is NSNull }.keys))
  }

  private func detection(_ supposition: DetectionRequest.Supposition) throws -> DetectionDocument {
    let request = DetectionRequest(
      population: 1_000,
      supposition: supposition,
      sensitivity: Ratio(1),
      goal: .confidence(Ratio(95, 100)),
      years: nil
    )
    return DetectionDocument(try request.run())
  }

  @Test func detections() throws {
    let shared = try keys(detection(.prevalence(Ratio(1, 100), .up)))
    let counted = try keys(detection(.violators(10)))
    #expect(shared.all == counted.all && shared.null.isEmpty)
    #expect(counted.null == ["prevalence", "prevalence_decimal", "rounding"])
  }

  private func strata() throws -> [Stratum] {
    [
      Stratum(name: try ProtocolText("A"), population: 100),
      Stratum(name: try ProtocolText("B"), population: 20),
    ]
  }

  @Test func sizes() throws {
    var rules = RuleSet()
    rules.add(.atLeast(.ratio(Ratio(1, 10))), in: nil)
    let allocation = try Allocation(try strata(), rules: rules, total: 30, method: .proportional)
    let order = ClassOrder([])
    let plain = SizesDocument(allocation.sizes, order: order)
    let proved = SizesDocument(allocation, order: order)
    #expect(try keys(plain).all == keys(proved).all)
    #expect(
      try keys(plain).null == [
        "objective", "certificate", "spent", "gap", "budget_step", "next_step", "sensitivity",
        "precision",
      ]
    )
    // A frontier's or a round's file is the same for everybody; a person's table is in his language.
    let rows = try #require(try object(plain)["strata"] as? [[String: Any]])
    #expect(rows[0]["reason"] as? String == "in proportion to the population")
    #expect(plain.rows(.chinese)[1].last == "按对象数量比例分配")
    #expect(plain.text(.chinese).contains("按对象数量比例分配"))
  }

  @Test func splits() throws {
    let bounds = try strata().map { try StratumBounds($0, rules: []) }
    func document(_ belief: DetectionSplit.Belief) throws -> DetectionSplitDocument {
      let prevalences = [Ratio(1, 50), Ratio(1, 10)]
      return DetectionSplitDocument(
        SplitResult(
          goal: .total(10),
          belief: belief,
          bounds: bounds,
          prevalences: prevalences,
          split: try DetectionSplit(bounds, prevalences: prevalences, total: 10, belief: belief)
        ),
        order: ClassOrder([])
      )
    }
    let known = try keys(document(.known(.up)))
    let uncertain = try keys(document(.uncertain(strength: Ratio(20))))
    #expect(known.all == uncertain.all && known.null == ["confidence"])
    #expect(uncertain.null == ["confidence", "rounding"])
    #expect(try object(document(.uncertain(strength: Ratio(20))))["belief"] as? String == "20")
  }
}
