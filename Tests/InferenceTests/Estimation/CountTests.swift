import Inference
import Sampling
import TestSupport
import Testing

/// Estimates from sufficient statistics and from counts.
@Suite(.enabled(if: Shared.isAvailable)) struct CountTests {
  /// Lohr's worked examples from the sufficient statistics.
  @Test func lohr() throws {
    for item in try ReferenceCase.load("r_published_examples") where item.id.hasPrefix("lohr") {
      let strata: [StratumSummary]
      if item.id.contains("agsrs") {
        strata = [
          try StratumSummary(
            name: try ProtocolText("*"),
            population: try item.integer("N"),
            sample: try item.integer("n"),
            mean: try #require(item.input["mean"].number),
            variance: try #require(item.input["var"].number)
          )
        ]
      } else {
        strata = try item.input["stratum"].list.indices.map { index in
          let name = try ProtocolText(item.input["stratum"][index].text ?? "")
          let population = try #require(item.input["N"][index].integer)
          let sample = try #require(item.input["n"][index].integer)
          if let found = item.input["x"][index].integer {
            return StratumSummary(
              try InspectedStratum(
                name: name,
                population: population,
                sample: sample,
                found: found
              )
            )
          }
          return try StratumSummary(
            name: name,
            population: population,
            sample: sample,
            mean: try #require(item.input["mean"][index].number),
            variance: try #require(item.input["var"][index].number)
          )
        }
      }
      let estimate = try StratifiedEstimate(strata)
      let output = item.output
      let isShare = output["p"].number != nil
      try expect(
        estimate.mean,
        output[isShare ? "p" : "mean"],
        output[isShare ? "se" : "se_mean"],
        item.id
      )
      try expect(
        estimate.total,
        output["total"],
        output["se_total"],
        interval: output["ci95_total_t"],
        item.id
      )
      if let effect = output["deff"].number {
        #expect(agree(estimate.designEffect(.withoutReplacement), effect))
      }
    }
  }

  /// The edge cases of R survey: the same estimate and error where there is one, and no 0 ± 0.
  @Test func edgeCases() throws {
    for item in try ReferenceCase.load("r_survey_edge_cases") {
      let inspected = try inspected(
        item.input["N_h"].integers,
        item.input["n_h"].integers,
        item.input["x_h"].integers
      )
      let estimate = try StratifiedEstimate(inspected.map { StratumSummary($0) })
      if item.id.hasPrefix("lonely") {
        // R offers five rules for it; this tool gives the reason and the exact bound instead.
        #expect(estimate.mean.standardError == nil)
        #expect(estimate.mean.reasons == [.loneUnit(inspected[0].name)])
        if let share = item.output["p"].number { #expect(agree(estimate.mean.value, share)) }
      } else if item.output["se_p"].number == 0 {
        #expect(estimate.mean.standardError == nil)
        #expect(estimate.total.standardError == nil)
        #expect(estimate.mean.reasons.contains(.nothingVaries))
        #expect(estimate.designEffect(.withoutReplacement) == nil)
        #expect(try estimate.mean.interval(confidence: Ratio(95, 100)) == nil)
      } else {
        try expect(
          estimate.mean,
          item.output["p"],
          item.output["se_p"],
          interval: item.output["ci95_wald_t"],
          item.id
        )
        try expect(estimate.total, item.output["total"], item.output["se_total"], item.id)
        #expect(
          agree(estimate.designEffect(.withoutReplacement), item.output["deff"].number),
          "\(item.id)"
        )
        #expect(estimate.mean.degreesOfFreedom == item.output["degf"].integer)
      }
      if item.id == "census_high_stratum" {
        #expect(estimate.mean.reasons.contains(.census(inspected[0].name)))
      }
      if item.id == "zero_count_in_low_stratum" {
        #expect(estimate.mean.reasons == [.alike(inspected[2].name, sample: 84)])
      }
    }
  }
}
