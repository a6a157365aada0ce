import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// The digest of a frame text is that of its lines sorted by bytes, however they are cut into runs.
@Suite struct FrameSorterTests {
  /// Lines that begin alike, of which one begins another, that are the same, short or long.
  private static func lines(_ kind: Int, _ random: inout SeededGenerator) -> [[UInt8]] {
    (0..<4_000).map { index in
      let number = Int.random(in: 0..<6_000, using: &random)
      let id =
        switch kind {
        case 0: "\(number)"
        case 1: "914101\(String(repeating: "0", count: number % 9))\(number)"
        case 2: String(repeating: "长", count: number % 40) + "\(number % 7)"
        case 3: String(UnicodeScalar(UInt8(0x21 + number % 90)))
        default: String(repeating: "x", count: index % 500 == 0 ? 70_000 : 12) + "\(number)"
        }
      return Array("\(id)\t\(["A", "", "类"][number % 3])\t\n".utf8)
    }
  }

  @Test(arguments: 0..<5, [16, 700, 40_000, 1 << 23])
  func digestOfSortedLines(kind: Int, bytes: Int) throws {
    var random = SeededGenerator(seed: UInt64(kind))
    let lines = Self.lines(kind, &random)
    let sorter = try FrameSorter()
    var runs = SortedRuns(bytes: bytes)
    for line in lines { try line.withUnsafeBytes { try runs.add($0, to: sorter) } }
    try runs.finish(sorter)
    let sorted = lines.sorted { $0.lexicographicallyPrecedes($1) }
    let digest = try sorter.digest(monitor: WorkMonitor())
    #expect(digest == SHA256.digest(of: Array(sorted.joined())))
  }

  @Test func nothingAtAll() throws {
    let digest = try FrameSorter().digest(monitor: WorkMonitor())
    #expect(digest == SHA256.digest(of: []))
  }

  @Test(arguments: [0, 1, 1_000, 5_000])
  func radixSort(count: Int) {
    var random = SeededGenerator(seed: 3)
    var values = (0..<count).map { index in
      index % 7 == 0 ? 0 : UInt64.random(in: .min ... .max, using: &random) & 0xFF00_0000_0000_FF0F
    }
    let expected = values.sorted()
    RadixSort.sort(&values) { $0 }
    #expect(values == expected)
  }
}
