internal import Draws
package import Sampling

/// What a text that is published may hold, asked before it is published, and of words that can not be changed
/// later when they are said.
package enum PublicText {
  /// What makes a formula of a cell of CSV in a spreadsheet, full-width forms included.
  private static let formulaSigns: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]

  /// Why a text is not published.
  package enum Fault: Sendable {
    /// It holds a telephone number, a mail address or an identity number.
    case isPrivate
    /// A spreadsheet would compute it, as it begins with this sign.
    case formula(Unicode.Scalar)

    /// What is wrong with it; what it is stands before.
    package var sentence: Sentence {
      switch self {
      case .isPrivate:
        Sentence(
          "has a telephone number, a mail address or an identity number, which is never published",
          "含有电话号码、电子邮箱或身份证号，不得公布"
        )
      case .formula(let sign):
        Sentence(
          "begins with \(sign), so that a spreadsheet would compute it",
          "以 \(sign) 开头，电子表格会当作公式计算"
        )
      }
    }
  }

  /// What is wrong with a text.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - isIdentifier: whether it is an object's identifier, whose digits mean nothing by themselves.
  /// - Returns: why it is not published; nil where it may be.
  package static func fault(of text: String, isIdentifier: Bool = false) -> Fault? {
    PrivateContent.kind(of: text, isIdentifier: isIdentifier) != nil ? .isPrivate : formula(text)
  }

  /// Whether a spreadsheet would compute a text; what is drawn at random may look like any number.
  package static func formula(_ text: String) -> Fault? {
    text.unicodeScalars.first.flatMap { formulaSigns.contains($0) ? .formula($0) : nil }
  }

  /// What the reason of an attempt is called.
  static let reason = Sentence("reason", "原因")

  /// Refuses words of a ledger entry that will be published and can not be changed.
  ///
  /// - Parameters:
  ///   - title: what they are.
  ///   - fault: what is wrong with them.
  /// - Throws: ``WorkspaceError`` where something is.
  static func refuse(_ title: Sentence, _ fault: Fault?) throws(WorkspaceError) {
    guard let fault else { return }
    throw WorkspaceError(
      .data,
      "the \(title.english) \(fault.sentence.english); it becomes public and stays as it is: write another",
      "\(title.chinese)\(fault.sentence.chinese)；公布后不能更改，请改写"
    )
  }
}
