import Foundation
import Testing

@testable import Frames

@Suite struct GB18030Tests {
  /// Codes read off the standard: GB 18030-2022, and the mapping tables of the first edition.
  @Test(
    arguments: [
      ([0x41], "A"),
      ([0xB0, 0xA1], "啊"),
      ([0xD6, 0xD0, 0xB9, 0xFA], "中国"),
      ([0x81, 0x40], "丂"),
      ([0xA2, 0xE3], "€"),
      ([0xA8, 0xBC], "\u{1E3F}"),
      ([0xA6, 0xD9], "\u{FE10}"),
      ([0xFE, 0x59], "\u{9FB4}"),
      ([0x81, 0x30, 0x81, 0x30], "\u{80}"),
      ([0x81, 0x35, 0xF4, 0x37], "\u{E7C7}"),
      ([0x82, 0x35, 0x90, 0x37], "\u{E81E}"),
      ([0x84, 0x31, 0xA4, 0x39], "\u{FFFF}"),
      ([0x90, 0x30, 0x81, 0x30], "\u{10000}"),
      ([0xE3, 0x32, 0x9A, 0x35], "\u{10FFFF}"),
      ([0x95, 0x32, 0x82, 0x36], "\u{20000}"),
    ] as [([UInt8], String)]
  )
  func codes(_ example: (bytes: [UInt8], text: String)) {
    #expect(GB18030.decode(example.bytes) == .text(Array(example.text.utf8)))
  }

  @Test(
    arguments: [
      [0x80], [0xFF], [0x81], [0x81, 0x30], [0x81, 0x7F], [0xB0, 0xA1, 0xD6],
      [0x84, 0x31, 0xA5, 0x30], [0xE3, 0x32, 0x9A, 0x36],
    ] as [[UInt8]]
  )
  func whatIsNoCode(_ bytes: [UInt8]) {
    if case .text = GB18030.decode(bytes) { Issue.record("\(bytes) was decoded") }
  }

  @Test func everyTwoByteCodeIsOneCharacterAndNoneTwice() {
    // Scalars, not strings: strings that are canonically equivalent are equal in Swift.
    var seen: Set<Unicode.Scalar> = []
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        guard case .text(let bytes) = GB18030.decode([lead, trail]) else {
          Issue.record("\(lead) \(trail)")
          continue
        }
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        if scalars.count != 1 || scalars[0] == "\u{FFFD}" { Issue.record("\(lead) \(trail)") }
        seen.formUnion(scalars)
      }
    }
    // 126 lead bytes with 190 second bytes each.
    #expect(seen.count == 23_940)
  }

  @Test func everyCharacterOfTheBasicPlaneHasACode() {
    var seen: Set<UInt32> = Set(0..<0x80)
    func add(_ bytes: [UInt8]) {
      if case .text(let text) = GB18030.decode(bytes) {
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
          seen.insert(scalar.value)
        }
      }
    }
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE { add([lead, trail]) }
    }
    for a in UInt8(0x81)...0x84 {
      for b in UInt8(0x30)...0x39 {
        for c in UInt8(0x81)...0xFE {
          for d in UInt8(0x30)...0x39 { add([a, b, c, d]) }
        }
      }
    }
    let missing = (UInt32(0)..<0x10000).filter {
      !(0xD800...0xDFFF).contains($0) && !seen.contains($0)
    }
    // The private characters whose two-byte codes decoders have since given to others beyond U+FFFF.
    #expect(Set(missing) == Set([0xE816, 0xE817, 0xE818, 0xE831, 0xE83B, 0xE855]))
  }

  @Test func changedAndPrivateCodesAreUnstable() throws {
    #expect(GB18030.isUnstable("\u{1E3F}") && GB18030.isUnstable("\u{E000}"))
    #expect(!GB18030.isUnstable("建"))
    // An identifier with A8BC is refused where it came from GB18030, and accepted in UTF-8.
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: scratch) }
    try Data([0x69, 0x64, 0x0A, 0xBC, 0xD7, 0xA8, 0xBC, 0x0A]).write(to: scratch)
    #expect(throws: DataError.self) {
      try Pool(scratch.path, layout: PoolLayout()).roster()
    }
    try Data("id\n甲\u{1E3F}\n".utf8).write(to: scratch)
    #expect(try Pool(scratch.path, layout: PoolLayout()).roster().units.count == 1)
  }
}
