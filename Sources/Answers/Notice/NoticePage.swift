package import Draws
internal import Frames
package import Reports
package import Sampling

extension Notice {
  /// The notice as a page to print and to hang up: what is drawn, how many, by what rule, where and when the
  /// seed is made, and how anybody checks it.
  ///
  /// Made of the notice alone, so that the page of a sealed draw says no more than its text does.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - file: the name of the text's file, which the commands to check name.
  ///   - tool: the name and version of the program.
  /// - Returns: the page, the same for the same notice.
  package func page(_ language: Language, file: String, tool: String) -> Page {
    NoticePage(notice: self, file: file, language: language).page(tool: tool)
  }
}

/// A notice in words.
private struct NoticePage {
  let notice: Notice
  let file: String
  let language: Language

  private var record: DrawRecord? { notice.record }
  private var isSealed: Bool { record == nil }

  /// What stands behind the name of a line of the notice's head; nil where there is none.
  private func line(_ name: String) -> String? {
    for line in notice.text.utf8.split(separator: 0x0A) where line.starts(with: (name + "\t").utf8)
    {
      return String(Substring(line.dropFirst(name.utf8.count + 1)))
    }
    return nil
  }

  func page(tool: String) -> Page {
    let label = notice.label.text
    return Page(
      language: PageText.tag(language),
      title: language("Notice of a random draw: \(label)", "随机抽查公告：\(label)"),
      lead: lead,
      facts: facts,
      sections: [what, seed, draw, check, whole],
      method: MethodCard(language("What is fixed", "已固定的内容"), card(tool))
    )
  }

  private var lead: String {
    isSealed
      ? language(
        "A sealed draw. List, rules and numbers were fixed before this notice; the seed comes after it.",
        "密封抽取。对象名单、规则和数量在本公告发布前已经固定，种子在公告之后产生。"
      )
      : language(
        "An open draw. List, rules and numbers are fixed by this notice; the seed comes after it.",
        "公开抽取。对象名单、规则和数量由本公告固定，种子在公告之后产生。"
      )
  }

  private func card(_ tool: String) -> [MethodCard.Entry] {
    let previous = line("previous") ?? ""
    return [
      .init(
        language("Commitment, SHA-256 of the record", "承诺值（记录的 SHA-256）"),
        digests: [("", notice.commitment.hex)]
      ),
      previous.isEmpty
        ? .init(
          language("Record before", "上一份记录"),
          [language("none, this is the first", "无，本记录为第一份")]
        )
        : .init(
          language("Commitment of the record before", "上一份记录的承诺值"),
          digests: [("", previous)]
        ),
      .init(language("Protocol", "协议"), [DrawKey.protocolName]),
      .init(language("Made by", "生成程序"), [tool]),
    ]
  }

  private var facts: [Page.Fact] {
    var facts: [Page.Fact] = []
    if let record {
      let size = record.strata.reduce(0) { $0 + $1.size }
      let reserves = record.strata.reduce(0) { $0 + $1.reserves }
      facts += [
        .init(language("Units in the list", "对象总数"), "\(base(record))"),
        .init(
          language("To be drawn", "抽取数"),
          "\(size)",
          reserves > 0 ? language("and \(reserves) reserves", "另有候补 \(reserves) 个") : ""
        ),
      ]
    }
    facts.append(.init(language("Attempt", "第几次抽取"), line("attempt") ?? "1"))
    return facts
  }

  /// All units of the scope, those kept out of the draw included.
  private func base(_ record: DrawRecord) -> UInt64 {
    record.units + UInt64(record.excluded.reduce(0) { $0 + $1.count })
  }

  private var what: Page.Section {
    let title = language("What is drawn, and how many", "抽查什么、抽多少")
    guard let record else {
      return .init(
        title,
        notes: [
          language(
            "Classes, numbers and order are confidential, because they would tell the risk class of those drawn."
              + " They are fixed by the commitment, and an auditor who is given the record recomputes everything.",
            "分类、数量和顺序保密，以免泄露被抽中对象的风险等级；它们已由承诺值固定，审计人员取得记录后可全部复算。"
          ),
          language(
            "Published afterwards: the seed, and the list of those selected, sorted by identifier.",
            "抽取后公布：种子，以及按标识排序的入选名单。"
          ),
        ]
      )
    }
    return .init(title, figures: [table(record)], notes: notes(record))
  }

  private func table(_ record: DrawRecord) -> Figure {
    let hasReserves = record.strata.contains { $0.reserves > 0 }
    let kept = record.excluded.reduce(into: [ProtocolText: Int]()) {
      $0[$1.stratum, default: 0] += $1.count
    }
    let header =
      [language("Class", "分类"), language("Units", "对象数"), language("Drawn", "抽取数")]
      + (hasReserves ? [language("Reserves", "候补数")] : [])
      + [language("Ratio", "比例"), language("Rule", "规则")]
    let rows = record.strata.map { stratum in
      let base = Double(stratum.population) + Double(kept[stratum.name] ?? 0)
      let share = base > 0 ? ResultText.percent(Double(stratum.size) / base) : "–"
      let rules = record.rules.rules(in: stratum.name).map(\.description).joined(separator: "; ")
      let name =
        stratum.name == .everything ? language("all units", "全部对象") : stratum.name.text
      return [name, "\(stratum.population + UInt64(kept[stratum.name] ?? 0))", "\(stratum.size)"]
        + (hasReserves ? ["\(stratum.reserves)"] : []) + [share, rules]
    }
    return Figure(
      language("Units, numbers and rules.", "各分类的对象数、抽取数和规则。"),
      caption: "",
      plots: [],
      table: TextTable(
        header: header,
        rows: rows,
        rightAligned: Set(1...(hasReserves ? 4 : 3))
      )
    )
  }

  private func notes(_ record: DrawRecord) -> [String] {
    var notes = record.filters.map {
      language("Scope, a condition: \($0.text)", "范围条件：\($0.text)")
    }
    notes += record.rules.overall.map { language("Over all classes: \($0)", "各分类合计：\($0)") }
    notes += record.excluded.map { excluded in
      language(
        "Kept out of the draw, but counted in the base: \(excluded.count) units (\(excluded.reason.text))",
        "不参加抽取、仍计入基数：\(excluded.count) 个（\(excluded.reason.text)）"
      )
    }
    if let redraw = record.redraw {
      notes.append(
        language("Drawn again because: \(redraw.reason.text)", "重新抽取的原因：\(redraw.reason.text)")
      )
    }
    let shown = record.shown.columns.map(\.text)
    notes.append(
      language(
        "Published of those selected: the identifier"
          + (shown.isEmpty ? "" : ", " + shown.joined(separator: ", ")) + ".",
        "入选对象公布的内容：标识" + (shown.isEmpty ? "" : "、" + shown.joined(separator: "、")) + "。"
      )
    )
    return notes
  }

  private var seed: Page.Section {
    .init(
      language("Where and when the seed is made", "种子何时何地产生"),
      notes: [
        language("Source: \(notice.seedSource.text)", "来源：\(notice.seedSource.text)"),
        language(
          "Form: \(notice.seedForm.text), where each # is one digit that nobody knows yet.",
          "格式：\(notice.seedForm.text)，每个 # 代表一位尚无人知道的数字。"
        ),
        language(
          "Whoever wants to see that the seed is not chosen, comes and writes it down.",
          "任何人都可到场见证并自行记下种子。"
        ),
      ]
    )
  }

  private var draw: Page.Section {
    let design = record?.design
    let rule =
      switch design {
      case .pareto?, .sequentialPoisson?:
        language(
          "Each unit's number is weighed with its size; the smallest are selected.",
          "每个对象的号码按其规模加权，取最小的若干个。"
        )
      case .positions?:
        language(
          "Positions of the numbered list follow from the seed one after the other.",
          "由种子依次得出编号名单中的位置。"
        )
      case .srs?, nil:
        language(
          "Label, seed and identifier give each unit a number (SHA-256); in each class the smallest are"
            + " selected.",
          "由名称、种子和标识为每个对象算出一个号码（SHA-256），每个分类取号码最小的若干个。"
        )
      }
    var notes = [
      rule,
      language(
        "The record serves one seed. A second attempt needs a new record, a reason and a new seed, and is shown.",
        "一份记录只用于一个种子。重新抽取须有新的记录、原因和新的种子，并予公开。"
      ),
    ]
    if notice.text.utf8.split(separator: 0x0A).contains(where: { $0.elementsEqual("rotation".utf8) }
    ) {
      notes.append(
        language(
          "A rotation: this year goes on where the year before stopped.",
          "轮换抽取：本年从上年停止处继续。"
        )
      )
    }
    return .init(language("How it is drawn", "怎样抽取"), notes: notes)
  }

  private var check: Page.Section {
    let pool = isSealed ? "" : language(" \(Setting.pool) pool.csv", " \(Setting.pool) 对象库.csv")
    let seed = language("the seed from its source", "从来源查得的种子")
    let command =
      "spotcheck verify receipt.json \(Setting.notice) \(file) \(Setting.selection) selection.csv\(pool) \(Setting.seed) \"\(seed)\""
    return .init(
      language("How to check it", "怎样核验"),
      notes: [
        language(
          "Keep a copy of this notice: its text is in the file \(file), and must be older than the seed.",
          "请保存本公告：公告文本见文件 \(file)，其发布时间必须早于种子。"
        ),
        isSealed
          ? language(
            "From outside the form of a sealed draw can be checked, not its selection.",
            "密封抽取从外部只能核对时间和形式，不能核对入选结果。"
          )
          : language(
            "The SHA-256 of the record below, from its first line on, is the commitment (sha256sum).",
            "下列公告文本中的记录部分，其 SHA-256（sha256sum）即为承诺值。"
          ),
        language("After the draw:", "抽取后执行："),
      ],
      verbatim: command
    )
  }

  private var whole: Page.Section {
    .init(
      language("The text of the notice", "公告文本"),
      verbatim: notice.text
    )
  }
}
