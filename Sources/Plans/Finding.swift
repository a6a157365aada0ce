public import Sampling

/// Something that is wrong, missing or doubtful in a plan, with its place and a suggested fix.
public struct Finding: Hashable, Sendable {
  /// What kind of finding it is; it sets the severity.
  public var code: FindingCode
  /// Where it is.
  public var place: Place
  /// What is wrong.
  public var message: Sentence
  /// What to do.
  public var fix: Sentence
  /// How grave it is, by its code where nothing else is said.
  public var severity: FindingCode.Severity

  /// A place in the plan as a spreadsheet shows it.
  public struct Place: Hashable, Sendable {
    /// The file, `-` for standard input.
    public var file: String
    /// The row, counted from 1; nil for the file as a whole.
    public var row: Int?
    /// The heading of the column, where one cell is concerned.
    public var column: String?
    /// The index of the column, for the order of findings.
    var columnIndex = 0

    /// Makes a place.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - row: the row, counted from 1.
    ///   - column: the heading of the column.
    public init(file: String, row: Int? = nil, column: String? = nil) {
      self.file = file
      self.row = row
      self.column = column
    }
  }

  /// Whether a task with it is not drawn before it is answered.
  public var holdsTask: Bool { severity == .error || code.holdsTask }
}

/// Findings as they are collected.
struct FindingLog {
  private(set) var findings: [Finding] = []

  mutating func add(
    _ code: FindingCode,
    at place: Finding.Place,
    _ english: String,
    _ chinese: String,
    fix: Sentence,
    severity: FindingCode.Severity? = nil
  ) {
    findings.append(
      Finding(
        code: code,
        place: place,
        message: Sentence(english, chinese),
        fix: fix,
        severity: severity ?? code.severity
      )
    )
  }

  /// In the order of files, rows and columns.
  func sorted(files: [String]) -> [Finding] {
    func key(_ finding: Finding) -> (Int, Int, Int) {
      let file = files.firstIndex(of: finding.place.file) ?? files.count
      return (file, finding.place.row ?? 0, finding.place.columnIndex)
    }
    return findings.enumerated().sorted { left, right in
      key(left.element) == key(right.element)
        ? left.offset < right.offset : key(left.element) < key(right.element)
    }
    .map(\.element)
  }
}
