internal import Reports
package import Sampling

extension PresetsDocument {
  /// A class of a scheme: what a row has.
  private struct Row {
    var preset: Preset
    var item: Class
  }

  private static func columns(_ language: Language) -> [Column<Row>] {
    [
      Column("preset", "preset", "方案") { $0.preset.name },
      Column("stratum", "class", "分类") {
        $0.item.names.joined(separator: "; ")
      } shown: { row, language in
        row.item.names.isEmpty
          ? language("every class", "各分类") : row.item.names.joined(separator: language(", ", "、"))
      },
      Column("rule", "ratio", "比例", .number) { $0.item.rule },
      Column(csv: "source") { $0.preset.source.sentence.text(in: language) },
    ]
  }

  private var lines: [Row] {
    presets.flatMap { preset in preset.classes.map { Row(preset: preset, item: $0) } }
  }

  package var rows: [[String]] { rows(.english) }

  package func rows(_ language: Language) -> [[String]] {
    PresetsDocument.columns(language).saved(lines)
  }

  /// A row a class, then where each scheme was published.
  package func text(_ language: Language) -> String {
    PresetsDocument.columns(language).table(lines, language).text + "\n"
      + presets.map { preset in
        let source = preset.source.sentence.text(in: language)
        return language("\(preset.name): \(source)\n", "\(preset.name)：\(source)\n")
      }.joined()
  }
}
