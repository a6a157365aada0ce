package import Draws
internal import Frames
package import Reports
package import Sampling

/// What lets the page of a draw verify itself: the part in which a reader gives his files, and the script.
///
/// The script makes the draw anew in the reader's browser, of the rows that the page shows and of the files that he
/// gives, and says for each thing what `verify` says of it. It shares no code with the program.
package struct PageCheck {
  private let draw: PublishedDraw

  /// Takes what is published.
  ///
  /// - Parameter draw: what is published, of a draw that was committed to.
  package init(_ draw: PublishedDraw) { self.draw = draw }

  /// The script, its files in the order in which they build on one another.
  package static let source = [
    PackageResources.sha256_js, PackageResources.texts_js, PackageResources.json_js,
    PackageResources.rules_js, PackageResources.filter_js, PackageResources.table_js,
    PackageResources.record_js, PackageResources.seed_js, PackageResources.draw_js,
    PackageResources.frame_js, PackageResources.terms_js, PackageResources.verify_js,
    PackageResources.checks_js, PackageResources.page_js,
  ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")

  /// What the script reads beside the rows that the page shows.
  private struct Document: Encodable {
    struct Columns: Encodable {
      @Nullable var measure: String?
      @Nullable var unclassified: String?
      var normalized: Bool
    }

    /// The public receipt as its file has it.
    var receipt: String
    /// The record of an open draw.
    @Nullable var record: String?
    var columns: Columns
    /// Rows of the list that the page has no room for.
    var more: [[String]]
  }

  /// The script with its document.
  ///
  /// - Throws: what the encoder throws.
  package var script: PageScript {
    get throws {
      let document = Document(
        receipt: try JSONText.encode(draw.receipt),
        record: draw.record?.text,
        columns: .init(
          measure: draw.measure,
          unclassified: draw.unclassified,
          normalized: draw.isNormalized
        ),
        more: Array(draw.rows.dropFirst(ResultPage.greatestRows))
      )
      return PageScript(source: PageCheck.source, document: try JSONText.encode(document))
    }
  }

  /// What a reader gives.
  private struct Field {
    var purpose: String
    var label: Sentence
    var remark: Sentence
  }

  private var fields: [Field] {
    let pool = Field(
      purpose: "pool",
      label: Sentence("The list of all objects (CSV)", "对象库（CSV）"),
      remark: Sentence("as it was when the draw was announced", "公告时的对象库")
    )
    let exclude = Field(
      purpose: "exclude",
      label: Sentence("The objects that were kept out (CSV)", "排除名单（CSV）"),
      remark: Sentence("where some were", "有排除对象时")
    )
    let notice = Field(
      purpose: "notice",
      label: Sentence("The notice (text)", "公告（文本）"),
      remark: Sentence("your own copy from before the seed, if you have one", "种子产生前自行保存的副本，如有")
    )
    guard draw.receipt.sealed else {
      return [pool] + (draw.record?.excluded.isEmpty == false ? [exclude] : []) + [notice]
    }
    return [
      notice,
      Field(
        purpose: "record",
        label: Sentence("For an auditor: the record", "审计：承诺记录"),
        remark: Sentence("confidential; it stays on this computer", "保密材料，不会离开本机")
      ),
      Field(
        purpose: "receipt",
        label: Sentence("For an auditor: the internal receipt (JSON)", "审计：内部回执（JSON）"),
        remark: Sentence("confidential; it names the columns", "保密材料，注明列名")
      ), pool, exclude,
      Field(
        purpose: "selection",
        label: Sentence("For an auditor: the internal selection (CSV)", "审计：内部抽取结果（CSV）"),
        remark: Sentence("confidential, if it is to be compared too", "保密材料，需一并核对时")
      ),
    ]
  }

  /// The part of the page.
  ///
  /// - Parameter language: the language of everything in it.
  /// - Returns: a section with a field for each file, one for the seed, a button and the place of the answer.
  package func section(_ language: Language) -> Page.Section {
    var parts: [Markup] = fields.flatMap { field in
      let id = "file-\(field.purpose)"
      return [
        label(field.label, field.remark, for: id, language),
        .element("input", ["type": "file", "id": id, "name": id]),
      ]
    }
    parts += [
      label(
        Sentence("The seed", "种子"),
        Sentence("as you have it from its source", "自行从来源查得"),
        for: "seed",
        language
      ),
      .element("input", ["type": "text", "id": "seed", "name": "seed", "autocomplete": "off"]),
      .element("button", ["type": "submit"], [Markup(language("Check", "核验"))]),
    ]
    let controls = Markup([
      .element(
        "noscript",
        [:],
        [
          .element(
            "p",
            ["class": "notice"],
            [
              Markup(
                language(
                  "Your browser runs no scripts here: check with the program instead.",
                  "浏览器未启用脚本，请用程序核验。"
                )
              )
            ]
          )
        ]
      ),
      .element("form", ["class": "check", "id": "check"], parts),
      .element("div", ["class": "found", "id": "found", "role": "status", "aria-live": "polite"]),
    ])
    return Page.Section(
      language("Check it on this page", "在本页核验"),
      notes: notes(language),
      controls: controls
    )
  }

  private func label(
    _ text: Sentence,
    _ remark: Sentence,
    for id: String,
    _ language: Language
  ) -> Markup {
    .element(
      "label",
      ["for": id],
      [
        Markup(text.text(in: language) + language(" ", "")),
        .element(
          "span",
          ["class": "small"],
          [Markup(language("(", "（") + remark.text(in: language) + language(")", "）"))]
        ),
      ]
    )
  }

  private func notes(_ language: Language) -> [String] {
    [
      draw.receipt.sealed
        ? language(
          "Anybody can check the form of a sealed draw. An auditor who is given record, receipt and list makes it"
            + " anew here.",
          "任何人都可核对密封抽取的形式；审计人员取得记录、回执和对象库后，可在此完整复算。"
        )
        : language(
          "Choose the list of all objects, or drop it on its field: the draw is made anew from it and compared with"
            + " what stands on this page.",
          "选择对象库文件或将其拖入对应栏：本页据此重新抽取，并与本页内容逐项比较。"
        ),
      language(
        "All of it is computed on your computer, without a network; nothing is sent anywhere.",
        "全部计算在本机完成，不使用网络，不发送任何内容。"
      ),
      language(
        "Whoever forges a page can forge its check: in earnest use your own copy of this page, or the program below.",
        "伪造网页者也能伪造其核验：重要核验请使用自行保存的网页，或下述程序。"
      ),
    ]
  }
}
