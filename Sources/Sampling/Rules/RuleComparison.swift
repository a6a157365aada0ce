extension Rule {
  /// How a rule compares a size with its quantity, and the words by which plans say so.
  public enum Comparison: Hashable, Sendable, CaseIterable {
    /// 不低于, ≥.
    case atLeast
    /// 超过, >.
    case moreThan
    /// 不超过, ≤.
    case atMost
    /// 低于, <.
    case lessThan
    /// 等于, =.
    case exactly

    /// The sign of the canonical text, `≥`.
    public var sign: String {
      switch self {
      case .atLeast: "≥"
      case .moreThan: ">"
      case .atMost: "≤"
      case .lessThan: "<"
      case .exactly: "="
      }
    }

    /// The words and signs before a number, folded; longer spellings stand before the shorter ones
    /// that begin them.
    public static let words: [(word: String, comparison: Comparison)] = [
      ("大于或等于", .atLeast), ("大于等于", .atLeast), ("不得低于", .atLeast), ("不得少于", .atLeast),
      ("不得小于", .atLeast), ("不能低于", .atLeast), ("不能少于", .atLeast), ("不低于", .atLeast),
      ("不少于", .atLeast), ("不小于", .atLeast), ("至少", .atLeast), ("最少", .atLeast),
      ("最低", .atLeast), ("atleast", .atLeast), ("nolessthan", .atLeast),
      ("notlessthan", .atLeast), (">=", .atLeast), ("=>", .atLeast), ("≥", .atLeast),
      ("小于或等于", .atMost), ("小于等于", .atMost), ("不得超过", .atMost), ("不得高于", .atMost),
      ("不得多于", .atMost), ("不得大于", .atMost), ("不能超过", .atMost), ("不超过", .atMost),
      ("不超", .atMost), ("不高于", .atMost), ("不多于", .atMost), ("不大于", .atMost),
      ("至多", .atMost), ("最多", .atMost), ("最高", .atMost), ("atmost", .atMost),
      ("nomorethan", .atMost), ("notmorethan", .atMost), ("upto", .atMost), ("<=", .atMost),
      ("=<", .atMost), ("≤", .atMost),
      ("超过", .moreThan), ("高于", .moreThan), ("多于", .moreThan), ("大于", .moreThan),
      ("morethan", .moreThan), ("over", .moreThan), (">", .moreThan),
      ("低于", .lessThan), ("少于", .lessThan), ("小于", .lessThan), ("不足", .lessThan),
      ("lessthan", .lessThan), ("under", .lessThan), ("<", .lessThan),
      ("等于", .exactly), ("exactly", .exactly), ("=", .exactly),
    ]

    /// The words behind a number, 以上, 以下 and 以内 including it.
    ///
    /// So says the Civil Code of the People's Republic of China, art. 1259.
    public static let wordsBehind: [(word: String, comparison: Comparison)] = [
      ("(含)以上", .atLeast), ("(含本数)以上", .atLeast), ("及以上", .atLeast), ("以上", .atLeast),
      ("ormore", .atLeast),
      ("(含)以下", .atMost), ("(含本数)以下", .atMost), ("及以下", .atMost), ("以下", .atMost),
      ("(含)以内", .atMost), ("以内", .atMost), ("orless", .atMost),
    ]
  }
}
