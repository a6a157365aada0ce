import Foundation
import Frames
import Sampling

/// Any bytes as the parts of a workbook, parted by NULs: its cells, its shared texts, its formats.
///
/// Behind the archive, whose checksums stop what a fuzzer changes at random, the XML is reached.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSheet(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  var book = MadeWorkbook()
  book.sheets = [("名录", "visible", parts[0], parts.count > 2 ? parts[2] : "")]
  if parts.count > 1 { book.strings = [parts[1]] }
  book.formats = ["0.00%", "yyyy-mm-dd", "General"]
  let path = "/dev/shm/spotcheck-fuzz-sheet-\(getpid())"
  FileManager.default.createFile(atPath: path, contents: Data(book.bytes))
  defer { unlink(path) }
  var layout = PoolLayout()
  layout.heading = .found(row: nil)
  let first = try? TableText(path)
  let second = try? TableText(path)
  precondition(first?.bytes == second?.bytes, "the same sheet is another text")
  guard let pool = try? Pool(path, layout: layout) else { return 0 }
  _ = try? pool.roster()
  return 0
}
