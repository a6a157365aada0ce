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
  let record = try? DrawRecord(parsing: text)
  if let record {
    precondition(record.text.utf8.elementsEqual(text.utf8), "a record changed its bytes")
  }
  let notice = try? Notice(bytes, file: "fuzz")
  guard let receipt = try? GivenReceipt(bytes, file: "fuzz") else { return 0 }
  let path = "/dev/shm/spotcheck-fuzz-receipt-\(getpid()).csv"
  if !FileManager.default.fileExists(atPath: path) {
    let rows = (1...9).map { "\($0),A\n" }.joined()
    FileManager.default.createFile(atPath: path, contents: Data("id,class\n\(rows)".utf8))
  }
  for pool in [nil, Evidence.PoolFile(path, layout: PoolLayout())] {
    var evidence = Evidence()
    evidence.threads = 1
    evidence.pool = pool
    evidence.record = record
    evidence.notice = notice
    guard let found = try? DrawVerification(receipt, evidence: evidence).run() else { continue }
    for line in found.lines {
      for language in Language.allCases { precondition(!line.sentence(in: language).isEmpty) }
    }
  }
  return 0
}
