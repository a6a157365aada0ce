import CTickets
import Foundation
import Sampling
import TestSupport
import Testing

/// SHA-256 by every kernel of this machine; serialised, because the kernel is a global choice.
@Suite(.serialized) struct KernelTests {
  /// FIPS 180-4 example messages and NIST CAVP SHA256LongMsg's million „a“.
  static let published: [(String, String)] = [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmno"
        + "pqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  private static func withEachKernel(_ body: (String) throws -> Void) rethrows {
    let before = ct_kernel_in_use()
    defer { ct_kernel_use(before) }
    var index: Int32 = 0
    while let name = ct_kernel_name(index) {
      if ct_kernel_use(index) { try body(String(cString: name)) }
      index += 1
    }
  }

  @Test func publishedDigests() {
    KernelTests.withEachKernel { kernel in
      for (message, digest) in KernelTests.published {
        #expect(SHA256.digest(of: message.utf8).hex == digest, "\(kernel)")
      }
    }
  }

  @Test func piecesGiveTheSameDigest() {
    var random = SeededGenerator(seed: 1)
    let message = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &random) }
    KernelTests.withEachKernel { kernel in
      let whole = SHA256.digest(of: message)
      for cut in stride(from: 0, through: 1000, by: 37) {
        var hash = SHA256()
        hash.add(message[..<cut])
        hash.add(message[cut...])
        #expect(hash.digest == whole, "\(kernel), cut at \(cut)")
      }
    }
  }

  @Test func batchesAgreeWithSingleTickets() {
    var random = SeededGenerator(seed: 2)
    let key = DrawKey(.units, label: "kernel", seed: "1 2 3")
    var bytes: [UInt8] = []
    var ranges: [IdentifierRange] = []
    // Lengths around the block's end, and runs of short ones of every length modulo the ways.
    for index in 0..<2000 {
      let length = index % 7 == 0 ? Int.random(in: 50...140, using: &random) : index % 56
      ranges.append(IdentifierRange(offset: UInt64(bytes.count), length: UInt32(length)))
      bytes += (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    bytes += [UInt8](repeating: 0xFF, count: DrawKey.slack)
    let single = ranges.map { range in
      key.ticket(of: bytes[Int(range.offset)..<Int(range.offset) + Int(range.length)])
    }
    KernelTests.withEachKernel { kernel in
      var batch = [Digest](repeating: Digest(words: (0, 0, 0, 0)), count: ranges.count)
      bytes.withUnsafeBytes { memory in
        ranges.withUnsafeBufferPointer { ranges in
          batch.withUnsafeMutableBufferPointer { batch in
            guard let base = memory.baseAddress else { return }
            key.tickets(of: ranges, in: base, into: batch)
          }
        }
      }
      #expect(batch == single, "\(kernel)")
    }
  }
}
