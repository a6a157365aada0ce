import Sampling

/// Any text as a rule: refused with a place within it, or read, and then its own spelling reads as
/// the same rule and its counts are in order.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRules(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  do throws(RuleSyntaxError) {
    let rule = try Rule(parsing: text)
    let again = try? Rule(parsing: rule.description)
    precondition(again == rule, "\(rule) is not read as itself")
    for population in [0, 1, 2, 3, 180, 9_999, Int.max] {
      let counts = rule.counts(of: population)
      precondition(counts.minimum >= 0 && counts.minimum <= counts.maximum)
    }
  } catch {
    precondition((1...text.count + 1).contains(error.position))
    precondition(!error.explanation(in: .chinese).contains("\n") || text.contains("\n"))
  }
  _ = Ratio(decimal: text)
  _ = ProtocolText.problem(in: text)
  return 0
}
