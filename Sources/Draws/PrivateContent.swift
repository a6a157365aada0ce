internal import Frames
internal import Sampling

/// What must never be published, recognised by a column's name or a cell's content.
public enum PrivateContent: Hashable, Sendable {
  /// A telephone number of mainland China, mobile or with its area code.
  case telephone
  /// A mail address.
  case mailAddress
  /// An identity number of a citizen (GB 11643-1999, or of 15 digits as before) or of a foreigner
  /// with permanent residence.
  case identityNumber

  /// Whether a column's name says that it is private: class, score, telephone, mail, identity.
  ///
  /// - Parameter name: the name.
  /// - Returns: whether it must not be published.
  public static func isPrivate(column name: String) -> Bool {
    let folded = FoldedText(name).text
    let parts = [
      "风险", "信用等级", "评分", "得分", "分值", "电话", "手机", "座机", "联系方式", "微信", "身份证", "证件号", "邮箱", "邮件",
      "住址", "家庭地址", "risk", "score", "phone", "mobile", "email", "e-mail", "identity", "draw_",
    ]
    return parts.contains { folded.holds($0) } || ClassColumn.isClass(name)
  }

  /// What a cell holds that is private.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - isIdentifier: whether it is the unit's identifier, which may have 11 or 15 digits and mean
  ///     nothing by them: only mail addresses and identity numbers of 18 places are recognised.
  /// - Returns: the kind that weighs most, a mail address before an identity number before a telephone
  ///   number; nil where nothing is recognised.
  /// - Complexity: O(length).
  public static func kind(of text: String, isIdentifier: Bool) -> PrivateContent? {
    // Invisible characters between the digits hide nothing.
    let scalars = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    let found = Set(PersonalData(scalars).hits.map(\.kind))
    if found.contains(.mailAddress) { return .mailAddress }
    if found.contains(.identityNumber) { return .identityNumber }
    guard !isIdentifier else { return nil }
    if found.contains(.oldIdentityNumber) { return .identityNumber }
    return found.contains(.telephone) ? .telephone : nil
  }

  /// Why a cell must not be published; nil where nothing is recognised.
  @Sendable
  static func problem(of text: String) -> DataProblem? {
    guard let kind = kind(of: text, isIdentifier: false) else { return nil }
    let english =
      switch kind {
      case .telephone: "a telephone number"
      case .mailAddress: "a mail address"
      case .identityNumber: "an identity number"
      }
    let chinese =
      switch kind {
      case .telephone: "电话号码"
      case .mailAddress: "电子邮箱地址"
      case .identityNumber: "身份证号"
      }
    return .other(
      Sentence(
        "a cell holds \(english), and the column is to be published; leave it out of"
          + " --publish-columns",
        "单元格含有\(chinese)，而该列拟公开，请从 --publish-columns 中去掉"
      )
    )
  }
}
