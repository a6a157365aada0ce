internal import Sampling

/// Telephone numbers, mail addresses and identity numbers in a text: the one detector of what is a person's.
///
/// Recognised, digits and signs of any width being the same, are
///
/// - mail addresses;
/// - identity numbers of 18 places with their date of birth and check, blanks and hyphens between them or not;
///   of 15 digits where the date is one of the twentieth century and the number is no registration
///   number of a firm with the right check digit;
/// - mobile numbers (13 to 19, then nine digits, perhaps in groups, perhaps behind +86) and landlines behind
///   their area code, unless an amount is written so; seven or eight digits behind a word for a telephone.
///
/// A unified social credit code, which has 18 places too, is none of these.
package struct PersonalData: Sendable {
  /// What was found.
  package enum Kind: Hashable, Sendable {
    case telephone, mailAddress, identityNumber
    /// An identity number of 15 digits, which other numbers may look like.
    case oldIdentityNumber
    /// Eighteen places with a date of birth and without the check of an identity number.
    case datedNumber
  }

  /// A find, and the places of its scalars.
  package struct Hit: Hashable, Sendable {
    package var kind: Kind
    package var range: Range<Int>
  }

  private let scalars: [Unicode.Scalar]

  /// Folds a text.
  ///
  /// - Parameter scalars: the scalars of the text; places are counted in them.
  package init(_ scalars: some Sequence<Unicode.Scalar>) {
    self.scalars = scalars.map(PersonalData.plain)
  }

  /// Everything that was found, in the order of the text, none over another.
  ///
  /// Seven digits or an @ are the least that anything has: most texts are done with that.
  ///
  /// - Complexity: O(length).
  package var hits: [Hit] {
    var hits = scalars.contains("@") ? mailAddresses : []
    guard scalars.count(where: { PersonalNumber.isDigit($0) }) >= 7 else { return hits }
    var start = 0
    while start < scalars.count {
      let hit =
        PersonalNumber.isDigit(scalars[start]) || scalars[start] == "(" ? number(from: start) : nil
      if let hit, !hits.contains(where: { $0.range.overlaps(hit.range) }) { hits.append(hit) }
      start = hit?.range.upperBound ?? start + 1
    }
    return hits.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func number(from start: Int) -> Hit? {
    let number = PersonalNumber(scalars, from: start)
    if let end = number.identity { return Hit(kind: .identityNumber, range: start..<end) }
    if let end = number.oldIdentity { return Hit(kind: .oldIdentityNumber, range: start..<end) }
    if let end = number.dated { return Hit(kind: .datedNumber, range: start..<end) }
    return number.telephone.map { Hit(kind: .telephone, range: start..<$0) }
  }

  /// A name, an @ and a domain that stand together, blanks beside the @ apart.
  private var mailAddresses: [Hit] {
    func belongs(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || PersonalNumber.isDigit(scalar)
        || "._-+%".unicodeScalars.contains(scalar)
    }
    return scalars.indices.compactMap { at in
      guard scalars[at] == "@" else { return nil }
      var nameEnd = at
      while nameEnd > 0, scalars[nameEnd - 1] == " " { nameEnd -= 1 }
      var start = nameEnd
      // Letters of a name are ASCII; of what is written before it without a blank the last character counts.
      while start > 0, belongs(scalars[start - 1]), scalars[start - 1].isASCII { start -= 1 }
      if start == nameEnd, start > 0, belongs(scalars[start - 1]) { start -= 1 }
      guard start < nameEnd else { return nil }
      let domainStart = scalars[(at + 1)...].firstIndex { $0 != " " } ?? scalars.count
      let domain = scalars[domainStart...].prefix(while: belongs)
      // The last label of a domain has two letters or more, at least one label before it.
      let labels = domain.split(separator: ".")
      let last = labels.indices.dropFirst().last { index in
        labels[index].prefix { $0.properties.isAlphabetic }.count >= 2
      }
      return last.map { Hit(kind: .mailAddress, range: start..<labels[$0].endIndex) }
    }
  }

  /// A scalar in half width, small; a digit of any script as 0 to 9, any blank as a space.
  package static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII { return FoldedText.fold(scalar) }
    if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
      return Unicode.Scalar(0x30 + UInt8(value))
    }
    if scalar.properties.isWhitespace { return " " }
    return switch scalar {
    case "﹫": "@"
    case "。", "｡", "﹒": "."
    case "–", "—": "-"
    default: FoldedText.fold(scalar)
    }
  }
}
