package import Draws
internal import Frames
package import Reports
package import Sampling

/// What a draw publishes, as a page to print: the seed, and who was selected.
///
/// Made of the public receipt and the public list alone.
package struct ResultPage {
  /// What is published.
  package var draw: PublishedDraw

  /// Rows that a page shows at most; the list has all.
  package static let greatestRows = 5_000

  /// Takes what is published.
  ///
  /// - Parameter draw: what is published; the page shows ``greatestRows`` of its list.
  package init(_ draw: PublishedDraw) { self.draw = draw }

  private var receipt: PublicReceipt { draw.receipt }
  private var header: [String] { draw.header }
  private var rows: [[String]] { draw.rows }

  /// The page.
  ///
  /// - Parameters:
  ///   - language: the language of everything on it.
  ///   - tool: the name and version of the program.
  /// - Returns: the page, the same for the same draw.
  /// - Throws: what the encoder throws.
  package func page(_ language: Language, tool: String) throws -> Page {
    var facts = [Page.Fact(language("Selected", "入选数"), "\(receipt.selected)")]
    if let units = receipt.units {
      facts.insert(.init(language("Units in the list", "对象总数"), "\(units)"), at: 0)
    }
    let shown = rows.prefix(ResultPage.greatestRows)
    var notes: [String] = []
    if rows.count > shown.count {
      notes.append(
        language(
          "\(rows.count - shown.count) more are in selection.csv.",
          "另有 \(rows.count - shown.count) 个见 selection.csv。"
        )
      )
    }
    let figure = Figure(
      language("By identifier.", "按标识排序。"),
      caption: "",
      plots: [],
      table: TextTable(
        header: [language("No.", "序号")] + header,
        rows: shown.enumerated().map { ["\($0 + 1)"] + $1 },
        rightAligned: [0]
      )
    )
    let checker = receipt.commitment == nil ? nil : PageCheck(draw)
    return Page(
      language: PageText.tag(language),
      title: language("Result of a random draw: \(receipt.label)", "随机抽查结果公示：\(receipt.label)"),
      lead: receipt.sealed
        ? language(
          "A sealed draw: classes and order stay confidential.",
          "密封抽取：分类和顺序保密。"
        )
        : language("An open draw: anybody can recompute it.", "公开抽取：任何人都可以复算。"),
      facts: facts,
      sections: [
        .init(language("Selected", "入选名单"), figures: [figure], notes: notes, id: "list")
      ] + (checker.map { [$0.section(language)] } ?? []) + [check(language)],
      method: MethodCard(language("What it was drawn with", "抽取依据"), card(language, tool)),
      script: try checker?.script
    )
  }

  private func check(_ language: Language) -> Page.Section {
    let title = language("How to check it with the program", "怎样用程序核验")
    guard receipt.commitment != nil else {
      return .init(
        title,
        notes: [
          language(
            "This draw was not announced: nothing shows that the seed came last.",
            "本次抽取未事先公告，无法证明种子是最后产生的。"
          )
        ]
      )
    }
    let notice = language("notice.txt", "公告.txt")
    let pool =
      receipt.sealed ? "" : " \(Setting.pool) \(language("pool.csv", "对象库.csv"))"
    return .init(
      title,
      notes: [
        language(
          "Look the seed up at its source, which the notice names, and compare.",
          "请按公告所列来源查对种子。"
        ),
        receipt.sealed
          ? language(
            "From outside the form of a sealed draw can be checked, not its selection: an auditor does that.",
            "密封抽取从外部只能核对形式，入选结果由审计人员复算。"
          )
          : language(
            "With the list of all units everything is recomputed.",
            "有对象库即可全部复算。"
          ),
      ],
      verbatim: "spotcheck verify receipt.json \(Setting.notice) \(notice)"
        + " \(Setting.selection) selection.csv\(pool) \(Setting.seed) \"\(receipt.seed)\""
    )
  }

  private func card(_ language: Language, _ tool: String) -> [MethodCard.Entry] {
    var entries = [MethodCard.Entry(language("Seed", "种子"), [receipt.seed])]
    if let commitment = receipt.commitment {
      entries.append(
        .init(language("Commitment of the notice", "公告的承诺值"), digests: [("", commitment)])
      )
    }
    if let key = receipt.key {
      entries.append(.init(language("Key of the numbers", "号码密钥"), digests: [("", key)]))
    }
    return entries + [
      .init(language("Protocol", "协议"), [receipt.protocol]),
      .init(language("Made by", "生成程序"), [tool]),
    ]
  }
}
