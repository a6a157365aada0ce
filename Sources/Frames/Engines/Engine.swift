/// An engine that holds a pool, and how its SQL is written.
package enum Engine: String, CaseIterable, Sendable {
  case duckdb, postgres, spark

  /// The engine's own name.
  package var name: String {
    switch self {
    case .duckdb: "DuckDB"
    case .postgres: "PostgreSQL"
    case .spark: "Spark"
    }
  }

  /// Whether its client streams a pool to this program; what a cluster holds is drawn there.
  package var isPulled: Bool { self != .spark }

  /// A name of a table or column, in quotes that it can not leave.
  ///
  /// - Parameter name: the name; of Spark without `${`, which it replaces everywhere.
  /// - Returns: the name as SQL.
  func identifier(_ name: String) -> String {
    switch self {
    case .duckdb, .postgres: "\"\(name.replacing("\"", with: "\"\""))\""
    case .spark: "`\(name.replacing("`", with: "``"))`"
    }
  }

  /// A text, in quotes that it can not leave.
  ///
  /// PostgreSQL reads a backslash by a setting of its session and Spark always as an escape, so that one is written
  /// as an escape in both; Spark also replaces `${…}`, and its shell looks for `;`, wherever they stand.
  ///
  /// - Parameter text: the text, without U+0000.
  /// - Returns: the text as SQL.
  func literal(_ text: String) -> String {
    switch self {
    case .duckdb:
      return "'\(text.replacing("'", with: "''"))'"
    case .postgres:
      let quoted = text.replacing("'", with: "''")
      return text.utf8.contains(0x5C)
        ? "E'\(quoted.replacing("\\", with: "\\\\"))'" : "'\(quoted)'"
    case .spark:
      var quoted = "'"
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\\", "'", "\"": quoted += "\\\(scalar)"
        case "$": quoted += "\\u0024"
        case ";": quoted += "\\u003B"
        case "\n": quoted += "\\n"
        case "\r": quoted += "\\r"
        default: quoted.unicodeScalars.append(scalar)
        }
      }
      return quoted + "'"
    }
  }

  /// A column's cell as text, compared by its bytes; null stays null.
  func text(ofColumn name: String) -> String {
    switch self {
    case .duckdb: "CAST(\(identifier(name)) AS VARCHAR)"
    case .postgres: "CAST(\(identifier(name)) AS text) COLLATE \"C\""
    case .spark: "CAST(\(identifier(name)) AS STRING)"
    }
  }

  /// The ticket of an identifier: SHA-256 of the key, a colon and the identifier, as 64 digits.
  func ticket(key: String, of identifier: String) -> String {
    let prefix = literal(key + ":")
    switch self {
    case .duckdb: return "sha256(\(prefix) || \(identifier))"
    case .postgres:
      return "encode(sha256(convert_to(\(prefix) || \(identifier), 'UTF8')), 'hex') COLLATE \"C\""
    case .spark: return "sha2(encode(concat(\(prefix), \(identifier)), 'UTF-8'), 256)"
    }
  }

  /// The engine's version as an expression.
  var version: String {
    switch self {
    case .duckdb, .spark: "version()"
    case .postgres: "current_setting('server_version')"
    }
  }

  /// Bytes of a text in UTF-8.
  func bytes(of text: String) -> String {
    switch self {
    case .duckdb: "strlen(\(text))"
    case .postgres, .spark: "octet_length(\(text))"
    }
  }

  /// Whether a text holds a control character of ASCII.
  func hasControl(_ text: String) -> String {
    switch self {
    case .duckdb: "regexp_matches(\(text), '[\\x00-\\x1f\\x7f]')"
    case .postgres: "\(text) ~ E'[\\\\x01-\\\\x1f\\\\x7f]'"
    case .spark: "\(text) RLIKE '[\\\\x00-\\\\x1f\\\\x7f]'"
    }
  }

  /// Whether a text is not in normalisation form C; nil where the engine can not tell.
  func isNotNFC(_ text: String) -> String? {
    switch self {
    case .duckdb: "nfc_normalize(\(text)) <> \(text)"
    case .postgres: "(\(text)) IS NOT NFC NORMALIZED"
    case .spark: nil
    }
  }

  /// A whole number as text, in a column beside texts.
  func decimal(_ number: String) -> String {
    self == .spark ? "CAST(\(number) AS STRING)" : "CAST(\(number) AS varchar)"
  }
}
