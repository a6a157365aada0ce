import Sampling
import TestSupport
import Testing

/// Random rules that collide: what is reported collides, and without any one of its rules does not.
@Suite struct RuleCollisionTests {
  private struct Plan {
    var strata: [Stratum]
    var rules: [(stratum: ProtocolText?, rule: Rule, isOverall: Bool)]
    var total: Int?

    func collision() -> RuleCollision? {
      var set = RuleSet()
      for entry in rules {
        if entry.isOverall {
          set.overall.append(entry.rule)
        } else {
          set.add(entry.rule, in: entry.stratum)
        }
      }
      do {
        let sizes = try Sizes.proportional(strata, rules: set, total: total)
        #expect(total == nil || sizes.total == total)
        return nil
      } catch {
        return error
      }
    }

    /// The plan with the rules of a collision alone, as many of them as `keep` lets through.
    func reduced(to collision: RuleCollision, without left: Int?) -> Plan {
      var plan = self
      var demands = collision.demands
      if let left, left < demands.count { demands.remove(at: left) }
      func entry(_ demand: RuleCollision.Demand) -> (ProtocolText?, Rule, Bool) {
        let name = demand.stratum?.name
        return (name, demand.rule, name == nil || name == .everything)
      }
      plan.rules = demands.map(entry)
      if case .rule(let demand) = collision.limit, left != collision.demands.count {
        plan.rules.append(entry(demand))
      }
      if case .total = collision.limit {
        if left == collision.demands.count { plan.total = nil }
      } else {
        plan.total = nil
      }
      return plan
    }
  }

  @Test func noneCanBeLeftOut() throws {
    var generator = SeededGenerator(seed: 51)
    var collisions = 0
    for problem in 0..<3000 {
      let count = Int.random(in: 1...5, using: &generator)
      let strata = try (0..<count).map {
        Stratum(
          name: try ProtocolText("S\($0)"),
          population: Int.random(in: 0...40, using: &generator)
        )
      }
      func rule() -> Rule {
        let percent = Rule.Quantity.ratio(Ratio(Int.random(in: 0...100, using: &generator), 100))
        let units = Rule.Quantity.count(Int.random(in: 0...15, using: &generator))
        let quantity = Bool.random(using: &generator) ? percent : units
        return switch Int.random(in: 0...3, using: &generator) {
        case 0: .atLeast(quantity)
        case 1: .atMost(quantity)
        case 2: .lessThan(quantity)
        default: .exactly(quantity)
        }
      }
      let plan = Plan(
        strata: strata,
        rules: (0..<Int.random(in: 1...6, using: &generator)).map { _ in
          let place = Int.random(in: -1...count, using: &generator)
          return (
            place < 0 || place == count ? nil : strata[place].name, rule(), place == count
          )
        },
        total: Bool.random(using: &generator) ? Int.random(in: 0...80, using: &generator) : nil
      )
      guard let collision = plan.collision() else { continue }
      collisions += 1
      let note: Comment = "problem \(problem), seed 51: \(collision)"
      #expect(collision.shortfall > 0, note)
      #expect(plan.reduced(to: collision, without: nil).collision() != nil, note)
      for left in 0...collision.demands.count {
        if left == collision.demands.count {
          // Populations can not be left out; a rule or a total can.
          if case .population = collision.limit { continue }
        }
        #expect(plan.reduced(to: collision, without: left).collision() == nil, note)
      }
    }
    #expect(collisions > 500)
  }
}
