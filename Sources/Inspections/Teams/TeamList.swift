internal import GRDB
internal import Sampling

/// Who inspects what in a task, as it stands; confidential before the visit.
package struct TeamList: Sendable {
  /// One place.
  package struct Place: Sendable {
    /// The key of the object.
    package var object: String
    /// Its name.
    package var name: String
    /// The kind of post.
    package var kind: String
    /// The key of the inspector.
    package var inspector: String
    /// The inspector's name; empty where it was erased.
    package var person: String
    /// Whether the inspector has left, and nobody was found instead.
    package var hasLeft: Bool
  }

  /// The key of the draw.
  package let draw: String
  /// The places, by the keys of the objects, then by kind and inspector.
  package let places: [Place]

  /// Reads the teams of a task.
  ///
  /// - Parameters:
  ///   - task: the key of the task.
  ///   - workspace: where.
  /// - Throws: ``WorkspaceError`` for a task without a draw or without inspectors.
  /// - Complexity: O(places log places).
  package init(of task: String, in workspace: Workspace) throws {
    (draw, places) = try workspace.read { database in
      let draw = try DrawTeams(of: task, database)
      let names = try Dictionary(
        uniqueKeysWithValues: Row.fetchAll(
          database,
          sql: "SELECT key, name FROM inspectors WHERE until = 0 AND erased IS NULL"
        ).map { ($0["key"] as String, $0["name"] as String) }
      )
      var places: [Place] = []
      for row in try TeamRow.all(of: draw.key, database) {
        let object = try Row.fetchOne(
          database,
          sql: "SELECT key, name FROM objects WHERE version = ?",
          arguments: [row.object]
        )
        places += row.seats.map { seat in
          Place(
            object: object?["key"] ?? "",
            name: object?["name"] ?? "",
            kind: seat.kind,
            inspector: seat.inspector,
            person: names[seat.inspector] ?? "",
            hasLeft: row.out.contains { $0.utf8.elementsEqual(seat.inspector.utf8) }
          )
        }
      }
      places.sort { left, right in
        [left.object, left.kind, left.inspector].map { Array($0.utf8) }
          .lexicographicallyPrecedes(
            [right.object, right.kind, right.inspector].map { Array($0.utf8) }
          ) {
            $0.lexicographicallyPrecedes($1)
          }
      }
      return (draw.key, places)
    }
  }
}
