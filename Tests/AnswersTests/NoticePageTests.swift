import Draws
import Foundation
import Reports
import Sampling
import Testing

@testable import Answers

/// The pages of a notice and of a result: what they say, and what they must not.
@Suite struct NoticePageTests {
  static func record(isSealed: Bool) throws -> DrawRecord {
    var generator = SystemRandomNumberGenerator()
    var record = DrawRecord(
      label: try ProtocolText("<b>2024食品</b>"),
      attempt: 2,
      previous: SHA256.digest(of: "one".utf8),
      seedSource: try ProtocolText("2024-03-20 10:00 政务大厅，十枚十面骰"),
      seedForm: SeedForm(try ProtocolText("# # # # # # # # # #")),
      secret: isSealed ? Secret(using: &generator) : nil,
      units: 90,
      unitFrame: SHA256.digest(of: "frame".utf8),
      strata: [
        .init(
          name: try ProtocolText("PLANTED甲"),
          population: 60,
          size: 6,
          reserves: 1,
          design: .srs
        ),
        .init(
          name: try ProtocolText("PLANTED乙"),
          population: 30,
          size: 15,
          reserves: 0,
          design: .srs
        ),
      ]
    )
    record.redraw = .init(of: SHA256.digest(of: "one".utf8), reason: try RecordText("REASON 停电"))
    record.filters = [try RecordText("FILTER = 1")]
    record.rules.add(try Rule(parsing: "10%"), in: nil)
    record.rules.add(try Rule(parsing: "50%"), in: try ProtocolText("PLANTED乙"))
    record.rules.overall = [try Rule(parsing: ">20%")]
    record.excluded = [
      .init(
        stratum: try ProtocolText("PLANTED甲"),
        count: 40,
        digest: SHA256.digest(of: "out".utf8),
        reason: try RecordText("EXCLUDED 停业")
      )
    ]
    record.shown = .init(columns: [try RecordText("企业名称")], frame: SHA256.digest(of: "s".utf8))
    return record
  }

  private static func html(_ isSealed: Bool, _ language: Language) throws -> String {
    Notice(try record(isSealed: isSealed)).page(language, file: "notice.txt", tool: "t").html
  }

  /// What stands between the tags.
  private static func words(_ html: String) -> String {
    let body = (html.split(separator: "<body>").last.map(String.init) ?? "")
      .replacing(#/<script.*?</script>/#.dotMatchesNewlines(), with: "|")
    return body.replacing(#/<pre>[^<]*<\/pre>|<[^>]*>/#, with: "|")
  }

  @Test func anOpenNoticeSaysEverything() throws {
    let record = try NoticePageTests.record(isSealed: false)
    let html = try NoticePageTests.html(false, .chinese)
    let words = NoticePageTests.words(html)
    // 6 of 60 and the 40 kept out; 15 of 30; 21 of 130 in all.
    for text in [
      "2024-03-20 10:00 政务大厅，十枚十面骰", "# # #", "6.00%", "50.00%", "≥10%", "&gt;20%", "130", "21",
      "REASON 停电", "EXCLUDED 停业", "FILTER = 1", "企业名称", record.commitment.hex, "另有候补 1 个",
    ] {
      #expect(words.contains(text), "\(text)")
    }
    // The whole text stands in it as it is in the file, and a label is no tag.
    let text = Notice(record).text.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    #expect(html.contains("<pre>\(text)</pre>"))
    #expect(!html.contains("<b>2024"))
  }

  /// Nothing but what the notice of a sealed draw says itself, and its own sentences.
  @Test(arguments: Language.allCases)
  func aSealedNoticeTellsNothing(language: Language) throws {
    let html = try NoticePageTests.html(true, language)
    // A digest may hold any digits.
    let words = NoticePageTests.words(html).replacing(#/[0-9a-f]{64}/#, with: "|")
    for text in ["PLANTED", "REASON", "FILTER", "EXCLUDED", "企业名称", "90", "60", "≥10%", "6.00%"] {
      #expect(!words.contains(text), "\(text)")
    }
    #expect(html.contains(language("A sealed draw.", "密封抽取。")))
  }

  /// The same notice makes the same page, in one language throughout.
  @Test func oneLanguage() throws {
    for isSealed in [false, true] {
      let notice = Notice(try NoticePageTests.record(isSealed: isSealed))
      let chinese = notice.page(.chinese, file: "n.txt", tool: "t").html
      #expect(chinese == notice.page(.chinese, file: "n.txt", tool: "t").html)
      #expect(chinese.contains("lang=\"zh-Hans\""))
      let plain = NoticePageTests.words(chinese)
      #expect(plain.matches(of: #/[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/#).isEmpty)
      let english = NoticePageTests.words(notice.page(.english, file: "n.txt", tool: "t").html)
      #expect(!english.contains("。"))
    }
  }

  static func receipt(isSealed: Bool) throws -> PublicReceipt {
    let open = ",\"units\":240,\"key\":\"\(SHA256.digest(of: "k".utf8).hex)\",\"stratum\":\"类\""
    let text =
      "{\"schema\":\"spotcheck.public-receipt/2\",\"protocol\":\"spotcheck-draw-v1\",\"label\":\"一\","
      + "\"seed\":\"1 2 3\",\"commitment\":\"\(SHA256.digest(of: "c".utf8).hex)\",\"selected\":2,"
      + "\"sealed\":\(isSealed),\"id\":[\"编号\"],\"shown\":[]\(isSealed ? "" : open)}"
    return try #require(try PublicReceipt(Array(text.utf8), file: "r"))
  }

  @Test func result() throws {
    for isSealed in [false, true] {
      let page = ResultPage(
        PublishedDraw(
          try NoticePageTests.receipt(isSealed: isSealed),
          header: ["编号", "名称"],
          rows: [["E1", "<i>甲</i>"], ["E2", "乙"]]
        )
      )
      let html = try page.page(.chinese, tool: "t").html
      for text in ["E1", "&lt;i&gt;甲", "乙", "1 2 3", SHA256.digest(of: "c".utf8).hex] {
        #expect(html.contains(text), "\(text)")
      }
      // The script has such digits in its constants.
      let shown = html.replacing(PageCheck.source, with: "")
      #expect(shown.count < html.count && shown.contains("240") == !isSealed)
      #expect(html.contains(SHA256.digest(of: "k".utf8).hex) == !isSealed)
      let plain = NoticePageTests.words(html)
      #expect(plain.matches(of: #/[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/#).isEmpty)
    }
  }

  /// A long list is shown to its limit, and how much is not.
  @Test func aLongResult() throws {
    let rows = (0..<5_003).map { ["E\($0)"] }
    let page = ResultPage(
      PublishedDraw(
        try NoticePageTests.receipt(isSealed: false),
        header: ["编号"],
        rows: rows
      )
    )
    let html = try page.page(.chinese, tool: "t").html
    #expect(html.contains("E4999<") && !html.contains("E5000<"))
    #expect(html.contains("另有 3 个见 selection.csv"))
  }
}
