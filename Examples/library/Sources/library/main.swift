import Draws
import Inference
import Sampling

// A town has 180 firms; the law asks for more than 35 %.
let firms = try (1...180).map { FrameDraw.Unit(id: try ProtocolText("firm \($0)")) }
var rules = RuleSet()
rules.add(try Rule(parsing: ">35%"), in: nil)
let stratum = Stratum(name: .everything, population: firms.count)
let size = try Allocation([stratum], rules: rules, method: .proportional).sizes.strata[0].size

// The seed is made in public, once the list is frozen.
let counts = [ProtocolText.everything: StratumCount(size: size, reserves: 3)]
let draw = try FrameDraw(
  firms,
  counts: counts,
  label: ProtocolText("2026"),
  seed: ProtocolText("4 6 1 1 3 5 2 6 6 1")
)
print("\(size) of \(firms.count), the first three: \(draw.selected.prefix(3).map(\.id.text))")

// Four of them were found wanting: so many may be among all 180.
let found = try ProportionInterval(
  found: 4,
  sample: size,
  population: firms.count,
  confidence: Ratio(95, 100),
  side: .upper
)
print("4 found, at most \(found.upperCount ?? firms.count) of all with 95 % confidence")
