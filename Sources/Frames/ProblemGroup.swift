internal import Sampling

/// Problems of one cause in one column of one file.
struct ProblemGroup {
  /// The problems, in the order of the file.
  var problems: [DataError.Problem]

  /// What problems of one cause share.
  private struct Cause: Hashable {
    var file: String
    var column: String?
    var kind: String
  }

  /// Problems of one cause that have a line of their own each; more of them share one.
  static let greatestApart = 3

  /// Groups problems by their cause, the group with most of them first.
  static func groups(of problems: [DataError.Problem]) -> [ProblemGroup] {
    var places: [Cause: Int] = [:]
    var groups: [ProblemGroup] = []
    for problem in problems {
      let cause = Cause(file: problem.file, column: problem.column, kind: problem.reason.cause)
      if problem.row != nil, let place = places[cause] {
        groups[place].problems.append(problem)
      } else {
        places[cause] = groups.count
        groups.append(ProblemGroup(problems: [problem]))
      }
    }
    // In the order of the file where few stand for themselves.
    let areGrouped = groups.contains { $0.problems.count > greatestApart }
    guard areGrouped else { return problems.map { ProblemGroup(problems: [$0]) } }
    return groups.enumerated().sorted {
      ($1.element.problems.count, $0.offset) < ($0.element.problems.count, $1.offset)
    }.map(\.element)
  }

  /// One line: the first problem whole, and how many rows more have it.
  func explanation(in language: Language) -> String {
    guard problems.count > ProblemGroup.greatestApart, let first = problems.first else {
      return problems.map { $0.sentence(in: language) }.joined(separator: "\n")
    }
    let rows = problems.dropFirst().compactMap(\.row)
    let list = rows.prefix(9).map(String.init).joined(separator: language(", ", "、"))
    let more = rows.count > 9 ? language(", …", "……") : ""
    return first.sentence(in: language)
      + language(
        "; so do \(problems.count - 1) more, in rows \(list)\(more)",
        "；同类问题另有 \(problems.count - 1) 处，在第 \(list)\(more) 行"
      )
  }
}

extension DataProblem {
  /// What problems of one cause share, whatever their cells hold.
  fileprivate var cause: String {
    switch self {
    case .duplicate: "duplicate"
    case .ragged: "ragged"
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
