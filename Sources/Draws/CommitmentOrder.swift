public import Frames
public import Sampling

/// A commitment that would leave something to choose (exit status 64).
public enum CommitmentRefused: ExplainedError, Hashable {
  /// The source has fewer outcomes than can not be tried out.
  case fewOutcomes(UInt64)
  /// Nothing tells how many outcomes the source has.
  case unknownOutcomes
  /// The record named before this one is of the same label, and this is called no redraw.
  case unnamedRedraw(label: String)
  /// The attempt before is of another label.
  case otherLabel(record: String, given: String)
  /// Another number than the attempt before gives.
  case attempt(given: Int, expected: Int)
  /// A year of a rotation is not drawn again.
  case rotationYear
  /// The draw before was no year of a rotation.
  case noRotation
  /// Something differs from the year before.
  case otherYear(what: String)
  /// Starts in the first year of a rotation.
  case startsInFirstYear
  /// Nothing says how many units of a pool are drawn.
  case noSizes

  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .fewOutcomes(let count):
      language(
        "the source has \(count) outcomes, and fewer than 2^32 can be tried out beforehand: with a label"
          + " chosen so, a certain unit is spared under every one; take two lotteries or ten ten-sided dice,"
          + " say \(Setting.outcomes) where the form does not tell, or add \(Setting.weakSeed), which every verification shows",
        "种子来源只有 \(count) 种结果，少于 2^32 种可被事先穷举：据此选定标签就能使某一对象在任何结果下都不被抽中。"
          + "请使用两种彩票或十枚十面骰；如格式不能反映结果数请用 \(Setting.outcomes) 说明；或加 \(Setting.weakSeed)（核验时会显示）"
      )
    case .unknownOutcomes:
      language(
        "the form has several numbers of more than one digit, and how many outcomes they have does not follow"
          + " from it (the balls of a lottery are not free of each other); say it with \(Setting.outcomes)",
        "种子格式含有多个多位数字，无法由格式得出结果数（彩票号码并非相互独立），请用 \(Setting.outcomes) 说明"
      )
    case .unnamedRedraw(let label):
      language(
        "the previous record is of the same label \"\(label.excerpt)\": this is a redraw, attempt by attempt;"
          + " name that record with \(Setting.redraw) and say why with \(Setting.reason), or give the draw another label",
        "上一记录的标签相同（“\(label.excerpt)”），属于重新抽取（attempt）：请用 \(Setting.redraw) 指明该记录并用 \(Setting.reason)"
          + " 说明原因，或换用其他标签"
      )
    case .otherLabel(let record, let given):
      language(
        "the attempt before is of the label \"\(record.excerpt)\", not \"\(given.excerpt)\"; a redraw keeps"
          + " the label",
        "上次尝试的标签为“\(record.excerpt)”，不是“\(given.excerpt)”，重新抽取须保持标签不变"
      )
    case .attempt(let given, let expected):
      language(
        "this is attempt \(expected), not \(given); leave \(Setting.attempt) out",
        "本次为第 \(expected) 次尝试（attempt），不是第 \(given) 次，请去掉 \(Setting.attempt)"
      )
    case .rotationYear:
      language(
        "a year of a rotation is not drawn again: begin a new rotation, with a label of its own",
        "轮换中的年度不得重新抽取，请用新的标签开始新的轮换"
      )
    case .noRotation:
      language(
        "the record of \(Setting.secretOf) is of no rotation: nobody was told that its secret would be kept; begin one"
          + " with commit \(Setting.rotation)",
        "\(Setting.secretOf) 的记录不属于轮换，公告未说明沿用密钥；请用 commit \(Setting.rotation) 开始轮换"
      )
    case .otherYear(let what):
      language(
        "a rotation keeps label, seed, secret, source and form of the seed, and \(what) differs from the year"
          + " before",
        "轮换须保持标签、种子、密钥、种子来源和格式不变，而\(CommitmentRefused.chinese[what] ?? what)与上年不同"
      )
    case .startsInFirstYear:
      language(
        "the first year of a rotation has no starts; leave \(Setting.start) and \(Setting.after) out",
        "轮换的第一年没有起点，请去掉 \(Setting.start) 和 \(Setting.after)"
      )
    case .noSizes:
      language(
        "nothing says how many units are drawn; give rules or sizes",
        "未说明抽取数量，请给出规则或数量"
      )
    }
  }

  private static let chinese = [
    "the label": "标签", "the source": "种子来源", "the form": "种子格式", "the secret": "密钥",
    "the seed": "种子",
  ]
}

extension CommitRequest {
  /// Refuses a source with so few outcomes that they can be tried out.
  ///
  /// - Parameter allowsWeakSeed: whether it is taken all the same; the record then says how many.
  /// - Throws: ``CommitmentRefused``.
  public mutating func checkSource(allowsWeakSeed: Bool) throws(CommitmentRefused) {
    let count = SeedSource(seedSource).outcomes(of: seedForm, declared: outcomes)
    guard let count else { throw .unknownOutcomes }
    guard count < SeedSource.advisedOutcomes else { return }
    guard allowsWeakSeed else { throw .fewOutcomes(count) }
    outcomes = count
  }

  /// Refuses an order of records in which an attempt could be hidden.
  ///
  /// - Parameters:
  ///   - previous: the authority's previous record, where it is known as a whole.
  ///   - attempt: the number that somebody gives this attempt.
  /// - Throws: ``CommitmentRefused``.
  public func checkOrder(
    previous: DrawRecord?,
    attempt: Int?
  ) throws(CommitmentRefused) {
    let label = terms.label
    if let redraw {
      guard redraw.record.label == label else {
        throw .otherLabel(record: redraw.record.label.text, given: label.text)
      }
      guard redraw.record.rotation == .none, rotation == .none else { throw .rotationYear }
    } else if let previous, previous.label == label, !isLaterYear {
      throw .unnamedRedraw(label: label.text)
    }
    if let attempt, attempt != self.attempt {
      throw .attempt(given: attempt, expected: self.attempt)
    }
  }

  private var isLaterYear: Bool {
    if case .later = rotation { true } else { false }
  }

  /// Makes this the next year of a rotation: label, secret, source and form are those of the year before.
  ///
  /// - Parameters:
  ///   - start: where the year before ended.
  ///   - record: the record of the year before; nil where the draw is open and it is not at hand.
  ///   - changed: what came into the strata and left them since.
  /// - Throws: ``CommitmentRefused``; ``RotationMismatch``.
  public mutating func goOn(
    from start: RotationStart,
    record: DrawRecord?,
    changed: [DrawRecord.Change]
  ) throws {
    let label = terms.label
    guard start.receipt.label.utf8.elementsEqual(label.text.utf8) else {
      throw CommitmentRefused.otherYear(what: "the label")
    }
    guard let seed = try? ProtocolText(start.receipt.seed), seedForm.matches(seed) else {
      throw CommitmentRefused.otherYear(what: "the form")
    }
    if let record {
      guard record.version == .one || record.rotation != .none else {
        throw CommitmentRefused.noRotation
      }
      guard record.label == label else { throw CommitmentRefused.otherYear(what: "the label") }
      guard record.seedSource == seedSource else {
        throw CommitmentRefused.otherYear(what: "the source")
      }
      guard record.seedForm == seedForm else { throw CommitmentRefused.otherYear(what: "the form") }
      secret = record.secret
      outcomes = record.outcomes
    }
    // The seed is known, so the key of this year can be compared with that of the year before.
    let key = DrawKey(.units, label: label.text, seed: seed.text, secret: secret?.hex ?? "")
    guard key.digest.hex == start.receipt.key else {
      throw CommitmentRefused.otherYear(what: "the secret")
    }
    rotation = .later(receipt: start.digest, used: start.calledUp, changed: changed)
    terms.starts = try start.starts(for: key)
  }
}

extension Receipt {
  /// What came into the strata and left them from the pool of this draw to another.
  ///
  /// - Parameters:
  ///   - file: the pool of this draw.
  ///   - pool: the pool of the next year, with its layout.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: a line for each stratum in which something changed; units that are kept out of a draw are
  ///   not gone.
  /// - Throws: what reading a pool throws.
  public func changes(
    from file: Evidence.PoolFile,
    to pool: Evidence.PoolFile,
    monitor: WorkMonitor
  ) throws -> [DrawRecord.Change] {
    let before = try roster(file, monitor: monitor)
    var layout = pool.layout
    layout.exclusions = nil
    let now = try pool.open(as: layout, monitor: monitor)
      .roster(wantsDigest: false, monitor: monitor)
    return DrawRecord.Change.between(before, now)
  }
}

extension DrawRequest {
  /// Holds a draw of a rotation against its record, whose starts and receipt it takes.
  ///
  /// - Parameter start: the draw that this one goes on from, as the caller names it.
  /// - Throws: ``RotationMismatch/receipt(file:)`` where it is not the one that was committed to.
  public mutating func goOn(from start: RotationStart?) throws(RotationMismatch) {
    after = start?.digest
    guard let record, record.version == .two else { return }
    guard case .later(let receipt, _, _) = record.rotation else {
      guard start == nil else { throw .notCommitted }
      return
    }
    guard start == nil || start?.digest == receipt else { throw .otherReceipt }
    after = receipt
    var starts: [ProtocolText: Digest] = [:]
    for stratum in record.strata { starts[stratum.name] = stratum.start }
    terms.starts = .rotation(starts)
  }
}

/// What a sealed draw says of an error that would name a stratum.
public enum SealedDrawError: ExplainedError, Hashable {
  /// Names that do not fit the strata (65).
  case names
  /// Sizes that can not be met (1).
  case sizes

  /// What it is about.
  public var kind: ErrorKind {
    switch self {
    case .names: .data
    case .sizes: .no
    }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .names:
      language(
        "rules, sizes, reserves or starts name strata that the pool does not have, or leave one out; the draw"
          + " is sealed, so that none is named: leave them out, and the record's are taken",
        "规则、数量、候补或起点中的分类与对象库不符；密封抽取不显示分类名称，请去掉这些参数，以记录为准"
      )
    case .sizes:
      language(
        "the sizes can not be met in a stratum; the draw is sealed, so that it is not named: leave rules and"
          + " sizes out, and the record's are taken",
        "某一分类无法满足抽取数；密封抽取不显示分类名称，请去掉规则和数量参数，以记录为准"
      )
    }
  }

  /// The error as a sealed draw may say it.
  ///
  /// - Parameters:
  ///   - error: an error of a draw.
  ///   - stratum: the column of the strata.
  /// - Returns: the same, or one that names no stratum.
  public static func discreet(_ error: any Error, stratum: String?) -> any Error {
    switch error {
    case is StrataMismatch: SealedDrawError.names
    case is StratumOverdrawn, is RuleCollision: SealedDrawError.sizes
    default: withoutClasses(error, stratum: stratum)
    }
  }

  /// The error without the cells of a column of classes.
  ///
  /// - Parameters:
  ///   - error: an error of a commitment, a draw or a verification.
  ///   - stratum: the column of the strata.
  /// - Returns: the same, or one that shows place and reason alone.
  public static func withoutClasses(_ error: any Error, stratum: String?) -> any Error {
    guard let error = error as? DataError else { return error }
    return error.hidingValues { column in
      column == nil || column == stratum || column == "draw_stratum"
        || column.map(ClassColumn.isClass) == true
    }
  }
}
