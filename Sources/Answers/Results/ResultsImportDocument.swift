package import Inspections
package import Reports
package import Sampling

/// What an import of results has done, and what follows from it: JSON `spotcheck.results-import/1`.
package struct ResultsImportDocument: ResultDocument, Sendable {
  /// `spotcheck.results-import/1`.
  package var schema = "spotcheck.results-import/1"
  /// What was imported.
  package var imported: ImportDocument
  /// Rows that nobody has filled in, and that were left out.
  package var unfilled: Int
  /// Objects that were closed, moved or not found, and for which another can be called in.
  package var replaceable: [Replaceable]

  /// An object that could not be inspected.
  package struct Replaceable: Encodable, Sendable {
    /// The task.
    package var task: String
    /// The object.
    package var object: String
    /// Why: `closed`, `deregistered`, `revoked`, `moved`, `unreachable`.
    package var reason: String
    fileprivate var sentence: Sentence

    private enum CodingKeys: String, CodingKey { case task, object, reason }
  }

  /// Makes the answer.
  package init(
    _ outcome: LibraryImport.Outcome,
    of request: LibraryImport,
    sample: ChangeSample?,
    replaceable: [ResultReplacement]
  ) {
    imported = ImportDocument(outcome, of: request, sample: sample)
    unfilled = outcome.unfilled
    self.replaceable = replaceable.map {
      Replaceable(
        task: $0.task,
        object: $0.object,
        reason: $0.reason.english,
        sentence: $0.reason
      )
    }
  }

  /// The counts of the import, the rows left out, and an object a row.
  package var rows: [[String]] {
    imported.rows + [["unfilled", "\(unfilled)"]]
      + replaceable.map { ["replaceable:\($0.task):\($0.object)", $0.reason] }
  }

  /// The import, and what to do next.
  package func text(_ language: Language) -> String {
    var text = imported.text(language)
    if unfilled > 0 {
      text += language(
        "\(unfilled) rows say nothing of a result and were left out\n",
        "有 \(unfilled) 行未填写结果，未导入\n"
      )
    }
    for object in replaceable {
      text += language(
        "\(object.object) (\(object.reason)): the next reserve comes in by spotcheck task replace \(object.task)"
          + " \(object.object) --reason …\n",
        "\(object.object)（\(object.sentence.chinese)）：可由候补递补：spotcheck task replace \(object.task)"
          + " \(object.object) --reason …\n"
      )
    }
    return text
  }
}

/// What a review has done: JSON `spotcheck.results-review/1`.
package struct ResultsReviewDocument: ResultDocument, Sendable {
  /// `spotcheck.results-review/1`.
  package var schema = "spotcheck.results-review/1"
  /// The task.
  package var task: String
  /// Results that count from now on.
  package var reviewed: Int
  /// Results that the same person has entered, and that wait for another.
  package var own: Int
  /// The head of the ledger after it; null where nothing was reviewed.
  @Nullable package var head: String?

  /// Makes the answer.
  package init(_ outcome: ResultReview.Outcome, of task: TaskKey) {
    self.task = task.text
    reviewed = outcome.reviewed
    own = outcome.own
    head = outcome.head?.description
  }

  /// A row.
  package var rows: [[String]] {
    [["task", "reviewed", "own"], [task, "\(reviewed)", "\(own)"]]
  }

  /// What was done, and what waits.
  package func text(_ language: Language) -> String {
    var text = language(
      "task \(task): \(reviewed) results reviewed\n",
      "任务 \(task)：已复核结果 \(reviewed) 项\n"
    )
    if own > 0 {
      text += language(
        "\(own) that you have entered yourself wait for a second person\n",
        "有 \(own) 项由您本人录入，须由他人复核\n"
      )
    }
    if let head { text += language("head of the ledger: ", "台账头：") + head + "\n" }
    return text
  }
}
