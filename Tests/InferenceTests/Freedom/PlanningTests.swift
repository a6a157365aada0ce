import Inference
import Sampling
import TestSupport
import Testing

@Suite(.enabled(if: Shared.isAvailable)) struct PlanningTests {
  private func tables() throws -> [ReferenceValue] {
    try Shared.json("reference/inference/published_audit_tables.json", as: ReferenceValue.self)[
      "tables"
    ].list
  }

  private func ratio(percent: Double) throws -> Ratio {
    Ratio(Int((percent * 100).rounded()), 10_000)
  }

  /// AICPA 2017, tables: 26 expected by 11 tolerable rates at 95 % and 90 %.
  ///
  /// Two cells of the file go back to 0.035 · 400 = 14.000000000000002 in doubles, which allows 15
  /// findings instead of 14 (and 0.07 · 1300 likewise): exactly, 400 and 1,300 units are enough.
  @Test func binomialSizes() throws {
    let rounded = [[90, 3.5, 5]: (423, 400), [90, 7, 8]: (1_313, 1_300)]
    var differing = 0
    for (table, percent) in zip(try tables(), [95, 90]) {
      let planning = try Planning(confidence: Ratio(percent, 100), population: nil)
      let expectedRates = table["rows_expected_rate_percent"].numbers
      let tolerableRates = table["cols_tolerable_rate_percent"].numbers
      for (row, expected) in expectedRates.enumerated() {
        for (column, tolerable) in tolerableRates.enumerated() {
          let size = try planning.sampleSize(
            tolerable: ratio(percent: tolerable),
            expected: ratio(percent: expected)
          )
          let published = table["values"][row][column].integer
          if let (theirs, exact) = rounded[[Double(percent), expected, tolerable]] {
            #expect(published == theirs && size == exact)
            differing += 1
            continue
          }
          #expect(size == published, "\(percent) %: \(expected) of \(tolerable): \(size ?? 0)")
        }
      }
    }
    #expect(differing == 2)
  }

  /// AICPA 2017, tables: upper limits in percent, rounded up to a tenth.
  @Test func binomialLimits() throws {
    for (table, percent) in zip(try tables().dropFirst(2), [95, 90]) {
      for (row, sample) in table["rows_n"].integers.enumerated() {
        for (column, found) in table["cols_deviations"].integers.enumerated() {
          let limit = try ProportionInterval(
            found: found,
            sample: sample,
            confidence: Ratio(percent, 100),
            side: .upper
          ).upper
          let tenths = ((limit ?? 0) * 1_000).rounded(.up) / 10
          #expect(
            agree(tenths, table["values"][row][column].number, 1e-12),
            "\(percent) %: \(found) of \(sample)"
          )
        }
      }
    }
  }

  /// The tables that jfa printed for N = 100, 500 and 1,000, but for the column of 6 %, where its
  /// ⌈0.06 · N⌉ is one too many in doubles, and two cells where its ⌈e n⌉ is.
  @Test func hypergeometricTables() throws {
    let tables = try tables()
    let tolerable = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20]
    var differing: [String] = []
    var (compared, sixes) = (0, 0)
    for (index, population) in [100, 500, 1_000].enumerated() {
      let planning = try Planning(confidence: Ratio(95, 100), population: population)
      for row in tables[6 + index]["values"].list {
        let expected = try #require(row[0].number) * 100
        for (column, rate) in tolerable.enumerated() {
          let size = try planning.sampleSize(
            tolerable: ratio(percent: rate),
            expected: ratio(percent: expected)
          )
          compared += 1
          let printed = row[column + 1].integer
          if size != printed, rate != 6 {
            differing.append(
              "N \(population), \((expected * 100).rounded() / 100) of \(rate):"
                + " \(printed ?? 0), exact \(size ?? 0)"
            )
          } else if size != printed {
            sixes += 1
          }
        }
      }
      for row in tables[9 + index]["values"].list {
        let sample = try #require(row[0].integer)
        for found in 0...10 where row[found + 1].number != nil && sample <= population {
          let bound = try ProportionInterval(
            found: found,
            sample: sample,
            population: population,
            confidence: Ratio(95, 100),
            side: .upper
          ).upperCount
          let tenths = (Double(bound ?? 0) * 1_000 / Double(population)).rounded(.up) / 10
          if !agree(tenths, row[found + 1].number, 1e-12) {
            differing.append("N \(population), \(found) of \(sample): \(tenths)")
          }
        }
      }
    }
    #expect(
      differing == ["N 100, 7.0 of 8.0: 0, exact 100", "N 1000, 3.5 of 5.0: 421, exact 400"]
    )
    #expect(compared == 3 * 41 * 12)
    // N = 100 and 500; for 1,000 the product is rounded the other way.
    #expect(sixes > 0)
  }

  /// jfa's plans with a number of findings allowed.
  @Test func plansOfJFA() throws {
    var compared = 0
    for item in try ReferenceCase.load("r_jfa") where item.id.hasPrefix("plan_") {
      guard !item.id.hasPrefix("plan_poisson"), let size = item.output["n"].integer else {
        continue
      }
      let planning = try Planning(
        confidence: item.ratio("conf"),
        population: item.input["N"].integer,
        largest: 100_000
      )
      let own = try planning.sampleSize(
        tolerable: item.ratio("materiality"),
        allowed: item.integer("expected")
      )
      #expect(own == size, "\(item.id): \(own ?? 0)")
      compared += 1
    }
    #expect(compared > 45)
  }

  /// GAO, Financial Audit Manual, figure 450.1, by PracTools.
  @Test func auditManual() throws {
    for item in try ReferenceCase.load("r_published_examples")
    where item.id.hasPrefix("GAO") || item.id.hasPrefix("nAuditAttr_5") {
      let (tolerable, allowed, confidence, population) =
        item.id == "nAuditAttr_500"
        ? (Ratio(5, 100), 0, Ratio(90, 100), 500)
        : item.id == "nAuditAttr_5000"
          ? (Ratio(3, 100), 2, Ratio(95, 100), 5_000)
          : (
            try item.ratio("TolRate"), try item.integer("AccDev"), try item.ratio("CL"),
            try item.integer("N")
          )
      for (name, size) in [
        ("Sample.Size.Hypergeometric", population), ("Sample.Size.Binomial", nil),
      ] as [(String, Int?)] {
        let own = try Planning(confidence: confidence, population: size)
          .sampleSize(tolerable: tolerable, allowed: allowed)
        #expect(own == item.output[name].integer, "\(item.id) \(name): \(own ?? 0)")
      }
    }
  }
}
