import Sampling

/// The exit statuses, and which kind of error has which.
enum ExitStatus: Int32 {
  /// The answer is no: verification failed, rules collide, count over population.
  case no = 1
  /// Nothing differs, and something that could be checked was not.
  case notChecked = 2
  case usage = 64
  case data = 65
  case noInput = 66
  case unavailable = 69
  case internalError = 70
  case cannotCreate = 73
  case writeFailed = 74
  case interrupted = 130

  /// The status of an error: of what kind it is, it knows itself.
  init(of error: any Error) {
    switch (error as? any ExplainedError)?.kind {
    case .no: self = .no
    case .usage: self = .usage
    case .data: self = .data
    case .missing: self = .noInput
    case .unavailable: self = .unavailable
    case .cannotCreate: self = .cannotCreate
    case .writeFailed: self = .writeFailed
    case .interrupted: self = .interrupted
    case nil: self = .internalError
    }
  }
}

/// A flag or a combination of flags that can not be used as given.
struct UsageError: ExplainedError {
  let sentence: Sentence

  init(_ english: String, _ chinese: String) { sentence = Sentence(english, chinese) }

  var kind: ErrorKind { .usage }

  func explanation(in language: Language) -> String { sentence.text(in: language) }
}
