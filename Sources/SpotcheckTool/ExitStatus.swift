import ArgumentParser
import Frames
import Inference
import Inspections
import Sampling

/// The exit statuses, and which error has which.
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

  /// The status of an error.
  ///
  /// Every error type that a command may throw stands here.
  init(of error: any Error) {
    switch error {
    case let error as DiscreetError: self.init(of: error.hidden)
    case is DataError, is StrataMismatch, is RecordError, is PosteriorError,
      is FigureOutOfRange:
      self = .data
    case let error as InputError:
      if case .isOutput = error { self = .usage } else { self = .noInput }
    case let error as OutputError:
      switch error {
      case .cannotCreate, .danglingLink, .busy, .inTheWay, .exists: self = .cannotCreate
      case .isInput, .namedTwice: self = .usage
      case .writeFailed: self = .writeFailed
      }
    case let error as PlanTaskError:
      switch error {
      case .input(let error): self.init(of: error)
      case .data, .form, .noTask: self = .data
      case .notReady: self = .no
      }
    case SelectionError.tooManyPositions: self = .usage
    case is RuleCollision, is SelectionError, is StratumOverdrawn, is RecordMismatch,
      is DrawnBefore, is SeedOfAttemptBefore, is OutOfReach, is NothingLeft,
      is PricedShortage, is NoSuchPlan, is VisitCollision:
      self = .no
    case let error as RotationMismatch:
      if case .unknownReserves = error { self = .usage } else { self = .no }
    case let error as AllocationError:
      switch error {
      case .rules, .budget, .unreachable, .undetectable, .noViolator: self = .no
      case .detection, .noSum, .unknown, .tooManyViolators, .provesNothing: self = .usage
      case .missing, .tooManyDigits, .tooManyUnits, .zeroTotal, .tooDear: self = .data
      }
    case let error as DetectionSplitError:
      if case .share = error { self = .usage } else { self = .no }
    case let error as SealedDrawError:
      switch error {
      case .names: self = .data
      case .sizes: self = .no
      }
    case is Interruption: self = .interrupted
    case let error as PublicationRefused:
      if case .privateCell = error { self = .data } else { self = .usage }
    case is RuleSyntaxError, is ProtocolTextError, is UsageError, is RowFilterError,
      is UnusedEvidence,
      is CommitmentRefused:
      self = .usage
    case InferenceError.tooManyUnits: self = .data
    case is InferenceError, is DetectionError, is EstimateError, is CoverageTooLarge: self = .usage
    default: self = .internalError
    }
  }
}

/// A flag or a combination of flags that can not be used as given (exit status 64).
struct UsageError: ExplainedError {
  let english: String
  let chinese: String

  init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  func explanation(in language: Language) -> String { language(english, chinese) }
}
