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
  /// Digits and signs of any width are the same. Recognised are
  ///
  /// - mail addresses;
  /// - identity numbers of 18 places with their date of birth and check, blanks and hyphens between
  ///   them or not; of 15 digits where the date is one of the twentieth century and the number is no
  ///   registration number of a firm with the right check digit;
  /// - mobile numbers (13 to 19, then nine digits, perhaps in groups, perhaps behind +86) and
  ///   landlines behind their area code, unless an amount is written so; seven or eight digits behind
  ///   a word for a telephone.
  ///
  /// A unified social credit code, which has 18 places too, is none of these.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - isIdentifier: whether it is the unit's identifier, which may have 11 or 15 digits and mean
  ///     nothing by them: only mail addresses and numbers with a check are recognised.
  /// - Returns: the kind, nil where nothing is recognised.
  /// - Complexity: O(length).
  public static func kind(of text: String, isIdentifier: Bool) -> PrivateContent? {
    // Seven digits or an @ are the least that anything private has.
    var digits = 0
    var hasAt = false
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
      let plain = PersonalNumber.plain(scalar)
      if PersonalNumber.isDigit(plain) { digits += 1 }
      if plain == "@" { hasAt = true }
      scalars.append(plain)
    }
    if hasAt, PersonalNumber.holdsMailAddress(scalars) { return .mailAddress }
    guard digits >= 7 else { return nil }
    var kind: PrivateContent?
    for start in scalars.indices
    where PersonalNumber.isDigit(scalars[start]) || scalars[start] == "(" {
      let number = PersonalNumber(scalars, from: start)
      if number.isIdentity { return .identityNumber }
      guard !isIdentifier else { continue }
      if number.isOldIdentity { return .identityNumber }
      if kind == nil, number.isTelephone { kind = .telephone }
    }
    return kind
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
