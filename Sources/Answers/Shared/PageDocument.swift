internal import Frames
internal import Inference
package import Reports
package import Sampling

/// A document that is also a page to look at.
package protocol PageDocument: Encodable {
  /// The page, with the numbers of the JSON.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - tool: the name and version of the program.
  /// - Returns: the page, the same for the same document.
  func page(_ language: Language, tool: String) -> Page
}

/// What all pages say in the same words.
enum PageText {
  /// The language tag of a page.
  static func tag(_ language: Language) -> String { language("en", "zh-Hans") }

  /// Whom a page is for, with a warning where it names classes, which may be those of risks.
  ///
  /// - Parameters:
  ///   - classes: the names of the classes on it; the one of a pool without classes is `*`.
  ///   - language: the language.
  /// - Returns: one or two sentences.
  static func isInternal(naming classes: some Sequence<String>, _ language: Language) -> String {
    classes.contains { $0 != "*" }
      ? language(
        "For internal use. This page names risk classes; it must not be published.",
        "内部资料。本页含风险等级信息，不得公开。"
      ) : language("For internal use.", "内部资料。")
  }

  /// A number of classes.
  static func classes(_ count: Int, _ language: Language) -> String {
    language(count == 1 ? "1 class" : "\(count) classes", "\(count) 个分类")
  }

  /// A note as a sentence of a page: it begins with a capital letter and has an end.
  static func sentence(_ note: String, _ language: Language) -> String {
    note.prefix(1).uppercased() + note.dropFirst() + language(".", "。")
  }

  /// Rows that a picture and its table have at most; the file of the numbers has all.
  static let greatestRows = 60

  /// Says how many rows are not shown, as a sentence with a space behind it.
  static func left(_ count: Int, _ language: Language) -> String {
    count == 0
      ? ""
      : language("\(count) more are in the file of the numbers. ", "另有 \(count) 行见数据文件。")
  }

  /// The numbers of a figure as a file to save.
  static func file(_ name: String, _ rows: [[String]], _ language: Language) -> SavedTable {
    SavedTable(
      name,
      label: language("Save these numbers, not rounded (CSV)", "保存未舍入的数据（CSV）"),
      csv: CSVText.lines(rows)
    )
  }

  /// A level or a confidence, as 1% or 99.9%.
  static func level(_ share: Double) -> String { ResultText.number(share * 100) + "%" }

  /// The confidence and which ends are bounds.
  static func side(_ side: Side, _ confidence: Double, _ language: Language) -> String {
    let level = level(confidence)
    return switch side {
    case .lower: language("\(level) confidence, one-sided (lower)", "置信度 \(level)，单侧（下限）")
    case .upper: language("\(level) confidence, one-sided (upper)", "置信度 \(level)，单侧（上限）")
    case .two: language("\(level) confidence, two-sided", "置信度 \(level)，双侧")
    }
  }

  /// The last entries of every method card.
  static func provenance(
    schema: String,
    tool: String,
    inputs: [String: String],
    _ language: Language
  ) -> [MethodCard.Entry] {
    let version = MethodCard.Entry(
      language("Made by", "生成程序"),
      [language("\(tool), document \(schema)", "\(tool)，数据格式 \(schema)")]
    )
    guard !inputs.isEmpty else { return [version] }
    let digests = inputs.sorted { $0.key < $1.key }.map { (name: $0.key, hex: $0.value) }
    return [version, .init(language("Inputs, SHA-256", "输入文件 SHA-256"), digests: digests)]
  }
}
