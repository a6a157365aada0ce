internal import GRDB

/// What a workspace file holds, version after version.
///
/// A migration that was ever released is never changed: a file of its version must open for ever.
enum WorkspaceSchema {
  /// The version of a file that this program makes.
  static let version = "2"

  /// "SPOT", by which the file is known.
  static let applicationID = 0x5350_4F54

  /// The migrations up to this program's version.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      for statement in [ledger, libraries, changes] { try database.execute(sql: statement) }
    }
    register("2", after: "1", in: &migrator) { database in
      for statement in [tasks, teams, results] { try database.execute(sql: statement) }
    }
    return migrator
  }()

  /// Registers what brings a file up by a version, in one transaction with its entry in the ledger; a new file has
  /// none, since it begins with the entry that made it.
  static func register(
    _ version: String,
    after earlier: String,
    in migrator: inout DatabaseMigrator,
    _ body: @escaping @Sendable (Database) throws -> Void
  ) {
    migrator.registerMigration(version) { database in
      try body(database)
      var ledger = try LedgerWriter(database)
      guard ledger.hasEntries else { return }
      let isDemo = try String.fetchOne(
        database,
        sql: "SELECT value FROM workspace WHERE name = 'demo'"
      )
      // A clock that was set stands still.
      _ = try ledger.begin("workspace migrate", at: isDemo == "1" ? "" : WorkspaceClock.system)
      _ = try ledger.finish(
        LedgerPayload(["from": .text(earlier), "to": .text(version)]),
        actor: "spotcheck",
        subject: "workspace"
      )
    }
  }

  /// An entry is put down without its digest, filled in when the change is made, and then only its salt and payload
  /// can be blanked.
  private static let ledger = """
    CREATE TABLE workspace (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE ledger (
      number INTEGER PRIMARY KEY,
      time TEXT NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      digest TEXT NOT NULL,
      salt TEXT,
      payload TEXT
    );
    CREATE TABLE ledger_name (
      entry INTEGER PRIMARY KEY REFERENCES ledger (number),
      actor TEXT,
      subject TEXT,
      salt TEXT
    );
    CREATE TABLE ledger_head (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      count INTEGER NOT NULL,
      head TEXT NOT NULL
    );
    CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger
    BEGIN SELECT RAISE (ABORT, 'entries of the ledger are never deleted'); END;
    CREATE TRIGGER ledger_is_kept BEFORE UPDATE ON ledger
    WHEN OLD.digest <> '' AND (NEW.salt IS NOT NULL OR NEW.payload IS NOT NULL OR NEW.number <> OLD.number
      OR NEW.time <> OLD.time OR NEW.actor <> OLD.actor OR NEW.action <> OLD.action
      OR NEW.subject <> OLD.subject OR NEW.digest <> OLD.digest)
    BEGIN SELECT RAISE (ABORT, 'entries of the ledger are never changed'); END;
    """

  /// A version of a record holds from the entry `since` until the entry `until`, 0 where it still holds.
  private static func library(_ name: String, _ columns: [String]) -> String {
    let cells = columns.map { "  \($0) TEXT NOT NULL," }.joined(separator: "\n")
    return """
      CREATE TABLE \(name) (
        version INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        since INTEGER NOT NULL REFERENCES ledger (number),
        until INTEGER NOT NULL DEFAULT 0,
        erased INTEGER REFERENCES ledger (number),
      \(cells)
        UNIQUE (key, until)
      );
      CREATE TRIGGER \(name)_stays BEFORE DELETE ON \(name)
      BEGIN SELECT RAISE (ABORT, 'versions are never deleted'); END;

      """
  }

  private static let libraries = [
    library(
      "items",
      [
        "code", "compiler", "category", "matter", "object", "level", "method", "body", "basis",
        "note",
      ]
    ),
    library(
      "objects",
      [
        "code", "registration", "kind", "number", "name", "standard_name", "type", "address",
        "district",
        "industry", "status", "department", "scheme", "own_class", "own_class_date",
        "platform_class",
        "platform_class_date", "score", "checksum", "note",
      ]
    ),
    library(
      "departments",
      ["code", "name", "parent", "names", "kind", "participation", "line", "note"]
    ),
    library(
      "inspectors",
      [
        "certificate", "number", "name", "category", "department", "section", "speciality",
        "district",
        "valid_from", "valid_until", "role", "status", "note",
      ]
    ),
    library(
      "schemes",
      ["scheme", "class", "names", "rank", "score", "overrides", "source", "date", "note"]
    ),
    library("links", ["first", "second", "relation"]),
  ].joined()

  /// Tasks, their draws, and the objects of these.
  private static let tasks =
    library(
      "tasks",
      [
        "year", "number", "name", "code", "document", "targeting", "category", "lead", "partners",
        "unit", "items", "scope", "filter", "base", "rules", "overall", "reserves", "frequency",
        "window", "cap", "uncounted", "rotation", "rounds", "begins", "deadline", "label", "source",
      ]
    )
    + library(
      "draws",
      [
        "task", "attempt", "state", "task_version", "snapshot", "commitment", "record", "seed",
        "receipt", "reason", "witness",
      ]
    )
    + library("drawn", ["draw", "object", "class", "role", "rank", "state", "other", "reason"])
      + """
      CREATE INDEX drawn_of_draw ON drawn (draw, until);
      CREATE INDEX drawn_of_object ON drawn (object);
      """

  /// Who can not come or must not, what the teams of a task are, and the frames and teams of draws.
  private static let teams =
    library("absences", ["person", "first_day", "last_day", "note"])
    + library("avoidances", ["person", "object", "ground", "note"])
    + library(
      "staffing",
      ["task", "visit", "people", "speciality", "district", "most", "apart"]
    )
    + library("frames", ["draw", "visit", "posts", "inspectors"])
    + library("teams", ["draw", "object", "state", "seats", "out", "reason"])
    + "CREATE INDEX teams_of_draw ON teams (draw, until);"

  /// Working days, and what inspections found.
  private static let results =
    library("calendar", ["date", "arrangement", "holiday", "source"])
    + library(
      "results",
      [
        "task", "object", "department", "item", "date", "method", "team", "codes", "finding",
        "measure", "measure_due", "measure_done", "decided", "decision_published", "entered",
        "published", "note", "reviewed",
      ]
    )

  /// What an entry did to records: the lines of its diff, by the versions that began and ended; the text of a line
  /// is made of them.
  private static let changes = """
    CREATE TABLE change (
      entry INTEGER NOT NULL REFERENCES ledger (number),
      line INTEGER NOT NULL,
      library INTEGER NOT NULL,
      began INTEGER,
      ended INTEGER,
      salt BLOB,
      digest BLOB NOT NULL,
      PRIMARY KEY (entry, line)
    ) WITHOUT ROWID;
    """
}
