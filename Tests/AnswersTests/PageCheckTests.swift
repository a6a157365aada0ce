import Draws
import Foundation
import Reports
import Sampling
import Testing

@testable import Answers

/// The page that verifies itself: what is in it, and what must not be.
///
/// `make test-page` runs it in a browser.
@Suite struct PageCheckTests {
  private static func page(isSealed: Bool, _ language: Language = .chinese) throws -> String {
    let record = try NoticePageTests.record(isSealed: isSealed)
    let draw = PublishedDraw(
      try NoticePageTests.receipt(isSealed: isSealed),
      record: record,
      header: ["编号", "名称"],
      rows: [["E1", "</script><script>alert(1)</script>"], ["E2", "乙"]]
    )
    return try ResultPage(draw).page(language, tool: "t").html
  }

  /// The document between its tags, and the script.
  private static func scripts(_ html: String) -> [Substring] {
    html.matches(of: #/<script[^>]*>(.*?)</script>/#.dotMatchesNewlines()).map(\.output.1)
  }

  /// The record of an open draw is on the page, whole, as its notice has it; of a sealed draw nothing of it is.
  @Test func theRecordIsThatOfAnOpenDraw() throws {
    struct Document: Decodable { var record: String? }
    for isSealed in [false, true] {
      let html = try PageCheckTests.page(isSealed: isSealed)
      let data = Data(try #require(PageCheckTests.scripts(html).first).utf8)
      let document = try JSONDecoder().decode(Document.self, from: data)
      let record = try NoticePageTests.record(isSealed: isSealed)
      if isSealed {
        #expect(document.record == nil)
        for planted in ["PLANTED", "FILTER", "REASON", "EXCLUDED", "90", "60"] {
          #expect(!PageCheckTests.scripts(html)[0].contains(planted), "\(planted)")
        }
        #expect(!html.contains(record.unitFrame?.hex ?? "none"))
      } else {
        #expect(document.record == record.text)
      }
    }
  }

  /// A name cannot end the document, and the one script is that of the policy.
  @Test func oneScript() throws {
    for isSealed in [false, true] {
      let html = try PageCheckTests.page(isSealed: isSealed)
      #expect(html.matches(of: /<script/).count == 2)
      #expect(html.matches(of: /<\/script>/).count == 2)
      #expect(PageCheckTests.scripts(html).last.map(String.init) == PageCheck.source)
      let digest = SHA256.digest(of: PageCheck.source.utf8).hex
      let bytes = stride(from: 0, to: 64, by: 2).compactMap { place in
        UInt8(digest.dropFirst(place).prefix(2), radix: 16)
      }
      #expect(html.contains("script-src &#39;sha256-\(Data(bytes).base64EncodedString())&#39;"))
      #expect(html.contains("default-src &#39;none&#39;"))
    }
  }

  /// Every field has a label, every sentence its language, and the script says both.
  @Test func fieldsAndLanguages() throws {
    for isSealed in [false, true] {
      let english = try PageCheckTests.page(isSealed: isSealed, .english)
      let form = try #require(english.firstMatch(of: /<form.*?<\/form>/.dotMatchesNewlines()))
        .output
      let fields = form.matches(of: /<input type="[a-z]+" id="([a-z-]+)"/).map { $0.output.1 }
      #expect(fields.count == (isSealed ? 7 : 4), "\(fields)")
      for field in fields { #expect(form.contains("<label for=\"\(field)\">"), "\(field)") }
      #expect(!form.contains("（"))
    }
    let sentences = PageCheck.source.matches(of: /say\(/).count
    #expect(sentences > 40)
  }

  /// Nobody can check a draw that was not committed to.
  @Test func anUncommittedDraw() throws {
    let text =
      "{\"schema\":\"spotcheck.public-receipt/2\",\"protocol\":\"spotcheck-draw-v1\",\"label\":\"一\","
      + "\"seed\":\"1\",\"commitment\":null,\"selected\":1,\"sealed\":false,\"id\":[\"编号\"],"
      + "\"shown\":[],\"units\":2,\"key\":\"\(SHA256.digest(of: "k".utf8).hex)\"}"
    let receipt = try #require(try PublicReceipt(Array(text.utf8), file: "r"))
    let draw = PublishedDraw(receipt, header: ["编号"], rows: [["E1"]])
    let html = try ResultPage(draw).page(.chinese, tool: "t").html
    #expect(!html.contains("<script") && !html.contains("<form"))
  }

  /// What the page has no room for is in its document.
  @Test func theWholeList() throws {
    struct Document: Decodable { var more: [[String]] }
    let rows = (0..<5_003).map { ["E\($0)"] }
    let draw = PublishedDraw(
      try NoticePageTests.receipt(isSealed: false),
      header: ["编号"],
      rows: rows
    )
    let document = try ResultPage(draw).page(.chinese, tool: "t").script?.document
    let more = try JSONDecoder().decode(Document.self, from: Data((document ?? "").utf8)).more
    #expect(more == [["E5000"], ["E5001"], ["E5002"]])
  }
}
