internal import Sampling

/// What problems of one cause share.
struct ProblemCause: Hashable, Sendable {
  var file: String
  var column: String?
  var kind: String

  /// The cause of a problem; nil for one of the file as a whole, which stands for itself.
  init?(_ problem: DataError.Problem) {
    guard problem.row != nil else { return nil }
    file = problem.file
    column = problem.column
    kind = problem.reason.cause
  }
}

/// Problems of one cause in one column of one file.
struct ProblemGroup {
  /// The first problems, in the order of the file.
  var problems: [DataError.Problem]
  /// How many there are.
  var count: Int

  /// Problems of one cause that have a line of their own each; more of them share one.
  static let greatestApart = 3

  /// Whether they share a line.
  var isShared: Bool { count > ProblemGroup.greatestApart }

  /// One line: the first problem whole, and how many rows more have it.
  func explanation(in language: Language) -> String {
    guard isShared, let first = problems.first else {
      return problems.map { $0.sentence(in: language) }.joined(separator: "\n")
    }
    let rows = problems.dropFirst().prefix(9).compactMap(\.row)
    let list = rows.map(String.init).joined(separator: language(", ", "、"))
    let more = count > rows.count + 1 ? language(", …", "……") : ""
    return first.sentence(in: language)
      + language(
        "; so do \(count - 1) more, in rows \(list)\(more)",
        "；同类问题另有 \(count - 1) 处，在第 \(list)\(more) 行"
      )
  }
}

extension DataProblem {
  /// What problems of one cause share, whatever their cells hold.
  var cause: String {
    switch self {
    case .duplicate: "duplicate"
    case .ragged: "ragged"
    case .emptyRow: "empty row"
    case .text(let error), .normalizable(let error):
      switch error {
      case .control: "control"
      case .invisible: "invisible"
      case .tooLong: "long"
      default: "\(error)"
      }
    case .rule: "rule"
    default: "\(self)"
    }
  }
}
