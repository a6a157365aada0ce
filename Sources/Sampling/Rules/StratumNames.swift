/// Finds the stratum that a rule or a size names, and keeps the names that fit none.
///
/// A name means the stratum with the same bytes. Only where it has none, and all strata are classes of
/// a known scheme, another name of the scheme does (``ClassScheme``): `A类` or `低风险` for `A`. Where
/// two strata are the same class, or two schemes fit and do not agree, the name is ambiguous and is
/// refused, never guessed.
public struct StratumNames: Sendable {
  /// The strata, as they are named.
  public let strata: [ProtocolText]
  /// The names that are not a stratum's own, and what they were read as, in the order they came.
  public private(set) var matches: [StratumNameMatch] = []
  /// The names that fit no stratum.
  public private(set) var unknown: [ProtocolText] = []
  /// The names that fit more than one.
  public private(set) var ambiguous: [AmbiguousName] = []

  private let known: Set<ProtocolText>
  /// Of each scheme that fits, the strata of each class.
  private let readings: [(scheme: ClassScheme, strata: [Int: [ProtocolText]])]
  private var answers: [ProtocolText: ProtocolText?] = [:]

  /// Takes the strata that names are looked for among.
  ///
  /// - Parameters:
  ///   - strata: the names; unique.
  ///   - schemes: the schemes of classes that may help.
  /// - Complexity: O(strata · schemes).
  public init(_ strata: [ProtocolText], schemes: [ClassScheme] = ClassScheme.all) {
    self.strata = strata
    known = Set(strata)
    readings = schemes.compactMap { scheme in
      var classes: [Int: [ProtocolText]] = [:]
      for stratum in strata {
        guard let place = scheme.place(of: stratum.text) else { return nil }
        classes[place, default: []].append(stratum)
      }
      return classes.isEmpty ? nil : (scheme, classes)
    }
  }

  /// The stratum that a name means.
  ///
  /// - Parameter name: the name.
  /// - Returns: the stratum; nil where the name is unknown or ambiguous, which is noted.
  public mutating func stratum(_ name: ProtocolText) -> ProtocolText? {
    if known.contains(name) { return name }
    if let answer = answers[name] { return answer }
    let found = otherStratum(name)
    answers[name] = .some(found)
    return found
  }

  private mutating func otherStratum(_ name: ProtocolText) -> ProtocolText? {
    let read = readings.map { reading in
      reading.scheme.place(of: name.text).map { reading.strata[$0] ?? [] }
    }
    guard read.contains(where: { $0 != nil }) else {
      unknown.append(name)
      return nil
    }
    let isDoubled = readings.contains { $0.strata.values.contains { $0.count > 1 } }
    guard !isDoubled, Set(read).count == 1 else {
      ambiguous.append(
        AmbiguousName(name: name, strata: doubled, schemes: readings.map(\.scheme.name))
      )
      return nil
    }
    // A class of the scheme that the table has no stratum of.
    guard let stratum = read[0]?.first else {
      unknown.append(name)
      return nil
    }
    matches.append(StratumNameMatch(given: name, stratum: stratum))
    return stratum
  }

  /// Strata that are one class of a scheme that fits.
  private var doubled: [ProtocolText] {
    let groups = readings.flatMap { $0.strata.values }.filter { $0.count > 1 }
    return groups.min { $0[0] < $1[0] } ?? []
  }
}

/// A name that was read as that of a stratum whose own it is not.
public struct StratumNameMatch: Hashable, Sendable {
  /// The name as it was given.
  public var given: ProtocolText
  /// The stratum.
  public var stratum: ProtocolText

  /// Makes a match.
  ///
  /// - Parameters:
  ///   - given: the name as it was given.
  ///   - stratum: the stratum.
  public init(given: ProtocolText, stratum: ProtocolText) {
    self.given = given
    self.stratum = stratum
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "\"\(given)\" is read as the stratum \"\(stratum)\"",
      "“\(given)”按分类“\(stratum)”处理"
    )
  }
}

/// A name that could be that of more than one stratum.
public struct AmbiguousName: Hashable, Sendable {
  /// The name as it was given.
  public var name: ProtocolText
  /// The strata that are one class; empty where schemes disagree.
  public var strata: [ProtocolText]
  /// The schemes that fit all strata.
  public var schemes: [String]

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    guard strata.isEmpty else {
      let names = Sentence.quoting(strata.map(\.text))
      return language(
        "\"\(name)\" is ambiguous, since the strata \(names.english) are names of one class; write the name as"
          + " the strata have it",
        "“\(name)”含义不明：分类 \(names.chinese) 是同一等级的不同写法，请按现有分类的写法填写"
      )
    }
    let fitting = schemes.joined(separator: "; ")
    return language(
      "\"\(name)\" is ambiguous, since the strata fit more than one scheme of classes (\(fitting)), which"
        + " read it differently; write the name as the strata have it",
      "“\(name)”含义不明：现有分类符合多种分类体系（\(fitting)），读法不一，请按现有分类的写法填写"
    )
  }
}

extension RuleSet {
  /// The rules under the names that the strata have; a name that fits none is left out and noted.
  ///
  /// - Parameter names: the strata; afterwards also what was read and what fits none.
  /// - Returns: the rules.
  /// - Complexity: O(rules).
  public func named(by names: inout StratumNames) -> RuleSet {
    var result = RuleSet()
    for line in lines {
      guard let name = line.stratum else {
        result.add(line.rule, in: nil)
        continue
      }
      if let stratum = names.stratum(name) { result.add(line.rule, in: stratum) }
    }
    // What a plan says of all others is said of each of them.
    for name in names.strata where result.byStratum[name] == nil {
      for rule in others { result.add(rule, in: name) }
    }
    result.overall = overall
    return result
  }
}
