import CZlib
import CZstd
import Testing

@testable import Frames

/// Damaged data is told from what the library lacks.
@Suite struct UnpackingTests {
  @Test(arguments: [
    (Z_DATA_ERROR, true), (Z_NEED_DICT, true), (Z_BUF_ERROR, true), (Z_MEM_ERROR, false),
    (Z_STREAM_ERROR, false), (Z_VERSION_ERROR, false),
  ])
  func gzip(status: Int32, isCorrupt: Bool) {
    #expect((GzipDecompressor.error(status) == .corrupt) == isCorrupt)
  }

  @Test func zstd() {
    #expect(ZstdDecompressor.error(ZSTD_error_corruption_detected) == .corrupt)
    #expect(ZstdDecompressor.error(ZSTD_error_checksum_wrong) == .corrupt)
    for code in [ZSTD_error_memory_allocation, ZSTD_error_frameParameter_windowTooLarge] {
      let input = ZstdDecompressor.error(code).input("pool.csv.zst")
      guard case .unreadable("pool.csv.zst", let reason) = input else {
        Issue.record("\(input)")
        continue
      }
      #expect(!reason.isEmpty)
    }
    #expect(UnpackingError.corrupt.input("x") == .corrupt(file: "x"))
  }

  /// A frame whose window needs 2 GiB: the header alone (RFC 8878, 3.1.1.1.2), exponent 21, mantissa 0.
  @Test func aWindowThatIsTooLarge() throws {
    let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 21 << 3, 0x01, 0x00, 0x00]
    try frame.withUnsafeBytes { bytes in
      let error = try #require(throws: UnpackingError.self) {
        try ZstdDecompressor().unpack(bytes) { _ in }
      }
      #expect(error != .corrupt)
    }
  }
}
