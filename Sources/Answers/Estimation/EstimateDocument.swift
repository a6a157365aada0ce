public import Inference
public import Reports
public import Sampling

/// Estimates as JSON, `spotcheck.estimate/1`, as CSV, for people and as a page.
public struct EstimateDocument: ResultDocument, Sendable {
  /// The name of the form.
  public var schema = "spotcheck.estimate/1"
  /// The SHA-256 of each input: `sample`, `strata`, `post_strata`.
  public var inputs: [String: String] = [:]
  /// The confidence, exact.
  public var confidence: String
  /// The confidence as a decimal.
  public var confidenceDecimal: Double
  /// `two`, `lower` or `upper`.
  public var side: Side
  /// The estimates of all strata together, by quantity.
  public var overall: [String: EstimateLine]
  /// The estimates of each stratum, in the order of the file.
  public var strata: [Part]
  /// The estimates of each domain, by its bytes.
  public var domains: [Part]
  /// Findings by domain among the inspected units of the same classes; empty without an event, and
  /// for unequal probabilities within a stratum.
  public var findings: [DomainFindings] = []
  /// The exact bounds of the total.
  public var bound: Nullable<Bound>
  /// The variance against that of a simple random sample.
  public var designEffect: Nullable<Effect>
  /// Where the total would be if every unit not reached, or none of them, had the event.
  public var unreachableRange: Nullable<[Double]>
  /// Rows of inspections for cause, which are left out.
  public var forCause: Int
  /// What a reader has to know.
  public var notes: [String]

  /// The estimates of a stratum or a domain.
  public struct Part: Encodable, Sendable {
    /// The name.
    public var name: String
    /// The estimates, by quantity; none where nothing was inspected.
    public var estimates: [String: EstimateLine]
    /// What became of the units drawn, by kind.
    public var dispositions: [String: Int]
  }

  /// What was found in one domain, against the others.
  public struct DomainFindings: Encodable, Sendable {
    /// Its name.
    public var domain: String
    /// Units inspected.
    public var inspected: Int
    /// Those of them with the event.
    public var found: Int
    /// How many are expected, if every domain has the rates of its classes.
    public var expected: Double
    /// The least and the most that chance leaves in 95 of 100 cases.
    public var usual: [Int]
    /// The same in 998 of 1,000 cases.
    public var rare: [Int]
  }

  /// The exact bounds of the total and what drives them.
  public struct Bound: Encodable, Sendable {
    /// Whether each bracket is one number.
    public var exact: Bool
    /// The bracket that the exact lower bound lies in.
    public var lower: Nullable<[Int]>
    /// The bracket that the exact upper bound lies in.
    public var upper: Nullable<[Int]>
    /// The split of the upper bound over the strata.
    public var split: Nullable<[String: Int]>
    /// The stratum that drives the upper bound.
    public var driver: Nullable<String>
    /// Where a further inspection helps most.
    public var nextStratum: Nullable<String>
    /// The upper bound after a further clean one there.
    public var nextUpper: Nullable<Int>
  }

  /// A design effect.
  public struct Effect: Encodable, Sendable {
    /// `wor` or `wr`.
    public var comparison: String
    /// The ratio of the variances.
    public var value: Nullable<Double>
  }

  private static let order = ["proportion", "mean", "ratio", "total"]

  /// The rows of CSV, the header first.
  public var rows: [[String]] {
    rows(of: [("stratum", strata), ("domain", domains)])
  }

  /// The rows of all together and of some parts.
  func rows(of parts: [(kind: String, parts: [Part])]) -> [[String]] {
    func lines(_ kind: String, _ name: String, _ estimates: [String: EstimateLine]) -> [[String]] {
      EstimateDocument.order.compactMap { estimates[$0]?.cells(kind, name) }
    }
    return [EstimateLine.columns] + lines("overall", "*", overall)
      + parts.flatMap { kind, parts in parts.flatMap { lines(kind, $0.name, $0.estimates) } }
  }

  /// The tables and notes for a terminal.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines.
  public func text(_ language: Language) -> String {
    ([table(strata + domains, language).text] + dispositionLines(language)
      + notes.map { $0 + "\n" }).joined()
  }

  /// The table of some parts, a class or domain each, and all together.
  func table(_ parts: [Part], of kind: String = "", _ language: Language) -> TextTable {
    let header = [
      kind, language("quantity", "指标"), language("units", "对象数"), language("inspected", "检查数"),
      language("estimate", "估计值"), language("standard error", "标准误"), language("lower", "下限"),
      language("upper", "上限"), language("bounds", "界限"),
    ]
    var lines: [[String]] = []
    func add(_ name: String, _ estimates: [String: EstimateLine]) {
      for quantity in EstimateDocument.order {
        guard let line = estimates[quantity] else { continue }
        lines.append(
          [name, EstimateDocument.name(of: quantity, language)]
            + ["\(line.estimate.population)", "\(line.estimate.sample)"] + line.texts
            + [line.methodName(language)]
        )
      }
    }
    for part in parts {
      add(part.name.isEmpty ? language("(empty)", "（空）") : part.name, part.estimates)
    }
    add(language("all", "合计"), overall)
    return TextTable(header: header, rows: lines, rightAligned: [2, 3, 4, 5, 6, 7])
  }

  /// What a quantity is called.
  static func name(of quantity: String, _ language: Language) -> String {
    switch quantity {
    case "proportion": language("share", "比例")
    case "mean": language("mean", "均值")
    case "ratio": language("ratio", "比率")
    default: language("total", "总数")
    }
  }

  /// Units that were drawn and not inspected, a line a stratum and kind.
  func dispositionLines(_ language: Language) -> [String] {
    var lines: [String] = []
    for part in strata {
      for (kind, chinese) in [
        ("out_of_scope", "不在范围"), ("closed", "已注销或关闭"), ("unreachable", "未能检查"),
      ] {
        guard let count = part.dispositions[kind], count > 0 else { continue }
        let english = kind.replacing("_", with: " ")
        lines.append(
          language("\(part.name): \(count) \(english)\n", "\(part.name)：\(chinese) \(count) 个\n")
        )
      }
    }
    return lines
  }
}
