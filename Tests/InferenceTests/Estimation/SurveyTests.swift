import Foundation
import Inference
import Sampling
import TestSupport
import Testing

@Suite(.enabled(if: Shared.isAvailable)) struct SurveyTests {
  private func reference(_ file: String) throws -> [String: ReferenceValue] {
    Dictionary(
      uniqueKeysWithValues: try ReferenceCase.load(file).map { ($0.id, $0.output) }
    )
  }

  /// How near N_h/n_h comes to the peers' figures.
  ///
  /// The weights of the file were stored with 24 bits, 44.2099990844727 for 44.21; with them the
  /// figures are met to 10⁻⁹.
  private static let storedWeights = 5e-8

  /// R survey 4.1-1 on apistrat: means, totals, shares, ratio, strata, domain.
  @Test func apistrat() throws {
    let rows = try ReferenceRows("apistrat.csv")
    let peer = try reference("r_survey_api")
    let weighted = try rows.sample(stratum: "stype", population: "fpc", weight: "pw")
    let everyone = rows.rows.map { _ in true }
    let values = [
      "api00": try rows.numbers("api00"), "enroll": try rows.numbers("enroll"),
      "sch.wideYes": rows.text("sch.wide").map { $0 == "Yes" ? 1.0 : 0 },
    ]
    for (id, name) in [
      ("strat_mean_api00", "api00"), ("strat_mean_enroll", "enroll"),
      ("strat_prop_schwide", "sch.wideYes"), ("strat_total_enroll", "enroll"),
      ("strat_total_schwide", "sch.wideYes"),
    ] {
      let answer = peer[id] ?? .nothing
      let isShare = name == "sch.wideYes"
      let error = isShare ? answer["se"][1] : answer["se"]
      let interval = answer["ci95_t_degf"][isShare ? 1 : 0]
      let column = values[name] ?? []
      let summary = try rows.summaries(of: column, weighted)
      let isTotal = id.contains("total")
      try expect(
        isTotal ? summary.total : summary.mean,
        answer["estimate"][name],
        error,
        interval: interval,
        tolerance: SurveyTests.storedWeights,
        id
      )
      let estimate =
        isTotal
        ? weighted.total(of: column) : try #require(weighted.mean(of: column, in: everyone))
      try expect(estimate, answer["estimate"][name], error, interval: interval, id)
      #expect(estimate.degreesOfFreedom == 197)
      if let effect = answer["deff"][name].number {
        let own = summary.designEffect(.withoutReplacement)
        #expect(agree(own, effect, SurveyTests.storedWeights))
      }
    }
    let replaced = peer["strat_mean_api00_deff_replace"]?["deff"]["api00"].number
    let score = values["api00"] ?? []
    let scores = try rows.summaries(of: score, weighted)
    #expect(
      agree(scores.designEffect(.withReplacement), replaced, SurveyTests.storedWeights)
    )
    let earlier = try rows.numbers("api99")
    let ratio = try #require(weighted.ratio(score, to: earlier))
    let answer = peer["strat_ratio_api00_api99"] ?? .nothing
    try expect(ratio, answer["estimate"], answer["se"], "ratio")
    for (index, name) in ["E", "H", "M"].enumerated() {
      let scoreAnswer = peer["by_stype_mean_api00"] ?? .nothing
      let shareAnswer = peer["by_stype_prop_schwide"] ?? .nothing
      try expect(scores.mean(of: index), scoreAnswer["mean"][index], scoreAnswer["se"][index], name)
      let shares = try rows.summaries(of: values["sch.wideYes"] ?? [], weighted).mean(of: index)
      try expect(shares, shareAnswer["p"][index], shareAnswer["se"][index], name)
    }
    let isAwarded = rows.text("awards").map { $0 == "Yes" }
    let domain = try #require(weighted.mean(of: score, in: isAwarded))
    let awarded = peer["domain_mean_awards_yes"] ?? .nothing
    try expect(
      domain,
      awarded["estimate"]["api00"],
      awarded["se"],
      interval: awarded["ci95_t_degf"][0],
      "domain"
    )
    #expect(domain.degreesOfFreedom == awarded["degf"].integer)
  }

  /// Without the finite population correction, R and samplics.
  @Test func withoutCorrection() throws {
    let rows = try ReferenceRows("apistrat.csv")
    let design = try rows.sample(stratum: "stype", population: "fpc", weight: "pw")
    let sample = try SurveySample(
      strata: design.strata,
      places: design.places,
      weights: design.weights,
      isFinite: false
    )
    let everyone = rows.rows.map { _ in true }
    let scores = try rows.numbers("api00")
    let answer = try reference("r_survey_api")["strat_mean_api00_nofpc"] ?? .nothing
    let mean = try #require(sample.mean(of: scores, in: everyone))
    try expect(
      mean,
      answer["estimate"]["api00"],
      answer["se"],
      interval: answer["ci95_t_degf"][0],
      "R"
    )
    let summary = try StratifiedEstimate(
      rows.summaries(of: scores, design).strata,
      isFinite: false
    )
    #expect(
      agree(
        summary.designEffect(.withoutReplacement),
        answer["deff"]["api00"].number,
        SurveyTests.storedWeights
      )
    )
    let isWide = rows.text("sch.wide").map { $0 == "Yes" ? 1.0 : 0 }
    let share = try #require(sample.mean(of: isWide, in: everyone))
    let enrolled = sample.total(of: try rows.numbers("enroll"))
    let peer = try reference("py_samplics_apistrat")
    for (id, estimate) in [
      ("mean_api00_nofpc", mean), ("total_enroll_nofpc", enrolled), ("mean_y_nofpc", share),
      ("total_y_nofpc", sample.total(of: isWide)),
    ] {
      try expect(
        estimate,
        peer[id]?["point_est"] ?? .nothing,
        peer[id]?["stderror"] ?? .nothing,
        id
      )
    }
  }

  /// With equal weights in each stratum the estimators of rows and of summaries are the same.
  @Test func rowsAndSummariesAgree() throws {
    let rows = try ReferenceRows("apistrat.csv")
    let sample = try rows.sample(stratum: "stype", population: "fpc")
    let values = try rows.numbers("enroll")
    let summary = try rows.summaries(of: values, sample)
    for (left, right) in [
      (sample.mean(of: values), summary.mean), (sample.total(of: values), summary.total),
    ] {
      #expect(agree(left.value, right.value, 1e-12))
      #expect(agree(left.standardError, right.standardError, 1e-12))
      #expect(agree(left.satterthwaite, right.satterthwaite, 1e-12))
      #expect(left.degreesOfFreedom == right.degreesOfFreedom)
      #expect(left.reasons == right.reasons)
    }
    // As R's package survey prints them.
    let mean = try rows.summaries(of: try rows.numbers("api00"), sample).mean
    #expect(abs(mean.value - 662.287_4) < 5e-5)
    #expect(abs((mean.standardError ?? 0) - 9.408_941) < 5e-7)
    #expect(abs(summary.total.value - 3_687_178) < 0.5)
    #expect(abs((summary.total.standardError ?? 0) - 114_641.7) < 0.05)
  }

  /// Without a finite population correction a sample is one from a frame without end: weights alone.
  @Test func apisrs() throws {
    let rows = try ReferenceRows("apisrs.csv")
    let peer = try reference("r_survey_api")
    let sample = try rows.sample(stratum: nil, population: "fpc")
    let score = try rows.numbers("api00")
    let mean = peer["srs_mean_api00"] ?? .nothing
    try expect(
      sample.mean(of: score),
      mean["estimate"]["api00"],
      mean["se"],
      interval: mean["ci95_t_degf"][0],
      "mean"
    )
    let summary = try rows.summaries(of: score, sample)
    #expect(agree(summary.designEffect(.withoutReplacement), 1))
    let total = peer["srs_total_enroll"] ?? .nothing
    try expect(
      sample.total(of: try rows.numbers("enroll")),
      total["estimate"]["enroll"],
      total["se"],
      interval: total["ci95_t_degf"][0],
      "total"
    )
    let share = peer["srs_prop_schwide"] ?? .nothing
    try expect(
      sample.mean(of: rows.text("sch.wide").map { $0 == "Yes" ? 1 : 0 }),
      share["estimate"]["sch.wideYes"],
      share["se"][1],
      interval: share["ci95_t_degf"][1],
      "share"
    )
    let adjusted = peer["srs_poststrat_mean_api00"] ?? .nothing
    let groups = ["E", "H", "M"]
    let estimate = sample.postStratifiedMean(
      of: score,
      groups: rows.text("stype").map { groups.firstIndex(of: $0) ?? 0 },
      totals: [4_421, 755, 1_018]
    )
    try expect(
      try #require(estimate),
      adjusted["estimate"]["api00"],
      adjusted["se"],
      interval: adjusted["ci95_t_degf"][0],
      "post-stratified"
    )
  }

  /// The real Chicago sample of 510, and the truth in the whole pool.
  @Test func chicago() throws {
    let rows = try ReferenceRows("chicago_strat_sample.csv")
    let peer = try reference("r_survey_chicago")
    let sample = try rows.sample(stratum: "risk_class", population: "N")
    for (id, column) in [("fail", "fail"), ("crit", "crit"), ("n_inspections", "n_inspections")] {
      let answer = peer[id] ?? .nothing
      let summary = try rows.summaries(of: try rows.numbers(column), sample)
      try expect(summary.mean, answer["mean"], answer["se"], interval: answer["ci95_t"], id)
      try expect(summary.total, answer["total"], answer["se_total"], id)
      #expect(agree(summary.designEffect(.withoutReplacement), answer["deff"].number))
      #expect(summary.mean.degreesOfFreedom == answer["degf"].integer)
    }
    let byRisk = peer["fail_by_risk"] ?? .nothing
    let summary = try rows.summaries(of: try rows.numbers("fail"), sample)
    for index in 0..<3 {
      try expect(summary.mean(of: index), byRisk["p"][index], byRisk["se"][index], "\(index)")
    }
  }

  /// samplics and svy on the same sample, with the finite population correction.
  @Test func samplicsAndSvy() throws {
    let rows = try ReferenceRows("apistrat.csv")
    let sample = try rows.sample(stratum: "stype", population: "fpc", weight: "pw")
    let everyone = rows.rows.map { _ in true }
    let isWide = rows.text("sch.wide").map { $0 == "Yes" ? 1.0 : 0 }
    let scores = try rows.numbers("api00")
    let score = try #require(sample.mean(of: scores, in: everyone))
    let share = try #require(sample.mean(of: isWide, in: everyone))
    let enrolled = sample.total(of: try rows.numbers("enroll"))
    let peer = try reference("py_samplics_apistrat")
    for (id, estimate) in [
      ("mean_api00_fpc_1-f", score), ("total_enroll_fpc_1-f", enrolled),
      ("mean_y_fpc_1-f", share), ("total_y_fpc_1-f", sample.total(of: isWide)),
    ] {
      let answer = peer[id] ?? .nothing
      try expect(estimate, answer["point_est"], answer["stderror"], id)
      let bounds = try #require(try estimate.interval(confidence: Ratio(95, 100)))
      #expect(agree(bounds.lower, answer["lower_ci"].number), "\(id)")
      #expect(agree(bounds.upper, answer["upper_ci"].number), "\(id)")
    }
    let proportion = peer["prop_schwide_fpc_1-f"] ?? .nothing
    try expect(share, proportion["point_est"]["1"], proportion["stderror"]["1"], "share")
    let svy = try reference("py_svy_apistrat")
    for (id, estimate) in [("mean_api00", score), ("total_enroll", enrolled)] {
      let answer = svy[id]?[0] ?? .nothing
      try expect(estimate, answer["est"], answer["se"], id)
      #expect(estimate.degreesOfFreedom == answer["df"].integer)
    }
  }
}
