internal import Frames
package import Inspections
package import Reports
package import Sampling

/// All versions of one record: JSON `spotcheck.history/1`.
package struct HistoryDocument: ResultDocument, Sendable {
  /// `spotcheck.history/1`.
  package var schema = "spotcheck.history/1"
  /// The library.
  package var library: String
  /// The key.
  package var key: String
  /// The versions, the first one first.
  package var versions: [Version]
  /// The keys that the record is linked with.
  package var links: [Link]
  private let titles: [Sentence]
  private let columns: [String]

  private enum CodingKeys: String, CodingKey { case schema, library, key, versions, links }

  /// One version.
  package struct Version: Encodable, Sendable {
    /// The entry that it began with.
    package var since: Int
    /// The entry's time.
    package var from: String
    /// The entry that it ended with; null where it still holds.
    @Nullable package var until: Int?
    /// The entry's time; empty where it still holds.
    package var to: String
    /// Who ended it, without another version in its place; empty where nobody did.
    package var endedBy: String
    /// The reason that was given for the end.
    package var endReason: String
    /// Who made it.
    package var actor: String
    /// The words of the command.
    package var action: String
    /// Why.
    package var reason: String
    /// The digest of the file that it came from.
    package var file: String
    /// Whether its cells were erased.
    package var erased: Bool
    /// The cells by their columns.
    package var cells: [String: String]
    fileprivate var values: [String]

    private enum CodingKeys: String, CodingKey {
      case since, from, until, to, endedBy, endReason, actor, action, reason, file, erased, cells
    }
  }

  /// A link.
  package struct Link: Encodable, Sendable {
    /// The other key.
    package var key: String
    /// The relation.
    package var relation: String
  }

  /// Makes the answer.
  package init(_ history: LibraryHistory) {
    let columns = history.columns.map { history.kind.columns[$0] }
    library = history.kind.name
    key = history.key
    titles = columns.map(\.title)
    self.columns = columns.map(\.name)
    versions = history.versions.map { version in
      Version(
        since: version.since,
        from: version.from,
        until: version.until,
        to: version.to,
        endedBy: version.ender,
        endReason: version.endReason,
        actor: version.actor,
        action: version.action,
        reason: version.reason,
        file: version.file,
        erased: version.isErased,
        cells: Dictionary(
          zip(columns.map(\.name), version.cells).filter { !$0.1.isEmpty },
          uniquingKeysWith: { $1 }
        ),
        values: version.cells
      )
    }
    links = history.links.map { Link(key: $0.key, relation: $0.relation) }
  }

  /// A row a version.
  package var rows: [[String]] {
    [
      [
        "since", "from", "until", "to", "actor", "action", "reason", "file", "ended_by",
        "end_reason",
      ]
        + columns
    ]
      + versions.map {
        [
          "\($0.since)", $0.from, ResultText.cell($0.until), $0.to, $0.actor, $0.action, $0.reason,
          $0.file, $0.endedBy, $0.endReason,
        ] + $0.values
      }
  }

  /// The versions side by side: a line a column that was ever filled in.
  package func text(_ language: Language) -> String {
    let erased = language("(erased)", "（已删除）")
    var rows: [[String]] = []
    func row(_ name: String, _ cell: (Version) -> String) {
      let cells = versions.map(cell)
      if cells.contains(where: { !$0.isEmpty }) { rows.append([name] + cells) }
    }
    row(language("from", "起")) { "\($0.from)" }
    row(language("to", "止")) { $0.to.isEmpty ? language("holds", "有效") : $0.to }
    row(language("who", "经办人")) { $0.actor }
    row(language("by", "操作")) { "\($0.action) (\($0.since))" }
    row(language("why", "原因")) { $0.reason }
    row(language("file", "来源文件")) { String($0.file.prefix(12)) }
    row(language("ended by", "终止人")) { $0.endedBy }
    row(language("why ended", "终止原因")) { $0.endReason }
    for (column, title) in titles.enumerated() {
      row(title.text(in: language)) {
        $0.erased ? erased : $0.values[column].replacing("\n", with: " ").excerpt
      }
    }
    let table = TextTable(
      header: [key] + versions.indices.map { language("version \($0 + 1)", "版本 \($0 + 1)") },
      rows: rows
    )
    return table.text
      + links.map { language("linked: ", "关联：") + "\($0.key) (\($0.relation))\n" }.joined()
  }
}
