package import Sampling

/// A term within which something has to be done, with the rule that sets it.
package struct DueTerm: Sendable, Hashable {
  /// What is due.
  package enum Kind: String, CaseIterable, Sendable {
    /// The plan of the year is issued with its number.
    case planIssued = "plan-issued"
    /// The plan of the year is public.
    case planPublished = "plan-published"
    /// A drawn task has its teams.
    case teams
    /// An object is inspected, and its result entered.
    case inspection
    /// A result is reviewed by a second person.
    case review
    /// A result is public.
    case publication
    /// A penalty or other decision is public.
    case decision
    /// What follows a finding is done.
    case followUp = "follow-up"

    /// What is due, for people.
    package var title: Sentence {
      switch self {
      case .planIssued: Sentence("issue the plan with its number", "印发年度抽查计划（有文号）")
      case .planPublished: Sentence("publish the plan", "公示年度抽查计划")
      case .teams: Sentence("match inspectors", "匹配检查人员")
      case .inspection: Sentence("inspect, and enter the result", "完成检查并录入结果")
      case .review: Sentence("review the result", "复核检查结果")
      case .publication: Sentence("publish the result", "公示检查结果")
      case .decision: Sentence("publish the decision", "公示处罚等决定")
      case .followUp: Sentence("follow-up", "后续处理")
      }
    }
  }

  /// The kind.
  package var kind: Kind
  /// Working days from the day on which it begins.
  package var workingDays: Int
  /// The rule.
  package var source: String
  /// Where it holds.
  package var region: String

  /// The terms in working days that come with the program, of `Terms/terms.csv`.
  ///
  /// Sources: 昭通市 notice that carries out 国发〔2019〕5号 (amr.yn.gov.cn/info/1304/8691.htm) for results and
  /// decisions; the county plan of 2024 that this program was made for, for the matching of inspectors.
  package static let all: [DueTerm] = EmbeddedTable.rows(PackageResources.terms_csv) { cells in
    guard let kind = Kind(rawValue: cells[0]), let days = Int(cells[1]) else { return nil }
    return DueTerm(kind: kind, workingDays: days, source: cells[3], region: cells[2])
  }

  /// The term of a kind; nil where a day is set otherwise.
  static func of(_ kind: Kind) -> DueTerm? { all.first { $0.kind == kind } }

  /// The last day of the year's plan, in the year itself: 15 March.
  static let plan = (month: 3, day: 15)
}
