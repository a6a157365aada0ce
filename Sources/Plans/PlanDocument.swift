internal import Foundation
public import Frames
public import Sampling

/// A checked plan as JSON, `spotcheck.plan/1`; its schema is `Examples/plan.schema.json`.
public struct PlanDocument: Codable, Sendable {
  /// The name of the form.
  public var schema = "spotcheck.plan/1"
  /// The plan's year.
  public var year: Int
  /// The document number.
  public var number: String?
  /// The day of issue.
  public var issued: CivilDate?
  /// Whether a finding is an error.
  public var hasErrors: Bool
  /// The findings.
  public var findings: [Row]
  /// The tasks.
  public var tasks: [PlanTask]

  /// A finding in one language.
  public struct Row: Codable, Sendable {
    /// error, warning or notice.
    public var severity: String
    /// The kind of finding.
    public var code: String
    /// The file.
    public var file: String
    /// The row, from 1.
    public var row: Int?
    /// The heading of the column.
    public var column: String?
    /// What is wrong.
    public var message: String
    /// What to do.
    public var fix: String

    /// Puts a finding in one language.
    ///
    /// - Parameters:
    ///   - finding: the finding.
    ///   - language: the language.
    public init(_ finding: Finding, language: Language) {
      severity = finding.severity.rawValue
      code = finding.code.rawValue
      file = finding.place.file
      row = finding.place.row
      column = finding.place.column
      message = finding.message.text(in: language)
      fix = finding.fix.text(in: language)
    }
  }

  /// Makes the document: its sentences are in English, so that it is the same whoever makes it.
  ///
  /// - Parameter report: the checked plan.
  public init(_ report: PlanReport) {
    year = report.year
    number = report.number
    issued = report.issued
    hasErrors = report.hasErrors
    findings = report.findings.map { Row($0, language: .english) }
    tasks = report.tasks
  }
}

/// `PLAN.json#1`: a document of tasks and the number of one of them.
public struct PlanReference: Hashable, Sendable {
  /// The path of the document, `-` for standard input.
  public var path: String
  /// The number of the task, from 1.
  public var number: Int

  /// Splits at the last `#`; nil where there is no path, or no number from 1 behind it.
  ///
  /// - Parameter text: the reference.
  public init?(_ text: String) {
    guard let mark = text.lastIndex(of: "#"), mark > text.startIndex,
      let number = Int(text[text.index(after: mark)...]), number > 0
    else { return nil }
    path = String(text[..<mark])
    self.number = number
  }
}

extension PlanTask {
  /// Reads one task for a draw from what `plan check --format json` wrote.
  ///
  /// - Parameters:
  ///   - path: the path of the document, `-` for standard input.
  ///   - number: the number of the task, from 1.
  /// - Returns: the task; ``ruleSet`` and ``label`` are what the draw needs.
  /// - Throws: ``PlanTaskError`` where the file can not be read, is no such document, has no such
  ///   task, or the task is not ready.
  /// - Complexity: O(bytes).
  public static func read(
    from path: String,
    number: Int
  ) throws(PlanTaskError) -> PlanTask {
    let bytes: [UInt8]
    do {
      bytes = try InputFile.bytes(of: path)
    } catch {
      throw .input(error)
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let document: PlanDocument
    do {
      try JSONKeys.check(bytes, file: path)
    } catch {
      throw .data(error)
    }
    do {
      document = try decoder.decode(PlanDocument.self, from: Data(bytes))
    } catch {
      throw .form(file: path, detail: PlanTaskError.detail(error))
    }
    guard document.schema == "spotcheck.plan/1" else {
      throw .form(file: path, detail: "schema \"\(document.schema.excerpt)\"")
    }
    guard let task = document.tasks.first(where: { $0.id == number }) else {
      throw .noTask(file: path, number: number, count: document.tasks.count)
    }
    // A class that no draw can have would be left out of the rules in silence.
    let areClasses = (task.targetByClass ?? []).allSatisfy { target in
      target.count >= 0 && target.stratum.map { ProtocolText.problem(in: $0) == nil } ?? true
    }
    guard areClasses else { throw .form(file: path, detail: "target_by_class") }
    guard task.ready, task.hasSize else {
      let codes = task.heldBy.map(\.rawValue)
      throw .notReady(file: path, number: number, name: task.name, findings: codes)
    }
    return task
  }
}

/// A task that a draw can not take.
public enum PlanTaskError: ExplainedError, Hashable {
  /// The file can not be read (exit status 66).
  case input(InputError)
  /// The file is one that readers may understand differently (65).
  case data(DataError)
  /// The file is no plan document (65).
  case form(file: String, detail: String)
  /// There is no task with this number (65).
  case noTask(file: String, number: Int, count: Int)
  /// The plan has errors in this task (1).
  case notReady(file: String, number: Int, name: String, findings: [String])

  /// What it is about.
  public var kind: ErrorKind {
    switch self {
    case .input(let error): error.kind
    case .data, .form, .noTask: .data
    case .notReady: .no
    }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .input(let error): error.explanation(in: language)
    case .data(let error): error.explanation(in: language)
    case .form(let file, let detail):
      language(
        "\(file): is no plan in JSON (\(detail)); write it with plan check \(Setting.format) json",
        "\(file)：不是计划 JSON 文件（\(detail)），请用 plan check \(Setting.format) json 生成"
      )
    case .noTask(let file, let number, let count):
      language(
        "\(file): there is no task \(number); it has \(count), numbered from 1",
        "\(file)：没有第 \(number) 项任务，共 \(count) 项，从 1 编号"
      )
    case .notReady(let file, let number, let name, let findings):
      language(
        "\(file): task \(number), \"\(name.excerpt)\", is not ready for a draw"
          + (findings.isEmpty ? "" : " (\(findings.joined(separator: ", ")))")
          + "; correct the plan and check it again",
        "\(file)：第 \(number) 项任务“\(name.excerpt)”尚不能抽取"
          + (findings.isEmpty ? "" : "（\(findings.joined(separator: "、"))）") + "，请更正计划后重新检查"
      )
    }
  }

  /// Where a document breaks off, in a few words.
  fileprivate static func detail(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "no JSON" }
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      context = found
    case .keyNotFound(let key, _): return "no \(key.stringValue)"
    @unknown default: return "no JSON"
    }
    let path = context.codingPath.map { key in key.intValue.map { "\($0 + 1)" } ?? key.stringValue }
    return path.isEmpty ? "no JSON" : path.joined(separator: ".")
  }
}

extension String {
  /// The text in normalisation form C.
  var precomposed: String { precomposedStringWithCanonicalMapping }
}
