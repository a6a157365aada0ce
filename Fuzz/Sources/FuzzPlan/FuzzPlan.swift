import Frames
import Plans
import Sampling

/// Any bytes as a plan: refused as no table, or read, and then every finding has a sentence in both
/// languages on one line, and every task that may be drawn has rules and an acceptable label.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPlan(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let sheet = try? PlanSheet(bytes: bytes, file: "plan.csv") else { return 0 }
  let items = try? PlanFacts.ListedItem.read(bytes, file: "items.csv")
  let report = PlanReport.check([sheet], facts: PlanFacts(year: 2024, items: items))
  for finding in report.findings {
    for sentence in [finding.message, finding.fix] {
      for language in Language.allCases {
        let text = sentence.text(in: language)
        precondition(!text.isEmpty && !text.contains(where: \.isNewline), "\(finding.code)")
      }
    }
  }
  for task in report.tasks {
    precondition(ProtocolText.problem(in: task.label) == nil, "a label that no draw accepts")
    precondition(!task.ready || !task.rules.isEmpty || task.target != nil, "ready without a size")
    for period in task.periods ?? [task.period].compactMap({ $0 }) {
      if let start = period.start, let end = period.end { precondition(start <= end) }
    }
  }
  return 0
}
