package import Inspections
package import Reports
package import Sampling

/// A part of the ledger with what was found.
package struct LedgerPart: Encodable, Sendable {
  /// `chain`, `payloads`, `names`, `rows` or `published`.
  package var part: String
  /// `holds`, `differs` or `not_checked`.
  package var state: String
  /// How many things were looked at.
  package var count: Int
  /// What differs, or was not checked: the first of it in words.
  package var notes: [Sentence]
  /// How many notes there are in all.
  package var noteCount: Int

  init(_ line: LedgerVerification.Line) {
    part = line.part.rawValue
    state = line.state.rawValue
    count = line.count
    notes = line.notes
    noteCount = line.noteCount
  }

  /// The part and what was found, then its notes.
  func text(_ language: Language) -> String {
    let names: [String: Sentence] = [
      "chain": Sentence("entries chained", "条目链"), "payloads": Sentence("what they say", "条目内容"),
      "names": Sentence("names", "姓名"), "rows": Sentence("lines of libraries", "名录库明细"),
      "published": Sentence("published head", "已公布的台账头"),
    ]
    let states: [String: Sentence] = [
      "holds": Sentence("holds", "一致"), "differs": Sentence("DIFFERS", "不一致"),
      "not_checked": Sentence("not checked", "未核对"),
    ]
    var text = names[part]?.text(in: language) ?? part
    text +=
      language(": ", "：") + (states[state]?.text(in: language) ?? state)
      + language(" (\(count))", "（\(count)）")
    text += notes.map { "\n  " + $0.text(in: language) }.joined()
    if noteCount > notes.count {
      text +=
        "\n  " + language("and \(noteCount - notes.count) more", "另有 \(noteCount - notes.count) 处")
    }
    return text
  }
}

/// Whether the ledger is what was written: JSON `spotcheck.ledger-verification/1`.
package struct LedgerVerificationDocument: ResultDocument, Sendable {
  /// `spotcheck.ledger-verification/1`.
  package var schema = "spotcheck.ledger-verification/1"
  /// The worst that was found.
  package var state: String
  /// The parts.
  package var parts: [LedgerPart]
  /// Entries as they are.
  package var entries: Int
  /// The head of the entries as they are.
  package var head: String

  /// Makes the answer.
  package init(_ verification: LedgerVerification) {
    state = verification.state.rawValue
    parts = verification.lines.map { LedgerPart($0) }
    entries = verification.head.count
    head = verification.head.digest.hex
  }

  /// A row a note; a part without one has a row too.
  package var rows: [[String]] {
    [["part", "state", "count", "note", "note_chinese"]]
      + parts.flatMap { part in
        let cells = [part.part, part.state, "\(part.count)"]
        return part.notes.isEmpty
          ? [cells + ["", ""]] : part.notes.map { cells + [$0.english, $0.chinese] }
      }
  }

  /// The parts, and the whole in a line.
  package func text(_ language: Language) -> String {
    let whole: String =
      switch state {
      case "holds": language("verified", "核验通过")
      case "differs": language("NOT verified", "核验不通过")
      default: language("nothing differs; something was not checked", "未发现不一致；有内容未核对")
      }
    return parts.map { $0.text(language) + "\n" }.joined() + language("the ledger: ", "台账：") + whole
      + "\n"
      + "\(entries) \(head)\n"
  }
}

/// Entries of the ledger to read: JSON `spotcheck.ledger/1`.
package struct LedgerDocument: ResultDocument, Sendable {
  /// `spotcheck.ledger/1`.
  package var schema = "spotcheck.ledger/1"
  /// How many entries there are in all.
  package var count: Int
  /// The entries that are shown, the first one first.
  package var entries: [Entry]

  /// One entry.
  package struct Entry: Encodable, Sendable {
    /// The number.
    package var number: Int
    /// The time.
    package var time: String
    /// Who; null where that was erased.
    @Nullable package var actor: String?
    /// The words of the command.
    package var action: String
    /// What it was done to; null where that was erased.
    @Nullable package var subject: String?
    /// Its payload as JSON text; null where that was erased.
    @Nullable package var payload: String?
    fileprivate var summary: Sentence

    private enum CodingKeys: String, CodingKey {
      case number, time, actor, action, subject, payload
    }
  }

  /// Makes the answer.
  package init(_ list: LedgerList) {
    count = list.count
    entries = list.entries.map { entry in
      Entry(
        number: entry.number,
        time: entry.time,
        actor: entry.actor,
        action: entry.action,
        subject: entry.subject,
        payload: entry.payload?.json,
        summary: LedgerDocument.summary(entry.payload)
      )
    }
  }

  private static func summary(_ payload: LedgerPayload?) -> Sentence {
    guard let payload else { return Sentence("erased", "已删除") }
    var (english, chinese): ([String], [String]) = ([], [])
    for (key, words) in [
      ("new", ("new", "新增")), ("changed", ("changed", "变更")), ("ended", ("ended", "终止")),
      ("unchanged", ("unchanged", "未变")),
    ] {
      guard let count = payload.integer(key) else { continue }
      english.append("\(count) \(words.0)")
      chinese.append("\(words.1) \(count)")
    }
    if let reason = payload.text("reason"), !reason.isEmpty {
      english.append(reason)
      chinese.append(reason)
    }
    return Sentence(english.joined(separator: ", "), chinese.joined(separator: "，"))
  }

  /// A row an entry.
  package var rows: [[String]] {
    [["number", "time", "actor", "action", "subject", "payload"]]
      + entries.map {
        [
          "\($0.number)", $0.time, $0.actor ?? "", $0.action, $0.subject ?? "",
          $0.payload ?? "",
        ]
      }
  }

  /// A table of the entries.
  package func text(_ language: Language) -> String {
    let erased = language("(erased)", "（已删除）")
    let table = TextTable(
      header: [
        language("entry", "条目"), language("time (UTC)", "时间（UTC）"), language("who", "经办人"),
        language("action", "操作"), language("subject", "对象"), language("said", "内容"),
      ],
      rows: entries.map {
        [
          "\($0.number)", $0.time, $0.actor ?? erased, $0.action, $0.subject ?? erased,
          $0.summary.text(in: language),
        ]
      },
      rightAligned: [0]
    )
    let rest = count - entries.count
    return table.text
      + (rest > 0
        ? language(
          "\(rest) earlier entries; \(Setting.all) shows them",
          "另有 \(rest) 条较早的条目，\(Setting.all) 显示全部"
        )
          + "\n" : "")
  }
}

/// The head of the ledger: JSON `spotcheck.ledger-head/1`.
package struct LedgerHeadDocument: ResultDocument, Sendable {
  /// `spotcheck.ledger-head/1`.
  package var schema = "spotcheck.ledger-head/1"
  /// Entries.
  package var entries: Int
  /// The digest that speaks for all of them.
  package var head: String

  /// Makes the answer.
  package init(_ head: LedgerHead) {
    entries = head.count
    self.head = head.digest.hex
  }

  /// One row.
  package var rows: [[String]] { [["entries", "head"], ["\(entries)", head]] }

  /// What is published, and what `--head` takes.
  package func text(_ language: Language) -> String { "\(entries) \(head)\n" }
}

/// What was erased: JSON `spotcheck.ledger-erasure/1`.
package struct LedgerErasureDocument: ResultDocument, Sendable {
  /// `spotcheck.ledger-erasure/1`.
  package var schema = "spotcheck.ledger-erasure/1"
  /// Entries whose names and payload are blank now.
  package var entries: [Int]
  /// Lines of diffs that are blank now.
  package var lines: Int
  /// Versions whose cells are blank now.
  package var versions: Int
  /// The head after the entry of the erasure.
  package var head: String

  /// Makes the answer.
  package init(_ outcome: LedgerErasure.Outcome) {
    entries = outcome.entries
    lines = outcome.lines
    versions = outcome.versions
    head = outcome.head?.description ?? ""
  }

  /// One row.
  package var rows: [[String]] {
    [
      ["entries", "lines", "versions", "head"],
      [entries.map(String.init).joined(separator: " "), "\(lines)", "\(versions)", head],
    ]
  }

  /// What was erased, and where it is still.
  package func text(_ language: Language) -> String {
    language(
      "erased: what \(entries.count) entries said, \(lines) lines, \(versions) versions; the chain stays\n"
        + "backups and exports that were made before keep it: erase it there too\n",
      "已删除：\(entries.count) 条的内容、\(lines) 行明细、\(versions) 个版本；链不受影响\n此前的备份和导出文件仍含有这些内容，请一并处理\n"
    ) + head + "\n"
  }
}
