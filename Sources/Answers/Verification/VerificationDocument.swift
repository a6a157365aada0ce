package import Draws
internal import Frames
import Reports
import Sampling

/// What a verification found as JSON, `spotcheck.verification/1`, whatever the language of the terminal.
package struct VerificationDocument: Encodable {
  private let schema = "spotcheck.verification/1"
  private let answer: String
  private let lines: [Line]

  private struct Line: Encodable {
    var subject: String
    var outcome: String
    var finding: Finding
  }

  private struct Finding: Encodable {
    var en: String
    var zh: String
  }

  package init(_ verification: Verification) {
    answer = verification.answer.rawValue
    lines = verification.lines.map { line in
      Line(
        subject: line.subject.rawValue,
        outcome: line.outcome.rawValue,
        finding: Finding(en: line.finding.english, zh: line.finding.chinese)
      )
    }
  }

  /// The text.
  package var json: String {
    get throws { try JSONText.encode(self) }
  }
}
