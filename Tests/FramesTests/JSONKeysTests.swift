import Frames
import Testing

/// Documents that readers of JSON understand differently are refused before one of them is believed.
@Suite struct JSONKeysTests {
  @Test(arguments: [
    #"{}"#, #"[]"#, #"{"a": 1, "b": {"a": 2}}"#, #"{"a": ",]", "b": ",}"}"#, #"["\",", "]"]"#,
    "[1 ,\n2]", #"{"a": [ ] , "b": { } }"#,
  ])
  func whatAllReadAlike(text: String) throws {
    try JSONKeys.check(Array(text.utf8), file: "a")
  }

  /// RFC 8259 has no comma behind the last value; the decoder takes one all the same.
  @Test(arguments: [
    ("[1,]", 1), (#"{"a": 1,}"#, 1), ("{\n\"a\": [1, 2,\n\t ],\n\"b\": 1}", 2), ("[[1],\r\n]", 1),
    ("[,]", 1),
  ])
  func aCommaBeforeTheEnd(document: (text: String, row: Int)) throws {
    let error = try #require(throws: DataError.self) {
      try JSONKeys.check(Array(document.text.utf8), file: "a")
    }
    #expect(error.problems.map(\.row) == [document.row])
  }

  @Test(arguments: [
    (#"{"a": 1, "a": 1}"#, "a"), (#"{"a": 1, "\u0061": 2}"#, "a"),
    (#"[{"x": {"b": 1, "c": [], "b": 2}}]"#, "b"),
  ])
  func aKeyTwice(document: (text: String, key: String)) throws {
    let found = try JSONKeys.firstRepeated(in: Array(document.text.utf8), file: "a")
    #expect(found?.key == document.key)
  }
}
