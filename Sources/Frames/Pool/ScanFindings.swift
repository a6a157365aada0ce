import Foundation
internal import Sampling

/// What one thread saw in a block besides its units.
struct BlockSummary {
  /// The number of the block.
  var index: Int
  /// Records in the block, blank ones included.
  var rows = 0
  /// Blank records that others follow, with the first few of them by their number in the block.
  private(set) var blanks = 0
  private(set) var firstBlanks: [Int] = []
  /// Blank records at the end of the block.
  private(set) var blanksAtEnd = 0
  /// Whether anything but blank records stands in the block.
  private(set) var hasContent = false

  init(index: Int) {
    self.index = index
  }

  /// Counts a blank record, the last one counted in ``rows``.
  mutating func addBlank() {
    blanksAtEnd += 1
    if firstBlanks.count < DataError.shown { firstBlanks.append(rows - 1) }
  }

  /// A record that is not blank follows: the blanks before it are no mere end of the file.
  mutating func endBlanks() {
    hasContent = true
    blanks += blanksAtEnd
    blanksAtEnd = 0
  }
}

/// A problem whose row is not yet known, only its block.
struct PlacedProblem {
  var block: Int
  /// The record within the block, from 0.
  var record: Int
  var column: Int?
  var value: String?
  var reason: DataProblem
}

/// What problems of one cause in a pool share.
struct ScanCause: Hashable {
  var column: Int?
  var kind: String
}

/// What one thread, or all together, found wrong in a pool.
struct ScanFindings {
  var blocks: [BlockSummary] = []
  /// What is wrong, by column and cause.
  private(set) var problems = CauseTally<ScanCause, PlacedProblem>()
  var emptyStrata = 0
  var firstEmptyStratum: (block: Int, record: Int)?
  /// Whether a valid character outside ASCII was seen.
  var hasSeenUTF8 = false
  /// Identifiers that normalisation changed.
  var normalized = 0
  var doubts = IdentifierDoubts()
  /// Rows that a filter left out.
  var leftOut = 0
  /// Units that are kept out, and the numbers on the list of all identifiers that were met.
  var excluded: [ExcludedUnit] = []
  var metExclusions: Set<Int> = []

  /// Notes a problem; a thread meets its blocks in order, so the first ones are kept.
  mutating func add(
    _ reason: DataProblem,
    block: Int,
    record: Int,
    column: Int? = nil,
    value: String? = nil
  ) {
    problems.add(
      ScanCause(column: column, kind: reason.cause),
      PlacedProblem(block: block, record: record, column: column, value: value, reason: reason)
    )
  }

  mutating func addEmptyStratum(block: Int, record: Int) {
    emptyStrata += 1
    if firstEmptyStratum == nil { firstEmptyStratum = (block, record) }
  }

  /// Adds what another thread found.
  mutating func merge(_ other: ScanFindings) {
    blocks += other.blocks
    problems.merge(other.problems) { ($0.block, $0.record) < ($1.block, $1.record) }
    emptyStrata += other.emptyStrata
    if let theirs = other.firstEmptyStratum {
      firstEmptyStratum = firstEmptyStratum.map { $0 < theirs ? $0 : theirs } ?? theirs
    }
    hasSeenUTF8 = hasSeenUTF8 || other.hasSeenUTF8
    normalized += other.normalized
    doubts.merge(other.doubts)
    leftOut += other.leftOut
    excluded += other.excluded
    metExclusions.formUnion(other.metExclusions)
  }

  /// The problems with their rows, and what only the whole file shows.
  func error(columns: PoolColumns, file: String, firstRow first: Int) -> DataError {
    let ordered = blocks.sorted { $0.index < $1.index }
    var firstRow: [Int: Int] = [:]
    var row = first
    for block in ordered {
      firstRow[block.index] = row
      row += block.rows
    }
    func place(_ block: Int, _ record: Int) -> Int { firstRow[block, default: first] + record }
    var tally = CauseTally<ProblemCause, DataError.Problem>()
    tally.addAll(problems) { problem in
      DataError.Problem(
        file: file,
        row: place(problem.block, problem.record),
        column: problem.column.map { columns.header[$0] },
        value: problem.value,
        reason: problem.reason
      )
    }
    let lastContent = ordered.last { $0.hasContent }?.index ?? -1
    var blanks: (problems: [DataError.Problem], count: Int) = ([], 0)
    for block in ordered where block.index <= lastContent {
      let count = block.blanks + (block.index < lastContent ? block.blanksAtEnd : 0)
      blanks.count += count
      for record in block.firstBlanks.prefix(count) where blanks.problems.count < DataError.shown {
        let row = place(block.index, record)
        blanks.problems.append(.init(file: file, row: row, reason: .emptyRow))
      }
    }
    tally.add(blanks.problems, count: blanks.count)
    if let first = firstEmptyStratum {
      let problem = DataError.Problem(
        file: file,
        row: place(first.block, first.record),
        column: columns.stratum.map { columns.header[$0] },
        reason: .emptyStratum(count: emptyStrata)
      )
      tally.add(ProblemCause(problem), problem)
    }
    if tally.groups.isEmpty, lastContent < 0 {
      return DataError(.init(file: file, reason: .noRows))
    }
    return DataError(tally)
  }
}

extension CauseTally<ProblemCause, DataError.Problem> {
  /// Adds problems of one cause of which the first are given.
  fileprivate mutating func add(_ problems: [DataError.Problem], count: Int) {
    guard let first = problems.first else { return }
    merge(CauseTally(ProblemCause(first), problems, count: count)) { ($0.row ?? 0) < ($1.row ?? 0) }
  }

  /// Adds what a scan counted, whose rows are known now.
  fileprivate mutating func addAll(
    _ scan: CauseTally<ScanCause, PlacedProblem>,
    _ placed: (PlacedProblem) -> DataError.Problem
  ) {
    for group in scan.groups { add(group.items.map(placed), count: group.count) }
    addOthers(scan.others)
  }
}
