public import Sampling

/// What is wrong with the content of a file: every problem found, the first ones in words
/// (exit status 65).
public struct DataError: ExplainedError, Hashable {
  /// The problems kept, in the order of the file; at most ``shown``.
  public private(set) var problems: [Problem]
  /// How many problems there are in all, those not kept included.
  public private(set) var count: Int

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
    problems = [problem]
    count = 1
  }

  /// An error with many problems, of which the first are kept.
  ///
  /// - Parameters:
  ///   - problems: problems in the order of the file.
  ///   - count: how many there are in all.
  init(_ problems: [Problem], count: Int) {
    self.problems = Array(problems.prefix(DataError.shown))
    self.count = count
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
    return error
  }

  /// Adds a problem.
  ///
  /// - Parameter problem: the problem; kept in words if it is among the first.
  public mutating func add(_ problem: Problem) {
    count += 1
    if problems.count < DataError.shown { problems.append(problem) }
  }

  /// Throws itself if it holds a problem.
  ///
  /// - Throws: this error, where ``count`` is not 0.
  public func throwIfAny() throws(DataError) {
    if count > 0 { throw self }
  }

  /// What it is about.
  public var kind: ErrorKind { .data }

  /// The problems by their cause, the most frequent first.
  private var groups: [ProblemGroup] { ProblemGroup.groups(of: problems) }

  /// The sentences, a line each, and how many more there are.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line a problem.
  public func explanation(in language: Language) -> String {
    var lines = groups.map { $0.explanation(in: language) }
    if count > problems.count {
      let more = count - problems.count
      lines.append(language("and \(more) more problems", "另有 \(more) 个问题"))
    }
    return lines.joined(separator: "\n")
  }
}
