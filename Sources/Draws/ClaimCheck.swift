internal import Frames
internal import Sampling

/// Compares what an engine says of its rows with the draw that is made here.
struct ClaimCheck {
  private let result: EngineResult
  private let plans: [StratumPlan]
  /// What the draw gives, in its order.
  private var expected: [Unit] = []

  private struct Unit {
    var id: String
    var stratum: String
    var rank: Int
    var ticket: String
  }

  init(_ result: EngineResult, plans: [StratumPlan]) {
    (self.result, self.plans) = (result, plans)
  }

  /// Takes the next unit of the draw.
  mutating func expect(_ unit: SelectedUnit) {
    expected.append(
      Unit(
        id: String(decoding: unit.id, as: UTF8.self),
        stratum: plans[unit.stratum].stratum.name.text,
        rank: unit.rank,
        ticket: unit.ticket.hex
      )
    )
  }

  /// The engine's rows, each of which is what it should be.
  ///
  /// - Parameters:
  ///   - monitor: told what is done, asked whether to stop.
  ///   - isExpected: whether the units of the draw are known, or only how many there are.
  /// - Returns: the rows.
  /// - Throws: ``AcceptanceRefused``; what reading a pool throws.
  func roster(monitor: WorkMonitor, expected isExpected: Bool = true) throws -> Roster {
    let counts = countDifferences
    // Rows that a draw refuses, a blank in an identifier, an empty class, one twice, are told with their place.
    let empty = result.claims.isEmpty
    if empty, !counts.isEmpty { throw AcceptanceRefused(counts, file: result.rows.file) }
    let roster = try result.rows.roster(wantsDigest: false, monitor: monitor)
    let differences =
      isExpected ? unitDifferences + columnDifferences(roster) : counts + columnDifferences(roster)
    guard differences.isEmpty else {
      throw AcceptanceRefused(differences, file: result.rows.file)
    }
    return roster
  }

  /// Strata in which more or fewer rows came than were to be drawn.
  private var countDifferences: [Sentence] {
    var counts: [[UInt8]: Int] = [:]
    for claim in result.claims { counts[Array(claim.stratum.utf8), default: 0] += 1 }
    var differences: [Sentence] = []
    for plan in plans {
      let name = plan.stratum.name.text
      let wanted = plan.count.size + plan.count.reserves
      let count = counts.removeValue(forKey: Array(name.utf8)) ?? 0
      guard count != wanted else { continue }
      differences.append(
        Sentence(
          "stratum \"\(name.excerpt)\" has \(count) rows, \(wanted) were to be drawn",
          "分类“\(name.excerpt)”有 \(count) 行，应抽取 \(wanted) 个"
        )
      )
    }
    for name in counts.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let text = String(decoding: name, as: UTF8.self).excerpt
      differences.append(
        Sentence(
          "stratum \"\(text)\" is none of those that were counted",
          "分类“\(text)”不在预检的分类中"
        )
      )
    }
    return differences
  }

  /// Rows whose own cells are not what the engine says of them.
  private func columnDifferences(_ roster: Roster) -> [Sentence] {
    result.claims.compactMap { claim in
      let stratum = roster.unit(claim.id).map { roster.strata[$0.stratum].name.text }
      guard stratum.map({ !$0.utf8.elementsEqual(claim.stratum.utf8) }) ?? true else { return nil }
      return Sentence(
        "row \(claim.row): the engine says \"\(claim.id.excerpt)\" of stratum"
          + " \"\(claim.stratum.excerpt)\", the row's own columns say another identifier or class",
        "第 \(claim.row) 行：引擎所称的“\(claim.id.excerpt)”、分类“\(claim.stratum.excerpt)”与该行自身的列不同"
      )
    }
  }

  /// Rows that are not those of the draw.
  private var unitDifferences: [Sentence] {
    var differences: [Sentence] = []
    let given = Set(result.claims.map { Array($0.id.utf8) })
    let wanted = Set(expected.map { Array($0.id.utf8) })
    for unit in expected where !given.contains(Array(unit.id.utf8)) {
      differences.append(
        Sentence(
          "\"\(unit.id.excerpt)\" of stratum \"\(unit.stratum.excerpt)\", rank \(unit.rank), is left out",
          "缺少分类“\(unit.stratum.excerpt)”第 \(unit.rank) 名“\(unit.id.excerpt)”"
        )
      )
    }
    var place = 0
    for claim in result.claims {
      guard wanted.contains(Array(claim.id.utf8)) else {
        differences.append(
          Sentence(
            "row \(claim.row): \"\(claim.id.excerpt)\" is not drawn",
            "第 \(claim.row) 行：“\(claim.id.excerpt)”并未被抽中"
          )
        )
        continue
      }
      // Units that were left out are told already.
      while place < expected.count, !given.contains(Array(expected[place].id.utf8)) { place += 1 }
      guard place < expected.count else { continue }
      if let difference = self.difference(claim, expected[place]) { differences.append(difference) }
      place += 1
    }
    return differences
  }

  private func difference(_ claim: EngineResult.Claim, _ unit: Unit) -> Sentence? {
    func isSame(_ given: String, _ wanted: String) -> Bool { given.utf8.elementsEqual(wanted.utf8) }
    let what: Sentence
    if !isSame(claim.id, unit.id) {
      what = Sentence(
        "\"\(claim.id.excerpt)\" stands where \"\(unit.id.excerpt)\" is next",
        "此处应为“\(unit.id.excerpt)”，而不是“\(claim.id.excerpt)”"
      )
    } else if !isSame(claim.stratum, unit.stratum) {
      what = Sentence(
        "\"\(claim.id.excerpt)\" is of stratum \"\(unit.stratum.excerpt)\", not \"\(claim.stratum.excerpt)\"",
        "“\(claim.id.excerpt)”属于分类“\(unit.stratum.excerpt)”，不是“\(claim.stratum.excerpt)”"
      )
    } else if !isSame(claim.ticket, unit.ticket) {
      what = Sentence(
        "the ticket of \"\(claim.id.excerpt)\" is not \(claim.ticket.excerpt)",
        "“\(claim.id.excerpt)”的号码不是 \(claim.ticket.excerpt)"
      )
    } else if claim.rank != "\(unit.rank)" {
      what = Sentence(
        "\"\(claim.id.excerpt)\" has rank \(unit.rank), not \(claim.rank.excerpt)",
        "“\(claim.id.excerpt)”的名次为 \(unit.rank)，不是 \(claim.rank.excerpt)"
      )
    } else {
      return nil
    }
    return Sentence(
      "row \(claim.row): \(what.english)",
      "第 \(claim.row) 行：\(what.chinese)"
    )
  }
}
