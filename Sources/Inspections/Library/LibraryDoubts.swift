internal import Foundation
internal import GRDB
internal import Sampling

/// What to look at in the library of objects: names that are not in the standard form, and records that may be of
/// one subject.
///
/// Nothing is merged.
package struct LibraryDoubts: Sendable {
  /// A name beside its standard form.
  package struct Name: Sendable {
    /// The key.
    package var key: String
    /// The registered name.
    package var name: String
    /// The standard one.
    package var standard: String
  }

  /// Records that may be of one subject.
  package struct Double: Sendable {
    /// Why they may be.
    package enum Reason: String, Sendable {
      /// Name and address are the same but for their writing.
      case nameAndAddress = "name_and_address"
      /// One has the other's registration number.
      case registration
    }
    /// Why.
    package var reason: Reason
    /// The keys, in order of bytes.
    package var keys: [String]
    /// The name of the first.
    package var name: String
  }

  /// Names that do not fit the rules.
  package private(set) var names: [Name] = []
  /// Suspected doubles that are not linked.
  package private(set) var doubles: [Double] = []

  /// Looks through the library.
  ///
  /// - Complexity: O(objects) time; a few words an object of memory.
  package init(of workspace: Workspace) throws {
    (names, doubles) = try workspace.read { database in
      let statement = try RawStatement(
        database,
        "SELECT key, name, standard_name, address, registration, code FROM objects"
          + " WHERE until = 0 AND erased IS NULL"
      )
      var names: [Name] = []
      var groups: [Digest: [String]] = [:]
      var first: [Digest: String] = [:]
      var doubles: [Double] = []
      while try statement.step() {
        let (key, name, standard) = (statement.text(0), statement.text(1), statement.text(2))
        if !name.utf8.elementsEqual(standard.utf8) {
          names.append(Name(key: key, name: name, standard: standard))
        }
        let address = StandardName.of(statement.text(3))
        guard !address.isEmpty else { continue }
        let text = StandardName.of(name) + "\n" + address
        let digest = SHA256.digest(of: text.utf8)
        if let other = first[digest] {
          groups[digest, default: [other]].append(key)
        } else {
          first[digest] = key
        }
      }
      let linked = try Set(
        Row.fetchAll(
          database,
          sql: "SELECT first, second FROM links WHERE until = 0 AND erased IS NULL"
        )
        .map { Pair($0["first"], $0["second"]) }
      )
      let older = try Row.fetchAll(
        database,
        sql: """
          SELECT newer.key AS newer, older.key AS older, newer.name AS name FROM objects AS newer
          JOIN objects AS older ON older.key = newer.registration AND older.until = 0
          WHERE newer.until = 0 AND newer.registration <> '' AND newer.code <> '' AND newer.erased IS NULL
          """
      )
      for row in older where !linked.contains(Pair(row["older"], row["newer"])) {
        let keys: [String] = [row["older"], row["newer"]]
        doubles.append(Double(reason: .registration, keys: keys, name: row["name"]))
      }
      for keys in groups.values {
        let keys = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let areLinked = keys.dropFirst().allSatisfy { linked.contains(Pair(keys[0], $0)) }
        if areLinked { continue }
        let name = try String.fetchOne(
          database,
          sql: "SELECT name FROM objects WHERE key = ? AND until = 0",
          arguments: [keys[0]]
        )
        doubles.append(Double(reason: .nameAndAddress, keys: keys, name: name ?? ""))
      }
      doubles.sort { $0.keys[0].utf8.lexicographicallyPrecedes($1.keys[0].utf8) }
      return (names, doubles)
    }
  }

  /// Two keys, whichever stands first.
  private struct Pair: Hashable {
    private let keys: Set<String>
    init(_ first: String, _ second: String) { keys = [first, second] }
  }
}
