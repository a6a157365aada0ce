/// What an error is about, which decides the exit status of a command.
public enum ErrorKind: Sendable, CaseIterable {
  /// The answer is no: rules collide, more is asked for than there is, what was shown does not follow.
  case no
  /// What was asked for can not be asked so.
  case usage
  /// What was read is not as it should be.
  case data
  /// What should be read is not there.
  case missing
  /// A service or a program that the work needs is not there.
  case unavailable
  /// What should be written can not be made.
  case cannotCreate
  /// What was begun could not be written to its end.
  case writeFailed
  /// The work was stopped from outside.
  case interrupted
}

/// An error that says in one line what is wrong, where, and what to do, in either language, and of what kind it
/// is.
public protocol ExplainedError: Error, Sendable, CustomStringConvertible {
  /// What it is about.
  var kind: ErrorKind { get }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line without a full stop or a line break.
  func explanation(in language: Language) -> String
}

extension ExplainedError {
  /// The English sentence.
  public var description: String { explanation(in: .english) }
}

extension Sentence {
  /// What an error says.
  ///
  /// - Parameter error: the error.
  public init(of error: some ExplainedError) {
    self.init(error.explanation(in: .english), error.explanation(in: .chinese))
  }
}
