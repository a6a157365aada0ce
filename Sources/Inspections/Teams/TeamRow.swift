internal import GRDB
internal import Sampling

/// The team of one object, as a row of the workspace keeps it.
package struct TeamRow: Sendable {
  /// What became of it.
  package enum State: String, Sendable {
    /// It stands.
    case team
    /// The object was struck from the list.
    case struck
    /// Nobody could be found: it keeps the team that it had, or none.
    case unfilled
  }

  /// One place.
  package struct Seat: Hashable, Sendable {
    /// The kind of post.
    package var kind: String
    /// The key of the inspector.
    package var inspector: String
  }

  /// The version of the object.
  package var object: Int
  /// What became of it.
  package var state: State
  /// Its places, by the bytes of kind and inspector.
  package var seats: [Seat]
  /// Everybody who ever left it, by bytes.
  package var out: [String]
  /// Why it was changed last; empty for the team that was drawn.
  package var reason: String

  /// The places that a cell holds: a line each, the kind and the inspector parted by TAB.
  static func seats(_ text: String) -> [Seat] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      return fields.count == 2
        ? Seat(kind: String(fields[0]), inspector: String(fields[1])) : nil
    }
  }

  /// The rows of a draw, by the version of the object.
  ///
  /// - Throws: ``WorkspaceError`` for a row that is none.
  static func all(of draw: String, _ database: Database) throws -> [TeamRow] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT * FROM teams WHERE draw = ? AND until = 0 ORDER BY CAST(object AS INTEGER)
        """,
      arguments: [draw]
    ).map { row in
      guard let object = Int(row["object"] as String), let state = State(rawValue: row["state"])
      else {
        throw WorkspaceError(
          .data,
          "a row of the teams of \(draw) is none; see spotcheck ledger verify",
          "抽取 \(draw) 的检查组数据无效；请运行 spotcheck ledger verify"
        )
      }
      return TeamRow(
        object: object,
        state: state,
        seats: seats(row["seats"]),
        out: (row["out"] as String).split(separator: "\n").map(String.init),
        reason: row["reason"]
      )
    }
  }

  /// The cells of its row in a draw.
  func cells(in draw: String) -> [String] {
    [
      draw, "\(object)", state.rawValue,
      seats.map { "\($0.kind)\t\($0.inspector)" }.joined(separator: "\n"),
      out.joined(separator: "\n"), reason,
    ]
  }
}
