import Inference
import Sampling
import TestSupport
import Testing

@testable import Analysis

/// Estimates as values: lines by quantity, bounds by method, notes by case.
@Suite struct EstimateRequestTests {
  private func run(_ counts: String, _ change: (inout EstimateRequest) -> Void = { _ in }) throws
    -> Estimates
  {
    let file = try ScratchFile(counts)
    var request = EstimateRequest(sample: file.path)
    change(&request)
    return try request.run()
  }

  /// One stratum: its bounds are those of the hypergeometric interval, and so are those of the whole.
  @Test func oneStratum() throws {
    let estimates = try run("stratum,population,sample,found\nA,100,20,3\n")
    let interval = try ProportionInterval(
      found: 3,
      sample: 20,
      population: 100,
      confidence: Ratio(95, 100),
      side: .two
    )
    #expect(Set(estimates.overall.keys) == [.proportion, .total])
    for lines in [estimates.overall, try #require(estimates.strata.first).estimates] {
      let total = try #require(lines[.total])
      #expect(total.method == .exact && total.estimate.value == 15)
      #expect(total.lower == interval.lowerCount.map { Double($0) })
      #expect(total.upper == interval.upperCount.map { Double($0) })
    }
    let bound = try #require(estimates.bound)
    #expect(bound.isExact && bound.upper == interval.upperCount.map { $0...$0 })
    #expect(bound.driver?.text == "A")
    #expect(estimates.inputs.keys.sorted() == ["sample"])
  }

  /// A search that is given up leaves brackets, says so, and quotes their safe ends.
  @Test func brackets() throws {
    let rows = (0..<6).map { "S\($0),\(4_000 + 317 * $0),\(60 + 7 * $0),\($0 % 4)\n" }
    let counts = "stratum,population,sample,found\n" + rows.joined() + "C,20,20,6\nD,5,0,0\n"
    let estimates = try run(counts) { $0.limit = 1 }
    let bound = try #require(estimates.bound)
    #expect(!bound.isExact && estimates.overall[.total]?.method == .bracket)
    #expect(estimates.overall[.total]?.upper == bound.upper.map { Double($0.upperBound) })
    let brackets = estimates.notes.filter { if case .bracket = $0 { true } else { false } }
    #expect(!brackets.isEmpty)
    let limits = estimates.notes.compactMap { note -> Estimate.Reason? in
      if case .limited(let reason) = note { reason } else { nil }
    }
    #expect(limits.contains(.census(try ProtocolText("C"))))
    #expect(limits.contains(.notInspected(try ProtocolText("D"), population: 5)))
    // Nothing was inspected there: no line, and no figure of 0.
    #expect(estimates.strata.last?.estimates.isEmpty == true)
  }

  /// Student's bounds where they are asked for, and a design effect as a number.
  @Test func studentsBounds() throws {
    let estimates = try run("stratum,population,sample,found\nA,100,20,3\nB,50,10,2\n") {
      $0.interval = .t
      $0.designEffect = .withReplacement
    }
    #expect(estimates.overall[.total]?.method == .t && estimates.bound == nil)
    let effect = try #require(estimates.designEffect)
    #expect(effect.comparison == .withReplacement && effect.value ?? 2 < 1)
  }

  /// Unreached units: the total without and with the event in all of them, N_h (x_h + u_h)/(n_h + u_h).
  @Test func unreachedUnits() throws {
    let sample = try ScratchFile(
      "id,result,state\n1,Fail,inspected\n2,Pass,inspected\n3,Pass,inspected\n4,,unreachable\n"
        + "5,Fail,for cause\n"
    )
    let strata = try ScratchFile("stratum,population\nA,40\n")
    var columns = EstimateRequest.Columns(outcome: "result")
    columns.events = ["Fail"]
    columns.disposition = "state"
    let request = EstimateRequest(
      sample: sample.path,
      rows: .init(strata: strata.path, columns: columns)
    )
    let estimates = try request.run()
    let range = try #require(estimates.unreachableRange)
    #expect(range == (none: 10, all: 20))
    #expect(estimates.forCause == 1)
    #expect(
      estimates.strata[0].dispositions
        == [.inspected: 3, .outOfScope: 0, .closed: 0, .unreachable: 1]
    )
  }
}
