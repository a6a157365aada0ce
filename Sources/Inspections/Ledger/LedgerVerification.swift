internal import Frames
internal import GRDB
package import Sampling

/// Whether the ledger is what was written: its entries, their payloads and names, the rows that they speak of, and a
/// head that was published.
package struct LedgerVerification: Sendable {
  /// What is looked at.
  package enum Part: String, Sendable, CaseIterable {
    /// The entries, chained to the head that is kept.
    case chain
    /// What they say, against their digests.
    case payloads
    /// The names that stand for their numbers.
    case names
    /// The versions of records, recomputed.
    case rows
    /// The chain against a head that was published.
    case published
  }

  /// What was found.
  package enum State: String, Sendable {
    /// It is as it was written.
    case holds
    /// It is not.
    case differs
    /// Something of it can not be checked, and nothing differs.
    case notChecked = "not_checked"
  }

  /// One part with what was found.
  package struct Line: Sendable {
    /// The part.
    package var part: Part
    /// What was found.
    package var state: State
    /// How many things were looked at.
    package var count: Int
    /// What differs, or was not checked: the first of it in words.
    package var notes: [Sentence]
    /// How many notes there are in all.
    package var noteCount: Int
  }

  /// The parts, in their order.
  package private(set) var lines: [Line] = []
  /// The head of the entries as they are.
  package private(set) var head = LedgerHead()

  /// The worst that was found.
  package var state: State {
    let states = lines.map(\.state)
    return states.contains(.differs)
      ? .differs : states.contains(.notChecked) ? .notChecked : .holds
  }

  /// Verifies.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - published: a head that was seen before, `k hex` or the digest alone; nil where nobody has one.
  ///   - onlyChain: whether the rows are left alone.
  /// - Throws: ``WorkspaceError`` for a head that is none, and where the file can not be read.
  /// - Complexity: O(entries + lines of their diffs) time; a bit a version of memory.
  package init(
    of workspace: Workspace,
    against published: String? = nil,
    onlyChain: Bool = false
  ) throws {
    let wanted = try published.map { try PublishedHead($0) }
    (lines, head) = try workspace.read { database in
      let erasures = try Erasures(database)
      var chain = try ChainCheck(database, erasures, wanted: wanted)
      try chain.run()
      var lines = [chain.chain, chain.payloads, chain.names]
      if !onlyChain {
        var rows = try RowCheck(database, erasures)
        try rows.run()
        lines.append(rows.tally)
      }
      lines.append(chain.published)
      return (lines.map(\.line), chain.head)
    }
  }
}

/// A head that was published: with its count, or the digest of any entry's head.
struct PublishedHead {
  var count: Int?
  var digest: Digest

  init(_ text: String) throws(WorkspaceError) {
    if let head = LedgerHead(text) {
      (count, digest) = (head.count, head.digest)
    } else if let digest = Digest(hex: text) {
      self.digest = digest
    } else {
      throw WorkspaceError(
        .usage,
        "\(Setting.head) \"\(text.excerpt)\" is no head; write what spotcheck ledger head printed, \"12 3f…\" with 64 digits",
        "\(Setting.head)“\(text.excerpt)”不是台账头；请填写 spotcheck ledger head 的输出，如“12 3f……”（64 位十六进制）"
      )
    }
  }
}

/// What entries of erasure say was blanked.
struct Erasures {
  /// Entries without salt, payload and names.
  private(set) var entries: Set<Int> = []
  /// Lines without salt, by entry.
  private(set) var lines: [Int: Set<Int>] = [:]
  /// The entries that erased versions, by library and version.
  private(set) var versions: [LibraryKind: [Int: Int]] = [:]

  init(_ database: Database) throws {
    let payloads = try Row.fetchCursor(
      database,
      sql:
        "SELECT number, payload FROM ledger WHERE action = 'ledger erase' AND payload IS NOT NULL"
    )
    while let row = try payloads.next() {
      guard let payload = LedgerPayload(json: row["payload"]) else { continue }
      entries.formUnion(payload.integers("entries"))
      for line in payload.texts("erased") {
        let parts = line.split(separator: ".").compactMap { Int($0) }
        if parts.count == 2 { lines[parts[0], default: []].insert(parts[1]) }
      }
      for kind in LibraryKind.allCases {
        for version in payload.integers(kind.name) {
          versions[kind, default: [:]][version] = row["number"]
        }
      }
    }
  }
}

/// Counts what was looked at, and keeps what differs.
struct Tally {
  let part: LedgerVerification.Part
  var count = 0
  private var differences: [Sentence] = []
  private var differing = 0
  private var unchecked: [Sentence] = []
  private var missing = 0

  init(_ part: LedgerVerification.Part) { self.part = part }

  mutating func differs(_ english: @autoclosure () -> String, _ chinese: @autoclosure () -> String)
  {
    differing += 1
    if differences.count < DataError.shown { differences.append(Sentence(english(), chinese())) }
  }

  mutating func isNotChecked(
    _ english: @autoclosure () -> String,
    _ chinese: @autoclosure () -> String
  ) {
    missing += 1
    if unchecked.count < DataError.shown { unchecked.append(Sentence(english(), chinese())) }
  }

  var line: LedgerVerification.Line {
    let state: LedgerVerification.State =
      differing > 0 ? .differs : missing > 0 ? .notChecked : .holds
    return LedgerVerification.Line(
      part: part,
      state: state,
      count: count,
      notes: state == .differs ? differences : unchecked,
      noteCount: state == .differs ? differing : missing
    )
  }
}

/// Goes along the chain.
private struct ChainCheck {
  private let database: Database
  private let erasures: Erasures
  private let wanted: PublishedHead?
  private(set) var head = LedgerHead()
  private(set) var chain = Tally(.chain)
  private(set) var payloads = Tally(.payloads)
  private(set) var names = Tally(.names)
  private(set) var published = Tally(.published)
  private var isSeen = false

  init(_ database: Database, _ erasures: Erasures, wanted: PublishedHead?) throws {
    self.database = database
    self.erasures = erasures
    self.wanted = wanted
  }

  mutating func run() throws {
    let statement = try RawStatement(
      database,
      """
      SELECT number, time, ledger.actor, action, ledger.subject, digest, ledger.salt, payload,
        entry, ledger_name.actor, ledger_name.subject, ledger_name.salt
      FROM ledger LEFT JOIN ledger_name ON entry = number ORDER BY number
      """
    )
    var before = ""
    see()
    while try statement.step() {
      chain.count += 1
      let (number, expected) = (statement.int(0), chain.count)
      if number != expected {
        chain.differs("entry \(expected) is missing", "缺少第 \(expected) 条")
      }
      let time = statement.text(1)
      if time < before {
        chain.differs("entry \(number) is earlier than the one before", "第 \(number) 条的时间早于前一条")
      }
      before = time
      guard let digest = Digest(hex: statement.text(5)) else {
        chain.differs("entry \(number) has no digest", "第 \(number) 条没有摘要")
        continue
      }
      head.add(
        LedgerEntry(
          number: number,
          time: time,
          actor: statement.text(2),
          action: statement.text(3),
          subject: statement.text(4),
          digest: digest
        )
      )
      see()
      try payload(of: number, digest, statement)
    }
    try compareHead()
    comparePublished()
  }

  private mutating func payload(of number: Int, _ digest: Digest, _ statement: RawStatement) throws
  {
    payloads.count += 1
    names.count += 1
    if statement.isNull(6) || statement.isNull(7) {
      if erasures.entries.contains(number) {
        payloads.isNotChecked("what entry \(number) said was erased", "第 \(number) 条的内容已依申请删除")
        names.isNotChecked("the names of entry \(number) were erased", "第 \(number) 条的姓名已依申请删除")
        if !(statement.isNull(9) && statement.isNull(10)) {
          names.differs("entry \(number) has names that were erased", "第 \(number) 条的姓名已删除，却又存在")
        }
      } else {
        payloads.differs(
          "what entry \(number) said is missing, and no entry says that it was erased",
          "第 \(number) 条缺少内容，且没有删除记录"
        )
      }
      return
    }
    let text = statement.text(7)
    guard LedgerEntry.digest(of: text, salt: statement.text(6)) == digest else {
      payloads.differs("entry \(number) says something else than it did", "第 \(number) 条的内容被改动")
      return
    }
    guard let payload = LedgerPayload(json: text) else {
      payloads.differs("entry \(number) is not in the form of a payload", "第 \(number) 条的内容格式不规范")
      return
    }
    let given = LedgerNames(
      actor: statement.text(9),
      subject: statement.text(10),
      salt: statement.text(11)
    )
    if statement.isNull(8) || payload.text("names") != given.digest.hex {
      names.differs("the names of entry \(number) are others", "第 \(number) 条的姓名被改动")
    }
  }

  private mutating func compareHead() throws {
    let kept = try? LedgerWriter.head(database)
    guard let kept else {
      return chain.differs("the head that is kept is none", "所存台账头无效")
    }
    let count = head.count
    if kept.count != count {
      chain.differs(
        "there are \(count) entries, and the count that is kept is \(kept.count): some were added or taken"
          + " away",
        "现有 \(count) 条，所存条数为 \(kept.count)：有条目被增加或删除"
      )
    } else if kept.digest != head.digest {
      chain.differs(
        "the entries do not chain to the head that is kept: one was changed, moved, added or taken away",
        "各条目不能链接到所存台账头：有条目被改动、移动、增加或删除"
      )
    }
  }

  private mutating func see() {
    guard let wanted, wanted.digest == head.digest, wanted.count ?? head.count == head.count else {
      return
    }
    isSeen = true
  }

  private mutating func comparePublished() {
    guard let wanted else {
      return published.isNotChecked(
        "no published head was given (\(Setting.head)): whether the whole file was rewritten was not checked",
        "未提供已公布的台账头（\(Setting.head)）：未核对整个文件是否被重写"
      )
    }
    published.count = 1
    guard !isSeen else { return }
    published.differs(
      wanted.count.map { "the chain does not have the published head at entry \($0)" }
        ?? "the chain has the published head nowhere",
      wanted.count.map { "第 \($0) 条处的链头与已公布的不一致" } ?? "链上没有已公布的台账头"
    )
  }
}
