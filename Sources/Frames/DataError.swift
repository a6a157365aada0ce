public import Sampling

/// What is wrong with the content of a file: every problem found, the first ones in words
/// (exit status 65).
public struct DataError: ExplainedError, Hashable {
  /// The problems kept, in the order of the file; at most ``shown``.
  public private(set) var problems: [Problem]
  /// How many problems there are in all, those not kept included.
  public private(set) var count: Int
  /// All problems by their cause.
  private var tally = CauseTally<ProblemCause, Problem>()

  /// How many problems are put in words.
  public static let shown = 20

  /// One problem, with its place as a spreadsheet shows it.
  public struct Problem: Hashable, Sendable {
    /// The file, `-` for standard input.
    public var file: String
    /// The row, counted from 1, the header being row 1; nil for the file as a whole.
    public var row: Int?
    /// The name of the column, where one is concerned.
    public var column: String?
    /// The cell as it stands, where one is concerned.
    public var value: String?
    /// What is wrong.
    public var reason: DataProblem

    /// Makes a problem.
    ///
    /// - Parameters:
    ///   - file: the file, `-` for standard input.
    ///   - row: the row, counted from 1.
    ///   - column: the name of the column.
    ///   - value: the cell as it stands.
    ///   - reason: what is wrong.
    public init(
      file: String,
      row: Int? = nil,
      column: String? = nil,
      value: String? = nil,
      reason: DataProblem
    ) {
      self.file = file
      self.row = row
      self.column = column
      self.value = value
      self.reason = reason
    }

    /// The sentence for a person: file, row, column, value, reason and remedy.
    ///
    /// - Parameter language: the language to say it in.
    /// - Returns: one line.
    public func sentence(in language: Language) -> String {
      var text = file == "-" ? language("standard input", "标准输入") : file
      if let row { text += language(", row \(row)", "，第 \(row) 行") }
      if let column { text += language(", column \"\(column)\"", "，“\(column)”列") }
      text += language(": ", "：")
      if let value { text += language("\"\(value.excerpt)\" ", "“\(value.excerpt)”") }
      return text + reason.sentence(in: language)
    }
  }

  /// Collects problems; ``DataError/count`` goes on after the first ``shown``.
  public init() {
    problems = []
    count = 0
  }

  /// An error with one problem.
  ///
  /// - Parameter problem: the problem.
  public init(_ problem: Problem) {
    self.init()
    add(problem)
  }

  /// An error with many problems of one kind, of which the first are given.
  ///
  /// - Parameters:
  ///   - problems: the first, in the order of the file.
  ///   - count: how many there are in all; where the first are of several columns, those behind them are not told
  ///     apart.
  init(_ problems: [Problem], count: Int) {
    let causes = Set(problems.map(ProblemCause.init))
    if let cause = causes.first, causes.count == 1 {
      self.init(CauseTally(cause, problems, count: count))
    } else {
      self.init()
      for problem in problems { add(problem) }
      tally.addOthers(count - problems.count)
      self.count = count
    }
  }

  /// An error with many problems that were counted already.
  ///
  /// - Parameter tally: the problems by their cause.
  init(_ tally: CauseTally<ProblemCause, Problem>) {
    self.tally = tally
    count = tally.groups.reduce(tally.others) { $0 + $1.count }
    let kept = tally.groups.flatMap(\.items).sorted { ($0.row ?? 0) < ($1.row ?? 0) }
    problems = Array(kept.prefix(DataError.shown))
  }

  /// The same without the cells of some columns, where these must not be shown.
  ///
  /// - Parameter isHidden: whether the cells of a column are left out; nil stands for a value of no
  ///   column.
  /// - Returns: the error, its rows and columns as before.
  public func hidingValues(of isHidden: (_ column: String?) -> Bool) -> DataError {
    var error = self
    for index in error.problems.indices where isHidden(error.problems[index].column) {
      error.problems[index].value = nil
    }
    error.tally.update { if isHidden($0.column) { $0.value = nil } }
    return error
  }

  /// Adds a problem.
  ///
  /// - Parameter problem: the problem; kept in words if it is among the first.
  public mutating func add(_ problem: Problem) {
    count += 1
    if problems.count < DataError.shown { problems.append(problem) }
    tally.add(ProblemCause(problem), problem)
  }

  /// Throws itself if it holds a problem.
  ///
  /// - Throws: this error, where ``count`` is not 0.
  public func throwIfAny() throws(DataError) {
    if count > 0 { throw self }
  }

  /// What it is about.
  public var kind: ErrorKind { .data }

  /// The problems by their cause, the most frequent first; in the order of the file where few stand for themselves.
  private var groups: [ProblemGroup] {
    let groups = tally.groups.map { ProblemGroup(problems: $0.items, count: $0.count) }
    guard groups.contains(where: \.isShared) else {
      return problems.map { ProblemGroup(problems: [$0], count: 1) }
    }
    func first(_ group: ProblemGroup) -> Int { group.problems.first?.row ?? 0 }
    return groups.enumerated().sorted {
      ($1.element.count, first($0.element), $0.offset)
        < ($0.element.count, first($1.element), $1.offset)
    }.map(\.element)
  }

  /// The sentences, a line each, and how many more there are.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line a problem, or one for many of the same cause, whose number is exact.
  public func explanation(in language: Language) -> String {
    let groups = groups.prefix(DataError.shown)
    var lines = groups.map { $0.explanation(in: language) }
    let more = count - groups.reduce(0) { $0 + $1.count }
    if more > 0 {
      lines.append(language("and \(more) more problems", "另有 \(more) 个问题"))
    }
    return lines.joined(separator: "\n")
  }
}
