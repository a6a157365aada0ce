extension DrawRecord {
  /// The text of the record.
  public var text: String {
    var lines = RecordLines()
    lines.add(DrawKey.protocolName)
    lines.add(version == .one ? ["record"] : ["record", "\(version.rawValue)"])
    lines.add("label", label.text)
    lines.add("attempt", "\(attempt)")
    lines.add("previous", previous?.hex ?? "")
    if version == .two { addOrigin(to: &lines) }
    lines.add("seed-source", seedSource.text)
    lines.add("seed-form", seedForm.text.text)
    if version == .two, let outcomes { lines.add("outcomes", "\(outcomes)") }
    lines.add("secret", secret?.hex ?? "")
    if version == .two { addContent(to: &lines) }
    lines.add("units", "\(units)", unitFrame?.hex ?? "")
    lines.add("inspectors", "\(inspectors)", inspectorFrame?.hex ?? "")
    lines.add("assignment", assignment?.text ?? "")
    for stratum in strata.sorted(by: { $0.name < $1.name }) {
      lines.add(
        "stratum",
        stratum.name.text,
        "\(stratum.population)",
        "\(stratum.size)",
        "\(stratum.reserves)",
        stratum.design.rawValue,
        stratum.start?.hex ?? ""
      )
    }
    return lines.text
  }

  /// What the draw goes on from.
  private func addOrigin(to lines: inout RecordLines) {
    if let redraw { lines.add("redraw", redraw.attempt.hex, redraw.reason.escaped) }
    switch rotation {
    case .none: lines.add("after", "")
    case .first: lines.add("after", "first")
    case .later(let receipt, let used, let changed):
      lines.add("after", receipt.hex)
      for line in used.sorted(by: { $0.stratum < $1.stratum }) {
        lines.add("used", line.stratum.text, "\(line.count)")
      }
      for line in changed.sorted(by: { $0.stratum < $1.stratum }) {
        lines.add("changed", line.stratum.text, "\(line.came)", "\(line.went)")
      }
    }
  }

  /// What is drawn from, by which rules, and what is shown.
  private func addContent(to lines: inout RecordLines) {
    lines.add("pool", pool?.hex ?? "")
    for filter in filters { lines.add("filter", filter.escaped) }
    for line in rules.lines { lines.add("rule", line.stratum?.text ?? "", line.rule.description) }
    for rule in rules.overall { lines.add("overall", rule.description) }
    for line in excluded.sorted(by: { ($0.stratum, $0.reason) < ($1.stratum, $1.reason) }) {
      lines.add(
        "excluded",
        line.stratum.text,
        "\(line.count)",
        line.digest.hex,
        line.reason.escaped
      )
    }
    lines.add(
      ["shown", "\(shown.columns.count)", shown.frame?.hex ?? ""] + shown.columns.map(\.escaped)
    )
  }
}

/// The lines of a protocol text, their fields parted by tabs.
private struct RecordLines {
  private(set) var text = ""

  mutating func add(_ fields: String...) { add(fields) }

  mutating func add(_ fields: [String]) {
    text += fields.joined(separator: "\t")
    text += "\n"
  }
}
