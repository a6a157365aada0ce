internal import Draws
internal import Frames
internal import GRDB
internal import Sampling

/// The pool of a draw as the engine of `commit` and `draw` reads it: a table of all objects as they were, and one of
/// those that are kept out, made of the workspace and not yet shown.
final class DrawPool {
  private let frame: OutputFile
  private let exclusions: OutputFile?
  private let layout: PoolLayout
  private let path: String

  /// The names of the two tables in a draw's folder.
  static let (frameName, exclusionsName) = ("frame.csv", "exclude.csv")

  /// Writes the tables into a folder, where only their owner may read them.
  ///
  /// - Parameters:
  ///   - snapshot: the objects.
  ///   - task: the task.
  ///   - hasClasses: whether the class is a column, and the strata are classes where there are any.
  ///   - isStratified: whether the strata are classes.
  ///   - excluded: keys of objects that are kept out, with the reasons.
  ///   - folder: the folder, which is there.
  ///   - prefix: what the names of the files begin with.
  /// - Throws: `OutputError`; `DataError` for a list of those kept out that is none; ``WorkspaceError`` where an
  ///   object was erased since.
  init(
    _ snapshot: ObjectSnapshot,
    of task: InspectionTask,
    hasClasses: Bool,
    isStratified: Bool,
    excluded: [(key: String, reason: String)],
    in folder: String,
    prefix: String = ""
  ) throws {
    frame = try OutputFile("\(folder)/\(prefix)\(DrawPool.frameName)", isPrivate: true)
    try snapshot.write(to: frame, withClasses: hasClasses)
    try frame.finish()
    guard let path = frame.temporaryPath else { throw Workspace.notRegular(folder) }
    self.path = path
    var layout = PoolLayout()
    layout.idColumns = [ObjectSnapshot.idColumn]
    layout.stratumColumn = isStratified ? ObjectSnapshot.classColumn : nil
    if isStratified, task.namesUnclassified {
      layout.unclassified = try ProtocolText(InspectionTask.unclassified)
    }
    // As the options of commit and draw read a file of which nothing is said.
    layout.delimiter = nil
    layout.heading = .found(row: nil)
    layout.refusesTotals = true
    layout.refusesDamage = true
    layout.filters = task.filters ?? []
    if excluded.isEmpty {
      exclusions = nil
    } else {
      let header = [[ObjectSnapshot.idColumn, ObjectSnapshot.reasonColumn]]
      let text = CSVText.lines(header + excluded.map { [$0.key, $0.reason] })
      let table = try Table(
        bytes: Array(text.utf8),
        file: "\(folder)/\(prefix)\(DrawPool.exclusionsName)",
        delimiter: 0x2C
      )
      layout.exclusions = try ExclusionList(table)
      let file = try OutputFile(table.file, isPrivate: true)
      try file.write(text)
      exclusions = file
    }
    self.layout = layout
  }

  /// The pool of an attempt, of the rows that its entry has left.
  convenience init(
    of attempt: DrawAttempt,
    in folder: String,
    prefix: String = "",
    _ database: Database
  ) throws {
    let excluded = try DrawnObject.all(of: attempt.key, database).filter { $0.role == .excluded }
    try self.init(
      ObjectSnapshot(database, entry: attempt.snapshot),
      of: try attempt.committedTask(database),
      hasClasses: attempt.hasClasses,
      isStratified: attempt.record.strata.contains { $0.name != .everything },
      excluded: excluded.map { ($0.key, $0.reason) },
      in: folder,
      prefix: prefix
    )
  }

  /// The list and how it is read.
  var evidence: Evidence.PoolFile { Evidence.PoolFile(path, layout: layout) }

  /// Opens the pool.
  func pool(_ monitor: WorkMonitor) throws -> Pool {
    // The run reads what it writes, which it would refuse of files that a person names.
    try RunFiles.$current.withValue(nil) { try Pool(path, layout: layout, monitor: monitor) }
  }

  /// The files, to be shown.
  var files: [OutputFile] { [frame] + (exclusions.map { [$0] } ?? []) }

  /// Gives the files up.
  func discard() { for file in files { file.discard() } }
}

extension InspectionTask {
  /// Whether its rules make objects without a class a class of their own.
  var namesUnclassified: Bool {
    rules.byStratum.keys.contains { $0.text.utf8.elementsEqual(InspectionTask.unclassified.utf8) }
  }
}
