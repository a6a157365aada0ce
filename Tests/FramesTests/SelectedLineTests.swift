import Sampling
import Testing

@testable import Frames

/// The line of a unit, which is put together at once in whole vectors, is what its parts are one after the
/// other, whatever their lengths, and nothing behind it is touched that was there.
@Suite struct SelectedLineTests {
  private let ticket = Digest(words: (0x0123_4567_89AB_CDEF, .max, 0, 0xFEDC_BA98_7654_3210))

  private func text(_ length: Int, _ letter: UInt8) -> String {
    String(decoding: (0..<length).map { letter + UInt8($0 % 23) }, as: UTF8.self)
  }

  @Test(
    arguments: [0, 1, 15, 31, 32, 33, 63, 64, 65, 200],
    [1, 9, 10, 99, 100, 12_345_678, Int.max]
  )
  func linesAreTheirParts(_ length: Int, _ rank: Int) throws {
    let names = NumberedTexts([text(3, 0x41), text(length, 0x41), text(32, 0x41)])
    let middles = NumberedTexts([text(length + 1, 0x61), text(31, 0x61), text(length, 0x61)])
    let record = Array(text(length, 0x30).utf8) + Array(repeating: 0xFF, count: 64)
    let id = Array(text(length / 2 + 1, 0x30).utf8) + Array(repeating: 0xFF, count: 64)
    let (fast, slow) = (ByteText(capacity: 1), ByteText(capacity: 1))
    record.withUnsafeBytes { record in
      id.withUnsafeBytes { id in
        for stratum in [0, 1, 2, 1] {
          let unit = SelectedUnit(
            stratum: stratum,
            rank: rank,
            ticket: ticket,
            id: UnsafeRawBufferPointer(rebasing: id[..<(length / 2 + 1)]),
            record: UnsafeRawBufferPointer(rebasing: record[..<length])
          )
          fast.append(unit, names, middles, between: 0x2C)
          names.append(stratum, to: slow)
          slow.append(decimal: rank)
          middles.append(stratum, to: slow)
          slow.append(hex: ticket, between: 0x2C)
          slow.append(line: unit.record)
          fast.append(unit, named: names, between: 0x7C)
          names.append(stratum, to: slow)
          slow.append(UInt8(ascii: "|"))
          slow.append(decimal: rank)
          slow.append(UInt8(ascii: "|"))
          slow.append(unit.id)
          slow.append(0x0A)
        }
      }
    }
    #expect(fast.bytes.elementsEqual(slow.bytes))
  }
}
