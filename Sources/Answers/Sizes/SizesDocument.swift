internal import Reports
package import Sampling

/// Sizes as JSON, `spotcheck.sizes/1`, as CSV, which `draw --sizes` takes too, and for people.
package struct SizesDocument: ResultDocument {
  let schema = "spotcheck.sizes/1"
  var method: Sizes.Method
  var total: Int
  var strata: [Row]
  /// The objective in 30 digits; null where the method has none.
  @Nullable var objective: ExactValue?
  @Nullable var certificate: Certificate?
  /// What the sizes cost, where prices set them; null beyond 63 bits.
  @Nullable var spent: Ratio?
  /// By how much other sizes within the budget can be better at most; 0 is the proof of none.
  @Nullable var gap: Double?
  /// One unit of the budget's currency and what it would improve the objective by.
  @Nullable var budgetStep: Ratio?
  @Nullable var nextStep: Double?
  /// What each demand on the plan is worth, where that was asked for.
  @Nullable var sensitivity: SensitivityDocument?
  /// How precise the estimates are, where precisions were asked for.
  @Nullable var precision: PrecisionDocument?

  /// The best exchange of one unit, which proves that the sizes are optimal.
  struct Certificate: Encodable {
    var optimal: Bool
    var unique: Bool
    @Nullable var to: ProtocolText?
    @Nullable var from: ProtocolText?
    /// What the unit would bring and what it would cost; null where that is without bound.
    @Nullable var gain: Double?
    @Nullable var loss: Double?
  }

  /// One stratum.
  struct Row: Encodable {
    var stratum: ProtocolText
    var population: Int
    var rule: String
    var minimum: Int
    var maximum: Int
    var size: Int
    var ratio: Ratio
    var ratioDecimal: Double
    var reason: Reason
  }

  /// Why a size is what it is: in JSON in English, whoever asks.
  struct Reason: Encodable {
    var sentence: Sentence

    func encode(to encoder: any Encoder) throws { try sentence.english.encode(to: encoder) }
  }

  /// Sizes without a proof, as a file for a draw has them.
  package init(_ sizes: Sizes, order: ClassOrder) {
    method = sizes.method
    total = sizes.total
    strata = order.sorted(sizes.strata.map(Row.init)) { $0.stratum }
  }

  /// Sizes that are best for an objective.
  package init(_ allocation: Allocation, order: ClassOrder, sensitivity: Sensitivity? = nil) {
    self.init(allocation.sizes, order: order)
    objective = allocation.value
    spent = allocation.payment?.spent
    gap = allocation.payment?.gap
    budgetStep = allocation.payment?.step
    nextStep = allocation.payment?.nextStep
    if gap == nil {
      certificate = Certificate(allocation.certificate, allocation.sizes)
    }
    self.sensitivity = sensitivity.map { SensitivityDocument($0, order: order) }
  }

  /// The cheapest sizes for some precisions.
  package init(_ allocation: PrecisionAllocation, order: ClassOrder) {
    self.init(allocation.sizes, order: order)
    spent = allocation.spent
    precision = PrecisionDocument(allocation)
  }
}

extension SizesDocument.Row {
  fileprivate init(_ size: StratumSize) {
    let population = size.bounds.stratum.population
    stratum = size.bounds.stratum.name
    self.population = population
    rule = size.bounds.rules.map(\.description).joined(separator: "; ")
    minimum = size.bounds.minimum
    maximum = size.bounds.maximum
    self.size = size.size
    ratio = population == 0 ? Ratio(0) : Ratio(size.size, population)
    ratioDecimal = ratio.approximation
    reason = SizesDocument.Reason(sentence: Sentence(size.explanation))
  }
}

extension SizesDocument.Certificate {
  fileprivate init(_ proof: ExchangeCertificate, _ sizes: Sizes) {
    let names = sizes.strata.map(\.bounds.stratum.name)
    optimal = proof.isOptimal
    unique = proof.isUnique
    to = proof.gainStratum.map { names[$0] }
    from = proof.lossStratum.map { names[$0] }
    gain = proof.gain.isFinite ? proof.gain : nil
    loss = proof.loss.isFinite ? proof.loss : nil
  }
}
