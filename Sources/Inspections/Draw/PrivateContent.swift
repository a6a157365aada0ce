internal import Frames

/// What must never be published, recognised by a column's name or a cell's content.
public enum PrivateContent: Hashable, Sendable {
  /// A telephone number of mainland China, mobile or with its area code.
  case telephone
  /// An identity number of a citizen (GB 11643-1999).
  case identityNumber

  /// Whether a column's name says that it is private: class, score, telephone, identity.
  ///
  /// - Parameter name: the name.
  /// - Returns: whether it must not be published.
  public static func isPrivate(column name: String) -> Bool {
    let folded = name.lowercased()
    let parts = [
      "风险", "信用等级", "评分", "得分", "分值", "电话", "手机", "联系方式", "身份证", "邮箱", "住址", "家庭地址", "risk",
      "score", "phone", "mobile", "email", "e-mail", "identity", "draw_",
    ]
    return parts.contains { folded.contains($0) }
  }

  /// What a cell holds that is private.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - isIdentifier: whether it is the unit's identifier, of which only the whole counts.
  /// - Returns: the kind, nil where nothing is recognised.
  /// - Complexity: O(length).
  public static func kind(of text: String, isIdentifier: Bool) -> PrivateContent? {
    for run in text.unicodeScalars.split(whereSeparator: { !isDigit($0) }) {
      let digits = run.map { Int($0.value & 0xF) }
      if digits.count >= 17, isIdentityNumber(run.map { $0 }) { return .identityNumber }
      guard !isIdentifier, digits.count == 11, digits[0] == 1, digits[1] >= 3 else { continue }
      return .telephone
    }
    return !isIdentifier && holdsSpacedNumber(text) ? .telephone : nil
  }

  /// Whether a number is written with spaces, hyphens, brackets or the country's code: 138 1234 5678,
  /// +86-138…, (010) 62345678.
  private static func holdsSpacedNumber(_ text: String) -> Bool {
    let separators: Set<Unicode.Scalar> = [" ", "-", "(", ")", "（", "）", "+", "\u{3000}", "－"]
    let groups = text.unicodeScalars.split { scalar in
      !("0"..."9").contains(scalar) && !separators.contains(scalar)
    }
    return groups.contains { group in
      var digits = group.filter { ("0"..."9").contains($0) }.map { Int($0.value) - 48 }
      if digits.starts(with: [8, 6]), digits.count > 11 { digits.removeFirst(2) }
      let isMobile = digits.count == 11 && digits[0] == 1 && digits[1] >= 3
      let isSpaced = group.contains { separators.contains($0) }
      let isLandline = isSpaced && (10...12).contains(digits.count) && digits[0] == 0
      return isMobile || (isLandline && digits[1] != 0)
    }
  }

  /// Why a cell must not be published; nil where nothing is recognised.
  @Sendable
  static func problem(of text: String) -> DataProblem? {
    kind(of: text, isIdentifier: false).map { kind in
      switch kind {
      case .telephone:
        .other(
          english: "a cell holds a telephone number, and the column is to be published; leave it out of"
            + " --publish-columns",
          chinese: "单元格含有电话号码，而该列拟公开，请从 --publish-columns 中去掉"
        )
      case .identityNumber:
        .other(
          english: "a cell holds an identity number, and the column is to be published; leave it out of"
            + " --publish-columns",
          chinese: "单元格含有身份证号，而该列拟公开，请从 --publish-columns 中去掉"
        )
      }
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || scalar == "X" || scalar == "x"
  }

  /// Eighteen characters with a date of birth and the check of ISO 7064 MOD 11-2.
  private static func isIdentityNumber(_ scalars: [Unicode.Scalar]) -> Bool {
    guard scalars.count == 18, scalars.dropLast().allSatisfy({ ("0"..."9").contains($0) }) else {
      return false
    }
    let digits = scalars.dropLast().map { Int($0.value) - 48 }
    let year = digits[6...9].reduce(0) { $0 * 10 + $1 }
    let month = digits[10] * 10 + digits[11]
    let day = digits[12] * 10 + digits[13]
    guard (1900...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return false
    }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let check = Array("10X98765432".unicodeScalars)[sum % 11]
    let last = scalars[17] == "x" ? "X" : scalars[17]
    return last == check
  }
}
