package import Sampling

/// The SQL by which an engine draws: three statements, one pure function of what is asked.
///
/// Whoever runs them is never trusted: what comes back is recomputed.
package struct EngineStatements: Sendable {
  /// The engine.
  package var engine: Engine
  /// What is read there.
  package var relation: EngineRelation
  /// The column of the identifier.
  package var id: String
  /// The column of the stratum; nil for one stratum.
  package var stratum: String?
  /// The name that stands for an empty stratum cell.
  package var unclassified: ProtocolText?
  /// The conditions inside which is drawn; none that orders values.
  package var filters: [RowFilter] = []
  /// Columns that the frame has besides: those to be published, and those of conditions.
  package var shown: [String] = []

  /// The columns that stand before the pool's own in what the engine draws.
  package static let drawn = ["draw_rank", "draw_id", "draw_stratum", "draw_ticket"]
  /// The columns of what it counts.
  package static let counted = ["draw_check", "draw_name", "draw_count"]

  /// Asks an engine to draw.
  ///
  /// - Parameters:
  ///   - engine: the engine.
  ///   - relation: what is read there.
  ///   - id: the column of the identifier.
  ///   - stratum: the column of the stratum; nil for one stratum.
  package init(_ engine: Engine, _ relation: EngineRelation, id: String, stratum: String?) {
    (self.engine, self.relation, self.id, self.stratum) = (engine, relation, id, stratum)
  }

  /// One stratum of a draw.
  package struct Stratum: Sendable {
    /// Its name and N.
    package var stratum: Sampling.Stratum
    /// n, r and where the circle is entered.
    package var count: StratumCount

    /// Says what is drawn in a stratum.
    package init(_ stratum: Sampling.Stratum, _ count: StratumCount) {
      (self.stratum, self.count) = (stratum, count)
    }

    /// Below which ticket the units that may be selected lie, as 16 digits; nil for all.
    ///
    /// (m + 10√m + 50)/N of the tickets, m = n + r: that fewer than m lie there has a chance below 10⁻²⁰. It only
    /// spares work: rank and count decide, and what is short is refused.
    var threshold: String? {
      let wanted = UInt64(count.size + count.reserves)
      let root = UInt64(Double(wanted).squareRoot().rounded(.up))
      let near = wanted + 10 * root + 50
      let population = UInt64(max(stratum.population, 0))
      guard near < population, count.start == nil else { return nil }
      let (share, _) = population.dividingFullWidth((near, 0))
      let digits = String(share, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }

  /// What is asked first: how many units each stratum has, and what of them a draw would refuse, as far as the
  /// engine can tell.
  package var preflight: String {
    let id = "draw_id"
    var checks = [
      ("empty", "\(id) IS NULL OR \(id) = ''"),
      ("long", "\(engine.bytes(of: id)) > \(ProtocolText.maximumLength)"),
      ("control", engine.hasControl(id)),
      ("blank", "\(id) <> trim(\(id))"),
    ]
    if let check = engine.isNotNFC(id) { checks.append(("not-nfc", check)) }
    let counted = checks.map { name, condition in
      row(engine.literal(name), "''", "count(*)") + " FROM units WHERE \(condition)"
    }
    let parts =
      [
        row(engine.literal("engine"), engine.version, "0"),
        row(engine.literal("stratum"), "draw_stratum", "count(*)")
          + " FROM units GROUP BY draw_stratum",
        row(engine.literal("repeated"), "''", "count(*)")
          + " FROM (SELECT draw_id FROM units GROUP BY draw_id HAVING count(*) > 1) AS doubled",
      ] + counted
    return "\(units(columns: ""))\n\(parts.joined(separator: "\nUNION ALL "))\n"
  }

  private func row(_ check: String, _ name: String, _ count: String) -> String {
    let names = EngineStatements.counted
    return "SELECT \(check) AS \(names[0]), \(name) AS \(names[1]), "
      + "\(engine.decimal(count)) AS \(names[2])"
  }

  /// The draw: tickets by the engine's SHA-256, those that lie low enough, their ranks.
  ///
  /// - Parameters:
  ///   - strata: what is drawn, every stratum of the pool.
  ///   - key: the key of the units' tickets.
  /// - Returns: the statement; its rows are ``drawn`` and the pool's own columns.
  package func draw(_ strata: [Stratum], key: Digest) -> String {
    let taken = strata.filter { $0.count.size + $0.count.reserves > 0 }
    let near = taken.map { part in
      let name = "draw_stratum = \(engine.literal(part.stratum.name.text))"
      return part.threshold.map { "(\(name) AND draw_ticket < '\($0)')" } ?? "(\(name))"
    }
    let ranked = taken.map { part in
      let name = "draw_stratum = \(engine.literal(part.stratum.name.text))"
      return "(\(name) AND draw_rank <= \(part.count.size + part.count.reserves))"
    }
    let behind = taken.compactMap { part in
      part.count.start.map { start in
        "WHEN draw_stratum = \(engine.literal(part.stratum.name.text))"
          + " AND draw_ticket <= '\(start.hex)' THEN 1"
      }
    }
    let circle = behind.isEmpty ? "" : "CASE \(behind.joined(separator: " ")) ELSE 0 END, "
    let ticket = engine.ticket(key: key.hex, of: engine.text(ofColumn: id))
    func any(_ conditions: [String]) -> String {
      conditions.isEmpty ? "1 = 0" : conditions.joined(separator: "\n   OR ")
    }
    return """
      \(units(columns: ", \(ticket) AS draw_ticket, pool.*")),
      near AS (
      SELECT * FROM units
      WHERE \(any(near))
      ),
      ranked AS (
      SELECT row_number() OVER (PARTITION BY draw_stratum ORDER BY \(circle)draw_ticket, draw_id) AS draw_rank, near.*
      FROM near
      )
      SELECT * FROM ranked
      WHERE \(any(ranked))
      ORDER BY draw_stratum, draw_rank

      """
  }

  /// The unit frame: identifier and stratum of every unit, by the bytes of the identifiers.
  package var frame: String {
    let name = stratum.map { ", draw_stratum AS \(engine.identifier($0))" } ?? ""
    var known = [id, stratum].compactMap { $0.map { Array($0.utf8) } }
    var others = ""
    for column in shown where !known.contains(Array(column.utf8)) {
      known.append(Array(column.utf8))
      others += ", \(engine.identifier(column))"
    }
    return """
      \(units(columns: others))
      SELECT draw_id AS \(engine.identifier(id))\(name)\(others) FROM units
      ORDER BY draw_id

      """
  }

  /// A statement as the engine's client takes it, so that it writes CSV with a heading and ends.
  ///
  /// - Parameter statement: one of the three.
  /// - Returns: the text for the client's standard input; of Spark the statement alone, which a program runs.
  package func copied(_ statement: String) -> String {
    switch engine {
    case .duckdb: "COPY (\n\(statement)) TO '/dev/stdout' (FORMAT csv, HEADER true);\n"
    case .postgres: "COPY (\n\(statement)) TO STDOUT (FORMAT csv, HEADER true);\n"
    case .spark: statement
    }
  }

  /// Every unit with its identifier and stratum as text.
  private func units(columns: String) -> String {
    let plain = stratum.map { engine.text(ofColumn: $0) } ?? engine.literal("*")
    let filled = unclassified.map {
      "COALESCE(NULLIF(\(plain), ''), \(engine.literal($0.text)))"
    }
    let conditions = filters.compactMap { $0.sql(engine) }
    let filter = conditions.isEmpty ? "" : "\nWHERE \(conditions.joined(separator: " AND "))"
    return """
      WITH units AS (
      SELECT \(engine.text(ofColumn: id)) AS draw_id, \(filled ?? plain) AS draw_stratum\(columns)
      FROM \(relation.sql(engine)) AS pool\(filter)
      )
      """
  }
}
