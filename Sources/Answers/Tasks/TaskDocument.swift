package import Inspections
package import Reports
package import Sampling

/// One task with its attempts and objects: JSON `spotcheck.task/1`.
package struct TaskDocument: ResultDocument, Sendable {
  /// `spotcheck.task/1`.
  package var schema = "spotcheck.task/1"
  /// `2024/3`.
  package var key: String
  /// What the task says, by column; empty ones are left out.
  package var task: [String: String]
  /// `open`, `ready`, `committed`, `drawn` or `abandoned`.
  package var state: String
  /// The attempts, the first one first: all are shown.
  package var attempts: [Attempt]
  /// The objects of the last attempt.
  package var objects: [Object]
  private let cells: [(title: Sentence, value: String)]
  private let words: Sentence
  private let showsClasses: Bool

  private enum CodingKeys: String, CodingKey { case schema, key, task, state, attempts, objects }

  /// An attempt.
  package struct Attempt: Encodable, Sendable {
    /// Its number.
    package var number: Int
    /// `committed`, `drawn`, `abandoned` or `superseded`.
    package var state: String
    /// The entry of its commitment.
    package var entry: Int
    /// The commitment.
    package var commitment: String
    /// Whether it is sealed.
    package var sealed: Bool
    /// The seed; null before it is drawn.
    @Nullable package var seed: String?
    /// Why it was drawn again, or given up.
    package var reason: String
    /// Who witnessed it.
    package var witness: String
    fileprivate var words: Sentence

    private enum CodingKeys: String, CodingKey {
      case number, state, entry, commitment, sealed, seed, reason, witness
    }
  }

  /// An object.
  package struct Object: Encodable, Sendable {
    /// Its key.
    package var key: String
    /// Its name.
    package var name: String
    /// `selected`, `reserve` or `excluded`.
    package var role: String
    /// Empty, `struck` or `called`.
    package var state: String
    /// Why it was struck, called or kept out.
    package var reason: String
    /// Its class on the day; null where classes are not shown.
    @Nullable package var riskClass: String?
    /// Its rank in its class; null where classes are not shown.
    @Nullable package var rank: Int?
    fileprivate var words: Sentence
    fileprivate var why: Sentence

    private enum CodingKeys: String, CodingKey {
      case key, name, role, state, reason, rank
      case riskClass = "class"
    }
  }

  /// Makes the answer.
  ///
  /// - Parameters:
  ///   - record: the task.
  ///   - showsClasses: whether classes and ranks are shown, by which a sealed draw tells them.
  package init(_ record: TaskRecord, showsClasses: Bool) {
    let line = record.line
    key = line.task.key
    let columns = LibraryKind.tasks.columns
    let filled = zip(columns, line.task.cells).filter { !$0.1.isEmpty }
    task = Dictionary(filled.map { ($0.0.name, $0.1) }, uniquingKeysWith: { $1 })
    cells = filled.map { ($0.0.title, $0.1) }
    state = line.state.rawValue
    words = line.state.sentence
    self.showsClasses = showsClasses
    attempts = line.attempts.map { attempt in
      Attempt(
        number: attempt.number,
        state: attempt.state.rawValue,
        entry: attempt.snapshot,
        commitment: attempt.record.commitment.hex,
        sealed: attempt.record.isSealed,
        seed: attempt.seed.isEmpty ? nil : attempt.seed,
        reason: attempt.reason,
        witness: attempt.witness,
        words: attempt.state.sentence
      )
    }
    let objects = record.objects.map { object in
      Object(
        key: object.key,
        name: object.name,
        role: object.role.rawValue,
        state: object.state.rawValue,
        reason: object.reason,
        riskClass: showsClasses ? object.riskClass : nil,
        rank: showsClasses && object.rank > 0 ? object.rank : nil,
        words: object.sentence,
        why: TaskChange.Reason(name: object.reason)?.sentence
          ?? Sentence(object.reason, object.reason)
      )
    }
    // In the order of the draw the classes would stand together.
    self.objects =
      showsClasses
      ? objects
      : objects.sorted { left, right in
        "\(left.role) \(left.key)".utf8.lexicographicallyPrecedes("\(right.role) \(right.key)".utf8)
      }
  }

  /// A row an object.
  package var rows: [[String]] {
    let header = ["key", "name", "role", "state", "reason"]
    return [header + (showsClasses ? ["class", "rank"] : [])]
      + objects.map { object in
        [object.key, object.name, object.role, object.state, object.reason]
          + (showsClasses ? [object.riskClass ?? "", object.rank.map { "\($0)" } ?? ""] : [])
      }
  }

  /// The task, its attempts, its objects.
  package func text(_ language: Language) -> String {
    var text =
      language("task ", "任务 ") + key + language(": ", "：") + words.text(in: language) + "\n"
    for (title, value) in cells {
      let lines = value.replacing("\n", with: "\n    ")
      text += "  " + title.text(in: language) + language(": ", "：") + lines + "\n"
    }
    for attempt in attempts {
      let seal = attempt.sealed ? language(", sealed", "，密封") : ""
      text +=
        language("attempt \(attempt.number): ", "第 \(attempt.number) 次抽取：")
        + attempt.words.text(in: language) + seal
        + language(", entry \(attempt.entry), commitment ", "，台账第 \(attempt.entry) 条，承诺值 ")
        + attempt.commitment + "\n"
      if let seed = attempt.seed { text += "  " + language("seed: ", "种子：") + seed + "\n" }
      if !attempt.reason.isEmpty {
        text += "  " + language("reason: ", "原因：") + attempt.reason + "\n"
      }
      if !attempt.witness.isEmpty {
        text += "  " + language("witness: ", "见证：") + attempt.witness + "\n"
      }
    }
    guard !objects.isEmpty else { return text }
    let header =
      [
        language("key", "标识"), language("name", "名称"), language("in the draw", "抽取结果"),
        language("reason", "原因"),
      ] + (showsClasses ? [language("class", "等级"), language("rank", "次序")] : [])
    return text
      + TextTable(
        header: header,
        rows: objects.map { object in
          [
            object.key, object.name, object.words.text(in: language),
            object.why.text(in: language),
          ]
            + (showsClasses ? [object.riskClass ?? "", object.rank.map { "\($0)" } ?? ""] : [])
        },
        rightAligned: showsClasses ? [5] : []
      ).text
  }
}

extension DrawAttempt.State {
  /// The state in words.
  package var sentence: Sentence {
    switch self {
    case .committed: Sentence("committed to", "已承诺")
    case .drawn: Sentence("drawn", "已抽取")
    case .abandoned: Sentence("given up", "已放弃")
    case .superseded: Sentence("drawn, and drawn again since", "已抽取，后重新抽取")
    }
  }
}

extension DrawnObject {
  /// What it is, in words.
  fileprivate var sentence: Sentence {
    switch (role, state) {
    case (.selected, .struck): Sentence("struck", "已替换")
    case (.selected, _): Sentence("selected", "入选")
    case (.reserve, .called): Sentence("stands in", "递补")
    case (.reserve, .struck): Sentence("stood in and was struck", "递补后又被替换")
    case (.reserve, .plain): Sentence("reserve", "候补")
    case (.excluded, _): Sentence("kept out", "不参加抽取")
    }
  }
}
