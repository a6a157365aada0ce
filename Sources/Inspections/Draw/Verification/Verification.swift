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
    /// The notice that was published before the seed.
    case notice
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
    /// Nothing differs, and whoever relies on it should know.
    case noted
  }

  /// What looking at it gave.
  public var outcome: Outcome
  /// Whether nothing speaks against it.
  public var holds: Bool { outcome == .holds || outcome == .noted }
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
      .selection: ("selection", "抽取结果"), .record: ("record", "记录"), .notice: ("notice", "公告"),
    ]
    let name = names[subject].map { language($0.0, $0.1) } ?? subject.rawValue
    switch outcome {
    case .holds: return language("\(name): ok: \(english)", "\(name)：一致：\(chinese)")
    case .differs: return language("\(name): DIFFERS: \(english)", "\(name)：不一致：\(chinese)")
    case .unchecked:
      return language("\(name): NOT CHECKED: \(english)", "\(name)：未核对：\(chinese)")
    case .noted: return language("\(name): note: \(english)", "\(name)：说明：\(chinese)")
    }
  }
}

/// One sentence in both languages.
typealias Difference = (english: String, chinese: String)

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
    _ holds: Bool,
    _ error: any ExplainedError
  ) {
    add(subject, holds, error.explanation(in: .english), error.explanation(in: .chinese))
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
