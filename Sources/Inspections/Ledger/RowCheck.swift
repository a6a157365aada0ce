internal import Frames
internal import GRDB
internal import Sampling

/// Makes the lines of every diff anew, of the versions as they lie, and compares their digests; no version may be
/// there of which no line speaks.
struct RowCheck {
  private let database: Database
  private let erasures: Erasures
  private var tables: [Int: VersionTable] = [:]
  private(set) var tally = Tally(.rows)

  init(_ database: Database, _ erasures: Erasures) throws {
    self.database = database
    self.erasures = erasures
    for kind in LibraryKind.allCases { tables[kind.rawValue] = try VersionTable(database, kind) }
  }

  mutating func run() throws {
    let entries = try RawStatement(
      database,
      "SELECT number, payload, action FROM ledger ORDER BY number"
    )
    let lines = try RawStatement(
      database,
      "SELECT entry, line, library, began, ended, salt, digest FROM change ORDER BY entry, line"
    )
    var hasLine = try lines.step()
    while try entries.step() {
      let number = entries.int(0)
      var (count, digests) = (0, SHA256())
      // Lines of an entry that there is not.
      while hasLine, lines.int(0) < number {
        stray(lines.int(0))
        hasLine = try lines.step()
      }
      while hasLine, lines.int(0) == number {
        count += 1
        if lines.int(1) != count {
          tally.differs(
            "line \(count) of entry \(number) is missing",
            "第 \(number) 条缺少第 \(count) 行明细"
          )
        }
        if let digest = Digest(bytes: lines.bytes(6)) {
          digests.add(digest.hex)
          digests.add("\n")
        }
        try check(lines)
        hasLine = try lines.step()
      }
      try compare(entries, number, count, digests.digest)
    }
    while hasLine {
      stray(lines.int(0))
      hasLine = try lines.step()
    }
    try compareVersions()
  }

  private mutating func stray(_ entry: Int) {
    tally.differs(
      "there are lines of an entry \(entry) that is not there",
      "存在不属于任何条目的明细（条目 \(entry)）"
    )
  }

  /// Compares the lines of an entry with what it says of them.
  private mutating func compare(
    _ entries: RawStatement,
    _ number: Int,
    _ count: Int,
    _ digest: Digest
  ) throws {
    guard !entries.isNull(1) else {
      if count > 0 {
        tally.isNotChecked(
          "what entry \(number) said of its \(count) lines was erased",
          "第 \(number) 条对 \(count) 行明细的说明已删除"
        )
      }
      return
    }
    guard let payload = LedgerPayload(json: entries.text(1)) else { return }
    if entries.text(2) == "workspace init" {
      let isDemo = try String.fetchOne(
        database,
        sql: "SELECT value FROM workspace WHERE name = 'demo'"
      )
      if payload.integer("demo").map(String.init) != isDemo {
        tally.differs("the workspace was made for another use", "工作区用途（是否演示）被改动")
      }
    }
    guard payload.integer("lines") ?? 0 == count else {
      return tally.differs(
        "entry \(number) has \(count) lines and says \(payload.integer("lines") ?? 0)",
        "第 \(number) 条有 \(count) 行明细，应为 \(payload.integer("lines") ?? 0) 行"
      )
    }
    if count > 0, payload.text("digest") != digest.hex {
      tally.differs("the lines of entry \(number) are others", "第 \(number) 条的明细被改动")
    }
  }

  /// Makes a line anew.
  private mutating func check(_ line: RawStatement) throws {
    tally.count += 1
    let (entry, number) = (line.int(0), line.int(1))
    guard let kind = LibraryKind(rawValue: line.int(2)), let table = tables[kind.rawValue] else {
      return tally.differs(
        "line \(number) of entry \(entry) is of no library",
        "第 \(entry) 条第 \(number) 行明细不属于任何名录库"
      )
    }
    func differs(_ english: String, _ chinese: String) {
      tally.differs(
        "\(kind.name), line \(number) of entry \(entry): \(english)",
        "\(kind.title.chinese)，第 \(entry) 条第 \(number) 行：\(chinese)"
      )
    }
    let began = line.isNull(3) ? nil : line.int(3)
    let ended = line.isNull(4) ? nil : line.int(4)
    let new = try began.map { try table.version($0) }
    let old = try ended.map { try table.version($0) }
    if let new, new?.since != entry || !table.begin(began ?? 0) {
      return differs("the version that began is not there", "起始版本不存在或被改动")
    }
    if let old, old?.until != entry || !table.end(ended ?? 0) {
      return differs("the version that ended is not there", "终止版本不存在或被改动")
    }
    let after = new ?? nil
    let before = old ?? nil
    guard let key = (after ?? before)?.key else {
      return differs("speaks of no version", "未涉及任何版本")
    }
    if line.isNull(5) {
      let isSaid = erasures.lines[entry]?.contains(number) == true
      let areErased = [(after, began), (before, ended)].allSatisfy { version, number in
        guard let version, let number else { return true }
        return version.isBlank(number, by: erasures.versions[kind]?[number])
      }
      guard isSaid, areErased else {
        return differs("is missing, and no entry says that it was erased", "缺失，且没有删除记录")
      }
      return tally.isNotChecked(
        "\(kind.name), line \(number) of entry \(entry) was erased",
        "\(kind.title.chinese)，第 \(entry) 条第 \(number) 行已依申请删除"
      )
    }
    let change = LibraryChange(key, from: before?.cells, to: after?.cells)
    let digest = LedgerEntry.digest(of: change.line(in: kind), salt: RandomHex.hex(line.bytes(5)))
    guard digest == Digest(bytes: line.bytes(6)),
      before.map({ $0.key.utf8.elementsEqual(key.utf8) }) ?? true,
      [after, before].allSatisfy({ $0?.erased == nil })
    else {
      return differs(
        "the record \"\(key.excerpt)\" is not as it was written",
        "记录“\(key.excerpt)”与写入时不一致"
      )
    }
  }

  /// No version may be there that no line speaks of.
  private mutating func compareVersions() throws {
    for kind in LibraryKind.allCases {
      guard let table = tables[kind.rawValue] else { continue }
      let row = try Row.fetchOne(
        database,
        sql: "SELECT count(*) AS versions, count(nullif(until, 0)) AS ended FROM \(kind.name)"
      )
      let (versions, ended): (Int, Int) = (row?["versions"] ?? 0, row?["ended"] ?? 0)
      if versions != table.began || ended != table.ended {
        tally.differs(
          "\(kind.name): \(versions) versions of which \(ended) ended, where the ledger speaks of \(table.began) and"
            + " \(table.ended)",
          "\(kind.title.chinese)：共 \(versions) 个版本（已终止 \(ended)），台账记载 \(table.began) 个（已终止 \(table.ended)）"
        )
      }
    }
  }
}

/// The versions of one library, and which of them a line has spoken of.
private final class VersionTable {
  struct Version {
    var key: String
    var since: Int
    var until: Int
    var erased: Int?
    var cells: [String]

    /// Whether it is as an entry that erased it left it.
    func isBlank(_ version: Int, by entry: Int?) -> Bool {
      entry != nil && erased == entry && key == LedgerErasure.erasedKey + String(version)
        && cells.allSatisfy(\.isEmpty)
    }
  }

  private let statement: RawStatement
  private let width: Int
  private var beginnings: BitSet
  private var endings: BitSet

  init(_ database: Database, _ kind: LibraryKind) throws {
    width = kind.columns.count
    let list = kind.columns.map(\.name).joined(separator: ", ")
    statement = try RawStatement(
      database,
      "SELECT key, since, until, erased, \(list) FROM \(kind.name) WHERE version = ?"
    )
    let greatest = try Int.fetchOne(database, sql: "SELECT max(version) FROM \(kind.name)") ?? 0
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(kind.name)") ?? 0
    // Versions are numbered from 1 without gaps; a number far beyond was put there by somebody else.
    let room = greatest == count ? count : min(greatest, 2 * count + 1024)
    (beginnings, endings) = (BitSet(room), BitSet(room))
  }

  var began: Int { beginnings.count }
  var ended: Int { endings.count }

  /// Notes that a line speaks of a version's begin; false where one did before.
  func begin(_ version: Int) -> Bool { beginnings.insert(version) }
  /// Notes that a line speaks of a version's end; false where one did before.
  func end(_ version: Int) -> Bool { endings.insert(version) }

  func version(_ number: Int) throws -> Version? {
    try statement.bind(1, number)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return Version(
      key: statement.text(0),
      since: statement.int(1),
      until: statement.int(2),
      erased: statement.isNull(3) ? nil : statement.int(3),
      cells: (0..<width).map { statement.text(Int32(4 + $0)) }
    )
  }
}

/// Numbers from 0 to a greatest one, a bit each.
private struct BitSet {
  private var words: [UInt64]
  private let greatest: Int
  private(set) var count = 0

  init(_ greatest: Int) {
    self.greatest = greatest
    words = [UInt64](repeating: 0, count: greatest / 64 + 1)
  }

  /// Adds a number; false where it is in it already, or too great.
  mutating func insert(_ number: Int) -> Bool {
    guard (0...greatest).contains(number) else { return false }
    let bit: UInt64 = 1 << UInt64(number % 64)
    guard words[number / 64] & bit == 0 else { return false }
    words[number / 64] |= bit
    count += 1
    return true
  }
}
