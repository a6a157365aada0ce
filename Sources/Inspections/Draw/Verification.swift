public import Frames
public import Sampling

/// One thing that a verification looked at.
public struct VerificationLine: Hashable, Sendable {
  /// What was looked at.
  public enum Subject: String, Sendable {
    /// The pool.
    case frame
    /// Label, seed, secret and key.
    case seed
    /// Populations, rules and sizes.
    case sizes
    /// The selected units.
    case selection
    /// The record and its commitment.
    case record
  }

  /// What was looked at.
  public var subject: Subject
  /// What looking at it gave.
  public enum Outcome: String, Sendable {
    /// It is as it should be.
    case holds
    /// It is not.
    case differs
    /// It could not be looked at, because something was not given.
    case unchecked
  }

  /// What looking at it gave.
  public var outcome: Outcome
  /// Whether it is as it should be.
  public var holds: Bool { outcome == .holds }
  /// What was found, in English.
  public var english: String
  /// What was found, in Chinese.
  public var chinese: String

  /// The line for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: subject, answer and finding.
  public func sentence(in language: Language) -> String {
    let names: [Subject: (String, String)] = [
      .frame: ("frame", "对象库"), .seed: ("seed", "种子"), .sizes: ("sizes", "数量"),
      .selection: ("selection", "抽取结果"), .record: ("record", "记录"),
    ]
    let name = names[subject].map { language($0.0, $0.1) } ?? subject.rawValue
    switch outcome {
    case .holds: return language("\(name): ok: \(english)", "\(name)：一致：\(chinese)")
    case .differs: return language("\(name): DIFFERS: \(english)", "\(name)：不一致：\(chinese)")
    case .unchecked:
      return language("\(name): NOT CHECKED: \(english)", "\(name)：未核对：\(chinese)")
    }
  }
}

/// What a verification found, a line for each thing it looked at.
public struct Verification: Sendable {
  /// The lines, in the order in which they were looked at.
  public internal(set) var lines: [VerificationLine] = []
  /// Whether everything was looked at and is as it should be.
  public var holds: Bool { lines.allSatisfy(\.holds) }

  mutating func add(
    _ subject: VerificationLine.Subject,
    _ holds: Bool,
    _ english: String,
    _ chinese: String
  ) {
    add(subject, holds ? .holds : .differs, english, chinese)
  }

  mutating func add(
    _ subject: VerificationLine.Subject,
    _ outcome: VerificationLine.Outcome,
    _ english: String,
    _ chinese: String
  ) {
    lines.append(
      VerificationLine(subject: subject, outcome: outcome, english: english, chinese: chinese)
    )
  }
}

extension Receipt {
  /// How the pool of this draw is read.
  ///
  /// - Parameters:
  ///   - delimiter: the byte between fields.
  ///   - encoding: the encoding, nil to find it out.
  /// - Returns: the layout with the receipt's columns.
  /// - Throws: `ProtocolTextError` for a name of the unclassified that a draw would refuse.
  public func layout(
    delimiter: UInt8,
    encoding: TextEncoding?
  ) throws(ProtocolTextError) -> PoolLayout {
    var layout = PoolLayout()
    layout.idColumns = columns?.id ?? []
    layout.stratumColumn = columns?.stratum
    layout.measureColumn = measure
    layout.unclassified = try columns?.unclassified.map { text throws(ProtocolTextError) in
      try ProtocolText(text)
    }
    layout.normalizes = normalized != nil
    layout.delimiter = delimiter
    layout.encoding = encoding
    return layout
  }

  /// Recomputes a draw from its receipt and says what differs.
  ///
  /// - Parameters:
  ///   - pool: the pool, read with ``layout(delimiter:encoding:)``; nil for positions.
  ///   - selection: the selection as it was given out, nil where there is none to compare.
  ///   - record: the record, nil where there is none to compare.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: a line for each thing looked at.
  /// - Throws: `DataError` for a pool or receipt that can not be read; `InputError`.
  /// - Complexity: O(N log N) for a pool of N units.
  public func verify(
    pool: Pool?,
    selection: Table?,
    record: DrawRecord?,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Verification {
    var verification = Verification()
    checkSeed(record, &verification)
    guard let design = Design(rawValue: design), let digest = Digest(hex: key) else {
      verification.add(
        .seed,
        false,
        "the design or the key of the receipt is none",
        "回执中的抽取方法或密钥无效"
      )
      return verification
    }
    if design == .positions {
      try verifyPositions(selection, key: DrawKey(digest: digest), &verification)
      checkRecord(record, roster: nil, &verification)
      return verification
    }
    guard let pool else {
      verification.add(
        .frame,
        false,
        "no pool was given; name it with --pool",
        "未提供对象库，请用 --pool 指定"
      )
      return verification
    }
    let roster = try pool.roster(monitor: monitor)
    checkFrame(roster, &verification)
    checkTotals(roster, &verification)
    let plans = checkSizes(roster, &verification)
    if let plans {
      do {
        let sample = try roster.drawn(plans, design: design, key: DrawKey(digest: digest))
        try checkSelection(sample, roster: roster, given: selection, &verification)
      } catch let error as SelectionError {
        verification.add(
          .selection,
          false,
          error.explanation(in: .english),
          error.explanation(in: .chinese)
        )
      }
    }
    checkRecord(record, roster: roster, &verification)
    return verification
  }

  private func checkSeed(_ record: DrawRecord?, _ verification: inout Verification) {
    let purpose: DrawKey.Purpose = design == Design.positions.rawValue ? .positions : .units
    if sealed, record == nil {
      verification.add(
        .seed,
        .unchecked,
        "the draw is sealed, and without its --record anybody could have made up the key",
        "本次为密封抽取，没有 --record 就无法复算密钥，密钥可能是编造的"
      )
      return
    }
    let secret = sealed ? record?.secret?.hex ?? "" : ""
    let expected = DrawKey(purpose, label: label, seed: seed, secret: secret)
    let holds = expected.digest.hex == key
    verification.add(
      .seed,
      holds,
      holds
        ? "the key follows from label and seed"
        : "the key does not follow from the label \"\(label.excerpt)\" and the seed"
          + " \"\(seed.excerpt)\": one of the three was changed",
      holds ? "密钥由标签和种子得出" : "密钥与标签“\(label.excerpt)”和种子“\(seed.excerpt)”不符，三者之一被更改"
    )
  }

  /// Compares what the receipt says of all strata together.
  private func checkTotals(_ roster: Roster, _ verification: inout Verification) {
    let sum = strata.reduce(0) { $0 + $1.reserves }
    if sum != reserves {
      verification.add(
        .sizes,
        false,
        "the receipt says \(reserves) reserves, its strata add up to \(sum)",
        "回执的候补总数为 \(reserves)，各分类之和为 \(sum)"
      )
    }
    if let normalized, normalized != roster.normalized {
      verification.add(
        .frame,
        false,
        "the receipt says that \(normalized) identifiers were normalised, the pool has"
          + " \(roster.normalized) such",
        "回执的规范化标识数为 \(normalized)，对象库为 \(roster.normalized)"
      )
    }
  }

  private func checkFrame(_ roster: Roster, _ verification: inout Verification) {
    guard let sha256 = frame.sha256 else {
      verification.add(
        .frame,
        true,
        "the receipt has no digest of the pool; the selection is recomputed",
        "回执中没有对象库摘要，直接复算抽取结果"
      )
      return
    }
    let holds = UInt64(roster.units.count) == frame.units
    if sha256 == roster.digest?.hex, holds {
      verification.add(.frame, true, "the pool has the same bytes", "对象库逐字节相同")
    } else if sha256 == roster.digest?.hex {
      verification.add(
        .frame,
        false,
        "the pool has the same bytes and \(roster.units.count) units, the receipt says"
          + " \(frame.units)",
        "对象库逐字节相同，共 \(roster.units.count) 个对象，回执为 \(frame.units)"
      )
    } else {
      verification.add(
        .frame,
        holds,
        "the pool has other bytes and \(roster.units.count) units (receipt: \(frame.units));"
          + " the selection is recomputed",
        "对象库字节不同，共 \(roster.units.count) 个对象（回执：\(frame.units)），以下复算抽取结果"
      )
    }
  }

  /// Compares populations and rules; answers the plans where the strata are the same.
  private func checkSizes(
    _ roster: Roster,
    _ verification: inout Verification
  ) -> [StratumPlan]? {
    let known = Dictionary(
      roster.strata.map { ($0.name.text, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var differences: [(String, String)] = []
    for stratum in strata {
      let name = stratum.stratum.excerpt
      guard let own = known[stratum.stratum] else {
        differences.append(("stratum \"\(name)\" is not in the pool", "对象库中没有分类“\(name)”"))
        continue
      }
      if UInt64(own.population) != stratum.population {
        differences.append(
          (
            "stratum \"\(name)\" has \(own.population) units, the receipt says \(stratum.population)",
            "分类“\(name)”有 \(own.population) 个对象，回执为 \(stratum.population)"
          )
        )
      }
      differences += violatedRules(stratum, own)
    }
    for stratum in roster.strata
    where !strata.contains(where: { $0.stratum == stratum.name.text }) {
      let name = stratum.name.text.excerpt
      differences.append(
        (
          "stratum \"\(name)\" of the pool is not in the receipt", "回执中没有对象库的分类“\(name)”"
        )
      )
    }
    for (english, chinese) in differences { verification.add(.sizes, false, english, chinese) }
    if differences.isEmpty {
      verification.add(
        .sizes,
        true,
        "populations and sizes are those of the receipt, and its rules hold",
        "对象数和抽取数与回执一致，规则均满足"
      )
    }
    guard strata.map(\.stratum) == roster.strata.map(\.name.text) else { return nil }
    return zip(roster.strata, strata).map { own, stratum in
      StratumPlan(
        stratum: own,
        rule: stratum.rule,
        count: StratumCount(
          size: stratum.size,
          reserves: stratum.reserves,
          start: starts?[stratum.stratum].flatMap { Digest(hex: $0) }
        )
      )
    }
  }

  /// Rules that the size does not satisfy.
  private func violatedRules(_ stratum: StratumReceipt, _ own: Stratum) -> [(String, String)] {
    let name = stratum.stratum.excerpt
    return stratum.rule.split(separator: ";").compactMap { text in
      guard let rule = try? Rule(parsing: String(text)) else {
        return (
          "stratum \"\(name)\": \"\(String(text).excerpt)\" is no rule",
          "分类“\(name)”：“\(String(text).excerpt)”不是规则"
        )
      }
      let counts = rule.counts(of: own.population)
      guard stratum.size < counts.minimum || stratum.size > counts.maximum else { return nil }
      let range =
        counts.minimum == counts.maximum
        ? "\(counts.minimum)" : "\(counts.minimum)…\(counts.maximum)"
      return (
        "stratum \"\(name)\": \(rule) of \(own.population) asks for \(range), the receipt selects"
          + " \(stratum.size)",
        "分类“\(name)”：\(own.population) 的 \(rule) 应为 \(range)，回执为 \(stratum.size)"
      )
    }
  }

  private func checkRecord(
    _ record: DrawRecord?,
    roster: Roster?,
    _ verification: inout Verification
  ) {
    guard let record else {
      if let commitment {
        verification.add(
          .record,
          .unchecked,
          "the draw was committed to as \(commitment.excerpt); give its --record",
          "本次抽取的承诺值为 \(commitment.excerpt)，请用 --record 提供记录"
        )
      } else if sealed {
        verification.add(
          .record,
          false,
          "a sealed draw has a record, and the receipt names none",
          "密封抽取必有记录，但回执中没有"
        )
      } else {
        verification.add(
          .record,
          true,
          "the draw is uncommitted: nothing shows that the seed came last",
          "本次抽取没有承诺，无法证明种子是最后产生的"
        )
      }
      return
    }
    var differences: [(String, String)] = []
    if record.commitment.hex != commitment {
      differences.append(
        (
          "its commitment is \(record.commitment), the receipt says \(commitment ?? "none")",
          "记录的承诺值为 \(record.commitment)，回执为 \(commitment ?? "无")"
        )
      )
    }
    do {
      try record.check(label: try ProtocolText(label), seed: try ProtocolText(seed))
    } catch {
      let explained = error as? any ExplainedError
      differences.append(
        (
          explained?.explanation(in: .english) ?? "", explained?.explanation(in: .chinese) ?? ""
        )
      )
    }
    for stratum in record.strata {
      let own = strata.first { $0.stratum == stratum.name.text }
      let isSame =
        own?.population == stratum.population && own?.size == stratum.size
        && own?.reserves == stratum.reserves && stratum.design.rawValue == design
        && stratum.start?.hex == starts?[stratum.name.text]
      if !isSame {
        let name = stratum.name.text.excerpt
        differences.append(
          (
            "stratum \"\(name)\" has another population, size, reserves, design or start than the receipt",
            "分类“\(name)”的对象数、抽取数、候补数、方法或起点与回执不同"
          )
        )
      }
    }
    if record.strata.count != strata.count {
      differences.append(("the record has other strata than the receipt", "记录的分类与回执不同"))
    }
    if let roster, roster.frameDigest != record.unitFrame {
      differences.append(
        (
          "the pool is not the frame that the record commits to", "对象库不是记录所承诺的对象库"
        )
      )
    }
    for (english, chinese) in differences { verification.add(.record, false, english, chinese) }
    if differences.isEmpty {
      verification.add(
        .record,
        true,
        "label, form of the seed, frame and sizes are as committed: \(record.commitment)",
        "标签、种子格式、对象库和数量与承诺一致：\(record.commitment)"
      )
    }
  }
}
