import Sampling
import TestSupport
import Testing

/// The snippets of the articles on sizes, draws and assignments, with the results that the articles state.
@Suite struct ArticleTests {
  @Test(arguments: ["ChoosingSizes", "Draws", "Assigning"])
  func articlesHaveTheSnippetsOfThisFile(_ name: String) throws {
    let article = try Article(
      "Sources/Sampling/Sampling.docc/\(name).md",
      testedIn: #filePath
    )
    #expect(!article.snippets.isEmpty)
    for snippet in article.snippets {
      #expect(article.tested.contains(snippet), "\(snippet)")
    }
  }

  @Test func whatTheRulesDemand() throws {
    // snippet
    var rules = RuleSet()
    rules.add(try Rule(parsing: ">35%"), in: nil)
    let firms = Stratum(name: try ProtocolText("firms"), population: 180)
    let least = try Sizes.proportional([firms], rules: rules)
    // 64: ">35% of 180 is at least 64; 63 is exactly 35%, the rule says more"
    // end
    #expect(least.total == 64)
    #expect(
      least.strata.map { $0.explanation(in: .english) }
        == [">35% of 180 is at least 64; 63 is exactly 35%, the rule says more"]
    )
  }

  @Test func theBestSizes() throws {
    // snippet
    let names = try ["A", "B", "C"].map { name throws(ProtocolTextError) in try ProtocolText(name) }
    let strata = zip(names, [3_300, 1_700, 1_000]).map { Stratum(name: $0, population: $1) }
    let deviations = [Ratio(1, 10), Ratio(2, 10), Ratio(4, 10)]
    let traits = zip(names, deviations).map { ($0, StratumTraits(deviation: $1)) }
    let best = try Allocation(
      strata,
      traits: Dictionary(uniqueKeysWithValues: traits),
      rules: RuleSet(),
      total: 300,
      method: .variance
    )
    // best.sizes.strata.map(\.size) is [93, 95, 112]; best.certificate.isOptimal
    // end
    // Neyman: 300·330/1070 = 92.5, 300·340/1070 = 95.3, 300·400/1070 = 112.1.
    #expect(best.sizes.strata.map(\.size) == [93, 95, 112])
    #expect(best.certificate.isOptimal)
  }

  /// 258 of 1,000 for 1 % and 95 %.
  @Test func toFindOne() throws {
    // snippet
    let detection = try Detection(population: 1_000, violators: 10)
    let size = try detection.sampleSize(confidence: Ratio(95, 100))
    // 258
    // end
    #expect(size == 258)
  }

  @Test func ticketsAndTheirOrder() {
    // snippet
    let key = DrawKey(.units, label: "example", seed: "4 6 1 1 3 5 2 6 6 1")
    let ids = ["甲", "乙", "丙", "丁", "戊"]
    let tickets = ids.map { key.ticket(of: $0.utf8) }
    let order = SimpleSelection.order(tickets: tickets, ids: ids)
    let selected = order.prefix(2).map { ids[$0] }
    // end
    // snippet
    let later = SimpleSelection.order(tickets: tickets, ids: ids, start: tickets[order[1]])
    let nextYear = later.prefix(2).map { ids[$0] }
    // end
    #expect(selected.count == 2 && Set(selected).isDisjoint(with: nextYear))
    // The circle is the same, entered elsewhere.
    #expect(later == Array(order[2...] + order[..<2]))
  }

  @Test func assigningInspectors() throws {
    // snippet
    let lead = try ProtocolText("1 lead")
    let member = try ProtocolText("2 member")
    let posts = try PostFrame(
      ["A", "B", "C"].map { .init(try ProtocolText($0), [Post(lead), Post(member)]) }
    )
    let inspectors = try InspectorFrame([
      Inspector(try ProtocolText("Li"), kinds: [lead, member]),
      Inspector(try ProtocolText("Ma"), kinds: [lead, member], avoided: [try ProtocolText("B")]),
      Inspector(try ProtocolText("Wu"), kinds: [member]),
      Inspector(try ProtocolText("Xu"), start: 1, kinds: [member]),
    ])
    let key = DrawKey(.inspectors, label: "example", seed: "7")
    let assignment = try Assignment(posts: posts, inspectors: inspectors, key: key)
    // six places on loads 0 0 0 1: 2 2 2 1 at best
    // end
    #expect(assignment.loads.sorted() == [1, 2, 2, 2])
    // snippet
    let decided = Eligibility(posts: posts, inspectors: inspectors).posts.filter(\.isDecided)
    // one lead for B: Li, since Ma avoids it
    // end
    #expect(decided.map { "\($0.object) \($0.kind) \($0.eligible)" } == ["B 1 lead 1"])
    var shown: [String] = []
    func print(_ text: String) { shown.append(text) }
    // snippet
    let few = try InspectorFrame([Inspector(try ProtocolText("Li"), cap: 2, kinds: [lead, member])])
    do {
      _ = try Assignment(posts: posts, inspectors: few, key: key)
    } catch {
      if case .unfilled(let certificate) = error { print(certificate.text) }
    }
    // end
    #expect(shown == ["C\t1 lead\t1\nC\t2 member\t1\nLi\t0\t2\t1\t1\n2\t1\t4\n"])
    // snippet
    var teams = AssignedTeams(assignment)
    let event = TeamEvent([.init(try ProtocolText("B"), out: [try ProtocolText("Wu")])])
    let outcomes = try teams.apply(event)
    // Li leads at B, so he is in the team, and Ma avoids it: Xu comes
    // end
    #expect(outcomes.map(\.outcome.text) == ["B\t1 lead\tLi\nB\t2 member\tXu\n"])
  }
}
