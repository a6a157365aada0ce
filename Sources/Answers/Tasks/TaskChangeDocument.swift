package import Inspections
package import Reports
package import Sampling

/// What was done to a task: JSON `spotcheck.task-change/1`.
package struct TaskChangeDocument: ResultDocument, Sendable {
  /// `spotcheck.task-change/1`.
  package var schema = "spotcheck.task-change/1"
  /// `commit`, `draw`, `replace`, `abandon` or `files`.
  package var action: String
  /// The key of the attempt.
  package var attempt: String
  /// The folder of its files; null where none were written.
  @Nullable package var folder: String?
  /// The object that was struck; null where none was.
  @Nullable package var struck: String?
  /// The reserve that stands in; null where none does.
  @Nullable package var called: String?
  /// The head of the ledger after it; null where nothing was changed.
  @Nullable package var head: String?
  private let lines: [Sentence]

  private enum CodingKeys: String, CodingKey {
    case schema, action, attempt, folder, struck, called, head
  }

  /// Makes the answer.
  package init(
    _ action: String,
    attempt: String,
    folder: String? = nil,
    head: LedgerHead?,
    saying lines: [Sentence]
  ) {
    self.action = action
    self.attempt = attempt
    self.folder = folder
    struck = nil
    called = nil
    self.head = head?.description
    self.lines = lines
  }

  /// Makes the answer of a replacement.
  package init(_ replacement: TaskChange.Replacement, for reason: TaskChange.Reason) {
    let (struck, called) = (replacement.struck, replacement.called)
    self.init(
      "replace",
      attempt: replacement.attempt,
      head: replacement.head,
      saying: [
        Sentence(
          "\(struck) is struck (\(reason.sentence.english)); \(called.key) \(called.name) stands in",
          "\(struck) 因“\(reason.sentence.chinese)”不再检查，由 \(called.key) \(called.name) 递补"
        ),
        Sentence(
          "reserves of its class that are left: \(replacement.left)",
          "该分类剩余候补：\(replacement.left)"
        ),
      ]
        + (replacement.unfilled.map { certificate in
          [
            Sentence(
              "\(called.key) has no team: \(certificate.explanation(in: .english))",
              "\(called.key) 没有检查组：\(certificate.explanation(in: .chinese))"
            )
          ]
        } ?? [])
    )
    self.struck = struck
    self.called = called.key
  }

  /// One row.
  package var rows: [[String]] {
    [
      ["action", "attempt", "folder", "struck", "called", "head"],
      [action, attempt, folder ?? "", struck ?? "", called ?? "", head ?? ""],
    ]
  }

  /// What was done, and the head.
  package func text(_ language: Language) -> String {
    lines.map { $0.text(in: language) + "\n" }.joined()
      + (head.map { language("head of the ledger: ", "台账头：") + $0 + "\n" } ?? "")
  }
}
