import Draws
import Foundation
import Frames
import Sampling

/// Any bytes as a receipt, a record, a notice and a public receipt: read or refused; what is read is
/// verified against a small pool without a crash, and a record is written again with the same bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReceipts(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  if let record = try? DrawRecord(parsing: text) {
    precondition(record.text.utf8.elementsEqual(text.utf8), "a record changed its bytes")
  }
  var evidence = Evidence()
  evidence.notice = try? Notice(bytes, file: "fuzz")
  evidence.record = evidence.notice?.record
  if let receipt = try? PublicReceipt(bytes, file: "fuzz") {
    _ = try? receipt.verify(pool: nil, evidence: evidence)
  }
  guard let receipt = try? Receipt(bytes, file: "fuzz"),
    let layout = try? receipt.layout(delimiter: 0x2C, encoding: nil)
  else { return 0 }
  let path = "/dev/shm/spotcheck-fuzz-receipt-\(getpid()).csv"
  if !FileManager.default.fileExists(atPath: path) {
    let rows = (1...9).map { "\($0),A\n" }.joined()
    FileManager.default.createFile(atPath: path, contents: Data("id,class\n\(rows)".utf8))
  }
  let isSmall = receipt.strata.allSatisfy { $0.size < 1000 && $0.reserves < 1000 }
  let pool = try? Pool(path, layout: layout)
  if isSmall { _ = try? receipt.verify(pool: pool, evidence: Evidence()) }
  return 0
}
