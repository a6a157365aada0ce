internal import Frames
package import Inspections
package import Reports
package import Sampling

/// What an import has done, or would do: JSON `spotcheck.import/1`.
package struct ImportDocument: ResultDocument, Sendable {
  /// `spotcheck.import/1`.
  package var schema = "spotcheck.import/1"
  /// The list or library.
  package var library: String
  /// Whether nothing was kept.
  package var dryRun: Bool
  /// Records by what was done to them.
  package var counts: Counts
  /// In how many changed records each column has changed.
  package var countsByColumn: [ColumnCount]
  /// Columns of the file that the library does not keep.
  package var unreadColumns: [String]
  /// Rows of the file without anything in a column that the library keeps, which were left out.
  package var blankRows: Int
  /// Records whose wrong check digit was taken.
  package var wrongChecksAccepted: Int
  /// The digest of the file's bytes; null for a preset.
  @Nullable package var file: String?
  /// The head of the ledger after it; null where nothing has changed or nothing was kept.
  @Nullable package var head: String?
  private let kind: LibraryKind
  private let sample: ChangeSample?

  private enum CodingKeys: String, CodingKey {
    case schema, library, dryRun, counts, countsByColumn, unreadColumns, blankRows,
      wrongChecksAccepted, file, head
  }

  /// Records by what was done to them.
  package struct Counts: Encodable, Sendable {
    /// There were none.
    package var new: Int
    /// Cells have changed.
    package var changed: Int
    /// They hold no longer.
    package var ended: Int
    /// They are as they were.
    package var unchanged: Int
  }

  /// A column and in how many records it has changed.
  package struct ColumnCount: Encodable, Sendable {
    /// The column.
    package var column: String
    /// How many records.
    package var records: Int
    fileprivate var title: Sentence

    private enum CodingKeys: String, CodingKey { case column, records }
  }

  /// Makes the answer.
  ///
  /// - Parameters:
  ///   - outcome: what was done.
  ///   - request: what was asked.
  ///   - sample: the first changes, to be shown; nil for none.
  package init(_ outcome: LibraryImport.Outcome, of request: LibraryImport, sample: ChangeSample?) {
    kind = request.kind
    library = kind.name
    dryRun = request.isDryRun
    counts = Counts(
      new: outcome.counts[.new, default: 0],
      changed: outcome.counts[.changed, default: 0],
      ended: outcome.counts[.ended, default: 0],
      unchanged: outcome.unchanged
    )
    let columns = request.kind.columns
    countsByColumn = outcome.causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      ColumnCount(column: columns[$0.key].name, records: $0.value, title: columns[$0.key].title)
    }
    unreadColumns = outcome.unread
    blankRows = outcome.blank
    wrongChecksAccepted = outcome.accepted
    file = outcome.file?.hex
    head = outcome.head?.description
    self.sample = sample
  }

  /// A row a count.
  package var rows: [[String]] {
    [
      ["count", "records"], ["new", "\(counts.new)"], ["changed", "\(counts.changed)"],
      ["ended", "\(counts.ended)"], ["unchanged", "\(counts.unchanged)"],
      ["wrong_checks_accepted", "\(wrongChecksAccepted)"],
    ] + countsByColumn.map { ["changed:\($0.column)", "\($0.records)"] }
  }

  /// The first changes of a dry run, the counts, and the head.
  package func text(_ language: Language) -> String {
    var lines = sample?.lines(language) ?? []
    lines.append(
      language(
        "\(kind.title.english): \(counts.new) new, \(counts.changed) changed, \(counts.ended) ended,"
          + " \(counts.unchanged) unchanged",
        "\(kind.title.chinese)：新增 \(counts.new)，变更 \(counts.changed)，终止 \(counts.ended)，未变 \(counts.unchanged)"
      )
    )
    if !countsByColumn.isEmpty {
      let list = countsByColumn.map { "\($0.title.text(in: language)) \($0.records)" }
      lines.append(
        language("changed columns: ", "变更的列：") + list.joined(separator: language(", ", "、"))
      )
    }
    if wrongChecksAccepted > 0 {
      lines.append(
        language(
          "\(wrongChecksAccepted) wrong check digits were taken as they stand, and are marked",
          "有 \(wrongChecksAccepted) 个校验位有误的代码按原样接受，已作标记"
        )
      )
    }
    if let head = head {
      lines.append(language("head of the ledger: ", "台账头：") + head)
    } else {
      lines.append(
        dryRun
          ? language("nothing was kept: this was a dry run", "试运行，未保存任何更改")
          : language("nothing has changed, and there is no entry", "没有变化，不产生台账条目")
      )
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// The first changes of each kind, for a person to look at.
package struct ChangeSample: Sendable {
  private let library: LibraryKind
  private let showsClasses: Bool
  private var changes: [LibraryChange.Kind: [LibraryChange]] = [:]
  private var counts: [LibraryChange.Kind: Int] = [:]

  /// How many of each kind are shown.
  private static let shown = 20

  /// An empty sample.
  package init(_ library: LibraryKind, showsClasses: Bool) {
    self.library = library
    self.showsClasses = showsClasses
  }

  /// Takes a change.
  package mutating func add(_ change: LibraryChange) {
    counts[change.kind, default: 0] += 1
    if counts[change.kind, default: 0] <= ChangeSample.shown {
      changes[change.kind, default: []].append(change)
    }
  }

  /// A line a change.
  func lines(_ language: Language) -> [String] {
    LibraryChange.Kind.allCases.flatMap { kind -> [String] in
      let all = changes[kind] ?? []
      let rest = counts[kind, default: 0] - all.count
      return all.map { ChangeText.line($0, in: library, showsClasses: showsClasses, language) }
        + (rest > 0
          ? [
            language(
              "… and \(rest) more \(kind.rawValue); \(Setting.format) csv has all",
              "……另有 \(rest) 条；\(Setting.format) csv 列出全部"
            )
          ] : [])
    }
  }
}

/// Changes as people and programs read them; classes only where these may be seen.
package enum ChangeText {
  /// The names of the cells of ``rows(_:in:showsClasses:)``.
  package static let header = ["change", "column", "key", "new", "old"]

  /// What stands in place of a class.
  static let hidden = "•••"

  /// A row a changed cell; one alone for a record that is new or ended.
  package static func rows(
    _ change: LibraryChange,
    in library: LibraryKind,
    showsClasses: Bool
  ) -> [[String]] {
    guard change.kind == .changed else { return [[change.kind.rawValue, "", change.key, "", ""]] }
    return change.cells.map { cell in
      let column = library.columns[cell.column]
      let isHidden = column.isClass && !showsClasses
      return [
        change.kind.rawValue, column.name, change.key, isHidden ? hidden : cell.new,
        isHidden ? hidden : cell.old,
      ]
    }
  }

  /// A change in a line.
  static func line(
    _ change: LibraryChange,
    in library: LibraryKind,
    showsClasses: Bool,
    _ language: Language
  ) -> String {
    let name: String =
      switch change.kind {
      case .new: language("new", "新增")
      case .changed: language("changed", "变更")
      case .ended: language("ended", "终止")
      }
    guard change.kind == .changed else { return "\(name)  \(change.key)" }
    let cells = change.cells.map { cell in
      let column = library.columns[cell.column]
      let isHidden = column.isClass && !showsClasses
      let (old, new) = isHidden ? (hidden, hidden) : (cell.old.excerpt, cell.new.excerpt)
      return "\(column.title.text(in: language))\(language(": ", "："))\(old) → \(new)"
    }
    return "\(name)  \(change.key)  \(cells.joined(separator: language("; ", "；")))"
  }
}
