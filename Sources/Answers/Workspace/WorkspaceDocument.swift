package import Inspections
internal import Reports
package import Sampling

/// A workspace that was made or copied: JSON `spotcheck.workspace/1`.
package struct WorkspaceDocument: ResultDocument, Sendable {
  /// `spotcheck.workspace/1`.
  package var schema = "spotcheck.workspace/1"
  /// The file.
  package var file: String
  /// Whether it is for trying out.
  package var demo: Bool
  /// Entries of its ledger.
  package var entries: Int
  /// The head of its ledger.
  package var head: String
  private var isCopy: Bool

  private enum CodingKeys: String, CodingKey { case schema, file, demo, entries, head }

  /// Makes the answer.
  package init(file: String, isDemo: Bool, head: LedgerHead, isCopy: Bool) {
    self.file = file
    demo = isDemo
    entries = head.count
    self.head = head.digest.hex
    self.isCopy = isCopy
  }

  /// One row.
  package var rows: [[String]] {
    [["file", "demo", "entries", "head"], [file, "\(demo)", "\(entries)", head]]
  }

  /// One line, and the head to publish.
  package func text(_ language: Language) -> String {
    let first =
      isCopy
      ? language("\(file): a verified copy", "\(file)：副本已核验")
      : language("\(file): the workspace is made", "\(file)：工作区已建立")
    let trial =
      demo ? language("; it is for trying out, and its clock may be set", "；仅供演示，时钟可设置") : ""
    return first + trial + "\n"
      + language("head of the ledger: ", "台账头：") + "\(entries) \(head)\n"
  }
}

/// Whether a workspace is sound: JSON `spotcheck.workspace-check/1`.
package struct WorkspaceCheckDocument: ResultDocument, Sendable {
  /// `spotcheck.workspace-check/1`.
  package var schema = "spotcheck.workspace-check/1"
  /// The file.
  package var file: String
  /// Whether nothing is wrong.
  package var sound: Bool
  /// What is wrong.
  package var problems: [Sentence]
  /// What to know.
  package var notes: [Sentence]
  /// The parts of the ledger's verification.
  package var ledger: [LedgerPart]
  /// The head of the ledger.
  package var head: String

  /// Makes the answer.
  package init(_ check: WorkspaceCheck, file: String) {
    self.file = file
    sound = check.problems.isEmpty
    problems = check.problems
    notes = check.notes
    ledger = check.ledger.lines.filter { $0.part != .published }.map { LedgerPart($0) }
    head = check.ledger.head.description
  }

  /// A row a sentence.
  package var rows: [[String]] {
    [["kind", "english", "chinese"]] + problems.map { ["problem", $0.english, $0.chinese] }
      + notes.map { ["note", $0.english, $0.chinese] }
  }

  /// What is wrong, else that nothing is.
  package func text(_ language: Language) -> String {
    var lines = problems.map { language("problem: ", "问题：") + $0.text(in: language) }
    lines += notes.map { language("note: ", "说明：") + $0.text(in: language) }
    lines += ledger.map { $0.text(language) }
    lines.append(
      sound
        ? language(
          "\(file): sound; what an erased entry said, and a rewriting of the whole file, are for ledger verify",
          "\(file)：完好；已删除的内容以及文件是否被整体重写，请用 ledger verify 核对"
        )
        : language("\(file): NOT sound", "\(file)：存在问题")
    )
    return lines.map { $0 + "\n" }.joined()
  }
}
