public import Sampling

/// One thing that a verification looked at.
public struct VerificationLine: Hashable, Sendable {
  /// What was looked at.
  public enum Subject: String, Sendable {
    /// The form of the receipt.
    case receipt
    /// The record and its commitment.
    case record
    /// The draw that a rotation goes on from.
    case rotation
    /// Label, seed, secret and key.
    case seed
    /// The pool, and what of it is drawn from and shown.
    case frame
    /// Populations, rules and sizes.
    case sizes
    /// The selected units.
    case selection
    /// The inspectors of each selected unit.
    case assignment
    /// The notice that was published before the seed.
    case notice
    /// The receipt and the list that were published.
    case published = "public_files"
  }

  /// What looking at it gave.
  public enum Outcome: String, Sendable {
    /// It is as it should be.
    case holds
    /// It is not.
    case differs
    /// It could not be looked at, because something was not given.
    case unchecked = "not_checked"
    /// Nothing differs, and whoever relies on it should know.
    case noted = "note"
  }

  /// What was looked at.
  public var subject: Subject
  /// What looking at it gave.
  public var outcome: Outcome
  /// What was found.
  public var finding: Sentence

  /// The line for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: subject, answer and finding.
  public func sentence(in language: Language) -> String {
    let answer =
      switch outcome {
      case .holds: language("ok", "一致")
      case .differs: language("DIFFERS", "不一致")
      case .unchecked: language("NOT CHECKED", "未核对")
      case .noted: language("note", "说明")
      }
    return [subject.name(in: language), answer, finding.text(in: language)]
      .joined(separator: language(": ", "："))
  }
}

extension VerificationLine.Subject {
  /// The subject for a person.
  func name(in language: Language) -> String {
    switch self {
    case .receipt: language("receipt", "回执")
    case .record: language("record", "记录")
    case .rotation: language("rotation", "轮换")
    case .seed: language("seed", "种子")
    case .frame: language("frame", "对象库")
    case .sizes: language("sizes", "数量")
    case .selection: language("selection", "抽取结果")
    case .assignment: language("assignment", "人员分配")
    case .notice: language("notice", "公告")
    case .published: language("public files", "公开材料")
    }
  }
}

/// What a verification found, a line for each thing it looked at.
public struct Verification: Sendable {
  /// The lines, in the order in which they were looked at.
  public private(set) var lines: [VerificationLine] = []
  /// Whether only what the public sees of a sealed draw was looked at.
  var isFormAlone = false

  /// The answer to the whole.
  public enum Answer: String, Sendable {
    /// All is as it should be.
    case verified
    /// Of a sealed draw the public sees the form alone, and it is right.
    case formHolds = "form_holds"
    /// Something differs.
    case notVerified = "not_verified"
    /// Nothing differs, and something could not be looked at.
    case notChecked = "not_checked"
  }

  /// The answer to the whole.
  public var answer: Answer {
    if lines.contains(where: { $0.outcome == .differs }) { return .notVerified }
    if lines.contains(where: { $0.outcome == .unchecked }) { return .notChecked }
    return isFormAlone ? .formHolds : .verified
  }

  /// The last line for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: the answer, with what differs or is missing.
  public func conclusion(in language: Language) -> String {
    func subjects(_ outcome: VerificationLine.Outcome) -> String {
      var names: [String] = []
      for line in lines where line.outcome == outcome {
        let name = line.subject.name(in: language)
        if !names.contains(name) { names.append(name) }
      }
      return names.joined(separator: language(", ", "、"))
    }
    switch answer {
    case .verified:
      return language("verified: everything is as the receipt says", "验证通过：与回执完全一致")
    case .formHolds:
      return language(
        "the form holds; the selection cannot be checked from outside",
        "形式无误；抽取结果无法从外部核对"
      )
    case .notVerified:
      return language("NOT verified: \(subjects(.differs))", "验证未通过：\(subjects(.differs))")
    case .notChecked:
      return language(
        "nothing differs; not checked: \(subjects(.unchecked))",
        "未发现不一致；未核对：\(subjects(.unchecked))"
      )
    }
  }

  mutating func add(
    _ subject: VerificationLine.Subject,
    _ outcome: VerificationLine.Outcome,
    _ finding: Sentence
  ) {
    lines.append(VerificationLine(subject: subject, outcome: outcome, finding: finding))
  }

  mutating func add(
    _ subject: VerificationLine.Subject,
    _ outcome: VerificationLine.Outcome,
    _ english: String,
    _ chinese: String
  ) {
    add(subject, outcome, Sentence(english, chinese))
  }

  mutating func add(
    _ subject: VerificationLine.Subject,
    _ outcome: VerificationLine.Outcome,
    _ error: any ExplainedError
  ) {
    add(subject, outcome, Sentence(of: error))
  }

  /// Adds the lines of a part.
  mutating func add(_ part: Verification) { lines += part.lines }

  /// Adds a line for each difference, or one that it holds where there is none.
  mutating func add(
    _ subject: VerificationLine.Subject,
    differences: [Sentence],
    _ english: @autoclosure () -> String,
    _ chinese: @autoclosure () -> String
  ) {
    for difference in differences.prefix(Verification.shown) {
      add(subject, .differs, difference)
    }
    if differences.count > Verification.shown {
      let more = differences.count - Verification.shown
      add(subject, .differs, "and \(more) more differences", "另有 \(more) 处不同")
    }
    if differences.isEmpty { add(subject, .holds, english(), chinese()) }
  }

  /// How many differences of a subject are put in words.
  private static let shown = 20
}
