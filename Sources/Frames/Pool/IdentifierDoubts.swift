public import Sampling

/// Identifiers that a draw takes as they are and a person should look at before it.
///
/// Nothing of this is refused: another program that draws by the protocol takes them too.
public struct IdentifierDoubts: Hashable, Sendable {
  /// Identifiers with full-width letters or digits: a copy of the list in half-width is another frame.
  public private(set) var fullWidth = 0
  /// Identifiers that read like the row of totals under a table.
  public private(set) var totals: Set<String> = []

  /// Nothing to look at.
  public init() {}

  /// Looks at an identifier that is not plain ASCII.
  mutating func look(at id: String) {
    if id.unicodeScalars.contains(where: { (0xFF01...0xFF5E).contains($0.value) }) {
      fullWidth += 1
    }
    if TotalsRow.isName(id) { totals.insert(id) }
  }

  /// Adds what another thread saw.
  mutating func merge(_ other: IdentifierDoubts) {
    fullWidth += other.fullWidth
    totals.formUnion(other.totals)
  }

  /// What to look at, a sentence each.
  ///
  /// There are none where nothing is doubtful.
  public var sentences: [Sentence] {
    var sentences = totals.sorted().map { name in
      Sentence(
        "\"\(name)\" is drawn from as a unit and reads like a row of totals; delete the row if it is one",
        "“\(name)”被当作一个检查对象，看似合计行；如是合计行请删除"
      )
    }
    if fullWidth > 0 {
      sentences.append(
        Sentence(
          "\(fullWidth) identifiers hold full-width letters or digits, and a copy of the list in"
            + " half-width would be another draw; --normalize-ids brings them into one form",
          "\(fullWidth) 个标识含全角字母或数字，与半角写法的名单抽取结果不同；可用 --normalize-ids 统一"
        )
      )
    }
    return sentences
  }
}
