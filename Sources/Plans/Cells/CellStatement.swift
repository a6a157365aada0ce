internal import Sampling

/// A number of a cell and all that the cell says of it.
struct CellStatement {
  var amount: Amount
  /// The objects that it is for; empty for all.
  var groups: [GroupName] = []
  /// Whether the groups are those of an earlier number, and not named again.
  var isContextual = false
  /// The comparison before the number.
  var comparison: Rule.Comparison?
  /// Whether the comparison stands before the groups, and so before those that follow in a list.
  var comparesBeforeGroups = false
  /// For which span of time it holds.
  var interval: Interval?
  /// For each of which places or classes.
  var each: String?
  var isEachAuthority = false
  /// The level of the authority that it is for.
  var level: String?
  var isOfSeveralLevels = false
  /// What the number is a share of, and the other words left of a phrase.
  var bases: [Range<Int>] = []
  var isApproximate = false
  var isPart = false
  var isTotal = false
  var isSeparate = false
  var isAlternative = false
  var isBase = false
  var isDraw = false
  var isApiece = false
  var isNamedPart = false
  var isProvisional = false
  /// The noun before it, where it names no group.
  var noun: Range<Int>?
  /// The words before it, for messages.
  var words: Range<Int>?
  /// The words behind it that are no groups.
  var tail: Range<Int>?
  /// The sentence that it stands in.
  var sentence: Int
  /// The statement behind which it stands in brackets.
  var parent: Int?
  /// Whether another statement or a remark speaks for it.
  var isSpokenFor = false
  /// Whether all are meant where there are fewer.
  var isOrAll = false

  init(_ amount: Amount, sentence: Int) {
    self.amount = amount
    self.sentence = sentence
  }

  /// Takes what words before or behind the number say.
  mutating func add(_ phrase: Phrase) {
    comparison = comparison ?? phrase.comparison
    comparesBeforeGroups = comparesBeforeGroups || phrase.comparesBeforeGroups
    interval = interval ?? phrase.interval
    each = each ?? phrase.each
    isEachAuthority = isEachAuthority || phrase.isEachAuthority
    level = level ?? phrase.level
    bases += [phrase.base, phrase.core].compactMap { $0 }.filter { !$0.isEmpty }
    isOfSeveralLevels = isOfSeveralLevels || phrase.isOfSeveralLevels
    isApproximate = isApproximate || phrase.isApproximate
    isPart = isPart || phrase.isPart
    isTotal = isTotal || phrase.isTotal
    isSeparate = isSeparate || phrase.isSeparate
    isAlternative = isAlternative || phrase.isAlternative
    isBase = isBase || phrase.isBase
    isDraw = isDraw || phrase.isDraw
    isApiece = isApiece || phrase.isApiece
    isNamedPart = isNamedPart || phrase.isNamedPart
    isProvisional = isProvisional || phrase.isProvisional
  }
}
