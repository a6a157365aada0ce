import Foundation
import Frames
import Sampling

/// Any bytes as a table of any kind, a workbook or text with its heading wherever it is, read or refused.
///
/// What libfreexl reads is left out: its crash is its child's.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWorkbook(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else { return 0 }
  let path = "/dev/shm/spotcheck-fuzz-workbook-\(getpid())"
  FileManager.default.createFile(atPath: path, contents: Data(bytes))
  defer { unlink(path) }
  for sheet in [nil, "Sheet1"] as [String?] {
    guard let text = try? TableText(path, sheet: sheet) else { continue }
    _ = try? Table(text, layout: TableLayout(), columns: ["stratum", "population"])
  }
  var layout = PoolLayout()
  layout.heading = .found(row: nil)
  layout.delimiter = nil
  layout.refusesDamage = true
  guard let pool = try? Pool(path, layout: layout), let roster = try? pool.roster() else {
    return 0
  }
  // By the reading that a receipt would hold the same units are found.
  layout.heading = .given(pool.reading)
  layout.refusesDamage = false
  let again = try? Pool(path, layout: layout).roster()
  precondition(again?.units.map(\.id) == roster.units.map(\.id), "the reading is another")
  return 0
}
