internal import Frames
internal import Inference
internal import Sampling

/// What a reader of the figures has to know.
extension Estimation {
  /// Says which events no row has, which is often a misspelling, and what else counted as no event.
  mutating func noteOutcomes(_ input: EstimateInput, _ columns: EstimateRequest.Columns) {
    guard input.isEvent else { return }
    let others = input.outcomes.filter { !columns.events.contains($0.key) }
    let order = others.sorted {
      let (left, right) = (
        input.mixedOutcomes.contains($0.key), input.mixedOutcomes.contains($1.key)
      )
      if left != right { return left }
      if $0.value != $1.value { return $0.value > $1.value }
      return $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    func list(_ outcomes: [(key: String, value: Int)]) -> [(outcome: String, rows: Int)] {
      outcomes.map { ($0.key, $0.value) }
    }
    if !input.missingEvents.isEmpty {
      notes.append(
        .missingEvents(
          input.missingEvents,
          isEvery: input.missingEvents.count == columns.events.count,
          seen: input.outcomes.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        )
      )
    }
    let mixed = order.filter { input.mixedOutcomes.contains($0.key) }
    if !mixed.isEmpty { notes.append(.mixedOutcomes(list(mixed))) }
    let codes = OutcomeCodes(events: columns.events, separators: columns.separators)
    let missed = order.filter { !codes.isEvent($0.key) }
    if !missed.isEmpty { notes.append(.otherOutcomes(list(missed))) }
  }

  /// What limits the standard error, and the degrees of freedom where they are not n − H.
  mutating func note(_ estimate: Estimate, isStudent: Bool) {
    notes += estimate.reasons.map { .limited($0) }
    guard isStudent, estimate.isUneven, estimate.standardError ?? 0 > 0 else { return }
    notes.append(.satterthwaite(estimate.effectiveDegreesOfFreedom))
  }

  mutating func noteExcluded(_ excluded: Int) {
    if excluded > 0 { notes.append(.excluded(excluded)) }
  }

  /// Says that the number of units in scope is an estimate too.
  mutating func noteScope(_ input: EstimateInput) {
    guard !input.isInScope else { return }
    let isExact = input.isEvent && !input.hasUnequalWeights && request.interval == .exact
    notes.append(.scope(isExact: isExact))
  }

  /// Says why a domain has no interval.
  mutating func noteNoInterval(_ name: String, _ estimate: Estimate, _ quantity: Quantity) {
    let reason: EstimateNote.NoInterval =
      estimate.sample == 1
      ? .loneUnit : estimate.openDegreesOfFreedom == 0 ? .loneUnits : .alike
    notes.append(.noInterval(domain: name, quantity, reason))
  }
}
