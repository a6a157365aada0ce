import Sampling
import TestSupport
import Testing

@testable import Frames

/// The scanner against a reader that goes byte by byte and keeps every field.
@Suite struct RecordScannerTests {
  /// RFC 4180, section 2, as plainly as possible; nil for a misplaced or open quote.
  static func oracle(_ text: [UInt8]) -> [[[UInt8]]]? {
    var records: [[[UInt8]]] = []
    var record: [[UInt8]] = []
    var field: [UInt8] = []
    var index = 0
    func at(_ index: Int) -> UInt8? { index < text.count ? text[index] : nil }
    while index < text.count {
      if text[index] == 0x22 {
        index += 1
        while true {
          guard let byte = at(index) else { return nil }
          if byte != 0x22 {
            field.append(byte)
            index += 1
          } else if at(index + 1) == 0x22 {
            field.append(0x22)
            index += 2
          } else {
            index += 1
            break
          }
        }
        let isEnd =
          at(index) == 0x2C || at(index) == 0x0A
          || (at(index) == 0x0D && at(index + 1) == 0x0A)
        guard isEnd else { return nil }
      }
      while let byte = at(index), byte != 0x2C, byte != 0x0A {
        if byte == 0x22 { return nil }
        field.append(byte)
        index += 1
      }
      let isLineEnd = at(index) == 0x0A
      if isLineEnd, index > 0, text[index - 1] == 0x0D { field.removeLast() }
      record.append(field)
      field = []
      index += 1
      if isLineEnd {
        records.append(record)
        record = []
      }
    }
    return records
  }

  static func scanned(_ text: [UInt8]) -> [[[UInt8]]]? {
    var scanner = RecordScanner(delimiter: 0x2C)
    var records: [[[UInt8]]] = []
    var isClean = true
    text.withUnsafeBytes { block in
      let result = scanner.scan(block)
      isClean = result.strayQuote == nil && result.openQuote == nil
      scanner.forEachRecord(in: block) { record in
        records.append(
          (0..<record.count).map { index in
            var field: [UInt8] = []
            record.append(index, to: &field)
            return field
          }
        )
      }
    }
    return isClean ? records : nil
  }

  @Test func randomTextsReadAsTheOracleReadsThem() {
    var random = SeededGenerator(seed: 11)
    let alphabet = Array("ab,\"\n\r,\"\nx".utf8)
    var clean = 0
    for round in 0..<20_000 {
      let length = Int.random(in: 0...24, using: &random)
      let body = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0x61 }
      let text = body + [0x0A]
      let expected = RecordScannerTests.oracle(text)
      #expect(RecordScannerTests.scanned(text) == expected, "round \(round): \(text)")
      if expected != nil { clean += 1 }
    }
    // Both kinds must have been met.
    #expect(clean > 1000 && clean < 19_000)
  }

  @Test func wellFormedTablesReadBackWhatWasWritten() {
    var random = SeededGenerator(seed: 12)
    let pieces = ["a", "建", "\"", ",", "\n", "\r\n", " ", "7"]
    for _ in 0..<500 {
      let rows = (0..<5).map { _ in
        (0..<3).map { _ in
          (0..<Int.random(in: 0...4, using: &random))
            .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
      }
      let text = rows.map { $0.map(CSVText.field).joined(separator: ",") + "\r\n" }.joined()
      let read = RecordScannerTests.scanned(Array(text.utf8))
      #expect(read?.map { $0.map { String(decoding: $0, as: UTF8.self) } } == rows)
    }
  }

  @Test func lastRecordEndIsTheLastUnquotedLineFeed() {
    var random = SeededGenerator(seed: 13)
    let alphabet = Array("a,\"\n".utf8)
    for _ in 0..<5000 {
      let text = (0..<20).map { _ in alphabet.randomElement(using: &random) ?? 0x61 }
      var isQuoted = false
      var expected = 0
      for (index, byte) in text.enumerated() {
        if byte == 0x22 { isQuoted.toggle() }
        if byte == 0x0A, !isQuoted { expected = index + 1 }
      }
      #expect(Kernels.lastRecordEnd(text) == expected)
    }
  }

  @Test func utf8IsWhatTheStandardLibraryAccepts() {
    var random = SeededGenerator(seed: 14)
    let bytes: [UInt8] = [
      0x41, 0x80, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xA0, 0x9F, 0xED, 0xEF, 0xF0, 0x90, 0x8F, 0xF4,
      0xF5, 0xFF,
    ]
    for _ in 0..<50_000 {
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        bytes.randomElement(using: &random) ?? 0x41
      }
      let isValid = String(validating: text, as: UTF8.self) != nil
      let found = text.withUnsafeBytes { UTF8Check.firstInvalid(in: $0) }
      #expect((found == nil) == isValid, "\(text)")
    }
  }
}
