import Sampling
import TestSupport
import Testing

@testable import Inspections

/// The one text of a payload, and of an entry and its chain.
@Suite struct PayloadTests {
  @Test func keysByBytesNoBlanksFewEscapes() {
    let payload = LedgerPayload([
      "b": .integer(-7), "a": .text("中 \"\\\n\u{01}/"), "ab": .array([.text("x"), .integer(0)]),
      "é": .array([]),
    ])
    #expect(
      payload.json == "{\"a\":\"中 \\\"\\\\\\u000a\\u0001/\",\"ab\":[\"x\",0],\"b\":-7,\"é\":[]}"
    )
    #expect(LedgerPayload(json: payload.json) == payload)
    #expect(LedgerPayload([:]).json == "{}")
  }

  /// Whatever says the same in another text is no payload.
  @Test(arguments: [
    "", "{", "[]", "{\"a\":1} ", "{ \"a\":1}", "{\"a\": 1}", "{\"b\":1,\"a\":1}",
    "{\"a\":1,\"a\":1}",
    "{\"a\":1,\"a\":2}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":-0}", "{\"a\":1.0}", "{\"a\":1e2}",
    "{\"a\":null}", "{\"a\":true}", "{\"a\":{}}", "{\"a\":[[]]}", "{\"a\":\"\\n\"}",
    "{\"a\":\"\\/\"}",
    "{\"a\":\"\\u0041\"}", "{\"a\":\"\\u000A\"}", "{\"a\":\"\n\"}", "{\"a\":\"x}", "{\"a\":1,}",
    "{\"a\":99999999999999999999}", "{\"a\":[1,]}", "{\"a\"}", "{\"a\":1}{}",
  ]) func anotherTextIsNoPayload(_ text: String) {
    #expect(LedgerPayload(json: text) == nil)
  }

  @Test func randomPayloadsComeBack() {
    var random = SeededGenerator(seed: 11)
    let scalars = Array("aé中\"\\\n\t\u{1F}\u{7F}\u{10FFFF}/ ".unicodeScalars)
    func text() -> String {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        if let scalar = scalars.randomElement(using: &random) { text.append(scalar) }
      }
      return String(text)
    }
    func value(_ depth: Int) -> LedgerPayload.Value {
      switch Int.random(in: 0...(depth == 0 ? 2 : 1), using: &random) {
      case 0: .text(text())
      case 1: .integer(Int.random(in: Int.min...Int.max, using: &random))
      default: .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(1) })
      }
    }
    for _ in 0..<2_000 {
      var values: [String: LedgerPayload.Value] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &random) { values[text()] = value(0) }
      let payload = LedgerPayload(values)
      #expect(LedgerPayload(json: payload.json) == payload)
      // One byte less is never a payload of another meaning.
      #expect(LedgerPayload(json: String(payload.json.dropLast())) == nil)
      // What is read after an edit is what would be written, to the byte.
      var bytes = Array(payload.json.utf8)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = Array("{}[]\"\\u0019a,:- \u{1F}".utf8).randomElement(using: &random) ?? 0
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.remove(at: place)
        }
        if bytes.isEmpty { break }
      }
      guard let edited = String(validating: bytes, as: UTF8.self) else { continue }
      if let read = LedgerPayload(json: edited) {
        #expect(read.json.utf8.elementsEqual(edited.utf8), "\(edited)")
      }
    }
  }

  /// Two keys that Swift takes for one text are two keys of bytes, and no payload has them.
  @Test func keysAreBytes() {
    #expect(LedgerPayload(json: "{\"e\u{301}\":1,\"\u{E9}\":2}") == nil)
    #expect(LedgerPayload(json: "{\"a\":-9223372036854775808}")?.integer("a") == .min)
    #expect(LedgerPayload(json: "{\"a\":9223372036854775807}")?.integer("a") == .max)
    #expect(LedgerPayload(json: "{\"a\":9223372036854775808}") == nil)
    #expect(LedgerPayload(json: "{\"a\":-9223372036854775809}") == nil)
  }

  /// Made with `printf` and `sha256sum`.
  @Test func theChainByHand() throws {
    #expect(
      LedgerHead().description
        == "0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    let salt = String(repeating: "0", count: 64)
    let digest = LedgerEntry.digest(of: "{}", salt: salt)
    #expect(digest.hex == ByHand.payload)
    let entry = LedgerEntry(
      number: 1,
      time: "2024-03-14T09:00:00Z",
      actor: String(repeating: "a", count: 32),
      action: "workspace init",
      subject: String(repeating: "b", count: 32),
      digest: digest
    )
    var head = LedgerHead()
    head.add(entry)
    #expect(head.description == "1 " + ByHand.head)
    #expect(LedgerHead(head.description) == head)
    for text in [
      "", "1", "01 \(ByHand.head)", "-1 \(ByHand.head)", "1 \(ByHand.head.uppercased())", "1  2",
    ] {
      #expect(LedgerHead(text) == nil)
    }
  }

  private enum ByHand {
    static let payload = "5649d09ed68c17156095d175eef152856c5b1a81c117c409c1e00f096aa6838e"
    static let head = "63344f7203cd6c8eda9b894fa5e29fcdd33d5efafc71c08532a9acfaff0ad215"
  }
}
