import Foundation
import Frames
import Sampling

/// Any bytes as a small table and as a pool: read or refused, never a crash, and both readers see
/// the same rows.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let path = "/dev/shm/spotcheck-fuzz-\(getpid())"
  FileManager.default.createFile(atPath: path, contents: Data(bytes))
  defer { unlink(path) }
  // By the one way in for small tables, which knows lines that end with CR, as the pool's does.
  let text = try? TableText(path)
  let table = text.flatMap { try? Table($0, layout: TableLayout(delimiter: 0x2C, heading: .plain)) }
  guard let table, let name = table.header.first, !name.isEmpty, !name.contains(",") else {
    _ = try? Pool(path, layout: PoolLayout())
    return 0
  }
  var layout = PoolLayout()
  layout.idColumns = [name]
  let key = DrawKey(.units, label: "fuzz", seed: "1")
  guard let pool = try? Pool(path, layout: layout),
    let census = try? pool.census(key: key),
    let selection = try? census.ranked([StratumCount(size: census.units)])
  else { return 0 }
  var ids: Set<[UInt8]> = []
  try? selection.forEachUnit { ids.insert(Array($0.id)) }
  precondition(ids == Set(table.rows.map { Array($0.cells[0].utf8) }), "the readers differ")
  return 0
}
