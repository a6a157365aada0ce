internal import GRDB
internal import Sampling

/// Appends one entry to the ledger, within the transaction of the change that it is of.
struct LedgerWriter {
  private let database: Database
  private var head: LedgerHead
  private var entry: LedgerEntry?

  /// Looks where the chain ends.
  ///
  /// - Throws: ``WorkspaceError`` where the second table does not say what the first holds: nothing is added to a
  ///   ledger that was cut.
  init(_ database: Database) throws {
    self.database = database
    head = try LedgerWriter.head(database)
    let count = try Int.fetchOne(database, sql: "SELECT max(number) FROM ledger") ?? 0
    guard count == head.count else {
      throw WorkspaceError(
        .no,
        "the ledger has \(count) entries and should have \(head.count): nothing is added before it is looked at;"
          + " see spotcheck ledger verify",
        "台账现有 \(count) 条，应为 \(head.count) 条：核查之前不再追加；请运行 spotcheck ledger verify"
      )
    }
  }

  /// Whether it has any entry.
  var hasEntries: Bool { head.count > 0 }

  /// The head as it is kept; that of no entry in a new file.
  static func head(_ database: Database) throws -> LedgerHead {
    guard let row = try Row.fetchOne(database, sql: "SELECT count, head FROM ledger_head") else {
      return LedgerHead()
    }
    guard let digest = Digest(hex: row["head"] as String) else {
      throw WorkspaceError(
        .no,
        "the head of the ledger is none; see spotcheck ledger verify",
        "台账的头摘要无效；请运行 spotcheck ledger verify"
      )
    }
    return LedgerHead(count: row["count"], digest: digest)
  }

  /// Puts the entry down, so that the change can speak of it.
  ///
  /// - Parameters:
  ///   - action: the words of the command.
  ///   - now: the time; an earlier one than the last entry's repeats that.
  /// - Returns: its number.
  /// - Throws: what the database says.
  mutating func begin(_ action: String, at now: String) throws -> Int {
    let last = try String.fetchOne(
      database,
      sql: "SELECT time FROM ledger WHERE number = ?",
      arguments: [head.count]
    )
    let entry = LedgerEntry(
      number: head.count + 1,
      time: max(now, last ?? now),
      actor: RandomHex.digits(32),
      action: action,
      subject: RandomHex.digits(32),
      digest: LedgerHead().digest
    )
    try database.execute(
      sql:
        "INSERT INTO ledger (number, time, actor, action, subject, digest) VALUES (?, ?, ?, ?, ?, '')",
      arguments: [entry.number, entry.time, entry.actor, entry.action, entry.subject]
    )
    self.entry = entry
    return entry.number
  }

  /// Says what was done, and chains the entry.
  ///
  /// The payload also gets the digest of the names, salted by itself, so that no name can be changed unseen and
  /// yet each can be blanked.
  mutating func finish(_ payload: LedgerPayload, actor: String, subject: String) throws
    -> LedgerHead
  {
    guard var entry else { preconditionFailure("an entry begins before it is finished") }
    let nameSalt = RandomHex.digits(64)
    let names = LedgerNames(actor: actor, subject: subject, salt: nameSalt)
    var values = payload.values
    values["names"] = .text(names.digest.hex)
    let text = LedgerPayload(values).json
    let salt = RandomHex.digits(64)
    entry.digest = LedgerEntry.digest(of: text, salt: salt)
    try database.execute(
      sql: "UPDATE ledger SET digest = ?, salt = ?, payload = ? WHERE number = ?",
      arguments: [entry.digest.hex, salt, text, entry.number]
    )
    try database.execute(
      sql: "INSERT INTO ledger_name (entry, actor, subject, salt) VALUES (?, ?, ?, ?)",
      arguments: [entry.number, actor, subject, nameSalt]
    )
    head.add(entry)
    try database.execute(
      sql: "INSERT OR REPLACE INTO ledger_head (one, count, head) VALUES (1, ?, ?)",
      arguments: [head.count, head.digest.hex]
    )
    return head
  }
}

/// The names that stand for an entry's two numbers of chance.
struct LedgerNames: Hashable, Sendable {
  var actor: String
  var subject: String
  var salt: String

  /// hex SHA-256( salt LF actor LF subject ).
  var digest: Digest { LedgerEntry.digest(of: "\(actor)\n\(subject)", salt: salt) }
}
